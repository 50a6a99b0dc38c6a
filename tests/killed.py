"""Runs that a test kills. They are no copies of its process: a copy has its locks, but no threads to free them."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from functools import cache
from multiprocessing import forkserver
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from signal import SIGKILL
from typing import Any

import pytest

from tests.shape import ROOT
from tests.waiting import PATIENCE

PRELOADED = ["ortools.sat.python.cp_model", "tests.api.test_unfinished", "tests.ledger.test_killed"]


@cache
def copies() -> BaseContext:
    """Return the context whose processes are copies of one that has no threads and has imported what they do."""
    forkserver.set_forkserver_preload(PRELOADED)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT))
        forkserver.ensure_running()
    return multiprocessing.get_context("forkserver")


def start(act: Callable[..., None], *given: Any) -> BaseProcess:
    """Start a run in the current folder; `act` is a function of a module."""
    run = copies().Process(target=act, args=given)
    run.start()
    return run


def assert_killed(run: BaseProcess) -> None:
    """Wait until a run has been killed. One that ended by itself fails the test."""
    run.join(PATIENCE)
    assert run.exitcode == -SIGKILL
