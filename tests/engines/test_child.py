"""A child's death, a Ctrl-C or a deadline never takes the best seating so far."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace

import pytest

from seating.engines import SILENT, Child, Effort, Ending, best_plan
from seating.engines.child import NICENESS_STEPS, NICEST
from seating.engines.child_main import UNREADABLE
from seating.engines.incumbent import Incumbent
from seating.engines.local_search.construction import construct
from seating.engines.messages import Aim, Anneal, Engine, Silent, Solve, SolveStatus
from seating.engines.worker import EnoughError, OutOfTimeError, WorkerDiedError
from seating.model import Value, penalty_of
from tests.conftest import Interpreter
from tests.engines.rooms import big_model, open_model
from tests.waiting import wait_until

pytestmark = pytest.mark.room

MODEL = open_model()
BEGUN = construct(MODEL, 0)


class Noting(Silent):
    """Remembers what it was told."""

    def __init__(self) -> None:
        self.values: list[Value] = []
        self.reasons: list[str] = []
        self.hook = lambda: None

    def progress(self, incumbent: Value, bound: int | None, seconds: float) -> None:
        self.values.append(incumbent)
        self.hook()

    def lost(self, reason: str) -> None:
        self.reasons.append(reason)


@pytest.mark.room
@pytest.mark.parametrize("number", [1, 2, 4])
def test_children_that_are_killed_leave_the_incumbent(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of them die at once, in the middle of a question."""
    watch = Noting()
    send = Child._send
    sent: list[object] = []

    def send_and_kill(child: Child, *asked: object) -> None:
        send(child, *asked)
        if watch.values and threading.current_thread() is threading.main_thread():
            sent.append(asked)
            if len(sent) == number:
                _kill_workers()

    monkeypatch.setattr(Child, "_send", send_and_kill)
    monkeypatch.setattr(Incumbent, "is_optimal", property(lambda incumbent: False))  # it goes on until then
    with Child() as child:
        outcome = best_plan(MODEL, Effort(work=20.0), 0, watch, child)
    assert outcome.ending is Ending.LOST
    assert watch.reasons == ["signal 9"]
    assert outcome.value == min(watch.values) == penalty_of(MODEL, outcome.tables)
    assert outcome.value <= penalty_of(MODEL, BEGUN)


@pytest.mark.parametrize("ends", ["os.abort()", "sys.exit(3)", "sys.stdin.read()"])
def test_a_child_that_aborts_or_ends_is_a_loss_that_is_told(ends: str) -> None:
    watch = Noting()
    stubborn = Child((sys.executable, "-c", f"import os, sys; sys.stdin.buffer.read(1); {ends}"))
    limit = Effort.until(time.monotonic() + 1.0) if "read" in ends else Effort(work=1.0)
    with stubborn:
        outcome = best_plan(MODEL, limit, 0, watch, stubborn)
    assert outcome.value <= penalty_of(MODEL, BEGUN)
    if "read" in ends:  # it never answers: the clock ends it
        assert outcome.ending is Ending.TIME
    else:
        assert outcome.ending is Ending.LOST
        assert watch.reasons[0] in {"signal 6", "exit code 3"}


def test_a_question_that_cannot_be_read_ends_the_child(python: Interpreter) -> None:
    """A worker of another version than its parent must not keep it waiting."""
    boot = "from seating.engines.child_main import main; main()"
    unknown = b"cseating.no_such_module\nNothing\n."
    done = python.run("-c", boot, input=unknown, timeout=60, text=False)
    assert done.returncode == UNREADABLE


def test_a_child_that_nobody_listens_to_ends_in_order(python: Interpreter) -> None:
    """The end of what it is told may be noticed later than that nobody hears what it tells."""
    boot = "from seating.engines.child_main import main; main()"
    worker = python.start("-c", boot, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    worker.stdout.close()
    assert worker.wait(60) == 0


@pytest.mark.room
def test_a_reply_that_cannot_be_read_is_a_loss_that_is_told() -> None:
    watch = Noting()
    babbling = "import sys, time; sys.stdin.buffer.read(1); print('hello', flush=True); time.sleep(60)"
    with Child((sys.executable, "-c", babbling)) as child:
        outcome = best_plan(MODEL, Effort(work=1.0), 0, watch, child)
    assert outcome.ending is Ending.LOST
    assert watch.reasons[0] == "a reply that cannot be read"


def test_a_child_that_does_not_even_read_is_stopped_at_the_deadline() -> None:
    """The model of a large room is more than a pipe holds."""
    large = big_model(1000, 100)
    with Child((sys.executable, "-c", "import time; time.sleep(60)")) as child:
        child.load(large)
        with pytest.raises(OutOfTimeError):
            child.ask(Solve(Aim.PENALTY, construct(large, 0), 0, 1.0), deadline=time.monotonic() + 0.5)
        assert child.process_id is None


def test_an_interruption_keeps_the_incumbent_and_stops_the_child() -> None:
    watch = Noting()
    watch.hook = lambda: os.kill(os.getpid(), signal.SIGINT) if len(watch.values) == 2 else None
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a solver that another test ran here may have taken it
    before = set(_children())
    with Child() as child:
        outcome = best_plan(MODEL, Effort(work=20.0), 0, watch, child)
        assert set(_children()) - before <= {child.process_id}
    assert outcome.ending is Ending.INTERRUPTED
    assert outcome.value == min(watch.values)


def test_an_interruption_before_anything_is_found_still_seats_everybody() -> None:
    watch = Noting()

    def interrupt() -> None:
        raise KeyboardInterrupt

    watch.hook = interrupt
    with Child() as child:
        outcome = best_plan(MODEL, Effort(work=1.0), 0, watch, child)
    assert outcome.ending is Ending.INTERRUPTED
    assert (outcome.tables >= 0).all()


def test_after_its_death_a_child_answers_again(child: Child) -> None:
    child.load(MODEL)
    child.stop()
    answer = child.ask(Solve(Aim.MUSTS, BEGUN, 0, 1.0))
    assert answer.status in {SolveStatus.PROVEN, SolveStatus.FOUND}


def test_a_question_that_fails_is_told_with_its_reason(child: Child) -> None:
    child.load(MODEL)
    with pytest.raises(WorkerDiedError, match="IndexError"):
        child.ask(Solve(Aim.MUSTS, BEGUN + 100, 0, 1.0))


def test_an_answer_that_is_late_is_not_waited_for(child: Child) -> None:
    child.load(MODEL)
    with pytest.raises(OutOfTimeError):
        child.ask(Solve(Aim.PENALTY, BEGUN, 0, 1e6), time.monotonic())  # no process answers at once
    assert child.process_id is None


def test_the_child_ends_with_its_parent(python: Interpreter) -> None:
    says = (
        "import time; from seating.engines import Child; child = Child(); child.start()\n"
        "print(child.process_id, flush=True); time.sleep(60)"
    )
    parent = python.start("-c", says, stdout=subprocess.PIPE)
    assert parent.stdout is not None
    number = int(parent.stdout.readline())
    parent.kill()
    parent.communicate()
    wait_until(lambda: not _is_alive(number))


def _children(word: str = "") -> list[int]:
    """Return the numbers of this process's children in whose command the word stands."""
    listed = subprocess.run(
        ["ps", "-ww", "-o", "pid=,args=", "--ppid", str(os.getpid())], capture_output=True, text=True
    )
    found = [line.split(maxsplit=1) for line in listed.stdout.splitlines()]
    return [int(number) for number, command in found if word in command and not command.startswith("ps ")]


def _kill_workers() -> None:
    """Kill every worker of this process. A browser that other tests have open is its child too, and lives on."""
    for number in _children("child_main"):
        os.kill(number, signal.SIGKILL)


def _is_alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    try:
        status = subprocess.run(["ps", "-o", "stat=", "-p", str(number)], capture_output=True, text=True).stdout
    except FileNotFoundError:
        return True
    return bool(status.strip()) and not status.strip().startswith("Z")


def test_silence_is_a_watch() -> None:
    SILENT.progress(Value(0, 0), None, 0.0)
    SILENT.lost("nothing")


def test_a_child_is_ended_at_once(tmp_path):
    kept = tmp_path / "kept"
    code = f"import sys, pathlib; sys.stdin.read(); pathlib.Path({str(kept)!r}).write_text('went on')"
    child = Child((sys.executable, "-c", code), Engine.EXACT)
    child.start()
    number = child.process_id
    child.stop()
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)
    assert not kept.exists()


@pytest.mark.skipif(not hasattr(os, "getpriority"), reason="this system has no priorities that can be read")
def test_who_makes_way_is_nice() -> None:
    child = Child()
    child.start()
    assert child.process_id is not None
    before = os.getpriority(os.PRIO_PROCESS, child.process_id)
    for already in (before, before + 3):
        child.stop()
        child.start()
        os.setpriority(os.PRIO_PROCESS, child.process_id, already)
        child.lower_priority()
        assert os.getpriority(os.PRIO_PROCESS, child.process_id) == min(NICEST, already + NICENESS_STEPS)
        child.lower_priority()  # once is enough
        assert os.getpriority(os.PRIO_PROCESS, child.process_id) == min(NICEST, already + NICENESS_STEPS)
    child.stop()
    child.lower_priority()  # nobody is there, and nothing happens


@pytest.mark.room
def test_questions_that_are_asked_at_once_get_the_same_answers() -> None:
    models = [big_model(20, 2, seed) for seed in range(7)]
    asked = [(model, Anneal(construct(model, 0), 1, 0.01, 1, Value(0, 0))) for model in models]
    with Child(engine=Engine.ANNEAL) as child:
        one_by_one = dict(child.ask_each(asked))
        at_once = dict(child.ask_each(asked, at_once=3))
        ids = [each.process_id for each in (child, *child._others)]
        next(abandoned := child.ask_each(iter(asked), at_once=3))
        abandoned.close()
    assert len({*ids} - {None}) == 3
    assert not any(each.process_id for each in (child, *child._others))
    assert sorted(at_once) == sorted(one_by_one) == list(range(7))
    assert all(at_once[n].tables.tolist() == one_by_one[n].tables.tolist() for n in range(7))


@pytest.mark.room
def test_an_error_of_one_of_several_questions_ends_them_all() -> None:
    model = big_model(20, 2)
    good = Anneal(construct(model, 0), 1, 0.01, 1, Value(0, 0))
    bad = replace(good, tables=good.tables[:3])
    with Child(engine=Engine.ANNEAL) as child, pytest.raises(WorkerDiedError):
        list(child.ask_each([(model, good), (model, good), (model, bad), *[(model, good)] * 50], at_once=2))
    assert child.process_id is None


def test_questions_that_are_asked_at_once_end_together_when_that_is_enough() -> None:
    """Each child ends by itself; none is taken for one that has died."""
    model = big_model(20, 2)
    long = Anneal(construct(model, 0), 1, 1e6, 1, Value(-1, -1))
    until = time.monotonic() + 0.5
    with Child(engine=Engine.ANNEAL) as child, pytest.raises(EnoughError):
        list(child.ask_each([(model, long)] * 4, is_enough=lambda: time.monotonic() > until, at_once=2))
