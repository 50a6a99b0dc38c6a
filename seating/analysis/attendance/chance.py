"""How sure it is that something holds on the day."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

__all__ = ["SURE", "Chance", "drawn"]

NORMAL_QUANTILE = 1.959963984540054
"""Of a two-sided interval of 95 %."""


@dataclass(frozen=True, slots=True)
class Chance:
    """A chance, from 0 to 1, exact or drawn.

    Attributes
    ----------
    value : float
    low, high : float
        The ends of the error bar, 95 %; both `value` where it is exact.
    draws : int
        Days that were drawn; 0 where it is exact.
    """

    value: float
    low: float
    high: float
    draws: int = 0

    @classmethod
    def exactly(cls, value: float) -> Chance:
        """Return a chance without error bar."""
        inside = min(1.0, max(0.0, value))
        return cls(inside, inside, inside)

    @property
    def is_exact(self) -> bool:
        """Whether nothing was drawn."""
        return self.draws == 0

    def times(self, factor: float) -> Chance:
        """Return the chance that this holds and something independent does, whose chance is exactly `factor`."""
        return Chance(self.value * factor, self.low * factor, self.high * factor, self.draws)


SURE = Chance.exactly(1.0)


def drawn(held: int, draws: int) -> Chance:
    """Return the chance of what held on so many of the days drawn.

    The error bar is the score interval of E. B. Wilson, "Probable inference, the law of succession, and
    statistical inference", Journal of the American Statistical Association 22 (1927): it is no wider than it
    has to be near 0 and 1, and never outside.

    >>> drawn(0, 100).high < 0.05
    True
    """
    share, square = held / draws, NORMAL_QUANTILE**2
    middle = (share + square / (2 * draws)) / (1 + square / draws)
    half = NORMAL_QUANTILE * sqrt(share * (1 - share) / draws + square / (4 * draws**2)) / (1 + square / draws)
    return Chance(share, max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half)), draws)
