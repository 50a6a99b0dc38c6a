"""Write files atomically, and lock the output folder so that one run at a time works in it.

A file is complete or absent, and a new file never replaces an existing one. The bytes go to a temporary file in the
same folder and are flushed to the disk. The file then gets its name in one step, and the folder is flushed too. A hard
link fails when the name is taken; a rename does so only on Windows. On a file system without links the name is checked
first, which is enough because only the run that has locked the folder writes there.

A lock ends with the process that holds it.
"""

from __future__ import annotations

import json
import os
import platform
import re
import secrets
import stat
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO

from seating.errors import FolderHeldError, StorageError, UsageError, reason_of
from seating.ledger.file_lock import try_to_lock
from seating.wording import Said, message, said

UNFINISHED = ".part"
"""Suffix of files that are still being written. One left behind by a killed run is not an entry."""

_TEMPORARY = re.compile(rf"\..+\.[0-9a-f]{{16}}{re.escape(UNFINISHED)}")
"""The names of these files: the final name and a random number."""

LONGEST_NAME = 200
"""How many characters of the final name the temporary name repeats at most. File systems allow 255 bytes in all."""

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)

_USUAL, _PRIVATE = 0o666, 0o600
"""Who may read a new file, before the user's own mask is applied: everyone, or only the user."""

UNCHANGED = said("Everything saved earlier is unchanged.")

LOCK = ".seating.lock"
"""The file that is locked. Its text is for people to read; that it exists does not mean that the folder is locked."""

PAUSE = 0.01
"""Seconds between two attempts to lock a file."""

WAITS: tuple[float, ...] = (0.05, 0.1, 0.2, 0.4, 0.8) if sys.platform == "win32" else ()
"""Seconds before further attempts to move a file. On Windows, a virus scanner or a synchronized folder may have a new
file open for a moment, and an open file cannot be moved or replaced."""

_APPEND = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)

_HOW = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
"""Links are not followed, because the file that a link leads to would be overwritten."""


@contextmanager
def lock_folder(out: Path, name: str = LOCK, wait: float = 0.0) -> Iterator[None]:
    """Lock an existing output folder until the block ends or the process dies.

    Parameters
    ----------
    out : Path
    name : str
        The file that is locked. A file of its own locks only what its users write, not the folder.
    wait : float
        How long to wait for the lock, in seconds.

    Raises
    ------
    FolderHeldError
        When another run has locked it, and still has it after the wait.
    UsageError
        When the folder cannot be written.
    """
    path = out / name
    descriptor = _wait_for_lock(path, wait)
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


def find_link(out: Path, path: Path) -> Path | None:
    """Return the first folder inside the output folder on the way to a path that is a link, or None.

    The output folder itself can be a link, because the person who runs the program names it.
    """
    way = out
    for part in path.relative_to(out).parts:
        way /= part
        if way.is_symlink() and (way != path or way.is_dir()):
            return way
    return None


def refuse_links(out: Path, path: Path) -> None:
    """Raise `UsageError` if a folder inside the output folder, on the way to a path, is a link: it leads elsewhere."""
    with readable_reasons(path):
        link = find_link(out, path)
    if link is not None:
        text = message(
            "%(path)s cannot be written: %(link)s is a link to another folder. Remove the link, or name another folder "
            "with --out."
        )
        raise UsageError(said(text, path=path, link=link))


def make_private_folder(out: Path, inside: Path) -> None:
    """Create a folder in the output folder for files that hold more than its pages show.

    Folders that exist already stay as they are. New ones can be read by this user only, except the output folder.
    Windows has no such permissions; there, the folder has those of the output folder.

    Parameters
    ----------
    out : Path
        The output folder. It is created as usual if needed.
    inside : Path
        The folder, relative to it.

    Raises
    ------
    UsageError
        When a folder cannot be created, or is a link.
    """
    refuse_links(out, out / inside)
    folder = out
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name in inside.parts:
            folder /= name
            folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise _write_error(folder, error) from None


def write_new(path: Path, content: bytes, *, is_private: bool = False) -> None:
    """Write a file that must not exist yet.

    Parameters
    ----------
    path : Path
    content : bytes
    is_private : bool
        Whether only this user can read the file, on systems with such permissions.

    Raises
    ------
    UsageError
        When the file cannot be written. Nothing of it is left behind.
    """
    temporary = _write_temporary(path, content, is_private=is_private)
    try:
        _take_free_name(temporary, path)
    except OSError as error:
        raise _write_error(path, error) from None
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    _flush_folder(path.parent)


def replace_file(path: Path, content: bytes, *, is_private: bool = False, advice: str = UNCHANGED) -> None:
    """Replace a file. At any moment, either the old or the new file is there. Who may read it does not change.

    Parameters
    ----------
    path : Path
    content : bytes
    is_private : bool
        Whether only this user can read a file that did not exist before, as for `write_new`.
    advice : str
        The end of the message, after the reason, if the file cannot be written.

    Raises
    ------
    UsageError
        When the file cannot be written. The old file stays.
    """
    temporary = _write_temporary(path, content, is_private=is_private, advice=advice)
    try:
        if os.name != "nt" and path.is_file():
            temporary.chmod(stat.S_IMODE(path.stat().st_mode))
        move_into_place(temporary, path)
    except OSError as error:
        with suppress(OSError):  # what refused the first change may refuse this one
            temporary.unlink(missing_ok=True)
        raise _write_error(path, error, advice) from None
    _flush_folder(path.parent)


def write_whole(path: Path, content: bytes) -> None:
    """Write a page or a list, which can be made again: atomically, but without waiting until it is on the disk.

    Folders are made as needed.

    Raises
    ------
    UsageError
        If the folder or the file cannot be written.
    """
    with readable_reasons(path):
        temporary, file = _open_beside(path)
        try:
            with file:
                file.write(content)
            move_into_place(temporary, path)
        finally:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


@contextmanager
def readable_reasons(path: Path) -> Iterator[None]:
    """Turn an `OSError` into a `StorageError` that explains why a file could not be written."""
    try:
        yield
    except OSError as error:
        raise StorageError(_why_not_written(path, error)) from None


def move_into_place(temporary: Path, path: Path) -> None:
    """Replace `path` by `temporary` in one step. If another program has one of them open on Windows, try again."""
    for wait in WAITS:
        try:
            temporary.replace(path)
            return
        except PermissionError:
            time.sleep(wait)
    temporary.replace(path)


def read_lines(path: Path) -> tuple[Any, ...]:
    """Return the values of a file with one line of JSON for each; none if there is no file.

    A line that cannot be read is left out: a killed program leaves its last one incomplete.

    Raises
    ------
    UsageError
        When the file cannot be read.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise UsageError(said("%(path)s cannot be read: %(reason)s", path=path, reason=reason_of(error))) from None
    found = []
    for line in content.splitlines():
        with suppress(ValueError, RecursionError):
            found.append(json.loads(line))
    return tuple(found)


def append_lines(path: Path, values: Iterable[Any]) -> None:
    """Append a line of JSON for each value. All of them are on the disk when this returns, or none is.

    The caller must have locked the folder, or what else keeps others from appending. Only this user can read a new
    file.

    Raises
    ------
    UsageError
        When the file cannot be written.
    """
    lines = "".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values).encode()
    try:
        file = os.open(path, _APPEND, _PRIVATE)
    except OSError as error:
        raise _write_error(path, error) from None
    try:
        size = os.fstat(file).st_size
        try:
            os.lseek(file, max(0, size - 1), os.SEEK_SET)
            if size and os.read(file, 1) != b"\n":
                lines = b"\n" + lines  # a line that a killed program left incomplete is closed first
            while lines:  # a full disk takes only some of the bytes at first
                lines = lines[os.write(file, lines) :]
            os.fsync(file)
        except OSError:
            with suppress(OSError):
                os.ftruncate(file, size)
            raise
    except OSError as error:
        raise _write_error(path, error) from None
    finally:
        os.close(file)


def remove_unfinished(place: Path) -> None:
    """Remove the files that killed runs left half-written: those of a file, or all in a folder and its subfolders.

    The output folder has to be locked, because the unfinished files of a run at work have names of the same form.
    """
    found = place.rglob(f".*{UNFINISHED}") if place.is_dir() else place.parent.glob(f".{place.name}.*{UNFINISHED}")
    for path in found:
        if _TEMPORARY.fullmatch(path.name):
            with readable_reasons(path):
                path.unlink(missing_ok=True)


def _open_beside(path: Path, *, is_private: bool = False) -> tuple[Path, BinaryIO]:
    """Create and open a new file next to `path` under a random name; return its path and the open file.

    Folders are created as needed. An existing file is never opened, and no link is followed. `is_private` is as for
    `write_new`.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name[:LONGEST_NAME]}.{secrets.token_hex(8)}{UNFINISHED}")
    return temporary, os.fdopen(os.open(temporary, _NEW, _PRIVATE if is_private else _USUAL), "wb")


def _wait_for_lock(path: Path, wait: float) -> int:
    until = time.monotonic() + wait
    while True:
        try:
            return _lock(path)
        except FolderHeldError:
            if time.monotonic() >= until:
                raise
            time.sleep(PAUSE)


def _lock(path: Path) -> int:
    """Return the descriptor of the locked file. A file that was deleted in the meantime is locked again."""
    while True:
        try:
            descriptor = os.open(path, _HOW, 0o666)
        except OSError as error:
            says = said("%(path)s cannot be written: %(reason)s", path=path.parent, reason=reason_of(error))
            raise UsageError(says) from None
        if not try_to_lock(descriptor):
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


def _write_temporary(path: Path, content: bytes, *, is_private: bool, advice: str = UNCHANGED) -> Path:
    """Write `content` to a temporary file next to `path`, flush it to the disk, and return its path."""
    temporary = None
    try:
        temporary, file = _open_beside(path, is_private=is_private)
        with file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
        raise _write_error(path, error, advice) from None
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


def _write_error(path: Path, error: OSError, advice: str = UNCHANGED) -> StorageError:
    return StorageError(said("%(text)s. %(hint)s", text=_why_not_written(path, error), hint=advice))


def _why_not_written(path: Path, error: OSError) -> Said:
    """Return why a file cannot be written. Where an open file cannot be replaced, say that it may be open."""
    why = reason_of(error)
    if isinstance(error, PermissionError) and WAITS:
        why = said("%(reason)s. If another program has the file open, close it there and try again", reason=why)
    return said("%(path)s cannot be written: %(reason)s", path=path, reason=why)


def _locked_by(path: Path) -> str:
    """Return the sentence for a locked folder. It names the owner of the lock if the file does."""
    try:
        owner = json.loads(path.read_bytes())
        process, computer = int(owner["process"]), owner["computer"]
        who = said("Another run (process %(process)s on %(computer)s)", process=process, computer=computer)
    except (OSError, ValueError, KeyError, TypeError):
        who = said("Another run")
    return said(
        "%(who)s is using %(folder)s. Wait until it is done, or use another folder with --out.",
        who=who,
        folder=path.parent,
    )
