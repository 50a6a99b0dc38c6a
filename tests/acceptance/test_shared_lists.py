"""Lists as conveners have them: what is understood, and what is asked."""

from __future__ import annotations

import importlib.util
import json
import os
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from click.testing import CliRunner

from seating.cli import seating
from tests.conftest import ROOT

SHARED = ROOT.parent / "shared" / "lists"
FOLDERS = (SHARED, ROOT / "tests" / "lists") if SHARED.is_dir() else ()
CASES = [
    pytest.param(folder, case, id=case["file"])
    for folder in FOLDERS
    for case in json.loads((folder / "expectations.json").read_text("utf-8"))["cases"]
]
SEATED = ("together", "apart", "parties", "tables", "voices", "either")
"""What only a seating shows."""

pytestmark = pytest.mark.skipif(not CASES, reason="the shared lists are not there")


@pytest.fixture(scope="module")
def judge() -> ModuleType:
    spec = importlib.util.spec_from_file_location("run_lists", SHARED / "run_lists.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(arguments: list[str], folder: Path) -> tuple[int, str, str]:
    """Run a command in a folder, in this process."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        done = CliRunner().invoke(seating, arguments)
    finally:
        os.chdir(before)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.stdout, done.stderr


@pytest.mark.parametrize(("folder", "case"), CASES)
def test_a_list_is_understood_or_asked_about(folder: Path, case: dict[str, Any], judge: ModuleType) -> None:
    """What `check` alone can show; nobody is seated."""
    shown = {**case, **dict.fromkeys(SEATED, ()), "out": {}, "tables": None, "voices": {}}
    wrong, _ = judge.try_case(shown, folder, run, quick=True)
    assert wrong == []


@pytest.mark.slow
@pytest.mark.parametrize(("folder", "case"), CASES)
def test_a_list_is_seated_as_its_owner_means(folder: Path, case: dict[str, Any], judge: ModuleType) -> None:
    wrong, _ = judge.try_case(case, folder, run)
    assert wrong == []
