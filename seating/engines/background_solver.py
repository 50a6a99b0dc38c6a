"""Questions asked beside the search, of a child of their own: what is proven meanwhile raises the bound."""

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
    """A thread that asks one question after the other, and keeps the best bound.

    Its child may die or run out of time: then there is no better bound, and nobody else is troubled.

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
        """End what is being looked for; nothing is asked afterwards."""
        self._is_stopped = True
        if self._thread is not None:
            self._thread.join()
        self._child.stop()

    def start(self) -> None:
        """Let the child import what it needs."""
        self._child.start()

    def ask(self, model: Model, questions: Sequence[Bound | SolveMip], deadline: float | None) -> None:
        """Begin to ask these, one after the other, when what was asked before is over."""
        self._child.load(model)
        self._thread = threading.Thread(target=self._run, args=(self._thread, questions, deadline), daemon=True)
        self._thread.start()

    @property
    def is_asked(self) -> bool:
        """Whether something is being looked for."""
        return self._thread is not None and self._thread.is_alive()

    def wait(self, is_enough: Callable[[], bool]) -> None:
        """Wait until all is answered, or it is enough."""
        if self._thread is not None:
            while self._thread.is_alive() and not is_enough():
                self._thread.join(0.1)  # in short waits, so that Ctrl-C is heard at once

    def _run(
        self, before: threading.Thread | None, questions: Sequence[Bound | SolveMip], deadline: float | None
    ) -> None:
        if before is not None:
            before.join()
        for question in questions:
            if self._is_stopped:
                return  # no process is begun for what nobody waits for
            proven = self.bound
            try:
                answer = self._child.ask(question, deadline, self._hear, lambda: self._is_stopped)
            except (ChildDiedError, EnoughError, OutOfTimeError):
                return
            self.bound = max(proven, answer.bound or 0)
            self.tables = self.tables if answer.tables is None else answer.tables

    def _hear(self, found: Found) -> None:
        if found.bound is not None:
            self.bound = max(self.bound, found.bound)
