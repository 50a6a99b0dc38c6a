"""Hints show the command that was typed, and how to add packages to this installation."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from seating.installed import CALLED, PIPX, UV, name_command, tell_how_to_add
from tests.shape import ROOT


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder in which a program `seating` is installed, which is no folder of commands."""
    program = tmp_path / "an app" / "bin" / "seating"
    program.parent.mkdir(parents=True)
    program.touch(0o755)
    monkeypatch.delenv(CALLED, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "an app"))
    monkeypatch.setattr(sys, "executable", "/opt/bin/python")
    monkeypatch.setattr(sys, "argv", [str(program)])
    return program


def test_a_program_that_is_not_on_the_path_is_named_as_it_was_typed(elsewhere: Path) -> None:
    assert name_command() == f'"{elsewhere}"'


def test_one_on_the_path_is_named_alone(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(elsewhere.parent))
    assert name_command() == "seating"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("/site-packages/seating/__main__.py", "/opt/bin/python -m seating"), ("/usr/bin/pytest", "seating")],
)
def test_a_module_is_named_with_its_python(typed: str, shown: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", [typed])
    assert name_command() == shown


def test_what_cli_py_tells_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CALLED, "python3 cli.py")
    assert name_command() == "python3 cli.py"


@pytest.mark.parametrize(
    ("marker", "command"),
    [
        (PIPX, "pipx inject seating-chart"),
        (UV, "uv pip install --python /opt/bin/python"),
        ("pyvenv.cfg", "/opt/bin/python -m pip install"),
    ],
)
def test_each_installation_is_added_to_in_its_way(
    marker: str, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prefix = tmp_path / "seating-chart"
    prefix.mkdir()
    (prefix / marker).touch()
    monkeypatch.setattr(sys, "prefix", str(prefix))
    assert tell_how_to_add(("starlette", "uvicorn")) == f"{command} starlette uvicorn"


def test_no_message_tells_to_install_the_program_from_an_index() -> None:
    told = re.compile(r"(install|inject|add)\b[^\n]*[ \"']seating-chart")
    files = [*(ROOT / "seating").rglob("*.py"), ROOT / "cli.py"]
    assert [str(one) for one in files if told.search(one.read_text(encoding="utf-8"))] == []
