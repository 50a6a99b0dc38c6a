"""The incumbent takes only what is as good or better, in whatever order it arrives, and never loses a bound."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import numpy as np
import pytest

from seating.engines.background import BackgroundSolver
from seating.engines.incumbent import Incumbent
from seating.model import Model, Value, penalty_of
from seating.model.pair_bound import penalty_bound
from seating.room.plan import Plan
from tests.engines.every import Every, every, random_seating, small_room


class Noting:
    """Remembers every report."""

    def __init__(self) -> None:
        self.reports: list[tuple[Value, int | None]] = []
        self.plans: list[tuple[Plan, Value]] = []

    def progress(self, incumbent: Value, bound: int | None, seconds: float) -> None:
        assert seconds >= 0.0
        self.reports.append((incumbent, bound))

    def found(self, plan: Plan, value: Value) -> None:
        self.plans.append((plan, value))

    def lost(self, reason: str) -> None:
        raise AssertionError(reason)


def incumbent(
    model: Model, solver: BackgroundSolver | None = None, elapsed: Callable[[], float] = lambda: 0.0
) -> tuple[Incumbent, Noting]:
    """Return the incumbent of a search that has just begun, and what it reports to."""
    watch = Noting()
    return Incumbent(model, penalty_bound(model), solver or BackgroundSolver(0), watch, elapsed), watch


def rooms(seed: int, number: int) -> list[tuple[Model, Every]]:
    """Return small rooms in which some seatings meet all musts and some do not."""
    rng, found = Random(seed), list[tuple[Model, Every]]()
    while len(found) < number:
        model = small_room(rng, must=0.3)
        whole = every(model)
        if whole.unmet.min() == 0 < whole.unmet.max() and whole.best.penalty > penalty_bound(model):
            found.append((model, whole))
    return found


def news_about(rng: Random, whole: Every) -> list[np.ndarray | int | None]:
    """Return seatings, valid bounds and blanks; among them an optimal seating and its bound."""
    best = whole.meeting
    optimum = best.seatings[int(best.penalty.argmin())]
    bounds = [rng.randint(0, whole.best.penalty) for _ in range(4)]
    seatings = [whole.seatings[rng.randrange(len(whole.seatings))] for _ in range(6)]
    return [optimum, whole.best.penalty, None, *bounds, *seatings]


def test_the_order_of_arrival_does_not_change_the_best() -> None:
    """After all news in any order, the best seating and the highest bound are known, and nothing got worse."""
    rng = Random(3)
    for model, whole in rooms(1, 8):
        news = news_about(rng, whole)
        for _ in range(6):
            rng.shuffle(news)
            best, watch = incumbent(model)
            for item in news:
                value, bound = best.value, best.bound
                if isinstance(item, np.ndarray):
                    best.accept(item)
                else:
                    best.raise_bound(item)
                    best.accept(None)
                assert best.value <= value
                assert best.bound >= bound
                assert best.value == penalty_of(model, best.tables)
            assert (best.value, best.bound, best.is_optimal) == (whole.best, whole.best.penalty, True)
            assert watch.reports[-1] == (whole.best, whole.best.penalty)


def test_reports_only_ever_get_better_and_none_is_made_twice() -> None:
    rng = Random(4)
    for model, whole in rooms(2, 10):
        best, watch = incumbent(model)
        for item in news_about(rng, whole) * 2:
            if isinstance(item, np.ndarray):
                best.accept(item)
            else:
                best.raise_bound(item)
        values = [value for value, _ in watch.reports]
        bounds = [bound for _, bound in watch.reports if bound is not None]
        assert values == sorted(values, reverse=True)
        assert bounds == sorted(bounds)
        assert len(set(watch.reports)) == len(watch.reports)
        assert all((bound is None) == (value.unmet > 0) for value, bound in watch.reports)


def test_each_better_value_comes_with_its_seating() -> None:
    rng = Random(5)
    for model, whole in rooms(4, 10):
        best, watch = incumbent(model)
        for item in news_about(rng, whole) * 2:
            if isinstance(item, np.ndarray):
                best.accept(item)
            else:
                best.raise_bound(item)
        values = list(dict.fromkeys(value for value, _ in watch.reports))
        assert [value for _, value in watch.plans] == values
        assert all(penalty_of(model, model.tables_of(plan)) == value for plan, value in watch.plans)


def test_no_bound_is_reported_while_a_must_is_unmet() -> None:
    """A bound holds for seatings that meet the musts; it is shown beside the first of them."""
    rng, told = Random(8), 0
    while told < 5:
        model = small_room(rng, must=0.4)
        best, watch = incumbent(model)
        whole = every(model)
        if best.meets_musts or whole.best.unmet or whole.best.penalty < 2:
            continue
        for bound in (whole.best.penalty - 1, whole.best.penalty):
            best.raise_bound(bound)
            assert watch.reports == [(best.value, None)]  # the same news is not told again
        best.accept(whole.meeting.seatings[0])
        assert watch.reports[1:] == [(best.value, whole.best.penalty)]
        told += 1


def test_a_worse_seating_is_refused_and_an_equal_one_is_taken_without_a_report() -> None:
    replaced = 0
    for model, whole in rooms(3, 10):
        best, watch = incumbent(model)
        met = whole.meeting
        at_least = int(met.penalty.min())
        equal = met.seatings[met.penalty == at_least]
        best.accept(equal[0])
        told = len(watch.reports)
        best.accept(whole.seatings[int(whole.unmet.argmax())])
        assert np.array_equal(best.tables, equal[0])
        for other in equal[1:4]:
            best.accept(other)
            assert np.array_equal(best.tables, other)
            replaced += 1
        assert len(watch.reports) == told
    assert replaced > 5


@pytest.mark.room
def test_the_first_seating_of_the_best_value_is_kept_however_many_follow() -> None:
    """A bound ends the search sooner or later; what it ends with does not depend on that."""
    for model, _ in rooms(5, 30):
        rng = Random(model.n_persons)
        best, _ = incumbent(model)
        first, value = best.first, best.value
        for tables in (random_seating(rng, model) for _ in range(40)):
            best.accept(tables)
            if best.value < value:
                first, value = tables, best.value
            assert best.first.tolist() == first.tolist()
            assert penalty_of(model, best.first) == best.value == penalty_of(model, best.tables)


def test_the_first_seating_is_complete() -> None:
    rng = Random(5)
    for _ in range(20):
        model = small_room(rng)
        best, watch = incumbent(model)
        assert best.tables.shape == (model.n_persons,)
        assert ((best.tables >= 0) & (best.tables < model.n_tables)).all()
        assert best.value == penalty_of(model, best.tables)
        assert watch.reports == []


def test_the_bound_of_the_background_solver_counts_at_once() -> None:
    """It rises in another thread, so it is read whenever the bound is needed."""
    for model, whole in rooms(4, 5):
        solver = BackgroundSolver(0)
        best, _ = incumbent(model, solver)
        best.accept(whole.meeting.seatings[int(whole.meeting.penalty.argmin())])
        assert not best.is_optimal
        solver.bound = whole.best.penalty
        assert (best.bound, best.is_optimal) == (whole.best.penalty, True)


def test_the_next_step_is_chosen_by_the_settled_bound() -> None:
    """How far the background solver has come at a given moment differs from run to run, so it must not matter."""
    for model, whole in rooms(4, 5):
        solver = BackgroundSolver(0)
        best, _ = incumbent(model, solver)
        best.accept(whole.meeting.seatings[int(whole.meeting.penalty.argmax())])
        before = best.settled_bound, best.gap, best.is_near, best.is_in_sight
        for bound in range(whole.best.penalty + 1):
            solver.bound = bound
            assert (best.settled_bound, best.gap, best.is_near, best.is_in_sight) == before
        best.raise_bound(solver.bound)
        assert best.settled_bound == best.bound == whole.best.penalty
        assert best.gap == best.value.penalty - whole.best.penalty < before[1]


def test_no_seating_with_an_unmet_must_is_optimal() -> None:
    for model, whole in rooms(5, 5):
        best, _ = incumbent(model)
        unmet = whole.of(whole.unmet > 0)
        best.tables, best.value = unmet.seatings[0], Value(int(unmet.unmet[0]), int(unmet.penalty[0]))
        best.raise_bound(best.value.penalty + 100)
        assert not best.meets_musts
        assert not best.is_optimal


def test_a_refuted_bound_is_given_up_for_what_arithmetic_proves() -> None:
    """A solver's bound was wrong, so no solver's bound is believed any longer."""
    for model, whole in rooms(6, 5):
        solver = BackgroundSolver(0)
        best, _ = incumbent(model, solver)
        best.raise_bound(whole.best.penalty + 3)
        solver.bound = whole.best.penalty + 7
        best.retract_bounds()
        assert best.bound == best.settled_bound == best.trivial_bound == solver.bound == penalty_bound(model)
        best.raise_bound(whole.best.penalty)
        assert best.bound == whole.best.penalty


@pytest.mark.parametrize("what", ["seating", "bound"])
def test_the_time_of_the_last_news_is_that_of_an_improvement(what: str) -> None:
    clock = iter(range(1, 1000))
    ((model, whole),) = rooms(7, 1)
    best, _ = incumbent(model, elapsed=lambda: float(next(clock)))
    best.accept(whole.meeting.seatings[int(whole.meeting.penalty.argmax())])
    seen = best.last_news
    assert seen > 0
    best.accept(whole.seatings[int(whole.unmet.argmax())])
    best.raise_bound(-5)
    assert best.last_news == seen
    if what == "seating":
        best.accept(whole.meeting.seatings[int(whole.meeting.penalty.argmin())])
    else:
        best.raise_bound(whole.best.penalty)
    assert best.last_news > seen


def test_the_gap_decides_what_is_near_and_what_is_in_sight() -> None:
    model = small_room(Random(1))
    best, _ = incumbent(model)
    best.tables, best.trivial_bound = random_seating(Random(1), model), 0
    for penalty, near, in_sight in ((4, True, True), (5, False, True), (10, False, True), (11, False, False)):
        best.value = Value(0, penalty)
        best._proven = 0
        assert (best.gap, best.is_near, best.is_in_sight) == (penalty, near, in_sight)
