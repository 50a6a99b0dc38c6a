"""The average of an element: exact, with what was left out of it, and the colour it comes to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from seating.dashboard.colours import Colour
from seating.dashboard.shown import colour_of, shown

__all__ = ["Average", "average_of"]


@dataclass(frozen=True, slots=True)
class Average:
    """The mean score of the components that have one.

    Attributes
    ----------
    total, rated : int
        Sum of the scores, and how many there are.
    grey, blank : int
        Components left out: those of which too little is known, and those nobody has rated.
    """

    total: int
    rated: int
    grey: int
    blank: int

    @property
    def value(self) -> Fraction | None:
        """The exact average, 1 to 3; None where nothing is rated."""
        return Fraction(self.total, self.rated) if self.rated else None

    @property
    def colour(self) -> Colour:
        """The colour the average is nearest to; grey where nothing is rated."""
        return Colour.GREY if self.value is None else colour_of(self.value)

    @property
    def text(self) -> str:
        """The average as pages show it; a dash where nothing is rated."""
        return "–" if self.value is None else shown(self.value)


def average_of(colours: Iterable[Colour | None]) -> Average:
    """Return the average of some components' colours: red 1, yellow 2, green 3, others left out.

    >>> average_of([Colour.GREEN, Colour.RED, Colour.GREY, None]).value
    Fraction(2, 1)
    """
    found = list(colours)
    scores = [colour.score for colour in found if colour is not None and colour.score is not None]
    return Average(sum(scores), len(scores), found.count(Colour.GREY), found.count(None))
