"""Lock an output folder so that one run at a time works in it. The lock ends with the process that holds it."""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from seating.errors import FolderHeldError, UsageError

__all__ = ["LOCK", "lock_folder"]

LOCK = ".seating.lock"
"""The file that is locked. Its text is for people to read; its mere existence means nothing."""

_HOW = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
"""Links are not followed, because the file that a link leads to would be overwritten."""

_LOCKED_BYTE = 1 << 30
"""Windows locks bytes and makes them unreadable for others, so the locked byte lies beyond the text."""


@contextmanager
def lock_folder(out: Path) -> Iterator[None]:
    """Lock an existing output folder until the block ends or the process dies.

    Raises
    ------
    FolderHeldError
        When another run has locked it.
    UsageError
        When the folder cannot be written.
    """
    path = out / LOCK
    descriptor = _lock(path)
    try:
        yield
    finally:
        if sys.platform != "win32":  # before the lock is released, so that no other run's file is deleted
            with suppress(OSError):
                path.unlink()
        os.close(descriptor)
        if sys.platform == "win32":
            with suppress(OSError):
                path.unlink()


def _lock(path: Path) -> int:
    """Return the descriptor of the locked file. A file that was deleted in the meantime is locked again."""
    while True:
        try:
            descriptor = os.open(path, _HOW, 0o666)
        except OSError as error:
            raise UsageError(f"{path.parent} cannot be written: {error.strerror or error}") from None
        if not _try_to_lock(descriptor):
            os.close(descriptor)
            raise FolderHeldError(_locked_by(path))
        if _is_in_place(path, descriptor):
            break
        os.close(descriptor)
    owner = json.dumps({"process": os.getpid(), "computer": platform.node()}).encode()
    with suppress(OSError):  # on a full disk the lock still holds; it just cannot name its owner
        os.truncate(descriptor, 0)
        os.write(descriptor, owner)
    return descriptor


def _is_in_place(path: Path, descriptor: int) -> bool:
    if sys.platform == "win32":
        return True  # an open file cannot be deleted on Windows
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
        except OSError:  # no locks on this file system; two runs still cannot write the same entry
            return True
        return True


def _locked_by(path: Path) -> str:
    """Return the sentence for a locked folder. It names the owner of the lock if the file does."""
    try:
        owner = json.loads(path.read_bytes())
        who = f"Another run (process {int(owner['process'])} on {owner['computer']})"
    except (OSError, ValueError, KeyError, TypeError):
        who = "Another run"
    return f"{who} is working in {path.parent}. Wait until it is done, or use another folder with --out."
