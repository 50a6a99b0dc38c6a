"""An average as people see it: the nearest colour, and as many decimals as that colour needs."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from seating.dashboard.colours import Colour

__all__ = ["colour_of", "shown", "told_apart"]

MOST_DIGITS = 9


def colour_of(value: Fraction) -> Colour:
    """Return the colour nearest to an average; half way between two it is the lower one.

    >>> colour_of(Fraction(5, 2)).value, colour_of(Fraction(51, 20)).value
    ('yellow', 'green')
    """
    if value <= Fraction(3, 2):
        return Colour.RED
    return Colour.YELLOW if value <= Fraction(5, 2) else Colour.GREEN


def shown(value: Fraction) -> str:
    """Return an average with one decimal; with more where one would put it in another colour.

    >>> shown(Fraction(7, 3)), shown(Fraction(28, 11))
    ('2.3', '2.55')
    """
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    for digits in range(1, MOST_DIGITS):
        text = str(exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))
        if colour_of(Fraction(text)) is colour_of(value):
            return text
    return str(exact)


def told_apart(value: Fraction, other: Fraction) -> str:
    """Return an average as pages show it, or as a fraction where another one would look the same.

    >>> told_apart(Fraction(7, 4), Fraction(9, 5)), told_apart(Fraction(7, 4), Fraction(2))
    ('7/4', '1.8')
    """
    return str(value) if value != other and shown(value) == shown(other) else shown(value)
