"""The ledger of an output folder: what was saved, what holds of it, and how the next entry is added."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Self

from seating.errors import InputError, Note, Problem, UsageError
from seating.history import History
from seating.ledger.entry import Entry, Kind, new_entry
from seating.ledger.past import history_of
from seating.ledger.reading import NEWEST, UNPRINTED, read_folder
from seating.ledger.rounds import SavedRound, State, replay
from seating.ledger.saving import UNFINISHED, put_new, put_over

__all__ = ["ROUNDS", "Ledger"]

ROUNDS = "rounds"
"""The folder of the ledger, in the output folder."""


@dataclass(frozen=True)
class Ledger:
    """Everything that was saved in one output folder.

    Attributes
    ----------
    folder : Path
        `OUT/rounds`; it need not be there yet.
    entries : tuple of Entry
        The sound ones, by number.
    problems : tuple of Problem
        What is damaged, missing, edited, or in another's place; `sound` refuses a ledger that has any.
    notes : tuple of Note
    unfinished : frozenset of int
        Numbers of entries whose pages were not all written.
    """

    folder: Path
    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[Note, ...] = ()
    unfinished: frozenset[int] = frozenset()

    @classmethod
    def open(cls, out: Path) -> Self:
        """Return the ledger of an output folder, damaged or not; an empty one where there is none.

        Raises
        ------
        UsageError
            When the folder cannot be read.
        """
        read = read_folder(out / ROUNDS)
        return cls(out / ROUNDS, read.entries, read.problems, read.notes, read.unfinished)

    @property
    def sound(self) -> Self:
        """The ledger itself, when nothing is wrong with it.

        Raises
        ------
        InputError
            With everything that is damaged, missing or edited.
        """
        if self.problems:
            raise InputError(self.problems)
        return self

    @cached_property
    def state(self) -> State:
        """What holds of all that was saved."""
        return replay(self.entries)

    @property
    def rounds(self) -> Mapping[int, SavedRound]:
        """The seating that holds of each round, by number."""
        return self.state.rounds

    @property
    def open_round(self) -> int:
        """The round that `solve` seats."""
        return self.state.open_round

    @property
    def last(self) -> SavedRound | None:
        """The last saved seating of the open round."""
        return self.rounds.get(self.open_round)

    def history(self, before: int | None = None) -> History:
        """Return the rounds before one of that number, or before the open one."""
        return history_of(self.state, self.open_round if before is None else before)

    def supposing(self, kind: Kind, content: Mapping[str, Any]) -> Self:
        """Return the ledger as if an entry had been added; nothing is written."""
        before = self.entries[-1] if self.entries else None
        number, previous = (before.number + 1, before.sha256) if before else (1, "")
        entry = new_entry(number, kind, _now(), previous, content)
        return replace(self, entries=(*self.entries, entry))

    def is_unfinished(self, saved: SavedRound) -> bool:
        """Whether a run saved this seating and ended before all of its pages were written."""
        return saved.entry.number in self.unfinished

    def add(self, kind: Kind, content: Mapping[str, Any], has_pages: bool = False) -> Self:
        """Write the next entry, whole or not at all; return the ledger with it.

        Whoever adds holds the folder; see `seating.ledger.held`.

        Parameters
        ----------
        kind : Kind
        content : mapping
        has_pages : bool
            Whether pages are to be written for the entry. It counts as unfinished, in this ledger and whenever
            the folder is read, until `finish` is called.

        Raises
        ------
        UsageError
            When it cannot be written; the ledger is as it was then.
        InputError
            When the ledger is damaged.
        """
        after = self.sound.supposing(kind, content)
        entry = after.entries[-1]
        self._sweep()
        if has_pages:  # first, so that no kill comes between; without its entry it means nothing
            put_over(self._mark(entry), b"Not all pages of this round were written. Run the same command again.\n")
            after = replace(after, unfinished=after.unfinished | {entry.number})
        try:
            put_new(self.folder / entry.file_name, entry.as_bytes())
        except UsageError:
            with suppress(OSError):
                self._mark(entry).unlink(missing_ok=True)
            raise
        with suppress(UsageError):  # the entry is saved; a note of it that is behind is no fault
            put_over(self.folder / NEWEST, f"{entry.number:04d} {entry.sha256}\n".encode())
        return after

    def finish(self, entry: Entry) -> Self:
        """Record that all pages of an entry are written; return the ledger in which it is finished.

        Raises
        ------
        UsageError
            When the folder cannot be written.
        """
        try:
            self._mark(entry).unlink(missing_ok=True)
        except OSError as error:
            raise UsageError(f"{self._mark(entry)} cannot be removed: {error.strerror or error}") from None
        return replace(self, unfinished=self.unfinished - {entry.number})

    def _mark(self, entry: Entry) -> Path:
        return self.folder / f"{entry.file_name}{UNPRINTED}"

    def _sweep(self) -> None:
        """Remove what killed runs were writing, and marks of entries that were never written."""
        with suppress(OSError):
            for path in self.folder.glob(f".*{UNFINISHED}"):
                path.unlink(missing_ok=True)
            for mark in self.folder.glob(f"*.json{UNPRINTED}"):
                if not mark.with_suffix("").exists():
                    mark.unlink(missing_ok=True)


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
