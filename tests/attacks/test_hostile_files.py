"""Every input file under 2 MB ends in a sentence or a check, soon and in 1 GB."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.attacks.hostile_files import CONVENINGS, LISTS, MOST_BYTES
from tests.conftest import Interpreter

SECONDS = 100
"""Of the processor: ten times what an idle machine needs."""

MEGABYTES = 1_000
PLAIN = {"shared-78-mb.xlsx", "repeated-sheets.ods", "anchors.yaml"}
CHILD = """
import atexit, resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (120, 120))
def told():
    peak = open("/proc/self/status").read().split("VmHWM:")[1].split()[0]
    spent = resource.getrusage(resource.RUSAGE_SELF)
    seconds = spent.ru_utime + spent.ru_stime
    print(f"\\nMEASURED {seconds:.2f} {peak}", file=sys.stderr, flush=True)
atexit.register(told)
sys.argv[0] = "seating"
from seating.__main__ import main
main()
"""


def checked(python: Interpreter, folder: Path, *words: str) -> tuple[int, str, float, float]:
    """Return the exit code of `seating check`, what it printed, its processor seconds and its megabytes."""
    ran = python.run("-c", CHILD, "check", *words, cwd=folder)
    measured = re.search(r"MEASURED (\S+) (\d+)", ran.stderr)
    assert measured, ran.stderr[-1_000:]
    return ran.returncode, ran.stdout + ran.stderr, float(measured[1]), int(measured[2]) / 1_000


def named(names: Iterable[str]) -> list[object]:
    """Return the names as parameters; at a landing, a few and every third are tried."""
    return [
        pytest.param(name, marks=() if name in PLAIN else pytest.mark.night if number % 3 else pytest.mark.room)
        for number, name in enumerate(names)
    ]


@pytest.mark.room
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


@pytest.mark.room
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
