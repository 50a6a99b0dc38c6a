"""Penalties are tried from the bound on: few tries, each with its share, and none believed too far."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from seating.engines.local_search.construction import construct
from seating.engines.lower_bound import can_solve, mip, solve_mip
from seating.engines.lower_bound.mathopt import Limits, Solution, Solver, solve_message
from seating.engines.messages import Aim, Answer, Found, Solve, SolveStatus
from seating.model import Model, Value, penalty_of
from tests.engines.drawn import random_model
from tests.engines.every import best_of_all

SECONDS = 600.0

Change = Callable[[int, Solution], Solution]


class Tries:
    """What was asked of the solver about the whole room, and what was told on the way.

    `change` is given the number of the try, from 0, and what the solver says, and returns what it is made to say.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.limits: list[Limits] = []
        self.told: list[Found] = []
        self.change: Change = lambda number, said: said
        monkeypatch.setattr(mip, "solve_message", self._solve_message)

    def _solve_message(self, message: Any, solver: Solver, limits: Limits) -> Solution:
        self.limits.append(limits)
        return self.change(len(self.limits) - 1, solve_message(message, solver, limits))

    def ask(self, model: Model, bound: int = 0, reach: float = math.inf, **keys: Any) -> Answer:
        """Ask about a model, and remember only what belongs to this question."""
        self.limits.clear()
        self.told.clear()
        question = Solve(Aim.PENALTY, construct(model, 0), 0, 30.0, seconds=SECONDS, **keys)
        return solve_mip(model, question, self.told.append, bound, reach)


@pytest.fixture
def tries(monkeypatch: pytest.MonkeyPatch) -> Tries:
    return Tries(monkeypatch)


def drawn(seed: int, number: int) -> Iterator[tuple[Model, Value]]:
    """Yield models whose musts can hold, with what the best of all their seatings is worth."""
    rng = Random(seed)
    for _ in range(number):
        model = random_model(rng)
        best = best_of_all(model)
        if not best.unmet and can_solve(model):
            yield model, best


def test_each_refuted_penalty_raises_the_bound_and_is_told(tries: Tries) -> None:
    refuted = 0
    for model, best in drawn(4, 120):
        answer = tries.ask(model)
        bounds = [found.bound for found in tries.told]
        assert bounds == sorted(set(bounds))
        assert answer.bound == best.penalty == max(bounds, default=best.penalty)
        assert all(SECONDS / 2 < limits.seconds < SECONDS for limits in tries.limits)  # the limit only cuts them off
        refuted += len(bounds) > 1
    assert refuted > 5


def test_a_large_gap_takes_few_tries(tries: Tries) -> None:
    """Where every penalty is a multiple of a thousand, asking for each number in turn would last for ever."""
    most = 0
    for model, best in drawn(5, 60):
        answer = tries.ask(replace(model, weights=1000 * model.weights))
        assert answer.bound == answer.objective == 1000 * best.penalty
        most = max(most, len(tries.limits))
    assert 3 < most < 20


def test_what_is_proven_elsewhere_is_not_tried_again(tries: Tries) -> None:
    for model, best in drawn(4, 60):
        answer = tries.ask(model, bound=best.penalty)
        assert answer.status is SolveStatus.PROVEN
        assert answer.objective == best.penalty
        assert len(tries.limits) <= 1


@pytest.mark.room
def test_a_bound_that_a_seating_refutes_is_taken_back(tries: Tries) -> None:
    """Somebody claims too much: a seating below it is found, and the best of all all the same."""
    refuting = 0
    for model, best in drawn(4, 400):
        answer = tries.ask(model, bound=best.penalty + 1)
        if answer.objective == best.penalty and tries.limits:
            assert answer.bound == best.penalty
            refuting += 1
    assert refuting > 5


def test_a_try_that_comes_to_no_end_leaves_the_question_as_it_was(tries: Tries) -> None:
    lost = 0

    def without_an_end(number: int, said: Solution) -> Solution:
        if number:
            return said
        return replace(said, is_infeasible=False, is_optimal=False, values=None, bound=float("-inf"))

    tries.change = without_an_end
    for model, best in drawn(4, 120):
        answer = tries.ask(model)
        if len(tries.limits) == 2:
            assert answer.bound == answer.objective == best.penalty
            lost += 1
    assert lost > 5


@pytest.mark.room
def test_the_last_penalty_below_a_seating_is_tried_once_with_all_the_work(tries: Tries) -> None:
    tries.change = lambda number, said: replace(said, is_infeasible=False, values=None, bound=float("-inf"))
    tried = 0
    for model, _ in drawn(4, 120):
        start = penalty_of(model, construct(model, 0))
        if start.unmet == 0:
            tries.ask(model, bound=start.penalty - 1)
            assert len(tries.limits) <= 1
            tried += len(tries.limits)
    assert tried > 5


def test_a_bound_is_no_more_than_was_asked_about(tries: Tries) -> None:
    """A solver that finds nothing under a penalty may say any bound; it holds for what is under it only."""
    tries.change = lambda number, said: replace(said, is_infeasible=False, values=None, bound=1e6)
    for model, best in drawn(4, 60):
        answer = tries.ask(model, below=best.penalty)
        assert answer.bound == best.penalty


def test_beyond_its_reach_nothing_is_tried(tries: Tries) -> None:
    """Where the relaxed program proves little, branch and bound would be busy for nothing."""
    tried, left = 0, 0
    for model, best in drawn(5, 120):
        answer = tries.ask(model, bound=min(1, best.penalty), reach=1)
        if tries.limits:
            assert answer.bound == answer.objective == best.penalty
            tried += 1
        elif answer.status is SolveStatus.FOUND:
            assert answer.bound < answer.objective
            left += 1
    assert min(tried, left) > 2
