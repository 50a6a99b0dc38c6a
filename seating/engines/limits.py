"""How near a proof is: whether a bound is worth raising to the penalty, and by what."""

from __future__ import annotations

__all__ = ["PROVABLE", "is_in_sight", "is_near", "reach"]

PROVABLE = 4_000
"""Seats (persons times tables) up to which the whole room may be looked at again and again, for the proof."""

NEAR, NEAR_IF_PROVABLE, NEAR_SHARE = 2, 4, 0.1
"""Points, or share of the penalty, that a bound may lack for a proof to be worth a try; in rooms of up to `PROVABLE`
seats some more, as looking at the whole of them betters the seating too."""

IN_SIGHT = 10
"""Points that the penalty may lie above the bound for a longer search to be worth a try."""


def is_near(penalty: int, bound: int, seats: int) -> bool:
    """Return whether the bound is so near that a proof may come of looking at the whole room."""
    points = NEAR_IF_PROVABLE if seats <= PROVABLE else NEAR
    return penalty - bound <= max(points, NEAR_SHARE * penalty)


def is_in_sight(penalty: int, bound: int) -> bool:
    """Return whether the bound may be reached, by a longer search."""
    return penalty - bound <= IN_SIGHT


def reach(penalty: int) -> float:
    """Return how far the relaxed program may be below a penalty for branch and bound to close that gap, perhaps."""
    return max(IN_SIGHT, NEAR_SHARE * penalty)
