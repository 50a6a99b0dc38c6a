"""Counts the work units that the searches of a test take: a test that takes more than `LIMIT` is marked `room`.

Work is counted, and not measured in seconds, so a busy machine changes nothing. A search in a process of its own, such
as that of `python -m seating solve`, is not seen here.
"""

from __future__ import annotations

from collections.abc import Generator
from functools import wraps
from typing import Any

import pytest

from seating.engines.child import Child
from seating.engines.in_process import InProcess
from seating.engines.messages import Answer

LIMIT = 1.0
"""Work units, about a second each, above which a search belongs into a test that is marked `room`."""

UNLIMITED = {"room", "night", "browser"}
"""Markers of tests that `./check` leaves out."""


class Counter:
    """The work units of all answers to this process so far."""

    work = 0.0


def count_answers() -> None:
    """From now on, add up the work of each answer that an engine gives to this process."""
    for worker in (Child, InProcess):
        worker.ask = _counting(worker.ask)


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


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Fail a test that searches too much without a marker."""
    before = Counter.work
    result = yield
    spent = Counter.work - before
    if spent > LIMIT and not UNLIMITED & {mark.name for mark in item.iter_markers()}:
        pytest.fail(f"this test searches for {spent:.1f} work units; with more than {LIMIT:g}, mark it `room`")
    return result
