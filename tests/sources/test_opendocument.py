"""ODS: every sheet, values as shown, and repeats that are counted and not made."""

from __future__ import annotations

import io
import tracemalloc
import zipfile

import pytest

from seating.convening.tables import find_tables
from seating.errors import InputError
from seating.sources import Book, open_book, read, read_bytes
from seating.sources import archive as archive_module
from seating.sources import list_limits as caps_module

KIND = b"application/vnd.oasis.opendocument.spreadsheet"
NAMESPACES = "".join(
    f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "style", "drawing")
)
CALC = ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
HIDDEN = (
    '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>'
)


def packed(*sheets: str, styles: str = "", head: str = "", manifest: str = "") -> bytes:
    """Return a spreadsheet whose sheets have these rows; a sheet is `title|rows` or `title|style|rows`."""
    tables = ""
    for sheet in sheets:
        title, *style, rows = sheet.split("|")
        named = f' table:style-name="{style[0]}"' if style else ""
        tables += f'<table:table table:name="{title}"{named}>{rows}</table:table>'
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<office:document-content{NAMESPACES}{CALC}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", KIND, zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest or "<manifest/>")
    return file.getvalue()


def declared(encoding: str) -> bytes:
    """Return a spreadsheet whose content says that it has this encoding."""
    file = io.BytesIO(packed("People|" + row(cell("name"))))
    with zipfile.ZipFile(file) as archive:
        content = archive.read("content.xml").replace(b'"UTF-8"', f'"{encoding}"'.encode())
    with zipfile.ZipFile(file := io.BytesIO(), "w") as archive:
        archive.writestr("mimetype", KIND)
        archive.writestr("content.xml", content)
    return file.getvalue()


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row{attributes}>{''.join(cells)}</table:table-row>"


def cell(text: str = "", attributes: str = "") -> str:
    paragraphs = "".join(f"<text:p>{line}</text:p>" for line in text.split("\n")) if text else ""
    return f"<table:table-cell{attributes}>{paragraphs}</table:table-cell>"


def typed(kind: str, value: str, text: str) -> str:
    name = {"date": "date-value", "time": "time-value", "boolean": "boolean-value"}.get(kind, "value")
    return cell(text, f' office:value-type="{kind}" office:{name}="{value}"')


def rows(data: bytes) -> list[tuple[int, tuple[str, ...]]]:
    return [(each.line, each.cells) for each in read_bytes(data, "people.ods", ".ods").rows]


def one_cell(markup: str) -> str:
    return rows(packed("People|" + row(markup)))[0][1][0]


def test_rows_and_lines():
    data = packed("People|" + row(cell("name"), cell("rsvp")) + row(cell()) + row(cell("Ada")))
    assert rows(data) == [(1, ("name", "rsvp")), (3, ("Ada", ""))]


def test_sheets_have_titles_and_hidden_ones_are_marked():
    book = open_book(
        packed("Cover|ta2|" + row(cell("x")), "Guests|" + row(cell("name")), styles=HIDDEN), "a.ods", ".ods"
    )
    assert isinstance(book, Book)
    assert [(sheet.title, sheet.is_hidden) for sheet in book.sheets] == [("Cover", True), ("Guests", False)]
    assert book.sheet("guests").source.rows[0].cells == ("name",)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (typed("float", "7", "7"), "7"),
        (typed("float", "42", "00042"), "00042"),
        (typed("float", "1234.5", "1,234.50"), "1234.5"),
        (typed("float", "0.30000000000000004", "0.3"), "0.3"),
        (typed("float", "8", ""), "8"),
        (typed("percentage", "0.5", "50%"), "50%"),
        (typed("currency", "20", "$20.00"), "20"),
        (typed("boolean", "true", "WAHR"), "TRUE"),
        (typed("date", "2026-03-01", "03/01/26"), "2026-03-01"),
        (typed("date", "2026-03-01T00:00:00", "03/01/26"), "2026-03-01"),
        (typed("date", "2026-03-01T09:30:00", "03/01/26 9:30"), "2026-03-01 09:30"),
        (typed("time", "PT14H05M00S", "2:05 PM"), "14:05"),
        (cell("#REF!", ' office:value-type="float" office:value="0" calcext:value-type="error"'), "#REF!"),
        (cell("", ' office:value-type="string" office:string-value="Ada"'), "Ada"),
        (cell("Kim\nLee"), "Kim\nLee"),
        (cell('a<text:s text:c="2"/>b<text:tab/>c<text:line-break/>d'), "a  b\tc\nd"),
        (cell("<text:span>A</text:span>d<text:a>a</text:a>"), "Ada"),
        (cell("A\t d&#10;   a"), "A d a"),
        (cell("&lt;b&gt; &amp; &#233;"), "<b> & é"),
    ],
)
def test_values_are_as_shown(markup, text):
    assert one_cell(markup) == text


def test_comments_and_drawings_are_no_text_of_the_cell():
    comment = "<office:annotation><text:p>secret</text:p></office:annotation>"
    drawing = "<drawing:frame><text:p>logo</text:p></drawing:frame>"
    assert one_cell(f"<table:table-cell>{comment}<text:p>Ada{drawing}</text:p></table:table-cell>") == "Ada"
    shapes = f"<table:shapes>{row(cell('no row'))}</table:shapes>"
    assert rows(packed("People|" + shapes + row(cell("name")))) == [(1, ("name",))]


def test_what_is_repeated_is_there_as_often():
    twice = row(cell("x", ' table:number-columns-repeated="2"'), attributes=' table:number-rows-repeated="2"')
    assert rows(packed("People|" + twice)) == [(1, ("x", "x")), (2, ("x", "x"))]


def test_a_million_blank_rows_and_columns_are_counted_and_not_made():
    blank = row(cell("", ' table:number-columns-repeated="16384"'), attributes=' table:number-rows-repeated="1048000"')
    wide = row(cell("Ada"), cell("", ' table:number-columns-repeated="16383"'))
    data = packed("People|" + row(cell("name")) + blank + wide)
    tracemalloc.start()
    assert rows(data) == [(1, ("name",)), (1048002, ("Ada",))]
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_a_row_repeated_a_million_times_is_past_the_cap():
    data = packed("People|" + row(cell("Ada"), attributes=' table:number-rows-repeated="1048576"'))
    with pytest.raises(InputError, match=r"200,000 rows.*\[too-many-rows\]"):
        rows(data)


def test_cells_repeated_in_many_sheets_are_counted_together(monkeypatch):
    monkeypatch.setattr(caps_module, "MAX_CELLS", 200_000)
    wide = cell("x", ' table:number-columns-repeated="1000"')
    many = row(wide, attributes=' table:number-rows-repeated="110"')
    book = open_book(packed("One|" + many, "Two|" + many), "people.ods", ".ods")
    assert len(book.sheets[0].source.rows) == 110
    with pytest.raises(InputError, match=r"people.ods, sheet Two:91: .*200,000 cells"):
        _ = book.sheets[1].source


def test_too_many_columns_are_named():
    data = packed("People|" + row(cell("x", ' table:number-columns-repeated="2000"')))
    with pytest.raises(InputError, match=r"1,001 cells.*\[too-many-columns\]"):
        rows(data)


def test_merged_headings_are_told():
    merged = cell("Guest", ' table:number-columns-spanned="2" table:number-rows-spanned="1"')
    data = packed("People|" + row(cell(), merged, "<table:covered-table-cell/>", cell("Reply")))
    source = read_bytes(data, "people.ods", ".ods")
    assert (source.rows[0].cells, source.merged) == (("", "Guest", "", "Reply"), ((1, 1, 2),))


def test_formulas_give_their_saved_values_and_are_told():
    data = packed("People|" + row(cell("2", ' table:formula="of:=1+1" office:value-type="float" office:value="2"')))
    source = read_bytes(data, "people.ods", ".ods")
    assert source.rows[0].cells == ("2",)
    assert [note.text for note in source.notes] == [
        "people.ods: 1 cell contains a formula (A1); the values saved with the workbook were read."
    ]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"no zip", "not an OpenDocument spreadsheet"),
        (b"PK\x03\x04 cut off", "not an OpenDocument spreadsheet"),
        (packed("People|<broken"), "content.xml is damaged"),
        (packed("People|", manifest="<x encryption-data/>"), "password"),
        (packed("People|", head='<!DOCTYPE x [<!ENTITY a "aaaa">]>'), "not safe to read"),
        (
            packed("People|" + row(cell("x", ' table:number-columns-repeated="' + "9" * 5000 + '"'))),
            "invalid repeat count",
        ),
        (packed("People|" + row(cell("x", ' table:number-columns-repeated="-1"'))), "invalid repeat count"),
        (packed("People|" + row(cell("x", f' table:style-name="{"y" * 3_000_000}"'))), "tag larger than 1 MB"),
        (packed("People|" + row("<!--" + "y" * 3_000_000 + "-->")), "tag larger than 1 MB"),
        (declared("U-8"), "content.xml is written in an unknown encoding"),
        (declared("utf-7"), "content.xml is written in an unknown encoding"),
    ],
)
def test_what_cannot_be_read_is_said(data, words):
    with pytest.raises(InputError, match=rf"{words}.*\[workbook-damaged\]"):
        read_bytes(data, "people.ods", ".ods")


def test_what_unpacks_to_too_much_is_not_unpacked():
    data = packed("People|" + row(cell("x" * 25_000_000)))
    with pytest.raises(InputError, match=r"unpacks to 25 MB; .*20 MB.*\[file-too-large\]"):
        read_bytes(data, "people.ods", ".ods")


def test_tags_are_counted_before_they_are_parsed(monkeypatch):
    monkeypatch.setattr(archive_module, "MAX_TAGS", 100)
    with pytest.raises(InputError, match=r"more than 100 tags.*\[file-too-large\]"):
        read_bytes(packed("People|" + row(cell("x")) * 30), "people.ods", ".ods")


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ""])
def test_a_spreadsheet_is_known_by_its_first_bytes(tmp_path, suffix):
    path = tmp_path / f"people{suffix}"
    path.write_bytes(packed("People|" + row(cell("name"))))
    assert read(path).rows[0].cells == ("name",)


def test_the_tables_may_be_on_another_sheet_of_a_spreadsheet(tmp_path):
    path = tmp_path / "people.ods"
    tables = row(cell("id"), cell("seats")) + row(cell("capital"), cell("6-8"))
    path.write_bytes(packed("People|" + row(cell("name")) + row(cell("Ada")), "Tables|" + tables))
    listed = find_tables(path, ["name"])
    assert listed is not None
    assert listed.entries == ({"id": "capital", "name": "capital", "seats": {"min": 6, "max": 8}},)
    assert read(path).rows[1].cells == ("Ada",)
