"""The fewest moves that restore the musts, and the least penalty with them, against every seating there is."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from seating.engines import Child
from seating.engines.exact import solve
from seating.engines.messages import Aim, Moves, Solve, SolveStatus
from seating.engines.repair import cheap_changes, find_min_moves, min_moves, reduce_penalty
from seating.engines.repair.min_moves import ReducedRoom
from seating.engines.repair.min_penalty import refine
from seating.model import Value, build_model, penalty_of
from tests.builders import requirement, room
from tests.engines.repairs import exact_repair, former_of, random_repair
from tests.examples import seeded


def hold_against_every_seating(cases: range, child: Child) -> tuple[int, int]:
    """Repair each case and compare; return how many could be repaired, and how many took a move."""
    repaired = moved = 0
    for case in cases:
        people, asked, seats = random_repair(Random(case))
        best = exact_repair(people, asked, seats)
        model = build_model(people, asked)
        baseline = former_of(model, seats)
        found = find_min_moves(model, baseline, child, seed=0, work=7.0)
        assert (found.tables is None) == (best is None), case
        if found.tables is None or best is None:
            continue
        repaired, moved = repaired + 1, moved + (best[0] > 0)
        assert (baseline.moves(found.tables), found.bound) == (best[0], best[0]), case
        tables = reduce_penalty(model, baseline, found.tables, best[0], child, 0, 3.0)
        assert (baseline.moves(tables), penalty_of(model, tables)) == (best[0], Value(0, best[1])), case
        if case % 4:
            continue
        more = reduce_penalty(model, baseline, tables, best[0] + 1, child, 0, 3.0)
        exact = exact_repair(people, asked, seats, best[0] + 1)
        assert baseline.moves(more) <= best[0] + 1, case
        assert exact is not None
        assert penalty_of(model, more) == Value(0, exact[1]), case
    return repaired, moved


def test_moves_are_the_fewest_and_the_penalty_the_least(child: Child) -> None:
    """Each of fifty small cases is as every seating has it; in at least eight of them, people have to move."""
    repaired, moved = hold_against_every_seating(range(80, 130), child)
    assert repaired >= 25
    assert moved >= 8


@pytest.mark.night
@seeded(20)
def test_moves_are_the_fewest_in_other_cases(child: Child, seed: int) -> None:
    hold_against_every_seating(range(seed, seed + 1), child)


@pytest.mark.room
def test_moves_are_the_fewest_seen_from_few_tables(child: Child, monkeypatch: pytest.MonkeyPatch) -> None:
    """Looking only at tables in trouble, what is found is right, and what is called proven is."""
    monkeypatch.setattr(min_moves, "REPAIR_WHOLE", 0)
    proven = 0
    for case in range(200, 270):
        people, asked, seats = random_repair(Random(case))
        best = exact_repair(people, asked, seats)
        model = build_model(people, asked)
        baseline = former_of(model, seats)
        found = find_min_moves(model, baseline, child, seed=0, work=7.0)
        if best is None:
            assert found.tables is None, case
            continue
        assert not found.is_impossible, case
        assert found.bound <= best[0], case
        assert found.tables is not None, case
        assert baseline.moves(found.tables) >= best[0], case
        if baseline.moves(found.tables) == found.bound:
            proven += best[0] > 0
    assert proven >= 4


@seeded(8)
def test_a_room_seen_from_few_tables_asks_for_no_more(seed: int) -> None:
    """Whatever the seating, musts and moves cost no more once other tables are one place."""
    rng = Random(seed)
    people, asked, seats = random_repair(rng)
    model = build_model(people, asked)
    counted = former_of(model, seats).counting_moves(model)
    kept = np.array(sorted(rng.sample(range(model.n_tables), rng.randint(0, model.n_tables))), dtype=np.int64)
    reduced = ReducedRoom(counted, kept)
    for _ in range(20):
        tables = np.array([rng.randrange(model.n_tables) for _ in range(model.n_persons)], dtype=np.int64)
        smaller = penalty_of(reduced.model, reduced.reduce_tables(tables))
        whole = penalty_of(counted, tables)
        assert smaller.unmet <= whole.unmet, seed
        assert smaller.penalty <= whole.penalty, seed


def test_whoever_stays_at_one_of_the_merged_tables_has_not_moved() -> None:
    people = room(["ana", "ben", "cam"], ["north", "south", "west"])
    model = build_model(people, [requirement("apart", people=["ana", "ben"], must=True)])
    counted = 1 - np.eye(3, dtype=np.int64)[: model.n_persons]  # each sat at another table, and any other is a move
    reduced = ReducedRoom(model, np.array([0], dtype=np.int64)).reduce_counts(counted)
    assert reduced.tolist() == [[0, 1], [1, 0], [1, 0]]


def test_cheap_changes_are_worth_what_they_say() -> None:
    """Each saves what it says, breaks no must, concerns one or two, and nobody is in two of them."""
    told = 0
    for case in range(200):
        people, asked, seats = random_repair(Random(case))
        model = build_model(people, asked)
        tables = former_of(model, seats).start(model)
        value = penalty_of(model, tables)
        if value.unmet:
            continue
        changes = cheap_changes(model, tables, 5)
        concerned = [person for change in changes for person in change.persons]
        assert len(concerned) == len(set(concerned)), case
        for change in changes:
            told += 1
            assert penalty_of(model, change.tables) == Value(0, value.penalty - change.saved), case
            assert sorted(np.flatnonzero(change.tables != tables).tolist()) == sorted(change.persons), case
    assert told >= 10


def test_another_mover_is_never_worse() -> None:
    """Sending movers home and others instead adds no move and makes nothing worse; sometimes it helps."""
    better = 0
    for case in range(80):
        rng = Random(case)
        people, asked, seats = random_repair(rng)
        model = build_model(people, asked)
        baseline = former_of(model, seats)
        tables = baseline.start(model).copy()
        tables[rng.randrange(model.n_persons)] = rng.randrange(model.n_tables)
        after = refine(model, baseline, tables)
        assert baseline.moves(after) <= baseline.moves(tables), case
        assert penalty_of(model, after) <= penalty_of(model, tables), case
        better += penalty_of(model, after) < penalty_of(model, tables)
    assert better >= 10


def test_a_limit_on_moves_counts_the_whole_room() -> None:
    """Who sits at a table that is not free counts as moved or not; one more move is then impossible."""
    people = room(["ana", "ben", "cam", "dee"], ["north", "south", "west"])
    model = build_model(people, [requirement("apart", people=["ana", "ben"], must=True)])
    baseline = former_of(model, {"ana": "north", "ben": "north", "cam": "south", "dee": "west"})
    tables = np.array([0, 0, 2, 2], dtype=np.int64)  # Cam has moved already, and stays at a table that is not free
    free = np.array([0, 1], dtype=np.int64)
    question = Solve(Aim.PENALTY, tables, 0, 1.0, free=free)
    one = solve(model, Solve(Aim.PENALTY, tables, 0, 1.0, free=free, moves=Moves(baseline.counted, 1)))
    two = solve(model, Solve(Aim.PENALTY, tables, 0, 1.0, free=free, moves=Moves(baseline.counted, 2)))
    assert solve(model, question).status is SolveStatus.PROVEN
    assert one.status is SolveStatus.NONE
    assert two.status is SolveStatus.PROVEN


def test_who_is_lost_is_made_up_for_in_a_large_room(child: Child) -> None:
    """A table of twenty without its only doer gets one from the table that has two, and one move is proven fewest."""
    doers = {*range(0, 200, 10), 25} - {10}
    roles = {f"p{n:03}": "doer" if n in doers else "designee" for n in range(200)}
    people = room(
        [{"id": person, "representative_type": role} for person, role in roles.items()],
        [{"id": f"t{t}", "seats": "8-11"} for t in range(20)],
    )
    model = build_model(people, [requirement("role_mix", at_least={"doer": 1}, must=True), requirement("size")])
    baseline = former_of(model, {person: f"t{int(person[1:]) // 10}" for person in roles})
    found = find_min_moves(model, baseline, child, seed=0, work=7.0)
    assert found.tables is not None
    assert (baseline.moves(found.tables), found.bound) == (1, 1)
    assert penalty_of(model, found.tables).unmet == 0
    movers = [model.person_ids[i] for i in np.flatnonzero(found.tables != baseline.tables)]
    assert movers in (["p020"], ["p025"])
