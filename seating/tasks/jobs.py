"""Jobs with one search each: the searches of several jobs run at once as tasks, everything else here, in turn.

A job is a generator. It yields what to search, gets the outcome, and returns its result. So it can read a list before,
and judge and save a seating after, without leaving this process.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from functools import partial
from typing import NamedTuple, TypeVar

from seating.engines import Effort, Outcome, Watch, Worker, best_plan
from seating.errors import EngineError
from seating.model import Model
from seating.tasks.executor import Executor, go_on
from seating.tasks.task import SearchTask, with_names


class Search(NamedTuple):
    """What a job asks for.

    Attributes
    ----------
    model : Model
        With its names; a task gets it without.
    effort : Effort
    seed : int
    seconds : float or None
        Time limit of a task, which cannot use the deadline of the effort: that is a moment of this machine's clock.
    """

    model: Model
    effort: Effort
    seed: int
    seconds: float | None = None


Key = TypeVar("Key")
Found = TypeVar("Found")
Steps = Generator[Search, Outcome, Found]


def run_here(steps: Steps[Found], watch: Watch, worker: Worker) -> Found:
    """Return the result of a job whose search runs with the workers of this machine.

    Parameters
    ----------
    steps : Steps
    watch : Watch
    worker : Worker
    """
    try:
        search = next(steps)
        try:
            outcome = best_plan(search.model, search.effort, search.seed, watch, worker)
        except Exception as error:
            steps.throw(error)
        else:
            steps.send(outcome)
    except StopIteration as end:
        result: Found = end.value
        return result
    raise AssertionError("a job has one search")


def run_at_once(
    executor: Executor, jobs: Iterable[tuple[Key, Steps[Found]]], check: Callable[[], None] = go_on
) -> Iterator[tuple[Key, Found | Exception]]:
    """Yield the result of each job, or the exception that ended it, in the order in which they end.

    Parameters
    ----------
    executor : Executor
        Carries out the searches.
    jobs : iterable of (key, Steps)
        A job begins when a worker will soon be free for it. A job whose task fails gets an `EngineError`.
    check : callable
        As for `Executor.run`.

    Raises
    ------
    ExecutorLostError
        Jobs that have begun are closed.
    """
    begun: dict[int, tuple[Key, Steps[Found], Model]] = {}
    ended: list[tuple[Key, Found | Exception]] = []

    def proceed(key: Key, step: Callable[[], Search]) -> Search | None:
        """Return the search that a job asks for in its next step; None if it has ended."""
        try:
            return step()
        except StopIteration as end:
            ended.append((key, end.value))
        except Exception as error:
            ended.append((key, error))
        return None

    def tasks() -> Iterator[SearchTask]:
        number = 0
        for key, steps in jobs:
            if (search := proceed(key, partial(next, steps))) is not None:
                begun[number] = (key, steps, search.model)
                number += 1
                model, effort, seed, seconds = search
                yield SearchTask(model, effort.work, seed, effort.jobs, seconds)

    try:
        for number, found in executor.run(tasks(), check):
            key, steps, model = begun.pop(number)
            if isinstance(found, Outcome):
                proceed(key, partial(steps.send, with_names(model, found)))
            else:
                reason = getattr(found, "reason", "the task gave no seating")
                proceed(key, partial(steps.throw, EngineError(reason)))
            yield from ended
            ended.clear()
        yield from ended
    finally:
        for _, steps, _ in begun.values():
            steps.close()
