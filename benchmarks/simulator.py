"""How long tasks take on some number of workers: a simple model of a run, driven by measured times.

The model has one driver and some workers. The driver prepares tasks one after another, at most a few for each worker
in advance, and takes results in between. A task goes to a worker that has nothing to do, or waits for the first one.
Sending it takes a time that depends on its size. On one machine, everything that computes at the same time shares the
processors equally, and all of it takes longer than alone, because caches and memory are shared too; how much longer is
measured. The model does not know which worker Dask would choose, failures, or what slows a scheduler down when it has
very many tasks.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cost:
    """What one task costs.

    Attributes
    ----------
    preparing : float
        Seconds in which the driver makes, pickles and submits it.
    megabytes : float
        Size of what is sent.
    computing : float
        Seconds on a worker, alone on a processor.
    taking : float
        Seconds in which the driver takes the result.
    """

    preparing: float
    megabytes: float
    computing: float
    taking: float


@dataclass(frozen=True, slots=True)
class Machine:
    """Where tasks run.

    Attributes
    ----------
    workers : int
    processors : int or None
        Processors that the driver and all workers share; None if each has its own.
    crowding : float
        How many times as long any work takes as alone on a processor, because of what others do beside it.
    latency : float
        Seconds between the end of the preparation and the start on an idle worker, without the transfer.
    megabytes_a_second : float
    ahead : int
        Tasks for each worker that are submitted in advance.
    """

    workers: int
    processors: int | None = None
    crowding: float = 1.0
    latency: float = 0.005
    megabytes_a_second: float = 100.0
    ahead: int = 2


@dataclass(frozen=True, slots=True)
class Simulated:
    """A simulated run.

    Attributes
    ----------
    seconds : float
    driver : float
        Share of the seconds in which the driver was busy; at 1, more workers change nothing.
    """

    seconds: float
    driver: float


def simulate(costs: Sequence[Cost], machine: Machine) -> Simulated:
    """Return how long some independent tasks take.

    Parameters
    ----------
    costs : sequence of Cost
        In the order in which the tasks are prepared.
    machine : Machine
    """
    waiting, submitted, ended = deque(costs), deque[Cost](), deque[Cost]()
    driver: tuple[float, Cost, bool] | None = None  # seconds of work left, the task, and whether it is being prepared
    transfers: list[tuple[float, Cost]] = []  # seconds left; a transfer takes no processor
    running: list[tuple[float, Cost]] = []  # seconds of work left
    now = busy = 0.0
    in_flight = 0
    while True:
        if driver is None and waiting and in_flight < machine.ahead * machine.workers:
            cost = waiting.popleft()
            in_flight += 1
            driver = (cost.preparing, cost, True)
        elif driver is None and ended:
            cost = ended.popleft()
            in_flight -= 1
            driver = (cost.taking, cost, False)
        while submitted and len(running) < machine.workers:
            cost = submitted.popleft()
            running.append((cost.computing, cost))
        if driver is None and not transfers and not running:
            return Simulated(now, busy / now if now else 0.0)
        active = (driver is not None) + len(running)
        share = 1.0 if machine.processors is None else min(1.0, machine.processors / max(1, active))
        speed = share / machine.crowding
        steps = [left / speed for left, _ in running] + [left for left, _ in transfers]
        step = min([*steps, *([] if driver is None else [driver[0] / speed])])
        now += step
        if driver is not None:
            busy += step
            left = driver[0] - step * speed
            driver = (left, driver[1], driver[2])
            if left <= 1e-12:
                if driver[2]:
                    seconds = machine.latency + driver[1].megabytes / machine.megabytes_a_second
                    transfers.append((seconds + step, driver[1]))  # the step is taken off below
                driver = None
        transfers = [(left - step, cost) for left, cost in transfers]
        submitted.extend(cost for left, cost in transfers if left <= 1e-12)
        transfers = [(left, cost) for left, cost in transfers if left > 1e-12]
        running = [(left - step * speed, cost) for left, cost in running]
        ended.extend(cost for left, cost in running if left <= 1e-12)
        running = [(left, cost) for left, cost in running if left > 1e-12]
