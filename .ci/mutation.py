"""Change the core at random places, one at a time, and see whether the tests notice.

    python .ci/mutation.py                       60 mutants in all packages of the core
    python .ci/mutation.py --mutants 300 --seed 2
    ... --write                                  also write the figures into docs/quality.md

`nox -s mutation` runs it. cosmic-ray makes the mutants, in a copy of the project. A mutant that no test notices has
survived: a test is missing, or the change does not matter.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cosmic_ray.work_db import use_db
from cosmic_ray.work_item import TestOutcome, WorkerOutcome, WorkItem, WorkResult

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from docs.quality import write  # noqa: E402  # found only once the folder above is on the path

CORE = {
    "seating/judge.py": "tests/test_judge.py tests/requirements/test_cases.py",
    "seating/requirements": "tests/requirements/test_cases.py tests/requirements/test_conformance.py",
    "seating/terms": "tests/terms tests/model tests/engines/test_exact.py",
    "seating/model": "tests/model tests/requirements/test_conformance.py",
    "seating/engines/feasibility": "tests/engines/feasibility",
}
"""What is changed, and the tests that have to notice it."""

SECONDS = 300
"""A mutant whose tests take longer counts as noticed: it loops."""

CONFIG = """
[cosmic-ray]
module-path = "{module}"
timeout = {seconds}
excluded-modules = []
test-command = "{python} -m pytest -x -q -n 0 -m 'not slow' {tests}"

[cosmic-ray.distributor]
name = "local"
"""


@dataclass(frozen=True)
class Result:
    """What became of the mutants of one package.

    Attributes
    ----------
    module : str
        Path of the package or module.
    possible : int
        How many mutants there are in all.
    outcomes : Counter of str
        How many of those that were tried had each outcome.
    survivors : tuple of str
        Each change that no test noticed, as a diff.
    """

    module: str
    possible: int
    outcomes: Counter[str]
    survivors: tuple[str, ...]


def try_mutants(copy: Path, module: str, mutants: int, rng: random.Random) -> Result:
    """Try a random sample of the mutants of a package.

    Parameters
    ----------
    copy : Path
        A copy of the project; cosmic-ray changes its files and changes them back.
    module : str
        Path of the package or module.
    mutants : int
        How many to try.
    rng : random.Random
        Chooses them.
    """
    config, session = copy / "mutation.toml", copy / "mutation.sqlite"
    session.unlink(missing_ok=True)
    config.write_text(
        CONFIG.format(module=module, seconds=SECONDS, python=sys.executable, tests=CORE[module]), encoding="utf-8"
    )
    run(copy, "baseline", config.name)  # without a change, the tests have to pass
    run(copy, "init", config.name, session.name)
    with use_db(str(session)) as db:
        jobs = [item.job_id for item in sorted(db.work_items, key=_place)]
        chosen = set(rng.sample(jobs, min(mutants, len(jobs))))
        db.set_multiple_results((job for job in jobs if job not in chosen), WorkResult(WorkerOutcome.SKIPPED))
    run(copy, "exec", config.name, session.name)
    with use_db(str(session)) as db:
        tried = [result for job, result in db.results if job in chosen]
    survivors = tuple(result.diff or "" for result in tried if result.test_outcome is TestOutcome.SURVIVED)
    outcomes = Counter(str((result.test_outcome or result.worker_outcome).value) for result in tried)
    return Result(module, len(jobs), outcomes, survivors)


def run(copy: Path, *words: str) -> None:
    """Run cosmic-ray in the copy, with the copy's modules."""
    command = [str(Path(sys.executable).with_name("cosmic-ray")), *words]
    subprocess.run(command, cwd=copy, env={**os.environ, "PYTHONPATH": str(copy)}, check=True)


def describe(results: list[Result], seed: int) -> list[str]:
    """Return the figures as lines of Markdown."""
    rows = []
    for result in results:
        tried = sum(result.outcomes.values())
        survived = len(result.survivors)
        rows.append(f"| `{result.module}` | {result.possible:,} | {tried} | {tried - survived} | {survived} |")
    tried = sum(sum(result.outcomes.values()) for result in results)
    survived = sum(len(result.survivors) for result in results)
    return [
        f"Measured on {datetime.now(UTC):%Y-%m-%d} by `.ci/mutation.py --mutants {tried} --seed {seed}`, which "
        f"`nox -s mutation` runs. {tried - survived} of {tried} changes were noticed, "
        f"{(tried - survived) / max(1, tried):.0%}.",
        "",
        "| changed | possible | tried | noticed | survived |",
        "| --- | ---: | ---: | ---: | ---: |",
        *rows,
    ]


def main() -> None:
    """Read the options, try the mutants and print what became of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mutants", type=int, default=60, help="how many to try in all")
    parser.add_argument("--seed", type=int, default=1, help="chooses them")
    parser.add_argument("--write", action="store_true", help="write the figures into docs/quality.md")
    asked = parser.parse_args()
    rng = random.Random(asked.seed)
    results = []
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "seating"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".*", "node_modules", "site", "reports"))
        each, rest = divmod(asked.mutants, len(CORE))
        for number, module in enumerate(CORE):
            results.append(try_mutants(copy, module, each + (number < rest), rng))
            print(f"{module}: {dict(results[-1].outcomes)}", flush=True)
            print("\n".join(results[-1].survivors), flush=True)
    lines = describe(results, asked.seed)
    print("\n".join(lines))
    if asked.write:
        write("mutation", lines)


def _place(item: WorkItem) -> tuple[str, ...]:
    """Return where a mutant is and what it changes, so that a seed chooses the same ones again."""
    change = item.mutations[0]
    return (str(change.module_path), change.operator_name, f"{change.occurrence:06}", str(change.operator_args))


if __name__ == "__main__":
    main()
