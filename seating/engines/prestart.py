"""Worker processes started early, which import their solvers while the program is still importing itself.

Importing a solver or the compiled search takes about as long as all other imports of a command together; in parallel
it costs next to nothing. This module imports nothing of the project, so that a command can call it first of all.
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

__all__ = ["ANNEAL", "EXACT", "begin", "begun", "likely_engine", "process"]

BOOT = "import sys; sys.path.append(sys.argv[1]); from seating.engines.worker import main; main(sys.argv[2])"

EXACT, ANNEAL = "exact", "anneal"
"""Packages of engines, for which a process may get ready; it answers every question all the same."""

MANY = 80
"""People beyond which a list is annealed before anything else is asked: with tables of eight, 800 seats."""

LOOKED_AT = 64_000
"""Bytes of a list that are looked at to see whether it is long."""

ARCHIVE = b"PK"
"""How a workbook begins."""

_waiting: dict[str, subprocess.Popen[bytes]] = {}


def likely_engine(people: Any) -> str:
    """Return which engine is likely to be asked first about a list; a wrong guess costs time and nothing else.

    Parameters
    ----------
    people : path, "-", or anything with a length
        Lines are counted of text alone: a workbook counts as short.
    """
    rows = 0
    if isinstance(people, str | os.PathLike):
        with suppress(OSError, ValueError):  # a pipe can be read only once, and a name may be none
            if Path(people).is_file():
                with Path(people).open("rb") as file:
                    head = file.read(LOOKED_AT)
                rows = 0 if head.startswith(ARCHIVE) else head.count(b"\n")
    elif isinstance(people, Sized):
        rows = len(people)
    return ANNEAL if rows > MANY else EXACT


def begin(engine: str) -> None:
    """Begin a process that gets ready for an engine, unless one is waiting."""
    if engine not in _waiting:
        _waiting[engine] = _spawn(engine)


@contextmanager
def begun(engine: str) -> Iterator[None]:
    """Begin a process, unless one is waiting for any engine; what nobody has asked for is ended afterwards."""
    try:
        if not _waiting:
            begin(engine)
        yield
    except BaseException:  # what a failed command will not ask for is not worth compiling
        for idle in _waiting.values():
            idle.kill()
        raise
    finally:
        while _waiting:
            _, idle = _waiting.popitem()
            for pipe in (idle.stdin, idle.stdout):  # it ends by itself when nobody is there to ask
                if pipe is not None:
                    pipe.close()
            threading.Thread(target=idle.wait, daemon=True).start()  # so that it is no zombie afterwards


def process(engine: str, command: tuple[str, ...] | None = None) -> subprocess.Popen[bytes]:
    """Return the process that is waiting for an engine, or a new one.

    It has a session of its own: Ctrl-C reaches only the parent, which stops it.

    Parameters
    ----------
    engine : str
    command : tuple of str, optional
        What to run instead of a process for the engine.
    """
    waiting = None if command else _waiting.pop(engine, None)
    if waiting is not None and waiting.poll() is None:
        return waiting
    return _spawn(engine, command)


def _spawn(engine: str, command: tuple[str, ...] | None = None) -> subprocess.Popen[bytes]:
    windows = sys.platform == "win32"
    return subprocess.Popen(
        command or (sys.executable, "-P", "-c", BOOT, str(Path(__file__).parents[1]), engine),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=not windows,
        creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0) if windows else 0,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
