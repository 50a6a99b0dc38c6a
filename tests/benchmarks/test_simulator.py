"""The model of a run on workers, against cases that can be worked out by hand."""

from __future__ import annotations

import pytest

from benchmarks.simulator import Cost, Machine, simulate

FREE = {"latency": 0.0, "megabytes_a_second": 1e9}


@pytest.mark.parametrize(("workers", "seconds"), [(1, 12.0), (2, 6.0), (3, 4.0), (4, 3.0), (5, 3.0), (12, 1.0)])
def test_free_tasks_are_shared_by_the_workers(workers: int, seconds: float) -> None:
    costs = [Cost(0.0, 0.0, 1.0, 0.0)] * 12
    assert simulate(costs, Machine(workers, **FREE)).seconds == pytest.approx(seconds)


def test_a_driver_that_needs_longer_than_the_workers_decides() -> None:
    found = simulate([Cost(1.0, 0.0, 0.5, 0.0)] * 10, Machine(8, **FREE))
    assert found.seconds == pytest.approx(10.5)
    assert found.driver == pytest.approx(10 / 10.5)


def test_results_are_taken_between_preparations() -> None:
    """One worker: the driver prepares two tasks, and takes the first result while the second task runs."""
    found = simulate([Cost(1.0, 0.0, 3.0, 1.0)] * 2, Machine(1, **FREE))
    assert found.seconds == pytest.approx(1 + 3 + 3 + 1)


def test_processes_of_one_machine_share_its_processors() -> None:
    costs = [Cost(0.0, 0.0, 1.0, 0.0)] * 8
    assert simulate(costs, Machine(4, processors=2, **FREE)).seconds == pytest.approx(4.0)
    assert simulate(costs, Machine(2, processors=2, **FREE)).seconds == pytest.approx(4.0)
    assert simulate(costs, Machine(1, processors=2, **FREE)).seconds == pytest.approx(8.0)


def test_work_beside_other_work_takes_longer_than_its_share() -> None:
    costs = [Cost(0.0, 0.0, 1.0, 0.0)] * 8
    assert simulate(costs, Machine(4, processors=2, crowding=1.25, **FREE)).seconds == pytest.approx(5.0)


def test_what_is_sent_takes_its_time() -> None:
    found = simulate([Cost(0.0, 50.0, 1.0, 0.0)], Machine(1, latency=0.25, megabytes_a_second=100.0))
    assert found.seconds == pytest.approx(0.5 + 0.25 + 1.0)


def test_nothing_takes_no_time() -> None:
    assert simulate([], Machine(3)).seconds == 0.0
