"""Takes back what was saved last: an entry more, none less."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from seating.errors import UsageError
from seating.ledger import Entry, Kind, Ledger, held

__all__ = ["Undone", "undo"]


@dataclass(frozen=True)
class Undone:
    """What was taken back, and the ledger as it stands since."""

    entry: Entry
    ledger: Ledger


def undo(out: Path) -> Undone:
    """Take back the newest entry that holds: the state before it holds again.

    Raises
    ------
    UsageError
        When there is nothing to take back.
    InputError
        When the ledger is damaged.
    """
    if not Ledger.open(out).sound.state.effective:
        raise UsageError(f"There is nothing to take back: no round is saved in {out}.")
    with held(out):
        ledger = Ledger.open(out).sound
        if not ledger.state.effective:
            raise UsageError(f"There is nothing to take back any more in {out}.")
        last = ledger.state.effective[-1]
        return Undone(last, ledger.add(Kind.UNDONE, {"undoes": last.number}))
