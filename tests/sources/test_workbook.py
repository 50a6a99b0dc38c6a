"""Workbooks: values as the sheet shows them, safely."""

from __future__ import annotations

import datetime
import io
import zipfile

import openpyxl
import pytest

from seating.errors import InputError
from seating.sources import read, read_bytes, read_sheets
from seating.sources import workbook as module


def packed(**sheets: list[list[object]]) -> bytes:
    """Return a workbook with these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def cells(data: bytes) -> list[tuple[int, tuple[str, ...]]]:
    return [(row.line, row.cells) for row in read_bytes(data, "people.xlsx", ".xlsx").rows]


def changed(data: bytes, part: str, change) -> bytes:
    """Return a workbook with the text of one part changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, change(text) if name.endswith(part) else text)
    return file.getvalue()


def test_texts_keep_their_zeros_and_numbers_get_no_point():
    rows = [["name", "id"], ["Ada", "007"], ["Bo", 7], ["Cleo", 8.0], ["Dan", 0.1 + 0.2]]
    assert [texts[1] for _, texts in cells(packed(People=rows))] == ["id", "007", "7", "8", "0.3"]


def test_blank_rows_are_counted_and_no_cell_is_missing():
    rows = [["name", "a", "b"], [], ["Ada"], [None, None, "x"]]
    assert cells(packed(People=rows)) == [(1, ("name", "a", "b")), (3, ("Ada", "", "")), (4, ("", "", "x"))]


def test_dates_and_truths_are_shown_plainly():
    rows = [["name", datetime.datetime(2026, 3, 1), datetime.datetime(2026, 3, 1, 9, 30), datetime.time(14, 5), True]]
    assert cells(packed(People=rows))[0][1] == ("name", "2026-03-01", "2026-03-01 09:30", "14:05", "TRUE")


def test_what_the_sheet_shows_is_read():
    """A number shown with leading zeros or as a share is one for its reader."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["name", 42, 0.5, 0.125])
    sheet["B1"].number_format, sheet["C1"].number_format, sheet["D1"].number_format = "00000", "0%", "0.0%"
    file = io.BytesIO()
    book.save(file)
    assert cells(file.getvalue())[0][1] == ("name", "00042", "50%", "12.5%")


def test_error_values_stay_for_profiles_to_judge():
    assert cells(packed(People=[["name"], ["#REF!"]]))[1][1] == ("#REF!",)


def test_a_formula_never_computed_is_kept_as_text_and_said():
    source = read_bytes(packed(People=[["name", "x"], ["Ada", "=1+1"]]), "people.xlsx", ".xlsx")
    assert source.rows[1].cells == ("Ada", "=1+1")
    assert [note.slug for note in source.notes] == ["formula-value"]
    assert "B2" in source.notes[0].text


def test_a_formula_gives_the_value_saved_with_it():
    data = packed(People=[["name", "x"], ["Ada", "=1+1"]])
    saved = changed(
        data, "sheet1.xml", lambda text: text.replace(b"<v />", b"<v>2</v>").replace(b"<v></v>", b"<v>2</v>")
    )
    assert cells(saved)[1][1] == ("Ada", "2")


def test_people_are_on_the_first_sheet_that_is_no_part_of_the_convening():
    data = packed(Tables=[["id"], ["capital"]], Guests=[["name"], ["Ada"]], Requirements=[["kind"]], Other=[["x"]])
    source = read_bytes(data, "people.xlsx", ".xlsx")
    assert source.rows[1].cells == ("Ada",)
    assert [note.slug for note in source.notes] == ["sheet-unread"]


def test_the_sheets_of_the_convening_are_given_apart(tmp_path):
    path = tmp_path / "people.xlsx"
    path.write_bytes(packed(People=[["name"]], tables=[["id", "seats"], ["capital", "6-8"]]))
    sheets = read_sheets(path)
    assert list(sheets) == ["Tables"]
    assert sheets["Tables"].rows[1].cells == ("capital", "6-8")


@pytest.mark.parametrize(
    ("data", "slug"),
    [
        (packed(Tables=[["id"]]), "sheet-missing"),
        (packed(People=[]), "file-empty"),
        (packed(People=[["name"]])[:1500], "workbook-damaged"),
        (b"no workbook", "workbook-damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old or locked", "format-unknown"),
    ],
)
def test_what_cannot_be_read_is_named(data, slug):
    with pytest.raises(InputError) as failure:
        read_bytes(data, "people.xlsx", ".xlsx")
    assert [problem.slug for problem in failure.value.problems] == [slug]


@pytest.mark.parametrize("part", ["sheet1.xml", "workbook.xml"])
def test_entities_are_refused(part):
    """A few lines of XML could otherwise fill the memory; defusedxml has to be at work."""
    attack = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'

    def attacked(text: bytes) -> bytes:
        head, separator, rest = text.partition(b"?>") if text.startswith(b"<?xml") else (b"", b"", text)
        return head + separator + attack + rest

    with pytest.raises(InputError) as failure:
        read_bytes(changed(packed(People=[["name"]]), part, attacked), "people.xlsx", ".xlsx")
    assert [problem.slug for problem in failure.value.problems] == ["workbook-damaged"]


def test_reading_refuses_without_defusedxml(monkeypatch):
    monkeypatch.setattr(openpyxl, "DEFUSEDXML", False)
    with pytest.raises(InputError, match="defusedxml"):
        read_bytes(packed(People=[["name"]]), "people.xlsx", ".xlsx")


def test_a_workbook_that_unpacks_to_too_much_is_not_opened(monkeypatch):
    monkeypatch.setattr(module, "MAX_UNPACKED", 1000)
    with pytest.raises(InputError) as failure:
        read_bytes(packed(People=[["name"]]), "people.xlsx", ".xlsx")
    assert [problem.slug for problem in failure.value.problems] == ["file-too-large"]


def test_a_workbook_called_csv_is_read_as_what_it_is(tmp_path):
    path = tmp_path / "people.csv"
    path.write_bytes(packed(People=[["name"], ["Ada"]]))
    assert read(path).rows[1].cells == ("Ada",)


def test_rules_of_a_sheet_print_no_warning(recwarn):
    """Drop-down lists and the like are common and hold no values."""
    rule = b'<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"/></extLst></worksheet>'
    data = changed(packed(People=[["name"]]), "sheet1.xml", lambda text: text.replace(b"</worksheet>", rule))
    read_bytes(data, "people.xlsx", ".xlsx")
    assert list(recwarn) == []
