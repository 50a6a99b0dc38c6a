"""Whether a change for the worse is taken. Compiled."""

from __future__ import annotations

import numpy as np

from seating.engines.annealing.compiled import inside
from seating.engines.annealing.dice import fraction

__all__ = ["is_taken"]

MUST = 2**32
"""What a unit of unmet must adds to an energy; see `counts.MUST_PRICE`."""

BEYOND = 14.0
"""Changes for the worse of so many temperatures are never taken: one in a million would be."""


@inside
def is_taken(random: np.ndarray, change: int, temperature: float, must_price: float) -> bool:
    """Whether a change for the worse is taken."""
    if BEYOND * temperature <= change < MUST // 2:  # the most frequent case by far
        return False
    unmet = (change + MUST // 2) // MUST
    worse = np.float64(change - unmet * MUST) + must_price * np.float64(unmet)
    return bool(worse <= 0 or (worse < BEYOND * temperature and fraction(random) < np.exp(-worse / temperature)))
