"""The exact average of an element, the ratings left out of it, its color, and its arrow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from seating.addons.dashboard.ratings import Color, Quarter, Trend

MOST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Average:
    """The mean score of the components that have a score.

    Attributes
    ----------
    total, rated : int
        The sum of the scores and their number.
    gray, blank : int
        The numbers of components left out: gray ones, about which too little is known, and unrated ones.
    """

    total: int
    rated: int
    gray: int
    blank: int

    @property
    def value(self) -> Fraction | None:
        """The exact average, 1 to 3; None if there is no score."""
        return Fraction(self.total, self.rated) if self.rated else None

    @property
    def color(self) -> Color:
        """The color nearest to the average; gray if there is no score."""
        return Color.GRAY if self.value is None else nearest_color(self.value)

    @property
    def text(self) -> str:
        """The average as pages show it; a dash if there is no score."""
        return "–" if self.value is None else format_average(self.value)


@dataclass(frozen=True, slots=True)
class Arrow:
    """A trend and its origin.

    Attributes
    ----------
    trend : Trend
    than : Quarter or None
        The earlier quarter that the trend was calculated from; None if a person gave it.
    was : str
        The value in that quarter, as pages show it.
    now : str
        The present value with more decimals, if pages would show the two alike; "" if not.
    same_components : bool
        Whether the same components were rated then. If not, the two values are not fully comparable.
    """

    trend: Trend
    than: Quarter | None = None
    was: str = ""
    now: str = ""
    same_components: bool = True

    @property
    def is_given(self) -> bool:
        """Whether a person gave the trend."""
        return self.than is None


def average_colors(colors: Iterable[Color | None]) -> Average:
    """Return the average of the colors of some components: red is 1, yellow 2, green 3. Others are left out.

    >>> average_colors([Color.GREEN, Color.RED, Color.GRAY, None]).value
    Fraction(2, 1)
    """
    found = list(colors)
    scores = [color.score for color in found if color is not None and color.score is not None]
    return Average(sum(scores), len(scores), found.count(Color.GRAY), found.count(None))


def nearest_color(value: Fraction) -> Color:
    """Return the color nearest to an average. Halfway between two colors, it is the lower one.

    >>> nearest_color(Fraction(5, 2)).value, nearest_color(Fraction(51, 20)).value
    ('yellow', 'green')
    """
    if value <= Fraction(3, 2):
        return Color.RED
    return Color.YELLOW if value <= Fraction(5, 2) else Color.GREEN


def format_average(value: Fraction) -> str:
    """Return an average with one decimal, or with more if rounding to one would change its color.

    >>> format_average(Fraction(7, 3)), format_average(Fraction(28, 11))
    ('2.3', '2.55')
    """
    exact = _decimal(value)
    for digits in range(1, MOST_DIGITS):
        text = str(exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))
        if nearest_color(Fraction(text)) is nearest_color(value):
            return text
    return str(exact)


def format_apart(value: Fraction, other: Fraction) -> tuple[str, str]:
    """Return two averages as pages show them, with more decimals if they differ and would look the same.

    >>> format_apart(Fraction(9, 5), Fraction(7, 4)), format_apart(Fraction(7, 4), Fraction(2))
    (('1.80', '1.75'), ('1.8', '2.0'))
    """
    one, two = format_average(value), format_average(other)
    if value == other or one != two:
        return one, two
    for digits in range(2, MOST_DIGITS):
        one, two = (f"{_decimal(each).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)}" for each in (value, other))
        if one != two:
            break
    return one, two


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def compare_values(
    now: Fraction | int, before: Fraction | int, quarter: Quarter, was: str, same_components: bool, shown: str = ""
) -> Arrow:
    """Return the arrow from an earlier value to the present one. The comparison is exact.

    Parameters
    ----------
    now, before : Fraction or int
        Scores or averages, 1 to 3.
    quarter : Quarter
        The quarter of `before`.
    was : str
        `before` as pages show it.
    same_components : bool
        Whether the same components were rated in both quarters.
    shown : str
        `now` with more decimals than pages show, if they would show `before` alike.
    """
    trend = Trend.STEADY if now == before else Trend.UP if now > before else Trend.DOWN
    return Arrow(trend, quarter, was, shown, same_components)


def choose_arrow(given: Trend | None, calculated: Arrow | None) -> Arrow | None:
    """Return the arrow that a person gave, otherwise the calculated one, which may be None."""
    return Arrow(given) if given is not None else calculated
