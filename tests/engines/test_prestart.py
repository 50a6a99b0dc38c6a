"""A process begun early is the one that is asked, and none is left behind."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from contextlib import ExitStack, nullcontext
from pathlib import Path
from typing import Any, cast

import pytest

from seating.engines import Child, prestart
from seating.engines.local_search.construction import construct
from seating.engines.messages import Aim, Anneal, Engine, Solve
from seating.engines.worker import EnoughError
from seating.model import Value
from tests.conftest import Interpreter
from tests.engines.rooms import big_model
from tests.waiting import let_pass, wait_until

SECONDS = 60.0


@pytest.mark.parametrize(
    ("rows", "engine"), [(12, Engine.EXACT), (80, Engine.EXACT), (81, Engine.ANNEAL), (500, Engine.ANNEAL)]
)
def test_a_long_list_is_annealed(tmp_path: Path, rows: int, engine: Engine) -> None:
    people = tmp_path / "people.csv"
    people.write_text("\n".join(["name", *(f"Somebody {n}" for n in range(rows))]))
    assert prestart.likely_engine(people) == prestart.likely_engine(str(people)) == engine
    assert prestart.likely_engine([{}] * rows) == engine


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_read_since_that_can_be_done_only_once(tmp_path: Path, python: Interpreter) -> None:
    pipe = tmp_path / "people.csv"
    os.mkfifo(pipe)
    python.start("-c", f"open({str(pipe)!r}, 'w').write('name\\nAda\\n' * 500)")
    assert prestart.likely_engine(pipe) == "exact"
    assert pipe.read_text().count("Ada") == 500


def test_the_lines_of_a_workbook_tell_nothing(tmp_path: Path) -> None:
    people = tmp_path / "people.xlsx"
    people.write_bytes(b"PK\x03\x04" + b"\n" * 500)
    assert prestart.likely_engine(people) == "exact"


@pytest.mark.parametrize("people", ["-", "no such file.csv", ".", "nul\0", None])
def test_what_cannot_be_looked_at_counts_as_short(people: str | None) -> None:
    assert prestart.likely_engine(people) == "exact"


@pytest.mark.parametrize("engine", [Engine.EXACT, Engine.ANNEAL])
def test_who_was_begun_early_is_asked(engine: Engine) -> None:
    """The process is alive, becomes the child's, and answers."""
    model = big_model(24, 4)
    tables = construct(model, 0)
    question = {Engine.EXACT: Solve(Aim.MUSTS, tables, 0, 1.0), Engine.ANNEAL: Anneal(tables, 0, 1e-3, 1, Value(0, 0))}
    with prestart.begun(engine):
        known = prestart._waiting[engine].process.pid
        child = Child(engine=engine)
        assert child.process_id is None
        child.start()
        assert child.process_id == known
    child.load(model)
    assert child.ask(question[engine]).tables is not None
    assert child.process_id == known
    child.stop()


@pytest.mark.parametrize(
    ("engine", "begun"), [(Engine.EXACT, [Engine.EXACT]), (Engine.ANNEAL, [Engine.ANNEAL, Engine.BOUND])]
)
def test_where_annealing_comes_first_a_process_for_bounds_is_begun_too(
    engine: Engine, begun: list[Engine], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prestart, "_waiting", {})
    seen: list[str] = []
    monkeypatch.setattr(prestart, "begin", seen.append)
    with prestart.begun(engine, bounds=True):
        assert seen == begun


def test_one_that_was_begun_is_waited_for_until_it_is_ready_or_has_died() -> None:
    with prestart.begun(prestart.EXACT):
        started = prestart._waiting[prestart.EXACT]
        prestart.wait_until_ready()
        assert started.is_ready.is_set()
        assert started.process.poll() is None
    with prestart.begun(prestart.EXACT):
        started = prestart._waiting[prestart.EXACT]
        started.process.kill()
        prestart.wait_until_ready()
        assert started.process.wait(SECONDS) is not None


def test_one_that_died_is_not_asked() -> None:
    with prestart.begun(prestart.EXACT):
        dead = prestart.process(prestart.EXACT)
        prestart._waiting[prestart.EXACT] = dead
        dead.process.kill()
        dead.process.wait(SECONDS)
        other = prestart.process(prestart.EXACT).process
    assert other.pid != dead.process.pid
    assert other.poll() is None
    other.kill()


def test_a_worker_finds_the_package_of_a_program_that_is_not_installed() -> None:
    *_, folder, _ = prestart.worker_command(prestart.EXACT)
    assert Path(folder, "seating", "engines", "prestart.py") == Path(prestart.__file__)


def test_nobody_waits_for_ever(python: Interpreter) -> None:
    """One that nobody asked for ends when its time is over, and so it does when the command has failed."""
    with prestart.begun(prestart.EXACT):
        idle = prestart._waiting[prestart.EXACT]
    assert idle.process.wait(SECONDS) is not None
    code = (
        "from seating.engines import prestart; prestart.begin('exact'); "
        "print(prestart._waiting['exact'].process.pid); raise SystemExit(2)"
    )
    ran = python.run("-c", code, timeout=SECONDS)
    assert ran.returncode == 2
    if Path("/proc/self/stat").is_file():
        wait_until(lambda: ended(int(ran.stdout)))


def ended(number: int) -> bool:
    """Whether a process that is no child of this one has ended."""
    try:
        state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return True
    return state == "Z"


def test_a_process_that_another_thread_takes_meanwhile_is_not_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server runs several commands at once, each in its own thread."""

    class Shared(dict[str, object]):
        def pop(self, name: str, default: object = None) -> object:
            self.clear()  # the other thread was quicker
            return default

    waiting = Shared()
    monkeypatch.setattr(prestart, "_waiting", waiting)
    monkeypatch.setattr(prestart, "begin", lambda engine: waiting.update({engine: None}))
    with prestart.begun("exact"):
        assert list(waiting) == ["exact"]
    assert not waiting


class Idle:
    """Stands in for a process that waits; `poll` is what looks whether it runs."""

    def __init__(self, look: Callable[[], object] = lambda: None) -> None:
        self.look, self.stdin, self.stdout = look, None, None
        self.was_killed = False

    def poll(self) -> None:
        self.look()

    def kill(self) -> None:
        self.was_killed = True

    def wait(self) -> None:
        pass


def waiting_process(look: Callable[[], object] = lambda: None) -> prestart.Started:
    return prestart.Started(cast(Any, Idle(look)), {})


def test_no_process_is_kept_after_another_thread_has_ended_all() -> None:
    """One search ends while the board closes: its process is ended too, by whichever thread is later."""
    keeping = ExitStack()
    keeping.enter_context(prestart.kept())
    other = threading.Thread(target=keeping.close)

    def close_meanwhile() -> None:
        other.start()
        let_pass(0.2)

    started = waiting_process(close_meanwhile)
    prestart.keep("exact", started)
    other.join()
    assert not prestart._waiting
    assert cast(Any, started.process).was_killed


def test_a_failed_run_kills_no_process_that_another_thread_could_take() -> None:
    """Whoever finds a process waiting takes it away first, so nobody gets one that is being killed."""
    started = waiting_process()
    still_waiting: list[bool] = []
    cast(Any, started.process).kill = lambda: still_waiting.append(bool(prestart._waiting))
    prestart._waiting["exact"] = started
    with pytest.raises(ValueError, match="no list"), prestart.begun("exact"):
        raise ValueError("no list")
    assert still_waiting == [False]


def test_an_idle_process_is_kept_for_the_next_search() -> None:
    model = big_model(24, 4)
    question = Solve(Aim.MUSTS, construct(model, 0), 0, 1.0)
    numbers: list[int] = []
    answers: list[list[int]] = []
    with prestart.kept():
        for _ in range(2):
            with prestart.begun(Engine.EXACT), Child() as child:
                child.load(model)
                tables = child.ask(question).tables
                assert tables is not None
                assert child.process_id is not None
                answers.append(tables.tolist())
                numbers.append(child.process_id)
    assert numbers[0] == numbers[1]
    assert answers[0] == answers[1]
    wait_until(lambda: ended(numbers[0]))


@pytest.mark.parametrize("how", ["abandoned", "slow", "another environment", "not kept"])
def test_a_process_that_is_not_idle_is_ended(how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with prestart.kept() if how != "not kept" else nullcontext():
        child = Child()
        child.load(big_model(24, 4))
        child.start()
        number = child.process_id
        assert number is not None
        if how == "abandoned":
            with pytest.raises(EnoughError):
                child.ask(Solve(Aim.MUSTS, construct(big_model(24, 4), 0), 0, 1.0), is_enough=lambda: True)
        if how == "slow":
            child.lower_priority()
        child.stop()
        if how == "another environment":
            monkeypatch.setenv("OF_THE_TEST", "changed")
        with Child() as other:
            other.start()
            assert other.process_id != number
    wait_until(lambda: ended(number))
