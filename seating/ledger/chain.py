"""Whether entries follow one another: none missing, none changed, no two of one number."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from seating.errors import Problem
from seating.ledger.entry import Entry

__all__ = ["BOTH", "RESTORE", "breaks"]

RESTORE = "Bring it back from a backup or from the folder's version history, or start anew with --out."
BOTH = "Decide which of the two holds, and move the other out of the folder."

MANY = 1000
"""Entries that can be missing in a row and be named one by one; one number may be off by any amount."""


def breaks(entries: Sequence[Entry], named: Collection[int], told: tuple[int, str] | None) -> Iterator[Problem]:
    """Yield a problem for each entry that is not there, and for each that the one after it does not know.

    Parameters
    ----------
    entries : sequence of Entry
        By number, each whole in itself and under its own name.
    named : collection of int
        Numbers that files have, sound or not: these are not missing.
    told : (number, digest) or None
        What is known of the entry saved last; it may be a few entries behind after a killed run.
    """
    before: Entry | None = None
    for entry in entries:
        reached = 0 if before is None else before.number
        if before is not None and entry.number == reached:
            yield _forked(entry)
            continue
        yield from _missing(reached + 1, entry.number - 1, named)
        known = "" if before is None else before.sha256
        if entry.number == reached + 1 and entry.previous != known:
            yield _edited(before or entry)
        before = entry
    reached = 0 if before is None else before.number
    if told is not None:
        yield from _missing(reached + 1, told[0], named)
        if before is not None and told[0] == reached and told[1] != before.sha256:
            yield _edited(before)


def _missing(first: int, last: int, named: Collection[int]) -> Iterator[Problem]:
    """Yield a problem for each entry of these numbers that no file has; of very many, for the first."""
    hint = f"If the folder is still being synchronised, wait. {RESTORE}"
    for number in range(first, min(last, first + MANY) + 1):
        if number not in named:
            yield Problem("ledger-missing", f"entry {number} is missing", f"{number:04d}-….json", hint=hint)
    if last > first + MANY:
        says = f"entries up to {last} are missing"
        yield Problem("ledger-missing", says, f"{first + MANY + 1:04d}-….json", hint=hint)


def _edited(entry: Entry) -> Problem:
    return Problem("ledger-edited", "was changed after it was saved", entry.file_name, hint=RESTORE)


def _forked(entry: Entry) -> Problem:
    says = f"is another entry {entry.number}, perhaps from another computer, and is not used"
    return Problem("ledger-conflict", says, entry.file_name, hint=BOTH)
