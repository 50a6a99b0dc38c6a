"""Phrases that several views of saved rounds share."""

from __future__ import annotations

from seating.cli.rounds_record import standing_of
from seating.ledger import Ledger, SavedRound

__all__ = ["labels_of", "moment", "state_in_words"]


def state_in_words(ledger: Ledger, saved: SavedRound) -> str:
    """Return the state of a round, and how many people attended if that is known."""
    state = str(standing_of(ledger, saved)["state"])
    if ledger.is_unfinished(saved):
        state += ", not all pages written; run the command that seated it again"
    if saved.attended is None:
        return state
    told = "recorded" if saved.attended.told_by == "attended" else "by the list"
    return f"{state}: {len(saved.present)} of {len(saved.seats)} were there, {told}"


def labels_of(saved: SavedRound) -> dict[str, str]:
    """Return the name of each table in that round, by id, in the order of the convening."""
    return {table.id: table.name or table.id for table in saved.seating.pages.convening.tables}


def moment(saved: str) -> str:
    """Return a time stamp as `2026-03-02 17:45`, in UTC."""
    return saved.replace("T", " ").removesuffix("Z")[:16]
