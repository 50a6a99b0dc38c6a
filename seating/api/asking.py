"""The questions that explaining asks, put to the engines."""

from __future__ import annotations

import time

from seating.api.request import Request
from seating.engines import SILENT, Child, Effort, Together, best_plan
from seating.engines.nearby import nearby
from seating.engines.status import Status
from seating.explain.conflict import find_conflict
from seating.explain.price import Best
from seating.model import Model, penalty_of
from seating.plan import IntArray

__all__ = ["Asking"]

PROVABLE = 800
"""Seats (persons times tables) up to which every other seating is looked for from the start, and mostly proven."""

WORK = 12.0
"""Work units for all questions together; what is not proven by then is the best found."""

LEAST_WORK = 1.0
"""Work units for one question in a small room, at least."""


class Asking:
    """Answers what the best seating of a model is, and which of its musts clash.

    Parameters
    ----------
    child : Child
    request : Request
        Whose seed and time limit hold.
    questions : int
        How many will be asked, among which the work and the time left are shared out.
    """

    def __init__(self, child: Child, request: Request, questions: int) -> None:
        self._child = child
        self._seed = request.seed
        self._work = WORK / questions
        self._left = questions
        self._deadline = request.deadline_from_now()

    def best_of(self, model: Model, begun: IntArray) -> Best:
        """Return the best seating of a model: proven in a small room, where the time allows; else the best found."""
        deadline = self._next_deadline()
        holds = Together(model, self._child, [begun], self._seed, deadline=deadline)
        musts = frozenset(identity for identity, must in zip(model.requirement_ids, model.musts, strict=True) if must)
        if holds(musts) is False:
            return Best(None, None, holds.once_more(musts) is False)
        found = holds.nearest
        if model.n_persons * model.n_tables <= PROVABLE and not _is_over(deadline):
            effort = Effort(max(LEAST_WORK, self._work), deadline)
            outcome = best_plan(model, effort, self._seed, SILENT, self._child)
            if outcome.status is Status.OPTIMAL:
                as_good = penalty_of(model, begun) == outcome.value  # then fewer people move
                return Best(begun if as_good else outcome.tables, outcome.penalty, is_proven=True)
            found = min(found, outcome.tables, key=lambda tables: penalty_of(model, tables))
        tables = nearby(model, found, self._child, self._seed, self._work, deadline)
        tables = min(begun, tables, key=lambda tables: penalty_of(model, tables))  # of equals the one with fewer moves
        value = penalty_of(model, tables)
        return Best(None, None, False) if value.unmet else Best(tables, value.penalty, value.penalty == 0)

    def _next_deadline(self) -> float | None:
        """Return when the next question ends: each gets as much of the time left as those after it."""
        left, self._left = max(1, self._left), self._left - 1
        if self._deadline is None:
            return None
        now = time.monotonic()
        return now + max(0.0, self._deadline - now) / left

    def against(self, model: Model) -> tuple[str, ...]:
        """Return the smallest clashing set of a model's musts."""
        holds = Together(model, self._child, [], self._seed, deadline=self._deadline)
        musts = [identity for identity, must in zip(model.requirement_ids, model.musts, strict=True) if must]
        return find_conflict(musts, holds, holds.once_more).requirements


def _is_over(deadline: float | None) -> bool:
    return deadline is not None and time.monotonic() >= deadline
