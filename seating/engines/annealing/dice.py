"""Random numbers for compiled code, the same on every machine."""

from __future__ import annotations

import numpy as np

from seating.engines.annealing.compiled import inside

__all__ = ["below", "draw", "fraction"]


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
