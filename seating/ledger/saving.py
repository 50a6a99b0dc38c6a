"""A file that is there whole or not at all, and never in the place of another.

The bytes go to a temporary file in the same folder and from there to the disk; then the file gets its
name in one step, and the name goes to the disk too. A hard link takes a name only where it is free,
which a rename does on Windows alone. Where a file system knows no links, the name is looked at first:
only whoever holds the folder writes there.
"""

from __future__ import annotations

import os
import secrets
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from seating.errors import UsageError

__all__ = ["UNFINISHED", "open_beside", "put_new", "put_over"]

UNFINISHED = ".part"
"""How the names of files end that were being written; one left behind by a killed run is no entry."""


LONGEST_NAME = 200
"""Characters of a file's name that stand in that of the file it is first written to; file systems take 255 bytes."""

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def put_new(path: Path, content: bytes) -> None:
    """Write a file that must not be there yet.

    Raises
    ------
    UsageError
        When it cannot be written; nothing of it is left then.
    """
    temporary = _written(path, content)
    try:
        _take_free_name(temporary, path)
    except OSError as error:
        raise _not_written(path, error) from None
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    _flush_folder(path.parent)


def put_over(path: Path, content: bytes) -> None:
    """Write a file in the place of an older one; either of the two is there at any moment."""
    temporary = _written(path, content)
    try:
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise _not_written(path, error) from None
    _flush_folder(path.parent)


def open_beside(path: Path) -> tuple[Path, BinaryIO]:
    """Make a new file beside `path`, of a name that nobody can foresee, and open it; return its place too.

    Folders are made as needed. Nothing that is there already is opened, and no link is followed.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name[:LONGEST_NAME]}.{secrets.token_hex(8)}{UNFINISHED}")
    return temporary, os.fdopen(os.open(temporary, _NEW, 0o666), "wb")


def _written(path: Path, content: bytes) -> Path:
    """Return a temporary file beside `path` that is on the disk with all of its content."""
    temporary = None
    try:
        temporary, file = open_beside(path)
        with file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
        raise _not_written(path, error) from None
    return temporary


def _take_free_name(temporary: Path, path: Path) -> None:
    if sys.platform != "win32":
        try:
            os.link(temporary, path)
            return
        except FileExistsError:
            raise
        except OSError:  # a file system without links
            if path.exists():
                raise FileExistsError(17, os.strerror(17)) from None
    temporary.rename(path)


def _flush_folder(folder: Path) -> None:
    """Have the folder's names on the disk too, where a system lets folders be opened."""
    if sys.platform == "win32":
        return
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def _not_written(path: Path, error: OSError) -> UsageError:
    why = error.strerror or str(error)
    return UsageError(f"{path} cannot be written: {why}. What was saved before is as it was.")
