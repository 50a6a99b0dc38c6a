"""Lists as conveners have them: what is understood, and what is asked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from seating.cli import seating
from tests.acceptance.lists import LISTS, Answer, Case, check_list, read_cases, seat_list

CASES = [pytest.param(case, id=case["file"]) for case in read_cases()]


def run(arguments: list[str], folder: Path) -> Answer:
    """Run a command in a folder, in this process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        done = CliRunner().invoke(seating, arguments)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    record = json.loads(done.stdout) if done.stdout.startswith("{") else {}
    return Answer(done.exit_code, record, done.stderr)


def test_no_list_is_without_expectations() -> None:
    """Every list, and whatever lies beside one, is named in an entry."""
    named = {name for case in read_cases() for name in (case["file"], case.get("convening"), *case.get("beside", ()))}
    kept = {path.name for path in LISTS.iterdir()} - {"README.md", "expectations.json", ".gitattributes"}
    assert kept == named - {None}


@pytest.mark.parametrize("case", CASES)
def test_a_list_is_understood_or_asked_about(case: Case, tmp_path: Path) -> None:
    """What `check` alone can show; nobody is seated."""
    assert check_list(case, tmp_path, run) == []


@pytest.mark.room
@pytest.mark.parametrize("case", CASES)
def test_a_list_is_seated_as_its_owner_means(case: Case, tmp_path: Path) -> None:
    assert seat_list(case, tmp_path, run) == []
