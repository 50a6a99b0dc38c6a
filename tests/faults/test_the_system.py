"""What the system does: a full disk, a limit on files, another user, a clock set back, a folder that is removed."""

from __future__ import annotations

import importlib
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from seating.ledger import Kind, Ledger
from seating.ledger.steps import Action, Step, append_steps, read_steps
from tests.cli.running import run
from tests.faults.test_every_write import CONVENING, LIST, PEOPLE, RATINGS
from tests.ledger.made_up import ROUND_1, ROUND_2, seated

IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
NOBODY = 65534

needs_root = pytest.mark.skipif(not IS_ROOT or sys.platform != "linux", reason="only root mounts and changes users")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "in").mkdir()
    (tmp_path / "in/people.csv").write_text(PEOPLE)
    (tmp_path / "in/convening.yaml").write_text(CONVENING)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def fill(folder: Path) -> None:
    """Fill the disk of a folder to the last byte."""
    file = os.open(folder / "filler", os.O_WRONLY | os.O_CREAT)
    for size in (65_536, 512, 1):
        with suppress(OSError):
            while True:
                os.write(file, b"x" * size)
    os.close(file)


@needs_root
@pytest.mark.slow
def test_a_disk_that_is_really_full(folder):
    """The output folder is on a disk of 2 MB that is filled after the first round, and emptied again."""
    (folder / "out").mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "none", folder / "out"], check=False)
    if mounted.returncode:
        pytest.skip("this system lets nobody mount")
    try:
        assert run(f"solve {LIST} --no-packet").exit_code == 0
        before = {path.name: path.read_bytes() for path in (folder / "out/rounds").iterdir()}
        fill(folder / "out")
        for line in (f"solve {LIST} --next-round", f"packet {LIST}", f"report {LIST}", "rounds undo --out out"):
            ran = run(line)
            assert ran.exit_code == 2, (line, ran.output)
            assert "No space left on device" in ran.output
            assert "out/" in ran.output
        assert {path.name: path.read_bytes() for path in (folder / "out/rounds").iterdir()} == before
        assert not list((folder / "out").rglob(".*.part"))
        (folder / "out/filler").unlink()
        assert run(f"solve {LIST} --next-round --no-packet").exit_code == 0
        assert len(Ledger.open(folder / "out").rounds) == 2
    finally:
        subprocess.run(["umount", folder / "out"], check=True)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_limit_on_the_size_of_files(folder, python):
    limited = "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000)); sys.argv[0] = 'seating'"
    ran = python.run(
        "-c", f"{limited}; from seating.__main__ import main; main()", "report", "--out", "out", cwd=folder
    )
    assert ran.returncode == 2
    assert run(f"solve {LIST} --no-packet").exit_code == 0
    before = (folder / "out/report.html").read_bytes()
    ran = python.run(
        "-c", f"{limited}; from seating.__main__ import main; main()", "report", "--out", "out", cwd=folder
    )
    assert ran.returncode == 2
    assert "File too large" in ran.stderr
    assert "out/" in ran.stderr
    assert (folder / "out/report.html").read_bytes() == before


@pytest.fixture
def shared():
    """Return a folder that every user may enter; those of pytest are for one user only."""
    folder = Path(tempfile.mkdtemp(prefix="seating-faults-"))
    folder.chmod(0o755)
    (folder / "in").mkdir()
    (folder / "in/people.csv").write_text(PEOPLE)
    (folder / "in/convening.yaml").write_text(CONVENING)
    yield folder
    shutil.rmtree(folder)


def run_as_nobody(line: str) -> tuple[int, str]:
    """Run a command as another user, in a copy of this process; return the exit code and what it printed.

    Root cannot be refused by modes. What the command imports must have been imported before.
    """
    hears, told = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
            os.environ |= {"HOME": "/nonexistent", "XDG_CACHE_HOME": "/nonexistent/cache"}
            ran = run(line)
            os.write(told, f"{ran.exit_code} {ran.output}".encode()[:60_000])
        finally:
            os._exit(0)
    os.close(told)
    with os.fdopen(hears) as said:
        code, _, printed = said.read().partition(" ")
    os.waitpid(child, 0)
    return int(code), printed


def files_of(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@needs_root
@pytest.mark.parametrize(
    "line",
    [f"packet {LIST}", "report --out out", "rounds undo --out out", f"chart {LIST}", "dashboard in/r.csv --out out"],
)
def test_another_user_is_refused_by_name_and_reason(line, shared, monkeypatch):
    monkeypatch.chdir(shared)
    (shared / "in/r.csv").write_text(RATINGS)
    assert run(f"solve {LIST} --no-packet").exit_code == 0
    before = files_of(shared)
    shutil.copytree("out", "other")
    run(line.replace("--out out", "--out other"))  # everything is imported
    shutil.rmtree("other")
    code, printed = run_as_nobody(line)
    assert code == 2, printed
    assert "Permission denied" in printed
    assert "out" in printed
    assert "Traceback" not in printed
    assert files_of(shared) == before


@needs_root
def test_another_user_may_not_read_the_list(shared, monkeypatch):
    monkeypatch.chdir(shared)
    assert run(f"check {LIST}").exit_code == 0
    (shared / "in/people.csv").chmod(0o600)
    code, printed = run_as_nobody(f"check {LIST}")
    assert (code, "in/people.csv cannot be read: Permission denied" in printed) == (2, True), printed


@needs_root
@pytest.mark.parametrize("line", [f"check {LIST}", "rounds list --out out", "rounds show 1 --out out"])
def test_another_user_may_read_without_home_and_cache(line, shared, monkeypatch):
    monkeypatch.chdir(shared)
    assert run(f"solve {LIST} --no-packet").exit_code == 0
    assert run(line).exit_code == 0
    code, printed = run_as_nobody(line)
    assert code == 0, printed


class Clock(datetime):
    """A clock that goes back by a day each time it is asked."""

    asked = 0

    @classmethod
    def now(cls, zone=None):
        Clock.asked += 1
        return datetime(2026, 3, 2, 17, 45, tzinfo=UTC) - timedelta(days=Clock.asked)


def test_a_clock_that_is_set_back_does_not_change_the_order_of_rounds(folder, monkeypatch):
    monkeypatch.setattr("seating.ledger.ledger.datetime", Clock)
    ledger = Ledger.open(folder / "out").add(Kind.SEATED, seated(1, ROUND_1))
    ledger = ledger.add(Kind.SEATED, seated(2, ROUND_2)).add(Kind.SEATED, seated(2, ROUND_1))
    again = Ledger.open(folder / "out")
    assert [entry.saved for entry in again.entries] == sorted((e.saved for e in again.entries), reverse=True)
    assert again.problems == ()
    assert (again.open_round, again.rounds[2].seats) == (2, ROUND_1)
    listed = run("rounds list --out out")
    assert listed.exit_code == 0
    assert run("rounds undo --out out").exit_code == 0
    assert Ledger.open(folder / "out").rounds[2].seats == ROUND_2


def test_a_clock_that_is_set_back_does_not_change_the_order_of_steps(folder, monkeypatch):
    monkeypatch.setattr("seating.ledger.steps.datetime", Clock)
    path = folder / "out/board/steps.jsonl"
    for name in ("first", "second", "third"):
        append_steps(path, [Step(Action.MOVE, name)])
    assert [(step.number, step.name) for step in read_steps(path)] == [(1, "first"), (2, "second"), (3, "third")]


MOMENTS = {
    "solve": ("seating.report.output.write_outputs", f"solve {LIST} --no-packet"),
    "report": ("seating.report.output.write_outputs", f"report {LIST}"),
    "packet": ("seating.report.output.write_packet", f"packet {LIST}"),
    "study": ("seating.api.study.run.solve_case", f"study {LIST} --vary seed=0-1"),
}


@pytest.mark.parametrize("name", MOMENTS)
def test_an_output_folder_that_is_removed_in_the_middle(name, folder, monkeypatch):
    """The command writes it anew or says what cannot be written. The list stays."""
    assert run(f"solve {LIST} --no-packet").exit_code == 0
    place, line = MOMENTS[name]
    module, _, function = place.rpartition(".")
    real = getattr(importlib.import_module(module), function)

    def removed(*words, **named):
        shutil.rmtree(folder / "out", ignore_errors=True)
        return real(*words, **named)

    monkeypatch.setattr(place, removed)
    ran = run(line)
    assert ran.exit_code in {0, 2}, ran.output
    assert "An error occurred inside" not in ran.output
    if ran.exit_code == 2:
        assert "out" in ran.output
    assert (folder / "in/people.csv").read_text() == PEOPLE


@pytest.mark.parametrize("command", ["solve", "check", "study", "repair"])
def test_a_list_that_another_program_holds_is_named(command, folder, monkeypatch):
    """Windows lets no other program read a workbook that Excel holds in some ways; that is the same error."""
    assert run(f"solve {LIST} --no-packet").exit_code == 0
    real = Path.open

    def held(self, *words, **named):
        if self.name == "people.csv":
            raise PermissionError(13, "The process cannot access the file because it is being used by another process")
        return real(self, *words, **named)

    monkeypatch.setattr(Path, "open", held)
    more = {"study": "--vary seed=0-1"}.get(command, "")
    ran = run(f"{command} {LIST} {more}")
    assert ran.exit_code == 2, ran.output
    assert "in/people.csv cannot be read: The process cannot access the file" in ran.output
