"""Files under 2 MB that are built to use up time or memory: lists and convenings in every format."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Mapping

from tests.sources.test_opendocument import cell, row
from tests.sources.test_opendocument import packed as ods
from tests.sources.test_workbook import built as xlsx

MOST_BYTES = 2_000_000

NAMES = [f"P {number}" for number in range(210_000)]
"""More people than any list may have, in less than `MOST_BYTES`."""
WORD = "abcdefghij" * 5


def csv(*rows: str) -> bytes:
    """Return rows as a file, cut below the size of all these files."""
    return "\n".join(rows).encode()[: MOST_BYTES - 1_000]


def text_cell(text: str, place: str = "") -> str:
    return f'<c t="str"{place}><v>{text}</v></c>'


def zipped_again(parts: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def with_part(data: bytes, part: str, content: bytes) -> bytes:
    """Return a zipped file with the content of one part exchanged."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped_again(parts | {part: content})


def shared(count: int) -> bytes:
    """Return a workbook whose shared texts alone unpack to hundreds of megabytes."""
    sheet = "<row>" + text_cell("name") + '</row><row><c t="s"><v>0</v></c></row>'
    return with_part(xlsx(sheet), "xl/sharedStrings.xml", b"<sst>" + b"<si><t>Ada</t></si>" * count + b"</sst>")


def sheet_of(rows: str) -> bytes:
    head = "<row>" + text_cell("name") + "</row>"
    return with_part(xlsx(""), "xl/worksheets/sheet1.xml", f"<worksheet><sheetData>{head}{rows}".encode() + TAIL)


HEAD = (
    b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="x">'
    b"<sheets>%s</sheets></workbook>"
)
TAIL = b"</sheetData></worksheet>"
WIDE = "<row>" + text_cell("Ada") + '<c r="ALL1"><v>1</v></c></row>'
SHARED_ROW = "<row>" + '<c t="s"><v>0</v></c>' * 10 + "</row>"

LISTS: Mapping[str, Callable[[], bytes]] = {
    "people.csv": lambda: csv("name", *NAMES),
    "long-cells.csv": lambda: csv("name,apart", *(f"{n},{WORD * 19}" for n in NAMES[:2_000])),
    "one-cell.csv": lambda: csv("name,notes", "Ada," + "x" * 1_900_000),
    "one-line.csv": lambda: csv("name," * 390_000),
    "quotes.csv": lambda: csv("name", '"' * 1_900_000),
    "open-quotes.csv": lambda: csv("name", *['"Ada'] * 390_000),
    "blank-lines.csv": lambda: csv("name", "\n" * 1_900_000, "Ada"),
    "separators.csv": lambda: csv("name,languages", "Ada," + "en;" * 600_000),
    "wishes.csv": lambda: csv(
        "name,wishes", *(f"P{n},{';'.join(f'P{m}' for m in range(n, n + 90))}" for n in range(4_000))
    ),
    "columns.csv": lambda: csv(",".join(["name", *(f"c{n}" for n in range(999))]), *["Ada" + "," * 999] * 1_900),
    "utf16.csv": lambda: "\n".join(["name", *NAMES]).encode("utf-16")[:1_900_000],
    "latin.csv": lambda: ("name\n" + "Zoë\n" * 450_000).encode("latin-1"),
    "nul.csv": lambda: b"name\n" + b"a\0\n" * 600_000,
    "shared-459-mb.xlsx": lambda: shared(23_000_000),
    "shared-78-mb.xlsx": lambda: shared(3_900_000),
    "one-shared.xlsx": lambda: with_part(
        xlsx("<row>" + text_cell("name") + "</row>"), "xl/sharedStrings.xml", b"<sst><si><t>" + b"x" * 70_000_000
    ),
    "sheet-400-mb.xlsx": lambda: sheet_of(SHARED_ROW * 1_700_000),
    "empty-cells.xlsx": lambda: sheet_of("<row>" + "<c/>" * 2_900_000 + "</row>"),
    "rows.xlsx": lambda: sheet_of("".join(f"<row>{text_cell(name)}</row>" for name in NAMES)),
    "empty-rows.xlsx": lambda: sheet_of("<row/>" * 2_900_000),
    "wide-rows.xlsx": lambda: sheet_of(WIDE * 60_000),
    "formulas.xlsx": lambda: sheet_of("<row><c><f>A1</f></c></row>" * 190_000),
    "one-tag.xlsx": lambda: sheet_of('<row r="' + "1" * 19_000_000 + '"/>'),
    "one-comment.xlsx": lambda: sheet_of("<!--" + "x" * 19_000_000 + "-->"),
    "deep.xlsx": lambda: sheet_of("<a>" * 1_900_000),
    "merged.xlsx": lambda: sheet_of("</sheetData><mergeCells>" + '<mergeCell ref="A1:XFD1"/>' * 700_000),
    "styles.xlsx": lambda: with_part(
        xlsx("<row>" + text_cell("name") + "</row>"), "xl/styles.xml", b"<x><cellXfs>" + b"<xf/>" * 1_900_000
    ),
    "entries.xlsx": lambda: zipped_again({f"{number}": b"" for number in range(18_000)}),
    "repeated-rows.ods": lambda: ods(
        "People|" + row(cell("name")) + row(cell("Ada"), attributes=' table:number-rows-repeated="1048575"')
    ),
    "repeated-cells.ods": lambda: ods(
        "People|" + row(cell("name")) + row(cell("Ada"), cell("x", ' table:number-columns-repeated="999"')) * 60_000
    ),
    "repeated-sheets.ods": lambda: ods(
        *[
            "People|"
            + row(
                cell("name", ' table:number-columns-repeated="1000"'),
                attributes=' table:number-rows-repeated="200000"',
            )
        ]
        * 500
    ),
    "many-sheets.xlsx": lambda: with_part(
        xlsx("<row>" + text_cell("name") + "</row>"),
        "xl/workbook.xml",
        HEAD % (b'<sheet name="a" r:id="r1"/>' * 100_000),
    ),
    "many-sheets.ods": lambda: ods(*("People|" + row(cell("name")) for _ in range(30_000))),
    "spaces.ods": lambda: ods("People|" + row(cell("name")) + row(cell('<text:s text:c="999999999"/>')) * 100_000),
    "text-400-mb.ods": lambda: ods("People|" + row(cell("name")) + row(cell("x" * 400_000_000))),
    "rows.ods": lambda: ods("People|" + row(cell("name")) + "".join(row(cell(name)) for name in NAMES)),
    "one-tag.ods": lambda: ods("People|" + row(cell("x", f' table:style-name="{"y" * 19_000_000}"'))),
    "objects.json": lambda: b'[{"name":"a"}' + b',{"name":"a"}' * 150_000 + b"]",
    "empty.json": lambda: b"[" + b"{}," * 650_000 + b"{}]",
    "lists.json": lambda: b"[" + b"[]," * 650_000 + b"[]]",
    "deep.json": lambda: b"[" * 1_900_000,
    "deep-objects.json": lambda: b'{"a":' * 390_000,
    "keys.json": lambda: json.dumps([{f"k{n}": 1} for n in range(120_000)]).encode(),
    "wide.json": lambda: json.dumps([{f"k{n}": 1 for n in range(1_000)}, *[{"k1": 1}] * 150_000]).encode(),
    "nested.json": lambda: json.dumps([{"name": [["a"] * 9] * 9}] * 4_000).encode(),
    "twice.json": lambda: b"[{" + b'"a":1,' * 300_000 + b'"a":1}]',
    "digits.json": lambda: b'[{"name": ' + b"9" * 1_900_000 + b"}]",
    "lines.jsonl": lambda: b'{"name":"a"}\n' * 150_000,
    "wrapped.json": lambda: json.dumps({f"k{n}": [{"name": "a"}] for n in range(70_000)}).encode(),
}

CONVENINGS: Mapping[str, Callable[[], bytes]] = {
    "anchors.yaml": lambda: b"tables:\n" + b"- &a x\n" * 130_000,
    "aliases.yaml": lambda: b"a: &a x\ntables:\n" + b"- *a\n" * 190_000,
    "items.yaml": lambda: b"tables: [" + b"a," * 490_000 + b"a]",
    "tables.yaml": lambda: b"tables:\n" + b"".join(b"- {id: t%d}\n" % number for number in range(45_000)),
    "requirements.yaml": lambda: b"requirements:\n" + b"- {kind: cuont}\n" * 24_000,
    "pairs.yaml": lambda: b"requirements:\n- {kind: apart, pairs: [" + b"[Adaa, Boo]," * 30_000 + b"]}",
    "digits.json": lambda: b'{"tables": [{"id": "a", "seats": ' + b"9" * 900_000 + b"}]}",
    "deep.json": lambda: b"[" * 990_000,
    "two-megabytes.yaml": lambda: b"# " + b"x" * 1_990_000,
}
