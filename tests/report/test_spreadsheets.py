"""`seating.csv`, `seating.xlsx` and `breakout-rooms.csv`: right in a spreadsheet, and nothing runs in one."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seating.convening import Convening
from seating.profiles import People, Person
from seating.report.spreadsheets import as_written, breakout_csv, csv_bytes, neutral, seating_csv, seating_xlsx
from seating.tables import Table

from .made_up import result_of, small

DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "'=1"]


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def hostile(name: str, labels: tuple[str, ...] = ("North",)):
    tables = tuple(Table(id=f"t{n}", name=label) for n, label in enumerate(labels))
    person = Person(id="=cmd|' /C calc'!A0", name=name, organization="@SUM(1)", email="=x@example.org")
    return result_of(People((person,)), Convening(title="T", tables=tables), {person.id: "t0"})


def test_csv_has_the_columns_of_the_contract_and_opens_with_its_accents():
    content = seating_csv(small())
    assert content.startswith(b"\xef\xbb\xbf"), "without the mark a spreadsheet reads UTF-8 as something else"
    rows = rows_of(content)
    assert rows[0] == ["id", "name", "organization", "table_id", "table_name", "duties"]
    assert ["p03", "Chloé Åkesson", "Open Orchard", "capital", "Capital", "chair"] in rows


def test_csv_has_everybody_once_table_by_table():
    rows = rows_of(seating_csv(small()))[1:]
    assert len({row[0] for row in rows}) == len(rows) == 15
    assert list(dict.fromkeys(row[3] for row in rows)) == ["capital", "talent", "t03"]


@pytest.mark.parametrize("cell", DANGEROUS)
def test_a_cell_that_would_run_does_not(cell):
    row = rows_of(seating_csv(hostile(cell)))[1]
    assert all(value.startswith("'") for value in row[:3])
    assert as_written(row[1]) == cell


@given(st.text())
def test_neutral_can_be_undone(cell):
    """`seating review` reads back what was written, whatever the cell."""
    assert as_written(neutral(cell)) == cell


@given(st.text(min_size=1))
def test_neutral_leaves_no_sign_that_starts_a_formula(cell):
    assert neutral(cell)[0] not in "=+-@\t\r\n"


def test_workbook_has_a_sheet_a_to_z_and_one_a_table():
    book = openpyxl.load_workbook(io.BytesIO(seating_xlsx(small())))
    assert book.sheetnames == ["A–Z", "Capital", "Talent and skill", "t03"]
    names = [row[1].value for row in book["A–Z"].iter_rows(min_row=2)]
    assert names[:2] == ["Ana Ruiz", "Ben Okafor"]
    assert len(names) == 15
    assert [cell.value for cell in book["t03"][1]] == ["id", "name", "organization", "duties"]


@pytest.mark.parametrize("cell", [*DANGEROUS, "http://example.org", "0012", "1/2", "{=1}"])
def test_workbook_cells_are_text_as_written(cell):
    book = openpyxl.load_workbook(io.BytesIO(seating_xlsx(hostile(cell))))
    found = book["North"]["B2"]
    assert found.data_type == "s"
    assert found.hyperlink is None
    assert found.value.replace("_x000D_", "\r") == cell


def test_sheet_names_are_short_allowed_and_different():
    labels = ("A" * 40, "A" * 41, "a/b", "A?B", "History", "'x'", "[]:*?/\\", "A–Z", " ")
    names = openpyxl.load_workbook(io.BytesIO(seating_xlsx(hostile("Ana", labels)))).sheetnames
    assert len({name.casefold() for name in names}) == len(labels) + 1
    assert max(map(len, names)) <= 31
    assert not any(set(name) & set("[]:*?/\\") for name in names)


def test_workbook_is_the_same_bytes_every_time():
    assert seating_xlsx(small()) == seating_xlsx(small())


def test_a_cell_too_long_for_a_workbook_is_cut_with_a_sign():
    book = openpyxl.load_workbook(io.BytesIO(seating_xlsx(hostile("x" * 40_000))))
    value = book["North"]["B2"].value
    assert value.endswith("…")
    assert len(value) == 32_767


def test_breakout_rooms_hold_table_and_email_only():
    rows = rows_of(breakout_csv(small()))
    assert rows[0] == ["table", "email"]
    assert ["Capital", "person3@example.org"] in rows
    assert len(rows) == 5


def test_breakout_rooms_are_neutral_too():
    assert rows_of(breakout_csv(hostile("Ana")))[1] == ["North", "'=x@example.org"]


@given(st.text(alphabet="ab;=+-@' \t,\"", min_size=1, max_size=12))
def test_no_cell_runs_where_semicolons_separate(cell):
    """Cells that hold a semicolon are in quotes, and what follows it begins no formula."""
    told = csv_bytes(["a"], [[cell]]).decode("utf-8-sig").removeprefix("a\r\n").removesuffix("\r\n")
    assert ";" not in cell or told.startswith('"')
    assert next(csv.reader(io.StringIO(told, newline=""))) == [neutral(cell)]
    assert not any(part.lstrip(" ").startswith(("=", "+", "-", "@", "\t")) for part in neutral(cell).split(";")[1:])
