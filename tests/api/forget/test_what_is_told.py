"""What the command tells is true: whom it forgot, what it did not search, and what is left to do."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pytest

from seating.api.forget import search
from seating.api.forget.forget_plan import Fate
from seating.api.forget.forget_run import forget_person
from seating.api.request import Request
from seating.api.rounds import record_attended
from seating.api.saved_rounds.saved_result import saved_result
from seating.errors import UsageError
from seating.ledger import Ledger
from tests.api.forget.everything import make_quickly, succeed
from tests.cli.running import run

OUT, LIST = Path("out"), Path("list.csv")

ROWS = """id,name,email,phone
ana,Ana Moss,ana@moss.example,+1 505 555 0101
ben,Ben Moss,ben@moss.example,
cam,Cam Moss,,
dee,Dee Moss,both@moss.example,
eva,Eva Moss,both@moss.example,
"""

AGAIN = "If you gave files with options such as --charts or --harvest, give them again with these commands."
"""The page of what was heard, for example, lacks the themes without the harvest."""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make two rounds and a list in the current folder."""
    found = make_quickly(tmp_path / "one")
    monkeypatch.chdir(found)
    LIST.write_text(ROWS)
    Path("convening.yaml").write_text("tables: [{id: a, seats: 2-6}]\n")
    return found


def everything() -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in Path().rglob("*") if path.is_file() and path.suffix != ".lock"}


@pytest.mark.parametrize("words", ["Wilhelmina", "Oak", "oak"])
def test_a_part_of_a_name_is_refused(words: str):
    """A page that the program made prints the parts of a name apart, as badges do: nothing is to be changed there."""
    (OUT / "round-2/report.html").write_text(f"<p>{words}</p>\n<p>Wilhelmina Oak</p>\n")
    LIST.write_text(f"{ROWS}p9,Wilhelmina Oak,,\n")
    Path("promises.csv").write_text("who,what\nAna Moss,Call Wilhelmina about Oak\n")
    before = everything()
    told = run(f"forget {words} list.csv --out out --yes")
    assert told.exit_code == 2
    assert f'No person is called "{words}".' in told.stderr
    assert '"Wilhelmina Oak" (p9)' in told.stderr
    assert "1 file also has it alone: promises.csv." in told.stderr
    assert "1 person" not in told.output
    assert everything() == before


def test_charts_in_a_folder_that_was_not_searched_are_told_as_that_folder(folder: Path):
    """A round keeps only the names of its charts, so one of them alone would seem to lie beside the list."""
    papers = Path("papers")
    papers.mkdir()
    (papers / "sol.csv").write_text("chart of,table,who\nRosa Delgado,a,Noor Haq\n")
    assert run("solve list.csv --out out --nominations papers --no-packet").exit_code == 0
    assert [path.as_posix() for path in forget_person(OUT, "ana", LIST).unsearched] == ["papers"]
    (papers / "sol.csv").rename(papers / "other.csv")
    assert [path.as_posix() for path in forget_person(OUT, "ana", LIST).unsearched] == ["papers", "sol.csv"]


def test_charts_that_the_convening_names_are_searched_or_told(folder: Path):
    """They can be in any folder. A name that only a chart has is one of a person."""
    papers = folder.parent / "papers"
    papers.mkdir()
    for name, who in (("rosa.csv", "Ana Moss"), ("sol.csv", "Noor Haq")):
        (papers / name).write_text(f"chart of,table,who\nRosa Delgado,a,{who}\n")
    Path("convening.yaml").write_text("tables: [{id: a, seats: 2-6}]\ncharts: [../papers, ../gone.csv]\n")
    found = forget_person(OUT, "ana", LIST)
    assert [change.path.name for change in found.of(Fate.LEFT) if change.path.parent.name == "papers"] == ["rosa.csv"]
    assert [path.as_posix() for path in found.unsearched if path.name == "gone.csv"] == ["../gone.csv"]
    assert not [path for path in found.unsearched if path.name == "papers"]
    only = forget_person(OUT, "Noor Haq", LIST)
    assert (only.n_people, [change.path.name for change in only.of(Fate.LEFT)]) == (1, ["sol.csv"])


@pytest.mark.parametrize("people", ["list.csv", "list.xlsx"])
@pytest.mark.parametrize("name", ["Ben Ode", "Fay Ito"])
def test_a_person_of_a_sideways_list_has_a_column(people: str, name: str):
    names = ["Ana Soto", "Ben Ode", "Cam Diaz", "Dee Fox", "Eli Wood", "Fay Ito"]
    rows = [["name", *names], ["organization", *"ABCDEF"]]
    if people.endswith("csv"):
        LIST.write_text("\n".join(map(",".join, rows)))
    else:
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(people)
    (left,) = (one for one in forget_person(OUT, name, Path(people)).of(Fate.LEFT) if one.path.name == people)
    letter = "CG"["BF".index(name[0])]
    assert left.says == f"names the person. Clear column {letter}, and remove their name from other cells"
    assert left.lines == (1,)
    assert name in left.texts[0]


@pytest.mark.parametrize("rows", [ROWS, "id,a1,b2,c3\nname,Ana Soto,Ben Ode,Cam Diaz\n"])
def test_a_person_whom_only_the_convening_adds_has_no_line_in_the_list(rows: str):
    LIST.write_text(rows)
    convening = "tables: [{id: a, seats: 2-6}]\nadditions: [{id: zed, name: Zed Ames}]\n"
    Path("convening.yaml").write_text(convening)
    forgotten = forget_person(OUT, "Zed Ames", LIST)
    assert not [one for one in forgotten.of(Fate.LEFT) if one.path.name == LIST.name]


@pytest.mark.parametrize("text", ["ben@moss.example", "BEN@moss.example"])
def test_an_address_of_the_list_finds_its_person(text: str):
    done = forget_person(OUT, text, LIST)
    assert [subject.id for subject in done.subjects] == ["ben"]


def test_a_telephone_number_finds_its_person_and_a_shared_address_is_refused():
    assert json.loads(succeed('forget "+1 505 555 0101" list.csv --out out --json'))["people"] == 1
    assert "several people: dee and eva" in run("forget both@moss.example list.csv --out out").stderr


def test_an_id_in_a_cell_of_any_column_is_told():
    """The convening states which column has the ids, and forms have them in other columns."""
    LIST.write_text("id,name\nM1,Ana Moss\nM2,Ana Moss\n7,Bo Lee\n")
    Path("may.csv").write_text("Code,Who\nM2,Ana Moss\nM1,Ana Moss\n7,Bo Lee\n")
    Path("commitments.csv").write_text(
        "table,who,what\na,M2; M1,Weigh the waste\na,M2,Post the price of M1\na,7,Call\n"
    )
    for person, lines in ("M1", {"may.csv": (3,), "commitments.csv": (2,)}), ("7", {"may.csv": (4,)}):
        left = {change.path.name: change.lines for change in forget_person(OUT, person, LIST).of(Fate.LEFT)}
        assert left == {"list.csv": (2 if person == "M1" else 4,), **lines}


def test_a_nickname_is_no_person():
    Path("notes.csv").write_text("note\nBuddy\n")
    (OUT / "round-1").mkdir()
    (OUT / "round-1" / "report.html").write_text("Buddy")
    (OUT / ".seating-files").write_text("round-1/report.html\n")
    told = succeed("forget Buddy list.csv --out out --yes")
    assert 'charts is called "Buddy". The words were in 2 files. No person was forgotten.' in told
    assert "1 person" not in told
    assert Path("notes.csv").read_text() == "note\nBuddy\n"


def test_words_in_the_ledger_are_counted_as_nobody():
    entries = len(Ledger.open(OUT).entries)
    forget_person(OUT, "Mill")
    ledger = Ledger.open(OUT).sound
    assert len(ledger.entries) == entries + 1
    assert ledger.entries[-1].content.plain()["people"] == 0


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("invitations.csv", "id,perspective,person,nominated by\ni1,Youth,Hal Poe,\n"),
        ("board/charts/c1.json", '{"name": "x", "cells": {"a": "Hal Poe"}}'),
        ("charts/one.csv", "doer\nHal Poe\n"),
    ],
)
def test_somebody_who_was_only_nominated_is_a_person(file: str, text: str):
    (OUT / file).parent.mkdir(parents=True, exist_ok=True)
    (OUT / file).write_text(text)
    assert json.loads(succeed('forget "Hal Poe" --out out --json'))["people"] == 1


def test_the_next_token_is_free_in_every_file():
    Path("notes.csv").write_text("who,note\nforgotten-1,x\n")
    done = forget_person(OUT, "Ben Moss", LIST)
    assert [subject.token for subject in done.subjects] == ["forgotten-2"]


def test_files_that_are_not_searched_are_named():
    Path("thanks.pdf").write_bytes(b"%PDF-1.4")
    Path("photo.jpg").write_bytes(b"\xff\xd8\0")
    Path("notes").mkdir()
    (OUT / "plan.png").write_bytes(b"\x89PNG\0")
    told = succeed("forget ben list.csv --out out")
    section = told.split("Not searched")[1].split("Elsewhere")[0]
    assert all(name in section for name in ("thanks.pdf", "photo.jpg", "notes/", "out/plan.png"))
    assert "list.csv" not in section
    assert "out/\n" not in section
    record = json.loads(succeed("forget ben list.csv --out out --also notes --json"))
    assert record["not_searched"] == ["out/plan.png", "photo.jpg", "thanks.pdf"]


def test_a_folder_with_the_list_and_the_output_in_it_tells_each_file_once():
    Path("notes.csv").write_text("who,note\nBen Moss,x\n")
    done = forget_person(OUT, "Ben Moss", LIST, also=[Path.cwd()])
    told = [change.path.resolve() for change in done.of(Fate.LEFT)]
    assert {Path("list.csv").resolve(), Path("notes.csv").resolve()} <= set(told)
    assert len(told) == len(set(told))
    assert set(told).isdisjoint(change.path.resolve() for change in done.of(Fate.CHANGED))


def test_letters_beside_the_list_are_searched():
    import zipfile

    with zipfile.ZipFile("thanks.docx", "w") as letter:
        letter.writestr("word/document.xml", "<w:p><w:t>Dear B</w:t><w:t>en Moss</w:t></w:p>")
    done = forget_person(OUT, "ben", LIST)
    assert Path("thanks.docx") in [change.path for change in done.of(Fate.LEFT)]


def test_a_text_is_not_rewritten_as_a_table():
    text = "Present: Ben Moss, ben@moss.example, and others\n"
    Path("minutes.txt").write_text(text)
    done = forget_person(OUT, "ben", LIST)
    assert Path("minutes.txt").read_text() == text
    assert {change.path: change.lines for change in done.of(Fate.LEFT)}[Path("minutes.txt")] == (1,)


def test_what_people_wrote_is_printed_and_stays():
    """The list, a workbook and a table keep their bytes; each line that names the person is printed."""
    book = openpyxl.Workbook()
    for row in (["Name", "Organization"], ["Ana Moss", "Mill"], ["Ben Moss", "Only Mill of Oakdale"]):
        book.active.append(row)
    book.save("signed.xlsx")
    Path("promises.csv").write_text(f"who,what\nBen Moss,{'x' * 200}\n")
    mine = (LIST, Path("signed.xlsx"), Path("promises.csv"))
    before = [path.read_bytes() for path in mine]
    told = succeed("forget ben list.csv --out out --yes").split("Left to you")[1]
    assert [path.read_bytes() for path in mine] == before
    assert "line 3: ben,Ben Moss,ben@moss.example," in told
    assert "line 3: A3: Ben Moss\n" in told
    assert f"line 2: Ben Moss,{'x' * 59}…\n" in told


def test_the_rows_of_a_list_are_printed_in_order():
    LIST.write_text(ROWS.replace("email,phone", "email,with").replace(",+1 505 555 0101", ",Cam Moss"))
    told = json.loads(succeed("forget cam list.csv --out out --json"))
    (one,) = (one for one in told["files"] if one["file"] == "list.csv")
    assert one["lines"] == [2, 4]
    assert one["texts"] == ["ana,Ana Moss,ana@moss.example,Cam Moss", "cam,Cam Moss,,"]


def answer(monkeypatch: pytest.MonkeyPatch, keys: str) -> str:
    """Run the command on a terminal and type answers to its questions."""
    monkeypatch.setattr("seating.cli.console.Console.can_ask", True)
    told = run("forget ben list.csv --out out", input=keys)
    assert told.exit_code == 0, told.output
    return told.stdout


def test_on_a_terminal_nothing_is_said_to_be_done_before_the_questions(monkeypatch: pytest.MonkeyPatch):
    before = everything()
    told = answer(monkeypatch, "\n")
    assert everything() == before
    assert "--yes" not in told
    assert told.index("Make these changes?") < told.index("Nothing was changed.")
    assert told.count("Nothing was changed") == 1
    assert "Forgotten: 1 person" in answer(monkeypatch, "y\n")


def test_the_commands_that_write_the_removed_pages_are_told():
    (OUT / "round-1").mkdir()
    (OUT / "round-1" / "report.html").write_text("Ben Moss")
    (OUT / "closing.html").write_text("Ben Moss")
    (OUT / ".seating-files").write_text("round-1/report.html\nround-2/report.html\nclosing.html\n")
    told = succeed("forget ben list.csv --out out --yes").split("To regenerate the pages")[1].split("Elsewhere")[0]
    assert [line.strip() for line in told.strip().splitlines()] == [
        "seating repair list.csv --out out",
        "seating packet list.csv --round 1 --out out",
        "seating report list.csv --round 1 --out out",
        "seating rounds report --out out",
        AGAIN,
    ]


@pytest.mark.parametrize(("page", "command"), [("charts.html", "charts"), ("dashboard.html", "dashboard")])
def test_a_removed_page_that_is_written_from_other_files_is_told(page: str, command: str):
    (OUT / page).write_text("Ben Moss")
    (OUT / ".seating-files").write_text(f"{page}\n")
    told = " ".join(succeed("forget ben list.csv --out out --yes").split())
    assert told.count(f"To write it, run `seating {command}` with the same files.") == 1


def test_a_round_whose_attendance_is_recorded_is_not_to_be_repaired():
    """A repair would save it again, without the person who was there."""
    (OUT / "round-2").mkdir(exist_ok=True)
    (OUT / "round-2" / "report.html").write_text("Ben Moss")
    (OUT / ".seating-files").write_text("round-2/report.html\n")
    record_attended(OUT, others="present")
    told = succeed("forget ben list.csv --out out --yes").split("To regenerate the pages")[1].split("Elsewhere")[0]
    assert [line.strip() for line in told.strip().splitlines()] == [
        "seating packet list.csv --out out",
        "seating report list.csv --out out",
        AGAIN,
    ]
    notes = {note.slug: note.text for note in saved_result(Request(LIST, out=OUT)).result.notes}
    assert "People were forgotten" in notes["list-changed"]
    assert "seating repair" not in notes["list-changed"]


def test_without_the_list_its_folder_is_told_among_what_was_not_searched():
    told = succeed("forget ben --out out")
    assert "The list was not named, so the list and the files in its folder were not searched." in told
    assert "The list was not named" not in succeed("forget ben list.csv --out out")


def test_the_commands_write_the_pages_that_the_convener_had_asked_for():
    """Without options, only the six documents of every packet would come back."""
    for number, files in {
        1: ("badges.html", "convener-only/needs.html"),
        2: ("badges.html", "wall-chart.html"),
    }.items():
        packet = OUT / f"round-{number}" / "packet"
        for file in ("door-list.html", "table-sheets.html", "table-tents.html", "who-is-missing.html", *files):
            (packet / file).parent.mkdir(parents=True, exist_ok=True)
            (packet / file).write_text("Ben Moss")
            with (OUT / ".seating-files").open("a") as listed:
                listed.write(f"round-{number}/packet/{file}\n")
    told = succeed("forget ben list.csv --out out --yes").split("To regenerate the pages")[1].split("Elsewhere")[0]
    assert [line.strip() for line in told.strip().splitlines()] == [
        "seating repair list.csv --pages wall-chart --out out",
        "seating packet list.csv --round 1 --pages needs --out out",
        "seating report list.csv --round 1 --out out",
        AGAIN,
    ]


def test_the_command_for_one_removed_page_keeps_the_others():
    """A packet removes the pages that it does not write."""
    packet = OUT / "round-1" / "packet"
    text = {"needs.html": "Ben Moss", "for-you-alone.html": "No one", "change-kit.html": "No one"}
    for file, content in text.items():
        (packet / "convener-only").mkdir(parents=True, exist_ok=True)
        (packet / "convener-only" / file).write_text(content)
        with (OUT / ".seating-files").open("a") as listed:
            listed.write(f"round-1/packet/convener-only/{file}\n")
    told = succeed("forget ben list.csv --out out --yes").split("To regenerate the pages")[1].split("Elsewhere")[0]
    (command,) = (line for line in told.splitlines() if "seating packet" in line)
    assert "--pages only" in command
    assert all(f"--pages {page}" in command for page in ("needs", "for-you-alone", "change-kit"))


@pytest.mark.parametrize(("number", "is_told"), [(1, True), (2, False)])
def test_promises_typed_in_after_a_round_is_over_are_to_be_named(number: int, is_told: bool):
    """Without the option, its pages show only the promises saved with it."""
    packet = OUT / f"round-{number}" / "packet"
    packet.mkdir(parents=True, exist_ok=True)
    (packet / "governance.html").write_text("Ben Moss")
    (OUT / ".seating-files").write_text(f"round-{number}/packet/governance.html\n")
    told = succeed("forget ben list.csv --out out --yes")
    assert ("name their file with --commitments" in " ".join(told.split())) is is_told


def test_a_convening_with_a_name_of_its_own_is_read_and_named_in_the_commands():
    """It has the heading of a column that the list alone does not explain."""
    Path("convening.yaml").rename("body.yaml")
    with Path("body.yaml").open("a") as file:
        file.write("columns: {with: Works for}\n")
    names = {"ana": "Ben Moss", "ben": "Ana Moss", "cam": "Ana Moss", "dee": "Eva Moss", "eva": "Dee Moss"}
    rows = [f"{one},{one.title()} Moss,{other}\n" for one, other in names.items()]
    LIST.write_text("id,name,Works for\n" + "".join(rows))
    succeed("solve list.csv --convening body.yaml --out out --no-packet")
    told = succeed("forget ben list.csv --out out --yes")
    assert "seating repair list.csv --convening body.yaml --out out" in told


def test_a_path_with_a_space_is_quoted_in_the_commands():
    OUT.rename("spring 2027")
    told = succeed("forget ben list.csv --yes --out 'spring 2027'")
    assert "seating repair list.csv --out 'spring 2027'" in told


def test_rounds_of_folders_inside_are_told_first():
    (OUT / "inner" / "rounds").mkdir(parents=True)
    forget_person(OUT, "ben", LIST)
    told = run("forget dee --out out --yes").output
    assert told.index("forget-nested") < told.index("Forgotten")


def test_a_copy_from_before_is_the_only_file_that_is_accused():
    old = (OUT / "rounds" / "0002-round-2.json").read_bytes()
    forget_person(OUT, "ben", LIST)
    (OUT / "rounds" / "0002-round-2.json").write_bytes(old)
    ledger = Ledger.open(OUT)
    assert [Path(problem.file or "").name for problem in ledger.problems] == ["0002-round-2.json"]
    assert 1 in ledger.rounds


def test_a_sound_ledger_is_said_to_be_sound():
    assert succeed("rounds list --out out").splitlines()[-1] == "2 entries checked: all intact."
    path = OUT / "rounds" / "0001-round-1.json"
    path.write_bytes(path.read_bytes()[:-9])
    assert "sound" not in run("rounds list --out out").stdout


def test_a_name_that_is_nowhere_is_refused():
    with pytest.raises(UsageError, match="is not on the list"):
        forget_person(OUT, "Zed Zee", LIST)


def test_what_may_not_be_read_is_told(monkeypatch: pytest.MonkeyPatch):
    """The root user may read everything, so the refusals are simulated."""
    (OUT / "locked").mkdir()
    (OUT / "locked" / "notes.txt").write_text("Ana Moss")
    (OUT / "mine.txt").write_text("Ana Moss")

    def walk(top, onerror=None):
        for folder, folders, names in os.walk(top):
            if Path(folder).name == "locked":
                onerror(PermissionError(13, "Permission denied", folder))
            else:
                yield folder, folders, names

    really = Path.is_dir

    def is_dir(path):
        if path.parent.name == "locked":
            raise PermissionError(13, "Permission denied", str(path))
        return really(path)

    read = Path.read_bytes

    def read_bytes(path):
        if path.name == "mine.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return read(path)

    monkeypatch.setattr(search, "os", SimpleNamespace(walk=walk, access=os.access, X_OK=os.X_OK))
    monkeypatch.setattr(Path, "is_dir", is_dir)
    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    done = run(f"forget ana {LIST} --out {OUT}").output
    missed = done.partition("Not searched")[2].partition("\n\n")[0]
    assert "out/locked/" in missed
    assert "out/mine.txt" in missed


def test_a_row_with_the_same_telephone_number_is_not_said_to_name_the_person():
    LIST.write_text(ROWS + "fay,Fay Reed,,+1 505 555 0101\n")
    told = succeed("forget ana list.csv --out out").split("Left to you")[1]
    assert "list.csv: names the person, or has their e-mail address or telephone number. Remove their row" in told
    assert "line 7: fay,Fay Reed" in told
    LIST.write_text(ROWS)
    assert "list.csv: names the person. Remove" in succeed("forget ana list.csv --out out")


def test_no_row_is_to_be_removed_if_only_cells_of_others_name_the_person():
    """The row that is shown is that of someone else, who stays on the list."""
    LIST.write_text("id,name,boss\nben,Ben Moss,Ana Moss\ncam,Cam Moss,\n")
    told = succeed("forget ana list.csv --out out").split("Left to you")[1]
    assert "list.csv: names the person. Change it by hand\n      line 2: ben,Ben Moss,Ana Moss" in told
    assert "Remove their row" not in told


def test_saved_rounds_name_no_token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The pages have words for a person whose data was removed, and so have the commands, in each language."""
    monkeypatch.chdir(tmp_path)
    LIST.write_text("name,chose\nAna Moss,b\nBen Moss,a\nCam Ode,a\nDee Fox,a\n")
    apart = "{kind: apart, people: [Ana Moss, Ben Moss], must: false}"
    pinned = "{kind: pin, people: [Ana Moss, Ben Moss], tables: [a], must: true}"
    Path("convening.yaml").write_text(
        f"tables: [{{id: a, seats: 2}}, {{id: b, seats: 2}}]\nrequirements: [{apart}, {pinned}]\n"
    )
    for more in ("", " --next-round"):
        assert run(f"solve list.csv --convening convening.yaml --out out{more}").exit_code == 0
    forget_person(OUT, "Ana Moss", LIST)
    told = {line: run(f"{line} --out out").stdout for line in ("rounds show 1", "rounds diff 1 2", "report")}
    assert "a person whose data was removed and Ben Moss do not share a table." in told["rounds show 1"]
    report = re.sub(r"<[^>]+>", " ", Path("out/round-2/report.html").read_text(encoding="utf-8"))
    for name, text in {**told, "page": report}.items():
        assert "forgotten-" not in text, name
    spanish = run("rounds show 1 --out out --language es").stdout
    assert "una persona cuyos datos se eliminaron y Ben Moss no comparten mesa." in spanish
