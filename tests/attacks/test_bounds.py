"""Every command that reads an input of less than 2 MB ends soon and in less than a gigabyte, with a small time limit.

`python -m tests.attacks.test_bounds [WORDS]` measures the inputs whose names contain one of these words, and prints
where a command was when its processor time was over.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.attacks.bombs import BOMBS
from tests.attacks.large_inputs import INPUTS, MOST_BYTES

SECONDS = 150
"""Of the processor: ten times what an idle machine needs."""

MEGABYTES = 1_000

EVERY = {**INPUTS, **BOMBS}

NAMES = [
    pytest.param(name, marks=pytest.mark.night if n % 3 or name in BOMBS else pytest.mark.room)
    for n, name in enumerate(EVERY)
]
"""The inputs as parameters; at a landing, every third of those that are large in one dimension is tried."""

CHILD = f"""
import faulthandler, resource, signal
faulthandler.register(signal.SIGXCPU, all_threads=False, chain=True)
resource.setrlimit(resource.RLIMIT_CPU, ({SECONDS}, {SECONDS + 2}))
from seating.__main__ import main
main()
"""
"""The command, which prints where it is when its processor time is over."""

STARTER = """
import os, subprocess, sys
process = subprocess.Popen([sys.executable, "-c", *sys.argv[2:]])
_, status, used = os.wait4(process.pid, 0)
with open(sys.argv[1], "w") as file:
    print(os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss / 1_000, file=file)
"""
"""A small process that starts the command: the memory of a new process counts what the one that started it held."""


class Measured(NamedTuple):
    """How a command ended, what it printed, its processor seconds, and its megabytes."""

    code: int
    printed: str
    seconds: float
    megabytes: float


def measure(folder: Path, words: list[str]) -> Measured:
    """Run a command in a folder, and count the processes that it starts and ends as well."""
    printed, used = folder / "printed.txt", folder / "used.txt"
    with printed.open("w") as output:
        command = [sys.executable, "-c", STARTER, str(used), CHILD, *words]
        subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output, check=True)
    code, seconds, megabytes = used.read_text().split()
    used.unlink()
    return Measured(int(code), printed.read_text(errors="replace"), float(seconds), float(megabytes))


def measure_all(name: str, folder: Path) -> Iterator[tuple[str, Measured]]:
    """Write an input, and yield each command that reads it with what it took."""
    write, commands = EVERY[name]
    write(folder)
    assert max(each.stat().st_size for each in folder.iterdir()) < MOST_BYTES + 10_000
    if not commands[0].startswith(("solve", "check", "charts", "dashboard", "review")):
        measure(folder, ["solve", "l.csv", "--out", "o", "--time-limit", "1", "--jobs", "1", "-q", "--no-packet"])
    given = " --convening convening.json" if (folder / "convening.json").exists() else ""
    for command in commands:
        yield command, measure(folder, command.format(c=given).split())


@pytest.mark.room
@pytest.mark.skipif(not hasattr(os, "wait4"), reason="what a process used is known only on Unix")
@pytest.mark.parametrize("name", NAMES)
def test_every_command_that_reads_a_large_input_ends_soon(tmp_path: Path, name: str) -> None:
    for command, measured in measure_all(name, tmp_path):
        assert measured.code in {0, 3, 4, 5, 6}, (command, measured.printed[-2_000:])
        assert "Traceback" not in measured.printed, command
        assert (measured.seconds < SECONDS, measured.megabytes < MEGABYTES) == (True, True), (command, measured[2:])


if __name__ == "__main__":
    for known in EVERY:
        if not sys.argv[1:] or any(word in known for word in sys.argv[1:]):
            with tempfile.TemporaryDirectory() as place:
                for command, found in measure_all(known, Path(place)):
                    line = f"{known:30} {command[:50]:50} {found.code:4} {found.seconds:6.1f} s"
                    line += f" {found.megabytes:6.0f} MB\n"
                    told = "" if found.code in {0, 3, 4, 5, 6} else found.printed[-1_500:] + "\n"
                    sys.stdout.write(line + told)
                    sys.stdout.flush()
