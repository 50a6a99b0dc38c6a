"""Annealing chains as tasks: the best chain counts, whatever order they end in."""

from __future__ import annotations

import time

import numpy as np
import pytest

from seating.addons.cluster.chains import Chains, SearchChild
from seating.engines import SILENT, Effort, Ending, best_plan
from seating.engines.local_search.construction import construct
from seating.engines.messages import Anneal, Engine
from seating.engines.outcome import Status
from seating.engines.worker import EnoughError, OutOfTimeError, WorkerDiedError
from seating.interrupts import StopSignal
from seating.model import Value, penalty_of
from seating.tasks.executor import ExecutorLostError, SequentialExecutor
from seating.tasks.task import TaskFailure
from tests.engines.rooms import big_model


class Backwards(SequentialExecutor):
    """Ends the last task first."""

    def run(self, tasks, check=lambda: None):
        yield from reversed([*super().run(tasks, check)])


class Lost(SequentialExecutor):
    """Loses its cluster after some tasks."""

    def __init__(self, left):
        self.left = left

    def run(self, tasks, check=lambda: None):
        for done in super().run(tasks, check):
            if self.left == 0:
                raise ExecutorLostError("the scheduler is gone")
            self.left -= 1
            yield done


class Failing(SequentialExecutor):
    """Fails with every task."""

    def run(self, tasks, check=lambda: None):
        yield from ((number, TaskFailure("no memory")) for number, _ in enumerate(tasks))


MODEL = big_model(60, 10)


def question(chains=3, work=0.02, enough=0):
    return Anneal(construct(MODEL, 0), 4, work, chains, Value(0, enough))


def asked(executor, **options):
    child = Chains(executor)
    child.load(MODEL)
    return child.ask(question(), **options)


def test_the_order_in_which_chains_end_changes_nothing():
    reported = []
    first = asked(SequentialExecutor(), on_progress=reported.append)
    second = asked(Backwards())
    assert np.array_equal(first.tables, second.tables)
    assert first.work == second.work > 0.05
    assert len(reported) == 3
    assert penalty_of(MODEL, first.tables) == min(penalty_of(MODEL, found.tables) for found in reported)


@pytest.mark.parametrize("executor", [SequentialExecutor(), Backwards()])
def test_the_chain_that_is_enough_does_not_depend_on_the_order_in_which_chains_end(executor):
    """Every chain would be enough, so the first one counts, even if it ends last."""
    reported = []
    with pytest.raises(EnoughError):
        asked(executor, on_progress=reported.append, is_enough=lambda: bool(reported))
    (only,) = reported
    first = []
    asked(SequentialExecutor(), on_progress=first.append)
    assert np.array_equal(only.tables, first[0].tables)


def test_chains_differ():
    found = []
    asked(SequentialExecutor(), on_progress=lambda one: found.append(tuple(one.tables)))
    assert len(set(found)) == 3


@pytest.mark.room
def test_a_search_with_chains_as_tasks_is_repeatable_and_good():
    model = big_model(60, 10)
    effort = Effort(work=0.05, jobs=3)
    plain = best_plan(model, effort, 1, SILENT, SearchChild(SequentialExecutor()))
    again = best_plan(model, effort, 1, SILENT, SearchChild(Backwards()))
    assert np.array_equal(plain.tables, again.tables)
    assert (plain.penalty, plain.bound, plain.ending) == (again.penalty, again.bound, Ending.DONE)
    assert plain.status is not Status.NO_SEATING


def test_a_lost_cluster_ends_the_search_with_the_best_so_far():
    outcome = best_plan(big_model(100, 10), Effort(work=0.05, jobs=3), 1, SILENT, SearchChild(Lost(4)))
    assert (outcome.ending, outcome.unmet) == (Ending.LOST, 0)
    with pytest.raises(WorkerDiedError, match="the scheduler is gone"):
        asked(Lost(1))


def test_a_chain_that_fails_is_a_worker_that_died():
    with pytest.raises(WorkerDiedError, match="no memory"):
        asked(Failing())


def test_a_stop_a_deadline_and_enough_end_the_wait():
    signal = StopSignal()
    child = Chains(SequentialExecutor(), signal)
    child.load(MODEL)
    with pytest.raises(EnoughError):
        child.ask(question(), is_enough=lambda: True)
    with pytest.raises(OutOfTimeError):
        child.ask(question(), deadline=time.monotonic() - 10)
    signal.send()
    with pytest.raises(KeyboardInterrupt):
        child.ask(question())


@pytest.mark.room
def test_chains_end_at_the_deadline():
    child = Chains(SequentialExecutor())
    child.load(MODEL)
    child.ask(question(chains=1, work=0.1, enough=-1))  # whatever has to be compiled is compiled now
    answer = child.ask(question(chains=1, work=60.0, enough=-1), deadline=time.monotonic() + 1.0)
    assert answer.work < 30.0  # a second is enough for about one unit


def test_other_engines_stay_on_this_machine():
    child = SearchChild(SequentialExecutor())
    assert not isinstance(child.sibling(Engine.BOUND), Chains)
