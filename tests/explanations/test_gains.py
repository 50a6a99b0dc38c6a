"""Gains are the differences that the independent judge finds, in rooms of every kind of requirement."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import numpy as np
import pytest

from seating.engines.local_search.incremental import IncrementalCosts
from seating.explanations.price import Change
from seating.explanations.seat_gains import NO_SEAT, Gain, compute_exchange, find_best_exchanges, list_gains, move
from seating.judge import Review, review
from seating.model import Model, build_model, shortfalls
from seating.requirements import kinds
from seating.requirements.base.kind import Requirement
from seating.room.plan import IntArray, Plan, Room
from tests.builders import plan as plan_of
from tests.builders import requirement
from tests.builders import room as build_room
from tests.engines.drawn import SHAPES, random_model
from tests.random_requirements import random_requirement
from tests.random_rooms import random_room

STEPS = 40
"""Random moves and exchanges in each room."""


def drawn_room(rng: Random, kind: str) -> tuple[Room, list[Requirement]]:
    """Return a room with at least two tables, one requirement of a kind and three of any kinds."""
    while True:
        room = random_room(rng, most_persons=8)
        if len(room.tables) > 1:
            break
    chosen = [kind, *(rng.choice(sorted(kinds())) for _ in range(3))]
    drawn = [random_requirement(rng, room, each) for each in chosen]
    return room, [each.model_copy(update={"id": f"{each.kind}-{n}"}) for n, each in enumerate(drawn)]


def differences(requirements: list[Requirement], before: Review, after: Review) -> dict[str, int]:
    """Return the change of each requirement's shortfall between two reviews, without zeros."""
    found = {r.id: after.verdicts[r.id].shortfall - before.verdicts[r.id].shortfall for r in requirements}
    return {identity: units for identity, units in found.items() if units}


def agrees(gain: Gain, requirements: list[Requirement], before: Review, after: Review) -> None:
    """Compare a gain with two reviews, requirement by requirement, in units and points."""
    found = differences(requirements, before, after)
    weights = {r.id: r.weight for r in requirements if not r.is_must}
    assert {change.requirement: change.units for change in gain.musts} == {
        identity: units for identity, units in found.items() if identity not in weights
    }
    assert {change.requirement: change.points for change in gain.changes} == {
        identity: units * weights[identity] for identity, units in found.items() if identity in weights
    }
    assert gain.points == after.penalty - before.penalty
    assert gain.units == after.unmet - before.unmet
    assert set(gain.worse) == {change.requirement for change in gain.musts if change.units > 0}
    for sizes in ([change.units for change in gain.musts], [change.points for change in gain.changes]):
        assert sizes == sorted(sizes, reverse=True)


def walk(rng: Random, kind: str, steps: int) -> Iterator[int]:
    """Make random moves and exchanges in one room; yield how many requirements each changes."""
    room, requirements = drawn_room(rng, kind)
    model = build_model(room, requirements)
    share = rng.choice([0.0, 0.2, 0.5])
    tables = [NO_SEAT if rng.random() < share else rng.randrange(model.n_tables) for _ in room.persons]
    counts = IncrementalCosts.of(model, np.array(tables, dtype=np.int64))
    for _ in range(steps):
        before = review(room, requirements, model.plan(counts.tables))
        person, now = rng.randrange(model.n_persons), counts.tables.copy()
        if model.n_persons > 1 and rng.random() < 0.5:
            other = rng.choice([n for n in range(model.n_persons) if n != person])
            gain = compute_exchange(counts, person, other)
            seats = [(person, int(now[other])), (other, int(now[person]))]
            assert gain.other == model.person_ids[other]
        else:
            table = rng.randrange(model.n_tables + 1)
            gains = list_gains(counts, person)
            assert [gain.table for gain in gains] == [*model.table_ids, None]
            gain = gains[table]
            seats = [(person, table if table < model.n_tables else NO_SEAT)]
        assert np.array_equal(counts.tables, now)
        for one, to in seats:
            move(counts, one, to)
        after = review(room, requirements, model.plan(counts.tables))
        agrees(gain, requirements, before, after)
        assert gain.table == (None if seats[0][1] == NO_SEAT else model.table_ids[seats[0][1]])
        yield len(gain.musts) + len(gain.changes)


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_gains_are_the_differences_of_the_judge(kind: str) -> None:
    rng = Random(f"gains {kind}")
    found = [changed for _ in range(2) for changed in walk(rng, kind, 12)]
    assert len(found) == 24


@pytest.mark.night
def test_ten_thousand_moves_and_exchanges_agree_with_the_judge() -> None:
    rng, found = Random("ten thousand gains"), list[int]()
    each = sorted(kinds())
    while len(found) < 10_000:
        found += walk(rng, each[len(found) // STEPS % len(each)], STEPS)
    assert sum(changed > 0 for changed in found) > 3_000


@pytest.mark.parametrize("shape", SHAPES)
def test_gains_are_the_differences_of_the_terms(shape: str) -> None:
    """In rooms of random terms of each shape, with people who have no seat and tables that may stay empty."""
    rng, changed = Random(f"gains of {shape}"), 0
    for _ in range(40):
        model = random_model(rng, (shape, shape, rng.choice(SHAPES)), people=(2, 6), tables=(2, 4))
        tables = np.array([rng.randrange(-1, model.n_tables) for _ in range(model.n_persons)], dtype=np.int64)
        counts = IncrementalCosts.of(model, tables)
        person = rng.randrange(model.n_persons)
        for number, gain in zip((*range(model.n_tables), NO_SEAT), list_gains(counts, person), strict=True):
            moved = tables.copy()
            moved[person] = number
            assert as_units(model, gain) == (shortfalls(model, moved) - shortfalls(model, tables)).tolist()
            changed += gain.units != 0 or gain.points != 0
    assert changed > 10 or shape == "fixed"


def as_units(model: Model, gain: Gain) -> list[int]:
    """Return the change of each requirement's shortfall."""
    units = {change.requirement: change.units for change in gain.musts}
    points = {change.requirement: change.points for change in gain.changes}
    weighed = zip(model.requirement_ids, model.weights.tolist(), strict=True)
    return [units.get(identity, 0) if not weight else points.get(identity, 0) // weight for identity, weight in weighed]


def swapped(tables: IntArray, one: int, other: int) -> IntArray:
    found = tables.copy()
    found[[one, other]] = tables[[other, one]]
    return found


@pytest.mark.room
def test_no_exchange_at_a_table_is_better_than_the_one_found() -> None:
    """Every exchange with every other person is tried; the person may have no seat."""
    rng, tried = Random("best exchanges"), 0
    for _ in range(250):
        model = random_model(rng, SHAPES, people=(2, 6), tables=(2, 4))
        tables = np.array([rng.randrange(-1, model.n_tables) for _ in range(model.n_persons)], dtype=np.int64)
        counts, person = IncrementalCosts.of(model, tables), rng.randrange(model.n_persons)
        found = {gain.table: gain for gain in find_best_exchanges(counts, person)}
        assert np.array_equal(counts.tables, tables)
        assert (counts.heads == IncrementalCosts.of(model, tables).heads).all()
        others = {int(t) for t in tables.tolist() if t not in (NO_SEAT, tables[person])}
        assert list(found) == [model.table_ids[t] for t in sorted(others)]
        for table in others:
            assert find_best_exchanges(counts, person, [table]) == (found[model.table_ids[table]],)
        now = shortfalls(model, tables)
        for table in sorted(others):
            values = []
            for other in np.flatnonzero(tables == table).tolist():
                change = shortfalls(model, swapped(tables, person, other)) - now
                values.append((int(change[model.musts].sum()), int((change * model.weights).sum()), other))
            units, points, other = min(values)
            best = found[model.table_ids[table]]
            assert (best.units, best.points, best.other) == (units, points, model.person_ids[other])
            tried += len(values)
    assert tried > 300


def test_a_table_names_the_must_that_would_lack_more() -> None:
    room = build_room(["ana", "ben", "cam"], [{"id": "north", "seats": "1-2"}, {"id": "south", "seats": "1-2"}])
    asked = [
        requirement("size", id="size-1"),
        requirement("apart", id="apart-1", people=["ana", "cam"], must=False, weight=5),
    ]
    model = build_model(room, asked)
    counts = IncrementalCosts.of(model, model.tables_of(plan_of(north=["ana", "ben"], south=["cam"])))
    north, south, nowhere = list_gains(counts, room.index["ben"])
    assert (north.musts, north.points, north.changes) == ((), 0, ())
    assert (south.musts, south.points) == ((), 0)
    assert (nowhere.table, nowhere.musts) == (None, ())
    ana = list_gains(counts, room.index["ana"])
    assert (ana[1].points, ana[1].changes) == (5, (Change("apart-1", 5),))
    cam = list_gains(counts, room.index["cam"])
    assert cam[0].worse == ("size-1",)
    assert cam[0].units == 2  # North has one too many, and South nobody
    assert cam[2].worse == ("size-1",)
    move(counts, room.index["cam"], NO_SEAT)
    (better,) = list_gains(counts, room.index["cam"])[1].musts
    assert better.requirement == "size-1"
    assert better.units < 0
    assert Plan({"ana": "north", "ben": "north"}) == model.plan(counts.tables)
