"""The counters of one chain: what each entry of its `stats` array counts.

The array has the type int64 and the shape (N_STATS,), so that compiled code can update it in place.
"""

from __future__ import annotations

__all__ = [
    "BEST",
    "ENERGY",
    "MOVES_MADE",
    "MOVES_TRIED",
    "N_COSTLY",
    "N_STATS",
    "SWAPS_TRIED",
    "WORSE_MOVES",
    "WORSE_SWAPS",
]

ENERGY, BEST = 0, 1
"""The energy of the current seating and of the best one so far: unmet musts times `MUST_PRICE`, plus penalty."""

N_COSTLY = 2
"""How many tables cost something: the length in use of `Occupancy.costly`."""

SWAPS_TRIED, WORSE_SWAPS = 3, 4
"""Swaps tried, and swaps accepted although they made the seating worse."""

MOVES_TRIED, WORSE_MOVES, MOVES_MADE = 5, 6, 7
"""Moves of one person tried, accepted although they made the seating worse, and accepted in all."""

N_STATS = 8
