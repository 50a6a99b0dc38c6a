"""What the tasks of a run cost, measured one by one in this process."""

from __future__ import annotations

import pickle
import time
from collections.abc import Callable, Iterable, Iterator

from benchmarks.simulator import Cost
from seating.tasks.executor import Done, SequentialExecutor, go_on
from seating.tasks.task import Task


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
