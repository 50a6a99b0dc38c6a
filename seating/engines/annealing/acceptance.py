"""The random numbers of the search, and the rule by which it accepts a change. Compiled.

The generator is xoroshiro128+ (D. Blackman and S. Vigna, "Scrambled Linear Pseudorandom Number Generators", ACM
Transactions on Mathematical Software 47, 2021), which gives the same numbers on every machine. Its state, `random`,
is a uint64 array of shape (2,).
"""

from __future__ import annotations

import numpy as np

from seating.engines.jit import inlined

__all__ = ["is_accepted", "random_below", "random_bits", "random_fraction"]


@inlined
def random_bits(random: np.ndarray) -> np.uint64:
    """Return 64 random bits, and advance the generator."""
    a, b = random[0], random[1]
    found = a + b
    b ^= a
    random[0] = ((a << np.uint64(24)) | (a >> np.uint64(40))) ^ b ^ (b << np.uint64(16))
    random[1] = (b << np.uint64(37)) | (b >> np.uint64(27))
    return found


@inlined
def random_below(random: np.ndarray, n: int) -> np.int64:
    """Return a random whole number from 0 to n - 1."""
    return np.int64(((random_bits(random) >> np.uint64(32)) * np.uint64(n)) >> np.uint64(32))


@inlined
def random_fraction(random: np.ndarray) -> float:
    """Return a random number between 0 and 1, never 0."""
    return (np.float64(random_bits(random) >> np.uint64(11)) + 0.5) * (1.0 / 9007199254740992.0)


MUST_PRICE = 2**32
"""The energy of an unmet unit of a must; equal to `MUST_PRICE` of the incremental evaluation."""

CUTOFF = 14.0
"""A change that raises the energy by at least this many times the temperature is never accepted: the rule would accept
one in a million."""


@inlined
def is_accepted(random: np.ndarray, change: int, temperature: float, must_price: float) -> bool:
    """Whether a change that raises the energy is accepted, by the Metropolis rule with a lower price for musts.

    Parameters
    ----------
    random : uint64 array, shape (2,)
    change : int
        By how much the energy rises.
    temperature : float
        In points of penalty.
    must_price : float
        Price of an unmet unit of a must, in points of penalty. With its price in the energy, `MUST_PRICE`, no change
        that breaks a must would ever be accepted.
    """
    if CUTOFF * temperature <= change < MUST_PRICE // 2:  # by far the most frequent case; avoids the division
        return False
    unmet = (change + MUST_PRICE // 2) // MUST_PRICE
    worse = np.float64(change - unmet * MUST_PRICE) + must_price * np.float64(unmet)
    return bool(worse <= 0 or (worse < CUTOFF * temperature and random_fraction(random) < np.exp(-worse / temperature)))
