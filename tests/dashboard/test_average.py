"""Averages against a table worked out by hand, and against arithmetic of another kind."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from statistics import mean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seating.dashboard import Colour
from seating.dashboard.average import average_of, colour_of, shown, told_apart

LETTERS = {"R": Colour.RED, "Y": Colour.YELLOW, "G": Colour.GREEN, "-": Colour.GREY, " ": None}
BY_HAND = [  # ratings; sum of scores, rated, grey, blank; exact, shown, colour
    ("RYG", 6, 3, 0, 0, "2", "2.0", "yellow"),
    ("RR", 2, 2, 0, 0, "1", "1.0", "red"),
    ("GG-", 6, 2, 1, 0, "3", "3.0", "green"),
    ("G- ", 3, 1, 1, 1, "3", "3.0", "green"),
    ("RY", 3, 2, 0, 0, "3/2", "1.5", "red"),
    ("YG", 5, 2, 0, 0, "5/2", "2.5", "yellow"),
    ("RYY", 5, 3, 0, 0, "5/3", "1.7", "yellow"),
    ("RRY", 4, 3, 0, 0, "4/3", "1.3", "red"),
    ("YYG", 7, 3, 0, 0, "7/3", "2.3", "yellow"),
    ("YGG", 8, 3, 0, 0, "8/3", "2.7", "green"),
    ("RRRRG--  ", 7, 5, 2, 2, "7/5", "1.4", "red"),
    ("YYYYYGGGGGG", 28, 11, 0, 0, "28/11", "2.55", "green"),
    ("YYYYYYGGGGG", 27, 11, 0, 0, "27/11", "2.5", "yellow"),
    ("--", 0, 0, 2, 0, None, "–", "grey"),
    ("", 0, 0, 0, 0, None, "–", "grey"),
]
COLOURS = st.lists(st.sampled_from([*Colour, None]), max_size=30)


@pytest.mark.parametrize(("letters", "total", "rated", "grey", "blank", "exact", "text", "colour"), BY_HAND)
def test_averages_are_those_of_the_table(letters, total, rated, grey, blank, exact, text, colour):
    average = average_of(LETTERS[letter] for letter in letters)
    assert (average.total, average.rated, average.grey, average.blank) == (total, rated, grey, blank)
    assert average.value == (None if exact is None else Fraction(exact))
    assert (average.text, average.colour.value) == (text, colour)


@settings(deadline=None)
@given(COLOURS)
def test_greys_and_blanks_are_never_scores(colours):
    """Leaving them out beforehand gives the same average; they are only counted."""
    scored = [colour for colour in colours if colour not in (Colour.GREY, None)]
    assert average_of(colours).value == average_of(scored).value
    assert average_of(colours).rated == len(scored)
    assert average_of(colours).grey == sum(colour is Colour.GREY for colour in colours)
    assert average_of(colours).blank == sum(colour is None for colour in colours)


@settings(deadline=None)
@given(COLOURS)
def test_an_average_is_the_mean_of_its_scores(colours):
    points = {Colour.RED: 1, Colour.YELLOW: 2, Colour.GREEN: 3}
    scores = [Fraction(points[colour]) for colour in colours if colour in points]
    assert average_of(colours).value == (mean(scores) if scores else None)


@settings(deadline=None)
@given(st.fractions(1, 3, max_denominator=60))
def test_the_colour_is_the_nearest_and_the_number_shown_never_belongs_to_another(value):
    nearest = min((1, 2, 3), key=lambda score: (abs(value - score), score))
    assert colour_of(value).score == nearest
    text = shown(value)
    assert colour_of(Fraction(text)) is colour_of(value)
    assert abs(Fraction(text) - value) <= Fraction(1, 20)
    one = (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    if colour_of(Fraction(str(one))) is colour_of(value):
        assert text == str(one)


def test_averages_that_look_alike_are_told_apart():
    assert told_apart(Fraction(7, 4), Fraction(11, 6)) == "7/4"
    assert told_apart(Fraction(7, 4), Fraction(7, 4)) == "1.8"
