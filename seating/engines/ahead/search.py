"""The search over several rounds from the parent's side: a child does it, and the best seatings are kept."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Self

import numpy as np

from seating.engines.ahead.question import AnnealRounds
from seating.engines.ahead.rounds import Rounds, worth
from seating.engines.child import Child, EnoughError, OutOfTimeError
from seating.engines.effort import Budget
from seating.engines.questions import Engine
from seating.engines.replies import Found
from seating.model import Value
from seating.plan import IntArray

__all__ = ["CHAINS", "RoundsSearch"]

CHAINS = 2
"""Chains side by side; a fixed number, so that a run repeats itself on any machine."""

WORK_A_PAIR = 0.0025
"""Work units for each two people of a round who may swap, up to which a search goes on: some five coolings."""

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

    def __enter__(self) -> Self:
        self._child.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._child.stop()

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

        Raises
        ------
        ChildDiedError
        """
        self._turn += 1
        most = WORK_A_PAIR * float((np.diff(rounds.stack.people_from) ** 2).sum())
        seconds = None if budget.seconds is None else min(budget.seconds * min(1.0, share), most * SECONDS)
        question = AnnealRounds(
            tables, seed + self._turn, min(most, budget.work(share)), CHAINS, enough, seconds, rounds=rounds
        )
        self._child.load(rounds.stack.model)

        def hear(found: Found) -> None:
            if found.tables is not None:
                tell(found.tables, worth(rounds, found.tables))

        try:
            answer = self._child.ask(question, budget.deadline, hear)
        except (EnoughError, OutOfTimeError):
            return
        budget.spend(answer.work / CHAINS)
        if answer.tables is not None:
            tell(answer.tables, worth(rounds, answer.tables))
