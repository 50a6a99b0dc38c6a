"""How warm a search begins and how cold it ends: found by trying, for any scale of penalties.

What tells a useful temperature is how many tries make the seating worse and are taken all the same. On
convenings and on grouping problems of many kinds the seating takes shape while that falls from one try in
two hundred to one in twenty thousand; measured, see docs/decisions/0049-annealing.md.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from seating.plan import IntArray

__all__ = ["Range", "found_range"]

WARM_RATE, COLD_RATE = 0.005, 0.00005
"""Share of tries that are taken for the worse at the warm end and at the cold one."""

WARM_RATE_OF_PAIRS, COLD_RATE_OF_PAIRS = 0.1, 0.001
"""The same where nearly every pair of people costs something: there is a small change for the worse at any time, and
the seating takes shape while many are still taken."""

FIRST = 0.5
"""The first temperature tried, in units of what half of all swaps for the worse cost less than."""

COOLING = 0.75
"""From one temperature tried to the next."""

USUAL = 4.0
"""How many times warmer the warm end is than the cold one, where there was no time to see."""

MOST_TRIED = 60
"""Temperatures tried, at most."""


class Range(NamedTuple):
    """Temperatures in points of penalty, and how many times warmer than the first every other chain begins."""

    warm: float
    cold: float
    warmer: float = 1.0

    def at(self, progress: float, cycles: int, chain: int) -> float:
        """Return the temperature of a chain after that share of the work.

        In each of several cycles it falls by equal factors. The first begins warm; later ones begin half-way,
        so that most of the seating is kept, but with every other chain every other time warm again.
        """
        cycle, into = divmod(min(1.0, max(0.0, progress)) * cycles, 1.0)
        is_warm = cycle == 0 or (chain % 2 == 1 and cycle % 2 == 1)
        warm = self.warm * (self.warmer if chain % 2 == 1 else 1.0)
        begins = warm if is_warm else (self.warm * self.cold) ** 0.5
        return float(begins * (self.cold / begins) ** into)


def found_range(
    changes: IntArray, rate_at: Callable[[float], float], is_over: Callable[[], bool], is_of_pairs: bool
) -> Range:
    """Return the temperatures for a room.

    Parameters
    ----------
    changes : int array
        What some random swaps would add, musts left out.
    rate_at : callable
        Searches for a while at a temperature; returns the share of tries taken for the worse.
    is_over : callable
        Whether there is no more time to try.
    is_of_pairs : bool
        Whether nearly every pair of people costs something.
    """
    warm_rate, cold_rate = (WARM_RATE_OF_PAIRS, COLD_RATE_OF_PAIRS) if is_of_pairs else (WARM_RATE, COLD_RATE)
    worse = changes[changes > 0]
    if not len(worse):  # such as where everybody has the same company in every round
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
    return Range(warm, min(temperature, warm / USUAL))
