"""Bounds from columns: never above the best of all seatings, told as they grow, the same each time."""

from __future__ import annotations

import time
from dataclasses import replace
from random import Random
from typing import Any

import numpy as np
import pytest

from seating.engines.budget import Budget, Effort
from seating.engines.column_generation import bound, is_suitable, pricing
from seating.engines.column_generation.exact_pricing import PricingResult
from seating.engines.column_generation.pricing import SCALE, PricedColumns, PricingProblem
from seating.engines.column_generation.run import _Run
from seating.engines.column_generation.table_costs import priceable_model, sized_table_classes
from seating.engines.messages import BoundByColumns, BoundByPairs, Found, SolveStatus
from seating.model import penalty_of
from tests.engines.column_generation.drawn import min_penalty, some_seating, suited
from tests.engines.rooms import big_model
from tests.examples import seeded


def hold_against_every_seating(cases: range, kind: type[BoundByColumns] = BoundByColumns) -> tuple[int, int]:
    """Bound each case at several limits; return how many had a best seating, and how often it was reached."""
    seen, reached = 0, 0
    for case in cases:
        rng = Random(case)
        model = suited(rng, real=case % 2 == 0)
        best = min_penalty(model)
        for work in (0.0, 0.001, 0.01, 0.1, 2.0):
            told: list[Found] = []
            question = kind(some_seating(rng, model), case, work)
            answer = bound(model, question, told.append)
            bounds = [found.bound for found in told if found.bound is not None]
            assert bounds == sorted(set(bounds)), case
            assert answer.bound == (bounds[-1] if bounds else None), case
            if best is None:
                continue
            assert answer.status is not SolveStatus.NONE, case
            assert answer.bound is None or answer.bound <= best, (case, work)
            assert answer.tables is None or penalty_of(model, answer.tables) < penalty_of(model, question.tables), case
        seen += best is not None
        reached += best is not None and answer.bound == best
    return seen, reached


@pytest.mark.room
def test_never_above_the_best_of_all_seatings() -> None:
    """Whatever the work and whatever the seating it starts from; mostly it is the best itself."""
    seen, reached = hold_against_every_seating(range(12))
    assert seen >= 4
    assert reached >= seen // 2


@pytest.mark.night
@pytest.mark.parametrize("kind", [BoundByColumns, BoundByPairs])
@seeded(20)
def test_never_above_the_best_of_all_seatings_in_other_rooms(kind: type[BoundByColumns], seed: int) -> None:
    hold_against_every_seating(range(seed, seed + 1), kind)


@seeded(5, "case")
def test_any_duals_give_a_bound(case: int) -> None:
    """The Lagrangian value of duals drawn at random is not above the least penalty."""
    rng = Random(case)
    model = suited(rng, real=case % 2 == 0)
    best = min_penalty(model)
    for _ in range(5):
        duals = np.array([rng.randint(-5, 9) * SCALE + rng.randint(0, SCALE) for _ in range(model.n_people)])
        value = int(duals.sum())
        for class_number, each in enumerate(sized_table_classes(priceable_model(model))):
            found = PricingProblem(priceable_model(model), class_number, each).prove_minimum(
                duals, [], Budget(Effort(work=100.0)), 1.0
            )
            if found.value is None:
                assert best is None
                return
            value += len(each.tables) * found.value
        assert best is None or -(-value // SCALE) <= best


def test_the_same_each_time() -> None:
    model = big_model(24, 4)
    tables = np.arange(24, dtype=np.int64) % 4
    runs = []
    for _ in range(2):
        told: list[Found] = []
        answer = bound(model, BoundByColumns(tables, 7, 3.0), told.append)
        runs.append(([found.bound for found in told], answer.status, answer.bound, answer.work))
    assert runs[0] == runs[1]
    assert runs[0][2] is not None


def test_a_bound_at_the_penalty_known_proves_it() -> None:
    """It says so exactly when they meet: for the best seating, and for a bad one, from which a dive finds the best."""
    model = big_model(8, 2)
    seatings = sorted((np.array(seats) for seats in _halves(8)), key=lambda seats: penalty_of(model, seats).penalty)
    least = penalty_of(model, seatings[0]).penalty
    second = next(seats for seats in seatings if penalty_of(model, seats).penalty > least)
    words = []
    for tables in (seatings[0], second, seatings[-1]):
        answer = bound(model, BoundByColumns(tables, 0, 20.0), lambda found: None)
        assert answer.bound is not None
        assert answer.bound <= least
        known = penalty_of(model, tables if answer.tables is None else answer.tables).penalty
        assert (answer.status is SolveStatus.PROVEN) == (answer.bound == known)
        words.append(answer.status)
    assert words == [SolveStatus.PROVEN, SolveStatus.FOUND, SolveStatus.PROVEN]


def _halves(n: int) -> list[list[int]]:
    return [[bits >> i & 1 for i in range(n)] for bits in range(2**n) if bits.bit_count() == n // 2]


def test_seconds_bind() -> None:
    """Without any seconds there is no bound, however much work is allowed."""
    model = big_model(24, 4)
    answer = bound(model, BoundByColumns(np.arange(24) % 4, 0, 1e6, 0.0), lambda found: None)
    assert (answer.status, answer.bound) == (SolveStatus.UNDECIDED, None)


def test_nothing_is_proven_where_columns_cannot_raise_a_known_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """A seating is still looked for."""
    model = big_model(24, 4)
    tables = np.arange(24, dtype=np.int64) % 4
    whole = bound(model, BoundByColumns(tables, 7, 3.0), lambda found: None)
    assert whole.bound is not None
    proofs: list[float] = []
    prove = PricingProblem.prove_minimum

    def counted(problem: PricingProblem, *question: Any) -> PricedColumns:
        proofs.append(question[3])
        return prove(problem, *question)

    monkeypatch.setattr(PricingProblem, "prove_minimum", counted)
    again = bound(model, BoundByColumns(tables, 7, 3.0, bound=whole.bound), lambda found: None)
    assert (again.bound, proofs) == (None, [])
    assert again.tables is not None
    assert penalty_of(model, again.tables) < penalty_of(model, tables)
    less = bound(model, BoundByColumns(tables, 7, 3.0, bound=whole.bound - 1), lambda found: None)
    assert proofs
    assert less.bound == whole.bound


def test_a_time_limit_does_not_choose_another_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Which proofs come, and how much work each may take, does not depend on the seconds left."""
    model = big_model(24, 4)
    question = BoundByColumns(np.arange(24) % 4, 0, 1e6, 1e6)
    runs = [_Run(model, replace(question, seconds=seconds), lambda found: None) for seconds in (1e6, None)]
    runs[0].budget.deadline = time.monotonic() + 100.0  # nearly all of the time is over
    assert [run._is_due() for run in runs] == [False, False]
    given: list[tuple[float, bool]] = []

    def solve(*question: Any) -> PricingResult:
        given.append((question[4], question[5] is None or question[5] > 99.0))
        return PricingResult(None, (), 0.0)

    monkeypatch.setattr(pricing, "solve_pricing", solve)
    for run in runs:
        run.classes[0].prove_minimum(np.zeros(24, dtype=np.int64), [], run.budget, 0.1)
    assert given[0] == given[1]


@pytest.mark.room
def test_a_bound_is_proven_before_the_work_ends() -> None:
    """However early that is, the last share of the work goes into a bound."""
    model = big_model(60, 6)
    bounds = [bound(model, BoundByColumns(np.arange(60) % 6, 0, work), lambda found: None).bound for work in (1, 2)]
    assert None not in bounds


def test_whom_it_suits() -> None:
    """Rooms with few sizes, none large; no size at all suits nobody."""
    model = big_model(24, 4)
    assert is_suitable(model)
    assert not is_suitable(model.with_requirements([r for r in model.requirement_ids if r != "size"]))
    assert not is_suitable(model.with_requirements(["size"]))
    assert not is_suitable(big_model(120, 2))
    assert not is_suitable(big_model(800, 100))
