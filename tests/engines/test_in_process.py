"""Searches in this process: the same seating as with worker processes, one thread, and no process left behind."""

from __future__ import annotations

import time
from random import Random

import numpy as np
import pytest

from seating.engines import SILENT, Child, Effort, Ending, best_plan
from seating.engines.in_process import InProcess
from seating.engines.messages import Aim, Solve
from seating.engines.worker import EnoughError, OutOfTimeError, WorkerDiedError
from seating.interrupts import StopSignal
from seating.model import Model
from tests.engines.drawn import random_convening, random_model
from tests.engines.rooms import big_model


def outcomes_agree(model: Model, child: Child, effort: Effort) -> None:
    apart = best_plan(model, effort, 5, SILENT, child)
    here = best_plan(model, effort, 5, SILENT, InProcess())
    assert (here.value, here.bound, here.status) == (apart.value, apart.bound, apart.status)
    if here.penalty != here.bound:  # a search that ends early at an optimum may end at another one
        assert np.array_equal(here.tables, apart.tables)


def test_a_search_finds_what_one_with_processes_finds(child: Child) -> None:
    rng = Random(11)
    for n in range(12):
        model = random_model(rng) if n % 2 else random_convening(rng)
        outcomes_agree(model, child, Effort.for_room(model))


@pytest.mark.room
@pytest.mark.parametrize(("people", "tables", "work"), [(84, 12, 0.25), (60, 10, 0.1), (300, 30, 0.3)])
def test_so_does_a_search_that_is_cut_off_in_a_larger_room(people: int, tables: int, work: float, child: Child) -> None:
    outcomes_agree(big_model(people, tables), child, Effort(work=work))


@pytest.mark.room
def test_chains_in_one_thread_give_the_same_seating_twice() -> None:
    model = big_model(120, 12)
    found = [best_plan(model, Effort(work=0.2), 1, SILENT, InProcess()).tables for _ in range(2)]
    assert np.array_equal(*found)


def test_a_stop_a_deadline_and_enough_are_looked_at_before_each_question() -> None:
    model, signal = big_model(12, 3), StopSignal()
    here = InProcess(stop_signal=signal)
    here.load(model)
    question = Solve(Aim.PENALTY, np.zeros(12, np.int64), 0, 0.1)
    with pytest.raises(OutOfTimeError):
        here.ask(question, time.monotonic() - 1)
    with pytest.raises(EnoughError):
        here.ask(question, is_enough=lambda: True)
    signal.send()
    with pytest.raises(KeyboardInterrupt):
        here.ask(question)
    assert here.ask(question).tables is not None


def test_a_search_that_is_stopped_keeps_its_best() -> None:
    signal = StopSignal()
    signal.send()
    outcome = best_plan(big_model(120, 12), Effort(work=1.0), 0, SILENT, InProcess(stop_signal=signal))
    assert (outcome.ending, outcome.unmet) == (Ending.INTERRUPTED, 0)


def test_an_engine_that_fails_is_a_worker_that_died() -> None:
    here = InProcess()
    here.load(big_model(12, 3))
    with pytest.raises(WorkerDiedError, match="IndexError"):
        here.ask(Solve(Aim.PENALTY, np.zeros(1, np.int64), 0, 0.1, free=np.array([0])))
