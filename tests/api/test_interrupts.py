"""Ctrl-C between any two steps of a search ends it; the seating is kept and saved."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import pytest

from seating import interrupts
from seating.api.request import Request
from seating.api.solve import solve_request
from seating.engines import Ending
from seating.interrupts import StopSignal
from seating.ledger import Ledger
from tests.conftest import Interpreter

ROOT = Path(__file__).parents[2]

PERSONS, COLUMNS = 60, 4
"""A room whose search anneals, and asks for bounds in the background."""

MOMENTS = 12


@dataclass
class Calls:
    """Counts the calls of functions of the engines since a search began; interrupts at one of them."""

    last: int | None = None
    number: int = 0
    has_begun: bool = False

    def note(self, frame: FrameType, event: str, _: object) -> None:
        if event != "call" or "engines" not in frame.f_code.co_filename:
            return
        self.has_begun |= frame.f_code.co_name == "_take_steps"
        self.number += self.has_begun
        if self.number == self.last:
            sys.setprofile(None)
            signal.raise_signal(signal.SIGINT)


@contextmanager
def watched(calls: Calls) -> Iterator[None]:
    sys.setprofile(calls.note)
    try:
        yield
    finally:
        sys.setprofile(None)


def request_in(folder: str) -> Request:
    people = [
        {"id": f"p{n}", "name": f"N{n}", **{f"c{k}": str(n * (k + 3) % (k + 4)) for k in range(COLUMNS)}}
        for n in range(PERSONS)
    ]
    wanted = [{"kind": "balance", "of": f"c{k}"} for k in range(COLUMNS)]
    convening = {"tables": {"count": 8, "seats": "7-8"}, "requirements": wanted}
    return Request(people, convening, out=Path(folder, "out"), packet=False, work=0.05)


def interrupt_between_steps(folder: str) -> None:
    request, calls = request_in(folder), Calls()
    with watched(calls):
        solve_request(request)
    assert calls.number > 10 * MOMENTS
    endings = set()
    for moment in range(MOMENTS):
        at = Calls(1 + moment * calls.number // MOMENTS)
        try:
            with watched(at):
                found = solve_request(request)
        except KeyboardInterrupt:  # the seating was saved already
            assert Ledger.open(request.out).rounds
            continue
        assert len(found.plan.seats) == PERSONS
        endings.add(found.ending)
    assert Ending.INTERRUPTED in endings
    assert len(Ledger.open(request.out).rounds) == 1
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def interrupt_within_a_step(folder: str, place: str) -> None:
    module, kind, name = place.split(".")
    owner = getattr(sys.modules[module], kind)
    former = getattr(owner, name)

    sent = []  # a second one is raised at once

    def interrupted(self, *given, **named):
        if threading.current_thread() is threading.main_thread() and interrupts._takers and not sent:
            sent.append(place)
            signal.raise_signal(signal.SIGINT)
        return former(self, *given, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(owner, name, interrupted)
        assert len(solve_request(request_in(folder)).plan.seats) == PERSONS


def run_alone(python: Interpreter, function: str, *given: object) -> None:
    """Call a function of this module in a process of its own: a signal is for the whole process and all its tests."""
    code = f"import sys; from tests.api import test_interrupts as here; here.{function}(*sys.argv[1:])"
    done = python.run("-c", code, *given, cwd=ROOT)
    assert done.returncode == 0, done.stderr


@pytest.mark.room
def test_an_interrupt_between_any_two_steps_keeps_the_seating(tmp_path, python):
    """A thread may be about to start then, or a process may be about to end."""
    run_alone(python, "interrupt_between_steps", tmp_path)


@pytest.mark.room
@pytest.mark.parametrize("place", ["threading.Thread.start", "threading.Thread.join", "subprocess.Popen.wait"])
def test_an_interrupt_within_a_half_done_step_keeps_the_seating(tmp_path, python, place):
    run_alone(python, "interrupt_within_a_step", tmp_path, place)


def test_an_interrupt_sends_the_signal_of_the_search_that_takes_it():
    stop_signal = StopSignal()
    with stop_signal.taking_interrupts():
        interrupts.interrupt(signal.SIGTERM)
        interrupts.interrupt(signal.SIGTERM)  # a supervisor may send it twice
        with pytest.raises(KeyboardInterrupt):
            stop_signal.check()
        stop_signal.check()


def test_an_interrupt_that_no_check_has_seen_is_raised_at_the_end():
    stop_signal = StopSignal()
    outer = stop_signal.taking_interrupts()
    outer.__enter__()
    with stop_signal.taking_interrupts():
        interrupts.interrupt(signal.SIGINT)
    assert stop_signal.is_sent
    with pytest.raises(KeyboardInterrupt):
        outer.__exit__(None, None, None)


def test_a_second_interrupt_is_raised_at_once():
    stop_signal = StopSignal()
    with stop_signal.taking_interrupts():
        interrupts.interrupt(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            interrupts.interrupt(signal.SIGINT)
        assert stop_signal.take()


def test_an_interrupt_while_pages_are_written_is_raised_at_once():
    stop_signal = StopSignal()
    with stop_signal.taking_interrupts(), stop_signal.raising_interrupts(), pytest.raises(KeyboardInterrupt):
        interrupts.interrupt(signal.SIGINT)


def test_no_other_thread_takes_an_interrupt():
    taken = []

    def search() -> None:
        with StopSignal().taking_interrupts():
            taken.append(list(interrupts._takers))

    thread = threading.Thread(target=search)
    thread.start()
    thread.join()
    assert taken == [[]]
