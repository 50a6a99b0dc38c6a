"""A person with another representative type at some tables is shown with the type of the table where they sit."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from seating.analysis.duties import group_keys
from seating.analysis.duty_spread import measure_spreads
from seating.convening import Convening
from seating.explanations.move_reasons import Reasons
from seating.profiles import People
from seating.report.packet import change_kit
from seating.report.places import places
from seating.report.record import as_record
from seating.report.spreadsheets import seating_csv, seating_headings
from seating.report.table_counts import list_counts
from seating.requirements.base.voices import VoiceState, hear
from seating.result import Result
from seating.result.privacy import for_reader
from seating.result.readers import Audience
from seating.room.plan import Plan
from seating.room.tables import Table
from tests.builders import person, requirement, room
from tests.cli.running import run
from tests.present.told import cells

from .made_up import result_of

ROWS = (
    {"id": "ana", "representative_type": "designee; north: decision-maker", "organization": "Housing Agency"},
    {"id": "ben", "representative_type": "designee; north: decision-maker", "organization": "Housing Agency"},
    {"id": "cam", "representative_type": "doer"},
    {"id": "dee", "representative_type": "doer"},
)
SEATS = {"ana": "north", "ben": "south", "cam": "north", "dee": "south"}


def result(**keys: object) -> Result:
    people = People(tuple(map(person, ROWS)))
    convening = Convening(tables=(Table(id="north"), Table(id="south")), **keys)  # type: ignore[arg-type]
    return result_of(people, convening, SEATS)


def rows_of(made: Result) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(seating_csv(made).decode("utf-8-sig"))))


def test_marks_of_people_are_those_of_their_table() -> None:
    shown = {one.id: one.mark for place in places(result()) for one in place.people}
    words = {one: mark.word for one, mark in shown.items() if mark is not None}
    assert words == {"ana": "decision-maker", "ben": "designee", "cam": "doer", "dee": "doer"}


def test_the_mix_counts_each_table_and_the_room_alike() -> None:
    (rows,) = cells(list_counts(result(compare=("representative_type",)))).values()
    assert rows == [
        ("The room", "2 50%", "1 25%", "1 25%"),
        ("1 north", "1 50%", "1 50%", "–"),
        ("2 south", "1 50%", "–", "1 50%"),
    ]


def test_files_have_the_type_at_the_table() -> None:
    assert [(row["id"], row["representative_type"]) for row in rows_of(result())] == [
        *(("ana", "decision-maker"), ("cam", "doer"), ("ben", "designee"), ("dee", "doer")),
    ]
    seats = {one["id"]: one for one in as_record(result())["rounds"][0]["seats"]}
    assert (seats["ana"]["representative_type"], seats["ben"]["representative_type"]) == ("decision-maker", "designee")
    assert "representative_type" not in seats["cam"]


def test_a_private_type_is_in_no_file() -> None:
    made = result()
    made = for_reader(result_with_private(made), Audience.TEAM)
    assert "representative_type" not in seating_headings(made)
    assert "representative_type" not in json.dumps(as_record(made))


def result_with_private(made: Result) -> Result:
    """Return a result whose column of types is private."""
    return replace(made, private_columns=made.private_columns | {"representative_type"})


def test_a_role_is_heard_where_its_people_have_it() -> None:
    here = room(ROWS, ["north", "south"])
    asked = requirement("role_mix", at_least={"decision-maker": 1}, at=["north"])
    (ask,) = asked.asks(here)
    assert hear("x", ask, here, Plan(SEATS)).state is VoiceState.HEARD
    found = hear("x", ask, here, Plan({**SEATS, "ana": "south"}))
    assert (found.state, found.attending, dict(found.tables)) == (VoiceState.ELSEWHERE, 2, {"north": 0})
    (both,) = requirement("role_mix", at_least={"decision-maker": 1}).asks(here)
    assert hear("x", both, here, Plan(SEATS)).state is VoiceState.ELSEWHERE


def test_the_reason_for_a_move_names_who_had_the_type_there() -> None:
    here = room(ROWS, ["north", "south"])
    asked = [requirement("role_mix", id="mix", at_least={"decision-maker": 1}, at=["north"], must=True)]
    now, before = Plan({**SEATS, "ana": "south", "ben": "north"}), {**SEATS, "ben": "south"}
    reasons = Reasons(here, asked, now, before, (), ["representative_type"])
    assert reasons.of("ben").shared == "since north lost its only decision-maker"


def test_duties_are_spread_over_the_types_at_the_tables() -> None:
    here = room(ROWS, ["north", "south"])
    types = group_keys(here, [], Plan(SEATS))[2]
    assert (types["ana"], types["ben"]) == (("decision-maker",), ("designee",))
    spread = {one.by: one for one in measure_spreads(here, [], {"ana": ("chair",)}, plan=Plan(SEATS))}
    assert {one.name for one in spread["representative_type"].groups} == {"decision-maker", "designee", "doer"}


LIST = """name,organization,representative_type
Ana Alder,Housing Agency,designee; Housing: decision-maker
Bo Birch,Talent Board,designee; talent: decision-maker
Cy Cedar,,doer
Di Dogwood,,doer
Ed Elm,,{ed}
Fi Fir,,designee
"""
CONVENING = {
    "tables": [
        {"id": "housing", "name": "Housing", "seats": "2-4"},
        {"id": "talent", "name": "Talent", "seats": "2-4"},
    ],
    "show": ["representative_type"],
    "requirements": [
        {"kind": "role_mix", "at_least": {"decision-maker": 1, "doer": 1, "designee": 1}, "must": True},
    ],
}


def _only_round(entry: Path) -> dict[str, list[dict[str, str]]]:
    (only,) = json.loads(entry.read_text(encoding="utf-8"))["rounds"]
    found: dict[str, list[dict[str, str]]] = only
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "people.csv").write_text(LIST.format(ed="designee"), encoding="utf-8")
    (tmp_path / "convening.yaml").write_text(json.dumps(CONVENING), encoding="utf-8")
    return tmp_path


def test_a_round_is_saved_and_read_back_with_the_types(folder: Path) -> None:
    """Only the agencies' own tables have a decision-maker; a later list no longer has Ana, and Ed has another cell."""
    assert run(f"solve {folder}/people.csv --out {folder}/out --quiet").exit_code == 0
    with (folder / "out/round-1/seating.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    types = {row["name"]: (row["table_id"], row["representative_type"]) for row in rows}
    assert types["Ana Alder"] == ("housing", "decision-maker")
    assert types["Bo Birch"] == ("talent", "decision-maker")
    at = Counter((row["table_id"], row["representative_type"]) for row in rows)
    assert all(at[table, role] for table in ("housing", "talent") for role in ("decision-maker", "doer", "designee"))
    entry = next((folder / "out/rounds").glob("*.json"))
    saved = {one["name"]: one for one in json.loads(entry.read_text(encoding="utf-8"))["pages"]["people"]}
    assert (saved["Ana Alder"]["representative_type"], saved["Ana Alder"]["types_at"]) == (
        *("designee", {"housing": "decision-maker"}),
    )
    text = LIST.format(ed="designee; Talent: doer").replace("Ana Alder", "Ana Aldern")
    (folder / "people.csv").write_text(text, encoding="utf-8")
    ran = run(f"solve {folder}/people.csv --out {folder}/out --next-round --quiet")
    assert ran.exit_code == 0, ran.output
    page = (folder / "out/report.html").read_text(encoding="utf-8")
    assert "Talent: doer" in page
    assert run(f"rounds report --out {folder}/out").exit_code == 0
    closing = (folder / "out/closing.html").read_text(encoding="utf-8")
    seats = [round_["seats"] for round_ in map(_only_round, sorted((folder / "out/rounds").glob("0*.json")))]
    deciders = [sum(one.get("representative_type") == "decision-maker" for one in there) for there in seats]
    assert deciders == [2, 2]
    row = closing.partition(">decision-maker<")[2].partition("</tr>")[0]
    assert re.findall(r"\b(\d+)\b(?=<)", row) == ["2", "2"], row


def test_a_list_that_names_a_renamed_table_has_not_changed(folder: Path) -> None:
    assert run(f"solve {folder}/people.csv --out {folder}/out --quiet").exit_code == 0
    renamed = json.loads(json.dumps(CONVENING).replace('"id": "housing"', '"id": "homes", "was": ["housing"]'))
    (folder / "convening.yaml").write_text(json.dumps(renamed), encoding="utf-8")
    text = (folder / "people.csv").read_text(encoding="utf-8")
    (folder / "people.csv").write_text(text.replace("Fi Fir", "Fia Fir"), encoding="utf-8")
    ran = run(f"solve {folder}/people.csv --out {folder}/out --next-round --quiet")
    assert ran.exit_code == 0, ran.output
    page = (folder / "out/report.html").read_text(encoding="utf-8")
    changes = page.partition("Compared with the list of round: 1")[2].partition("</table>")[0]
    assert "Fia Fir" in changes
    assert "Housing: decision-maker" not in changes


def test_the_requirement_cannot_be_met_with_one_type_for_all_tables(folder: Path) -> None:
    text = (folder / "people.csv").read_text(encoding="utf-8")
    (folder / "people.csv").write_text(text.replace("; Housing: decision-maker", ""), encoding="utf-8")
    assert run(f"solve {folder}/people.csv --out {folder}/out --quiet").exit_code != 0


def test_who_could_step_in_has_the_type_at_the_table_that_lacks_it() -> None:
    """Ben is a designee where he sits, and decides at North; Ana is a designee at South, which has one to spare."""
    asked = (requirement("role_mix", at_least={"decision-maker": 1, "designee": 1}, weight=1),)
    rows = (*ROWS, {"id": "eli", "representative_type": "designee"}, {"id": "fay", "representative_type": "designee"})
    people = People(tuple(map(person, rows)))
    convening = Convening(tables=(Table(id="north"), Table(id="south")), requirements=asked)
    made = result_of(people, convening, {**SEATS, "eli": "north", "fay": "south"})
    found = {(one.table, str(one.perspective)): one.could_move for one in change_kit.list_fragile(made)}
    assert found["north", "decision-maker"] == ("Ben (2)",)
    assert found["north", "designee"] == ("Fay (2)",)
