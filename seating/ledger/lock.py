"""One run at a time in an output folder: a lock that ends with the process that holds it."""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from seating.errors import FolderHeldError, UsageError

__all__ = ["LOCK", "held"]

LOCK = ".seating.lock"
"""The file that is locked. What it says is for people; that it is there means nothing."""

_HOW = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
"""Not through a link: what it leads to is somebody's file, and would be written over."""

_LOCKED_BYTE = 1 << 30
"""Windows locks bytes, and nobody else can read those; this one is past everything the file says."""


@contextmanager
def held(out: Path) -> Iterator[None]:
    """Hold an output folder, which is there already, until the block ends or the process dies.

    Raises
    ------
    FolderHeldError
        When another run holds it.
    UsageError
        When the folder cannot be written.
    """
    path = out / LOCK
    descriptor = _locked(path)
    try:
        yield
    finally:
        if sys.platform != "win32":  # while it is still ours, so that nobody else's is taken away
            with suppress(OSError):
                path.unlink()
        os.close(descriptor)
        if sys.platform == "win32":
            with suppress(OSError):
                path.unlink()


def _locked(path: Path) -> int:
    """Return the locked file's descriptor; one that was taken away meanwhile is locked anew."""
    while True:
        try:
            descriptor = os.open(path, _HOW, 0o666)
        except OSError as error:
            raise UsageError(f"{path.parent} cannot be written: {error.strerror or error}") from None
        if not _try_to_lock(descriptor):
            os.close(descriptor)
            raise FolderHeldError(_who_holds(path))
        if _is_still_there(path, descriptor):
            break
        os.close(descriptor)
    told = json.dumps({"process": os.getpid(), "computer": platform.node()}).encode()
    with suppress(OSError):  # a full disk: the lock holds, though it cannot say whose it is
        os.truncate(descriptor, 0)
        os.write(descriptor, told)
    return descriptor


def _is_still_there(path: Path, descriptor: int) -> bool:
    if sys.platform == "win32":
        return True  # an open file cannot be taken away there
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except OSError:
        return False


if sys.platform == "win32":

    def _try_to_lock(descriptor: int) -> bool:
        import msvcrt

        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        os.lseek(descriptor, 0, os.SEEK_SET)
        return True

else:

    def _try_to_lock(descriptor: int) -> bool:
        import fcntl

        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # a file system that knows no locks: the free names of entries still keep runs apart
            return True
        return True


def _who_holds(path: Path) -> str:
    """Return the sentence for a folder that is held, with who holds it as far as that can be read."""
    try:
        told = json.loads(path.read_bytes())
        who = f"Another run (process {int(told['process'])} on {told['computer']})"
    except (OSError, ValueError, KeyError, TypeError):
        who = "Another run"
    return f"{who} is working in {path.parent}. Wait until it is done, or name another folder with --out."
