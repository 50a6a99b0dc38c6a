"""Carry out tasks in several processes of this machine."""

from __future__ import annotations

import pickle
import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from itertools import islice
from types import TracebackType
from typing import Self

from seating.engines import prestart
from seating.engines.messages import Call
from seating.engines.prestart import Started
from seating.tasks.executor import AHEAD, DIED, Done, carry_out, go_on
from seating.tasks.task import Result, Task, TaskFailure

PAUSE = 0.1
"""Seconds between two checks."""

TRIES = 3
"""Number of processes that may die of a task."""


class ProcessExecutor:
    """Carries out several tasks at once, each in a process of this machine. If one dies, a new one gets its task.

    Ctrl-C reaches only this process. The others end with it, even if it is killed.

    Parameters
    ----------
    at_once : int
        Number of tasks that are carried out at once.
    """

    def __init__(self, at_once: int) -> None:
        self._idle: queue.SimpleQueue[_Process] = queue.SimpleQueue()
        self._all = [_Process() for _ in range(at_once)]
        for one in self._all:
            self._idle.put(one)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the processes, also in the middle of a task."""
        for one in self._all:
            one.close()

    def run(self, tasks: Iterable[Task], check: Callable[[], None] = go_on) -> Iterator[Done]:
        """Yield the result of each task, in the order in which they end; `check` is called ten times a second."""
        numbered = enumerate(tasks)
        with ThreadPoolExecutor(len(self._all)) as threads:
            running: dict[Future[Result | TaskFailure], int] = {}
            try:
                while True:
                    for number, task in islice(numbered, AHEAD * len(self._all) - len(running)):
                        running[threads.submit(self._carry_out, task)] = number
                    if not running:
                        return
                    check()
                    for done in wait(running, PAUSE, FIRST_COMPLETED).done:
                        yield running.pop(done), done.result()
            finally:
                for waiting in running:
                    waiting.cancel()
                if running:  # their results are not wanted
                    self.close()

    def _carry_out(self, task: Task) -> Result | TaskFailure:
        process = self._idle.get()
        try:
            found = (process.carry_out(task) for _ in range(TRIES))
            return next((result for result in found if result is not None), TaskFailure(DIED))
        finally:
            self._idle.put(process)


class _Process:
    """A process for one task after another. It is started when it gets a task, and again after it has died."""

    def __init__(self) -> None:
        self._started: Started | None = None
        self._lock, self._is_closed = threading.Lock(), False

    def carry_out(self, task: Task) -> Result | TaskFailure | None:
        """Return the result of a task; None if the process has died of it."""
        with self._lock:
            if self._is_closed:
                return None
            if self._started is None:
                self._started = prestart.process(prestart.EXACT)
            started = self._started
        pipe = started.process.stdin
        assert pipe is not None
        with suppress(OSError):  # one that has died replies None
            pickle.dump(Call(carry_out, task), pipe, protocol=pickle.HIGHEST_PROTOCOL)
            pipe.flush()
        reply: Result | TaskFailure | None = started.replies.get()
        if reply is None:
            with self._lock:
                self._started = None
            started.end()
        return reply

    def close(self) -> None:
        """End the process for good, also in the middle of a task."""
        with self._lock:
            self._is_closed = True
            if self._started is not None:
                self._started.end()
