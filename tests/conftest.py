"""Fixtures for all tests."""

from __future__ import annotations

import gc
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Generator, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from _pytest.doctest import DoctestModule
from hypothesis import settings

import tests.examples  # noqa: F401  # registers the profiles
from seating.api import reading
from seating.engines import Child, prestart
from seating.profiles.reader import Reading, read_by_rules
from tests.waiting import patient
from tests.work import pytest_configure, pytest_runtest_call  # noqa: F401

settings.load_profile("landing")

ROOT = Path(__file__).resolve().parent.parent
BAD_INPUTS = ROOT / "tests" / "bad-inputs"
CONVENINGS = ROOT / "benchmarks" / "convenings"

KEPT_LISTS = 200
"""How many lists that were read are kept for tests that read the same."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Use one process if files or tests are named, because starting workers takes seconds; otherwise one per core."""
    return 0 if any(".py" in argument for argument in config.args) else None


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None]:
    """Look for no garbage while modules are imported and tests are made, nor among these later: all of them stay.

    Later garbage is looked for less often than usual, which saves a thirtieth of the processor time.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(20_000)
        gc.enable()


@pytest.hookimpl(wrapper=True)
def pytest_collect_file() -> Generator[None, list[pytest.Collector], list[pytest.Collector]]:
    """Leave out the docstrings of tests: they have no examples, and each worker would look through all of them."""
    return [found for found in (yield) if not isinstance(found, DoctestModule)]


class Interpreter:
    """Runs this Python in separate processes that import this checkout."""

    def __init__(self) -> None:
        self._started: list[subprocess.Popen[Any]] = []

    def run(
        self, *words: object, env: Mapping[str, str] | None = None, text: bool = True, **options: Any
    ) -> subprocess.CompletedProcess[Any]:
        """Run `python WORDS` until it ends, and capture its output.

        Parameters
        ----------
        words : object
            The arguments of the interpreter, such as `"-m", "seating", "check"`.
        env : mapping, optional
            Variables in addition to those of this process.
        text : bool
            Whether to return the output as text instead of bytes.
        options : object
            Passed to `subprocess.run`.
        """
        options = {"capture_output": True, "timeout": 600, **options}
        return subprocess.run(_command(words), env=_environment(env), text=text, check=False, **options)

    def start(
        self, *words: object, env: Mapping[str, str] | None = None, text: bool = True, **options: Any
    ) -> subprocess.Popen[Any]:
        """Start `python WORDS`; the process is killed at the end of the test if it still runs."""
        self._started.append(subprocess.Popen(_command(words), env=_environment(env), text=text, **options))
        return self._started[-1]

    def stop(self) -> None:
        """Kill every process that still runs, and close the pipes of all."""
        for process in self._started:
            if process.poll() is None:
                process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout, process.stderr):
                if pipe is not None and not pipe.closed:
                    pipe.close()


def _command(words: tuple[object, ...]) -> list[str]:
    return [sys.executable, *map(str, words)]


def _environment(env: Mapping[str, str] | None) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **(env or {})}


@pytest.fixture
def python() -> Iterator[Interpreter]:
    """Return a runner of separate Python processes; none of them outlives the test."""
    interpreter = Interpreter()
    yield interpreter
    interpreter.stop()


@pytest.fixture(scope="session", autouse=True)
def no_wait_for_disk() -> Iterator[None]:
    """In this process, do not wait until files are on the disk: only a loss of power would show the difference.

    Tests that count these calls, or let them fail, replace the function themselves. Other processes do wait.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", os.fstat)  # a descriptor that is closed is still an error
        yield


@pytest.fixture(scope="session", autouse=True)
def lists_are_read_once() -> Iterator[None]:
    """In this process, let a task that reads a list again get the people that the same rows gave before.

    Reading depends on its arguments alone, and nothing changes its result. Tests of reading call it themselves.
    """
    readings: dict[str, Reading] = {}

    def read_once(*given: Any, **named: Any) -> Reading:
        key = hashlib.sha256(repr((given, sorted(named.items()))).encode()).hexdigest()
        if key not in readings:
            kept = read_by_rules(*given, **named)
            while len(readings) >= KEPT_LISTS:
                del readings[next(iter(readings))]
            readings[key] = kept
        return readings[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "read_by_rules", read_once)
        yield


@pytest.fixture(scope="session")
def keeping() -> Iterator[None]:
    """Keep solver processes from one search to the next, also of another test in the same environment."""

    def environment() -> dict[str, str]:
        return {name: value for name, value in given().items() if name != "PYTEST_CURRENT_TEST"}

    given = prestart.environment
    with pytest.MonkeyPatch.context() as patch, prestart.kept():
        patch.setattr(prestart, "environment", environment)
        yield


@pytest.fixture(autouse=True)
def kept_workers(keeping: None) -> None:
    """Keep solver processes during the test. Tests of the processes themselves replace this fixture."""


@pytest.fixture(scope="session")
def child() -> Iterator[Child]:
    """Return one solver process for all tests that use it, because starting one takes longer than its answers."""
    with Child() as started:
        yield started


@pytest.fixture(scope="session")
def fetched() -> Path:
    """Return the folder of lists published by other projects, whose licenses do not allow copies here."""
    folder = Path(os.environ.get("SEATING_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip("needs the fetched lists of other projects (SEATING_DATA)")
    return folder


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """During the test, make an empty folder with a copy of the examples the current folder."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def chromium_is_here() -> None:
    """Skip the test where the program finds no browser to print with."""
    from seating.errors import UsageError
    from seating.report.browser import find_browser

    try:
        find_browser()
    except UsageError:
        pytest.skip("no Chrome, Edge or Chromium on this machine: nothing is printed")


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """Debian's Chromium, driven by Playwright; the test is skipped where either is missing."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    playwright = pytest.importorskip("playwright.sync_api")
    if path is None:
        pytest.skip("there is no Chromium")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield patient(browser)
        browser.close()
