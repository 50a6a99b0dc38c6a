"""How warm a search begins and how cold it ends."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from seating.model import Model
from seating.plan import IntArray

__all__ = ["Range", "range_of"]

WARM, COLD = 1.0, 0.3
"""Temperatures in units of what the smallest change costs; measured on convenings of many kinds."""

SMALL_SHARE = 0.01
"""The share of changes for the worse that count as small."""

SMALL_CHANGES = 8.0
"""How many temperatures a small change is worth, where costs come in no units."""

TYPICAL = 0.35
"""Warmth in units of a typical price, where prices differ much."""

MUSTS = 12.0
"""Temperatures that a unit of unmet must is worth when a change for the worse is weighed."""


class Range(NamedTuple):
    """Temperatures in points of penalty, and what an unmet must counts besides."""

    warm: float
    cold: float
    must: float

    def at(self, progress: float) -> float:
        """Return the temperature after that share of the work, falling by equal factors."""
        return float(self.warm * (self.cold / self.warm) ** min(1.0, max(0.0, progress)))

    def must_price(self, temperature: float) -> float:
        """Return the points of penalty that a unit of unmet must counts."""
        return self.must + MUSTS * temperature


def range_of(model: Model, changes: IntArray) -> Range:
    """Return the temperatures for a model.

    Parameters
    ----------
    model : Model
    changes : int array
        What some random swaps would add to a seating that is already good; musts among them left out.
    """
    prices = np.sort(model.weights[~model.musts & (model.weights > 0)])
    if not len(prices):
        return Range(1.0, 1.0, 1.0)
    worse = changes[changes > 0]
    small = float(np.quantile(worse, SMALL_SHARE)) / SMALL_CHANGES if len(worse) else 0.0
    unit = max(float(prices[0]), small)
    warm = max(WARM * unit, TYPICAL * float(np.median(prices)))
    return Range(warm, min(warm, COLD * unit), 2.0 * float(prices[-1]))
