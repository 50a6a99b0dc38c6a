"""Numbers, dates and times of a workbook as its sheet shows them."""

from __future__ import annotations

import datetime
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seating.sources.cell_values import (
    GENERAL,
    Format,
    format_moment,
    format_number,
    note_formulas,
    number_as_text,
    parse_format,
)

DATE = Format("date")


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("General", GENERAL),
        ("#,##0.00 [Red]", GENERAL),
        ('0 "days"', GENERAL),
        ("0", GENERAL),
        ("000", Format("zeros", 3)),
        ("0%", Format("percent", 0)),
        ("0.00%", Format("percent", 2)),
        ("yyyy-mm-dd", DATE),
        ("hh:mm", DATE),
        ('d "of" mmm', DATE),
        ("0;yyyy", GENERAL),
        ("[h]:mm", Format("hours")),
        ("[HH]:mm:ss", Format("hours")),
        ("[Red]0", GENERAL),
    ],
)
def test_a_format_code_has_a_meaning(code, expected):
    assert parse_format(code) == expected


@pytest.mark.parametrize(
    ("written", "shown_as", "text"),
    [
        ("7", Format("zeros", 5), "00007"),
        ("7.5", Format("zeros", 5), "7.5"),
        ("0.125", Format("percent", 0), "12%"),
        ("0.125", Format("percent", 1), "12.5%"),
        ("1.5", Format("hours"), "36:00"),
        ("0.5", DATE, "12:00"),
        ("1", DATE, "1900-01-01"),
        ("59", DATE, "1900-02-28"),
        ("61", DATE, "1900-03-01"),
        ("46082", DATE, "2026-03-01"),
        ("46082.395833333336", DATE, "2026-03-01 09:30"),
        ("-1", DATE, "-1"),
        ("99999999", DATE, "99999999"),
        ("x", DATE, "x"),
        ("7.0", GENERAL, "7"),
    ],
)
def test_a_number_is_shown_in_its_format(written, shown_as, text):
    assert format_number(written, shown_as) == text


def test_days_may_be_counted_from_1904():
    assert format_number("44620", DATE, is_1904=True) == format_number("46082", DATE) == "2026-03-01"


@given(st.dates(datetime.date(1900, 3, 1), datetime.date(9990, 12, 31)))
def test_a_day_number_is_its_date(day):
    number = (day - datetime.date(1899, 12, 30)).days
    assert format_number(str(number), DATE) == day.isoformat()


@given(st.integers(-(10**14), 10**14))
def test_whole_numbers_have_no_point(number):
    assert number_as_text(str(number)) == number_as_text(f"{number}.0") == str(number)


@given(st.floats(-1e300, 1e300) | st.sampled_from([math.inf, -math.inf, math.nan]))
def test_a_number_as_text_means_the_number(number):
    text = number_as_text(repr(number))
    assert (text is None) is not math.isfinite(number)
    assert text is None or math.isclose(float(text), number, rel_tol=1e-14, abs_tol=1e-300)


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        ("2026-03-01", "2026-03-01"),
        ("2026-03-01T00:00:00", "2026-03-01"),
        ("2026-03-01T00:01:00", "2026-03-01 00:01"),
        ("2026-03-01T23:59:59.9Z", "2026-03-01 23:59"),
    ],
)
def test_midnight_is_left_out(moment, text):
    assert format_moment(moment) == text


@pytest.mark.parametrize(
    ("places", "unsaved", "text"),
    [
        ([(2, 0)], 0, "a.xlsx: 1 cell contains a formula (A2); the values saved with the workbook were read."),
        ([(2, 0)], 1, "a.xlsx: 1 cell contains a formula (A2); it has no saved value and was kept as text."),
        (
            [(line, 27) for line in range(2, 9)],
            2,
            "a.xlsx: 7 cells contain a formula (AB2, AB3, AB4, AB5, AB6 and 2 more); the values saved with the "
            "workbook were read; 2 have no saved value and were kept as text.",
        ),
    ],
)
def test_formulas_are_counted_and_the_first_are_named(places, unsaved, text):
    note = note_formulas("a.xlsx", places, unsaved)
    assert (note.slug, note.text) == ("formula-value", text)
