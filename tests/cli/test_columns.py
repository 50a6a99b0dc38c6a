"""Columns line up by what letters take on a terminal."""

from __future__ import annotations

from seating.cli.columns import aligned, width


def test_wide_letters_take_two_columns_and_marks_none():
    assert [width(text) for text in ("abc", "水", "e\u0301", "a\u200eb")] == [3, 2, 1, 2]


def test_cells_stand_under_one_another():
    assert aligned([("a", "1", ""), ("水水", "22", "x")]) == ["a     1", "水水  22  x"]
