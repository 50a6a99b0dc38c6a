"""Arrows: which way an element or a component goes, and who says so."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from seating.dashboard.colours import Trend
from seating.dashboard.quarter import Quarter

__all__ = ["Arrow", "arrow_of", "compared"]


@dataclass(frozen=True, slots=True)
class Arrow:
    """A trend, and where it comes from.

    Attributes
    ----------
    trend : Trend
    than : Quarter or None
        The earlier quarter it was worked out from; None where a person gave it.
    was : str
        What stood in that quarter.
    same_components : bool
        Whether the same components were rated then; where not, the two are not quite the same thing.
    """

    trend: Trend
    than: Quarter | None = None
    was: str = ""
    same_components: bool = True

    @property
    def is_given(self) -> bool:
        """Whether a person gave it."""
        return self.than is None

    @property
    def sentence(self) -> str:
        """Say where the arrow comes from."""
        if self.than is None:
            return "given"
        others = "" if self.same_components else "; other components were rated then"
        return f"worked out: {self.was} in {self.than}{others}"


def compared(now: Fraction | int, before: Fraction | int, quarter: Quarter, was: str, same_components: bool) -> Arrow:
    """Return the arrow from an earlier value to the present one, compared exactly.

    Parameters
    ----------
    now, before : Fraction or int
    quarter : Quarter
        When `before` was.
    was : str
        `before` as a reader sees it.
    same_components : bool
        Whether both are about the same components.
    """
    trend = Trend.STEADY if now == before else Trend.UP if now > before else Trend.DOWN
    return Arrow(trend, quarter, was, same_components)


def arrow_of(given: Trend | None, worked_out: Arrow | None) -> Arrow | None:
    """Return the arrow a person gave, else the one worked out, else none."""
    return Arrow(given) if given is not None else worked_out
