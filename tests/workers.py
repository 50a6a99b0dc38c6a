"""Solver processes that tests keep from one search to the next, because starting one takes longer than its answers.

A process that has answered its last question waits for the next search with the same engine and the same environment.
One that has died, is still working, or has a lower priority is stopped as usual. What ends a process, and when, is
tested in `tests/engines`, where none is kept.
"""

from __future__ import annotations

import os
from collections.abc import Hashable
from functools import wraps
from typing import Any

import pytest

from seating.engines import Child, prestart

Worker = tuple[Any, Any, Any]
"""The process of a child, its queue of replies, and whether it is ready."""


class Workers:
    """At most one waiting process for each engine."""

    def __init__(self) -> None:
        self._waiting: dict[Hashable, tuple[Hashable, Worker]] = {}

    def keep_during(self, patch: pytest.MonkeyPatch) -> None:
        """Keep the processes of searches until the patch is undone."""
        start, stop, ask = Child.start, Child.stop, Child.ask

        @wraps(start)
        def take_or_start(child: Child) -> None:
            if child.process_id is None and child._command is None:
                child._is_asking, child._started_in = False, _environment()
                waiting = self._take(child._engine)
                if waiting is not None:
                    child._process, child._replies, child._ready = waiting
                    child._sent, child._is_low_priority = None, False
                    return
            start(child)

        @wraps(stop)
        def keep_or_stop(child: Child, at_once: bool = False) -> None:
            is_new = child._process is None or child._command is not None or child.process_id is None
            if is_new or child._is_asking or child._is_low_priority or not child._replies.empty():
                stop(child, at_once)
            else:
                self._keep(child)

        @wraps(ask)
        def note_and_ask(child: Child, *given: Any, **options: Any) -> Any:
            child.start()
            child._is_asking = True
            answer = ask(child, *given, **options)
            child._is_asking = False
            return answer

        patch.setattr(Child, "start", take_or_start)
        patch.setattr(Child, "stop", keep_or_stop)
        patch.setattr(Child, "ask", note_and_ask)
        patch.setattr(prestart, "begin", lambda engine: None)

    def stop(self) -> None:
        """End the processes that wait."""
        for _, (process, *_) in self._waiting.values():
            _end(process)
        self._waiting.clear()

    def _keep(self, child: Child) -> None:
        _, (process, *_) = self._waiting.pop(child._engine, (None, (None,)))
        if process is not None:
            _end(process)
        self._waiting[child._engine] = child._started_in, (child._process, child._replies, child._ready)
        child._process = None

    def _take(self, engine: Hashable) -> Worker | None:
        environment, worker = self._waiting.pop(engine, (None, None))
        if worker is None:
            return None
        process, replies, _ = worker
        if environment == _environment() and process.poll() is None and replies.empty():
            return worker
        _end(process)
        return None


def _environment() -> Hashable:
    return frozenset(item for item in os.environ.items() if item[0] != "PYTEST_CURRENT_TEST")


def _end(process: Any) -> None:
    process.kill()
    process.wait()
    process.stdin.close()
