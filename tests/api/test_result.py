"""Nobody sits alone at a table without a word."""

from __future__ import annotations

from typing import Any

import pytest

import seating
from seating.errors import Note


def alone(people: list[dict[str, str]], tables: Any, *requirements: dict[str, Any]) -> list[Note]:
    result = seating.solve(people, {"tables": tables, "requirements": list(requirements)})
    return [note for note in result.notes if note.slug == "alone-at-table"]


def rows(number: int, **cells: str) -> list[dict[str, str]]:
    return [{"id": f"p{n}", "name": f"Person {n}", **cells} for n in range(number)]


def test_who_is_pinned_away_from_all_others_is_told() -> None:
    tables = [{"id": "oak", "name": "Oak"}, {"id": "elm", "name": "Elm"}]
    pins = (
        {"kind": "pin", "people": ["p0"], "tables": ["oak"]},
        {"kind": "pin", "people": ["p1", "p2"], "tables": ["elm"]},
    )
    (note,) = alone(rows(3), tables, *pins)
    assert note.text.startswith("1 person sits alone at a table: Person 0 at Oak.")
    assert "A minimum such as" in note.text
    assert "Person" not in str(note.shared_text)
    assert "alone" in str(note.shared_text)


def test_no_minimum_is_advised_where_the_table_has_one() -> None:
    tables = [{"id": "oak", "name": "Oak", "seats": "3-4", "for": {"name": "Person 0"}}, {"id": "elm", "name": "Elm"}]
    (note,) = alone(rows(5), tables)
    assert note.text == "1 person sits alone at a table: Person 0 at Oak."


@pytest.mark.parametrize(("number", "tables", "found"), [(3, 3, 1), (4, 2, 0), (12, {"count": 12}, 1)])
def test_tables_without_a_minimum(number: int, tables: Any, found: int) -> None:
    tables = {"count": tables, "seats": {"max": number // tables}} if isinstance(tables, int) else tables
    notes = alone(rows(number), tables)
    assert len(notes) == found
    assert all("more" in note.text for note in notes if number > 6)


def test_staff_are_no_company_and_parties_are_counted_by_people() -> None:
    staff = {"id": "s", "name": "Sam", "duty": "facilitator"}
    assert len(alone([*rows(1), staff], {"count": 1})) == 1
    party = seating.solve([{"name": "Ana & Ben Smith", "party": "2"}], {"tables": {"count": 1}, "requirements": []})
    assert [note for note in party.notes if note.slug == "alone-at-table"] == []


@pytest.mark.parametrize("number", range(2, 30))
def test_nobody_is_alone_where_nobody_wrote_a_convening(number: int) -> None:
    result = seating.solve(rows(number))
    assert not [note for note in result.notes if note.slug == "alone-at-table"]
