"""Child processes: each runs a solver, so that if the solver crashes, the seating found so far is not lost.

`Child` asks one question and waits for the answer. `BackgroundSolver` answers questions while the search continues; its
bounds are used at once.
"""

from __future__ import annotations

import math
import os
import pickle
import queue
import subprocess
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

from seating.engines import prestart
from seating.engines.messages import (
    Answer,
    Bound,
    Compiling,
    Engine,
    Failed,
    Found,
    Load,
    Question,
    Ready,
    SolveMip,
    StopSignal,
)
from seating.model import Model
from seating.plan import IntArray

GRACE = 0.3
"""Seconds by which an answer may miss the deadline before the child is stopped."""

PAUSE = 0.1
"""Seconds between two checks of the clock and of `is_enough`."""

NICENESS_STEPS = 10
"""Steps by which `lower_priority` raises the niceness. The process then gets a tenth of a contested processor."""

NICEST = 19
"""The lowest priority of a process."""


def never() -> bool:
    """Return False: wait for every question until it is answered."""
    return False


class ChildDiedError(Exception):
    """The child ended, or reported a failure, before its answer."""


class OutOfTimeError(Exception):
    """The deadline came before the answer."""


class EnoughError(Exception):
    """The progress so far is good enough; the answer is not waited for."""


class Child:
    """A process that answers questions, one at a time. It is started on demand, and again after it has died.

    Parameters
    ----------
    command : tuple of str, optional
        A command to run instead of the worker.
    engine : Engine
    stop_signal : StopSignal, optional
        Ends the wait for an answer as Ctrl-C does.
    """

    is_parallel = True
    """Whether a question can be answered while the caller does other work."""

    def __init__(
        self,
        command: tuple[str, ...] | None = None,
        engine: Engine = Engine.EXACT,
        stop_signal: StopSignal | None = None,
    ) -> None:
        self._command, self._engine = command, engine
        self.stop_signal = stop_signal or StopSignal()
        self._process: subprocess.Popen[bytes] | None = None
        self._replies: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._ready = threading.Event()
        self._model: Model | None = None
        self._sent: Model | None = None
        self._is_low_priority = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop(at_once=kind is not None)

    def sibling(self, engine: Engine, stop_signal: StopSignal | None = None) -> Child:
        """Return another child of the same kind; the parameters are those of a new one."""
        return Child(engine=engine, stop_signal=stop_signal)

    @property
    def process_id(self) -> int | None:
        """The id of the process; None if it is not running."""
        return None if self._process is None or self._process.poll() is not None else self._process.pid

    @property
    def is_ready(self) -> bool:
        """Whether the process has imported, and compiled, its engine."""
        return self._ready.is_set()

    def start(self) -> None:
        """Start the process if it is not running."""
        if self.process_id is not None:
            return
        self.stop()
        self._process = prestart.process(self._engine, self._command)
        self._replies = queue.SimpleQueue()
        self._ready = threading.Event()
        self._sent = None
        self._is_low_priority = False
        threading.Thread(target=_read_replies, args=(self._process, self._replies, self._ready), daemon=True).start()

    def stop(self, at_once: bool = False) -> None:
        """End the process. One that is still compiling is left to finish, so that the compiled code is cached.

        Where the code cannot be saved, that process ends too, as soon as its input is closed.

        Parameters
        ----------
        at_once : bool
            Whether to end a compiling process too, so that a failed run leaves no process behind.
        """
        if self._process is not None:
            is_left = (
                not at_once and self._engine.is_compiled and not self._ready.is_set() and self._process.poll() is None
            )
            if not is_left:
                self._process.kill()
                self._process.wait()
            for pipe in (self._process.stdin,) if is_left else (self._process.stdin, self._process.stdout):
                try:
                    if pipe is not None:
                        pipe.close()
                except OSError:  # data not yet written to a dead process is lost
                    pass
            self._process = None

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

    def load(self, model: Model) -> None:
        """Set the model of the next questions; it is sent with the next one."""
        self._model = model

    def ask(
        self,
        question: Question,
        deadline: float | None = None,
        on_progress: Callable[[Found], None] | None = None,
        is_enough: Callable[[], bool] = never,
        on_compiling: Callable[[bool], None] | None = None,
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
            Polled until the answer comes. If it returns True, the question is abandoned.
        on_compiling : function, optional
            Called while the process compiles its engine, with whether the compiled code is kept for later runs.

        Raises
        ------
        ChildDiedError, OutOfTimeError, EnoughError, KeyboardInterrupt
            In each case the child is stopped; the next question starts it again.
        """
        self.start()
        try:
            self._send(question, deadline)
            while True:
                reply = self._next(deadline, is_enough)
                if isinstance(reply, Answer):
                    return reply
                if isinstance(reply, Failed):
                    raise ChildDiedError(reply.reason)
                if isinstance(reply, Compiling):
                    if on_compiling is not None and not self.is_ready:
                        on_compiling(reply.is_kept)
                elif on_progress is not None:
                    on_progress(reply)
        except BaseException:
            self.stop()
            raise

    def ask_each(
        self,
        asked: Iterable[tuple[Model, Question]],
        deadline: float | None = None,
        is_enough: Callable[[], bool] = never,
        on_compiling: Callable[[bool], None] | None = None,
    ) -> Iterator[tuple[int, Answer]]:
        """Yield the number of each question and its answer, one after another.

        Parameters
        ----------
        asked : iterable of (Model, Question)
            Each question with the model that it is about.
        deadline, is_enough, on_compiling
            As for `ask`, which also says what is raised.
        """
        for number, (model, question) in enumerate(asked):
            self.load(model)
            yield number, self.ask(question, deadline, is_enough=is_enough, on_compiling=on_compiling)

    def _next(self, deadline: float | None, is_enough: Callable[[], bool]) -> Answer | Found | Failed | Compiling:
        while True:
            self.stop_signal.check()
            if is_enough():
                raise EnoughError
            wait = PAUSE if deadline is None else min(PAUSE, max(0.0, deadline + GRACE - time.monotonic()))
            try:
                reply: Answer | Found | Failed | Compiling | None = self._replies.get(timeout=wait)
            except queue.Empty:
                if deadline is not None and time.monotonic() >= deadline + GRACE:
                    raise OutOfTimeError from None
                continue
            if reply is None:
                raise ChildDiedError(self._exit_reason())
            return reply

    def _send(self, question: Question, deadline: float | None) -> None:
        """Send a question, preceded by the model if that has changed.

        If the child does not read, the pipe fills up and writing blocks; a timer then kills the child at the deadline.
        """
        assert self._process is not None
        assert self._process.stdin is not None
        wait = None if deadline is None else max(0.0, deadline + GRACE - time.monotonic())
        watchdog = None if wait is None else threading.Timer(wait, self._process.kill)
        if watchdog is not None:
            watchdog.start()
        try:
            if self._sent is not self._model and self._model is not None:
                pickle.dump(Load(self._model), self._process.stdin, protocol=pickle.HIGHEST_PROTOCOL)
                self._sent = self._model
            pickle.dump(question, self._process.stdin, protocol=pickle.HIGHEST_PROTOCOL)
            self._process.stdin.flush()
        except OSError:
            if deadline is not None and time.monotonic() >= deadline:
                raise OutOfTimeError from None
            raise ChildDiedError(self._exit_reason()) from None
        finally:
            if watchdog is not None:
                watchdog.cancel()

    def _exit_reason(self) -> str:
        assert self._process is not None
        try:
            code = self._process.wait(GRACE)
        except subprocess.TimeoutExpired:
            return "a reply that cannot be read"
        return f"signal {-code}" if code < 0 else f"exit code {code}"


class BackgroundSolver:
    """A worker that is asked one question after another, each from a thread; it keeps the best bound.

    If the worker dies or times out, its bound stays as it is. The error is not passed on. A child that is not parallel
    answers each question at once, before the caller goes on.

    Parameters
    ----------
    bound : int
        Lower bound that is proven at the start.
    child : Child, optional
        The worker; by default a process of its own.

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

    def __init__(self, bound: int, child: Child | None = None) -> None:
        self.bound = self.first = bound
        self.tables: IntArray | None = None
        self._child = child or Child(engine=Engine.BOUND)
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
        self._child.stop()

    def start(self) -> None:
        """Start the worker before the first question, so that it has imported its solvers by then."""
        self._child.start()

    def ask(self, model: Model, question: Bound | SolveMip, deadline: float | None) -> None:
        """Queue a question after all earlier ones, and return at once if the child is parallel.

        Parameters
        ----------
        model : Model
        question : Bound or SolveMip
        deadline : float or None
            A moment of `time.monotonic`.
        """
        if not self._child.is_parallel:
            self._run(None, model, question, deadline)
            return
        self._thread = threading.Thread(target=self._run, args=(self._thread, model, question, deadline), daemon=True)
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
        self._child.load(model)
        proven = self.bound
        is_repeatable = not isinstance(question, SolveMip)
        try:
            answer = self._child.ask(
                question, deadline, lambda found: self._note(found, is_repeatable), lambda: self._is_stopped
            )
        except (ChildDiedError, EnoughError, OutOfTimeError):
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


def _read_replies(process: subprocess.Popen[bytes], replies: queue.SimpleQueue[Any], ready: threading.Event) -> None:
    """Put the replies of the child into the queue; None at the end."""
    assert process.stdout is not None
    try:
        while True:
            reply = pickle.load(process.stdout)
            if isinstance(reply, Ready):
                ready.set()
            else:
                replies.put(reply)
    except Exception:  # the end of the pipe, or unreadable data; either way nothing more comes
        replies.put(None)
