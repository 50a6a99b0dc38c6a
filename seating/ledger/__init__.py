"""Saved rounds: immutable, chained by digests, written whole or not at all.

The folder `OUT/rounds` holds one file an entry. `Ledger.open` reads it; `Ledger.add` writes the next
entry, by whoever holds the folder (`held`). Nothing here knows how a seating is made.
"""

from seating.ledger.entry import Entry, Kind
from seating.ledger.ledger import ROUNDS, Ledger
from seating.ledger.lock import held
from seating.ledger.rounds import Attended, SavedRound

__all__ = ["ROUNDS", "Attended", "Entry", "Kind", "Ledger", "SavedRound", "held"]
