"""Start worker processes early, so that they import their solvers while the parent imports its own modules.

Importing a solver takes about as long as all other imports of a command together; in parallel it costs almost nothing.
Where one search follows another, as on the board, an idle process is kept for the next one. This module imports nothing
from the project, so that a command can call it first; `--help` starts no process and imports nothing that does.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator, Mapping, Sized
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import queue
    import subprocess

BOOT = "import sys; sys.path.append(sys.argv[1]); from seating.engines.child_main import main; main(sys.argv[2])"

READY = "ready"
"""What a process sends before its first answer: it has imported its engine."""

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

LONGEST_START = 60.0
"""Seconds after which a process is no longer waited for that has neither imported its engine nor ended."""

_keepers: list[None] = []
"""One for each caller that wants idle processes to be kept."""

_keeping = threading.Lock()
"""Held while it is decided whether a process is kept: no process is kept after the last keeper has ended them all."""


class Started:
    """A worker process that runs.

    Parameters
    ----------
    process : Popen
    environment : mapping of str to str
        The environment in which it was started.

    Attributes
    ----------
    replies : SimpleQueue
        What the process has sent after `READY`, which a thread reads; None at the end.
    is_ready : Event
        Set once it has imported its engine, or has ended.
    """

    def __init__(self, process: subprocess.Popen[bytes], environment: Mapping[str, str]) -> None:
        self.process, self.environment = process, environment
        from queue import SimpleQueue

        self.replies: queue.SimpleQueue[Any] = SimpleQueue()
        self.is_ready = threading.Event()

    def read(self) -> None:
        """Read the replies until the end of the pipe, or until one cannot be read; nothing comes after either."""
        import pickle

        assert self.process.stdout is not None
        with suppress(Exception):
            while True:
                reply = pickle.load(self.process.stdout)
                if reply == READY:
                    self.is_ready.set()
                else:
                    self.replies.put(reply)
        self.is_ready.set()
        self.replies.put(None)

    def end(self) -> None:
        """End the process, and close its pipes."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):  # data not yet written to a dead process is lost
                if pipe is not None:
                    pipe.close()


_waiting: dict[str, Started] = {}


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
        started = _spawn(engine)
        if _waiting.setdefault(engine, started) is not started:  # another thread was faster
            _end(started)


def wait_until_ready() -> None:
    """Wait until each process that was started early has imported its engine, or has ended."""
    for started in tuple(_waiting.values()):
        started.is_ready.wait(LONGEST_START)


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
        if _keepers or not _waiting:
            begin(engine)
        if bounds and engine == ANNEAL:
            begin(BOUND)
        yield
    finally:
        if not _keepers:
            _end_waiting()


@contextmanager
def kept() -> Iterator[None]:
    """Keep one idle process for each engine for the next search, instead of ending it; on leaving, end them."""
    _keepers.append(None)
    try:
        yield
    finally:
        with _keeping:
            _keepers.pop()
            if not _keepers:
                _end_waiting()


def keep(engine: str, started: Started) -> bool:
    """Keep a process that has answered everything, if processes are kept and none is waiting for this engine.

    Returns
    -------
    bool
        Whether it is kept.
    """
    with _keeping:
        is_wanted = bool(_keepers) and started.process.poll() is None
        return is_wanted and _waiting.setdefault(engine, started) is started


def _end_waiting() -> None:
    for name in tuple(_waiting):
        unused = _waiting.pop(name, None)
        if unused is not None:  # otherwise, another thread has taken it
            _end(unused)


def _end(unused: Started) -> None:
    """End a process without waiting for it."""
    unused.process.kill()
    if unused.process.stdin is not None:
        unused.process.stdin.close()
    # Collect its exit code, so that no zombie process remains.
    threading.Thread(target=unused.process.wait, daemon=True).start()


def process(engine: str, command: tuple[str, ...] | None = None) -> Started:
    """Return the process that is waiting for an engine, or a new one.

    The process runs in its own session, so that Ctrl-C reaches only the parent, which then stops it.

    Parameters
    ----------
    engine : str
    command : tuple of str, optional
        A command to run instead; a new process is started for it.
    """
    waiting = None if command else _waiting.pop(engine, None)
    if waiting is not None:
        if waiting.process.poll() is None and waiting.environment == environment():
            return waiting
        _end(waiting)
    return _spawn(engine, command)


def environment() -> dict[str, str]:
    """Return the environment of a worker."""
    return {**os.environ, "PYTHONUTF8": "1"}


def worker_command(engine: str) -> tuple[str, ...]:
    """Return the command that starts a worker: Python, or in the application, which has no other program, itself."""
    if getattr(sys, "frozen", False):
        return sys.executable, WORKER, engine
    return sys.executable, "-P", "-c", BOOT, str(Path(__file__).parents[2]), engine


def _spawn(engine: str, command: tuple[str, ...] | None = None) -> Started:
    import subprocess

    windows, given = sys.platform == "win32", environment()
    process = subprocess.Popen(
        command or worker_command(engine),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=not windows,
        creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0) if windows else 0,
        env=given,
    )
    started = Started(process, given)
    threading.Thread(target=started.read, daemon=True).start()
    return started
