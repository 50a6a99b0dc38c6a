"""The parent's side of planning several rounds: what a turn may spend, what it reports, and when it gives up."""

from __future__ import annotations

import itertools
import time
from random import Random
from typing import Any

import numpy as np
import pytest

from seating.engines.budget import Budget, Effort
from seating.engines.local_search.incremental import MUST_PRICE
from seating.engines.messages import NOTHING, Answer, Found, SolveStatus
from seating.engines.multi_round.joined_rounds import (
    MOST_ROUNDS,
    AnnealRounds,
    Rounds,
    company_bound,
    is_searchable,
    rounds_of,
    stack_rounds,
    value_of_rounds,
)
from seating.engines.multi_round.rounds_search import WORK_A_PAIR, RoundsSearch
from seating.engines.worker import OutOfTimeError, WorkerDiedError
from seating.model import Model, Value
from seating.room.plan import IntArray
from seating.terms import CompanyTerm
from tests.engines.children import Here, Scripted
from tests.engines.drawn import random_model
from tests.engines.every import every, random_seating


def small_rounds(rng: Random, number: int = 2) -> tuple[list[Model], Rounds]:
    """Return a few tiny rounds in which meeting again costs something, at times as a must."""
    models = [random_model(rng, ("constant", "place", "shared"), 0.2, (2, 4), (2, 2)) for _ in range(number)]
    repeats = np.array([[max(0, met.bit_count() - 1) for met in range(2**number)]])
    return models, rounds_of(models, [(rng.choice([1, 3, MUST_PRICE]), CompanyTerm({}, repeats))])


def best_of_rounds(models: list[Model], rounds: Rounds) -> Value:
    """Return the least value of any plan of all rounds, by trying them all."""
    grids = [every(model).seatings for model in models]
    return min(value_of_rounds(rounds, rounds.stack.joined(plan)) for plan in itertools.product(*grids))


def begun(rng: Random, models: list[Model], rounds: Rounds) -> IntArray:
    return rounds.stack.joined([random_seating(rng, model) for model in models])


class Told:
    """Remembers the seatings that were told, and their values."""

    def __init__(self, rounds: Rounds) -> None:
        self.rounds, self.values = rounds, list[Value]()

    def __call__(self, tables: IntArray, value: Value) -> None:
        assert value == value_of_rounds(self.rounds, tables)
        self.values.append(value)


def search(child: Here) -> RoundsSearch:
    found = RoundsSearch()
    found._worker = child
    return found


def turn(run: RoundsSearch, rounds: Rounds, tables: IntArray, budget: Budget, share: float = 0.5, **more: Any) -> Told:
    told = Told(rounds)
    run.anneal(rounds, tables, budget, share, more.get("seed", 3), more.get("enough", Value(0, 0)), told)
    return told


@pytest.mark.room
def test_small_rounds_are_planned_to_their_best() -> None:
    """No plan is better than the best of all, and no bound by arithmetic is above it."""
    rng, best_found, bounded = Random(1), 0, 0
    for _ in range(12):
        models, rounds = small_rounds(rng)
        best = best_of_rounds(models, rounds)
        told = turn(search(Here()), rounds, begun(rng, models, rounds), Budget(Effort(work=0.2)))
        assert all(value >= best for value in told.values)
        best_found += bool(told.values) and min(told.values) == best
        assert best.unmet or company_bound(rounds) <= best.penalty
        bounded += company_bound(rounds) > 0
    assert best_found >= 10


def test_a_turn_spends_its_share_and_no_more_than_the_rounds_need() -> None:
    """The most work grows with the pairs of people of each round; what was done is taken from the budget."""
    rng = Random(2)
    for jobs, share in ((1, 0.5), (3, 1.0)):
        models, rounds = small_rounds(rng)
        most = WORK_A_PAIR * sum(model.n_people**2 for model in models)
        child = Scripted(Answer(SolveStatus.FOUND, None, None, None, 0.6), NOTHING)
        run, budget = search(child), Budget(Effort(work=most * 1.5, jobs=jobs))
        tables = begun(rng, models, rounds)
        turn(run, rounds, tables, budget, share)
        assert budget.spent == pytest.approx(0.6 / jobs)
        turn(run, rounds, tables, budget, 0.0)
        first, second = child.asked
        assert isinstance(first, AnnealRounds)
        assert first.work == pytest.approx(min(most, most * 1.5 * share))
        assert (first.chains, second.work) == (jobs, 0.0)
        assert (first.seed, second.seed) == (4, 5)  # every turn draws other numbers
        assert child.model is rounds.stack.model


def test_a_time_limit_leaves_the_work_of_a_turn_as_it_is() -> None:
    models, rounds = small_rounds(Random(3))
    child = Scripted(NOTHING, NOTHING)
    run, tables = search(child), begun(Random(3), models, rounds)
    turn(run, rounds, tables, Budget(Effort(work=0.01, deadline=time.monotonic() + 0.05)), 0.5)
    turn(run, rounds, tables, Budget(Effort(work=0.01)), 0.5)
    limited, unlimited = child.asked
    assert limited.work == unlimited.work


def test_every_better_seating_is_told_and_the_answer_last() -> None:
    models, rounds = small_rounds(Random(4))
    tables = [begun(Random(seed), models, rounds) for seed in range(3)]
    reply = [Found(tables[0], None), Found(None, None), Found(tables[1], None)]
    child = Scripted([*reply, Answer(SolveStatus.FOUND, tables[2], None, None, 0.1)], [*reply, NOTHING])
    run = search(child)
    values = [value_of_rounds(rounds, each) for each in tables]
    assert turn(run, rounds, tables[0], Budget(Effort(work=1.0))).values == values
    assert turn(run, rounds, tables[0], Budget(Effort(work=1.0))).values == values[:2]


def test_a_worker_that_is_late_spends_nothing() -> None:
    models, rounds = small_rounds(Random(5))
    tables = begun(Random(5), models, rounds)
    run, budget = search(Scripted([Found(tables, None), OutOfTimeError()])), Budget(Effort(work=1.0))
    assert len(turn(run, rounds, tables, budget).values) == 1
    assert budget.spent == 0.0


def test_after_the_deadline_nothing_is_asked() -> None:
    models, rounds = small_rounds(Random(5))
    child = Scripted(NOTHING)
    assert turn(search(child), rounds, begun(Random(5), models, rounds), Budget(Effort(deadline=0.0))).values == []
    assert not child.asked


def test_a_worker_that_dies_is_said_to_the_caller() -> None:
    models, rounds = small_rounds(Random(6))
    run = search(Scripted(WorkerDiedError("signal 9")))
    with pytest.raises(WorkerDiedError):
        turn(run, rounds, begun(Random(6), models, rounds), Budget(Effort(work=1.0)))


def test_rounds_of_any_number_are_joined_and_split_again() -> None:
    """Nobody and no table is lost; staff come after the people of all rounds."""
    rng = Random(7)
    for number in (1, 2, 3, 5):
        models = [random_model(rng) for _ in range(number)]
        held = stack_rounds(models)
        assert held.n_rounds == number
        assert held.model.n_people == sum(model.n_people for model in models)
        assert held.model.n_persons == sum(model.n_persons for model in models)
        assert held.model.n_tables == sum(model.n_tables for model in models)
        assert sorted(np.concatenate(held.sitters).tolist()) == list(range(held.model.n_persons))
        for r, model in enumerate(models):
            assert [held.ids[p] for p in held.person[held.sitters[r]]] == list(model.person_ids)
            assert (held.round_of[held.sitters[r]] == r).all()
        tables = [random_seating(rng, model) for model in models]
        parted = held.parted(held.joined(tables))
        assert all(np.array_equal(one, other) for one, other in zip(tables, parted, strict=True))


def test_one_round_or_very_many_are_not_searched_at_once() -> None:
    model = random_model(Random(8))
    assert not is_searchable([model])
    assert is_searchable([model] * 2)
    assert is_searchable([model] * MOST_ROUNDS)
    assert not is_searchable([model] * (MOST_ROUNDS + 1))


def test_meeting_again_costs_each_kind_of_pair_its_own_price() -> None:
    """Two terms about the same pair add up, and pairs that come to one round only cost nothing."""
    rng = Random(9)
    model = random_model(rng, ("place",), 0.0, (4, 4), (1, 1))
    repeat = np.array([[0, 0, 0, 1], [0, 0, 0, 4]])
    kinds = {("p0", "p1"): 1}
    rounds = rounds_of([model, model], [(2, CompanyTerm(kinds, repeat)), (10, CompanyTerm({}, repeat[:1]))])
    at_once = rounds.stack.joined([np.zeros(model.n_persons, np.int64)] * 2)
    own = value_of_rounds(rounds_of([model, model], []), at_once)
    pairs = 4 * 3 // 2
    expected = 2 * 4 + 2 * (pairs - 1) + 10 * pairs
    assert value_of_rounds(rounds, at_once) == Value(own.unmet, own.penalty + expected)
