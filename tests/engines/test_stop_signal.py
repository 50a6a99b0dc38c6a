"""A search in any thread can be stopped from another one; it ends at once and keeps the best seating so far."""

from __future__ import annotations

import threading
import time

import numpy as np
import pytest

from seating.engines import SILENT, Child, Effort, Ending, Outcome, Status, best_plan, search_steps
from seating.engines.closest import Closest
from seating.engines.messages import Aim, Silent, Solve
from seating.interrupts import StopSignal
from seating.model import Model, Value, penalty_of
from seating.room.plan import IntArray
from seating.terms import CountTerm
from tests.engines.rooms import big_model, open_model

MODEL = open_model()

PROMPT = 30.0
"""Seconds within which a search ends on any machine; the signal is looked at every tenth of a second."""


class Stopping(Silent):
    """Sends the signal some seconds after the report with the given number, and remembers the values."""

    def __init__(self, signal: StopSignal, report: int, seconds: float = 0.0) -> None:
        self.values: list[Value] = []
        self.sent = 0.0
        self._signal, self._report, self._seconds = signal, report, seconds

    def progress(self, incumbent: Value, bound: int | None, seconds: float) -> None:
        self.values.append(incumbent)
        if len(self.values) == self._report:
            threading.Timer(self._seconds, self._send).start()

    def _send(self) -> None:
        self.sent = time.monotonic()
        self._signal.send()


def stopped(effort: Effort, report: int, seconds: float, model: Model = MODEL) -> tuple[Outcome, Stopping, float]:
    """Search in a thread of its own. Return the outcome, what was reported, and how long it went on after the stop."""
    signal = StopSignal()
    watch = Stopping(signal, report, seconds)
    found: list[tuple[Outcome, float]] = []

    def search() -> None:
        with Child(stop_signal=signal) as child:
            outcome = best_plan(model, effort, 0, watch, child)
            found.append((outcome, time.monotonic()))

    thread = threading.Thread(target=search)
    thread.start()
    thread.join(60)
    return found[0][0], watch, found[0][1] - watch.sent


@pytest.mark.room
@pytest.mark.parametrize("seconds", [0.0, 0.3, 0.8])
@pytest.mark.parametrize("limit", ["work", "time"])
def test_a_search_that_is_stopped_keeps_the_best_seating(seconds: float, limit: str) -> None:
    effort = Effort(work=200.0) if limit == "work" else Effort.until(time.monotonic() + 100)
    outcome, watch, later = stopped(effort, 1, seconds)
    assert outcome.ending is Ending.INTERRUPTED
    assert outcome.value == min(watch.values) == penalty_of(MODEL, outcome.tables)
    assert outcome.longer_limit is None
    assert later < PROMPT


def crowded_room() -> Model:
    """Return a room with nine seats at each table for ten people each."""
    crowded = big_model(120, 12)
    crowded.capacity[:] = 9
    size = crowded.terms[0][1]
    assert isinstance(size, CountTerm)
    size.high[:] = 9
    return crowded


@pytest.mark.room
def test_a_search_for_the_closest_seating_is_stopped_too() -> None:
    outcome, _, later = stopped(Effort.until(time.monotonic() + 100), 1, 2.0, crowded_room())
    assert (outcome.ending, outcome.status) == (Ending.INTERRUPTED, Status.IMPOSSIBLE)
    assert later < PROMPT


@pytest.mark.room
def test_it_does_not_begin_again_if_the_search_within_it_was_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Within a time limit, the search for the closest seating repeats a search of its own."""
    calls: list[Effort] = []

    def interrupted(model: Model, tables: IntArray, effort: Effort, solve: object) -> Closest:
        calls.append(effort)
        return Closest(tables, False, 0.0, Ending.INTERRUPTED)

    monkeypatch.setattr(search_steps, "find_closest", interrupted)
    monkeypatch.setattr(search_steps.Search, "prove_closest", lambda *_, **__: None)
    with Child() as child:
        outcome = best_plan(crowded_room(), Effort.until(time.monotonic() + 40), 0, SILENT, child)
    assert (outcome.ending, len(calls)) == (Ending.INTERRUPTED, 1)


def test_a_signal_counts_once() -> None:
    signal = StopSignal()
    signal.send()
    signal.send()
    with pytest.raises(KeyboardInterrupt):
        signal.check()
    signal.check()


def test_a_question_after_the_stop_is_answered() -> None:
    """What explains the seating is still asked."""
    signal = StopSignal()
    signal.send()
    begun = np.arange(60) % 6
    with Child(stop_signal=signal) as child:
        child.load(MODEL)
        with pytest.raises(KeyboardInterrupt):
            child.ask(Solve(Aim.MUSTS, begun, 0, 1.0))
        assert child.process_id is None
        assert child.ask(Solve(Aim.MUSTS, begun, 0, 1.0)).tables is not None
