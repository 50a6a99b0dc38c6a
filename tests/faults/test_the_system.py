"""What the system does: a full disk, a limit on files, another user, a clock set back, a folder that is removed."""

from __future__ import annotations

import importlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from seating.ledger import Kind, Ledger
from seating.ledger.steps import Action, Step, append_steps, read_steps
from tests.cli.running import run
from tests.faults.matrix import covers, name_command
from tests.faults.test_every_write import COMMANDS, CONVENING, FORGET, LIST, PEOPLE, READS_ONLY, write_inputs
from tests.ledger.made_up import ROUND_1, ROUND_2, seated
from tests.stories.engine import use_this_process

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


@contextmanager
def full_disk(folder: Path) -> Iterator[None]:
    """Mount a disk of 2 MB at a folder until the block ends."""
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "none", folder], check=False)
    if mounted.returncode:
        pytest.skip("this system lets nobody mount")
    try:
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


ON_FULL_DISK = [name for name in COMMANDS if name not in {"open", "solve-again"}]


@needs_root
@covers("actual full disk", *(name_command(COMMANDS[name]) for name in ON_FULL_DISK), "forget")
@pytest.mark.room
def test_a_disk_that_is_really_full(folder):
    """The output folder is on a disk that is filled after the first round, and emptied again."""
    write_inputs(folder / "in")
    with full_disk(folder / "out"):
        assert run(f"solve {LIST} --no-packet").exit_code == 0
        fill(folder / "out")
        before = files_of(folder)
        for line in [*(COMMANDS[name] for name in ON_FULL_DISK), FORGET]:
            ran = run(line)
            assert ran.exit_code == 2, (line, ran.output)
            assert "No space left on device" in ran.output, (line, ran.output)
            assert "out/" in ran.output
            after = files_of(folder)
            assert {path: after[path] for path in before} == before, line
            assert not [path for path in after.keys() - before.keys() if after[path]], line
        assert not list((folder / "out").rglob(".*.part"))
        (folder / "out/filler").unlink()
        assert run(f"solve {LIST} --next-round --no-packet").exit_code == 0
        assert len(Ledger.open(folder / "out").rounds) == 2
        for name in ("batch", "charts", "dashboard", "init", "attended", "closing", "undo"):
            ran = run(COMMANDS[name])
            assert ran.exit_code == 0, (name, ran.output)
        assert run(FORGET).exit_code == 0


@pytest.mark.room
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_limit_on_the_size_of_files(folder, python):
    limited = "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000)); sys.argv[0] = 'seating'"
    report = ("-B", "-c", f"{limited}; from seating.__main__ import main; main()", "report", "--out", "out")
    assert python.run(*report, cwd=folder).returncode == 2
    assert run(f"solve {LIST} --no-packet").exit_code == 0
    before = (folder / "out/report.html").read_bytes()
    ran = python.run(*report, cwd=folder)
    assert ran.returncode == 2
    assert "File too large" in ran.stderr
    assert "out/" in ran.stderr
    assert (folder / "out/report.html").read_bytes() == before


@contextmanager
def as_nobody() -> Iterator[None]:
    """Be another user until the block ends; modes refuse root nothing.

    What the block needs must have been imported before, and searches stay in this process: the other user may have no
    right to read this Python.
    """
    groups = os.getgroups()
    with pytest.MonkeyPatch.context() as patch:
        use_this_process(patch)
        patch.setenv("HOME", "/nonexistent")
        patch.setenv("XDG_CACHE_HOME", "/nonexistent/cache")
        try:
            os.setgroups([])
            os.setresgid(NOBODY, NOBODY, 0)
            os.setresuid(NOBODY, NOBODY, 0)
            yield
        finally:
            os.setresuid(0, 0, 0)
            os.setresgid(0, 0, 0)
            os.setgroups(groups)


def run_as_nobody(line: str) -> tuple[int, str]:
    """Run a command as another user; return the exit code and what it printed."""
    with as_nobody():
        ran = run(line)
    return ran.exit_code, ran.output


NO_PLACES = """
import os, sys, tempfile
tempfile._candidate_tempdir_list = lambda: ["/nowhere"]
from tests.cli.running import run
for line in sys.argv[1:]:
    ran = run(line)
    print(line, ran.exit_code, ran.output if ran.exit_code else "")
"""


@covers(
    "no home, cache or temporary folder",
    *map(name_command, COMMANDS.values()),
    *map(name_command, READS_ONLY.values()),
    "forget",
)
@pytest.mark.room
def test_no_command_needs_a_home_a_cache_or_a_temporary_folder(folder, python):
    write_inputs(folder / "in")
    (folder / "file").write_text("in the way")
    nowhere = str(folder / "file" / "nowhere")
    names = ("HOME", "USERPROFILE", "XDG_CACHE_HOME", "LOCALAPPDATA", "TMPDIR", "TEMP", "TMP")
    lines = [f"solve {LIST} --no-packet", *COMMANDS.values(), *READS_ONLY.values(), FORGET]
    ran = python.run("-c", NO_PLACES, *lines, env=dict.fromkeys(names, nowhere), cwd=folder)
    assert ran.stdout.splitlines() == [f"{line} 0 " for line in lines], ran.stderr
    assert {path.name for path in folder.iterdir()} == {"in", "out", "file"}


def files_of(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


AS_ANOTHER = [
    *((name, "out") for name in ("packet", "report", "undo", "chart", "dashboard", "attended", "closing", "solve")),
    *((name, "out") for name in ("repair", "charts", "template")),
    ("init", "out/new"),
    ("batch", "out/many"),
    ("forget", "out"),
]
QUICK = {"packet", "report", "undo", "chart", "dashboard"}


@needs_root
@pytest.mark.parametrize(
    ("line", "place"),
    [
        pytest.param(
            line := COMMANDS.get(name, FORGET),
            place,
            id=name,
            marks=[covers("other user", name_command(line)), *([] if name in QUICK else [pytest.mark.room])],
        )
        for name, place in AS_ANOTHER
    ],
)
def test_another_user_is_refused_by_name_and_reason(line, place, shared, monkeypatch):
    monkeypatch.chdir(shared)
    write_inputs(shared / "in")
    assert run(f"solve {LIST} --no-packet").exit_code == 0
    before = files_of(shared)
    shutil.copytree("out", "other")
    run(re.sub(r"\bout\b", "other", line))  # everything is imported
    shutil.rmtree("other")
    code, printed = run_as_nobody(line)
    assert code == 2, printed
    assert re.search("Permission denied|no permission", printed), printed
    assert place in printed
    assert "Traceback" not in printed
    assert "An error occurred inside" not in printed
    assert files_of(shared) == before


@needs_root
@covers("other user", "check")
def test_another_user_may_not_read_the_list(shared, monkeypatch):
    monkeypatch.chdir(shared)
    assert run(f"check {LIST}").exit_code == 0
    (shared / "in/people.csv").chmod(0o600)
    code, printed = run_as_nobody(f"check {LIST}")
    assert (code, "in/people.csv cannot be read: Permission denied" in printed) == (2, True), printed


READING = [
    pytest.param(
        READS_ONLY[name],
        id=name,
        marks=[
            covers("other user", name_command(READS_ONLY[name])),
            *([] if name in {"check", "list", "show"} else [pytest.mark.room]),
        ],
    )
    for name in READS_ONLY
]


@needs_root
@pytest.mark.parametrize("line", READING)
def test_another_user_may_read_without_home_and_cache(line, shared, monkeypatch):
    monkeypatch.chdir(shared)
    write_inputs(shared / "in")
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


@covers("clock set back", "rounds list", "rounds undo")
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


@covers("clock set back", "solve", "repair", "rounds attended", "rounds list", "rounds report", "forget", "packet")
@pytest.mark.room
def test_rounds_go_on_when_the_clock_is_set_back_between_them(folder, monkeypatch):
    write_inputs(folder / "in")
    monkeypatch.setattr("seating.ledger.ledger.datetime", Clock)
    assert run(f"solve {LIST} --no-packet").exit_code == 0
    for name in ("attended", "solve", "repair", "closing", "packet"):
        ran = run(COMMANDS[name])
        assert ran.exit_code == 0, (name, ran.output)
        for path in (folder / "out").rglob("*"):
            os.utime(path, (Clock.now().timestamp(),) * 2)
    ledger = Ledger.open(folder / "out")
    assert ledger.problems == ()
    assert [entry.saved for entry in ledger.entries] == sorted((e.saved for e in ledger.entries), reverse=True)
    assert sorted(ledger.rounds) == [1, 2]
    assert run(FORGET).exit_code == 0
    assert run("rounds list --out out").exit_code == 0


MOMENTS = {
    "solve": ("seating.report.output.write_outputs", f"solve {LIST} --no-packet"),
    "report": ("seating.report.output.write_outputs", f"report {LIST}"),
    "packet": ("seating.report.output.write_packet", f"packet {LIST}"),
    "repair": ("seating.report.output.write_outputs", COMMANDS["repair"]),
    "batch": ("seating.report.output.write_outputs", COMMANDS["batch"]),
    "charts": ("seating.report.output.Manifest", COMMANDS["charts"]),
    "forget": ("seating.api.forget.forget_run.write_plan", FORGET),
}
QUICK_MOMENTS = {"solve", "report", "packet"}


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(
            name, marks=[covers("folder removed", name), *([] if name in QUICK_MOMENTS else [pytest.mark.room])]
        )
        for name in MOMENTS
    ],
)
def test_an_output_folder_that_is_removed_in_the_middle(name, folder, monkeypatch):
    """The command writes it anew or says what cannot be written. The list stays."""
    write_inputs(folder / "in")
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


@pytest.mark.parametrize(
    "command",
    [pytest.param(name, marks=covers("file held open", name)) for name in ("solve", "check", "repair")],
)
def test_a_list_that_another_program_holds_is_named(command, folder, monkeypatch):
    """Windows lets no other program read a workbook that Excel holds in some ways; that is the same error."""
    assert run(f"solve {LIST} --no-packet").exit_code == 0
    real = Path.open

    def held(self, *words, **named):
        if self.name == "people.csv":
            raise PermissionError(13, "The process cannot access the file because it is being used by another process")
        return real(self, *words, **named)

    monkeypatch.setattr(Path, "open", held)
    ran = run(f"{command} {LIST}")
    assert ran.exit_code == 2, ran.output
    assert "in/people.csv cannot be read: The process cannot access the file" in ran.output
