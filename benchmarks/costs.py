"""What the tasks of a run cost, one by one in this process and in several processes at once."""

from __future__ import annotations

import multiprocessing
import pickle
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from threading import Barrier

from benchmarks.simulator import Cost
from seating.tasks.executor import Done, Executor, SequentialExecutor, go_on
from seating.tasks.task import Task

Run = Callable[[Executor], object]
"""Carries out some work. It returns what must not depend on the executor."""


def crowding(run: Run, processes: int, processors: int) -> float:
    """Return how many times as long some work takes as alone, beyond its share of the processors.

    Each process does all of the work, once before it is measured. Nothing but the work runs beside it, so that the
    factor knows nothing of a cluster.

    Parameters
    ----------
    run : Run
        The work; it can be pickled.
    processes : int
        How many processes do it at once.
    processors : int
        How many processors they share.
    """
    share = min(1.0, processors / processes)
    return share * _seconds_at_once(run, processes) / _seconds_at_once(run, 1)


def _seconds_at_once(run: Run, processes: int) -> float:
    """Return the mean seconds in which one of some processes does the work while the others do it too."""
    context = multiprocessing.get_context("spawn")
    with context.Manager() as manager, ProcessPoolExecutor(processes, context) as pool:
        start = manager.Barrier(processes)
        return sum(pool.map(_timed, [run] * processes, [start] * processes)) / processes


def _timed(run: Run, start: Barrier) -> float:
    run(SequentialExecutor())
    start.wait()
    began = time.perf_counter()
    run(SequentialExecutor())
    return time.perf_counter() - began


class MeasuringExecutor(SequentialExecutor):
    """Carries out one task after another in this process.

    Attributes
    ----------
    costs : list of Cost
        Of each task. Preparing it ends when it is pickled, and taking its result when the next task is asked for.
    """

    def __init__(self) -> None:
        self.costs: list[Cost] = []

    def run(self, tasks: Iterable[Task], check: Callable[[], None] = go_on) -> Iterator[Done]:
        """Yield the result of each task, in the order of the tasks. A task that fails ends the run."""
        waiting = enumerate(tasks)
        while True:
            check()
            began = time.perf_counter()
            following = next(waiting, None)
            if following is None:
                return
            number, task = following
            sent = len(pickle.dumps(task))
            prepared = time.perf_counter()
            result = task.run()
            computed = time.perf_counter()
            sent += len(pickle.dumps(result))
            returned = time.perf_counter()
            yield number, result
            taken = time.perf_counter()
            self.costs.append(Cost(prepared - began, sent / 1e6, computed - prepared, taken - returned))
