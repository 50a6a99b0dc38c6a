"""A seating is improved or repaired while what is locked stays."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from seating.api.inputs import RoundInputs, read_round
from seating.api.manual_seating import Locks
from seating.api.request import Request
from seating.api.searches.improve import add_locks, improve, repair_with_locks
from seating.engines import Ending, Status
from seating.engines.messages import Silent
from seating.interrupts import StopSignal
from seating.judge import review
from seating.model import Value
from seating.room.plan import Plan

APART = {"kind": "apart", "people": ["Ana", "Ben"], "must": True}

CONVENING = {
    "tables": {"count": 4, "seats": "5-7"},
    "requirements": [
        {"kind": "balance", "of": "sector"},
        {"kind": "balance", "of": "area"},
        {"kind": "cap", "of": "organization", "at_most": 1},
    ],
}


def draw_people(seed: int, number: int = 24) -> list[dict[str, str]]:
    random = Random(seed)
    return [
        {
            "name": f"Person {n:02}",
            "sector": random.choice(["labor", "health", "schools"]),
            "area": random.choice(["north", "south"]),
            "organization": f"Org {random.randint(1, 12)}",
        }
        for n in range(number)
    ]


def draw_request(seed: int, **options: Any) -> Request:
    return Request(draw_people(seed), CONVENING, write=False, **options)


def draw_seats(inputs: RoundInputs, seed: int) -> dict[str, str]:
    people = [person.id for person in inputs.room.people]
    Random(seed).shuffle(people)
    return {person: inputs.room.tables[n % 4].id for n, person in enumerate(people)}


def list_ids(inputs: RoundInputs) -> list[str]:
    return [person.id for person in sorted(inputs.room.people, key=lambda person: person.name)]


def draw_locks(inputs: RoundInputs, seats: dict[str, str], seed: int) -> Locks:
    random = Random(seed)
    people = [person.id for person in inputs.room.people]
    together = [(one, two) for one in people for two in people if one < two and seats[one] == seats[two]]
    return Locks(
        frozenset(random.sample(people, 3)),
        frozenset({random.choice(inputs.room.tables).id}),
        frozenset(random.sample(together, 2)),
    )


def check_locks(seats: dict[str, str], found: dict[str, str], locks: Locks) -> None:
    assert all(found[person] == seats[person] for person in locks.people)
    assert all(found[person] == table for person, table in seats.items() if table in locks.tables)
    assert all(found[one] == found[other] for one, other in locks.pairs)


@pytest.mark.parametrize("seed", range(4))
def test_the_rest_is_improved_and_what_is_locked_stays(seed: int) -> None:
    request = draw_request(seed)
    inputs = read_round(request)
    seats = draw_seats(inputs, seed)
    locks = draw_locks(inputs, seats, seed)
    result = improve(inputs, seats, locks, request)
    check_locks(seats, dict(result.plan.seats), locks)
    before = review(inputs.room, inputs.requirements, Plan(seats))
    assert (result.review.unmet, result.penalty) < (before.unmet, before.penalty)
    assert result.status in {Status.OPTIMAL, Status.FEASIBLE}


def test_nobody_moves_for_a_seating_that_is_only_as_good() -> None:
    request = draw_request(1)
    inputs = read_round(request)
    best = improve(inputs, draw_seats(inputs, 1), Locks(), request)
    again = improve(inputs, best.plan.seats, Locks(), Request(**{**vars(request), "seed": 5}))
    assert best.status is Status.OPTIMAL
    assert again.plan.seats == best.plan.seats
    assert again.status is Status.OPTIMAL


def test_people_without_a_seat_get_one() -> None:
    request = draw_request(2)
    inputs = read_round(request)
    seats = draw_seats(inputs, 2)
    waiting = [person.id for person in inputs.room.people][:5]
    begun = {person: table for person, table in seats.items() if person not in waiting}
    locks = Locks(people=frozenset(seats))  # the lock of somebody without a seat keeps nothing
    result = improve(inputs, begun, locks, request)
    assert set(result.plan.seats) == set(seats)
    assert all(result.plan.seats[person] == table for person, table in begun.items())


@pytest.mark.room
def test_a_search_that_is_stopped_at_once_returns_the_seats_or_better_ones() -> None:
    signal = StopSignal()

    class Stopping(Silent):
        def progress(self, incumbent: Value, bound: int | None, seconds: float) -> None:
            signal.send()

    request = draw_request(3, work=100.0, stop_signal=signal, watch=Stopping())
    inputs = read_round(request)
    seats = draw_seats(inputs, 3)
    result = improve(inputs, seats, Locks(), request)
    before = review(inputs.room, inputs.requirements, Plan(seats))
    assert result.ending in {Ending.INTERRUPTED, Ending.DONE}
    assert (result.review.unmet, result.penalty) <= (before.unmet, before.penalty)


def test_locks_that_clash_are_explained_with_their_names() -> None:
    people = [{"name": name} for name in ("Ana", "Ben", "Cam", "Dee")]
    convening = {"tables": {"count": 2, "seats": 2}, "requirements": [APART]}
    request = Request(people, convening, write=False)
    inputs = read_round(request)
    ana, ben, cam, dee = list_ids(inputs)
    first, second = (table.id for table in inputs.room.tables)
    seats = {ana: first, ben: first, cam: second, dee: second}
    result = improve(inputs, seats, Locks(tables=frozenset({first})), request)
    assert result.status is Status.IMPOSSIBLE
    assert set(result.conflicts[0].requirements) == {f"keep:{first}", "apart-1"}


def test_a_repair_moves_nobody_who_is_locked() -> None:
    people = [{"name": name} for name in ("Ana", "Ben", "Cam", "Dee", "Eve", "Fay")]
    convening = {"tables": {"count": 2, "seats": 3}, "requirements": [APART]}
    request = Request(people, convening, write=False)
    inputs = read_round(request)
    ids = list_ids(inputs)
    first, second = (table.id for table in inputs.room.tables)
    seats = dict(zip(ids, [first, first, first, second, second, second], strict=True))
    locks = Locks(people=frozenset({ids[0], ids[3]}), pairs=frozenset({(ids[4], ids[5])}))
    result = repair_with_locks(inputs, seats, locks, request)
    assert len(result.moves) == 4  # Eve and Fay stay together, so they change places with Ben and Cam
    check_locks(seats, dict(result.plan.seats), locks)
    assert result.repair is not None
    assert result.repair.fewest_proven


def test_without_locks_the_inputs_stay_as_they_are() -> None:
    inputs = read_round(draw_request(0))
    assert add_locks(inputs, {}, Locks(people=frozenset({"nobody"}))) is inputs
