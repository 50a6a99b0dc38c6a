"""Merged cells, hidden and struck-through rows, unsaved formulas, and lists that are written sideways."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl.styles import Font

from seating.errors import InputError
from seating.profiles import Reading, read_people
from seating.profiles.corrections import Correction
from seating.profiles.list_rules import ListRules
from seating.profiles.reader import correct_list, people_sheet
from seating.sources import open_book
from tests.sources import workbooks
from tests.sources.test_opendocument import cell, packed, row

PEOPLE = [("Name", "Organization"), ("Ana Soto", "City"), ("Ben Ruiz", ""), ("Cam Diaz", ""), ("Dee Fox", "Acme")]


def read(data: bytes, file: str) -> Reading:
    return read_people(people_sheet(open_book(data, file, Path(file).suffix), None, {}, lambda *_: False))


def in_xlsx(change: Callable[[Any], None]) -> Reading:
    """Return the people of a workbook after a change of its sheet."""
    rows = ([text or None for text in texts] for texts in PEOPLE)
    return read(workbooks.packed(change, People=rows), "people.xlsx")


def in_ods(*lines: str, styles: str = "") -> Reading:
    return read(packed("People|" + "".join(lines), styles=styles), "people.ods")


def told(reading: Reading) -> list[tuple[str, str]]:
    return [(note.slug, note.text) for note in reading.notes]


MERGED = (
    "cells-merged",
    'column "Organization" (B), cells are merged vertically. Their text is also used for 2 more rows (lines 3 and 4).',
)
HIDDEN = (
    "rows-hidden",
    "1 row is hidden in the sheet, but gets a seat like the others: Ben Ruiz. To leave people out, ",
)
STRUCK = ("rows-hidden", "1 name is struck through in the sheet, but gets a seat like the others: Dee Fox. To leave ")


def test_cells_merged_downward_are_read_on_each_row() -> None:
    spanned = cell("City").replace("<table:table-cell", '<table:table-cell table:number-rows-spanned="3"', 1)
    rest = [row(cell("Ben Ruiz")), row(cell("Cam Diaz")), row(cell("Dee Fox"), cell("Acme"))]
    ods = in_ods(row(cell("Name"), cell("Organization")), row(cell("Ana Soto"), spanned), *rest)
    for reading in (in_xlsx(lambda sheet: sheet.merge_cells("B2:B4")), ods):
        assert [one.organization for one in reading.people] == ["City", "City", "City", "Acme"]
        ((slug, text),) = told(reading)
        assert slug == MERGED[0]
        assert MERGED[1] in text
    names = in_xlsx(lambda sheet: (sheet.merge_cells("B2:B3"), sheet.merge_cells("B4:B5")))
    assert [one.organization for one in names.people] == ["City", "City", "", ""]


def _with_party(heading: str, text: str) -> Reading:
    def change(sheet: Any) -> None:
        sheet["C1"], sheet["C2"] = heading, text
        sheet.merge_cells("C2:C4")

    return in_xlsx(change)


@pytest.mark.parametrize(
    ("heading", "text", "people"),
    [("party size", "3", 6), ("plus one", "Eli Fox", 5), ("attending", "yes, 3 of us", 6)],
)
def test_a_party_in_merged_cells_is_counted_once(heading: str, text: str, people: int) -> None:
    reading = _with_party(heading, text)
    assert len(reading.people) == people
    (note,) = (text for slug, text in told(reading) if slug == "cells-merged")
    assert (
        f'column "{heading}" (C), cells are merged vertically. A party is read only in the first of these rows' in note
    )


def _hide(sheet: Any) -> None:
    sheet.row_dimensions[3].hidden = True


def _strike(sheet: Any) -> None:
    sheet["A5"].font = Font(strike=True)


def test_people_of_hidden_and_struck_through_rows_are_named() -> None:
    struck = '<style:style style:name="s"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    head = row(cell("Name"), cell("Organization"))
    lines = [row(cell(name), cell(group) if group else "") for name, group in PEOPLE[1:]]
    hidden = [line.replace("-row>", '-row table:visibility="filter">', 1) if "Ben" in line else line for line in lines]
    crossed = [line.replace("cell", 'cell table:style-name="s"', 1) if "Dee" in line else line for line in lines]
    for reading, (slug, text) in (
        (in_xlsx(_hide), HIDDEN),
        (in_ods(head, *hidden), HIDDEN),
        (in_xlsx(_strike), STRUCK),
        (in_ods(head, *crossed, styles=struck), STRUCK),
    ):
        assert len(reading.people) == 4
        ((found, sentence),) = told(reading)
        assert found == slug
        assert text in sentence


COLUMNS = (
    "columns-hidden",
    'people.xlsx: 1 column is hidden in the sheet: "Organization" (B). It is read like the others. If it should not '
    "be, delete it from a copy of the list.",
)


def test_hidden_columns_are_read_and_named() -> None:
    """One without a heading or without a cell is not named: nothing of it is read."""

    def hide(sheet: Any) -> None:
        for letter in "BCD":
            sheet.column_dimensions[letter].hidden = True
        sheet["D1"] = "Notes"

    repeated = 'table:number-columns-repeated="2" table:visibility="collapse"'
    hidden = f"<table:table-column/><table:table-column {repeated}/>"
    lines = [row(cell(name), cell(group) if group else "") for name, group in PEOPLE]
    for reading, file in ((in_xlsx(hide), "people.xlsx"), (in_ods(hidden, *lines), "people.ods")):
        assert [one.organization for one in reading.people] == ["City", "", "", "Acme"]
        assert told(reading) == [(COLUMNS[0], COLUMNS[1].replace("people.xlsx", file))]
        assert [one.shared_text for one in reading.notes] == [f"{file}: 1 column is hidden in the sheet."]


def test_a_shown_column_is_not_named_for_hidden_ones_beside_it() -> None:
    def hide(sheet: Any) -> None:
        sheet.column_dimensions.group("C", "XFD", hidden=True)

    assert told(in_xlsx(hide)) == []


def test_a_hidden_column_of_a_list_that_is_written_sideways_is_a_hidden_person() -> None:
    def turn(sheet: Any) -> None:
        sheet.delete_rows(1, len(PEOPLE))
        for texts in zip(*PEOPLE, strict=True):
            sheet.append([text or None for text in texts])
        sheet.column_dimensions["C"].hidden = True
        sheet.row_dimensions[sheet.max_row].hidden = True

    slugs = dict(told(in_xlsx(turn)))
    assert HIDDEN[1] in slugs["rows-hidden"]
    assert '1 column is hidden in the sheet: "Organization"' in slugs["columns-hidden"]


def test_who_said_no_is_not_named_for_a_hidden_row() -> None:
    def change(sheet: Any) -> None:
        _hide(sheet)
        for at, reply in enumerate(("attending", "yes", "no", "yes", "yes"), 1):
            sheet.cell(at, 3).value = reply

    assert told(in_xlsx(change)) == []


def test_a_name_that_is_a_formula_without_a_saved_value_is_asked_for() -> None:
    def change(sheet: Any) -> None:
        sheet["A3"] = '=CONCATENATE("Ben"," Ruiz")'

    with pytest.raises(InputError) as error:
        in_xlsx(change)
    assert [(one.slug, one.line, one.value) for one in error.value.problems] == [
        ("formula-unsaved", 3, '=CONCATENATE("Ben"," Ruiz")')
    ]


def test_an_id_in_place_of_a_name_that_is_an_unsaved_formula_is_asked_for() -> None:
    def change(sheet: Any) -> None:
        sheet["A1"], sheet["A3"] = "id", "=B9"

    with pytest.raises(InputError) as error:
        in_xlsx(change)
    assert [(one.slug, one.line, one.value) for one in error.value.problems] == [("formula-unsaved", 3, "=B9")]


def test_a_name_that_is_an_unsaved_formula_can_be_corrected() -> None:
    data = workbooks.packed(People=(*PEOPLE[:2], ("=B9", "Acme")))
    source = open_book(data, "people.xlsx", ".xlsx").sheets[0].source
    correction = Correction(row="=B9", column="Name", was="=B9", now="Ben Ruiz")
    assert [one.name for one in read_people(correct_list(source, ListRules(corrections=(correction,)))).people] == [
        "Ana Soto",
        "Ben Ruiz",
    ]


@pytest.mark.parametrize("file", ["people.csv", "people.xlsx"])
def test_a_list_written_sideways_is_turned(file: str) -> None:
    lines = [("Name", "Ana Soto", "Ben Ruiz", "Cam Diaz"), ("Organization", "City", "", "Acme"), ("Email", "a@x.org")]
    data = "\n".join(map(",".join, lines)).encode()
    if file.endswith("xlsx"):
        data = workbooks.packed(People=lines)
    reading = read(data, file)
    assert [(one.name, one.organization, one.email) for one in reading.people] == [
        ("Ana Soto", "City", "a@x.org"),
        ("Ben Ruiz", "", ""),
        ("Cam Diaz", "Acme", ""),
    ]
    (note,) = (note for note in reading.notes if note.slug == "list-sideways")
    assert "each of the other columns is read as one person" in note.text


@pytest.mark.parametrize(
    "names", ["First name,Ana,Ben,Cam\nLast name,Soto,Ruiz,", "Last name,Soto,Ruiz,\nFirst name,Ana,Ben,Cam"]
)
def test_a_sideways_list_with_parts_of_names_is_turned(names: str) -> None:
    reading = read(f"{names}\nOrganization,City,Acme,Union\n".encode(), "people.csv")
    assert [(one.name, one.organization) for one in reading.people] == [
        ("Ana Soto", "City"),
        ("Ben Ruiz", "Acme"),
        ("Cam", "Union"),
    ]
    assert [note.slug for note in reading.notes if note.slug == "list-sideways"]


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        ("Name,Ana,Ben,Cam\nOrganization,City,Acme,Union", ["Ana", "Ben", "Cam"]),
        ("Name,Ana,Ben\nOrganization,City,Acme\nDietary needs,vegan,", ["Ana", "Ben"]),
        ("Name,Ana Soto\nOrganization,City", ["Ana Soto"]),
    ],
)
def test_a_sideways_list_is_turned_if_each_row_has_a_heading(rows: str, names: list[str]) -> None:
    assert [one.name for one in read(rows.encode(), "people.csv").people] == names


def _turned(change: Callable[[Any], None]) -> Reading:
    rows = ([text or None for text in texts] for texts in zip(*PEOPLE, strict=True))
    return read(workbooks.packed(change, People=rows), "people.xlsx")


def test_marks_of_cells_are_turned_with_a_sideways_list() -> None:
    def strike(sheet: Any) -> None:
        sheet["E1"].font = Font(strike=True)

    def leave_unsaved(sheet: Any) -> None:
        sheet["C1"] = "=B9"

    assert any(STRUCK[1] in text for _, text in told(_turned(strike)))
    with pytest.raises(InputError) as error:
        _turned(leave_unsaved)
    assert [(one.slug, one.line, one.value) for one in error.value.problems] == [("formula-unsaved", 3, "=B9")]
    merged = _turned(lambda sheet: sheet.merge_cells("B2:D2"))
    assert [one.organization for one in merged.people] == ["City", "City", "City", "Acme"]


def test_a_list_with_headings_above_is_not_turned() -> None:
    for text in ("Name,Title\nOrganization,Soto\nEmail,Ruiz\n", "Name,Organization\nAna Soto,City\nBen Ruiz,Acme\n"):
        assert not [one for one in read(text.encode(), "people.csv").notes if one.slug == "list-sideways"]
