"""Break the program on purpose, in one way after another, and see whether the tests notice.

    python .ci/breaks.py                         all breaks of .ci/breaks.toml, in two copies of the project
    python .ci/breaks.py --only "a cap"          those whose names contain a text
    ... --root ../other                          break another checkout

A break that no test notices has survived: a test is missing. A break whose old text does not occur exactly once is
stale: the program has changed, so change the break. Either makes the exit code 1.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import tomllib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue

ROOT = Path(__file__).resolve().parent.parent
BREAKS = Path(__file__).with_suffix(".toml")

SECONDS = 600
"""A break whose tests take longer counts as caught: it loops."""

LEFT_OUT = shutil.ignore_patterns(
    *(".venv*", ".git", ".nox", ".hypothesis", ".fuzz", ".benchmarks", ".*_cache"),
    *("__pycache__", "node_modules", "*.egg-info"),
)
"""What a copy of the project does not have."""

CAUGHT, SURVIVED, STALE, FAULTY = "caught", "SURVIVED", "STALE", "FAULTY"
"""What becomes of a break; faulty means that pytest found no such tests, or could not run them."""

FAILED = (1, 2)
"""The exit codes of pytest when a test fails, and when a file of tests cannot be imported."""

PRINTING = threading.Lock()


@dataclass(frozen=True)
class Break:
    """One way to break the program.

    Attributes
    ----------
    name : str
        What is wrong then.
    file : str
        The file that is changed, relative to the project.
    old, new : str
        A text that occurs once in the file, and the text that takes its place.
    tests : tuple of str
        What pytest runs.
    """

    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]


@dataclass(frozen=True)
class Copy:
    """A copy of the project to break.

    Attributes
    ----------
    project : Path
    cache : Path
        The user's cache during the tests.
    """

    project: Path
    cache: Path

    @classmethod
    def of(cls, root: Path, folder: Path) -> Copy:
        """Copy a checkout, with what is not committed, into a folder that does not exist yet."""
        found = cls(folder / "seating", folder / "cache")
        shutil.copytree(root, found.project, symlinks=True, ignore=LEFT_OUT)
        return found

    @property
    def environment(self) -> dict[str, str]:
        """The variables with which the tests import this copy."""
        return {**os.environ, "PYTHONPATH": str(self.project), "XDG_CACHE_HOME": str(self.cache)}


def read_breaks(only: str = "") -> list[Break]:
    """Return the breaks whose names contain a text, in the order of the file."""
    written = tomllib.loads(BREAKS.read_text(encoding="utf-8"))["break"]
    found = [Break(**{**one, "tests": tuple(one["tests"])}) for one in written]
    if len({one.name for one in found}) < len(found):
        raise ValueError(f"two breaks in {BREAKS} have the same name")
    return [one for one in found if only.casefold() in one.name.casefold()]


def try_break(one: Break, copy: Copy, marks: str) -> tuple[str, str]:
    """Break a copy, run the tests, and mend the copy.

    Parameters
    ----------
    one : Break
    copy : Copy
    marks : str
        Which tests to run, as for `pytest -m`.

    Returns
    -------
    outcome : str
    why : str
        The test that failed, or what is wrong with the break.
    """
    path = copy.project / one.file
    if not path.is_file():
        return STALE, f"there is no {one.file}"
    whole, times = path.read_bytes(), path.stat()
    text = whole.decode("utf-8")
    if text.count(one.old) != 1:
        return STALE, f"the old text occurs {text.count(one.old)} times in {one.file}"
    try:
        path.write_bytes(text.replace(one.old, one.new).encode("utf-8"))
        code, told = run_tests(one.tests, copy, marks)
    finally:
        path.write_bytes(whole)
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))  # so that what was compiled of it stays valid
    if code is None:
        return CAUGHT, f"after {SECONDS} s"
    if code not in {0, *FAILED}:
        return FAULTY, f"pytest ends with {code}: {' '.join(told.split())[-300:]}"
    failed = next((line.split(" - ")[0] for line in told.splitlines() if line.startswith(("FAILED ", "ERROR "))), "")
    return (CAUGHT, failed.partition(" ")[2]) if code else (SURVIVED, " ".join(one.tests))


def run_tests(tests: tuple[str, ...], copy: Copy, marks: str) -> tuple[int | None, str]:
    """Run tests of a copy until one fails; return the exit code, None if they take too long, and the output."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-n", "0", "-p", "no:cacheprovider", "-m", marks, *tests]
    with tempfile.TemporaryFile() as output:  # unlike a pipe, no process that outlives the tests holds it up
        try:
            ended = subprocess.run(
                command,
                cwd=copy.project,
                env=copy.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                timeout=SECONDS,
                check=False,
            )
            code: int | None = ended.returncode
        except subprocess.TimeoutExpired:
            code = None
        output.seek(0)
        return code, output.read().decode("utf-8", "replace")


def try_all(waiting: SimpleQueue[Break], root: Path, folder: Path, marks: str) -> list[str]:
    """Try breaks in a copy of one's own while any are waiting; print and return what became of each.

    Parameters
    ----------
    waiting : queue of Break
        The breaks that no job has taken yet.
    root : Path
        The checkout to copy.
    folder : Path
        Where to copy it; it does not exist yet.
    marks : str
        Which tests to run, as for `pytest -m`.
    """
    copy = Copy.of(root, folder)
    outcomes: list[str] = []
    while True:
        try:
            one = waiting.get_nowait()
        except Empty:
            return outcomes
        started = time.monotonic()
        outcome, why = try_break(one, copy, marks)
        outcomes.append(outcome)
        with PRINTING:
            print(
                f"{outcome:8} {time.monotonic() - started:6.1f} s  {one.name}{f'  ({why})' if why else ''}", flush=True
            )


def main() -> int:
    """Read the options, try the breaks, print what became of them, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", metavar="TEXT", default="", help="only breaks whose names contain this text")
    parser.add_argument("--jobs", metavar="N", type=int, default=2, help="how many at the same time, each in its copy")
    parser.add_argument("--root", metavar="FOLDER", type=Path, default=ROOT, help="the checkout to break")
    parser.add_argument("--marks", metavar="EXPR", default="not night", help="which tests to run, as for pytest -m")
    asked = parser.parse_args()
    breaks = read_breaks(asked.only)
    if not breaks:
        parser.error(f"no name of a break contains {asked.only!r}")
    waiting: SimpleQueue[Break] = SimpleQueue()
    for one in breaks:
        waiting.put(one)
    jobs = range(max(1, min(asked.jobs, len(breaks))))
    with tempfile.TemporaryDirectory(prefix="seating-breaks-") as folder, ThreadPoolExecutor(len(jobs)) as pool:
        started = [
            pool.submit(try_all, waiting, asked.root.resolve(), Path(folder) / str(job), asked.marks) for job in jobs
        ]
        outcomes = [outcome for job in started for outcome in job.result()]
    print(f"{outcomes.count(CAUGHT)} of {len(breaks)} caught")
    return 0 if outcomes.count(CAUGHT) == len(breaks) else 1


if __name__ == "__main__":
    sys.exit(main())
