"""The rule of `acceptance.h` by which a change is accepted, and its random numbers, in plain Python.

The generator is xoroshiro128+; its state, `random`, is a uint64 array of shape (2,). Numbers wrap around at 64 bits.
"""

from __future__ import annotations

import numpy as np

from seating.native.reference.annealing.elementary import exponential


@np.errstate(over="ignore")
def random_bits(random: np.ndarray) -> np.uint64:
    """Return 64 random bits, and advance the generator."""
    a, b = random[0], random[1]
    found = a + b
    b ^= a
    random[0] = ((a << np.uint64(24)) | (a >> np.uint64(40))) ^ b ^ (b << np.uint64(16))
    random[1] = (b << np.uint64(37)) | (b >> np.uint64(27))
    return found


def random_below(random: np.ndarray, n: int) -> np.int64:
    """Return a random whole number from 0 to n - 1."""
    return np.int64(((random_bits(random) >> np.uint64(32)) * np.uint64(n)) >> np.uint64(32))


def random_fraction(random: np.ndarray) -> float:
    """Return a random number between 0 and 1, never 0."""
    return (np.float64(random_bits(random) >> np.uint64(11)) + 0.5) * (1.0 / 9007199254740992.0)


MUST_PRICE = 2**32
"""The energy of an unmet unit of a must; equal to `MUST_PRICE` of the incremental evaluation."""


CUTOFF = 14.0
"""A change that raises the energy by at least this many times the temperature is never accepted: the rule would accept
one in a million."""


def never_accepted(change: int, temperature: float) -> bool:
    """Whether a change that breaks no must is so large that the rule would accept one in a million."""
    return bool(CUTOFF * temperature <= change < MUST_PRICE // 2)


def acceptance_rate(change: int, temperature: float, must_price: float) -> float:
    """Return the probability that a change is accepted, by the Metropolis rule with a lower price for musts.

    Parameters
    ----------
    change : int
        By how much the energy rises; negative if it falls.
    temperature : float
        In points of penalty.
    must_price : float
        Price of an unmet unit of a must, in points of penalty. With its price in the energy, `MUST_PRICE`, no change
        that breaks a must would ever be accepted.
    """
    if change <= 0:
        return 1.0
    if never_accepted(change, temperature):  # by far the most frequent case; avoids the division
        return 0.0
    unmet = (change + MUST_PRICE // 2) // MUST_PRICE
    worse = np.float64(change - unmet * MUST_PRICE) + must_price * np.float64(unmet)
    if worse <= 0:
        return 1.0
    return exponential(float(-worse / temperature)) if worse < CUTOFF * temperature else 0.0


def is_accepted(random: np.ndarray, change: int, temperature: float, must_price: float) -> bool:
    """Whether a change that raises the energy is accepted: with the probability `acceptance_rate`.

    Parameters
    ----------
    random : uint64 array, shape (2,)
    change : int
    temperature, must_price : float
    """
    rate = acceptance_rate(change, temperature, must_price)
    return bool(rate > 0.0 and random_fraction(random) < rate)
