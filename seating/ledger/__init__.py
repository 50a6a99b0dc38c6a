"""Saved rounds: immutable entries, chained by digests, each written completely or not at all.

The folder `OUT/rounds` has one file per entry. `Ledger.open` reads it. `Ledger.add` writes the next entry and
requires the lock of `lock_folder`. Nothing in this package depends on how a seating is made.
"""

from seating.ledger.atomic_files import lock_folder
from seating.ledger.entry import Entry, Kind
from seating.ledger.ledger import ROUNDS, Ledger
from seating.ledger.replay import Attended, Comparison, Revision, SavedRound, compare_saved, find_revision

__all__ = [
    "ROUNDS",
    "Attended",
    "Comparison",
    "Entry",
    "Kind",
    "Ledger",
    "Revision",
    "SavedRound",
    "compare_saved",
    "find_revision",
    "lock_folder",
]
