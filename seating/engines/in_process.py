"""Questions answered in this process, one after another, with one thread: for tasks that run beside other tasks.

A search with `InProcess` gives the same penalty and bound as one with child processes, because both take the same steps
and the steps depend on answers only, not on when they come. It uses one processor, and a solver that crashes ends
the process.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from seating.engines.child_main import answer_question
from seating.engines.messages import Anneal, Answer, Engine, Found, Improve, Load, Question
from seating.engines.worker import EnoughError, OutOfTimeError, Worker, WorkerDiedError, never
from seating.interrupts import StopSignal


class InProcess(Worker):
    """Answers questions in this process.

    The stop signal, `is_enough` and the deadline are looked at before a question only. Annealing ends at the deadline;
    other questions end by their own limits on work and seconds.

    Parameters
    ----------
    stop_signal : StopSignal, optional
        Ends the search before the next question, as Ctrl-C does.
    """

    is_parallel = False

    def sibling(self, engine: Engine, stop_signal: StopSignal | None = None) -> Worker:
        """Return another one; it answers the questions to every engine."""
        return InProcess(stop_signal)

    def ask(
        self,
        question: Question,
        deadline: float | None = None,
        on_progress: Callable[[Found], None] | None = None,
        is_enough: Callable[[], bool] = never,
    ) -> Answer:
        """Return the answer to a question; a `WorkerDiedError` is raised if the engine failed."""
        assert self._model is not None
        assert not isinstance(question, Load)
        self.stop_signal.check()
        if is_enough():
            raise EnoughError
        if deadline is not None and time.monotonic() >= deadline:
            raise OutOfTimeError
        if isinstance(question, Anneal):
            seconds = None if deadline is None else deadline - time.monotonic()
            question = replace(question, threads=1, seconds=seconds)
        elif isinstance(question, Improve):
            question = replace(question, threads=1)
        try:
            return answer_question(self._model, question, on_progress or _ignore)
        except Exception as error:
            raise WorkerDiedError(f"{type(error).__name__}: {error}") from error


def _ignore(found: Found) -> None:
    """Ignore what was found on the way."""
