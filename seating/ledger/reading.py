"""Reads the folder of a ledger: the sound entries in order, and a problem for every file that is not as it was."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from errno import EISDIR
from pathlib import Path

from seating.errors import Note, Problem, UsageError
from seating.ledger.chain import BOTH, RESTORE, breaks
from seating.ledger.entry import FILE_NAME, Entry, NotAnEntryError, entry_of
from seating.wording import quoted

__all__ = ["NEWEST", "UNPRINTED", "Read", "read_folder"]

NEWEST = "newest"
"""The file that says which entry was saved last, so that its loss is noticed: its number and digest."""

UNPRINTED = ".unfinished"
"""How the name of the file ends that lies beside an entry until all of its pages are written."""

_NEWEST_SAYS = re.compile(r"(\d{4,15}) ([0-9a-f]{64})\n")


@dataclass(frozen=True)
class Read:
    """What a folder holds.

    Attributes
    ----------
    entries : tuple of Entry
        The sound ones, by number.
    problems : tuple of Problem
        What is damaged, missing, edited, or in another's place.
    notes : tuple of Note
        What is odd and does no harm.
    unfinished : frozenset of int
        Numbers of entries whose pages were not all written.
    """

    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[Note, ...] = ()
    unfinished: frozenset[int] = frozenset()


def read_folder(folder: Path) -> Read:
    """Return what the folder of a ledger holds; one that is not there is empty.

    Raises
    ------
    UsageError
        When the folder itself cannot be read.
    """
    try:
        names = sorted(path.name for path in folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        if folder.parent.is_dir() and (folder.exists() or folder.is_symlink()):
            raise UsageError(
                f"{folder} is no folder, so the ledger cannot be written there. Move it elsewhere."
            ) from None
        return Read()
    except OSError as error:
        raise UsageError(f"{folder} cannot be read: {error.strerror or error}") from None
    files = {name: _look_at(folder / name) for name in names if _may_be_an_entry(name)}
    placed = [found for name, found in files.items() if isinstance(found, Entry) and found.file_name == name]
    placed.sort(key=lambda entry: (entry.number, entry.file_name))
    named = {int(match[1]) for name in files if (match := FILE_NAME.fullmatch(name))}
    told, unreadable = _told_newest(folder)
    unsound = list(breaks(placed, named, told))
    wrong = {problem.file for problem in unsound}
    copied = {entry.sha256: entry.file_name for entry in placed}
    problems = [*_out_of_place(files), *_conflicting(files, copied), *unsound, *unreadable]
    problems.sort(key=lambda problem: problem.file or "")
    return Read(
        tuple(entry for entry in placed if entry.file_name not in wrong),
        tuple(replace(problem, file=(folder / (problem.file or "")).as_posix()) for problem in problems),
        tuple(_second_copies(folder, files, copied)),
        frozenset(entry.number for entry in placed if f"{entry.file_name}{UNPRINTED}" in names),
    )


def _may_be_an_entry(name: str) -> bool:
    return name.casefold().endswith(".json") and not name.startswith(".")


def _look_at(path: Path) -> Entry | str:
    """Return the entry a file holds, or what is wrong with it."""
    try:
        return entry_of(_bytes_of(path))
    except NotAnEntryError as error:
        return str(error)
    except OSError as error:
        return f"cannot be read: {error.strerror or error}"


def _bytes_of(path: Path) -> bytes:
    """Return what a file holds; a pipe or a device in its place is never read, as that may not end."""
    if path.exists() and not path.is_file():
        raise OSError(EISDIR, "it is no file")
    return path.read_bytes()


def _out_of_place(files: Mapping[str, Entry | str]) -> Iterator[Problem]:
    """Yield a problem for each file that has the name of an entry and does not hold it."""
    for name, found in files.items():
        if not FILE_NAME.fullmatch(name):
            continue
        if isinstance(found, str):
            yield Problem("ledger-damaged", found, name, hint=RESTORE)
        elif found.file_name != name:
            says = f"holds what was saved as {quoted(found.file_name)}"
            yield Problem("ledger-misplaced", says, name, hint="Give each file its own name again.")


def _conflicting(files: Mapping[str, Entry | str], copied: Mapping[str, str]) -> Iterator[Problem]:
    """Yield a problem for each file that a program which synchronises folders set beside an entry, unlike it."""
    for name, found in files.items():
        is_other_entry = isinstance(found, Entry) and found.sha256 not in copied
        is_unreadable = isinstance(found, str) and re.match(r"\d{4}-", name)
        if (is_other_entry or is_unreadable) and not FILE_NAME.fullmatch(name):
            says = "is a conflicting copy, perhaps from another computer, and is not used"
            yield Problem("ledger-conflict", says, name, hint=BOTH)


def _second_copies(folder: Path, files: Mapping[str, Entry | str], copied: Mapping[str, str]) -> Iterator[Note]:
    """Yield a note for each second copy of an entry, under a name that no entry has."""
    for name, found in files.items():
        if isinstance(found, Entry) and found.sha256 in copied and not FILE_NAME.fullmatch(name):
            place = (folder / name).as_posix()
            text = f"{place} is a second copy of {copied[found.sha256]}; it is not used, and can be removed."
            yield Note("ledger-copy", text)


def _told_newest(folder: Path) -> tuple[tuple[int, str] | None, list[Problem]]:
    """Return the number and digest of the entry saved last, as far as it was written down."""
    try:
        said = _bytes_of(folder / NEWEST).decode("ascii")
    except FileNotFoundError:
        return None, []
    except (OSError, ValueError):
        said = ""
    if found := _NEWEST_SAYS.fullmatch(said):
        return (int(found[1]), found[2]), []
    says = "does not say which entry is the newest"
    hint = "Remove it once you have looked through the entries; it is written again."
    return None, [Problem("ledger-damaged", says, NEWEST, hint=hint)]
