"""The recipe: whatever the size it takes a room for, its answer is right, and each engine is asked in its turn."""

from __future__ import annotations

import time
from collections.abc import Callable
from random import Random
from typing import Any

import numpy as np
import pytest

from seating.engines import child, portfolio, strategy
from seating.engines.budget import Effort
from seating.engines.child import ChildDiedError, OutOfTimeError
from seating.engines.local_search.construction import construct
from seating.engines.messages import SILENT, Aim, Answer, Found, Solve
from seating.engines.outcome import Ending, Outcome, Status
from seating.engines.strategy import best_plan
from seating.model import Model, penalty_of
from seating.model.pair_bound import penalty_bound
from seating.model.trivial_bound import value_bound
from tests.engines.children import Here
from tests.engines.drawn import random_convening
from tests.engines.every import Every, every, random_seating, small_room

SIZES = {
    "exact alone": (10**6, 10**6, 10**6, 10**6),
    "exact first": (0, 10**6, 10**6, 10**6),
    "MIP repeated": (0, 0, 10**6, 10**6),
    "bound over classes later": (0, 0, 0, 10**6),
    "too large for a proof": (0, 0, 0, 0),
}
"""The sizes up to which a room counts as such: `EXACT_ALONE`, `EXACT_FIRST`, `QUICK_CLASS_BOUND`, `MIP_REPEATED`."""

LOG: list[tuple[str, Any]] = []


class Noting(Here):
    """Answers in this process, and notes each question in the order in which they come to any worker."""

    def answer(self, question: Any, on_progress: Callable[[Found], None]) -> Answer:
        LOG.append((type(question).__name__, question))
        return super().answer(question, on_progress)


@pytest.fixture(autouse=True)
def workers_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every worker answer in this process."""
    LOG.clear()
    for module in (portfolio, child):
        monkeypatch.setattr(module, "Child", Noting)


@pytest.fixture
def take_for(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Return what makes the strategy take every room for one of that size."""

    def take(size: str) -> None:
        names = ("EXACT_ALONE", "EXACT_FIRST", "QUICK_CLASS_BOUND", "MIP_REPEATED")
        for name, seats in zip(names, SIZES[size], strict=True):
            monkeypatch.setattr(strategy, name, seats)

    return take


def solved(model: Model, effort: Effort | None = None, exact: Here | None = None, **more: Any) -> Outcome:
    return best_plan(model, effort or Effort(work=0.3), 1, SILENT, exact or Noting(), **more)


def hold_against_every_seating(model: Model, whole: Every, found: Outcome) -> None:
    """Whatever is claimed is true; what is not proven is no worse than a seating that is complete."""
    assert found.value == penalty_of(model, found.tables) >= whole.best
    assert found.bound is None or found.bound <= whole.best.penalty
    if found.status is Status.OPTIMAL:
        assert found.value == whole.best
    if found.status is Status.IMPOSSIBLE:
        assert whole.best.unmet > 0
    if found.clash:
        assert every(model.with_requirements(found.clash)).best.unmet > 0


@pytest.mark.parametrize("limit", ["work", "time"])
@pytest.mark.parametrize("size", SIZES)
def test_whatever_size_a_room_is_taken_for_nothing_false_is_claimed(
    take_for: Callable[[str], None], size: str, limit: str
) -> None:
    """Small rooms go every way that large ones go; most are proven on each, and musts are met where they can be."""
    take_for(size)
    rng = Random(size)
    right = possible = 0
    number = 6
    for case in range(number):
        model = random_convening(rng) if case % 3 == 2 else small_room(rng, must=0.25)
        whole = every(model)
        found = solved(model, Effort(work=0.3) if limit == "work" else Effort.until(time.monotonic() + 0.6))
        hold_against_every_seating(model, whole, found)
        right += found.value == whole.best
        possible += whole.best.unmet == 0
        assert whole.best.unmet or found.unmet == 0
    assert right >= number - 1
    assert possible > 0


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
def test_hundred_rooms_of_each_size(take_for: Callable[[str], None], size: str) -> None:
    take_for(size)
    rng = Random(f"slow {size}")
    for _ in range(100):
        model = small_room(rng, must=rng.choice([0.1, 0.3, 0.6]))
        hold_against_every_seating(model, every(model), solved(model))


def drawn_room(is_possible: bool = True, seed: int = 3) -> tuple[Model, Every]:
    """Return a small room about which arithmetic proves nothing."""
    rng = Random(seed)
    while True:
        model = small_room(rng, must=0.3)
        whole = every(model)
        least = value_bound(model)
        constructed = penalty_of(model, construct(model, 1))
        if is_possible and whole.best.unmet == 0 and constructed > whole.best > (0, penalty_bound(model) + 5):
            return model, whole
        if not is_possible and whole.best.unmet > least.unmet == 0:
            return model, whole


def asked() -> list[str]:
    return [name for name, _ in LOG]


def test_a_small_room_is_solved_by_the_exact_engine_and_confirmed_by_it(take_for: Callable[[str], None]) -> None:
    """The second question asks for anything better, without presolve; nobody else is asked."""
    take_for("exact alone")
    model, whole = drawn_room()
    assert solved(model).value == whole.best
    assert asked() == ["Solve", "Solve"]
    assert [question.without_presolve for _, question in LOG] == [False, True]
    assert LOG[1][1].below == whole.best.penalty


def test_in_a_larger_room_annealing_comes_first_and_a_bound_beside_it(take_for: Callable[[str], None]) -> None:
    take_for("MIP repeated")
    solved(drawn_room()[0])
    assert asked()[0] == "Anneal"
    assert "BoundByClasses" in asked()
    assert asked().index("BoundByClasses") > 0


def test_no_mip_is_asked_where_no_proof_is_to_be_expected(take_for: Callable[[str], None]) -> None:
    """In the largest rooms musts that cannot be met are given up for a share of the work."""
    take_for("too large for a proof")
    model, _ = drawn_room(is_possible=False)
    found = solved(model)
    assert found.unmet
    assert not any(isinstance(question, Solve) and question.aim is Aim.BOTH for _, question in LOG)


def test_only_arithmetic_bounds_a_room_of_pairs_under_a_time_limit(take_for: Callable[[str], None]) -> None:
    """Annealing gets the processors; columns and the MIP prove nothing about pairs."""
    take_for("MIP repeated")
    rng = Random(5)
    while True:
        model = small_room(rng, ("shared",), must=0.0)
        pairs = max(len(term.pairs) for _, term in model.terms)
        whole = every(model)
        if 4 * pairs > model.n_people**2 and whole.best.penalty > penalty_bound(model):
            break
    found = solved(model, Effort.until(time.monotonic() + 0.5))
    hold_against_every_seating(model, whole, found)
    assert {"SolveMip", "BoundByColumns"}.isdisjoint(asked())


@pytest.mark.parametrize("size", SIZES)
def test_a_known_seating_is_never_made_worse(take_for: Callable[[str], None], size: str) -> None:
    """Whatever the budget, even none at all: nothing else would find the optimum of this room without work."""
    take_for(size)
    for seed in range(3, 6):
        model, whole = drawn_room(seed=seed)
        best = whole.meeting.seatings[int(whole.meeting.penalty.argmin())]
        assert solved(model, Effort(work=0.0), begun=best).value == whole.best
        begun = whole.seatings[np.lexsort((whole.penalty, whole.unmet))[50]]
        assert solved(model, Effort(work=0.02), begun=begun).value <= penalty_of(model, begun)


@pytest.mark.parametrize("size", SIZES)
def test_where_musts_cannot_all_be_met_the_closest_seating_is_found_and_a_clash_is_named(
    take_for: Callable[[str], None], size: str
) -> None:
    take_for(size)
    model, whole = drawn_room(is_possible=False)
    found = solved(model, Effort(work=0.4))
    hold_against_every_seating(model, whole, found)
    assert (found.status, found.value, found.bound) == (Status.IMPOSSIBLE, whole.best, None)
    if not size.startswith("exact"):  # the exact engine proves it of all musts together
        assert found.clash


@pytest.mark.parametrize("limit", ["work", "time"])
def test_a_budget_of_nothing_still_seats_everybody_and_asks_nobody(limit: str) -> None:
    model, whole = drawn_room()
    found = solved(model, Effort(work=0.0) if limit == "work" else Effort.until(time.monotonic()))
    hold_against_every_seating(model, whole, found)
    assert LOG == []
    assert found.ending is (Ending.DONE if limit == "work" else Ending.TIME)


def test_the_work_that_is_spent_exceeds_the_budget_by_no_more_than_a_question() -> None:
    rng = Random(7)
    for work in (0.05, 0.2, 0.6):
        model = small_room(rng)
        found = solved(model, Effort(work=work))
        assert found.work <= work + 1.0


class Failing(Noting):
    """Fails in one way at every question after the first few."""

    def __init__(self, after: int, how: BaseException) -> None:
        super().__init__()
        self._left, self._how = after, how

    def answer(self, question: Any, on_progress: Callable[[Found], None]) -> Answer:
        self._left -= 1
        if self._left < 0:
            on_progress(Found(random_seating(Random(1), self.model), None))
            raise self._how
        return super().answer(question, on_progress)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("after", [0, 1])
@pytest.mark.parametrize(
    ("how", "endings"),
    [
        (ChildDiedError("signal 9"), {Ending.LOST, Ending.DONE}),
        (OutOfTimeError(), {Ending.TIME, Ending.DONE}),
        (KeyboardInterrupt(), {Ending.INTERRUPTED, Ending.DONE}),
    ],
)
def test_an_exact_engine_that_fails_changes_nothing_but_what_is_said(
    take_for: Callable[[str], None], size: str, after: int, how: BaseException, endings: set[Ending]
) -> None:
    """The seating is complete, its value is right, and no more is claimed than was proven."""
    take_for(size)
    model, whole = drawn_room()
    found = solved(model, Effort(work=0.2), Failing(after, how))
    hold_against_every_seating(model, whole, found)
    assert found.ending in endings
    if size in ("exact alone", "exact first") and after == 0:
        assert found.ending is not Ending.DONE


@pytest.mark.parametrize("size", SIZES)
def test_the_same_seed_gives_the_same_seating(take_for: Callable[[str], None], size: str) -> None:
    take_for(size)
    model, _ = drawn_room(seed=8)
    first, second = (solved(model, Effort(work=0.05)) for _ in range(2))
    assert np.array_equal(first.tables, second.tables)
    assert (first.status, first.bound, first.work) == (second.status, second.bound, second.work)
