"""The best seating with a person at a table, compared with all seatings of a small room."""

from __future__ import annotations

from collections import Counter
from itertools import product
from typing import Any

import pytest

from seating.api.inputs import RoundInputs, read_round
from seating.api.manual_seating import Locks
from seating.api.request import Request
from seating.api.searches.seat_answers import find_seat_answers
from seating.judge import review
from seating.room.plan import Plan

PEOPLE: list[dict[str, Any]] = [
    {"id": f"p{n}", "name": f"Person {'ABCDEF'[n]}", "sector": ("labor", "health", "arts")[n % 3]} for n in range(6)
]
CONVENING: dict[str, Any] = {
    "tables": [{"id": one, "name": one.title(), "seats": "2-3"} for one in ("north", "south")],
    "requirements": [
        {"kind": "size"},
        {"kind": "variety", "of": "sector", "at_least": 3, "weight": 3},
        {"kind": "apart", "people": ["p0", "p1"], "must": False, "weight": 5},
        {"kind": "together", "people": ["p0", "p2"], "must": False, "weight": 2},
    ],
}
SEATS = {"p0": "north", "p1": "south", "p2": "north", "p3": "south", "p4": "north", "p5": "south"}


def read(*more: dict[str, Any]) -> tuple[RoundInputs, Request]:
    asked = {**CONVENING, "requirements": [*CONVENING["requirements"], *more]}
    request = Request(PEOPLE, asked, write=False)
    return read_round(request), request


def best_of(inputs: RoundInputs, person: str, table: str, fixed: dict[str, str]) -> int | None:
    """Return the lowest penalty of all seatings with a person at a table that meet the musts, as the judge says."""
    ids = [one.id for one in inputs.room.people]
    found = []
    for tables in product(inputs.room.table_index, repeat=len(ids)):
        seats = dict(zip(ids, tables, strict=True))
        if seats[person] == table and fixed.items() <= seats.items():
            judged = review(inputs.room, inputs.requirements, Plan(seats))
            if not judged.unmet:
                found.append(judged.penalty)
    return min(found, default=None)


@pytest.mark.parametrize("fixed", [{}, {"p1": "south", "p4": "north"}])
def test_the_answer_is_the_best_seating_with_the_person_there(fixed: dict[str, str]) -> None:
    inputs, request = read()
    for person in ("p0", "p3"):
        locks = Locks(people=frozenset(fixed))
        for answer in find_seat_answers(inputs, SEATS, locks, person, ("north", "south"), request):
            assert answer.seats is not None
            assert answer.seats[person] == answer.table
            assert fixed.items() <= dict(answer.seats).items()
            assert answer.is_proven
            penalty = review(inputs.room, inputs.requirements, Plan(dict(answer.seats))).penalty
            assert penalty == best_of(inputs, person, answer.table, fixed)
            assert set(Counter(answer.seats.values()).values()) == {3}


def test_the_locks_of_the_person_do_not_hold_and_those_of_a_pair_do() -> None:
    inputs, request = read()
    locks = Locks(people=frozenset({"p0"}), tables=frozenset({"north"}), pairs=frozenset({("p0", "p3")}))
    (answer,) = find_seat_answers(inputs, SEATS, locks, "p0", ("south",), request)
    assert answer.seats is not None
    assert answer.seats["p0"] == answer.seats["p3"] == "south"
    assert {answer.seats[one] for one in ("p2", "p4")} == {"north"}


def test_what_prevents_a_seat_is_named() -> None:
    inputs, request = read({"kind": "pin", "people": ["p0"], "tables": ["north"], "must": True})
    (answer,) = find_seat_answers(inputs, SEATS, Locks(), "p0", ("south",), request)
    assert (answer.seats, answer.is_proven) == (None, True)
    assert [one.kind for one in answer.against] == ["pin"]


def test_people_without_a_seat_get_one() -> None:
    inputs, request = read()
    seats = {one: table for one, table in SEATS.items() if one not in {"p0", "p5"}}
    for answer in find_seat_answers(inputs, seats, Locks(), "p0", ("north", "south"), request):
        assert answer.seats is not None
        assert set(answer.seats) == set(SEATS)
