"""Executors: they carry out tasks, and return each result with the number of its task."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import Protocol, Self

from seating.tasks.task import Result, Task, TaskFailure

AHEAD = 2
"""Number of tasks per worker that are made in advance, so that no worker waits and few models are in memory."""

Done = tuple[int, Result | TaskFailure]
"""The number of a task, in the order in which the tasks were given, and its result."""


DIED = "Workers died of it again and again. The reason may be too little memory."
"""Why a task failed whose workers died."""


class ExecutorLostError(Exception):
    """An executor cannot be reached any more. Tasks that have not ended have no result."""


def go_on() -> None:
    """Let an executor continue: the check of a caller that has no reason to stop it."""


class Executor(Protocol):
    """Carries out tasks. It is used as a context manager, which stops what is left at the end."""

    def run(self, tasks: Iterable[Task], check: Callable[[], None] = go_on) -> Iterator[Done]:
        """Yield the result of each task, in the order in which they end.

        Parameters
        ----------
        tasks : iterable of Task
            They are made when they are needed, about `AHEAD` for each worker in advance.
        check : callable
            Called at least between two tasks. An exception that it raises ends the run, and what has not begun is
            dropped.

        Raises
        ------
        ExecutorLostError
            The results that were yielded by then are valid.
        """

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def carry_out(task: Task) -> Result | TaskFailure:
    """Return the result of a task, or why it failed."""
    try:
        return task.run()
    except Exception as error:
        return TaskFailure(f"{type(error).__name__}: {error}")


class SequentialExecutor:
    """Carries out one task after another in this process."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    def run(self, tasks: Iterable[Task], check: Callable[[], None] = go_on) -> Iterator[Done]:
        """Yield the result of each task, in the order of the tasks; `check` is called before each."""
        for number, task in enumerate(tasks):
            check()
            yield number, carry_out(task)
