"""Which tests run every day: the processor time of each test, the list of slow tests, and a sample of them."""

from __future__ import annotations

import os
import zlib
from collections import defaultdict
from collections.abc import Generator, Iterable, Mapping
from pathlib import Path

import pytest

LIMIT = 0.12
"""Processor seconds above which a test is slow; for a test in a browser, seconds on the clock."""

QUICKEST = 1.5
"""Seconds, counted in the same way, up to which the quickest test of a file runs every day, although it is slow."""

SLOW_TESTS = Path(__file__).with_name("slow-tests.txt")
"""The ids of the tests that were measured as slow, one on each line. `pytest --measure` writes the file."""

NAME = "processor seconds"
"""The property of a report that says how long its test took."""

STARTED = pytest.StashKey[float]()

COLLECTED = pytest.StashKey[frozenset[str]]()
"""The ids of all tests that were found, also of those that are left out."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options that choose the tests by their time."""
    parser.addoption(
        "--measure", action="store_true", help="run every test not marked slow; write tests/slow-tests.txt"
    )
    parser.addoption("--part", metavar="K/N", help="run only part K of N of the tests, counted from 0")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the measured tests as slow, unless marked `everyday`, and leave out the tests of other parts."""
    config.stash[COLLECTED] = frozenset(item.nodeid for item in items)
    if not config.getoption("--measure"):
        measured = set(listed_slow_tests())
        for item in items:
            if item.nodeid in measured and "everyday" not in item.keywords:
                item.add_marker(pytest.mark.slow)
    part = config.getoption("--part")
    if part:
        left_out = [item for item in items if not is_in_part(item.nodeid, part)]
        config.hook.pytest_deselected(items=left_out)
        kept = set(items) - set(left_out)
        items[:] = [item for item in items if item in kept]


def listed_slow_tests() -> list[str]:
    """Return the ids in the list of slow tests."""
    return SLOW_TESTS.read_text(encoding="utf-8").splitlines()


def is_in_part(name: str, part: str) -> bool:
    """Whether a test belongs to a part of all tests.

    Parameters
    ----------
    name : str
        The id of the test. Its checksum decides, so a new test does not move the others.
    part : str
        `K/N`: part K of N parts, counted from 0. K may be any number; only its remainder counts.
    """
    number, _, parts = part.partition("/")
    return zlib.crc32(name.encode()) % int(parts) == int(number) % int(parts)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Begin to count the processor time of a test, before its fixtures."""
    item.stash[STARTED] = _now()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None]:
    """Note the processor time of a test in its report, which a worker sends to the process that prints the summary."""
    try:
        return (yield)
    finally:
        item.user_properties.append((NAME, round(_now() - item.stash[STARTED], 2)))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """After `--measure`, write the list of slow tests; otherwise print the everyday tests that became slow."""
    reports = [one for kind in ("passed", "failed") for one in terminalreporter.stats.get(kind, ())]
    took = measure(one for one in reports if isinstance(one, pytest.TestReport))
    if terminalreporter.config.getoption("--measure"):
        SLOW_TESTS.write_text("".join(f"{name}\n" for name in find_slow_tests(took)), encoding="utf-8")
        return
    limit = 5 * LIMIT
    long = {name: seconds for name, seconds in took.items() if seconds > limit}
    if long:
        terminalreporter.section(f"everyday tests above {limit:g} processor seconds (docs/contributing.md)")
        for name, seconds in sorted(long.items(), key=lambda pair: -pair[1]):
            terminalreporter.write_line(f"{seconds:6.1f} s {name}")


def measure(reports: Iterable[pytest.TestReport]) -> dict[str, float]:
    """Return the seconds that each everyday test took, without those that read only files and those marked `everyday`.

    Parameters
    ----------
    reports : iterable of TestReport
        Those of setup and teardown are passed over. A browser is a process of its own that outlives its test, so its
        tests count the seconds on the clock.
    """
    return {
        report.nodeid: report.duration if "browser" in report.keywords else dict(report.user_properties).get(NAME, 0.0)
        for report in reports
        if report.when == "call" and not {"slow", "text", "everyday"} & set(report.keywords)
    }


def find_slow_tests(took: Mapping[str, float]) -> list[str]:
    """Return the tests above the limit in order of their ids; for the quickest test of each file it is `QUICKEST`.

    Parameters
    ----------
    took : mapping of str to float
        The seconds of each test.
    """
    by_file: dict[str, list[str]] = defaultdict(list)
    for name in took:
        by_file[name.partition("::")[0]].append(name)
    quickest = {min(names, key=lambda name: (took[name], name)) for names in by_file.values()}
    return sorted(name for name, seconds in took.items() if seconds > (QUICKEST if name in quickest else LIMIT))


def _now() -> float:
    """Return the processor seconds of this process and of those it started that have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
