"""A file as a book of sheets: all of them, by title, parsed only when asked for."""

from __future__ import annotations

import io

import openpyxl
import pytest

from seating.errors import InputError, UsageError
from seating.sources import Row, open_book, read, read_book, require_rows
from tests.sources.test_workbook import changed
from tests.sources.workbooks import packed

THREE = packed(Cover=[["Gala"]], Guests=[["name"], ["Ada"]], Notes=[])


def test_every_sheet_is_there_with_its_title_and_rows():
    book = open_book(THREE, "gala.xlsx", ".xlsx")
    assert [(sheet.title, [row.cells for row in sheet.source.rows]) for sheet in book.sheets] == [
        ("Cover", [("Gala",)]),
        ("Guests", [("name",), ("Ada",)]),
        ("Notes", []),
    ]
    assert {sheet.source.file for sheet in book.sheets} == {"gala.xlsx"}
    assert {sheet.source.sha256 for sheet in book.sheets} == {book.sha256}
    assert [sheet.source.title for sheet in book.sheets] == ["Cover", "Guests", "Notes"]


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".txt", ""])
def test_a_text_is_one_sheet_without_a_title(suffix):
    (sheet,) = open_book(b"name\nAda\n", "people", suffix).sheets
    assert (sheet.title, sheet.is_hidden, sheet.source.rows[1].cells) == ("", False, ("Ada",))


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_sheets_are_marked(state):
    book = openpyxl.load_workbook(io.BytesIO(THREE))
    book["Cover"].sheet_state = state
    file = io.BytesIO()
    book.save(file)
    assert [sheet.is_hidden for sheet in open_book(file.getvalue(), "gala.xlsx", ".xlsx").sheets] == [
        True,
        False,
        False,
    ]


def test_a_damaged_sheet_stops_only_those_who_ask_for_it():
    data = changed(THREE, "sheet1.xml", lambda text: text.replace(b"</sheetData>", b"<"))
    book = open_book(data, "gala.xlsx", ".xlsx")
    assert book.sheets[1].source.rows[1].cells == ("Ada",)
    with pytest.raises(InputError, match=r"Cover.*\[workbook-damaged\]"):
        _ = book.sheets[0].source


def test_a_sheet_is_found_by_its_title(tmp_path):
    path = tmp_path / "gala.xlsx"
    path.write_bytes(THREE)
    assert read_book(path).sheet("Guests").source.rows[1].cells == ("Ada",)
    assert read_book(path).sheet("GUESTS ").title == "Guests"
    assert read(path).title == "Cover"


def test_a_sheet_that_is_not_there_is_wrong_usage(tmp_path):
    path = tmp_path / "gala.xlsx"
    path.write_bytes(THREE)
    with pytest.raises(UsageError, match='no sheet "Guest", only "Cover", "Guests" and "Notes"; did you mean "Guests"'):
        read_book(path).sheet("Guest")
    (tmp_path / "people.csv").write_bytes(b"name\nAda\n")
    with pytest.raises(UsageError, match="has no sheets"):
        read_book(tmp_path / "people.csv").sheet("Guests")


def test_an_empty_sheet_is_an_error_for_who_wants_rows(tmp_path):
    path = tmp_path / "gala.xlsx"
    path.write_bytes(THREE)
    with pytest.raises(InputError, match=r'"Notes" is empty.*\[file-empty\]'):
        require_rows(read_book(path).sheet("Notes").source)


@pytest.mark.parametrize(
    ("index", "cells"), [(0, ("x", " b ")), (1, ("a", "x")), (2, ("a", " b ", "x")), (4, ("a", " b ", "", "", "x"))]
)
def test_a_cell_of_a_row_is_changed_and_a_short_row_extended(index: int, cells: tuple[str, ...]) -> None:
    assert Row(3, ("a", " b ")).with_cell(index, "x") == Row(3, cells)
