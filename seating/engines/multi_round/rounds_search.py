"""The search over several rounds as the parent process runs it: a worker anneals, and the caller gets the seatings."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Self

import numpy as np

from seating.engines.budget import Budget
from seating.engines.child import Child
from seating.engines.messages import Engine, Found
from seating.engines.multi_round.joined_rounds import AnnealRounds, Rounds, most_chains, value_of_rounds
from seating.engines.worker import OutOfTimeError
from seating.interrupts import StopSignal
from seating.model import Value
from seating.room.plan import IntArray

WORK_A_PAIR = 0.0025
"""Maximum number of work units for each pair of people of one round: about five coolings."""


class RoundsSearch:
    """Runs annealing over several rounds in a worker process, in one or more turns.

    Parameters
    ----------
    stop_signal : StopSignal, optional
        Ends the search as Ctrl-C does.
    """

    def __init__(self, stop_signal: StopSignal | None = None) -> None:
        self._worker = Child(engine=Engine.MULTI_ROUND, stop_signal=stop_signal)
        self._turn = 0

    def __enter__(self) -> Self:
        self._worker.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._worker.stop()

    def anneal(
        self,
        rounds: Rounds,
        tables: IntArray,
        budget: Budget,
        share: float,
        seed: int,
        enough: Value,
        on_seating: Callable[[IntArray, Value], None],
    ) -> None:
        """Search with a share of the work left, beginning with a seating of all sitters.

        Parameters
        ----------
        rounds : Rounds
        tables : int array, shape (sitters,)
            The seating to begin with.
        budget : Budget
            The remaining budget; the work done is subtracted from it.
        share : float
            Share of the budget that this turn may spend.
        seed : int
        enough : Value
            The search ends early at a seating of this value or better.
        on_seating : callable
            Called with every better seating and its value as soon as it is found.

        Raises
        ------
        WorkerDiedError
        """
        if budget.seconds == 0.0:
            return
        self._turn += 1
        most = WORK_A_PAIR * float((np.diff(rounds.stack.people_from) ** 2).sum())
        work, jobs = min(most, budget.work(share)), min(budget.jobs, most_chains(rounds))
        question = AnnealRounds(tables, seed + self._turn, work, jobs, enough, rounds=rounds)
        self._worker.load(rounds.stack.model)

        def on_progress(found: Found) -> None:
            if found.tables is not None:
                on_seating(found.tables, value_of_rounds(rounds, found.tables))

        try:
            answer = self._worker.ask(question, budget.deadline, on_progress)
        except OutOfTimeError:
            return
        budget.spend(answer.work / jobs)
        if answer.tables is not None:
            on_seating(answer.tables, value_of_rounds(rounds, answer.tables))
