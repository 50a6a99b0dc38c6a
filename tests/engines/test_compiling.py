"""Compiling on a new machine: one process at a time does it, the others load its work, and the user is told."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

import seating
from seating.api import explain
from seating.api.request import Request
from seating.engines import Child
from seating.engines.budget import Effort
from seating.engines.interruption import Ending
from seating.engines.messages import NOTHING, Answer, Compiling, Found, Ready
from seating.engines.outcome import Outcome, outcome_of
from seating.engines.portfolio import Portfolio
from seating.model import Model, penalty_of
from seating.plan import IntArray
from tests.conftest import Interpreter
from tests.engines.children import Here, Scripted
from tests.engines.every import every
from tests.engines.rooms import big_model

pytestmark = pytest.mark.room

FUNCTION = """
from seating.engines import jit
told = []
jit.on_compiling(told.append)

@jit.entry_point
def double(x):
    return 2 * x

def misses():
    return sum(double.stats.cache_misses.values())
"""

HOLDER = """
import sys, function
function.jit._turn.begin()
print("compiling", flush=True)
sys.stdin.readline()
assert function.double(4) == 8
function.jit._turn.end()
print(function.misses(), function.told)
"""

WAITER = """
import function
function.jit.on_compiling(lambda is_kept: print("waiting", flush=True))
assert function.double(5) == 10
print(function.misses())
"""

UNSAVED = """
import function
from numba.core.caching import FunctionCache
def save(*_):
    raise OSError("no space left on device")
FunctionCache.save_overload = save
assert function.double(5) == 10
assert function.double(6) == 12
print(function.told)
"""

WARM_UP = """
from seating.engines.annealing import kernel, warm_up
warm_up()
functions = (kernel.initialize, kernel.sample_swaps, kernel.search)
print(sum(sum(one.stats.cache_misses.values()) for one in functions))
"""


@pytest.fixture
def cold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty cache folder for the processes of a test, which find `FUNCTION` as the module `function`."""
    (tmp_path / "function.py").write_text(FUNCTION)
    monkeypatch.setenv("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    return tmp_path


def run(python: Interpreter, cold: Path, program: str) -> str:
    done = python.run("-c", program, cwd=cold)
    assert done.returncode == 0, done.stderr
    return done.stdout


def start(python: Interpreter, cold: Path, program: str) -> subprocess.Popen[str]:
    return python.start("-c", program, cwd=cold, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def line_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_a_second_process_waits_and_loads_what_the_first_has_compiled(python: Interpreter, cold: Path) -> None:
    first = start(python, cold, HOLDER)
    assert line_of(first) == "compiling"
    second = start(python, cold, WAITER)
    assert line_of(second) == "waiting"
    time.sleep(0.3)
    assert second.poll() is None
    assert first.communicate("\n", timeout=60)[0].split("\n")[0] == "1 [True]"
    assert second.communicate(timeout=60)[0].split() == ["0"]


def test_a_process_that_is_killed_while_it_compiles_leaves_its_turn_to_the_next(
    python: Interpreter, cold: Path
) -> None:
    first = start(python, cold, HOLDER)
    assert line_of(first) == "compiling"
    second = start(python, cold, WAITER)
    assert line_of(second) == "waiting"
    first.kill()
    assert second.communicate(timeout=60)[0].split() == ["1"]


def test_what_is_compiled_is_found_by_later_processes_and_nothing_is_told(python: Interpreter, cold: Path) -> None:
    assert run(python, cold, WAITER).split() == ["waiting", "1"]
    assert run(python, cold, WAITER).split() == ["0"]


def test_code_that_cannot_be_saved_is_used_and_told(python: Interpreter, cold: Path) -> None:
    assert run(python, cold, UNSAVED).strip() == "[True, False]"


def test_a_process_that_compiles_deletes_what_no_version_uses(python: Interpreter, cold: Path) -> None:
    run(python, cold, WAITER)
    (kept,) = [path for path in (cold / "cache" / "seating" / "compiled").iterdir() if path.is_dir()]
    unused = kept.with_name("0123456789abcdef")
    unused.mkdir()
    os.utime(unused, (0, 0))
    os.utime(kept, (0, 0))
    run(python, cold, WAITER)  # nothing is compiled, so nothing is deleted
    assert unused.exists()
    assert kept.stat().st_mtime > 0
    shutil.rmtree(kept)
    run(python, cold, WAITER)
    assert kept.exists()
    assert not unused.exists()


STILL_COMPILING = """
import time
from seating.engines import child_main
child_main._import_engine = lambda engine, write: time.sleep(60)
child_main.main("annealing")
"""


@pytest.mark.parametrize("is_kept", [True, False])
def test_a_process_goes_on_compiling_after_the_run_only_if_the_code_is_kept(
    cold: Path, is_kept: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(seating.__file__).parents[1]))
    if not is_kept:
        (cold / "cache").write_text("in the way")
    with subprocess.Popen([sys.executable, "-c", STILL_COMPILING], stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        process.stdin.close()
        try:
            code = process.wait(5 if is_kept else 50)
        except subprocess.TimeoutExpired:
            code = None
        process.kill()
    assert code == (None if is_kept else 0)


def test_without_a_folder_each_process_compiles_and_tells(
    python: Interpreter, cold: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (cold / "cache").write_text("in the way")
    for _ in range(2):
        assert run(python, cold, "import function; function.double(1); print(function.told)").strip() == "[False]"


def test_processes_that_start_together_compile_the_annealer_once(python: Interpreter, cold: Path) -> None:
    started = [start(python, cold, WARM_UP) for _ in range(3)]
    misses = [int(process.communicate(timeout=600)[0]) for process in started]
    assert sum(misses) == 3


MODEL = big_model(12, 2)


class Compiled(Here):
    """An annealer that compiles until a number of questions were put to the exact engine."""

    def __init__(self, exact: Here, until: int, reply: Any = NOTHING) -> None:
        super().__init__()
        self._exact, self._until, self._reply = exact, until, reply

    @property
    def is_ready(self) -> bool:
        return len(self._exact.asked) >= self._until

    def ask(self, question: Any, *others: Any) -> Answer:
        on_compiling = others[-1]
        on_compiling(True)
        if isinstance(self._reply, BaseException):
            raise self._reply
        return self._reply


class Told:
    """A watch that remembers what it was told about compiling."""

    def __init__(self) -> None:
        self.kept: list[bool] = []

    def progress(self, *_: Any) -> None: ...

    def found(self, *_: Any) -> None: ...

    def lost(self, reason: str) -> None:
        raise AssertionError(reason)

    def compiling(self, is_kept: bool) -> None:
        self.kept.append(is_kept)


def search(effort: Effort, until: int, reply: Any = NOTHING) -> tuple[Portfolio, Scripted, Told]:
    """Return a portfolio whose annealer compiles, its exact engine, which finds the best seating, and its watch."""
    watch, exact = Told(), Scripted(*[Answer(NOTHING.status, BEST, None, None, 0.0)] * 9)
    workers = Portfolio(MODEL, effort, 7, watch, exact, False)
    workers.annealer = Compiled(exact, until, reply)
    workers.background._worker = Scripted()
    return workers, exact, watch


def best_of(model: Model) -> IntArray:
    """Return the best seating that meets the musts."""
    met = every(model).meeting
    return met.seatings[int(met.penalty.argmin())]


BEST = best_of(MODEL)


def test_with_a_time_limit_the_exact_engine_improves_the_seating_until_the_annealer_is_compiled() -> None:
    workers, exact, watch = search(Effort.until(time.monotonic() + 60.0), until=2)
    with workers.running():
        workers.anneal(1, 0.5)
    assert len(exact.asked) in (1, 2)  # it stops earlier at a proven optimum
    assert workers.incumbent.value == penalty_of(MODEL, BEST)
    assert watch.kept == [True]


def test_without_one_the_seating_is_that_of_later_runs() -> None:
    workers, exact, watch = search(Effort(work=10.0), until=2)
    before = workers.incumbent.value
    with workers.running():
        workers.anneal(1, 0.5)
    assert len(exact.asked) == 2
    assert workers.incumbent.value == before > penalty_of(MODEL, BEST)
    assert watch.kept == [True]


def test_without_one_the_seating_found_meanwhile_counts_if_the_user_interrupts() -> None:
    workers, _, _ = search(Effort(work=10.0), 2, KeyboardInterrupt())
    with workers.running():
        workers.anneal(1, 0.5)
    assert workers.ending is Ending.INTERRUPTED
    assert workers.incumbent.value == penalty_of(MODEL, BEST)


def test_a_compiled_annealer_is_not_waited_for() -> None:
    workers, exact, _ = search(Effort(work=10.0), until=0)
    workers.anneal(1, 0.5)
    assert exact.asked == []


def test_questions_about_a_seating_tell_it_too_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """`explain` asks for the best seating of changed models, which may be the first search that anneals."""
    watch = Told()

    def best_plan(model: Model, effort: Effort, seed: int, told: Any, child: Child) -> Outcome:
        told.compiling(True)
        told.progress(penalty_of(model, BEST), None, 0.0)
        return outcome_of(model, BEST, penalty_of(model, BEST).penalty, 0.0)

    monkeypatch.setattr(explain, "best_plan", best_plan)
    probes = explain.Probes(Here(), Request((), watch=watch), questions=1)
    assert probes.best_of(MODEL, BEST).is_proven
    assert watch.kept == [True]


TALKER = """
import pickle, sys
from seating.engines.messages import *
def send(reply):
    pickle.dump(reply, sys.stdout.buffer)
    sys.stdout.buffer.flush()
for reply in {replies}:
    send(reply)
pickle.load(sys.stdin.buffer)
send(Found(None, 3))
send(NOTHING)
sys.stdin.read()
"""


@pytest.mark.parametrize(
    ("replies", "told"),
    [([Compiling(True)], [True]), ([Compiling(False)], [False]), ([Compiling(True), Ready()], []), ([Ready()], [])],
)
def test_a_child_tells_that_it_compiles_only_while_it_does(replies: list[Any], told: list[bool]) -> None:
    child = Child((sys.executable, "-c", TALKER.format(replies=replies)))
    kept: list[bool] = []
    found: list[Found] = []
    with child:
        child.start()
        until = time.monotonic() + 30.0
        while Ready() in replies and not child.is_ready and time.monotonic() < until:
            time.sleep(0.02)
        child.ask(NOTHING, None, found.append, on_compiling=kept.append)  # type: ignore[arg-type]
    assert kept == told
    assert [one.bound for one in found] == [3]
