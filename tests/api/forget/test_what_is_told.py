"""What the command tells is true: whom it forgot, what it did not search, and what is left to do."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import openpyxl
import pytest

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

AGAIN = "If you gave options such as --pages, --charts or --harvest, give them again with these commands."
"""The page of what was heard, for example, shows nothing without the harvest."""


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


@pytest.mark.parametrize("people", ["list.csv", "list.xlsx"])
def test_a_person_of_a_sideways_list_is_told_with_the_column(people: str):
    names = ["Ana Soto", "Ben Ode", "Cam Diaz", "Dee Fox", "Eli Wood", "Fay Ito"]
    rows = [["name", *names], ["organization", *"ABCDEF"]]
    if people.endswith("csv"):
        LIST.write_text("\n".join(map(",".join, rows)))
    else:
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(people)
    (left,) = (one for one in forget_person(OUT, "Fay Ito", Path(people)).of(Fate.LEFT) if one.path.name == people)
    assert (left.lines, left.texts) == ((1,), ("G: Fay Ito",))


@pytest.mark.parametrize("people", ["list.json", "list"])
def test_a_list_that_is_no_table_is_told_by_its_lines(people: str):
    rows = [
        '{"id": "zed", "first name": "Zed", "last name": "Ames"}',
        '{"id": "bo", "first name": "Bo", "apart": "zed"}',
    ]
    text = "\n".join(rows) if people == "list.json" else "id,first name,last name,apart\nzed,Zed,Ames,\nbo,Bo,,zed\n"
    Path(people).write_text(text)
    (left,) = (one for one in forget_person(OUT, "Zed Ames", Path(people)).of(Fate.LEFT) if one.path.name == people)
    assert left.lines == ((1, 2) if people == "list.json" else (2, 3))
    assert "Ames" in left.texts[0]


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


def test_an_address_of_several_people_is_refused():
    assert "several people: dee and eva" in run("forget both@moss.example list.csv --out out").stderr


@pytest.mark.parametrize(("person", "lines"), [("M1", (2, 3, 5)), ("7", (4, 5))])
def test_an_id_in_a_cell_of_the_list_is_told(person: str, lines: tuple[int, ...]):
    """So is a row with the same name. A number is an id only in columns of ids."""
    LIST.write_text("id,name,apart,years\nM1,Ana Moss,,7\nM2,Ana Moss,,\n7,Bo Lee,,\n8,Cy Day,M1;7,\n")
    (left,) = forget_person(OUT, person, LIST).of(Fate.LEFT)
    assert left.lines == lines


@pytest.mark.parametrize("word", ["Mill", "Moss", "Buddy"])
def test_a_word_that_is_no_ones_name_is_refused(word: str):
    Path("notes.csv").write_text("note\nBuddy\n")
    before = everything()
    told = run(f"forget {word} list.csv --out out --yes")
    assert told.exit_code == 2
    assert f'"{word}" is not on the list' in told.stderr
    assert everything() == before


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


def test_the_next_token_is_free_in_the_records():
    (OUT / "invitations.csv").write_text("id,perspective,person\ni1,Youth,forgotten-1\n")
    done = forget_person(OUT, "Ben Moss", LIST)
    assert [subject.token for subject in done.subjects] == ["forgotten-2"]


def test_what_people_wrote_is_printed_and_stays():
    """The list and the convening keep their bytes; each line that names the person is printed."""
    Path("convening.yaml").write_text(f"# Ben Moss {'x' * 200}\ntables: [{{id: a, seats: 2-6, chair: ben}}]\n")
    Path("promises.csv").write_text("who,what\nBen Moss,Call the bank\n")
    mine = (LIST, Path("convening.yaml"), Path("promises.csv"))
    before = [path.read_bytes() for path in mine]
    told = succeed("forget ben list.csv --out out --yes").split("Left to you")[1]
    assert [path.read_bytes() for path in mine] == before
    assert "line 3: A: ben, B: Ben Moss, C: ben@moss.example\n" in told
    assert "line 1: # Ben Moss xxx" in told
    assert "line 2: tables: [{id: a, seats: 2-6, chair: ben}]\n" in told
    assert "promises.csv" not in told


def test_the_rows_of_a_list_are_printed_in_order():
    LIST.write_text(ROWS.replace("email,phone", "email,with").replace(",+1 505 555 0101", ",Cam Moss"))
    told = json.loads(succeed("forget cam list.csv --out out --json"))
    (one,) = (one for one in told["files"] if one["file"] == "list.csv")
    assert one["lines"] == [2, 4]
    assert one["texts"] == ["D: Cam Moss", "A: cam, B: Cam Moss"]


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
    assert "Forgotten        1 person" in answer(monkeypatch, "y\n")


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


def test_earlier_versions_of_the_convening_are_removed_only_if_one_names_the_person():
    history = OUT / "board" / "convenings" / "0"
    history.mkdir(parents=True)
    (history / "steps.jsonl").write_text("{}\n")
    (history / "1f").write_text("tables: [{id: a, people: [ben]}]\n")
    forget_person(OUT, "cam", LIST)
    assert len(list(history.iterdir())) == 2
    forget_person(OUT, "ben", LIST)
    assert not history.exists()


@pytest.mark.parametrize(("is_edited", "is_removed"), [(False, True), (True, False)])
def test_the_inferred_convening_is_removed_unless_someone_edited_it(is_edited: bool, is_removed: bool):
    Path("convening.yaml").unlink()
    LIST.write_text("".join(f"p{number},{name} Moss\n" for number, name in enumerate(("Ana", "Ben", "Cam", "Dee"))))
    LIST.write_text(f"id,name,with\n{LIST.read_text()}".replace("Dee Moss", "Dee Moss,Ben Moss"))
    succeed("solve list.csv --out fresh --no-packet")
    inferred = Path("fresh/convening.yaml")
    text = inferred.read_text()
    lines = text.splitlines(keepends=True)
    named = "".join([*lines[:-1], "# Ben Moss\n"])
    digest = hashlib.sha256(named.encode()).hexdigest()
    inferred.write_text(named if is_edited else f"{named}{lines[-1].rpartition(' ')[0]} {digest}\n")
    done = forget_person(Path("fresh"), "Ben Moss", LIST)
    assert inferred.exists() is not is_removed
    assert (inferred in [change.path for change in done.of(Fate.LEFT)]) is is_edited


def test_other_files_of_the_output_folder_are_told_with_their_lines():
    (OUT / "notes.csv").write_text("one,other,same\na welder,Ben Moss,yes\n")
    (OUT / "photo.png").write_bytes(b"\x89PNG\0Ben Moss")
    left = {one.path.as_posix(): one.texts for one in forget_person(OUT, "ben", LIST).of(Fate.LEFT)}
    assert left == {"out/notes.csv": ("B: Ben Moss",), "list.csv": ("A: ben, B: Ben Moss, C: ben@moss.example",)}


def test_answers_about_texts_that_mean_the_person_are_removed():
    kept = "a baker,bakers,yes,\n"
    rows = f"description,joined with,join,id\na welder,Ben M.,yes,ben\nthe smith,Ben Moss,yes,\n{kept}"
    (OUT / "mentions.csv").write_text(rows)
    forget_person(OUT, "ben", LIST)
    left = (OUT / "mentions.csv").read_text("utf-8-sig").replace("\r", "")
    assert left == f"description,joined with,join,id\n{kept}"


def test_the_result_of_a_round_without_the_person_stays():
    """No command writes it again."""
    LIST.write_text(ROWS + "zed,Zed Ames,,\n")
    result = OUT / "round-2" / "result.json"
    result.write_text("{}")
    (OUT / ".seating-files").write_text("round-2/report.html\nround-2/result.json\n")
    forget_person(OUT, "zed", LIST)
    assert result.exists()
    assert not (OUT / "round-2" / "report.html").exists()
    forget_person(OUT, "ben", LIST)
    assert not result.exists()


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


def test_without_the_list_it_is_told_that_it_was_not_searched():
    told = succeed("forget ben --out out")
    assert "The list was not named, so the list and the convening were not searched." in told
    assert "The list was not named" not in succeed("forget ben list.csv --out out")


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
    assert succeed("rounds list --out out").splitlines()[-1] == "Entries checked and intact: 2"
    path = OUT / "rounds" / "0001-round-1.json"
    path.write_bytes(path.read_bytes()[:-9])
    assert "sound" not in run("rounds list --out out").stdout


def test_a_name_that_is_nowhere_is_refused():
    with pytest.raises(UsageError, match="is not on the list"):
        forget_person(OUT, "Zed Zee", LIST)


def test_a_cell_of_someone_else_that_names_the_person_is_told():
    LIST.write_text("id,name,boss\nben,Ben Moss,Ana Moss\ncam,Cam Moss,\n")
    told = succeed("forget ana list.csv --out out").split("Left to you")[1]
    assert "list.csv: names the person. Change it by hand\n      line 2: C: Ana Moss" in told


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
