"""Staff who may sit anywhere are spread over the tables, and nothing gets worse by it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from random import Random

import numpy as np
import pytest

from seating.engines.local_search.construction import keep_staff, spread_staff
from seating.model import Model, penalty_of
from seating.room.plan import IntArray
from seating.terms import CountTerm, PlaceTerm, SharedTerm
from tests.engines.every import every, random_seating, small_room


def with_staff(model: Model, number: int) -> Model:
    """Return the model with its last `number` persons as staff, whom no term about people names by that."""
    return replace(model, n_people=model.n_persons - number)


def bare(people: int, staff: int, tables: int) -> Model:
    """Return a room without any requirement."""
    model = small_room(Random(1)).with_requirements(())
    return replace(
        model,
        person_ids=tuple(f"p{n}" for n in range(people + staff)),
        n_people=people,
        table_ids=tuple(f"t{n}" for n in range(tables)),
        capacity=np.full(tables, people),
        may_be_empty=np.ones(tables, bool),
    )


def test_spreading_staff_makes_nothing_worse_and_moves_nobody_else() -> None:
    """Whatever the requirements say about people and staff, and wherever they sit."""
    rng, moved = Random(1), 0
    for _ in range(120):
        model = with_staff(small_room(rng, must=0.3), rng.randint(1, 3))
        tables = random_seating(rng, model)
        before = tables.copy()
        after = spread_staff(model, tables)
        assert np.array_equal(tables, before)  # the seating given is left alone
        assert penalty_of(model, after) <= penalty_of(model, tables)
        assert np.array_equal(after[: model.n_people], tables[: model.n_people])
        occupied = set(tables[: model.n_people].tolist())
        changed = np.flatnonzero(after != tables)
        assert all(int(after[person]) in occupied for person in changed)
        moved += len(changed) > 0
    assert moved > 25


def test_a_proven_optimum_stays_one() -> None:
    rng = Random(2)
    for _ in range(20):
        model = with_staff(small_room(rng, must=0.2), 2)
        whole = every(model)
        best = whole.seatings[np.lexsort((whole.penalty, whole.unmet))[0]]
        assert penalty_of(model, spread_staff(model, best)) == whole.best


@pytest.mark.parametrize(("staff", "tables"), [(1, 3), (3, 3), (5, 3), (7, 4)])
def test_staff_of_whom_nothing_is_asked_are_spread_evenly_over_tables_with_people(staff: int, tables: int) -> None:
    """They all begin at one table, and one table stays without people."""
    model = bare(9, staff, tables + 1)
    begun = np.array([*(n % tables for n in range(9)), *[0] * staff], dtype=np.int64)
    after = spread_staff(model, begun)
    load = np.bincount(after[9:], minlength=tables + 1)
    assert load[tables] == 0
    assert load[:tables].max() - load[:tables].min() <= 1


def test_staff_who_are_spread_evenly_already_stay() -> None:
    """A move must leave fewer at one table than the other one had, or it is not worth it."""
    model = bare(6, 3, 2)
    begun = np.array([0, 0, 0, 1, 1, 1, 0, 1, 0])
    assert np.array_equal(spread_staff(model, begun), begun)


def test_staff_leave_a_table_without_people() -> None:
    model = bare(4, 2, 3)
    after = spread_staff(model, np.array([0, 0, 1, 1, 2, 2]))
    assert sorted(after[4:].tolist()) == [0, 1]


def test_staff_stay_where_a_requirement_wants_them() -> None:
    """One is to sit at the first table; two may not share one."""
    model = bare(4, 3, 3)
    wanted = PlaceTerm.of(np.array([4]), np.array([[0, 1, 1]]))
    apart = SharedTerm(np.array([[4, 5], [5, 6], [4, 6]]), np.ones(3, np.int64), np.arange(3))
    model = replace(
        model,
        requirement_ids=("place", "apart"),
        musts=np.array([True, False]),
        weights=np.array([0, 3]),
        terms=((0, wanted), (1, apart)),
    )
    after = spread_staff(model, np.array([0, 0, 1, 1, 0, 0, 1]))
    assert after[4] == 0
    assert penalty_of(model, after) <= (0, 3)


def test_a_room_without_staff_is_left_as_it_is() -> None:
    model = bare(4, 0, 2)
    tables = np.array([0, 0, 1, 1])
    assert spread_staff(model, tables) is tables


def test_staff_return_to_their_tables_if_nothing_gets_worse() -> None:
    """Against every placement of the staff: if all may be at home and nothing is worse, all are."""
    rng, returned = Random(4), 0
    for _ in range(80):
        model = with_staff(small_room(rng, must=0.3), rng.randint(1, 3))
        begun = random_seating(rng, model)
        occupied = sorted(set(begun[: model.n_people].tolist()))
        homes = {person: [rng.choice(occupied)] for person in range(model.n_people, model.n_persons)}
        after = keep_staff(model, begun, ["facilitator"] * len(homes), homes)
        assert penalty_of(model, after) <= penalty_of(model, begun)
        assert np.array_equal(after[: model.n_people], begun[: model.n_people])
        home = begun.copy()
        home[model.n_people :] = [at[0] for at in homes.values()]
        without = [len(set(occupied) - set(one[model.n_people :].tolist())) for one in (begun, after, home)]
        assert without[1] <= without[0]
        if penalty_of(model, home) <= penalty_of(model, begun) and without[2] <= without[0]:
            assert np.array_equal(after, home)
            returned += not np.array_equal(after, begun)
    assert returned > 10


def test_one_moves_where_three_would_have_to_change_tables_together() -> None:
    """Two tables need a facilitator and an interpreter each, and the interpreter's table of before needs none now."""
    model, tables = bare(6, 3, 3), np.array([0, 1])
    guide, both, interpreter = 6, 7, 8
    model = replace(
        model,
        requirement_ids=("facilitator", "interpreter"),
        musts=np.array([True, False]),
        weights=np.array([0, 3]),
        terms=(
            (0, CountTerm.constant(np.array([guide, both]), tables, low=1)),
            (1, CountTerm.constant(np.array([both, interpreter]), tables, low=1)),
        ),
    )
    people = [0, 0, 1, 1, 2, 2]
    homes = {guide: [0], both: [1], interpreter: [2]}
    found = np.array([*people, 1, 0, 1])  # no one is at home, and nothing is lacking
    assert penalty_of(model, found) == (0, 0)
    assert keep_staff(model, found, ["facilitator"] * 3, homes).tolist() == [*people, 0, 1, 0]


def test_no_one_moves_if_someone_can_be_at_the_other_part_of_a_split_table() -> None:
    """Tables 0 and 1 were one. Every table needs a facilitator, and tables 0 and 2 someone who speaks Spanish."""
    model = bare(8, 5, 4)
    lupe, new, interpreter, royce, dalia = range(8, 13)
    facilitators, speakers = np.array([lupe, new, royce, dalia]), np.array([lupe, interpreter, dalia])
    model = replace(
        model,
        requirement_ids=("facilitator", "speaks"),
        musts=np.array([True, False]),
        weights=np.array([0, 3]),
        terms=(
            (0, CountTerm.constant(facilitators, np.arange(4), low=1)),
            (1, CountTerm.constant(speakers, np.array([0, 2]), low=1)),
        ),
    )
    people = [0, 0, 1, 1, 2, 2, 3, 3]
    homes = {lupe: [0, 1], new: [], interpreter: [2], royce: [2], dalia: [3]}
    found = np.array([*people, 1, 0, 0, 3, 2])
    duties = ["facilitator", "facilitator", "interpreter", "facilitator", "facilitator"]
    assert penalty_of(model, found) == (0, 0)
    assert keep_staff(model, found, duties, homes).tolist() == [*people, 0, 1, 2, 2, 3]


def test_few_staff_leave_their_tables() -> None:
    """Against every placement of the staff: hardly ever do more leave than have to."""
    rng, more, moved = Random(5), 0, 0
    for _ in range(80):
        model = with_staff(small_room(rng, must=0.3), rng.randint(2, 3))
        begun = random_seating(rng, model)
        occupied = sorted(set(begun[: model.n_people].tolist()))
        homes = {person: [rng.choice(occupied)] for person in range(model.n_people, model.n_persons)}
        after = keep_staff(model, begun, ["facilitator"] * len(homes), homes)
        fewest = min(count_away(one, homes) for one in list_no_worse(model, begun, occupied, list(homes)))
        more += count_away(after, homes) - fewest
        moved += fewest > 0
    assert moved > 20
    assert more <= 3


def count_away(seating: IntArray, homes: Mapping[int, Sequence[int]]) -> int:
    return sum(seating[person] not in at for person, at in homes.items())


def list_no_worse(model: Model, begun: IntArray, occupied: Sequence[int], staff: Sequence[int]) -> Iterator[IntArray]:
    """Yield each placement of the staff that is no worse than a seating, and leaves no more tables without staff."""
    without = len(set(occupied) - set(begun[staff].tolist()))
    for at in product(occupied, repeat=len(staff)):
        seating = begun.copy()
        seating[staff] = at
        if penalty_of(model, seating) <= penalty_of(model, begun) and len(set(occupied) - set(at)) <= without:
            yield seating
    yield begun


def test_a_table_is_not_left_without_a_duty_while_another_has_two() -> None:
    model = bare(6, 4, 2)
    people = [0, 0, 0, 1, 1, 1]
    duties = ["facilitator", "recorder", "facilitator", "recorder"]
    after = spread_staff(model, np.array([*people, 0, 1, 0, 1]), duties)
    assert sorted(zip(after[6:].tolist(), duties, strict=True)) == [
        (0, "facilitator"),
        (0, "recorder"),
        (1, "facilitator"),
        (1, "recorder"),
    ]
    homes = {6: [1], 7: [1], 8: [1], 9: [0]}
    kept = keep_staff(model, after, duties, homes)
    assert sorted(zip(kept[6:].tolist(), duties, strict=True)) == sorted(zip(after[6:].tolist(), duties, strict=True))
    assert kept[[7, 9]].tolist() == [1, 0]
