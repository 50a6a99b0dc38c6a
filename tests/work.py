"""Counts what a test takes: the work units of its searches, and the Python processes that it starts.

A test that takes more than `LIMIT` units or `PROCESSES` processes is marked `room`. Both are counted, and seconds are
not measured, so a busy machine changes nothing. The work of a search in a process of its own is not seen here.
"""

from __future__ import annotations

import sys
from collections.abc import Generator
from functools import wraps
from multiprocessing.process import BaseProcess
from typing import Any

import pytest

from seating.engines.child import Child
from seating.engines.in_process import InProcess
from seating.engines.messages import Answer

LIMIT = 1.0
"""Work units, about a second each, above which a search belongs into a test that is marked `room`."""

PROCESSES = 1
"""Python processes, other than those of engines, above which a test is marked `room`."""

UNLIMITED = {"room", "night", "browser"}
"""Markers of tests that `./check` leaves out."""


class Counter:
    """The work units of all answers to this process so far, and the Python processes that it has started."""

    work = 0.0
    processes = 0


def count_answers() -> None:
    """From now on, add up the work of each answer that an engine gives to this process."""
    for worker in (Child, InProcess):
        worker.ask = _counting(worker.ask)


def count_processes() -> None:
    """From now on, count each Python process that this one starts."""
    sys.addaudithook(_note_process)
    BaseProcess.start = _starting(BaseProcess.start)


def _note_process(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "subprocess.Popen":
        program, words = arguments[0], [str(word) for word in arguments[1]]
        is_python = sys.executable in (program, *words[:1])
        if is_python and not any("child_main" in word for word in words):  # an engine serves many tests
            Counter.processes += 1


def _starting(start: Any) -> Any:
    @wraps(start)
    def counted(process: BaseProcess) -> None:
        Counter.processes += 1
        start(process)

    return counted


def _counting(ask: Any) -> Any:
    @wraps(ask)
    def counted(*given: Any, **named: Any) -> Answer:
        answer: Answer = ask(*given, **named)
        Counter.work += answer.work
        return answer

    return counted


def pytest_configure(config: pytest.Config) -> None:
    """Count in this process, which runs tests or starts those that do."""
    count_answers()
    count_processes()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Fail a test without a marker that searches too much or starts too many processes."""
    before, started = Counter.work, Counter.processes
    result = yield
    spent, started = Counter.work - before, Counter.processes - started
    if not UNLIMITED & {mark.name for mark in item.iter_markers()}:
        if spent > LIMIT:
            pytest.fail(f"this test searches for {spent:.1f} work units; with more than {LIMIT:g}, mark it `room`")
        if started > PROCESSES:
            pytest.fail(f"this test starts {started} Python processes; with more than {PROCESSES}, mark it `room`")
    return result
