"""Background solvers answer questions in a process of their own while the search goes on; bounds count at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Self

from seating.engines.child import Child, ChildDiedError, EnoughError, OutOfTimeError
from seating.engines.messages import Bound, Engine, Found, SolveMip
from seating.model import Model
from seating.plan import IntArray

__all__ = ["BackgroundSolver"]


class BackgroundSolver:
    """A worker that is asked one question after another, each from a thread; it keeps the best bound.

    If the worker dies or times out, its bound stays as it is. The error is not passed on.

    Parameters
    ----------
    bound : int
        Lower bound that is proven at the start.

    Attributes
    ----------
    bound : int
        Best lower bound proven so far.
    tables : int array, shape (persons,), or None
        The last seating that a question returned.
    """

    def __init__(self, bound: int) -> None:
        self.bound = bound
        self.tables: IntArray | None = None
        self._child = Child(engine=Engine.BOUND)
        self._thread: threading.Thread | None = None
        self._is_stopped = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """Stop the current question; later questions are ignored."""
        self._is_stopped = True
        if self._thread is not None:
            self._thread.join()
        self._child.stop()

    def start(self) -> None:
        """Start the worker before the first question, so that it has imported its solvers by then."""
        self._child.start()

    def ask(self, model: Model, questions: Sequence[Bound | SolveMip], deadline: float | None) -> None:
        """Queue these questions after all earlier ones, and return at once.

        Parameters
        ----------
        model : Model
        questions : sequence of Bound or SolveMip
        deadline : float or None
            A moment of `time.monotonic`.
        """
        self._child.load(model)
        self._thread = threading.Thread(target=self._run, args=(self._thread, questions, deadline), daemon=True)
        self._thread.start()

    @property
    def is_asked(self) -> bool:
        """Whether a question is still unanswered."""
        return self._thread is not None and self._thread.is_alive()

    def wait(self, is_enough: Callable[[], bool]) -> None:
        """Wait until all questions are answered or `is_enough` returns True."""
        if self._thread is not None:
            while self._thread.is_alive() and not is_enough():
                self._thread.join(0.1)  # in short waits, so that Ctrl-C takes effect at once

    def _run(
        self, before: threading.Thread | None, questions: Sequence[Bound | SolveMip], deadline: float | None
    ) -> None:
        if before is not None:
            before.join()
        for question in questions:
            if self._is_stopped:
                return  # do not start a process for an answer that is not needed
            proven = self.bound
            try:
                answer = self._child.ask(question, deadline, self._on_progress, lambda: self._is_stopped)
            except (ChildDiedError, EnoughError, OutOfTimeError):
                return
            self.bound = max(proven, answer.bound or 0)
            self.tables = self.tables if answer.tables is None else answer.tables

    def _on_progress(self, found: Found) -> None:
        if found.bound is not None:
            self.bound = max(self.bound, found.bound)
