"""The average of an element: exact, with what was left out of it, and the color it comes to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from seating.dashboard.quarter import Quarter
from seating.dashboard.ratings import Color, Trend

__all__ = [
    "Arrow",
    "Average",
    "average_colors",
    "choose_arrow",
    "compare_values",
    "format_apart",
    "format_average",
    "nearest_color",
]

MOST_DIGITS = 9


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
    def color(self) -> Color:
        """The color the average is nearest to; grey where nothing is rated."""
        return Color.GREY if self.value is None else nearest_color(self.value)

    @property
    def text(self) -> str:
        """The average as pages show it; a dash where nothing is rated."""
        return "–" if self.value is None else format_average(self.value)


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


def average_colors(colors: Iterable[Color | None]) -> Average:
    """Return the average of some components' colors: red 1, yellow 2, green 3, others left out.

    >>> average_of([Color.GREEN, Color.RED, Color.GREY, None]).value
    Fraction(2, 1)
    """
    found = list(colors)
    scores = [color.score for color in found if color is not None and color.score is not None]
    return Average(sum(scores), len(scores), found.count(Color.GREY), found.count(None))


def nearest_color(value: Fraction) -> Color:
    """Return the color nearest to an average; half way between two it is the lower one.

    >>> color_of(Fraction(5, 2)).value, color_of(Fraction(51, 20)).value
    ('yellow', 'green')
    """
    if value <= Fraction(3, 2):
        return Color.RED
    return Color.YELLOW if value <= Fraction(5, 2) else Color.GREEN


def format_average(value: Fraction) -> str:
    """Return an average with one decimal; with more where one would put it in another color.

    >>> shown(Fraction(7, 3)), shown(Fraction(28, 11))
    ('2.3', '2.55')
    """
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    for digits in range(1, MOST_DIGITS):
        text = str(exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))
        if nearest_color(Fraction(text)) is nearest_color(value):
            return text
    return str(exact)


def format_apart(value: Fraction, other: Fraction) -> str:
    """Return an average as pages show it, or as a fraction where another one would look the same.

    >>> told_apart(Fraction(7, 4), Fraction(9, 5)), told_apart(Fraction(7, 4), Fraction(2))
    ('7/4', '1.8')
    """
    return str(value) if value != other and format_average(value) == format_average(other) else format_average(value)


def compare_values(
    now: Fraction | int, before: Fraction | int, quarter: Quarter, was: str, same_components: bool
) -> Arrow:
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


def choose_arrow(given: Trend | None, worked_out: Arrow | None) -> Arrow | None:
    """Return the arrow a person gave, else the one worked out, else none."""
    return Arrow(given) if given is not None else worked_out
