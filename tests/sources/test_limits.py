"""The limits on the size of a list, each at its border."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seating.errors import InputError
from seating.sources import column_letter, list_limits
from seating.sources.list_limits import CellCount, RowCollector, collect_rows, megabytes


def slugs(records: list[tuple[int, list[str]]]) -> list[tuple[int | None, str]]:
    with pytest.raises(InputError) as caught:
        collect_rows("a.csv", records)
    return [(problem.line, problem.slug) for problem in caught.value.problems]


@given(st.lists(st.lists(st.sampled_from(["", "a", " "]), max_size=4), max_size=8))
def test_rows_are_kept_as_they_are_without_empty_ones(cells):
    records = list(enumerate(cells, 1))
    expected = [(line, tuple(row)) for line, row in records if any(row)]
    assert [(row.line, row.cells) for row in collect_rows("a.csv", records)] == expected


def test_a_row_may_be_as_wide_as_the_limit(monkeypatch):
    monkeypatch.setattr(list_limits, "MAX_COLUMNS", 3)
    assert len(collect_rows("a.csv", [(1, ["a", "b", "c", "", ""])])) == 1
    assert slugs([(1, ["a"]), (2, ["", "", "", "d"])]) == [(2, "too-many-columns")]


def test_a_list_may_be_as_long_as_the_limit(monkeypatch):
    monkeypatch.setattr(list_limits, "MAX_ROWS", 2)
    assert len(collect_rows("a.csv", [(line, ["a"]) for line in (1, 2, 3)])) == 3
    assert slugs([(line, ["a"]) for line in range(1, 9)]) == [(4, "too-many-rows")]


def test_a_cell_may_be_as_long_as_the_limit_and_is_named_by_its_heading(monkeypatch):
    monkeypatch.setattr(list_limits, "MAX_CELL", 4)
    assert len(collect_rows("a.csv", [(1, ["abcd"])])) == 1
    with pytest.raises(InputError) as caught:
        collect_rows("a.csv", [(1, ["name", ""]), (2, ["abcde", "abcdef"])])
    found = [(problem.column, problem.letter, problem.says) for problem in caught.value.problems]
    assert found == [
        ("name", "A", "is a cell with 5 characters; at most 4 are allowed"),
        ("column B", None, "is a cell with 6 characters; at most 4 are allowed"),
    ]


def test_all_sheets_of_a_file_share_the_limit_of_cells(monkeypatch):
    monkeypatch.setattr(list_limits, "MAX_CELLS", 5)
    count = CellCount()
    first, second = RowCollector("a.ods", count), RowCollector("a.ods", count)
    assert first.add(1, ["a", "b", "c"])
    assert not second.add(1, ["a", "b", "c"])
    assert len(first.rows()) == 1
    with pytest.raises(InputError, match=r"b\.ods:1: .*more than 5 cells.*\[too-many-rows\]"):
        second.rows("b.ods")


def test_a_text_counts_in_each_cell_that_has_it(monkeypatch):
    monkeypatch.setattr(list_limits, "MAX_CHARACTERS", 12)
    shared = "note"
    assert len(collect_rows("a.xlsx", [(line, [shared]) for line in (1, 2, 3)])) == 3
    with pytest.raises(InputError, match=r"a\.xlsx:4: .*more than 12 characters.*\[too-many-rows\]"):
        collect_rows("a.xlsx", [(line, [shared]) for line in range(1, 9)])


def test_reading_stops_after_many_problems(monkeypatch):
    monkeypatch.setattr(list_limits, "MAX_CELL", 1)
    assert len(slugs([(line, ["ab"]) for line in range(1, 1000)])) == list_limits.SHOWN


@given(st.integers(0, 20_000))
def test_column_letters_count_like_a_spreadsheet(index):
    number = 0
    for letter in column_letter(index):
        number = number * 26 + ord(letter) - ord("A") + 1
    assert number == index + 1


@pytest.mark.parametrize(("size", "text"), [(0, "0 MB"), (50_000_000, "50 MB"), (2_500_000_000, "2,500 MB")])
def test_a_size_in_megabytes(size, text):
    assert megabytes(size) == text
