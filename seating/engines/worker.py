"""Workers: each answers questions about a model, one at a time, wherever it runs.

`child.Child` is a process of this machine, `in_process.InProcess` the process of the caller, and a worker of
an add-on can send annealing chains to a cluster. Who asks need not know which of them answers.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import Self

from seating.engines.messages import Answer, Engine, Found, Question
from seating.interrupts import StopSignal
from seating.model import Model

GRACE = 0.3
"""Seconds by which an answer may miss the deadline before a worker is stopped."""


def never() -> bool:
    """Return False: wait for every question until it is answered."""
    return False


class WorkerDiedError(Exception):
    """The worker ended, or reported a failure, before its answer."""


class OutOfTimeError(Exception):
    """The deadline came before the answer."""


class EnoughError(Exception):
    """The progress so far is good enough; the answer is not waited for."""


class Worker(ABC):
    """Answers questions. It is used as a context manager, which stops it at the end.

    Every implementation defines `sibling` and `ask`. The other methods suit a worker that needs no process of its own.

    Parameters
    ----------
    stop_signal : StopSignal, optional
        Ends the wait for an answer as Ctrl-C does.
    """

    is_parallel = True
    """Whether a question can be answered while the caller does other work."""

    def __init__(self, stop_signal: StopSignal | None = None) -> None:
        self.stop_signal = stop_signal or StopSignal()
        self._model: Model | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @abstractmethod
    def sibling(self, engine: Engine, stop_signal: StopSignal | None = None) -> Worker:
        """Return another worker of the same kind, for an engine; it has a stop signal of its own if none is given."""

    def start(self) -> None:
        """Start what answers, if anything has to be started before the first question."""

    def stop(self) -> None:
        """Stop what was started. The next question starts it again."""

    def lower_priority(self) -> None:
        """Give way to other work on this machine from now on, if it runs here."""

    def load(self, model: Model) -> None:
        """Set the model of the questions that follow."""
        self._model = model

    @abstractmethod
    def ask(
        self,
        question: Question,
        deadline: float | None = None,
        on_progress: Callable[[Found], None] | None = None,
        is_enough: Callable[[], bool] = never,
    ) -> Answer:
        """Return the answer to a question.

        Parameters
        ----------
        question : Question
        deadline : float or None
            A moment of `time.monotonic`.
        on_progress : function, optional
            Called with each better seating or bound before the answer.
        is_enough : function
            Polled until the answer comes, as far as the worker can. If it returns True, the question is abandoned.

        Raises
        ------
        WorkerDiedError, OutOfTimeError, EnoughError, KeyboardInterrupt
            In each case the next question can be asked all the same.
        """

    def ask_each(
        self,
        asked: Iterable[tuple[Model, Question]],
        deadline: float | None = None,
        is_enough: Callable[[], bool] = never,
        at_once: int = 1,
    ) -> Iterator[tuple[int, Answer]]:
        """Yield the number of each question and its answer, in the order in which they end.

        Parameters
        ----------
        asked : iterable of (Model, Question)
            Each question with the model that it is about.
        deadline, is_enough
            As for `ask`, which also describes what is raised.
        at_once : int
            Number of questions to answer at the same time on this machine, if the worker can do that.
        """
        for number, (model, question) in enumerate(asked):
            self.load(model)
            yield number, self.ask(question, deadline, is_enough=is_enough)
