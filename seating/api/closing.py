"""The open round is over: who was there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from seating.convening import reason_without_seat
from seating.errors import Note, UsageError
from seating.ledger import Ledger, SavedRound
from seating.profiles import People
from seating.wording import counted, listed

__all__ = ["Closing", "close"]

NAMED = 5
"""Absent people whom a note names."""


@dataclass(frozen=True)
class Closing:
    """How a round was held.

    Attributes
    ----------
    round_number : int
        Of the round that is over.
    absent : tuple of str
        Ids of those who had a seat and were not there, sorted.
    told_by : str
        "attended" when `rounds attended` said so, "list" when the list does, or nobody said anything.
    note : Note
    """

    round_number: int
    absent: tuple[str, ...]
    told_by: str
    note: Note

    @property
    def content(self) -> Mapping[str, Any]:
        """What the ledger's next entry says of it."""
        return {"closed": {"round": self.round_number, "absent": list(self.absent), "told_by": self.told_by}}


def close(ledger: Ledger, people: People) -> Closing:
    """Close the open round of a ledger.

    Who was there is what was recorded; else everyone seated, less those whom the list by now marks
    as not coming to that round. Somebody no longer on the list was there.

    Raises
    ------
    UsageError
        When no round was saved yet.
    """
    saved = ledger.last
    if saved is None:
        raise UsageError(
            f"There is no round to close in {ledger.folder.parent}, as none was saved yet. "
            "Run it without --next-round first."
        )
    if saved.attended is not None:
        absent = saved.attended.absent
        return _closing(saved, absent, "attended", f"what `rounds attended` recorded: {_of(saved, absent)}.", "")
    marked = (person for person in people if person.id in saved.seats)
    away = [person for person in marked if reason_without_seat(person, saved.number) is not None]
    if not away:
        return _closing(saved, frozenset(), "list", "everyone who had a seat, as nothing else was recorded.", "")
    names = [person.label for person in away]
    shown = listed(names if len(names) <= NAMED else [*names[: NAMED - 1], f"{len(names) - NAMED + 1} others"])
    said = f"everyone who had a seat but those the list marks absent since: {shown}."
    shared = f"everyone who had a seat but {counted(len(away), 'person', 'people')} marked absent since."
    return _closing(saved, frozenset(person.id for person in away), "list", said, shared)


def _of(saved: SavedRound, absent: frozenset[str]) -> str:
    return f"{len(saved.seats) - len(absent)} of {len(saved.seats)}"


def _closing(saved: SavedRound, absent: frozenset[str], told_by: str, said: str, shared: str) -> Closing:
    begin = f"Round {saved.number} is over. Who was there is "
    note = Note("round-closed", begin + said, begin + shared if shared else None)
    return Closing(saved.number, tuple(sorted(absent)), told_by, note)
