"""Workbooks: values as the sheet shows them, safely."""

from __future__ import annotations

import datetime
import io
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seating.errors import InputError
from seating.sources import archive as module
from seating.sources import open_book, read, read_bytes
from tests.examples import examples
from tests.sources.workbooks import packed


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


def test_people_are_on_the_first_sheet_that_lists_no_tables():
    data = packed(Tables=[["id"], ["capital"]], Guests=[["name"], ["Ada"]], Other=[["x"]])
    source = read_bytes(data, "people.xlsx", ".xlsx")
    assert source.rows[1].cells == ("Ada",)
    assert [note.slug for note in source.notes] == ["sheet-unread"]


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


def test_a_workbook_that_unpacks_to_too_much_is_not_opened(monkeypatch):
    monkeypatch.setattr(module, "UNPACKED_FREELY", 1000)
    monkeypatch.setattr(module, "MAX_GROWTH", 0)
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
    # what other tests left open is told whenever it is collected
    assert [one for one in recwarn if not issubclass(one.category, ResourceWarning)] == []


FORMATS = ["General", "0", "00000", "0%", "0.0%", "#,##0.00", '"day" 0', "[Red]0.0", "@"]
DATES = ["yyyy-mm-dd", "d/m/yy h:mm", "[$-409]d-mmm;@"]
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.floats(-1e9, 1e9),
    st.datetimes(datetime.datetime(1901, 1, 1), datetime.datetime(2100, 1, 1)).map(lambda d: d.replace(microsecond=0)),
    st.dates(datetime.date(1901, 1, 1), datetime.date(2100, 1, 1)),
    st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"), max_size=5
    ),
)


def shown(value: object, number_format: str) -> str:
    """Return what a cell should give, from what another reader makes of it: a second opinion."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case datetime.datetime():
            return value.date().isoformat() if value.time() == datetime.time() else f"{value:%Y-%m-%d %H:%M}"
        case datetime.time():
            return f"{value:%H:%M}"
        case int() | float() if number_format == "00000" and value == int(value) and value >= 0:
            return str(int(value)).zfill(5)
        case int() | float() if number_format.endswith("%"):
            return f"{value * 100:.{number_format.count('0') - 1}f}%"
        case int() | float():
            return str(int(value)) if value == int(value) and abs(value) < 1e15 else f"{value:.15g}"
    return str(value)


@examples(6)
@given(st.lists(st.lists(st.tuples(VALUES, st.sampled_from(FORMATS + DATES)), max_size=4), min_size=1, max_size=6))
def test_cells_are_those_that_another_reader_finds(rows):
    book = openpyxl.Workbook()
    for line, row in enumerate(rows, start=1):
        for column, (value, number_format) in enumerate(row, start=1):
            cell = book.active.cell(line, column, value)
            if isinstance(value, str):
                cell.data_type = "s"
            elif isinstance(value, bool | int | float) and not (number_format in DATES and not 60 < value < 2e6):
                cell.number_format = number_format
    file = io.BytesIO()
    book.save(file)
    other = openpyxl.load_workbook(io.BytesIO(file.getvalue())).active
    wanted = {}
    for line, row in enumerate(other.iter_rows(), start=1):
        texts = [shown(cell.value, cell.number_format) for cell in row]
        if any(texts):
            wanted[line] = texts
    (sheet,) = open_book(file.getvalue(), "people.xlsx", ".xlsx").sheets
    found = {row.line: list(row.cells) for row in sheet.source.rows}
    assert found.keys() == wanted.keys()
    for line, texts in found.items():
        width = max(len(texts), len(wanted[line]))
        assert texts + [""] * (width - len(texts)) == wanted[line] + [""] * (width - len(wanted[line]))


def built(sheet: str, texts: str = "", formats: str = "", head: str = "", prefix: str = "") -> bytes:
    """Return a workbook written by hand, as programs other than Excel write them."""
    name = f"{prefix}:" if prefix else ""
    space = f'xmlns{":" + prefix if prefix else ""}="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    related = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    link = f'<Relationship Id="r{{}}" Type="{kind}{{}}" Target="{{}}"/>'
    parts = {
        "_rels/.rels": related.format(link.format(1, "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<{name}workbook {space} xmlns:r="x">{head}<{name}sheets>'
        f'<{name}sheet name="People" r:id="r1"/></{name}sheets></{name}workbook>',
        "xl/_rels/workbook.xml.rels": related.format(
            link.format(1, "worksheet", "worksheets/sheet1.xml")
            + link.format(2, "sharedStrings", "sharedStrings.xml")
            + link.format(3, "styles", "/xl/styles.xml")
        ),
        "xl/worksheets/sheet1.xml": f"<{name}worksheet {space}><{name}sheetData>{sheet}"
        f"</{name}sheetData></{name}worksheet>",
        "xl/sharedStrings.xml": f"<{name}sst {space}>{texts}</{name}sst>",
        "xl/styles.xml": f"<{name}styleSheet {space}>{formats}</{name}styleSheet>",
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, text in parts.items():
            archive.writestr(part, text)
    return file.getvalue()


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<c t="s"><v>0</v></c>', "Ada Ruiz"),
        ('<c t="inlineStr"><is><r><t>A</t></r><r><t>da</t></r><rPh><t>x</t></rPh></is></c>', "Ada"),
        ('<c t="str"><f>A1</f><v>Ada</v></c>', "Ada"),
        ('<c t="str"><v>a_x000D_b_x005F_c_x0000_</v></c>', "a\rb_c_x0000_"),
        ('<c t="d"><v>2026-03-01T09:30:00</v></c>', "2026-03-01 09:30"),
        ('<c t="e"><v>#N/A</v></c>', "#N/A"),
        ('<c t="b"><v>1</v></c>', "TRUE"),
        ("<c><v>1E2</v></c>", "100"),
        ("<c><v>not a number</v></c>", "not a number"),
        ("<c><v>1e999</v></c>", "1e999"),
        (f"<c><v>{'9' * 5000}</v></c>", "9" * 5000),
        ('<c s="1"><v>1.25</v></c>', "30:00"),
        ('<c s="2"><v>45000</v></c>', "2023-03-15"),
        ('<c s="99"><v>45000</v></c>', "45000"),
        ('<c s="2"><v>1</v></c>', "1900-01-01"),
        ('<c s="2"><v>-1</v></c>', "-1"),
        ('<c s="2"><v>99999999</v></c>', "99999999"),
    ],
)
def test_values_as_programs_write_them(cell, text):
    texts = "<si><r><t>Ada</t></r><r><t> Ruiz</t></r><rPh><t>aid</t></rPh></si>"
    formats = (
        '<numFmts><numFmt numFmtId="164" formatCode="[h]:mm"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/></cellXfs>'
    )
    assert cells(built(f"<row>{cell}</row>", texts, formats)) == [(1, (text,))]


def test_days_may_be_counted_from_1904():
    formats = '<cellXfs><xf/><xf numFmtId="14"/></cellXfs>'
    data = built('<row><c s="1"><v>1</v></c></row>', "", formats, '<workbookPr date1904="1"/>')
    assert cells(data) == [(1, ("1904-01-02",))]


def test_prefixes_places_and_merged_cells():
    sheet = '<x:row r="3"><x:c r="C3" t="str"><x:v>Ada</x:v></x:c><x:c t="str"><x:v>Bo</x:v></x:c></x:row>'
    merged = (
        '</x:sheetData><x:mergeCells><x:mergeCell ref="C3:E4"/><x:mergeCell ref="A1:A9"/></x:mergeCells><x:sheetData>'
    )
    source = read_bytes(built(sheet + merged, prefix="x"), "people.xlsx", ".xlsx")
    assert [(row.line, row.cells) for row in source.rows] == [(3, ("", "", "Ada", "Bo"))]
    assert source.merged == ((3, 2, 4),)


@pytest.mark.parametrize(
    "sheet",
    [
        '<row><c t="s"><v>0</v></c></row>',
        '<row><c t="s"><v>99999999999999999999</v></c></row>',
        "<row><c><v>1</v></row>",
        f'<row><c r="{"A" * 2_000_000}"><v>1</v></c></row>',
        '<row r="2000000"><c t="str"><v>far below</v></c></row>',
        '<row r="1"><c r="ZZZZ1" t="str"><v>far right</v></c></row>',
        '<row r="1"><c r="$A$1" t="str"><v>nowhere</v></c></row>',
    ],
)
def test_damage_inside_a_sheet_is_said(sheet):
    with pytest.raises(InputError, match=r"\[workbook-damaged\]"):
        cells(built(sheet))


def test_blank_cells_with_a_format_are_no_cells():
    assert cells(built('<row><c t="str"><v>Ada</v></c><c s="1"/><c s="1"/></row>')) == [(1, ("Ada",))]
