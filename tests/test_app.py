"""How the application that people download starts. `nox -s app` builds it and tries it as a whole."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

from seating.engines import child_main, prestart
from tests.shape import ROOT


@pytest.fixture
def start(monkeypatch):
    """Return the module that starts the application, and what it calls, each call as its name and arguments."""
    specification = importlib.util.spec_from_file_location("start", ROOT / "app" / "start.py")
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    calls = []
    monkeypatch.setattr(module, "run", lambda *how: calls.append(["run", *sys.argv[1:], len(how)]))
    monkeypatch.setattr(child_main, "main", lambda engine: calls.append(["worker", engine]))
    monkeypatch.setattr(module, "stand_in_for_pandas", lambda: None)

    def call(*arguments):
        monkeypatch.setattr(sys, "argv", ["seating", *arguments])
        module.main()
        return calls

    call.module = module
    return call


def test_a_double_click_opens_the_board_in_a_folder_that_is_always_the_same(start, capsys):
    assert start() == [["run", "open", "--out", str(Path.home() / "Seating"), 1]]
    assert str(Path.home() / "Seating") in capsys.readouterr().out


def test_with_arguments_it_is_the_command_line(start, capsys):
    assert start("solve", "list.csv") == [["run", "solve", "list.csv", 0]]
    assert capsys.readouterr().out == ""


def test_the_application_starts_itself_as_a_worker(start, monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    program, *arguments = prestart.worker_command("exact")
    assert program == sys.executable
    assert start(*arguments) == [["worker", "exact"]]


@pytest.mark.parametrize(("code", "waits"), [(0, False), (130, False), (2, True)])
def test_a_window_stays_open_after_an_error(start, monkeypatch, code, waits):
    asked = []
    monkeypatch.setattr("builtins.input", asked.append)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    start.module._keep_window(code)
    assert bool(asked) == waits
