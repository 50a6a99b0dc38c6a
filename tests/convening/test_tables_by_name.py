"""A table may be named by its name wherever its id will do; a name of two tables is an error."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from seating.api.check import review_request
from seating.api.request import Request
from seating.api.solve import solve_request
from seating.convening import read_convening
from seating.errors import InputError, UsageError
from seating.wording import with_padded_numbers
from tests.convening.made_up import by_id, people, problems, written

TABLES = [
    {"id": "north", "name": "River Room", "day": "Monday"},
    {"id": "west", "name": "Garden", "day": "Tuesday"},
    {"id": "one", "name": "Twin"},
    {"id": "two", "name": "Twin"},
]


def convening(*requirements: dict[str, Any]) -> dict[str, Any]:
    return {"tables": TABLES, "requirements": list(requirements)}


@pytest.mark.parametrize("word", ["north", "NORTH", "River Room", "  river   room "])
def test_a_requirement_finds_a_table_by_id_or_name(word: str) -> None:
    asked = {"kind": "pin", "people": ["ana"], "tables": [word], "at": [word]}
    found = by_id(read_convening(people("ana"), convening(asked)))["pin-1"]
    assert (found.tables, found.at) == (("north",), ("north",))


@pytest.mark.parametrize(
    ("column", "kind", "tables"),
    [("pin", "pin", ("west",)), ("chose", "pin", ("west",)), ("declined", "keep_from", ("west",))],
)
def test_a_cell_finds_a_table_by_name(column: str, kind: str, tables: tuple[str, ...]) -> None:
    reading = read_convening(people({"id": "ana", column: "garden"}), convening())
    assert by_id(reading)[f"{column}:ana"].tables == tables
    assert reading.people.by_id["ana"].values(column) == ("west",)
    asked = {"kind": kind, "of": column}
    assert by_id(read_convening(people({"id": "ana", column: "garden"}), convening(asked)))[f"{kind}-1"].of == column


@pytest.mark.parametrize(
    ("column", "tables"), [("pin", ("new",)), ("chose", ("new",)), ("declined", ("new",)), ("can_come", ("left",))]
)
def test_a_cell_finds_a_table_by_what_it_was_called_and_a_note_says_so(column: str, tables: tuple[str, ...]) -> None:
    given = {"tables": [{"id": "new", "name": "Money", "was": ["Old Hall"]}, {"id": "left"}], "requirements": []}
    reading = read_convening(people({"id": "ana", column: "old hall"}, {"id": "ben", column: "new"}), given)
    assert by_id(reading)[f"{column}:ana"].tables == tables
    (note,) = [note for note in reading.notes if note.slug == "table-former"]
    assert '"old hall" is read as Money' in note.text
    assert note.column == column


def test_the_name_of_a_table_that_was_split_means_each_of_the_new_ones() -> None:
    tables = [{"id": "a", "was": ["old"]}, {"id": "b", "was": ["old"]}, {"id": "c"}]
    rows = people({"id": "ana", "pin": "old"}, {"id": "ben", "representative_type": "doer; old: designee"})
    reading = read_convening(rows, {"tables": tables, "requirements": []})
    assert by_id(reading)["pin:ana"].tables == ("a", "b")
    assert [reading.people.by_id["ben"].type_at(table) for table in "abc"] == ["designee", "designee", "doer"]


def test_can_come_is_a_day_or_a_table_by_name() -> None:
    found = by_id(read_convening(people({"id": "ana", "can_come": "monday; Garden"}), convening()))
    assert found["can_come:ana"].tables == ("one", "two")


def test_a_name_of_two_tables_is_an_error_that_names_both() -> None:
    rows = people({"id": "ana", "pin": "Twin", "can_come": "twin"})
    found = problems(rows, convening())
    assert [(p.line, p.column, p.slug) for p in found] == [
        (2, "pin", "table-ambiguous"),
        (2, "can_come", "table-ambiguous"),
    ]
    assert all('"one" or "two"' in (p.hint or "") for p in found)
    asked = {"kind": "pin", "people": ["ana"], "tables": ["Twin"]}
    (problem,) = problems(people("ana"), convening(asked))
    assert problem.slug == "table-ambiguous"


def test_an_id_means_its_own_table_even_where_it_is_another_ones_name() -> None:
    tables = [{"id": "a", "name": "b"}, {"id": "b", "name": "c"}]
    asked = {"kind": "pin", "people": ["ana"], "tables": ["b"]}
    found = by_id(read_convening(people("ana"), {"tables": tables, "requirements": [asked]}))
    assert found["pin-1"].tables == ("b",)


def test_numbered_tables_are_called_by_their_number() -> None:
    tables = read_convening(people("ana"), {"tables": {"count": 12}, "requirements": []}).convening.tables
    assert [(table.id, table.name) for table in tables][8:10] == [("t09", "Table 9"), ("t10", "Table 10")]


def test_numbers_sort_as_numbers() -> None:
    assert sorted(["T 10", "T 9", "T"], key=with_padded_numbers) == ["T", "T 9", "T 10"]
    rows = [{"id": f"p{n}", "interests": f"Area {2 if n % 2 else 10}"} for n in range(8)]
    tables = read_convening(people(*rows)).convening.tables
    assert [table.name for table in tables] == ["Area 2", "Area 10"]


FOLDER = """
tables: [{id: a, name: Oak, seats: 1-3}, {id: b, name: Elm, seats: 1-3}]
requirements: [%s]
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, FOLDER % "")
    written(tmp_path, "id,name\np1,Ana\np2,Ben\np3,Cam\np4,Dee\n", "people.csv")
    return tmp_path


def solve(**asked: Any) -> Any:
    return solve_request(Request(people="people.csv", out=Path("out"), packet=False, **asked))


def test_keep_takes_the_name_of_a_table(folder: Path) -> None:
    before = solve().plan.seats
    after = solve(keep=("Oak",), seed=5)
    assert {p for p, t in after.plan.seats.items() if t == "a"} >= {p for p, t in before.items() if t == "a"}
    assert "keep:a" in after.review.verdicts


def test_keep_refuses_a_name_of_two_tables(folder: Path) -> None:
    solve()
    written(folder, FOLDER.replace("Elm", "Oak") % "")
    with pytest.raises(UsageError, match=r'2 tables.*"a" or "b"'):
        solve(keep=("Oak",))


def test_was_names_a_former_table_as_it_was_called(folder: Path) -> None:
    solve()
    renewed = "tables: [{id: x, name: Ash, seats: 1-3, was: %s}, {id: y, name: Fir, seats: 1-3}]\nrequirements: []\n"
    written(folder, renewed % "oak")
    tables = solve(next_round=True).room.tables
    assert tables[0].was == ("a",)


def test_was_refuses_a_name_of_two_former_tables(folder: Path) -> None:
    written(folder, FOLDER.replace("Elm", "Oak") % "")
    solve()
    written(folder, "tables: [{id: x, name: Ash, was: Oak}, {id: y, name: Fir}]\nrequirements: []\n")
    with pytest.raises(InputError) as caught:
        solve(next_round=True)
    assert [(p.slug, p.value) for p in caught.value.problems] == [("table-ambiguous", "Oak")]


def test_a_seating_by_hand_refuses_a_name_of_two_tables(folder: Path) -> None:
    written(folder, FOLDER.replace("Elm", "Oak") % "")
    written(folder, "name,table\nAna,Oak\nBen,a\nCam,b\nDee,b\n", "hand.csv")
    with pytest.raises(InputError) as caught:
        review_request(Request(people="people.csv", out=Path("out"), packet=False), "hand.csv")
    assert [(p.slug, p.line) for p in caught.value.problems] == [("table-ambiguous", 2)]


@pytest.mark.parametrize("column", ["chose", "declined"])
def test_cells_none_of_which_names_a_table_are_the_lists_own(column: str) -> None:
    listed = people(*({"id": f"p{n}", column: "the fish"} for n in range(4)))
    reading = read_convening(listed, {"tables": [{"id": "a"}, {"id": "b"}], "requirements": []})
    assert [person.own for person in reading.people] == [{column.capitalize(): ("the fish",)}] * 4
    assert sum(note.slug == "heading-own" for note in reading.notes) == 1
