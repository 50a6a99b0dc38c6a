"""Questions answered in this process, one after another, with one thread: for tasks that run beside other tasks.

A search with `InProcess` gives the same penalty and bound as one with child processes, because both take the same steps
and the steps depend on answers only, not on when they come. It uses one processor, and a solver that crashes ends
the process.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from seating.engines.child import Child, ChildDiedError, EnoughError, OutOfTimeError, never
from seating.engines.messages import Anneal, Answer, Engine, Found, Improve, Load, Question, StopSignal
from seating.engines.worker import answer_question


class InProcess(Child):
    """Answers questions in this process.

    Parameters
    ----------
    engine : Engine, optional
    stop_signal : StopSignal, optional
        Ends the search before the next question, as Ctrl-C does.
    """

    is_parallel = False

    def __init__(self, engine: Engine = Engine.EXACT, stop_signal: StopSignal | None = None) -> None:
        super().__init__(engine=engine, stop_signal=stop_signal)

    def sibling(self, engine: Engine, stop_signal: StopSignal | None = None) -> InProcess:
        """Return another one; the parameters are those of a new one."""
        return InProcess(engine, stop_signal)

    @property
    def is_ready(self) -> bool:
        """True: an engine is imported, and compiled, when it is first asked."""
        return True

    def start(self) -> None:
        """Do nothing: there is no process to start."""

    def stop(self, at_once: bool = False) -> None:
        """Do nothing: there is no process to stop."""

    def ask(
        self,
        question: Question,
        deadline: float | None = None,
        on_progress: Callable[[Found], None] | None = None,
        is_enough: Callable[[], bool] = never,
        on_compiling: Callable[[bool], None] | None = None,
    ) -> Answer:
        """Return the answer to a question.

        The stop signal and `is_enough` are looked at before the question only. Questions end by their own limits on
        work and seconds.

        Parameters
        ----------
        question : Question
        deadline : float or None
            A moment of `time.monotonic`. Annealing ends there; other questions have a limit of their own.
        on_progress : function, optional
            Called with each better seating or bound before the answer.
        is_enough : function
            If it returns True, the question is not asked.
        on_compiling : function, optional
            Never called.

        Raises
        ------
        ChildDiedError, OutOfTimeError, EnoughError, KeyboardInterrupt
            A `ChildDiedError` if the engine failed.
        """
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
            raise ChildDiedError(f"{type(error).__name__}: {error}") from error


def _ignore(found: Found) -> None:
    """Ignore what was found on the way."""
