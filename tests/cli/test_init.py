"""Starter folders."""

from __future__ import annotations

import csv
import json
from errno import EROFS
from io import BytesIO
from pathlib import Path

import pytest

from seating.api import starters
from seating.convening.file_schema import convening_schema
from seating.errors import UsageError
from seating.ledger import atomic_files
from tests.cli.running import run

TEMPLATES = [
    "action-tables",
    "corridors",
    "dinner",
    "focus-areas",
    "funders",
    "funders-by-place",
    "listening",
    "policy-board",
    "wedding",
]


def test_the_templates_are_the_folders():
    assert starters.list_templates() == TEMPLATES


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_starter_is_a_list_a_commented_convening_and_questions(tmp_path, template):
    done = run(f"init '{tmp_path / 'new'}' --template {template}")
    assert done.exit_code == 0
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == [
        ".seating",
        "convening.yaml",
        "questions.txt",
        "stakeholders.csv",
    ]
    assert "# " in (tmp_path / "new" / "convening.yaml").read_text(encoding="utf-8")


def test_a_convening_names_a_schema_that_an_editor_finds_beside_it(tmp_path):
    """Without a network, also after the folder was moved; no command takes it for a list."""
    assert run(f"init '{tmp_path / 'new'}' --template wedding").exit_code == 0
    (tmp_path / "new").rename(tmp_path / "moved")
    convening = tmp_path / "moved" / "convening.yaml"
    line = convening.read_text(encoding="utf-8").splitlines()[0]
    schema = convening.parent / line.removeprefix("# yaml-language-server: $schema=")
    assert json.loads(schema.read_text(encoding="utf-8")) == convening_schema()
    assert run(f"check '{convening.with_name('stakeholders.csv')}'").exit_code == 0


def test_what_to_type_next_is_said_as_the_command_was_called(tmp_path, monkeypatch):
    """In a bare checkout, the command `seating` does not exist."""
    people = tmp_path / "new" / "stakeholders.csv"
    monkeypatch.setenv("SEATING_CALLED", "python3 cli.py")
    assert f"  python3 cli.py check {people}\n" in run(f"init '{tmp_path / 'new'}'").stdout
    monkeypatch.delenv("SEATING_CALLED")
    assert f"  seating check {tmp_path / 'other' / people.name}\n" in run(f"init '{tmp_path / 'other'}'").stdout


def test_a_starter_gets_an_output_folder_of_its_own(tmp_path, monkeypatch):
    """The default folder `reports` may hold rounds of another list, so the command names a folder beside the list."""
    monkeypatch.chdir(tmp_path)
    told = run("init 'our day'").stdout
    assert told.endswith(
        '  seating check "our day/stakeholders.csv"\n'
        '  seating solve "our day/stakeholders.csv" --out "our day/reports"\n'
    )
    assert run("init").stdout.endswith("  seating solve stakeholders.csv\n")


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_starter_solves_as_it_is(tmp_path, template, monkeypatch):
    """The first run of a new user must not end in an error."""
    monkeypatch.chdir(tmp_path)
    assert run(f"init new --template {template}").exit_code == 0
    checked = run("check new/stakeholders.csv")
    assert checked.exit_code == 0, checked.output
    solved = run("solve new/stakeholders.csv --no-packet --json")
    assert solved.exit_code == 0, solved.output
    assert json.loads(solved.stdout)["status"] == "optimal"


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_question_names_its_column(template, tmp_path):
    """Every word in brackets of the questions is a heading of the list."""
    import csv
    import re

    run(f"init '{tmp_path}' --template {template}")
    with (tmp_path / "stakeholders.csv").open(encoding="utf-8", newline="") as lines:
        headings = {heading.replace("_", " ") for heading in next(csv.reader(lines))}
    asked = re.findall(r"\[([a-z -]+)\]", (tmp_path / "questions.txt").read_text(encoding="utf-8"))
    assert asked
    assert set(asked) <= headings


def test_nothing_is_overwritten(tmp_path):
    (tmp_path / "convening.yaml").write_text("mine", encoding="utf-8")
    done = run(f"init '{tmp_path}'")
    assert done.exit_code == 2
    assert "already exist" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["convening.yaml"]
    assert (tmp_path / "convening.yaml").read_text(encoding="utf-8") == "mine"


def test_a_folder_that_cannot_be_written_is_wrong_usage(tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert run(f"init '{tmp_path / 'file' / 'inside'}'").exit_code == 2


def test_what_was_written_is_named_if_it_cannot_be_removed(tmp_path, monkeypatch):
    """The first file is written, the second is refused, and so is removing the first."""
    write = atomic_files.write_new

    def write_once(path: Path, content: bytes) -> None:
        if any(tmp_path.iterdir()):
            raise UsageError("the disk is read-only.")
        write(path, content)

    def refuse(path: Path, missing_ok: bool = False) -> None:
        raise OSError(EROFS, "Read-only file system")

    monkeypatch.setattr(atomic_files, "write_new", write_once)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", refuse)
        done = run(f"init '{tmp_path}'")
    (left,) = tmp_path.glob("[!.]*")
    assert done.exit_code == 2
    assert f"Before you try again, remove what was written: {left.as_posix()}." in done.stderr


def test_json_names_the_files(tmp_path):
    record = json.loads(run(f"init '{tmp_path}' --json").stdout)
    assert sorted(Path(path).name for path in record["files"]) == [
        "convening.schema.json",
        "convening.yaml",
        "questions.txt",
        "stakeholders.csv",
    ]


def _seated(tmp_path, monkeypatch, template):
    """Return the rows of a starter's list by name, and who sits at each table."""
    import csv

    monkeypatch.chdir(tmp_path)
    run(f"init new --template {template}")
    record = json.loads(run("solve new/stakeholders.csv --no-packet --json").stdout)
    with Path("new/stakeholders.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["name"]: row for row in csv.DictReader(file)}
    tables: dict[str, list[dict[str, str]]] = {}
    for seat in record["rounds"][-1]["seats"]:
        tables.setdefault(seat["table"], []).append(rows[seat["name"]])
    return tables, record


@pytest.mark.parametrize("template", ["corridors", "dinner", "funders", "policy-board"])
def test_a_starter_solves_clean(tmp_path, monkeypatch, template):
    _, record = _seated(tmp_path, monkeypatch, template)
    assert record["penalty"] == 0
    assert [note["slug"] for note in record["notes"]] == []


def test_a_policy_board_is_of_those_who_decide_and_each_group_takes_part_in_its_own_way(tmp_path, monkeypatch):
    tables, record = _seated(tmp_path, monkeypatch, "policy-board")
    kinds = {name: {row["representative_type"] for row in rows} for name, rows in tables.items()}
    assert kinds == {
        "board": {"decision-maker"},
        "staff": {"doer"},
        "workgroup": {"doer"},
        "engagement": {"designee"},
    }
    assert {"government", "business"} <= {row["sector"] for row in tables["workgroup"]}
    assert {row["sector"] for row in tables["engagement"]} == {"community"}
    assert {row["region"] for row in tables["board"]} == {"city", "county"}
    channel = [each["table"] for each in record["rounds"][-1]["standing"]]
    assert channel == ["channel"] * 4


def test_everyone_on_the_board_of_the_corridors_has_staff_and_the_liaisons_are_members(tmp_path, monkeypatch):
    tables, record = _seated(tmp_path, monkeypatch, "corridors")
    working_for = {row["works_for"] for row in tables["staff-group"]}
    assert {row["name"] for row in tables["board"]} <= working_for
    colleagues = {row["organization"] for row in tables["staff-group"]}
    assert {row["organization"] for row in tables["workgroup"]} <= colleagues
    told = {(each["table"], each["as"]) for each in record["rounds"][-1]["standing"]}
    assert told == {
        ("board", "liaison of engagement"),
        ("board", "liaison of workgroup"),
        ("workgroup", "liaison of engagement"),
    }


def test_funders_sit_with_nobody_they_fund_and_every_table_has_lenders_and_practice(tmp_path, monkeypatch):
    tables, _ = _seated(tmp_path, monkeypatch, "funders")
    for rows in tables.values():
        funded = {name.strip() for row in rows for name in row["funds"].split(";") if name.strip()}
        assert funded.isdisjoint(row["organization"] for row in rows)
        assert any("loans" in row["money"] and "funding" in row["speaks_to"] for row in rows)
        assert any(row["sector"] == "philanthropy" for row in rows)
        assert sum("practice" in row["speaks_to"] for row in rows) >= 2
        assert sum(row["small_business"] == "yes" for row in rows) != 1


ANSWERS = "\n".join(
    [
        *("Ardo Works: 500 jobs by 2030", "soon", "2026-12-01", "talent, capital", "youth", "1", "", "Ann and Bo", ""),
        *("English", "1"),
    ]
)


def test_in_a_terminal_questions_are_asked(tmp_path, monkeypatch):
    (tmp_path / "people.csv").write_text("name\n" + "".join(f"Guest {n}\n" for n in range(8)), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("seating.cli.console.Console.can_ask", True)
    done = run("init", input=ANSWERS + "\n")
    assert done.exit_code == 0, done.output
    assert "8 people are coming" in done.stdout
    assert "The answer does not include a day." in done.stdout
    assert '1. "youth" is missing from the list.' in done.stdout
    assert "Not on the list yet, so the pages ask for them: youth." in done.stdout
    assert '"Ann" is not on the list.' in done.stdout
    assert "This is the first meeting." in done.stdout
    assert "Wrote convening.yaml" in done.stdout
    monkeypatch.undo()
    assert run(f"check {tmp_path / 'people.csv'}").exit_code == 0


def test_in_a_terminal_a_list_is_asked_for_and_rows_are_written_if_there_is_none(tmp_path, monkeypatch):
    monkeypatch.setattr("seating.cli.console.Console.can_ask", True)
    done = run(f"init '{tmp_path / 'new'}' --language es", input="no such file\n" + "\n" * 9)
    assert done.exit_code == 0, done.output
    assert "8. ¿Qué pasó antes?" in done.stdout
    assert (tmp_path / "new" / "stakeholders.csv").is_file()
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("name\nAna Ruiz\nBen Stone\n", encoding="utf-8")
    done = run(f"init '{tmp_path}'", input="2\n" + "\n" * 8)
    assert "Your list is b.csv: 2 people are coming." in done.stdout


class _EndingInput(BytesIO):
    """Raises at its end as a terminal does. The test runner of some versions of click reads empty lines there."""

    def read1(self, size: int | None = -1) -> bytes:
        if read := super().read1(size):
            return read
        raise EOFError


def test_nothing_is_written_if_the_questions_are_broken_off_or_a_template_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr("seating.cli.console.Console.can_ask", True)
    (tmp_path / "people.csv").write_text("name\nAna Ruiz\nBen Stone\n", encoding="utf-8")
    assert run(f"init '{tmp_path}'", input=_EndingInput(b"Ardo\n")).exit_code == 130
    assert [path.name for path in tmp_path.iterdir()] == ["people.csv"]
    assert "?" not in run(f"init '{tmp_path / 'other'}' --template dinner").stdout


def test_outside_a_terminal_nothing_is_asked(tmp_path):
    assert "Press Enter to skip" not in run(f"init '{tmp_path / 'new'}'", input="\n" * 9).stdout


TOPICS = ("Talent", "Capital", "Community")
FORM_ANSWERS = [
    *(
        "Ardo Works: 500 jobs by 2030",
        "2026-12-01",
        "three action tables: talent, capital, community; a data table",
        "2",
    ),
    *(
        "a decision-maker at each table; people from South Mesa, young people",
        "1",
        "",
        "funders and the groups they fund",
    ),
    *("English, wheelchair: capital", "1"),
]


@pytest.mark.room
def test_from_a_form_in_a_terminal_to_seats(tmp_path, monkeypatch):
    """The form and the seats are compared: interests, needs, who funds whom, types, and each column."""
    heads = [
        "Full name",
        "Organization",
        "I am a designee, doer or decision-maker",
        *(f"Interest: {one}" for one in TOPICS),
    ]
    rows = [[*heads, "Neighborhood", "We fund", "Access and food", "Shirt"]]
    for n in range(24):
        ratings = ["", "", ""]
        ratings[n % 3], ratings[(n + 1) % 3] = "3", "1"
        kind, place = ("Doer", "Decision-maker", "Designee")[n // 3 % 3], ("Heights", "South Mesa")[n % 2]
        funds, access = ("Org 5" if n in (2, 8) else ""), ("wheelchair" if n == 4 else "vegan" if n == 7 else "")
        rows.append([f"Guest {n}", f"Org {n}", kind, *ratings, place, funds, access, ("S", "M")[n % 2]])
    with (tmp_path / "people.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("seating.cli.console.Console.can_ask", True)
    asked = run("init", input="\n".join(FORM_ANSWERS) + "\n")
    assert asked.exit_code == 0, asked.output
    solved = run("solve people.csv --no-packet --json")
    assert solved.exit_code == 0, solved.output
    record = json.loads(solved.stdout)
    table_of = {seat["name"]: seat["table"] for seat in record["rounds"][-1]["seats"]}
    by_name = {row[0]: dict(zip(rows[0], row, strict=True)) for row in rows[1:]}
    assert table_of.keys() == by_name.keys()
    rated = {name: row[f"Interest: {table_of[name].capitalize()}"] for name, row in by_name.items()}
    assert list(rated.values()).count("3") >= 20
    assert "" not in rated.values(), "nobody sits at a table that they did not rate"
    assert table_of["Guest 4"] == "capital", "where a wheelchair can go"
    for name in ("Guest 2", "Guest 8"):
        funded = [one for one, row in by_name.items() if row["Organization"] == by_name[name]["We fund"]]
        assert table_of[name] not in {table_of[one] for one in funded}
    deciding = {table_of[name] for name, row in by_name.items() if row[heads[2]] == "Decision-maker"}
    assert deciding == {"talent", "capital", "community"}
    assert '"Shirt"' in run("check people.csv").output, "what was not read is named"
