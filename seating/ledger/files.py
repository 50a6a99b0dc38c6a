"""Write files atomically: a file is complete or absent, and a new file never replaces an existing one.

The bytes go to a temporary file in the same folder and are flushed to the disk. The file then gets its name
in one step, and the folder is flushed too. A hard link fails when the name is taken; a rename does so only on
Windows. On a file system without links the name is checked first, which is enough because only the run that
has locked the folder writes there.
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
"""Suffix of files that are still being written. One left behind by a killed run is not an entry."""

LONGEST_NAME = 200
"""Characters of the final name that the temporary name repeats. File systems allow 255 bytes in all."""

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def put_new(path: Path, content: bytes) -> None:
    """Write a file that must not exist yet.

    Raises
    ------
    UsageError
        When the file cannot be written. Nothing of it is left behind.
    """
    temporary = _write_temporary(path, content)
    try:
        _take_free_name(temporary, path)
    except OSError as error:
        raise _write_error(path, error) from None
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    _flush_folder(path.parent)


def put_over(path: Path, content: bytes) -> None:
    """Replace a file. At any moment, either the old or the new file is there."""
    temporary = _write_temporary(path, content)
    try:
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise _write_error(path, error) from None
    _flush_folder(path.parent)


def open_beside(path: Path) -> tuple[Path, BinaryIO]:
    """Create and open a new file beside `path` under a random name; return its path and the open file.

    Folders are created as needed. An existing file is never opened, and no link is followed.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name[:LONGEST_NAME]}.{secrets.token_hex(8)}{UNFINISHED}")
    return temporary, os.fdopen(os.open(temporary, _NEW, 0o666), "wb")


def _write_temporary(path: Path, content: bytes) -> Path:
    """Write `content` to a temporary file beside `path`, flush it to the disk, and return its path."""
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
        raise _write_error(path, error) from None
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
    """Flush the folder's names to the disk, where the system allows a folder to be opened."""
    if sys.platform == "win32":
        return
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def _write_error(path: Path, error: OSError) -> UsageError:
    why = error.strerror or str(error)
    return UsageError(f"{path} cannot be written: {why}. Everything saved earlier is unchanged.")
