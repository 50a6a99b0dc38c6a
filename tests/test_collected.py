"""Whether every test ran is told from the result files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ROOT, Interpreter

TESTED = "tests/test_waiting.py"


@pytest.mark.room
def test_tests_that_ran_nowhere_and_results_of_no_test_are_named(python: Interpreter, tmp_path: Path) -> None:
    results = tmp_path / "some.xml"
    results.write_text(
        """<testsuites><testsuite>
        <testcase classname="tests.test_waiting" name="test_no_test_sleeps_gives_up_soon_or_forks"/>
        <testcase classname="tests.test_waiting" name="test_that_was_removed"/>
        </testsuite></testsuites>""",
        encoding="utf-8",
    )
    done = python.run(ROOT / ".ci" / "collected.py", results, "--tests", TESTED)
    told = done.stdout.splitlines()
    names = [line.split(" ")[-1] for line in told if line.startswith("  Ran nowhere: ")]
    assert names
    assert "tests.test_waiting::test_no_test_sleeps_gives_up_soon_or_forks" not in names
    assert "  Not collected: tests.test_waiting::test_that_was_removed" in told
    assert done.returncode == 1
