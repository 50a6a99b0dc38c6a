"""The group: finding commands, and what a user sees when something goes wrong."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from seating import gone
from seating.cli import Seating, commands, seating
from seating.errors import EngineError, InputError, Problem, UsageError
from tests.cli.running import run

HEAVY = ("pydantic", "pandas", "ortools", "numpy", "jinja2", "openpyxl", "ruamel", "xlsxwriter")


def failing(error: BaseException) -> Seating:
    """Return a group with one command, `fail`, that raises."""

    @click.command("fail")
    def fail() -> None:
        raise error

    class OneCommand(Seating):
        def list_commands(self, ctx):
            return ["fail"]

        def get_command(self, ctx, cmd_name):
            return fail if cmd_name == "fail" else None

    return OneCommand("toy")


def outcome_of(error: BaseException):
    return CliRunner().invoke(failing(error), ["fail"])


def test_every_module_of_the_folder_is_a_command():
    context = click.Context(seating)
    names = seating.list_commands(context)
    assert {"check", "init", "kinds", "review", "solve"} <= set(names)
    assert all(isinstance(seating.get_command(context, name), click.Command) for name in names)
    assert commands.__doc__


LIGHT_RUN = f"""
import sys
from seating.cli import seating
try:
    seating.main(sys.argv[1:])
except SystemExit:
    pass
heavy = [module for module in {HEAVY!r} if module in sys.modules]
sys.exit(str(heavy) if heavy else 0)
"""


@pytest.mark.parametrize("line", ["--help", "solve --help", "check --help", "review --help", "kinds --help"])
def test_help_loads_nothing_heavy(line, python):
    """Help imports click, and not one of the libraries that only a solve needs."""
    done = python.run("-c", LIGHT_RUN, *line.split())
    assert done.returncode == 0, done.stderr


EARLY_START = f"""
import os, sys
from seating.engines import prestart
def begin(engine):
    print([module for module in {HEAVY!r} if module in sys.modules], flush=True)
    os._exit(0)
prestart.begin = begin
from seating.__main__ import main
main()
"""


@pytest.mark.parametrize("line", ["solve people.csv", "repair people.csv", "solve people.csv --paper A4 --jobs 2"])
def test_the_engine_is_started_before_anything_heavy_is_imported(line, python, tmp_path):
    """Otherwise importing its solver begins only after the imports of the command, and everybody waits for it."""
    (tmp_path / "people.csv").write_text("name\nAna\n", encoding="utf-8")
    done = python.run("-c", EARLY_START, *line.split(), cwd=tmp_path)
    assert done.stdout.strip() == "[]"


def test_without_a_command_the_help_is_shown():
    done = run("")
    assert done.exit_code == 0
    assert "Commands:" in done.stdout


@pytest.mark.parametrize(
    ("line", "meant"),
    [("sovle x.csv", "solve"), ("version", "--version"), ("help", "--help"), ("help solve", "--help")],
)
def test_an_unknown_command_is_wrong_usage_and_the_nearest_is_named(line, meant):
    done = run(line)
    assert done.exit_code == 2
    assert f'Did you mean "{meant}"?' in done.stderr
    assert done.stdout == ""


def test_an_unknown_option_is_wrong_usage_and_the_nearest_is_named():
    done = run("seating solve x.csv --convenin y.yaml")
    assert done.exit_code == 2
    assert "--convening" in done.stderr
    assert "solve --help" in done.stderr


@pytest.mark.parametrize(
    "line", ["solve", "solve a b", "solve a --seed x", "solve a --time-limit 0", "solve a --jobs 0"]
)
def test_wrong_arguments_are_exit_2(line):
    assert run(line).exit_code == 2


def test_the_version_is_printed():
    from seating._version import __version__

    assert __version__ in run("--version").stdout


def test_wrong_input_is_text_with_its_place_and_exit_3():
    problem = Problem("role-unknown", "is not a type", "a.csv", 14, "Role", "C", "decison maker")
    done = outcome_of(InputError([problem, problem]))
    assert done.exit_code == 3
    assert done.stderr.count('a.csv:14: column "Role" (C): "decison maker" is not a type. [role-unknown]') == 2
    assert done.stdout == ""


def test_wrong_usage_is_exit_2():
    done = outcome_of(UsageError("Another list wrote this folder."))
    assert (done.exit_code, "Another list" in done.stderr) == (2, True)


def test_a_disagreement_of_solver_and_checker_is_shown_as_exit_1():
    done = outcome_of(EngineError("the solver says 3, the checker 4"))
    assert (done.exit_code, "the checker 4" in done.stderr) == (1, True)


def test_an_unexpected_failure_is_one_sentence_and_no_traceback(monkeypatch):
    monkeypatch.delenv("SEATING_DEBUG", raising=False)
    done = outcome_of(ZeroDivisionError("by\nnought"))
    assert done.exit_code == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1
    assert "ZeroDivisionError: by nought" in done.stderr


def test_seating_debug_shows_the_traceback(monkeypatch):
    monkeypatch.setenv("SEATING_DEBUG", "1")
    assert "Traceback" in outcome_of(ZeroDivisionError()).stderr


EARLY_INTERRUPT = """
import sys
from seating.__main__ import main
class Interrupted:
    def find_spec(self, name, path, target=None):
        if name == sys.argv[1]:
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupted())
main()
"""


@pytest.mark.parametrize("module", ["seating.cli", "click", "seating.wording"])
def test_an_interrupt_while_modules_are_imported_is_one_line(module, python):
    done = python.run("-c", EARLY_INTERRUPT, module)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "error: Interrupted.\n")


LOADED = "import sys; had = set(sys.modules); import seating.__main__; print(*sorted(set(sys.modules) - had))"


def test_hardly_anything_is_imported_before_an_interrupt_is_handled(python):
    """A traceback is printed if Ctrl-C comes before that."""
    loaded = python.run("-c", LOADED).stdout.split()
    assert not {"click", "signal", "atexit", "contextlib", "gc", "typing"}.intersection(loaded)
    assert [name for name in loaded if name.startswith("seating")] == [
        "seating",
        "seating.__main__",
        "seating._version",
    ]


def test_an_interrupt_is_exit_130():
    done = outcome_of(KeyboardInterrupt())
    assert done.exit_code == 130
    assert "Traceback" not in done.stderr


@pytest.mark.room
def test_a_reader_that_leaves_is_no_failure():
    """`seating kinds | head -1` ends quietly."""
    line = f"set -o pipefail; '{sys.executable}' -m seating kinds balance | head -n 1"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True)
    assert done.stdout.startswith("balance")
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (
            PermissionError(13, "Permission denied", "out/round-1/seating.csv"),
            "out/round-1/seating.csv cannot be used: ",
        ),
        (OSError(5, "Input/output error", b"out/rounds"), "out/rounds cannot be used: Input/output error."),
        (BlockingIOError(11, "Resource temporarily unavailable"), "The system allows too few processes."),
        (RuntimeError("can't start new thread"), "The system allows too few processes."),
    ],
)
def test_what_the_system_refuses_is_no_bug(error, says):
    found = outcome_of(error)
    assert found.exit_code == 2
    assert says in found.output
    assert "bug" not in found.output


def test_a_file_that_the_program_needs_and_does_not_find_is_a_bug():
    assert outcome_of(FileNotFoundError(2, "No such file or directory", "seating/x.toml")).exit_code == 1


STUDY_GONE = "error: seating study is not part of seating any more. Use seating rounds diff FOLDER FOLDER instead.\n"


@pytest.mark.parametrize("line", ["study", "study --help", "study people.csv --vary tables=5,6 --out out"])
def test_a_command_that_went_is_told_with_what_to_use_instead(line):
    done = run(line)
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", STUDY_GONE)


@pytest.mark.parametrize(
    ("name", "line", "says"),
    [
        ("--old", "solve people.csv --old 3", "--old is not part of seating any more. Use --new instead."),
        (
            "seating rounds list --old",
            "rounds list --old",
            "seating rounds list --old is not part of seating any more.",
        ),
        ("seating solve --old", "rounds list --old", "No such option"),
    ],
)
def test_an_option_that_went_is_told_with_what_to_use_instead(monkeypatch, name, line, says):
    monkeypatch.setitem(gone.INSTEAD, name, "--new")
    done = run(line)
    assert (done.exit_code, done.stderr.startswith(f"error: {says}")) == (2, True), done.stderr
