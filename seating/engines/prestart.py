"""Start worker processes early, so that they import their solvers while the parent imports its own modules.

Importing a solver or the compiled search takes about as long as all other imports of a command together; in parallel
it costs almost nothing. This module imports nothing from the project, so that a command can call it first.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sized
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

BOOT = "import sys; sys.path.append(sys.argv[1]); from seating.engines.child_main import main; main(sys.argv[2])"

WORKER = "--worker"
"""The first argument by which the application that people download starts itself as a worker; see `app/start.py`."""

EXACT, ANNEAL, BOUND = "exact", "annealing", "lower_bound"
"""Engines that a process can import in advance, named as in `messages.Engine`, which this module must not import. The
process can answer every question, whichever it imported."""

MANY = 80
"""Number of people above which annealing comes first: with tables of eight, the room then has 800 persons times
tables."""

LOOKED_AT = 64_000
"""Bytes of a file that are read to estimate the number of people."""

ARCHIVE = b"PK"
"""The first bytes of a workbook (a zip archive)."""

_waiting: dict[str, subprocess.Popen[bytes]] = {}


def likely_engine(people: Any) -> str:
    """Return the engine that is likely to be asked first; a wrong guess only costs time.

    Parameters
    ----------
    people : path, "-", or anything with a length
        The lines of a text file are counted. A workbook is assumed to be short.
    """
    rows = 0
    if isinstance(people, str | os.PathLike):
        with suppress(OSError, ValueError):  # not every string is a file name; a pipe can be read only once
            if Path(people).is_file():
                with Path(people).open("rb") as file:
                    head = file.read(LOOKED_AT)
                rows = 0 if head.startswith(ARCHIVE) else head.count(b"\n")
    elif isinstance(people, Sized):
        rows = len(people)
    return ANNEAL if rows > MANY else EXACT


def begin(engine: str) -> None:
    """Start a process that imports an engine, unless one is waiting already."""
    if engine not in _waiting:
        _waiting[engine] = _spawn(engine)


@contextmanager
def begun(engine: str, bounds: bool = False) -> Iterator[None]:
    """Start a process, unless one is waiting for any engine; on leaving, end the processes that were never used.

    Parameters
    ----------
    engine : str
    bounds : bool
        Whether to start another one for bounds if annealing comes first. The caller reads its inputs meanwhile, and
        the first bound is there soon after, even on a busy machine.
    """
    try:
        if not _waiting:
            begin(engine)
        if bounds and engine == ANNEAL:
            begin(BOUND)
        yield
    except BaseException:  # after a failure nothing will be asked, so compiling is pointless
        for idle in tuple(_waiting.values()):
            idle.kill()
        raise
    finally:
        for name in tuple(_waiting):
            unused = _waiting.pop(name, None)
            if unused is None:  # another thread has taken it
                continue
            for pipe in (unused.stdin, unused.stdout):  # the process ends when its input is closed
                if pipe is not None:
                    pipe.close()
            threading.Thread(
                target=unused.wait, daemon=True
            ).start()  # collect its exit code, so that no zombie process remains


def process(engine: str, command: tuple[str, ...] | None = None) -> subprocess.Popen[bytes]:
    """Return the process that is waiting for an engine, or a new one.

    The process runs in its own session, so that Ctrl-C reaches only the parent, which then stops it.

    Parameters
    ----------
    engine : str
    command : tuple of str, optional
        A command to run instead; a new process is started for it.
    """
    waiting = None if command else _waiting.pop(engine, None)
    if waiting is not None and waiting.poll() is None:
        return waiting
    return _spawn(engine, command)


def worker_command(engine: str) -> tuple[str, ...]:
    """Return the command that starts a worker: Python, or in the application, which has no other program, itself."""
    if getattr(sys, "frozen", False):
        return sys.executable, WORKER, engine
    return sys.executable, "-P", "-c", BOOT, str(Path(__file__).parents[1]), engine


def _spawn(engine: str, command: tuple[str, ...] | None = None) -> subprocess.Popen[bytes]:
    windows = sys.platform == "win32"
    return subprocess.Popen(
        command or worker_command(engine),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=not windows,
        creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0) if windows else 0,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
