"""The background solver: it answers questions while the search continues, and its bounds are used at once."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

from seating.engines.child import Child
from seating.engines.engine_runs import EngineLog
from seating.engines.messages import Bound, Engine, Found, SolveMip
from seating.engines.worker import EnoughError, OutOfTimeError, Worker, WorkerDiedError, never
from seating.model import Model
from seating.room.plan import IntArray


class BackgroundSolver:
    """A worker that is asked one question after another, each from a thread; it keeps the best bound.

    If the worker dies or times out, its bound stays as it is. The error is not passed on. A worker that is not parallel
    answers each question at once, before the caller goes on.

    Parameters
    ----------
    bound : int
        Lower bound that is proven at the start.
    worker : Worker, optional
        By default a process of its own.
    log : EngineLog, optional
        Notes which engines were asked, and what they brought.

    Attributes
    ----------
    bound : int
        Best lower bound proven so far. Bounds that are reported before an answer count at once, except those of the
        full MIP: see `take_progress`.
    tables : int array, shape (persons,), or None
        The last seating that a question returned.
    first : int
        The first bound that was reported; until then, the one at the start.
    """

    def __init__(self, bound: int, worker: Worker | None = None, log: EngineLog | None = None) -> None:
        self.bound = self.first = bound
        self.tables: IntArray | None = None
        self._worker, self._log = worker or Child(engine=Engine.BOUND), log
        self._thread: threading.Thread | None = None
        self._is_heard = threading.Event()
        self._progress: Found | None = None
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
        self._worker.stop()

    def start(self) -> None:
        """Start the worker before the first question, so that it has imported its solvers by then."""
        self._worker.start()

    def ask(self, model: Model, question: Bound | SolveMip, deadline: float | None) -> None:
        """Queue a question after all earlier ones, and return at once if the worker is parallel.

        Parameters
        ----------
        model : Model
        question : Bound or SolveMip
        deadline : float or None
            A moment of `time.monotonic`.
        """
        if not self._worker.is_parallel:
            self._run(None, model, question, deadline)
            return
        thread = threading.Thread(target=self._run, args=(self._thread, model, question, deadline), daemon=True)
        thread.start()
        self._thread = thread  # once it runs, as one that does not cannot be waited for

    @property
    def is_asked(self) -> bool:
        """Whether a question is still unanswered."""
        return self._thread is not None and self._thread.is_alive()

    def wait(self, is_enough: Callable[[], bool]) -> None:
        """Wait until all questions are answered or `is_enough` returns True."""
        if self._thread is not None:
            while self._thread.is_alive() and not is_enough():
                self._thread.join(0.1)  # in short waits, so that Ctrl-C takes effect at once

    def wait_for_first(self, is_enough: Callable[[], bool] = never, seconds: float = math.inf) -> None:
        """Wait until the first bound is reported, the first question ends, or `is_enough` returns True.

        Parameters
        ----------
        is_enough : function
        seconds : float
            Maximum number of seconds.
        """
        until = time.monotonic() + seconds
        while self._thread is not None and not self._is_heard.wait(0.02) and not is_enough():
            if time.monotonic() >= until:
                return

    def take_progress(self) -> None:
        """Take the seatings that were reported before an answer, and the bounds of the full MIP.

        Only a search that ends does this, because which reports have come at a given moment differs from run to run.
        """
        found, self._progress = self._progress, None
        if found is not None:
            self.tables = self.tables if found.tables is None else found.tables
            self.bound = max(self.bound, found.bound or 0)

    def retract(self, bound: int) -> None:
        """Go back to this bound, and forget what was reported before an answer. No question may be unanswered."""
        self.bound, self._progress = bound, None

    def _run(
        self, before: threading.Thread | None, model: Model, question: Bound | SolveMip, deadline: float | None
    ) -> None:
        if before is not None:
            before.join()
        is_over = deadline is not None and time.monotonic() >= deadline
        if self._is_stopped or is_over:
            self._is_heard.set()
            return  # do not start a process for an answer that is not needed
        self._worker.load(model)
        proven = self.bound
        is_repeatable = not isinstance(question, SolveMip)
        log = self._log or EngineLog(model)
        try:
            answer = log.ask(
                self._worker,
                question,
                deadline,
                lambda found: self._note(found, is_repeatable),
                lambda: self._is_stopped,
            )
        except (WorkerDiedError, EnoughError, OutOfTimeError):
            self._is_heard.set()
            return
        self._progress = None
        self.tables = self.tables if answer.tables is None else answer.tables  # before the bound that may end a search
        self.bound = max(proven, answer.bound or 0)
        self._hear(answer.bound)

    def _hear(self, bound: int | None) -> None:
        """Note a bound as the first if it is, and let those go on who wait for it."""
        if not self._is_heard.is_set():
            self.first = max(self.first, bound or 0)
            self._is_heard.set()

    def _note(self, found: Found, is_repeatable: bool) -> None:
        """Note what was reported before an answer. A bound counts at once only if the same ones come on every run."""
        if is_repeatable:
            self.bound = max(self.bound, found.bound or 0)
            self._hear(found.bound)
            found = Found(found.tables, None)
        if found.tables is not None or found.bound is not None:
            self._progress = found
