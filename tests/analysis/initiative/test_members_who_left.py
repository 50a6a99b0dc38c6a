"""A member of a governance table who is no longer on the list."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from seating.api.request import Request
from seating.api.solve import solve_request
from seating.errors import InputError
from seating.report.missing import Origin, list_missing

PEOPLE: list[dict[str, Any]] = [{"id": f"p{n}", "name": f"Person {n}"} for n in range(8)]
STEERING: dict[str, Any] = {"id": "steering", "name": "Steering", "kind": "steering"}


def request_of(folder: Path, table: dict[str, Any], people: list[dict[str, Any]], **more: Any) -> Request:
    requirements = more.pop("requirements", [])
    tables = [{"id": "north", "seats": "2-5"}, {"id": "south", "seats": "2-5"}, {**STEERING, **table}]
    return Request(people, {"tables": tables, "requirements": requirements}, out=folder / "out", **more)


@pytest.mark.parametrize(
    "table",
    [
        {"people": ["Person 1", "p7"]},
        {"people": ["p7"]},
        {"people": ["Person 1"], "chair": "Person 7"},
        {"people": ["p7", "Person 1"], "seats": 3, "action_seat": True},
        {"people": ["Person 1", "p7"], "action_seat": False},
        {"people": ["Person 1", "Person 2"], "chair": "Person 7", "action_seat": False},
        {"people": ["p7"], "seats": "0-3", "action_seat": False},
    ],
)
def test_a_member_who_left_the_list_is_an_empty_membership_and_the_round_goes_on(
    table: dict[str, Any], tmp_path: Path
) -> None:
    name = next(one for key in ("chair", "people") for one in [*_as_list(table.get(key))] if "7" in one)
    first = solve_request(request_of(tmp_path, table, PEOPLE))
    assert "p7" in {*(one.person for one in first.memberships), *first.plan.seats}
    second = solve_request(request_of(tmp_path, table, PEOPLE[:7], next_round=True))
    assert second.room.round_number == 2
    assert "p7" not in {one.person for one in second.memberships}
    (row,) = [one for one in list_missing(second) if one.origin is Origin.MEMBERSHIP]
    assert (row.name, row.tables) == (f"seat of {name} at Steering", ("Steering",))
    assert row.why == ("A member: not on the list by this name",)
    (note,) = [note for note in second.notes if note.slug == "member-not-listed"]
    assert name in note.text
    assert second.invitations is not None
    assert row.name in {one.perspective for one in second.invitations.rows}
    again = solve_request(request_of(tmp_path, table, PEOPLE[:7]))
    assert "invitation-unknown" not in {note.slug for note in again.notes}


def _as_list(value: Any) -> list[str]:
    return value if isinstance(value, list) else [] if value is None else [value]


def test_the_note_asks_about_a_name_that_is_nearly_one_on_the_list(tmp_path: Path) -> None:
    people = [*PEOPLE, {"id": "ana", "name": "Imelda Quarles"}]
    result = solve_request(request_of(tmp_path, {"people": ["Imelda Quarels", "Zoe Vint"]}, people))
    notes = [note.text for note in result.notes if note.slug == "member-not-listed"]
    assert [note.partition('Did you mean "')[2][:14] for note in notes] == ["Imelda Quarles", ""]


@pytest.mark.parametrize(
    ("table", "asked"),
    [
        ({"people": ["p1"]}, [{"kind": "pin", "people": ["p7"], "tables": ["north"]}]),
        ({"people": ["p1"]}, [{"kind": "pin", "people": ["p7"], "tables": ["steering"]}]),
    ],
)
def test_whoever_is_to_sit_at_a_table_must_be_on_the_list(
    table: dict[str, Any], asked: list[dict[str, Any]], tmp_path: Path
) -> None:
    with pytest.raises(InputError) as caught:
        solve_request(request_of(tmp_path, table, PEOPLE[:7], requirements=asked))
    assert {problem.slug for problem in caught.value.problems} == {"person-unknown"}
