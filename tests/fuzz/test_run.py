"""The command finds what fails, is slow, uses up memory or dies, makes it small, and goes on."""

from __future__ import annotations

import io
import json
import os
import sys

import pytest

from fuzz import targets
from fuzz.__main__ import main
from fuzz.record import describe_runs
from fuzz.run import _place, make_input, run_target, seeds_of
from fuzz.targets import Target
from seating.errors import UsageError

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits of memory are those of Linux")


def reader(monkeypatch, read):
    """Put a reader in the place of that of the decisions."""
    monkeypatch.setitem(targets.TARGETS, "decisions", Target("decisions", read))


def outcome_of(count=40):
    (outcome,) = run_target("decisions", 1, 0, count)
    return outcome


def test_an_exception_is_found_and_made_small(monkeypatch, tmp_path, capsys):
    def read(world, data, suffix):
        if b"x" in data:
            raise KeyError("x")
        raise UsageError("no x")

    reader(monkeypatch, read)
    assert main(["--inputs", "30", "--target", "decisions", "--save", str(tmp_path)]) == 1
    assert "KeyError at test_run.py:" in capsys.readouterr().out
    (saved,) = tmp_path.iterdir()
    assert saved.read_bytes() == b"x"


def test_a_failure_with_half_a_character_in_its_message_is_printed(monkeypatch):
    def read(world, data, suffix):
        raise ValueError("\ud800")

    class Terminal(io.StringIO):
        def write(self, text):
            text.encode()  # as a terminal does
            return super().write(text)

    reader(monkeypatch, read)
    monkeypatch.setattr(sys, "stdout", terminal := Terminal())
    assert main(["--inputs", "2", "--target", "decisions"]) == 1
    assert "ValueError: \\ud800" in terminal.getvalue()


def test_a_reader_without_faults(monkeypatch, capsys, tmp_path):
    reader(monkeypatch, lambda world, data, suffix: data)
    assert main(["--inputs", "30", "--target", "decisions", "--results", str(tmp_path / "r")]) == 0
    assert "30 inputs, 0 failures" in capsys.readouterr().out
    results = [json.loads(line) for line in (tmp_path / "r").read_text().splitlines()]
    lines = list(describe_runs(results * 2))
    assert "**60 inputs**, 0 failures" in lines[0]
    assert lines[-1].startswith("| decisions | 60 | 60 |")
    other = results[0] | {"failures": {"KeyError at x.py:1": 2}}
    assert list(describe_runs([other]))[-1] == "- KeyError at x.py:1"


def test_an_error_without_words_is_a_failure(monkeypatch):
    def read(world, data, suffix):
        raise UsageError(" ")

    reader(monkeypatch, read)
    (failure,) = outcome_of(5).failures.values()
    assert failure.count == 5
    assert failure.what.startswith("AssertionError")


def test_a_slow_input_is_stopped(monkeypatch):
    def read(world, data, suffix):
        while data == first.data:
            pass

    monkeypatch.setattr("fuzz.run.SECONDS", 0.05)
    first = seeds_of("decisions")[0]
    reader(monkeypatch, read)
    outcome = outcome_of()
    assert outcome.tried == 40
    assert [failure.what.split(",")[0] for failure in outcome.failures.values()] == ["more than 0.05 processor seconds"]


LARGE = """
from fuzz.run import run_target, seeds_of
from fuzz.targets import TARGETS, Target

first = seeds_of("decisions")[0]
read = lambda world, data, suffix: bytearray(600_000_000) if data == first.data else None
TARGETS["decisions"] = Target("decisions", read)
(outcome,) = run_target("decisions", 1, 0, 40)
print(*[failure.what.split(",")[0] for failure in outcome.failures.values()], sep="; ")
print(outcome.megabytes)
"""


@pytest.mark.room
def test_a_large_input_is_stopped(python):
    """In a new process, because a target starts with all the memory of the process that tries it."""
    ran = python.run("-c", LARGE)
    failures, megabytes = ran.stdout.splitlines()
    assert failures == "more than 500 MB", ran.stderr
    assert int(megabytes) < 500


@pytest.mark.room
def test_a_reader_that_ends_the_process_is_found(monkeypatch):
    def read(world, data, suffix):
        if data == third.data:
            os._exit(9)

    third = make_input(seeds_of("decisions"), "decisions", 1, 3)
    reader(monkeypatch, read)
    outcomes = list(run_target("decisions", 1, 0, 40))
    failure = next(failure for outcome in outcomes for failure in outcome.failures.values())
    assert (failure.what, failure.number, failure.first) == ("the process ended with code 9", 3, third)
    assert sum(outcome.tried for outcome in outcomes) == 40


@pytest.mark.parametrize("folder", ["seating", "other"])
def test_the_place_of_a_failure_does_not_depend_on_the_name_of_the_clone(folder, tmp_path):
    clone = tmp_path / folder / "tests" / "reader.py"
    try:
        exec(compile("raise KeyError", str(clone), "exec"))
    except KeyError as error:
        place = _place(error)
    assert place == "at reader.py:1"
