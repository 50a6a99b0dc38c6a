"""Slow tests are measured, listed, and run in parts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ROOT, Interpreter
from tests.durations import COLLECTED, find_slow_tests, is_in_part, listed_slow_tests

CONFTEST = """
from pathlib import Path
from tests import durations
durations.LIMIT = 0.2
durations.SLOW_TESTS = Path(__file__).with_name("slow-tests.txt")
from tests.durations import *
"""

TESTS = """
import time
import pytest

def work():
    began = time.process_time()
    while time.process_time() - began < 0.3:
        pass

@pytest.fixture
def prepared():
    work()

def test_of_itself():
    work()

def test_by_its_fixture(prepared):
    pass

@pytest.mark.slow
def test_that_is_marked():
    work()

@pytest.mark.everyday
def test_that_is_promised():
    work()

def test_that_is_quick():
    time.sleep(0.3)
"""


def test_slow_tests_are_measured_and_left_out(python: Interpreter, tmp_path: Path) -> None:
    """A fixture counts, waiting does not, and each slow test runs in one of the parts."""
    (tmp_path / "conftest.py").write_text(CONFTEST, encoding="utf-8")
    (tmp_path / "test_made_up.py").write_text(TESTS, encoding="utf-8")
    listed = tmp_path / "slow-tests.txt"
    common = ("-n", "0", "-rA", "-p", "no:cacheprovider", "-c", ROOT / "pyproject.toml", "--rootdir", tmp_path)

    def run(*options: str) -> str:
        done = python.run("-m", "pytest", *common, *options, tmp_path, cwd=tmp_path)
        assert "failed" not in done.stdout, done.stdout + done.stderr
        return done.stdout

    run("--measure", "-m", "not slow")
    assert listed.read_text(encoding="utf-8").splitlines() == [
        "test_made_up.py::test_by_its_fixture",
        "test_made_up.py::test_of_itself",
    ]
    with listed.open("a", encoding="utf-8") as file:
        file.write("test_made_up.py::test_that_is_promised\n")
    everyday = run("-m", "not slow")
    for name in ("test_that_is_quick", "test_that_is_promised"):
        assert f"PASSED test_made_up.py::{name}" in everyday
    assert "2 passed, 3 deselected" in everyday
    parts = [run("-m", "slow", "--part", f"{part}/2") for part in range(2)]
    for name in ("test_of_itself", "test_by_its_fixture", "test_that_is_marked"):
        assert sum(f"PASSED test_made_up.py::{name}" in part for part in parts) == 1


def test_the_quickest_test_of_a_file_runs_every_day_unless_it_takes_seconds() -> None:
    took = {"a.py::one": 3.0, "a.py::two": 1.2, "b.py::one": 9.0, "c.py::one": 0.1, "c.py::two": 1.0}
    assert find_slow_tests(took) == ["a.py::one", "b.py::one", "c.py::two"]


def test_parts_are_about_equal_and_share_no_test() -> None:
    names = [f"tests/test_made_up.py::test[{number}]" for number in range(1000)]
    parts = [[name for name in names if is_in_part(name, f"{part}/5")] for part in range(5)]
    assert sorted(name for part in parts for name in part) == sorted(names)
    assert all(150 < len(part) < 250 for part in parts)
    assert [name for name in names if is_in_part(name, "12/5")] == parts[2]


def test_the_files_of_slow_tests_exist() -> None:
    """A renamed file is noticed; `pytest --measure` writes the list again."""
    files = {name.partition("::")[0] for name in listed_slow_tests()}
    assert {name for name in files if not (ROOT / name).is_file()} == set()


def test_slow_tests_exist(pytestconfig: pytest.Config) -> None:
    """A renamed test is noticed in each run that collects its whole file, and so in each everyday run."""
    if any("::" in argument for argument in pytestconfig.args):
        pytest.skip("only some tests of a file were asked for")
    collected = pytestconfig.stash[COLLECTED]
    files = {name.partition("::")[0] for name in collected}
    stale = {name for name in listed_slow_tests() if name.partition("::")[0] in files and name not in collected}
    assert stale == set(), "correct these ids in tests/slow-tests.txt, or take them out"
