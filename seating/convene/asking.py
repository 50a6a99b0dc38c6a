"""The questions that explaining asks, put to the engines."""

from __future__ import annotations

import time

from seating.convene.request import Request
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

SHORTEST = 5.0
"""Seconds for the questions that follow the seating, at least, where there is a time limit."""


class Asking:
    """Answers what the best seating of a model is, and which of its musts clash.

    Parameters
    ----------
    child : Child
    request : Request
        Whose seed and time limit hold; the time begins anew.
    questions : int
        How many will be asked, among which the work is shared out.
    """

    def __init__(self, child: Child, request: Request, questions: int) -> None:
        self._child = child
        self._seed = request.seed
        self._work = WORK / questions
        limit = request.time_limit
        self._deadline = None if limit is None else time.monotonic() + max(SHORTEST, limit)

    def best_of(self, model: Model, begun: IntArray) -> Best:
        """Return the best seating of a model: proven in a small room, where the time allows; else the best found."""
        holds = Together(model, self._child, [begun], self._seed, deadline=self._deadline)
        musts = frozenset(identity for identity, must in zip(model.requirement_ids, model.musts, strict=True) if must)
        if holds(musts) is False:
            return Best(None, None, holds.once_more(musts) is False)
        found = holds.nearest
        if model.n_persons * model.n_tables <= PROVABLE:
            effort = Effort(max(LEAST_WORK, self._work), self._deadline)
            outcome = best_plan(model, effort, self._seed, SILENT, self._child)
            if outcome.status is Status.OPTIMAL:
                as_good = penalty_of(model, begun) == outcome.value  # then fewer people move
                return Best(begun if as_good else outcome.tables, outcome.penalty, is_proven=True)
            found = min(found, outcome.tables, key=lambda tables: penalty_of(model, tables))
        tables = nearby(model, found, self._child, self._seed, self._work, self._deadline)
        tables = min(begun, tables, key=lambda tables: penalty_of(model, tables))  # of equals the one with fewer moves
        value = penalty_of(model, tables)
        return Best(None, None, False) if value.unmet else Best(tables, value.penalty, value.penalty == 0)

    def against(self, model: Model) -> tuple[str, ...]:
        """Return the smallest clashing set of a model's musts."""
        holds = Together(model, self._child, [], self._seed, deadline=self._deadline)
        musts = [identity for identity, must in zip(model.requirement_ids, model.musts, strict=True) if must]
        return find_conflict(musts, holds, holds.once_more).requirements
