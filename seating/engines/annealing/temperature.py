"""The temperatures of the search: where it begins and where it ends, found by trying, for any scale of penalties.

Useful temperatures differ between rooms by a factor of two hundred. What they have in common is the acceptance rate:
the share of tries that make the seating worse and are accepted. A convening takes shape while that rate falls from one
try in two hundred to one in twenty thousand; the measurements are in docs/reference/search-measurements.md.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from seating.plan import IntArray

__all__ = ["Range", "find_range"]

WARM_RATE, COLD_RATE = 0.005, 0.00005
"""Acceptance rates, for the worse, at the warm end and at the cold end."""

WARM_RATE_OF_PAIRS, COLD_RATE_OF_PAIRS = 0.1, 0.001
"""The same where nearly every pair of people costs something: small changes for the worse are always at hand there, and
the seating takes shape while many of them are still accepted."""

FIRST = 0.5
"""The first temperature tried, as a multiple of the median change of energy of swaps for the worse."""

COOLING = 0.75
"""Ratio of each temperature tried to the one before."""

USUAL_RATIO = 4.0
"""Ratio of the warm end to the cold end where there was no time to find the cold end."""

MOST_TRIED = 60
"""How many temperatures are tried at most."""


class Range(NamedTuple):
    """The temperatures of a search, in points of penalty.

    Attributes
    ----------
    warm, cold : float
        Where a search begins and ends.
    warmer : float
        Factor by which chains of odd numbers begin warmer than the others.
    """

    warm: float
    cold: float
    warmer: float = 1.0

    def at(self, progress: float, cycles: int, chain: int) -> float:
        """Return the temperature of a chain after a share of the work.

        In each cycle the temperature falls geometrically to the cold end. The first cycle begins at the warm end.
        Later cycles begin half-way, at the geometric mean, so that most of the seating survives; but odd chains begin
        every odd cycle at the warm end again.

        Parameters
        ----------
        progress : float
            Share of the work done, from 0 to 1.
        cycles : int
            How many cycles the whole work has.
        chain : int
            The number of the chain.
        """
        cycle, into = divmod(min(1.0, max(0.0, progress)) * cycles, 1.0)
        is_warm = cycle == 0 or (chain % 2 == 1 and cycle % 2 == 1)
        warm = self.warm * (self.warmer if chain % 2 == 1 else 1.0)
        begins = warm if is_warm else (self.warm * self.cold) ** 0.5
        return float(begins * (self.cold / begins) ** into)


def find_range(
    changes: IntArray, rate_at: Callable[[float], float], is_over: Callable[[], bool], is_of_pairs: bool
) -> Range:
    """Return the temperatures for a room, by cooling quickly until few changes for the worse are accepted.

    Parameters
    ----------
    changes : int array, shape (swaps,)
        Changes of energy of random swaps, without those that change unmet musts; in points of penalty.
    rate_at : callable
        Searches at a temperature for some tries, and returns the acceptance rate.
    is_over : callable
        Whether no time is left to try further temperatures.
    is_of_pairs : bool
        Whether nearly every pair of people costs something.
    """
    warm_rate, cold_rate = (WARM_RATE_OF_PAIRS, COLD_RATE_OF_PAIRS) if is_of_pairs else (WARM_RATE, COLD_RATE)
    worse = changes[changes > 0]
    if not len(worse):  # for example if everybody has the same company in every round
        worse = -changes[changes < 0]
    if not len(worse):
        return Range(1.0, 1.0)
    warm = temperature = float(np.median(worse)) * FIRST
    for _ in range(MOST_TRIED):
        rate = rate_at(temperature)
        if rate >= warm_rate:
            warm = temperature
        if rate <= cold_rate:
            return Range(warm, min(warm, temperature))
        if is_over():
            break
        temperature *= COOLING
    return Range(warm, min(temperature, warm / USUAL_RATIO))
