"""The search over several rounds from the parent's side: a child does it, and the best seatings are kept."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

import numpy as np

from seating.engines.budget import Budget
from seating.engines.child import Child, OutOfTimeError
from seating.engines.messages import Engine, Found
from seating.engines.multi_round.rounds import AnnealRounds, Rounds, most_chains, worth
from seating.model import Value
from seating.plan import IntArray

__all__ = ["RoundsSearch"]

WORK_A_PAIR = 0.0025
"""Work units for each two people of a round who may swap, up to which a search goes on: some five coolings."""

READY = 0.5
"""Share of the time left after which a child that has not answered yet is not waited for."""

SECONDS = 2.0
"""Seconds for such a unit where the clock counts."""


class RoundsSearch:
    """Seatings of several rounds that get better, by turns of annealing.

    Attributes
    ----------
    tables : int array, shape (sitters,)
        The best seating so far.
    value : Value
    """

    def __init__(self) -> None:
        self._child = Child(engine=Engine.AHEAD)
        self._turn = 0
        self._is_ready = self._is_late = False

    def __enter__(self) -> Self:
        self._child.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._child.stop(at_once=kind is not None)

    def anneal(
        self,
        rounds: Rounds,
        tables: IntArray,
        budget: Budget,
        share: float,
        seed: int,
        enough: Value,
        tell: Callable[[IntArray, Value], None],
    ) -> None:
        """Search with a share of the work left, beginning with a seating of all sitters.

        `tell` hears of every better one as soon as it is found; which ones come before the last is a matter of
        the clock only where the end is. It ends early at `enough`.

        Where the child is not ready by `READY` of the time that is left, since it has to compile first, nothing comes
        of it, and it is not asked again.

        Raises
        ------
        ChildDiedError
        """
        if self._is_late:
            return
        self._turn += 1
        most = WORK_A_PAIR * float((np.diff(rounds.stack.people_from) ** 2).sum())
        seconds = None if budget.seconds is None else min(budget.seconds * min(1.0, share), most * SECONDS)
        work, jobs = min(most, budget.work(share)), min(budget.jobs, most_chains(rounds))
        question = AnnealRounds(tables, seed + self._turn, work, jobs, enough, seconds, rounds=rounds)
        self._child.load(rounds.stack.model)

        def hear(found: Found) -> None:
            self._is_ready = True
            if found.tables is not None:
                tell(found.tables, worth(rounds, found.tables))

        try:
            answer = self._child.ask(question, self._until(budget, seconds), hear)
        except OutOfTimeError:
            self._is_late = True
            return
        budget.spend(answer.work / jobs)
        if answer.tables is not None:
            tell(answer.tables, worth(rounds, answer.tables))

    def _until(self, budget: Budget, seconds: float | None) -> float | None:
        """Return the moment up to which an answer is waited for."""
        if budget.seconds is None or seconds is None or budget.deadline is None or self._is_ready:
            return budget.deadline
        return min(budget.deadline, time.monotonic() + max(seconds, READY * budget.seconds))
