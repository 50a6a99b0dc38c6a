"""Rows and cells are changed, and the rest of a table stays as it is, byte for byte."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path

import openpyxl
import pytest

from seating.api.forget.search import is_in_file
from seating.api.forget.sheet_edits import change_table, change_workbook, without_person
from seating.api.forget.subjects import Subject
from seating.api.forget.traces import Traces

TRACES = Traces((Subject("p1", "forgotten-1", ("Ann Moss",)),), {"p2": ("Ann Mossman",)})

SEPARATED = "sep=;\nname;x\nZoë’s “café” naïve;2\n"


def drop(line: int, cells) -> list[str] | None:
    return None if "Ann Moss" in cells else [without_person(cell, TRACES) for cell in cells]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"name,x\nAnn Moss,1\nBo,2\n", b"name,x\nBo,2\n"),
        (b'name;x\r\n"Bo";"a;b"\r\nAnn Moss;1\r\n', b'name;x\r\n"Bo";"a;b"\r\n'),
        (b'name,with\nBo,"Moss, Ann; Cy"\n"Cy ",  x\n', b'name,with\nBo,forgotten-1; Cy\n"Cy ",  x\n'),
        (b'\xef\xbb\xbfname,x\n"Ann Moss","two\nlines"\nB\xc3\xb6,2', b"\xef\xbb\xbfname,x\nB\xc3\xb6,2"),
        ("sep=;\nname;x\nAnn Moss;1\nZoë’s “café” naïve;2\n".encode("cp1252"), SEPARATED.encode("cp1252")),
        ("name\tx\nAnn Moss\t1\nBö\t2\n".encode("utf-16"), "name\tx\nBö\t2\n".encode("utf-16")),
        (b"name,x\n\n,\nAnn Moss,1\n", b"name,x\n\n,\n"),
    ],
    ids=["plain", "semicolon", "in a cell", "mark and lines", "sep", "utf-16", "blank rows"],
)
def test_the_rest_stays(before: bytes, after: bytes):
    changed = change_table(before, "x.csv", drop)
    assert changed is not None
    assert changed.content == after


def test_what_is_no_table_is_not_changed():
    assert change_table(b"", "x.csv", drop) is None
    assert change_table(b"\x00\x01", "x.csv", drop) is None
    assert change_table(b'name\n"open\n', "x.csv", drop) is None


def test_lines_are_those_of_the_file():
    changed = change_table(b'name,x\n"Bo","a\nb"\nAnn Moss,1\n', "x.csv", drop)
    assert changed is not None
    assert changed.lines == (4,)


def test_a_workbook_keeps_everything_but_the_name():
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["name", "with"], ["Ann Moss", 3], ["Bo & Co", "Moss, Ann; Cy"], ["Cy", "Ann Moss said so"]):
        sheet.append(row)
    sheet["B2"].number_format = "0.00"
    data = io.BytesIO()
    book.save(data)
    before = data.getvalue()
    after = change_workbook(before, lambda cell: without_person(cell, TRACES))
    new = openpyxl.load_workbook(io.BytesIO(after)).active
    assert [[cell.value for cell in row] for row in new.rows] == [
        ["name", "with"],
        ["forgotten-1", 3],
        ["Bo & Co", "forgotten-1; Cy"],
        ["Cy", "Ann Moss said so"],  # a sentence, which is left to the convener
    ]
    assert new["B2"].number_format == "0.00"
    assert change_workbook(before, lambda cell: cell) == before
    assert change_workbook(b"no archive", lambda cell: "x") == b"no archive"


@pytest.mark.parametrize(
    ("cell", "replaced"),
    [
        ("Ann Moss", "forgotten-1"),
        ("Bo; Ann Moss; Cy", "Bo; forgotten-1; Cy"),
        ("Ann Moss: 3; Bo: 2", "forgotten-1: 3; Bo: 2"),
        ("Ann Mossman", "Ann Mossman"),
        ("a; b ;", "a; b ;"),
    ],
)
def test_cells_with_several_people(cell: str, replaced: str):
    assert without_person(cell, TRACES) == replaced


def test_a_damaged_workbook_stops_nothing():
    """Its parts cannot be unpacked: it is searched as any other file and left as it is."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/sharedStrings.xml", "<si><t>Bo</t></si>" * 100)
    data = bytearray(written.getvalue())
    start = 30 + len("xl/sharedStrings.xml")
    data[start : start + 4] = b"\xff" * 4
    with pytest.raises(zlib.error), zipfile.ZipFile(io.BytesIO(data)) as book:
        book.read("xl/sharedStrings.xml")
    assert change_workbook(bytes(data), lambda cell: "x") == data
    assert not is_in_file(bytes(data), Path("book.xlsx"), TRACES)
