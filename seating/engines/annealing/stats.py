"""What a search counts about itself, by its place in one array."""

from __future__ import annotations

__all__ = [
    "COSTLY",
    "ENERGY",
    "LEAST",
    "MOVED",
    "NUMBERS",
    "RISEN_BY_MOVES",
    "RISEN_BY_SWAPS",
    "TRIED_MOVES",
    "TRIED_SWAPS",
]

ENERGY, LEAST, COSTLY, TRIED_SWAPS, RISEN_BY_SWAPS, TRIED_MOVES, RISEN_BY_MOVES, MOVED = range(8)
"""Places in the numbers of a search: what the seating is worth and was at best, how many tables cost something,
swaps tried and taken for the worse, moves tried, taken for the worse, and taken."""

NUMBERS = 8
