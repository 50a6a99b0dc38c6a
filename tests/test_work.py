"""A test that searches for long, or starts several processes, without the marker `room` fails."""

from __future__ import annotations

from pathlib import Path
from random import Random

from seating.engines import SILENT, Effort, best_plan
from seating.engines.in_process import InProcess
from tests.conftest import ROOT, Interpreter
from tests.engines.drawn import random_convening
from tests.work import Counter

CONFTEST = """
from tests import work
from tests.work import *
"""

TESTS = """
import subprocess
import sys

import pytest
from seating.engines.in_process import InProcess
from seating.engines.messages import Answer, SolveStatus
from tests import work

def search(units):
    answered = Answer(SolveStatus.UNDECIDED, None, None, None, units)
    work._counting(lambda: answered)()

def test_that_is_short():
    search(work.LIMIT)

def test_that_is_long():
    search(0.6)
    search(0.6)

def test_of_one_process():
    subprocess.run([sys.executable, "-S", "-c", ""], check=True)

def test_of_two_processes():
    test_of_one_process()
    test_of_one_process()

@pytest.mark.room
def test_that_is_marked():
    search(9.0)
    test_of_two_processes()
"""


def test_a_long_search_and_several_processes_need_the_marker(python: Interpreter, tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text(CONFTEST, encoding="utf-8")
    (tmp_path / "test_made_up.py").write_text(TESTS, encoding="utf-8")
    common = ("-n", "0", "-rA", "-p", "no:cacheprovider", "-c", ROOT / "pyproject.toml", "--rootdir", tmp_path)
    done = python.run("-m", "pytest", *common, tmp_path, cwd=tmp_path)
    assert "PASSED test_made_up.py::test_that_is_short" in done.stdout
    assert "PASSED test_made_up.py::test_of_one_process" in done.stdout
    assert "PASSED test_made_up.py::test_that_is_marked" in done.stdout
    assert "starts 2 Python processes; with more than 1, mark it `room`" in done.stdout
    assert "searches for 1.2 work units; with more than 1, mark it `room`" in done.stdout


def test_the_answer_of_a_real_search_is_counted() -> None:
    before, rng = Counter.work, Random(5)
    for _ in range(12):
        best_plan(random_convening(rng), Effort(work=1.0), 0, SILENT, InProcess())
    assert Counter.work > before
