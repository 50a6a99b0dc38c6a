"""Every odd or broken input gives what is expected of it, through the command as a user runs it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.acceptance.bad_inputs import Case, read_cases, try_input
from tests.conftest import BAD_INPUTS, Interpreter

PLAIN = {"baseline", "roles", "yaml-attack"}
"""Families that are tried at every landing. What reading makes of all inputs is tested without a process for each."""

CASES = [
    pytest.param(
        case,
        id="+".join(filter(None, (case["file"], case.get("convening")))),
        marks=() if case["family"] in PLAIN else pytest.mark.night,
    )
    for case in read_cases()
]


def test_no_input_is_without_expectations() -> None:
    """Every file of the folder is named in an entry, and every family of `PLAIN` occurs."""
    cases = read_cases()
    named = {case.get(key) for case in cases for key in ("file", "convening")}
    kept = {path.name for path in BAD_INPUTS.iterdir()} - {"README.md", "expectations.json", ".gitattributes"}
    assert kept == named - {None} - {case["file"] for case in cases if "generate" in case}
    assert {case["family"] for case in cases} >= PLAIN


@pytest.mark.room
@pytest.mark.parametrize("case", CASES)
def test_each_input_gives_what_is_expected(case: Case, tmp_path: Path, python: Interpreter) -> None:
    """Accepted with a note, or refused with place, value and remedy; never a traceback."""
    assert try_input(case, tmp_path, python.run) == []
