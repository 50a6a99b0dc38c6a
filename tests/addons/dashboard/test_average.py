"""Averages against a table worked out by hand, and against arithmetic of another kind."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from statistics import mean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seating.addons.dashboard.average import average_colors, compare_values, format_apart, format_average, nearest_color
from seating.addons.dashboard.dashboard_page import describe_origin
from seating.addons.dashboard.ratings import Color, Quarter

LETTERS = {"R": Color.RED, "Y": Color.YELLOW, "G": Color.GREEN, "-": Color.GRAY, " ": None}
BY_HAND = [  # ratings; sum of scores, rated, gray, blank; exact, shown, color
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
    ("--", 0, 0, 2, 0, None, "–", "gray"),
    ("", 0, 0, 0, 0, None, "–", "gray"),
]
COLORS = st.lists(st.sampled_from([*Color, None]), max_size=30)


@pytest.mark.parametrize(("letters", "total", "rated", "gray", "blank", "exact", "text", "color"), BY_HAND)
def test_averages_are_those_of_the_table(letters, total, rated, gray, blank, exact, text, color):
    average = average_colors(LETTERS[letter] for letter in letters)
    assert (average.total, average.rated, average.gray, average.blank) == (total, rated, gray, blank)
    assert average.value == (None if exact is None else Fraction(exact))
    assert (average.text, average.color.value) == (text, color)


@settings(deadline=None)
@given(COLORS)
def test_grays_and_blanks_are_never_scores(colors):
    """Leaving them out beforehand gives the same average; they are only counted."""
    scored = [color for color in colors if color not in (Color.GRAY, None)]
    assert average_colors(colors).value == average_colors(scored).value
    assert average_colors(colors).rated == len(scored)
    assert average_colors(colors).gray == sum(color is Color.GRAY for color in colors)
    assert average_colors(colors).blank == sum(color is None for color in colors)


@settings(deadline=None)
@given(COLORS)
def test_an_average_is_the_mean_of_its_scores(colors):
    points = {Color.RED: 1, Color.YELLOW: 2, Color.GREEN: 3}
    scores = [Fraction(points[color]) for color in colors if color in points]
    assert average_colors(colors).value == (mean(scores) if scores else None)


@settings(deadline=None)
@given(st.fractions(1, 3, max_denominator=60))
def test_the_color_is_the_nearest_and_the_number_shown_never_belongs_to_another(value):
    nearest = min((1, 2, 3), key=lambda score: (abs(value - score), score))
    assert nearest_color(value).score == nearest
    text = format_average(value)
    assert nearest_color(Fraction(text)) is nearest_color(value)
    assert abs(Fraction(text) - value) <= Fraction(1, 20)
    one = (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    if nearest_color(Fraction(str(one))) is nearest_color(value):
        assert text == str(one)


def test_averages_that_look_alike_are_told_apart():
    assert format_apart(Fraction(7, 4), Fraction(11, 6)) == ("1.75", "1.83")
    assert format_apart(Fraction(7, 4), Fraction(7, 4)) == ("1.8", "1.8")
    assert format_apart(Fraction(7, 4), Fraction(7001, 4000)) == ("1.7500", "1.7503")


def test_an_arrow_between_averages_that_look_alike_tells_both():
    before, now = Fraction(9, 5), Fraction(7, 4)
    was, shown = format_apart(before, now)
    arrow = compare_values(now, before, Quarter(2026, 3), was, True, shown)
    assert describe_origin(arrow) == "calculated: 1.75 now and 1.80 in 2026-Q3"
