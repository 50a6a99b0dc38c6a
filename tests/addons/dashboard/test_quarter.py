"""Quarters as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seating.addons.dashboard.ratings import Quarter, read_quarter

QUARTERS = st.builds(Quarter, st.integers(1900, 2199), st.integers(1, 4))


@pytest.mark.parametrize(
    "text",
    [
        "2026-Q3",
        "2026 Q3",
        "2026Q3",
        "2026/q3",
        "2026_Q3",
        "  2026-Q3 ",
        "Q3 2026",
        "Q3-2026",
        "q3/2026",
        "3Q2026",
        "3Q 2026",
        "Q 3, 2026",
        "3rd quarter 2026",
        "3rd Quarter of 2026",
    ],
)
def test_a_quarter_is_read_however_it_is_written(text):
    assert read_quarter(text) == Quarter(2026, 3)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("2026-07-01", "falls in 2026-Q3"),
        ("2026-12", "falls in 2026-Q4"),
        ("2026-03-31T00:00:00", "falls in 2026-Q1"),
        ("Q3 26", "2026-Q3"),
        ("Q3'26", "2026-Q3"),
        ("Q5 2026", "Q3 2026"),
        ("2026", "Q3 2026"),
        ("summer", "Q3 2026"),
        ("٣Q2026", "Q3 2026"),
        ("2026-13", "Q3 2026"),
        ("12026-Q3", "Q3 2026"),
    ],
)
def test_what_is_no_quarter_says_what_would_be(text, hint):
    with pytest.raises(ValueError, match=hint):
        read_quarter(text)


@settings(deadline=None)
@given(QUARTERS)
def test_a_quarter_reads_as_it_prints(quarter):
    assert read_quarter(str(quarter)) == quarter


@settings(deadline=None)
@given(QUARTERS, st.integers(0, 40))
def test_going_back_and_counting_agree(quarter, back):
    earlier = quarter.before(back)
    assert quarter - earlier == back
    assert 1 <= earlier.number <= 4
    assert (earlier < quarter) == (back > 0)


@pytest.mark.parametrize(("month", "number"), [(1, 1), (3, 1), (4, 2), (6, 2), (7, 3), (9, 3), (10, 4), (12, 4)])
def test_a_day_lies_in_its_quarter(month, number):
    assert Quarter.of(date(2026, month, 28)) == Quarter(2026, number)
