"""Random numbers for compiled code, the same on every machine."""

from __future__ import annotations

import numpy as np

from seating.engines.annealing.jit import inside

__all__ = ["below", "draw", "fraction", "is_taken"]


@inside
def draw(random: np.ndarray) -> np.uint64:
    """Return 64 random bits: xoroshiro128+ (Blackman and Vigna, 2018)."""
    a, b = random[0], random[1]
    found = a + b
    b ^= a
    random[0] = ((a << np.uint64(24)) | (a >> np.uint64(40))) ^ b ^ (b << np.uint64(16))
    random[1] = (b << np.uint64(37)) | (b >> np.uint64(27))
    return found


@inside
def below(random: np.ndarray, n: int) -> np.int64:
    """Return a random number from 0 to n - 1."""
    return np.int64(((draw(random) >> np.uint64(32)) * np.uint64(n)) >> np.uint64(32))


@inside
def fraction(random: np.ndarray) -> float:
    """Return a random number from 0 up to 1, never 0."""
    return (np.float64(draw(random) >> np.uint64(11)) + 0.5) * (1.0 / 9007199254740992.0)


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
