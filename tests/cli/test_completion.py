"""What the Tab key completes, and the scripts that teach the shells to ask."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest
from click.shell_completion import ShellComplete, get_completion_class

from seating.cli import seating
from tests.shape import ROOT

CITY = str(ROOT / "examples" / "city" / "stakeholders.csv")


def completed(*typed: str) -> list[str]:
    """Return what completes the last word of a command line."""
    found = ShellComplete(seating, {}, "seating", "_SEATING_COMPLETE").get_completions(list(typed[:-1]), typed[-1])
    return [item.value for item in found]


def test_commands_and_options_are_completed():
    assert completed("so") == ["solve"]
    assert completed("rounds", "un") == ["undo"]
    assert completed("solve", "--time") == ["--time-limit"]


def test_kinds_are_completed():
    assert completed("kinds", "ba") == ["balance"]


@pytest.mark.parametrize("command", ["solve", "check", "repair", "explain", "open", "chart", "report"])
def test_the_shell_completes_the_path_of_the_list(command):
    found = ShellComplete(seating, {}, "seating", "_SEATING_COMPLETE").get_completions([command], "exam")
    assert [(item.value, item.type) for item in found] == [("exam", "file")]


def test_names_and_ids_come_from_the_list_and_the_convening():
    assert completed("explain", CITY, "--person", "trent") == ["Trent Abernathy"]
    assert "focus-1" in completed("explain", CITY, "--requirement", "focus")
    assert "capital" in completed("solve", CITY, "--keep", "cap")


@pytest.mark.parametrize("people", ["-", "no-such-list.csv", str(ROOT / "LICENSE")])
def test_a_list_that_cannot_be_read_completes_nothing(people, capfd):
    assert completed("explain", people, "--person", "T") == []
    assert completed("explain", "--person", "T") == []
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_gets_a_script_that_asks_this_program(shell):
    chosen = get_completion_class(shell)
    assert chosen is not None
    script = chosen(seating, {}, "seating", "_SEATING_COMPLETE").source()
    assert f"_SEATING_COMPLETE={shell}_complete" in script
    if shutil.which(shell):
        assert subprocess.run([shell, "-n"], input=script, text=True).returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has none of these shells")
def test_the_program_answers_the_shell(python):
    """The answer leaves by the way of every other output, with exit code 0."""
    env = {"_SEATING_COMPLETE": "bash_complete", "COMP_WORDS": "seating exp", "COMP_CWORD": "1"}
    done = python.run("-m", "seating", env=env)
    assert (done.returncode, done.stdout, done.stderr) == (0, "plain,explain\n", "")
