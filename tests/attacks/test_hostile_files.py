"""Every input file under 2 MB ends in a sentence or a check, in 10 seconds of the processor and 1 GB."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.attacks.hostile_files import CONVENINGS, LISTS, MOST_BYTES
from tests.conftest import Interpreter
from tests.pace import idle_seconds

SECONDS = 10
MEGABYTES = 1_000
EVERY_DAY = {"shared-78-mb.xlsx", "repeated-sheets.ods", "anchors.yaml"}
CHILD = """
import atexit, resource, sys
from tests.pace import measure_pace
pace = measure_pace()
resource.setrlimit(resource.RLIMIT_CPU, (120, 120))
def told():
    peak = open("/proc/self/status").read().split("VmHWM:")[1].split()[0]
    spent = resource.getrusage(resource.RUSAGE_SELF)
    seconds = spent.ru_utime + spent.ru_stime
    print(f"\\nMEASURED {seconds:.2f} {peak} {pace:.3f} {measure_pace():.3f}", file=sys.stderr, flush=True)
atexit.register(told)
sys.argv[0] = "seating"
from seating.__main__ import main
main()
"""


def checked(python: Interpreter, folder: Path, *words: str) -> tuple[int, str, float, float]:
    """Return the exit code of `seating check`, what it printed, its idle processor seconds and its megabytes."""
    ran = python.run("-c", CHILD, "check", *words, cwd=folder)
    measured = re.search(r"MEASURED (\S+) (\d+) (\S+) (\S+)", ran.stderr)
    assert measured, ran.stderr[-1_000:]
    seconds = idle_seconds(*(float(measured[n]) for n in (1, 3, 4)))
    return ran.returncode, ran.stdout + ran.stderr, seconds, int(measured[2]) / 1_000


EVERY = 1 if os.environ.get("SEATING_ALL") else 3
"""Of the slow files every third is tried, and all where SEATING_ALL is set."""


def named(names: object) -> list[object]:
    """Return the names as parameters; all but a few are for the slow run."""
    return [
        pytest.param(
            name,
            marks=[pytest.mark.slow] * (name not in EVERY_DAY),
        )
        for number, name in enumerate(names)
        if name in EVERY_DAY or number % EVERY == 0
    ]


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is measured where /proc is")
@pytest.mark.parametrize("name", named(LISTS))
def test_a_list_ends_soon(python, tmp_path, name):
    data = LISTS[name]()
    assert len(data) < MOST_BYTES
    (tmp_path / name).write_bytes(data)
    code, printed, seconds, megabytes = checked(python, tmp_path, name)
    assert code in {0, 3}, printed[-1_000:]
    assert "Traceback" not in printed
    assert (seconds < SECONDS, megabytes < MEGABYTES) == (True, True), (seconds, megabytes)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is measured where /proc is")
@pytest.mark.parametrize("name", named(CONVENINGS))
def test_a_convening_ends_soon(python, tmp_path, name):
    data = CONVENINGS[name]()
    assert len(data) < MOST_BYTES
    (tmp_path / name).write_bytes(data)
    (tmp_path / "people.csv").write_text("name\nAda\nBo\nCy\n")
    code, printed, seconds, megabytes = checked(python, tmp_path, "people.csv", "--convening", name)
    assert code == 3, printed[-1_000:]
    assert "Traceback" not in printed
    assert (seconds < SECONDS, megabytes < MEGABYTES) == (True, True), (seconds, megabytes)
