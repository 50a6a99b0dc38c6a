"""How the compiled functions of the engines are compiled, and where the compiled code is cached.

The cache folder is named after a hash of all sources that compiled code depends on. numba itself checks only the file
that contains a function. It would miss a change in a function or a constant that is compiled into it from another file,
and go on with the old code.

Only one process compiles at a time. The others wait for it, and load what it has saved. A process that has compiled
deletes the code of other versions that no process has used for a long time.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from numba import config, njit
from numba.core.caching import FunctionCache, NullCache

from seating.cache import COMPILED, cache_folder, compiled_folder
from seating.file_lock import try_to_lock

SOURCES = ("annealing", "column_generation", "multi_round", "local_search/tallies.py", "jit.py")
"""Packages and modules, below `seating/engines`, that compiled code depends on: those with compiled functions, and
those whose constants compiled functions use. Add a module here before compiled code imports from it."""

LOCK = "compiling.lock"
"""The file that is locked while a process compiles, in the folder for compiled code of all versions."""

LONGEST_WAIT = 120.0
"""Seconds after which a process no longer waits for another one that compiles, and compiles itself."""

PAUSE = 0.1
"""Seconds between two attempts to lock."""

UNUSED = 30 * 86_400.0
"""Seconds after which the compiled code of another version is deleted if no process has used it. A
version takes up to 42 MB."""

KEY_LENGTH = 16
"""Length of a key."""


def source_files(folder: Path = Path(__file__).parent) -> list[Path]:
    """Return the files that compiled code depends on; `folder` is that of the engines."""
    return [file for name in SOURCES for file in (sorted((folder / name).glob("*.py")) or [folder / name])]


def code_key(files: list[Path]) -> str:
    """Return a hash of the names and texts of some files, as the name of a folder."""
    found = hashlib.sha256()
    for file in files:
        found.update(f"{file.parent.name}/{file.name}".encode())
        found.update(file.read_bytes())
    return found.hexdigest()[:KEY_LENGTH]


def _code_folder() -> Path | None:
    """Return the folder of the compiled code of these sources; None where no folder can be written."""
    folder = compiled_folder()
    if folder is None or os.environ.get("NUMBA_CACHE_DIR"):
        return folder
    return cache_folder(f"{COMPILED}/{code_key(source_files())}")


def mark_used(folder: Path) -> None:
    """Set the time of a folder of compiled code to now, so that other versions do not delete it."""
    with suppress(OSError):  # it may belong to another user
        os.utime(folder)


def delete_unused(folder: Path) -> None:
    """Delete the compiled code of other versions that no process has used for `UNUSED` seconds.

    Parameters
    ----------
    folder : Path
        The folder of this version. Its siblings with the name of a key are those of other versions.
    """
    with suppress(OSError):  # another process may delete the same folders
        for other in folder.parent.iterdir():
            is_version = len(other.name) == KEY_LENGTH and not set(other.name) - set("0123456789abcdef")
            if is_version and other != folder and time.time() - other.stat().st_mtime > UNUSED:
                shutil.rmtree(other, ignore_errors=True)


class _Turn:
    """The right to compile, which one process at a time has. A process that dies loses it.

    Parameters
    ----------
    file : Path or None
        The file to lock; None where nothing can be written, so that no process waits for another.
    """

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._descriptor: int | None = None
        self._depth = 0
        self.report: Callable[[bool], None] = lambda is_kept: None

    def begin(self) -> None:
        """Wait until no other process compiles. Compiling one function may cause compiling another."""
        self._depth += 1
        if self._depth > 1:
            return
        self.report(self._file is not None)
        if self._file is None:
            return
        try:
            self._descriptor = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError:  # it belongs to another user; compiling twice is better than not at all
            return
        until = time.monotonic() + LONGEST_WAIT
        while not try_to_lock(self._descriptor) and time.monotonic() < until:
            time.sleep(PAUSE)

    def end(self) -> None:
        """Let other processes compile."""
        self._depth -= 1
        if self._depth == 0 and self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


class _SharedCache(FunctionCache):
    """The compiled code of one function, shared by all processes. numba asks it before and after compiling."""

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """Return the compiled code. If there is none, return None when it is the turn of this process to compile."""
        load: Callable[..., Any] = super().load_overload
        found = load(sig, target_context)
        if found is None:
            _turn.begin()
            found = load(sig, target_context)  # another process may have compiled it meanwhile
            if found is not None:
                _turn.end()
        return found

    def save_overload(self, sig: Any, data: Any) -> None:
        """Save compiled code, and end the turn. Where it cannot be saved, this process goes on with it."""
        save: Callable[..., Any] = super().save_overload
        try:
            save(sig, data)
            if _folder is not None and _folder != _root:  # they are the same if NUMBA_CACHE_DIR names one
                delete_unused(_folder)
        except OSError:  # a full disk, or a folder that another user has made
            _turn.report(False)
        finally:
            _turn.end()


class _NoCache(NullCache):
    """Takes the place of the cache where no folder can be written."""

    def load_overload(self, sig: Any, target_context: Any) -> None:
        """Report that the function is compiled."""
        _turn.report(False)


def on_compiling(report: Callable[[bool], None]) -> None:
    """Set the function that is called when this process compiles, or waits for another process that does.

    Parameters
    ----------
    report : function
        Called with whether the compiled code is kept for later processes.
    """
    _turn.report = report


settings: Any = config
_folder = _code_folder()
if _folder is not None:
    settings.CACHE_DIR = str(_folder)
    mark_used(_folder)
_root = compiled_folder()
_turn = _Turn(None if _folder is None or _root is None else _root / LOCK)

compiler: Callable[..., Any] = njit  # its type stubs lack some of its options
cache_of: Callable[[Any], Any] = _SharedCache


def entry_point(function: Any) -> Any:
    """Compile a function that Python calls. It must not create arrays: `_nrt=False` leaves out the allocator."""
    dispatcher = compiler(nogil=True, _nrt=False)(function)
    dispatcher._cache = _NoCache() if _folder is None else cache_of(function)
    return dispatcher


compiled: Callable[[Any], Any] = compiler(nogil=True, _nrt=False, no_cpython_wrapper=True, no_cfunc_wrapper=True)
"""Compiles a function that only compiled code calls. Without the wrapper for Python, compiling is much faster."""

inlined: Callable[[Any], Any] = compiler(
    nogil=True, _nrt=False, no_cpython_wrapper=True, no_cfunc_wrapper=True, forceinline=True
)
"""Like `compiled`, and inlined at every call: with so many arrays to pass, a call costs more than most function
bodies."""
