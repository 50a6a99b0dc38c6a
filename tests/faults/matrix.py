"""Which fault of the system is tried with which command, from the tests themselves: `python -m tests.faults.matrix`.

It runs the tests of this folder, those of the night too, and those elsewhere that are marked with `covers`. `--write`
writes the table into `docs/quality.md`.
"""

from __future__ import annotations

import platform
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import click
import pytest

from seating.cli import seating

FAULTS = (
    "full disk",
    "actual full disk",
    "read-only folder",
    "vanished share",
    "folder removed",
    "file held open",
    "other user",
    "clock set back",
    "no home, cache or temporary folder",
    "killed",
)
"""The faults, in the order of the columns."""

BOARD = "board: "
"""What the names of the steps on the board begin with."""

READS = "only reads"
"""The mark of commands that change no file."""

MODULES = (
    "tests/faults", "tests/api/forget/test_killed.py", "tests/api/test_unfinished.py",
    "tests/board/test_solving_end_to_end.py", "tests/ledger/test_steps.py",
)  # fmt: skip

WORDS = {"passed": "yes", "skipped": "skipped", "failed": "FAILED", "": "-", READS: "reads"}


def covers(fault: str, *commands: str) -> pytest.MarkDecorator:
    """Return the mark of a test that tries a fault with commands; steps of the board begin with `BOARD`."""
    assert fault in {*FAULTS, READS}
    return pytest.mark.fault(fault, *commands)


def commands_of_the_program(group: click.Group = seating, before: str = "") -> Iterator[str]:
    """Yield the commands, such as `rounds list`."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands_of_the_program(command, f"{before}{name} ")
        else:
            yield f"{before}{name}"


def name_command(line: str) -> str:
    """Return the command of a command line, without its options."""
    words = line.split()
    return " ".join(words[: 2 if words[0] == "rounds" else 1])


class Recorder:
    """Notes the outcome of each test that tries a fault."""

    def __init__(self) -> None:
        self.marks: dict[str, list[tuple[str, ...]]] = {}
        self.outcomes: dict[tuple[str, str], set[str]] = defaultdict(set)
        self.counts: dict[str, int] = defaultdict(int)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if item.get_closest_marker("fault")]
        self.marks = {item.nodeid: [mark.args for mark in item.iter_markers("fault")] for item in items}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when != "call" and report.outcome == "passed":
            return
        self.counts[report.outcome] += 1
        for fault, *commands in self.marks[report.nodeid]:
            for command in commands:
                self.outcomes[command, fault].add(report.outcome)


def describe(outcomes: Mapping[tuple[str, str], set[str]], counts: Mapping[str, int]) -> Iterator[str]:
    """Yield the lines of the section."""
    yield (
        f"Written by `python -m tests.faults.matrix --write` on {date.today()}, {platform.system()}, Python "
        f"{platform.python_version()}, from the outcomes of {sum(counts.values())} tests: "
        + ", ".join(f"{number} {outcome}" for outcome, number in sorted(counts.items()))
        + "."
    )
    yield ""
    yield "`yes`: a test tries this fault with this command, and passed. `reads`: the command changes no file, and a"
    yield "test shows this. `skipped`: a test tries it, but not on this machine. `-`: no test tries it."
    yield ""
    yield f"| command | {' | '.join(FAULTS)} |"
    yield "| --- |" + " --- |" * len(FAULTS)
    known = {command for command, _ in outcomes} | set(commands_of_the_program())
    for command in sorted(known, key=lambda name: (name.startswith(BOARD), name)):
        yield f"| {command} | {' | '.join(_cells(command, outcomes))} |"


def _cells(command: str, outcomes: Mapping[tuple[str, str], set[str]]) -> Iterable[str]:
    only_reads = "passed" in outcomes.get((command, READS), ())
    for fault in FAULTS:
        found = outcomes.get((command, fault), set())
        outcome = next((one for one in ("failed", "passed", "skipped") if one in found), "")
        yield WORDS[outcome or (READS if only_reads else "")]


def main() -> int:
    """Run the tests and print the table, or write it."""
    recorder = Recorder()
    code = pytest.main(["-n", "0", *MODULES], plugins=[recorder])
    lines = list(describe(recorder.outcomes, recorder.counts))
    if "--write" in sys.argv[1:]:
        from docs.quality import write

        write("faults", lines)
    sys.stdout.write("\n".join([*lines, ""]))
    return int(code)


if __name__ == "__main__":
    sys.exit(main())
