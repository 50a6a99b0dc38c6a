"""A round whose pages were not all written is said to be unfinished, and the same command finishes it."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import signal
import sys
from pathlib import Path

import pytest

from seating.api import solve as solve_module
from seating.ledger import Kind, Ledger
from seating.ledger import atomic_files as files_module
from seating.report import output
from tests.cli.running import run
from tests.faults.matrix import covers
from tests.killed import assert_killed, start
from tests.stories.engine import use_this_process

PEOPLE = """name,organization,sector,speaks_to,email,with
Ana,One,government,policy,ana@example.org,Ben
Ben,Two,philanthropy,funding,,
Cam,Three,business,practice,,
Dee,Four,government,policy,dee@example.org,
Eve,One,business,practice,,
Fay,Two,government,policy,,
"""
CONVENING = """
tables: [{id: a, seats: 2-4}, {id: b, seats: 2-4}]
requirements:
  - kind: new_company
  - {kind: voice, name: Government, who: {sector: government}, carry: true}
frame: {rows: sector, columns: speaks_to, needed: [[government, policy], [philanthropy, practice]]}
"""

SOLVE = "solve p.csv --quiet"
NEXT = f"{SOLVE} --next-round"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("p.csv").write_text(PEOPLE)
    Path("convening.yaml").write_text(CONVENING)
    return tmp_path


def rounds() -> list[tuple[int, str, bool]]:
    told = json.loads(run("rounds list --json").stdout)["rounds"]
    return [(one["round"], one["state"], one["unfinished"]) for one in told]


def pages(out: Path = Path("reports")) -> dict[str, bytes]:
    """Return every file but entries of the ledger, workbooks, and reports of rounds planned ahead.

    A report that is made while an earlier round is only planned does not know its voices yet. The ledger rounds
    the seconds once, and a page made from it once more. It does not tell which engines ran.
    """
    return {
        path.relative_to(out).as_posix(): re.sub(SECONDS, b"", path.read_bytes())
        for path in out.rglob("*")
        if path.is_file() and path.parent.name != "rounds" and path.suffix != ".xlsx"
        if not (path.parent.name == "round-2" and path.name == "report.html")
    }


def fails_from(monkeypatch: pytest.MonkeyPatch, page: int, error: BaseException) -> None:
    """Let everything after so many pages fail. The list of the folder's files is written before them and is no page."""
    left = iter(range(page))
    write = files_module.write_whole

    def writes(path: Path, content: bytes) -> None:
        if path.name != output.LIST and next(left, None) is None:
            if isinstance(error, OSError):
                with files_module.readable_reasons(path):
                    raise error
            raise error
        write(path, content)

    monkeypatch.setattr(output, "write_whole", writes)


SECONDS = rb'[\d.]+ (seconds|segundos)|"seconds": [\d.]+|,\s*"search": \[[^]]*\]'

FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_round_whose_pages_another_run_is_writing_is_not_finished(folder, monkeypatch):
    """The other run begins later, makes the folder, and has saved its round when this one has read its list."""
    read = solve_module.read_inputs

    def reads_slowly(request):
        monkeypatch.setattr(solve_module, "read_inputs", read)
        given = read(request)
        with pytest.MonkeyPatch.context() as patched:
            fails_from(patched, 1, KeyError("page"))
            assert run(SOLVE).exit_code == 1
        return given

    monkeypatch.setattr(solve_module, "read_inputs", reads_slowly)
    refused = run(SOLVE)
    assert refused.exit_code == 7
    assert "Another run has just saved a round in reports." in refused.stderr
    assert rounds() == [(1, "open", True)]


def test_a_later_round_of_a_convening_with_a_frame_has_its_pages(folder):
    for number, line in enumerate((SOLVE, NEXT, NEXT), start=1):
        ran = run(line)
        assert ran.exit_code == 0, ran.output
        assert rounds()[-1] == (number, "open", False)


@pytest.mark.room
@pytest.mark.parametrize(
    ("page", "error", "code"),
    [
        (1, FULL, 2),
        (0, KeyError("frame-1"), 1),
        (7, KeyboardInterrupt(), 130),
        pytest.param(0, FULL, 2, marks=pytest.mark.room),
        pytest.param(7, FULL, 2, marks=pytest.mark.room),
        pytest.param(1, KeyError("frame-1"), 1, marks=pytest.mark.room),
        pytest.param(0, KeyboardInterrupt(), 130, marks=pytest.mark.room),
    ],
)
def test_what_fails_while_pages_are_written_leaves_an_unfinished_round(folder, page, error, code):
    assert run(SOLVE).exit_code == 0
    with pytest.MonkeyPatch.context() as patched:
        fails_from(patched, page, error)
        for _ in range(2):
            ran = run(NEXT)
            assert ran.exit_code == code
            assert "Round 2 is saved in reports/rounds, but not all pages are written" in ran.stderr
            assert rounds() == [(1, "held", False), (2, "open", True)]
    assert "not all pages were written" in run("rounds list").stdout
    ran = run("solve p.csv --next-round")
    assert ran.exit_code == 0
    assert "[round-finished]" in ran.stderr
    assert rounds() == [(1, "held", False), (2, "open", False)]
    assert len(Ledger.open(Path("reports")).sound.entries) == 2
    assert Path("reports/round-2/packet/index.html").is_file()
    assert run(NEXT).exit_code == 0
    assert [one[0] for one in rounds()] == [1, 2, 3]


def test_a_page_that_cannot_be_made_leaves_an_unfinished_round(folder, monkeypatch):
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(output, "render_report", lambda *_: {}["frame-1"])
        assert run(SOLVE).exit_code == 1
        assert rounds() == [(1, "open", True)]
        assert run(NEXT).exit_code == 1
    assert rounds() == [(1, "open", True)]
    assert run(NEXT).exit_code == 0
    assert rounds() == [(1, "open", False)]


@pytest.mark.parametrize("line", ["report p.csv", "packet p.csv", "report p.csv --round 1 --json"])
def test_pages_made_again_with_the_list_finish_the_round(folder, line):
    assert run(SOLVE).exit_code == 0
    whole = pages()
    unfinish()
    ran = run(line)
    assert ran.exit_code == 0
    assert "round-finished" in ran.output
    assert rounds() == [(1, "open", False)]
    assert pages() == whole


def test_pages_made_again_without_the_list_say_that_it_is_unfinished(folder):
    assert run(SOLVE).exit_code == 0
    unfinish()
    for line in ("report", "packet", "packet p.csv --share handed"):
        ran = run(line)
        assert ran.exit_code == 0
        assert ("[round-unfinished]" in ran.stderr) is ("p.csv" not in line)
    assert rounds() == [(1, "open", True)]


def unfinish() -> None:
    """Leave the folder as a run that was killed before its first page does."""
    newest = Ledger.open(Path("reports")).entries[-1].file_name
    Path(f"reports/rounds/{newest}.unfinished").touch()
    for path in Path("reports").glob("round-*"):
        if path.name == f"round-{Ledger.open(Path('reports')).open_round}":
            shutil.rmtree(path)


LINES = {
    "plain": ([], SOLVE),
    "json and another seed": ([], f"{SOLVE} --json --seed 7"),
    "several rounds": ([], f"{SOLVE} --rounds 2"),
    "kept": ([SOLVE], f"{SOLVE} --keep Ana --no-packet --language es"),
    "typed back": ([], f"{SOLVE} --harvest h.csv --nominations n.csv"),
    "repair": ([SOLVE], "repair q.csv --quiet --keep Dee"),
}


@pytest.mark.room
@pytest.mark.parametrize("name", LINES)
def test_the_same_command_writes_the_same_pages(folder, name):
    before, line = LINES[name]
    Path("h.csv").write_text("table,question,theme,text\na,1,Rent,Too dear\n")
    Path("n.csv").write_text("who says it,person or description,table,why\nAna,Zoe Diaz,a,She knows\n")
    Path("q.csv").write_text(PEOPLE.replace("Cam,", "Zed,"))
    for other in before:
        assert run(other).exit_code == 0
    assert run(line).exit_code == 0
    whole, then = pages(), Ledger.open(Path("reports")).sound.entries
    unfinish()
    assert pages() != whole
    ran = run(line)
    assert ran.exit_code == 0, ran.output
    assert pages() == whole
    assert Ledger.open(Path("reports")).sound.entries == then
    assert not any(unfinished for _, _, unfinished in rounds())


def test_an_inferred_convening_is_the_same_when_the_round_is_finished(folder):
    Path("convening.yaml").unlink()
    assert run(SOLVE).exit_code == 0
    whole = pages()
    unfinish()
    ran = run("solve p.csv")
    assert "[round-finished]" in ran.stderr
    assert "list-changed" not in ran.stderr
    differ = {name for name, content in pages().items() if content != whole[name]}
    assert differ == {"report.html", "round-1/report.html", "round-1/result.json"}  # they name the file it is in now
    assert "[repair-instead]" not in run("solve p.csv").stderr


@pytest.mark.room
def test_a_list_from_standard_input_is_read_once(folder):
    line = "solve - --convening convening.yaml --quiet --rounds 2"
    assert run(line, input=PEOPLE).exit_code == 0
    whole = pages()
    unfinish()
    assert run(line, input=PEOPLE).exit_code == 0
    assert pages() == whole
    unfinish()
    assert run(line, input=PEOPLE.replace("Cam", "Zed")).exit_code == 0
    assert len(Ledger.open(Path("reports")).entries) == 2


def test_another_list_seats_the_same_round_anew(folder):
    assert run(SOLVE).exit_code == 0
    unfinish()
    Path("p.csv").write_text(PEOPLE.replace("Cam", "Zed"))
    assert run(SOLVE).exit_code == 0
    assert rounds() == [(1, "open", False)]
    assert "Zed" in Path("reports/round-1/seating.csv").read_text()
    unfinish()
    Path("p.csv").write_text(PEOPLE.replace("Cam", "Yan"))
    ran = run("solve p.csv --next-round")
    assert "[list-changed]" in ran.stderr
    assert rounds() == [(1, "open", False)]
    assert "Zed" in Path("reports/round-1/seating.csv").read_text()


@pytest.mark.room
def test_what_was_taken_back_is_no_longer_unfinished(folder):
    assert run(SOLVE).exit_code == 0
    assert run(NEXT).exit_code == 0
    unfinish()
    assert run("rounds undo").exit_code == 0
    assert rounds() == [(1, "open", False)]
    assert run(NEXT).exit_code == 0
    assert rounds() == [(1, "held", False), (2, "open", False)]


def test_a_seating_that_never_had_its_pages_is_unfinished_again_when_the_one_after_it_is_taken_back(folder):
    assert run(SOLVE).exit_code == 0
    unfinish()
    assert run(f"{SOLVE} --seed 3").exit_code == 0
    assert rounds() == [(1, "open", False)]
    assert run("rounds undo").exit_code == 0
    assert rounds() == [(1, "open", True)]


def test_an_entry_that_cannot_be_written_leaves_no_mark(folder):
    assert run(SOLVE).exit_code == 0
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("seating.ledger.atomic_files.os.link", lambda *_: (_ for _ in ()).throw(FULL))
        patched.setattr(Path, "rename", lambda *_: (_ for _ in ()).throw(FULL))
        ran = run(NEXT)
    assert ran.exit_code == 2
    assert "Everything saved earlier is unchanged" in ran.stderr
    assert rounds() == [(1, "open", False)]
    assert not list(Path("reports/rounds").glob("*.unfinished"))


@pytest.mark.room
@pytest.mark.skipif(sys.platform == "win32", reason="needs fork and kill -9")
@covers("killed", "solve")
@pytest.mark.parametrize("after", [0, 1, 2, 9, 10])
def test_a_run_killed_at_any_write_is_finished_by_the_same_command(folder, after):
    """`after` counts the files that get their names: the mark, the entry's note, pages."""
    assert run(SOLVE).exit_code == 0
    assert_killed(start(run_until_killed, NEXT, after))
    seen = rounds()
    assert seen in ([(1, "open", False)], [(1, "held", False), (2, "open", True)])
    assert run(NEXT).exit_code == 0
    assert rounds() == [(1, "held", False), (2, "open", False)]
    assert Path("reports/round-2/packet/index.html").is_file()
    assert run("rounds undo").exit_code == 0
    assert not list(Path("reports/rounds").glob("*.unfinished"))


def run_until_killed(line: str, after: int) -> None:
    """Run a line, and kill this process when it gives a file its name for that time."""
    replace, left = Path.replace, iter(range(after))

    def replaces(path: Path, target: Path) -> Path:
        if path.name != output.LIST and next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)
        return replace(path, target)

    with pytest.MonkeyPatch.context() as patch:
        use_this_process(patch)
        patch.setattr(Path, "replace", replaces)
        run(line)


def test_a_mark_without_its_entry_means_nothing(tmp_path):
    (tmp_path / "rounds").mkdir()
    (tmp_path / "rounds/0001-round-1.json.unfinished").touch()
    ledger = Ledger.open(tmp_path).sound
    assert ledger.unfinished == frozenset()
    ledger.add(Kind.IMPORTED, {"earlier": []})
    assert [path.name for path in (tmp_path / "rounds").iterdir() if "round-1" in path.name] == []
