"""Child processes: each runs a solver, so that if the solver crashes, the seating found so far is not lost."""

from __future__ import annotations

import os
import pickle
import queue
import subprocess
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from itertools import islice

from seating.engines import prestart
from seating.engines.messages import (
    Answer,
    Engine,
    Failed,
    Found,
    Load,
    Question,
)
from seating.engines.prestart import Started
from seating.engines.worker import GRACE, EnoughError, OutOfTimeError, Worker, WorkerDiedError, never
from seating.interrupts import StopSignal
from seating.model import Model
from seating.native.library import load

PAUSE = 0.1
"""Seconds between two checks of the clock and of `is_enough`."""

NICENESS_STEPS = 10
"""Steps by which `lower_priority` raises the niceness. The process then gets a tenth of a contested processor."""

NICEST = 19
"""The lowest priority of a process."""


class Child(Worker):
    """A process that answers questions, one at a time. It is started on demand, and again after it has died.

    Parameters
    ----------
    command : tuple of str, optional
        A command to run instead of the worker.
    engine : Engine
    stop_signal : StopSignal, optional
        Ends the wait for an answer as Ctrl-C does.
    """

    def __init__(
        self,
        command: tuple[str, ...] | None = None,
        engine: Engine = Engine.EXACT,
        stop_signal: StopSignal | None = None,
    ) -> None:
        super().__init__(stop_signal)
        self._command, self._engine = command, engine
        self._started: Started | None = None
        self._sent: Model | None = None
        self._is_low_priority = self._is_asked = False
        self._others: list[Worker] = []

    def sibling(self, engine: Engine, stop_signal: StopSignal | None = None) -> Worker:
        """Return another child; the parameters are those of a new one."""
        return Child(engine=engine, stop_signal=stop_signal)

    @property
    def process_id(self) -> int | None:
        """The id of the process; None if it is not running."""
        return None if self._started is None or self._started.process.poll() is not None else self._started.process.pid

    def start(self) -> None:
        """Start the process if it is not running.

        Raises
        ------
        LibraryError
            If the kernels cannot be loaded. The process would end, and the search go on with worse seatings.
        """
        if self.process_id is not None:
            return
        load()
        self._end()
        self._started = prestart.process(self._engine, self._command)
        self._sent = None
        self._is_low_priority = False

    def stop(self) -> None:
        """End the process, or keep it for the next search if that is wanted and it is idle."""
        for other in self._others:
            other.stop()
        self._end()

    def _end(self) -> None:
        """End or keep the process of this child alone."""
        started, self._started = self._started, None
        if started is None:
            return
        is_idle = not (self._is_asked or self._is_low_priority or self._command)
        if is_idle and prestart.keep(self._engine, started):
            return
        started.end()

    def lower_priority(self) -> None:
        """Lower the priority of the process, once, if the system supports it.

        On Linux this affects only the threads that the process starts from now on.
        """
        if self.process_id is None or self._is_low_priority or not hasattr(os, "setpriority"):
            return
        self._is_low_priority = True
        with suppress(OSError):  # the process may have ended, or the system may refuse
            nice = os.getpriority(os.PRIO_PROCESS, self.process_id)
            os.setpriority(os.PRIO_PROCESS, self.process_id, min(NICEST, nice + NICENESS_STEPS))

    def ask(
        self,
        question: Question,
        deadline: float | None = None,
        on_progress: Callable[[Found], None] | None = None,
        is_enough: Callable[[], bool] = never,
    ) -> Answer:
        """Return the answer to a question. If it raises, the child is stopped; the next question starts it."""
        self._is_asked = True
        self.start()
        started = self._started  # another thread may stop this child
        assert started is not None
        try:
            self._send(started, question, deadline)
            while True:
                reply = self._next(started, deadline, is_enough)
                if isinstance(reply, Answer):
                    self._is_asked = False
                    return reply
                if isinstance(reply, Failed):
                    raise WorkerDiedError(reply.reason)
                if on_progress is not None:
                    on_progress(reply)
        except BaseException:
            self._end()
            self._is_asked = False
            raise

    def ask_each(
        self,
        asked: Iterable[tuple[Model, Question]],
        deadline: float | None = None,
        is_enough: Callable[[], bool] = never,
        at_once: int = 1,
    ) -> Iterator[tuple[int, Answer]]:
        """Yield the number of each question and its answer, in the order in which they end.

        The questions go to this child and to `at_once` - 1 others, which end with it. The next question is read while
        all of them are busy, so that none of them waits for it.
        """
        if at_once == 1:
            yield from super().ask_each(asked, deadline, is_enough)
            return
        numbered = enumerate(asked)
        self._others += [self.sibling(self._engine, self.stop_signal) for _ in range(at_once - 1 - len(self._others))]
        idle: queue.SimpleQueue[Worker] = queue.SimpleQueue()
        for child in (self, *self._others):
            idle.put(child)
        is_over = threading.Event()

        def answer(model: Model, question: Question) -> Answer:
            child = idle.get()
            try:
                child.load(model)
                return child.ask(question, deadline, is_enough=lambda: is_over.is_set() or is_enough())
            finally:
                idle.put(child)

        with ThreadPoolExecutor(at_once) as threads:
            number_of: dict[Future[Answer], int] = {}
            try:
                while True:
                    for number, (model, question) in islice(numbered, at_once + 1 - len(number_of)):
                        number_of[threads.submit(answer, model, question)] = number
                    if not number_of:
                        return
                    for done in wait(number_of, return_when=FIRST_COMPLETED).done:
                        yield number_of.pop(done), done.result()
            finally:
                is_over.set()  # each busy child then ends by itself
                for waiting in number_of:
                    waiting.cancel()

    def _next(self, started: Started, deadline: float | None, is_enough: Callable[[], bool]) -> Answer | Found | Failed:
        while True:
            self.stop_signal.check()
            if is_enough():
                raise EnoughError
            wait = PAUSE if deadline is None else min(PAUSE, max(0.0, deadline + GRACE - time.monotonic()))
            try:
                reply: Answer | Found | Failed | None = started.replies.get(timeout=wait)
            except queue.Empty:
                if deadline is not None and time.monotonic() >= deadline + GRACE:
                    raise OutOfTimeError from None
                continue
            if reply is None:
                raise WorkerDiedError(_exit_reason(started))
            return reply

    def _send(self, started: Started, question: Question, deadline: float | None) -> None:
        """Send a question, preceded by the model if that has changed.

        If the child does not read, the pipe fills up and writing blocks; a timer then kills the child at the deadline.
        """
        process = started.process
        assert process.stdin is not None
        wait = None if deadline is None else max(0.0, deadline + GRACE - time.monotonic())
        watchdog = None if wait is None else threading.Timer(wait, process.kill)
        if watchdog is not None:
            watchdog.start()
        try:
            if self._sent is not self._model and self._model is not None:
                pickle.dump(Load(self._model), process.stdin, protocol=pickle.HIGHEST_PROTOCOL)
                self._sent = self._model
            pickle.dump(question, process.stdin, protocol=pickle.HIGHEST_PROTOCOL)
            process.stdin.flush()
        except OSError:
            if deadline is not None and time.monotonic() >= deadline:
                raise OutOfTimeError from None
            raise WorkerDiedError(_exit_reason(started)) from None
        finally:
            if watchdog is not None:
                watchdog.cancel()


def _exit_reason(started: Started) -> str:
    try:
        code = started.process.wait(GRACE)
    except subprocess.TimeoutExpired:
        return "a reply that cannot be read"
    return f"signal {-code}" if code < 0 else f"exit code {code}"
