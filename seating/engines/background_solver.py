"""Background solvers: questions answered in a process of its own while the search goes on; bounds count at once."""

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
    """A thread that asks one question after the other and keeps the best bound.

    If the worker dies or times out, the bound is left unchanged.

    Parameters
    ----------
    bound : int
        What is proven at the start.

    Attributes
    ----------
    bound : int
        Proven so far.
    tables : int array, shape (persons,), or None
        A seating found on the way.
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
        """Start the worker, so that it imports its solvers."""
        self._child.start()

    def ask(self, model: Model, questions: Sequence[Bound | SolveMip], deadline: float | None) -> None:
        """Ask these questions one after the other, after any that were asked before; return at once.

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
                return  # do not start a process for an answer that nobody waits for
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
