"""Child processes: each runs a solver, so that if the solver crashes, the seating found so far is not lost."""

from __future__ import annotations

import os
import pickle
import queue
import subprocess
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

from seating.engines import prestart
from seating.engines.messages import Answer, Engine, Failed, Found, Load, Question, Ready
from seating.model import Model

__all__ = ["Child", "ChildDiedError", "EnoughError", "OutOfTimeError", "never"]

GRACE = 0.3
"""Seconds that an answer may come after the deadline before the child is stopped."""

PAUSE = 0.1
"""Seconds between two looks at the clock, and at whether it is enough."""

WAY_MADE = 10
"""How much nicer a process gets that makes way: it is left a tenth of a processor that somebody else wants."""

NICEST = 19
"""How nice a process can be."""


def never() -> bool:
    """Say that nothing is enough: every question is answered to its end."""
    return False


class ChildDiedError(Exception):
    """The child ended, or said that it failed, before its answer."""


class OutOfTimeError(Exception):
    """The deadline came before the answer."""


class EnoughError(Exception):
    """What was found on the way is good enough."""


class Child:
    """A process that answers questions, one at a time; started when it is needed, and anew when it is gone."""

    def __init__(self, command: tuple[str, ...] | None = None, engine: Engine = Engine.EXACT) -> None:
        self._command, self._engine = command, engine
        self._process: subprocess.Popen[bytes] | None = None
        self._heard: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._ready = threading.Event()
        self._model: Model | None = None
        self._sent: Model | None = None
        self._makes_way = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop(at_once=kind is not None)

    @property
    def process_id(self) -> int | None:
        """The number of the process, while it lives."""
        return None if self._process is None or self._process.poll() is not None else self._process.pid

    def start(self) -> None:
        """Start the process, unless it lives."""
        if self.process_id is not None:
            return
        self.stop()
        self._process = prestart.process(self._engine, self._command)
        self._heard = queue.SimpleQueue()
        self._ready = threading.Event()
        self._sent = None
        self._makes_way = False
        threading.Thread(target=_listen, args=(self._process, self._heard, self._ready), daemon=True).start()

    def stop(self, at_once: bool = False) -> None:
        """End the process; one that is being compiled ends by itself when it has kept what came of that.

        Parameters
        ----------
        at_once : bool
            Whether that one is ended too: a run that failed leaves nobody behind.
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
                except OSError:  # what was still to be written to a dead process is of no use
                    pass
            self._process = None

    def make_way(self) -> None:
        """Let other processes have the processor first, once, where the system can say so.

        The priority is lowered from where it is. On Linux that holds of the threads which the process begins from
        now on.
        """
        if self.process_id is None or self._makes_way or not hasattr(os, "setpriority"):
            return
        self._makes_way = True
        with suppress(OSError):  # it may have ended, or may not be told; then it makes no way
            nice = os.getpriority(os.PRIO_PROCESS, self.process_id)
            os.setpriority(os.PRIO_PROCESS, self.process_id, min(NICEST, nice + WAY_MADE))

    def load(self, model: Model) -> None:
        """Say what the next questions are about; it is sent with the next one."""
        self._model = model

    def ask(
        self,
        question: Question,
        deadline: float | None = None,
        hear: Callable[[Found], None] | None = None,
        is_enough: Callable[[], bool] = never,
    ) -> Answer:
        """Return the answer to a question; `hear` is told of what is found on the way.

        `is_enough` is asked again and again while the answer is not there.

        Raises
        ------
        ChildDiedError, OutOfTimeError, EnoughError
            Each leaves the child stopped; the next question starts it anew.
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
                if hear is not None:
                    hear(reply)
        except BaseException:
            self.stop()
            raise

    def _next(self, deadline: float | None, is_enough: Callable[[], bool]) -> Answer | Found | Failed:
        while True:
            if is_enough():
                raise EnoughError
            wait = PAUSE if deadline is None else min(PAUSE, max(0.0, deadline + GRACE - time.monotonic()))
            try:
                reply: Answer | Found | Failed | None = self._heard.get(timeout=wait)
            except queue.Empty:
                if deadline is not None and time.monotonic() >= deadline + GRACE:
                    raise OutOfTimeError from None
                continue
            if reply is None:
                raise ChildDiedError(self._how_it_ended())
            return reply

    def _send(self, question: Question, deadline: float | None) -> None:
        """Send a question, with the model when it is another one than the last.

        A child that does not read fills the pipe; the deadline then stops it, and so the waiting.
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
            raise ChildDiedError(self._how_it_ended()) from None
        finally:
            if watchdog is not None:
                watchdog.cancel()

    def _how_it_ended(self) -> str:
        assert self._process is not None
        try:
            code = self._process.wait(GRACE)
        except subprocess.TimeoutExpired:
            return "a reply that cannot be read"
        return f"signal {-code}" if code < 0 else f"exit code {code}"


def _listen(process: subprocess.Popen[bytes], heard: queue.SimpleQueue[Any], ready: threading.Event) -> None:
    """Pass on what the child says, and whether it is ready; None at the end of it."""
    assert process.stdout is not None
    try:
        while True:
            reply = pickle.load(process.stdout)
            if isinstance(reply, Ready):
                ready.set()
            else:
                heard.put(reply)
    except Exception:  # the end of the pipe, or something on it that is no reply; either way nothing more comes
        heard.put(None)
