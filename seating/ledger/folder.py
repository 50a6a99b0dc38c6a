"""Read the folder of a ledger: every sound entry in order, and a problem for every file that was changed or lost.

Each entry contains its own digest and the digest of the entry before it, so the files form a chain. A missing file, a
changed file and two files with the same number each break the chain in a different way.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from errno import EISDIR
from itertools import pairwise
from pathlib import Path

from seating.errors import Note, Problem, UsageError, reason_of, text_of
from seating.ledger.entry import FILE_NAME, Entry, Kind, NotAnEntryError, read_entry
from seating.wording import message, quoted, said

NEWEST = "newest"
"""The file with the number and digest of the newest entry. Without it, the loss of that entry would go unnoticed."""

UNPRINTED = ".unfinished"
"""Suffix of the file that exists next to an entry until all of the entry's pages are written."""

_NEWEST_LINE = re.compile(r"(\d{4,15}) ([0-9a-f]{64})\n")

_RESTORE = said("Restore it from a backup or from the folder's version history, or use a new folder with --out.")
_CHOOSE = said("Decide which of the two to keep, and move the other out of the folder.")

_MOST_MISSING = 1000
"""How many missing entries in a row are named one by one. A damaged number may be off by any amount."""


@dataclass(frozen=True)
class FolderContent:
    """What the folder of a ledger contains.

    Attributes
    ----------
    folder : Path
        `OUT/rounds`. It need not exist yet.
    entries : tuple of Entry
        The sound entries, by number.
    problems : tuple of Problem
        Files that are damaged, missing, edited or misplaced.
    notes : tuple of Note
        Irregularities that do no harm.
    unfinished : frozenset of int
        Numbers of entries whose pages were not all written.
    """

    folder: Path
    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[Note, ...] = ()
    unfinished: frozenset[int] = frozenset()


def read_folder(folder: Path) -> FolderContent:
    """Read the folder of a ledger. A folder that does not exist counts as empty.

    Raises
    ------
    UsageError
        When the folder itself cannot be read.
    """
    try:
        names = sorted(path.name for path in folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        if folder.parent.is_dir() and (folder.exists() or folder.is_symlink()):
            text = message("%(path)s is not a folder, so the ledger cannot be written there. Move it elsewhere.")
            raise UsageError(said(text, path=folder)) from None
        return FolderContent(folder)
    except OSError as error:
        raise UsageError(said("%(path)s cannot be read: %(reason)s", path=folder, reason=reason_of(error))) from None
    files = {name: _read_entry(folder / name) for name in names if _may_be_an_entry(name)}
    placed = [found for name, found in files.items() if isinstance(found, Entry) and found.file_name == name]
    placed.sort(key=lambda entry: (entry.number, entry.file_name))
    numbers = {int(match[1]) for name in files if (match := FILE_NAME.fullmatch(name))}
    newest, unreadable = _read_newest(folder)
    broken = list(_chain_problems(placed, numbers, newest))
    wrong = {problem.file for problem in broken}
    names_by_digest = {entry.sha256: entry.file_name for entry in placed}
    broken += [*_out_of_place(files), *_conflicting_copies(files, names_by_digest)]
    forgotten = max((entry.number for entry in placed if entry.kind is Kind.FORGOTTEN), default=0)
    problems = [*(_with_old_copies(problem, forgotten) for problem in broken), *unreadable]
    problems.sort(key=lambda problem: problem.file or "")
    return FolderContent(
        folder,
        tuple(entry for entry in placed if entry.file_name not in wrong),
        tuple(replace(problem, file=(folder / (problem.file or "")).as_posix()) for problem in problems),
        tuple(_second_copies(folder, files, names_by_digest)),
        frozenset(entry.number for entry in placed if f"{entry.file_name}{UNPRINTED}" in names),
    )


def find_newest(folder: Path) -> int:
    """Return the highest number in the names of the entries of a ledger; 0 if there are none. No file is opened."""
    with suppress(OSError):
        return max((int(name[1]) for path in folder.iterdir() if (name := FILE_NAME.fullmatch(path.name))), default=0)
    return 0


def _may_be_an_entry(name: str) -> bool:
    return name.casefold().endswith(".json") and not name.startswith(".")


def _read_entry(path: Path) -> Entry | str:
    """Return the entry in a file, or a sentence fragment that tells what is wrong with the file."""
    try:
        return read_entry(_read_bytes(path))
    except NotAnEntryError as error:
        return text_of(error)
    except OSError as error:
        return said("cannot be read: %(reason)s", reason=reason_of(error))


def _read_bytes(path: Path) -> bytes:
    """Return the bytes of a regular file. A pipe or device is rejected, because reading it may never end."""
    if path.exists() and not path.is_file():
        raise OSError(EISDIR, said("it is not a file"))
    return path.read_bytes()


def _read_newest(folder: Path) -> tuple[tuple[int, str] | None, list[Problem]]:
    """Return the number and digest of the newest entry as far as they are known, and any problem with their file."""
    try:
        line = _read_bytes(folder / NEWEST).decode("ascii")
    except FileNotFoundError:
        return None, []
    except (OSError, ValueError):
        line = ""
    if found := _NEWEST_LINE.fullmatch(line):
        return (int(found[1]), found[2]), []
    says = said("does not show which entry is the newest")
    hint = said("Check the entries, then delete this file. The program will write a new one.")
    return None, [Problem("ledger-damaged", says, NEWEST, hint=hint)]


def _out_of_place(files: Mapping[str, Entry | str]) -> Iterator[Problem]:
    """Yield a problem for each file with an entry's name that is damaged or contains another entry."""
    for name, found in files.items():
        if not FILE_NAME.fullmatch(name):
            continue
        if isinstance(found, str):
            yield Problem("ledger-damaged", found, name, hint=_RESTORE)
        elif found.file_name != name:
            says = said("contains the entry that was saved as %(name)s", name=quoted(found.file_name))
            yield Problem("ledger-misplaced", says, name, hint=said("Give each file its original name."))


def _conflicting_copies(files: Mapping[str, Entry | str], names_by_digest: Mapping[str, str]) -> Iterator[Problem]:
    """Yield a problem for each file that synchronization software put next to an entry and that differs from it."""
    for name, found in files.items():
        is_other_entry = isinstance(found, Entry) and found.sha256 not in names_by_digest
        is_unreadable = isinstance(found, str) and re.match(r"\d{4}-", name)
        if (is_other_entry or is_unreadable) and not FILE_NAME.fullmatch(name):
            says = said("is a conflicting copy, perhaps from another computer, and is not used")
            yield Problem("ledger-conflict", says, name, hint=_CHOOSE)


def _second_copies(
    folder: Path, files: Mapping[str, Entry | str], names_by_digest: Mapping[str, str]
) -> Iterator[Note]:
    """Yield a note for each identical copy of an entry under a name that no entry has."""
    for name, found in files.items():
        if isinstance(found, Entry) and found.sha256 in names_by_digest and not FILE_NAME.fullmatch(name):
            text = said(
                "%(path)s is a second copy of %(name)s. It is not used and can be deleted.",
                path=(folder / name).as_posix(),
                name=names_by_digest[found.sha256],
            )
            yield Note("ledger-copy", text)


def _chain_problems(
    entries: Sequence[Entry], numbers: Collection[int], newest: tuple[int, str] | None
) -> Iterator[Problem]:
    """Yield a problem for each entry that is missing, and for each whose digest the next entry does not repeat.

    Parameters
    ----------
    entries : sequence of Entry
        By number. Each is valid and has the right file name.
    numbers : collection of int
        The numbers in the file names, whether or not the files are valid. Entries with these numbers are not missing.
    newest : (number, digest) or None
        The newest entry as the file `newest` has it. After a killed run it may be a few entries behind.
    """
    chain: list[Entry] = []
    for entry in entries:
        reached = chain[-1].number if chain else 0
        if chain and entry.number == reached:
            yield _forked(entry)
            continue
        yield from _missing(reached + 1, entry.number - 1, numbers)
        chain.append(entry)
    if newest is not None:
        yield from _missing(chain[-1].number + 1 if chain else 1, newest[0], numbers)
    if chain:
        yield from _edited_entries(chain, newest)


def _edited_entries(chain: Sequence[Entry], newest: tuple[int, str] | None) -> Iterator[Problem]:
    """Yield a problem for each entry whose digest is not the one that the entry after it repeats, or `newest`.

    An entry for which that is so proves nothing about the entry before it.
    """
    last = chain[-1]
    is_edited = newest is not None and newest[0] == last.number and newest[1] != last.sha256
    if is_edited:
        yield _edited(last)
    for before, entry in reversed(list(pairwise(chain))):
        is_broken = entry.number == before.number + 1 and entry.previous != before.sha256
        is_edited = is_broken and not is_edited
        if is_edited:
            yield _edited(before)
    if chain[0].number == 1 and chain[0].previous and not is_edited:
        yield _edited(chain[0])


def _with_old_copies(problem: Problem, forgotten: int) -> Problem:
    """Return the problem of a file with another hint if it may be a copy from before someone was forgotten.

    Parameters
    ----------
    problem : Problem
    forgotten : int
        The number of the last entry that tells this; 0 if there is none.
    """
    number = re.match(r"\d{4,15}", problem.file or "")
    if number is None or int(number[0]) >= forgotten or problem.slug == "ledger-missing":
        return problem
    hint = said(
        "Entry %(number)s records that people were forgotten. If this file is a copy made before then, it "
        "still names them. Use the file that `seating forget` wrote.",
        number=forgotten,
    )
    return replace(problem, hint=hint)


def _missing(first: int, last: int, numbers: Collection[int]) -> Iterator[Problem]:
    """Yield a problem for each number in this range that no file has. A long range is cut short."""
    hint = said("If the folder is still being synchronized, wait. %(hint)s", hint=_RESTORE)
    for number in range(first, min(last, first + _MOST_MISSING) + 1):
        if number not in numbers:
            says = said("entry %(number)s is missing", number=number)
            yield Problem("ledger-missing", says, f"{number:04d}-….json", hint=hint)
    if last > first + _MOST_MISSING:
        says = said("entries up to %(number)s are missing", number=last)
        yield Problem("ledger-missing", says, f"{first + _MOST_MISSING + 1:04d}-….json", hint=hint)


def _edited(entry: Entry) -> Problem:
    return Problem("ledger-edited", said("was changed after it was saved"), entry.file_name, hint=_RESTORE)


def _forked(entry: Entry) -> Problem:
    says = said("is a second entry %(number)s, perhaps from another computer, and is not used", number=entry.number)
    return Problem("ledger-conflict", says, entry.file_name, hint=_CHOOSE)
