"""The search over several rounds as the parent process runs it: a worker anneals, and the caller gets the seatings."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

import numpy as np

from seating.engines.budget import Budget
from seating.engines.child import Child
from seating.engines.messages import SILENT, Engine, Found, StopSignal, Watch
from seating.engines.multi_round.joined_rounds import AnnealRounds, Rounds, most_chains, value_of_rounds
from seating.engines.worker import OutOfTimeError
from seating.model import Value
from seating.plan import IntArray

WORK_A_PAIR = 0.0025
"""Maximum number of work units for each pair of people of one round: about five coolings."""

READY = 0.5
"""Share of the remaining time after which a worker that has not yet reported anything is abandoned."""


class RoundsSearch:
    """Runs annealing over several rounds in a worker process, in one or more turns.

    Parameters
    ----------
    watch : Watch
        Is told if the worker has to compile first.
    stop_signal : StopSignal, optional
        Ends the search as Ctrl-C does.
    """

    def __init__(self, watch: Watch = SILENT, stop_signal: StopSignal | None = None) -> None:
        self._watch = watch
        self._worker = Child(engine=Engine.MULTI_ROUND, stop_signal=stop_signal)
        self._turn = 0
        self._is_ready = self._is_late = False

    def __enter__(self) -> Self:
        self._worker.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._worker.stop(at_once=kind is not None)

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

        If the worker has not reported anything after the share `READY` of the remaining time, for example because it
        has to compile first, the search is abandoned, and later calls return at once.

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
        if self._is_late:
            return
        self._turn += 1
        most = WORK_A_PAIR * float((np.diff(rounds.stack.people_from) ** 2).sum())
        work, jobs = min(most, budget.work(share)), min(budget.jobs, most_chains(rounds))
        question = AnnealRounds(tables, seed + self._turn, work, jobs, enough, rounds=rounds)
        self._worker.load(rounds.stack.model)

        def on_progress(found: Found) -> None:
            self._is_ready = True
            if found.tables is not None:
                on_seating(found.tables, value_of_rounds(rounds, found.tables))

        try:
            answer = self._worker.ask(question, self._until(budget), on_progress, on_compiling=self._watch.compiling)
        except OutOfTimeError:
            self._is_late = True
            return
        self._is_ready = True
        budget.spend(answer.work / jobs)
        if answer.tables is not None:
            on_seating(answer.tables, value_of_rounds(rounds, answer.tables))

    def _until(self, budget: Budget) -> float | None:
        """Return the time until which to wait for an answer, or None."""
        if budget.seconds is None or budget.deadline is None or self._is_ready:
            return budget.deadline
        return min(budget.deadline, time.monotonic() + READY * budget.seconds)
