"""The parts of a repair: what counts as a move, where a must is broken, and what a failing worker leaves."""

from __future__ import annotations

import time
from random import Random
from typing import Any

import numpy as np
import pytest

from seating.engines.local_search.incremental import IncrementalCosts
from seating.engines.messages import NOTHING, Answer, SolveStatus
from seating.engines.repair import Baseline, find_min_moves, min_moves, min_penalty, reduce_penalty
from seating.engines.repair.baseline import MOVES, seat_unseated
from seating.engines.repair.min_moves import tables_with_broken_musts
from seating.engines.worker import OutOfTimeError, WorkerDiedError
from seating.model import Model, penalty_of
from seating.room.plan import IntArray
from tests.engines.children import Here, Scripted
from tests.engines.drawn import with_ties
from tests.engines.every import Every, every, random_seating, small_room
from tests.engines.repairs import baseline_of


def former(rng: Random, model: Model, newcomers: float = 0.15) -> Baseline:
    """Return where most persons sat before; the others are new."""
    tables = random_seating(rng, model)
    tables[[rng.random() < newcomers for _ in tables]] = -1
    return baseline_of(tables, model.n_tables)


def moves_of(baseline: Baseline, whole: Every) -> IntArray:
    """Return the number of moves of each seating, person by person."""
    had_seat = baseline.tables >= 0
    return (whole.seatings[:, had_seat] != baseline.tables[had_seat]).sum(axis=1)


def repairs(seed: int, number: int, must: float = 0.4, tied: bool = False) -> list[tuple[Model, Baseline, Every]]:
    rng = Random(seed)
    models = [small_room(rng, must=must) for _ in range(number)]
    models = [with_ties(rng, model) if tied else model for model in models]
    return [(model, former(rng, model), every(model)) for model in models]


@pytest.mark.parametrize("tied", [False, True], ids=["persons", "units"])
@pytest.mark.parametrize("small", [0, 10**6], ids=["from few tables", "at once"])
def test_the_fewest_moves_of_small_rooms_are_those_of_every_seating(
    monkeypatch: pytest.MonkeyPatch, small: int, tied: bool
) -> None:
    """What is called the fewest is; and it is denied that the musts can be met only where no seating meets them."""
    monkeypatch.setattr(min_moves, "REPAIR_WHOLE", small)
    proven = impossible = 0
    for model, baseline, whole in repairs(1, 20, 0.3 if tied else 0.4, tied):
        met = whole.meeting
        found = find_min_moves(model, baseline, Here(), 0, 7.0)
        assert not (found.is_impossible and len(met.seatings))
        if not len(met.seatings):
            assert found.tables is None
            impossible += found.is_impossible
            continue
        fewest = int(moves_of(baseline, met).min())
        assert found.bound <= fewest
        assert found.tables is not None
        assert penalty_of(model, found.tables).unmet == 0
        assert baseline.moves(found.tables) >= fewest
        if small:
            assert baseline.moves(found.tables) == found.bound == fewest
        proven += baseline.moves(found.tables) == found.bound
    assert proven > 6
    assert impossible > 3


@pytest.mark.parametrize("reply", [WorkerDiedError("signal 9"), OutOfTimeError(), NOTHING])
def test_a_worker_that_fails_proves_nothing(reply: Any) -> None:
    """A seating is found only by luck then, and its moves are no fewer than the truth."""
    for model, baseline, whole in repairs(2, 12):
        found = find_min_moves(model, baseline, Scripted(*[reply] * 20), 0, 7.0)
        met = whole.meeting
        if found.tables is None:
            continue
        fewest = int(moves_of(baseline, met).min())
        assert penalty_of(model, found.tables).unmet == 0
        assert found.bound <= fewest <= baseline.moves(found.tables)


def test_a_bound_that_the_second_run_refutes_is_dropped() -> None:
    """A solver claims two moves where one is enough; the second run finds a seating with fewer."""
    dropped = 0
    for model, baseline, whole in repairs(3, 30):
        met = whole.meeting
        if not len(met.seatings) or min_moves.value_bound(model).unmet:
            continue
        moves = moves_of(baseline, met)
        if penalty_of(model, baseline.start(model)).unmet and moves.max() > moves.min():
            worse, best = met.seatings[int(moves.argmax())], met.seatings[int(moves.argmin())]
            claim = int(moves.max())
            wrong = Answer(SolveStatus.PROVEN, worse, claim, claim, 0.1)
            refuted = Answer(SolveStatus.PROVEN, best, None, None, 0.1)
            found = find_min_moves(model, baseline, Scripted(wrong, refuted), 0, 0.11)
            assert found.bound == 0
            confirmed = find_min_moves(model, baseline, Scripted(wrong, NOTHING), 0, 0.11)
            assert confirmed.bound == claim
            dropped += 1
    assert dropped > 3


def test_no_question_is_asked_without_work_or_time() -> None:
    for model, baseline, _ in repairs(4, 6):
        for limits in ((0.0, None), (5.0, time.monotonic() - 1.0)):
            child = Here()
            find_min_moves(model, baseline, child, 0, *limits)
            assert child.asked == []


@pytest.mark.parametrize("small", [0, 10**6], ids=["a few tables at a time", "at once"])
@pytest.mark.parametrize("more", [0, 1, 3])
@pytest.mark.parametrize("tied", [False, True], ids=["persons", "units"])
def test_a_penalty_is_reduced_within_the_moves_that_are_allowed(
    monkeypatch: pytest.MonkeyPatch, small: int, more: int, tied: bool
) -> None:
    """The penalty never rises, no must is broken, and at once the least of all such seatings is found."""
    monkeypatch.setattr(min_penalty, "REPAIR_WHOLE", small)
    lower = 0
    for model, baseline, whole in repairs(5, 14, 0.2, tied):
        met = whole.meeting
        if not len(met.seatings):
            continue
        moves = moves_of(baseline, met)
        begun = met.seatings[int(moves.argmin())]
        most = int(moves.min()) + more
        after = reduce_penalty(model, baseline, begun, most, Here(), 0, 3.0)
        assert baseline.moves(after) <= most
        assert penalty_of(model, after) <= penalty_of(model, begun)
        if small:
            assert penalty_of(model, after) == met.of(moves <= most).best
        lower += penalty_of(model, after) < penalty_of(model, begun)
    assert lower > 2


@pytest.mark.parametrize("reply", [WorkerDiedError("signal 9"), OutOfTimeError(), NOTHING])
def test_reducing_with_a_worker_that_fails_makes_nothing_worse(reply: Any) -> None:
    for model, baseline, whole in repairs(6, 8, must=0.2):
        met = whole.meeting
        if len(met.seatings):
            begun = met.seatings[0]
            most = baseline.moves(begun)
            after = reduce_penalty(model, baseline, begun, most, Scripted(*[reply] * 40), 0, 3.0)
            assert baseline.moves(after) <= most
            assert penalty_of(model, after) <= penalty_of(model, begun)


def test_tables_with_broken_musts_are_those_where_a_must_would_be_met_without_them() -> None:
    """Each must that is broken is broken at one of them at least; with no must broken there are none."""
    rng, some = Random(7), 0
    for _ in range(60):
        model = small_room(rng, ("constant", "presence", "place", "shared", "spread"), must=0.5)
        tables = random_seating(rng, model)
        found = tables_with_broken_musts(model, tables)
        unmet = penalty_of(model, tables).unmet
        assert (len(found) > 0) == (unmet > 0)
        assert list(found) == sorted(set(found.tolist()))
        some += 0 < len(found) < model.n_tables
    assert some > 8


def test_newcomers_and_those_without_a_table_never_count_as_moved() -> None:
    rng = Random(8)
    for model, baseline, whole in repairs(8, 10):
        moves = moves_of(baseline, whole)
        for number in rng.sample(range(len(whole.seatings)), 30):
            tables = whole.seatings[number]
            assert baseline.moves(tables) == moves[number]
            counted = baseline.counting_moves(model)
            assert penalty_of(counted, tables) == (int(whole.unmet[number]), int(moves[number]))
            priced = baseline.pricing_moves(model, 7)
            assert penalty_of(priced, tables).penalty == whole.penalty[number] + 7 * moves[number]
        assert MOVES in priced.requirement_ids
        assert not set(MOVES.split()) <= set(model.requirement_ids)


def test_whoever_has_a_seat_keeps_it_while_newcomers_are_seated() -> None:
    """A single newcomer sits where that costs least; a complete seating is left alone."""
    rng, single = Random(9), 0
    for _ in range(60):
        model = small_room(rng)
        tables = random_seating(rng, model)
        assert seat_unseated(model, tables) is tables
        absent = rng.sample(range(model.n_persons), rng.randint(1, 3))
        left = tables.copy()
        left[absent] = -1
        found = seat_unseated(model, left)
        assert np.array_equal(np.delete(found, absent), np.delete(tables, absent))
        assert ((found >= 0) & (found < model.n_tables)).all()
        if len(absent) == 1:
            others = [found.copy() for _ in range(model.n_tables)]
            for table, other in enumerate(others):
                other[absent[0]] = table
            assert penalty_of(model, found) == min(penalty_of(model, other) for other in others)
            single += 1
    assert single > 10


def test_harm_is_what_a_move_by_itself_breaks() -> None:
    """Leaving helps or harms the table left; joining breaks a must there, or does not."""
    rng, harmful = Random(10), 0
    for _ in range(25):
        model = small_room(rng, ("constant", "presence", "sum"), must=1.0)
        model.may_be_empty[:] = False
        tables = random_seating(rng, model)
        harm = min_moves._find_must_breaks(IncrementalCosts.of(model, tables))
        for person in range(model.n_persons):
            here = int(tables[person])
            costs = []
            for table in range(model.n_tables):
                moved = tables.copy()
                moved[person] = table
                costs.append(penalty_of(model, moved).unmet)
            assert not harm.joining[person, here]
            if harm.joining[person].any():
                harmful += 1
            for table in range(model.n_tables):
                if table != here and costs[table] > costs[here] and not harm.leaving[person]:
                    assert harm.joining[person, table]
    assert harmful > 10
