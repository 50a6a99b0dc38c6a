"""Run a command, and measure its wall-clock time and the peak memory of all its processes."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
"""The folder of the checkout, where commands run."""

EVERY = 0.05
"""Seconds between two measurements of the memory."""


@dataclass(frozen=True, slots=True)
class Ran:
    """A command that ended or was stopped.

    Attributes
    ----------
    code : int or None
        Its exit code; None if it was stopped after its time.
    seconds : float
    megabytes : float
        The peak memory of all its processes together, or of one of them if that is larger.
    """

    code: int | None
    stdout: str
    stderr: str
    seconds: float
    megabytes: float


def run(command: Sequence[str], most_seconds: float, extra: Mapping[str, str] | None = None) -> Ran:
    """Run a command in the checkout's folder; stop it and its children if it takes too long.

    The environment of the command is that of this process with `extra`, and without what keeps Python from storing
    the bytecode of modules: a run that compiles them again would be slower than that of a user.
    """
    environment = {**os.environ, **(extra or {})}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=err, start_new_session=True, env=environment)
        most, code = 0.0, None
        while time.perf_counter() - started < most_seconds:
            code = process.poll()
            if code is not None:
                break
            most = max(most, _megabytes(process.pid))
            time.sleep(EVERY)
        seconds = time.perf_counter() - started
        if code is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        texts = []
        for file in (out, err):
            file.seek(0)
            texts.append(file.read().decode("utf-8", "replace"))
    return Ran(code, texts[0], texts[1], seconds, most)


def largest_child() -> float:
    """Return the peak memory of the child of this process that has held most, in megabytes, or of a child's child."""
    peaks = [_held(process).get("VmHWM", 0) for process in _family(os.getpid())[1:]]
    return max(peaks, default=0) / 1000


def _family(root: int) -> list[int]:
    """Return a process, its children, their children and so on."""
    parents: dict[int, int] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError, IndexError):
            continue
    found = [root]
    for process in found:
        found += [child for child, parent in parents.items() if parent == process]
    return found


def _held(process: int) -> dict[str, int]:
    """Return the kilobytes that a process holds, and the most that it has held; {} if it has ended."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return {}
    return {line.partition(":")[0]: int(line.split()[1]) for line in lines if line.startswith(("VmRSS", "VmHWM"))}


def _megabytes(root: int) -> float:
    """Return the current memory of a process and its children, or the peak of one of them if that is larger."""
    held = [_held(process) for process in _family(root)]
    now, ever = sum(one.get("VmRSS", 0) for one in held), max(one.get("VmHWM", 0) for one in held)
    return max(now, ever) / 1000


def resident(process: int) -> float:
    """Return the megabytes of memory that one process holds now; 0 if it has ended."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1000


def private(process: int) -> float:
    """Return the megabytes that only this process holds, without what it shares with others, such as code; or 0."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1000
