"""The ledger of an output folder: its entries, the state that follows from them, and how an entry is added."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, Self

from seating.errors import InputError, Problem, UsageError, reason_of
from seating.ledger.atomic_files import UNFINISHED, refuse_links, replace_file, write_new
from seating.ledger.entry import Entry, Kind, build_entry
from seating.ledger.folder import NEWEST, UNPRINTED, FolderContent, read_folder
from seating.ledger.journal import JOURNAL, is_pending
from seating.ledger.replay import SavedRound, State, build_history, replay_entries
from seating.profiles import Person
from seating.record.entries import Content, ForgottenContent
from seating.room.history import History
from seating.wording import said

ROUNDS = "rounds"
"""The name of the ledger's folder in the output folder."""


@dataclass(frozen=True)
class Ledger(FolderContent):
    """Everything that was saved in one output folder. `sound` raises an error if there are `problems`."""

    @classmethod
    def open(cls, out: Path) -> Self:
        """Read the ledger of an output folder, damaged or not. Without one, return an empty ledger.

        Raises
        ------
        UsageError
            When the folder cannot be read.
        """
        read = read_folder(out / ROUNDS)
        problems = (*_unfinished_forgetting(out), *read.problems)
        return cls(read.folder, read.entries, problems, read.notes, read.unfinished)

    @property
    def sound(self) -> Self:
        """The ledger itself, provided that nothing is wrong with it.

        Raises
        ------
        InputError
            With every file that is damaged, missing or edited.
        """
        if self.problems:
            raise InputError(self.problems)
        return self

    @cached_property
    def state(self) -> State:
        """The state that follows from all entries."""
        return replay_entries(self.entries)

    @property
    def rounds(self) -> Mapping[int, SavedRound]:
        """The current seating of each round, by round number."""
        return self.state.rounds

    @property
    def open_round(self) -> int:
        """The round that `solve` seats."""
        return self.state.open_round

    @property
    def last(self) -> SavedRound | None:
        """The last saved seating of the open round."""
        return self.rounds.get(self.open_round)

    def state_of(self, saved: SavedRound) -> Literal["held", "open", "planned"]:
        """Return whether a round was held, is open, or is planned ahead."""
        if saved.number == self.open_round:
            return "open"
        return "held" if saved.number < self.open_round else "planned"

    def history(self, before: int | None = None, people: Iterable[Person] | None = None) -> History:
        """Return the rounds before round number `before`, or before the open round; see `build_history`."""
        return build_history(self.state, self.open_round if before is None else before, people)

    def as_of(self, saved: SavedRound) -> Self:
        """Return the ledger as it was when a round was saved."""
        return replace(self, entries=tuple(entry for entry in self.entries if entry.number <= saved.entry.number))

    def with_entry(self, kind: Kind, content: Content | Mapping[str, Any]) -> Self:
        """Return the ledger with one more entry, without writing it."""
        before = self.entries[-1] if self.entries else None
        number, previous = (before.number + 1, before.sha256) if before else (1, "")
        entry = build_entry(number, kind, _now(), previous, content)
        return replace(self, entries=(*self.entries, entry))

    def with_people_replaced(self, replace_in: Callable[[Content], Content], people: int) -> Self:
        """Return the ledger with people replaced in its entries, without writing it.

        Every entry from the first changed one on gets another digest, because it contains that of the entry before. A
        last entry lists which were changed. If nothing changes, the ledger stays as it is.

        Parameters
        ----------
        replace_in : callable
            Returns the content of an entry with people replaced, or the same object.
        people : int
            How many people are replaced; 0 if only other words are.
        """
        entries: list[Entry] = []
        changed: list[int] = []
        for entry in self.entries:
            content = replace_in(entry.content)
            previous = entries[-1].sha256 if entries else ""
            if content is not entry.content:
                changed.append(entry.number)
            if content is not entry.content or previous != entry.previous:
                entry = build_entry(entry.number, entry.kind, entry.saved, previous, content)
            entries.append(entry)
        if not changed:
            return self
        after = replace(self, entries=tuple(entries))
        return after.with_entry(Kind.FORGOTTEN, ForgottenContent(people=people, entries=changed))

    def newest_line(self) -> bytes:
        """Return the content of the file `newest`: the number and the digest of the last entry."""
        return f"{self.entries[-1].number:04d} {self.entries[-1].sha256}\n".encode()

    def is_unfinished(self, saved: SavedRound) -> bool:
        """Whether the run that saved this seating ended before it had written all pages."""
        return saved.entry.number in self.unfinished

    def add(self, kind: Kind, content: Content | Mapping[str, Any], has_pages: bool = False) -> Self:
        """Write the next entry completely or not at all; return the ledger with it.

        The caller must have locked the folder with `seating.ledger.lock_folder`.

        Parameters
        ----------
        kind : Kind
        content : Content or mapping
            A mapping is validated.
        has_pages : bool
            Whether the caller will write pages for the entry. The entry counts as unfinished, here and whenever
            the folder is read, until `finish` is called.

        Raises
        ------
        UsageError
            When the entry cannot be written. The ledger is then unchanged.
        InputError
            When the ledger is damaged.
        """
        refuse_links(self.folder.parent, self.folder)
        after = self.sound.with_entry(kind, content)
        entry = after.entries[-1]
        self._sweep()
        if has_pages:  # before the entry, so that a kill in between cannot hide it; a mark alone means nothing
            replace_file(self._mark(entry), b"Not all pages of this round were written. Run the same command again.\n")
            after = replace(after, unfinished=after.unfinished | {entry.number})
        try:
            write_new(self.folder / entry.file_name, entry.as_bytes())
        except UsageError:
            with suppress(OSError):
                self._mark(entry).unlink(missing_ok=True)
            raise
        after._name_newest()
        return after

    def finish(self, entry: Entry) -> Self:
        """Record that all pages of an entry are written; return the ledger with the entry finished.

        Raises
        ------
        UsageError
            When the folder cannot be written.
        """
        try:
            self._mark(entry).unlink(missing_ok=True)
        except OSError as error:
            says = said("%(path)s cannot be removed: %(reason)s", path=self._mark(entry), reason=reason_of(error))
            raise UsageError(says) from None
        self._name_newest()
        return replace(self, unfinished=self.unfinished - {entry.number})

    def _name_newest(self) -> None:
        """Write the file `newest` unless it names the last entry; it may lag behind, as the entry itself is saved."""
        with suppress(OSError, UsageError):
            path, line = self.folder / NEWEST, self.newest_line()
            if not path.is_file() or path.read_bytes() != line:
                replace_file(path, line)

    def _mark(self, entry: Entry) -> Path:
        return self.folder / f"{entry.file_name}{UNPRINTED}"

    def _sweep(self) -> None:
        """Delete temporary files of killed runs, and marks whose entries were never written."""
        with suppress(OSError):
            for path in self.folder.glob(f".*{UNFINISHED}"):
                path.unlink(missing_ok=True)
            for mark in self.folder.glob(f"*.json{UNPRINTED}"):
                if not mark.with_suffix("").exists():
                    mark.unlink(missing_ok=True)


def _unfinished_forgetting(out: Path) -> Iterator[Problem]:
    """Yield a problem if a run of `seating forget` ended before it had changed all files."""
    if is_pending(out):
        says = said("has changes that a run of `seating forget` recorded but did not finish")
        hint = said("Run `seating forget --out %(folder)s` to finish them.", folder=shlex.quote(out.as_posix()))
        yield Problem("forget-unfinished", says, (out / JOURNAL).as_posix(), hint=hint)


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
