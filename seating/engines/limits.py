"""Size limits."""

from __future__ import annotations

__all__ = [
    "CONFIRMED_BY_EXACT",
    "EXACT_ALONE",
    "EXACT_FIRST",
    "MIP_REPEATED",
    "QUICK_CLASS_BOUND",
    "is_in_sight",
    "is_near",
    "reach",
]

EXACT_ALONE = 200
EXACT_FIRST = 800
QUICK_CLASS_BOUND = 1_600
MIP_REPEATED = 4_000
CONFIRMED_BY_EXACT = 200

NEAR, NEAR_IF_REPEATED, NEAR_SHARE = 2, 4, 0.1
"""Points, or share of the penalty, that the bound may lack for a proof to be worth a try. In rooms of up to
`MIP_REPEATED` seats a little more, because solving the whole room improves the seating too."""

IN_SIGHT = 10
"""Points that the penalty may lie above the bound for a longer search to be worth a try."""


def is_near(penalty: int, bound: int, seats: int) -> bool:
    """Return whether the gap is so small that solving the whole room may close it.

    Parameters
    ----------
    penalty, bound : int
        Of the incumbent, in points.
    seats : int
        Persons times tables.
    """
    points = NEAR_IF_REPEATED if seats <= MIP_REPEATED else NEAR
    return penalty - bound <= max(points, NEAR_SHARE * penalty)


def is_in_sight(penalty: int, bound: int) -> bool:
    """Return whether a longer search may close the gap."""
    return penalty - bound <= IN_SIGHT


def reach(penalty: int) -> float:
    """Return how far below a penalty the LP relaxation may be for branch and bound to have a chance of closing it."""
    return max(IN_SIGHT, NEAR_SHARE * penalty)
