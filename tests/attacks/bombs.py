"""Small files of ninety kinds that unpack, repeat or nest into much more than they look, each with its commands."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from tests.attacks.large_inputs import MOST_BYTES, Write, name, people, with_convening, words

CHECK, SOLVE = "check l.csv{c}", "solve l.csv{c} --out o --time-limit 1 --jobs 1 --no-packet"
ALL = (CHECK, SOLVE)

OFFICE = "http://schemas.openxmlformats.org"
SHEET = f'xmlns="{OFFICE}/spreadsheetml/2006/main"'
KIND = f"{OFFICE}/officeDocument/2006/relationships"


def csv(heading: str, row: Callable[[int], str], most: int = 100_000) -> Write:
    """Return what writes a list as long as may be."""

    def write(folder: Path) -> None:
        text, size = [heading], len(heading.encode())
        for number in range(most):
            text.append(row(number))
            size += len(text[-1].encode()) + 1
            if size > MOST_BYTES:
                break
        (folder / "l.csv").write_text("\n".join(text[:-1] if size > MOST_BYTES else text) + "\n")

    return write


def cell(heading: str, piece: str, length: int = 90_000, rows: int = 20) -> Write:
    """Return what writes a list whose second column repeats a piece in each cell."""
    long = '"' + (piece * length)[:length].replace('"', '""') + '"'
    return csv(f"name,{heading}", lambda n: f"{name(n)},{long}", rows)


def yaml(text: str) -> Write:
    """Return what writes a short list and a convening as text."""

    def write(folder: Path) -> None:
        people(40)(folder)
        (folder / "convening.yaml").write_text(text[: MOST_BYTES - 1])

    return write


def asking(number: int, *requirements: object, tables: object = None) -> Write:
    """Return what writes a list of some people and requirements about them."""
    return with_convening(people(number), tables=tables or {"count": 10, "seats": "0-200"}, requirements=requirements)


def ids(number: int) -> list[str]:
    return [f"p{n}" for n in range(number)]


def listed(number: int) -> list[str]:
    """Return a shared text for each name on a list."""
    return ["name", *map(name, range(number))]


def row(number: int, *cells: str) -> str:
    """Return a row of a sheet; a cell is the number of a shared text."""
    found = (f'<c r="{"ABC"[n]}{number}" t="s"><v>{text}</v></c>' for n, text in enumerate(cells))
    return f'<row r="{number}">{"".join(found)}</row>'


def rows(number: int, *more: str) -> str:
    """Return the rows of a list whose other columns have the same shared texts in each row."""
    return "".join(row(n + 1, str(n), *more) for n in range(number + 1))


def book(
    texts: Iterable[str],
    sheet: str,
    *,
    after: str = "",
    styles: str = "",
    sheets: int = 1,
    others: Mapping[str, bytes] | None = None,
) -> Write:
    """Return what writes a workbook with shared texts and the rows of its sheets."""
    parts = {
        "_rels/.rels": f'<Relationships><Relationship Id="r1" Type="{KIND}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>",
        "xl/workbook.xml": f'<workbook {SHEET} xmlns:r="{KIND}"><sheets>'
        + "".join(f'<sheet name="S{n}" sheetId="{n + 1}" r:id="r{n + 3}"/>' for n in range(sheets))
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships><Relationship Id="r1" Type="{KIND}/sharedStrings" '
        f'Target="sharedStrings.xml"/><Relationship Id="r2" Type="{KIND}/styles" Target="styles.xml"/>'
        + "".join(
            f'<Relationship Id="r{n + 3}" Type="{KIND}/worksheet" Target="worksheets/sheet{n}.xml"/>'
            for n in range(sheets)
        )
        + "</Relationships>",
        "xl/sharedStrings.xml": f"<sst {SHEET}>" + "".join(f"<si><t>{text}</t></si>" for text in texts) + "</sst>",
        "xl/styles.xml": f"<styleSheet {SHEET}>{styles}</styleSheet>",
    }
    for n in range(sheets):
        parts[f"xl/worksheets/sheet{n}.xml"] = f"<worksheet {SHEET}><sheetData>{sheet}</sheetData>{after}</worksheet>"

    def write(folder: Path) -> None:
        with zipfile.ZipFile(folder / "l.csv", "w", zipfile.ZIP_DEFLATED) as archive:  # the content tells the format
            for path, text in parts.items():
                archive.writestr(path, text)
            for path, content in (others or {}).items():
                archive.writestr(path, content)

    return write


def zipped(content: bytes, times: int) -> bytes:
    for _ in range(times):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("more.zip", content)
        content = packed.getvalue()
    return content


LONG, MIDDLE = "lorem ipsu " * 8_000, "lorem ipsu " * 27
FORMULA = '<c r="B{0}"><f>SUM(A1:A9)</f></c>'

WORKBOOKS: Mapping[str, Write] = {
    "one text as each name": book(["name", LONG], row(1, "0") + "".join(row(n, "1") for n in range(2, 6_000))),
    "one long text in each row": book([*listed(1_500), LONG], rows(1_500, "1501")),
    "one middle text in each row": book([*listed(15_000), MIDDLE], rows(15_000, "15001")),
    "as many characters as may be": book([*listed(220), LONG], rows(220, "221")),
    "different long texts": book([*listed(220), *(f"{n} {LONG}" for n in range(220))], rows(220, "230")),
    "one short text in all cells": book(["a", "b"], "".join(row(n, "0", "1", "1") for n in range(1, 60_000))),
    "sheets": book(listed(40), rows(40), sheets=900),
    "long sheets": book(listed(2_000), rows(2_000), sheets=40),
    "merged cells": book(
        listed(60),
        rows(60),
        after="<mergeCells>"
        + "".join(f'<mergeCell ref="A{n}:XFD{n + 9}"/>' for n in range(1, 30_000, 10))
        + "</mergeCells>",
    ),
    "one merged sheet": book(listed(60), rows(60), after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
    "a cell in the last corner": book(listed(60), rows(60) + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    "a cell in the last column of each row": book(
        ["a"], "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 3_000))
    ),
    "empty rows": book(listed(60), rows(60) + "<row/>" * 500_000),
    "empty cells": book(listed(60), rows(60) + f'<row r="99">{"<c/>" * 500_000}</row>'),
    "styles": book(
        listed(60), rows(60), styles=f"<cellXfs>{'<xf numFmtId=' + chr(34) + '14' + chr(34) + '/>'}</cellXfs>" * 30_000
    ),
    "number formats": book(
        listed(60),
        rows(60),
        styles="<numFmts>"
        + "".join(f'<numFmt numFmtId="{n}" formatCode="{"[h]:mm;" * 50}"/>' for n in range(9_000))
        + "</numFmts>",
    ),
    "struck fonts": book(listed(60), rows(60), styles=f"<fonts>{'<font><strike/></font>' * 60_000}</fonts>"),
    "formulas": book(
        listed(9_000),
        "".join(row(n + 1, str(n)).replace("</row>", FORMULA.format(n + 1) + "</row>") for n in range(9_000)),
    ),
    "nested elements": book(listed(60), rows(60) + "<row>" * 100_000),
    "entities": book([*listed(60), "&amp;" * 90_000], rows(60, "61")),
    "a workbook in zip files": book(listed(60), rows(60), others={"xl/media/more.zip": zipped(b"0" * 10**8, 9)}),
    "members": book(listed(60), rows(60), others={f"xl/media/{n}.png": b"0" for n in range(9_000)}),
}

CELLS: Mapping[str, Write] = {
    "one cell": cell("notes", "x", 1_900_000, 1),
    "long words": cell("notes", "x"),
    "quotes": cell("notes", '"'),
    "doubled quotes": csv("name,notes", lambda n: f'{name(n)},"{chr(34) * 100}"', 15_000),
    "an open quote": csv('name,notes\n"', name),
    "commas": csv("name", lambda n: "," * 900, 2_000),
    "columns": csv(
        "name," + ",".join(f"c{n}" for n in range(899)),
        lambda n: f"{name(n)}," + ",".join(str(n * k % 7) for k in range(899)),
    ),
    "columns of one row": csv(
        ",".join(f"c{n}" for n in range(1_000)), lambda n: ",".join("x" * 900 for _ in range(1_000)), 2
    ),
    "equal headings": csv("name" + ",notes" * 990, lambda n: name(n) + ",x" * 990),
    "short cells": csv("name", lambda n: f"A{n}"),
    "one name": csv("name,sector", lambda n: f"Ana Soto,s{n % 7}"),
    "numbers": csv("name,age", lambda n: f"{name(n)},{n}e{n % 400}", 20_000),
    "long numbers": cell("age", "9"),
    "days": csv("name,day", lambda n: f"{name(n)},{n % 28 + 1} December 20{n % 90 + 10}", 20_000),
    "days in one cell": cell("when can you come", "3 March 2027, "),
    "addresses": csv("name,email", lambda n: f"{name(n)},{name(n).replace(' ', '.')}@{'x' * 60}.example", 15_000),
    "addresses in one cell": cell("email", "a@b.example; "),
    "at signs": cell("email", "@"),
    "telephones": csv("name,phone", lambda n: f"{name(n)},+49 {n:030d}", 20_000),
    "pages of the web": cell("notes", "https://a.example/?q=1&"),
    "damaged letters": cell("organization", "JosÃ© PeÃ±a ", 900, 1_500),
    "damaged names": csv("name", lambda n: f"JosÃ© {name(n)} PeÃ±a{n}", 20_000),
    "entities in cells": cell("notes", "&eacute;"),
    "percent signs": cell("notes", "%C3%A9"),
    "names of many parts": csv("name", lambda n: "de la Cruz y " * 70 + name(n), 1_500),
    "names of people who come along": cell("guests", "Ana Soto and Ben Ode, ", 9_000, 90),
    "guests": csv("name,plus one", lambda n: f"{name(n)},{' and '.join(name(n + k) for k in range(90))}", 1_000),
    "brackets": cell("name of your guest", "(", 90_000),
    "nested brackets": cell("with", "(a (b " * 3 + ")) "),
    "wishes of a thousand": csv("id,name,wishes", lambda n: f"p{n},{name(n)},{';'.join(ids(1_000))}", 390),
    "ratings": csv(
        "name,interests", lambda n: f'{name(n)},"{"; ".join(f"topic {n * 3_000 + k}:3" for k in range(3_000))}"', 20
    ),
    "needs": csv("name,needs", lambda n: f'{name(n)},"{"; ".join(f"no {w}" for w in words(90))}"', 1_500),
    "languages": csv("name,languages", lambda n: f'{name(n)},"{"; ".join(words(100, 6))}"', 2_000),
    "tables by name": csv("name,table", lambda n: f"{name(n)},{n}", 20_000),
    "seats for nobody": csv("name", lambda n: f"Reserved {n}", 20_000),
    "one letter in all scripts": csv("name", lambda n: chr(0x4E00 + n % 20_000) + chr(0x4E00 + n // 3), 20_000),
}

SHAPES: Mapping[str, Write] = {
    "titles": csv("A list of guests\n" * 60_000 + "name,sector", lambda n: f"{name(n)},x", 20_000),
    "headings in between": csv("name,sector", lambda n: f"{name(n)},x" if n % 2 else "name,sector"),
    "sections": csv("name,sector", lambda n: f"{name(n)},x" if n % 3 else f"Table {n // 3},"),
    "sideways": csv("name," + ",".join(map(name, range(900))), lambda n: f"c{n}," + ",".join("x" * 900), 900),
    "rows of names": csv(
        ",".join(f"Table {n}" for n in range(90)), lambda n: ",".join(name(90 * n + k) for k in range(90))
    ),
    "guests in columns": csv(
        "name," + ",".join(f"guest {n}" for n in range(90)),
        lambda n: ",".join(name(91 * n + k) for k in range(91)),
    ),
    "ranks": csv("name," + ",".join(f"choice {n}" for n in range(90)), lambda n: name(n) + ",Table 1" * 90),
    "ticks": csv("name," + ",".join(words(600)), lambda n: name(n) + ",x," * 300),
    "a square": csv("," + ",".join(map(name, range(700))), lambda n: name(n) + ",1" * 700, 700),
    "lines in cells": cell("notes", "a\n"),
}

CONVENINGS: Mapping[str, Write] = {
    "aliases": yaml(
        "a: &a [x, x]\n"
        + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefghijk", "bcdefghijkl", strict=True))
    ),
    "merges": yaml("a: &a {x: 1}\n" + "".join(f"b{n}: {{<<: *a, y{n}: 1}}\n" for n in range(60_000))),
    "depth": yaml("title: " + "[" * 900_000),
    "depth of lines": yaml("".join(f"{' ' * n}a:\n" for n in range(1_900))),
    "one long key": yaml("x" * 1_900_000 + ": 1"),
    "keys": yaml("".join(f"k{n}: 1\n" for n in range(150_000))),
    "one long number": yaml("seed: " + "9" * 1_900_000),
    "comments": yaml("# x\n" * 490_000 + "title: A\n"),
    "one block": yaml("title: |\n" + "  x\n" * 480_000),
    "dashes": yaml("requirements:\n" + "- " * 900_000),
    "question marks": yaml("? " * 900_000),
    "13 groups of 300 together": asking(300, *[{"kind": "together", "people": ids(300)}] * 13),
    "13 groups of 300 that meet": asking(300, *[{"kind": "meet", "people": ids(300)}] * 13),
    "30 groups of 300 apart": asking(300, *[{"kind": "apart", "people": ids(300)}] * 30),
    "1,000 apart at 2 tables": asking(
        1_000, {"kind": "apart", "people": ids(1_000)}, tables={"count": 2, "seats": "0-1000"}
    ),
    "groups of hundreds": asking(
        300, *({"kind": "together", "people": ids(300)[n : n + 100]} for n in range(0, 200, 2))
    ),
    "pairs apart": asking(
        300,
        {
            "kind": "apart",
            "pairs": [[f"p{n % 300}", f"p{(n * 7 + 1) % 300}"] for n in range(20_000) if n % 300 != (n * 7 + 1) % 300],
        },
    ),
    "pairs of shoulds": asking(
        300,
        *(
            {"kind": "together", "people": [f"p{n % 300}", f"p{(n + 1 + n // 300) % 300}"], "must": False}
            for n in range(1_500)
        ),
    ),
    "pins": asking(300, *({"kind": "pin", "people": [f"p{n}"], "to": "Table 1"} for n in range(300))),
    "corrections": with_convening(
        people(60), corrections=[{"line": n, "column": "sector", "read": "x"} for n in range(15_000)]
    ),
    "expected words": with_convening(people(60), expected=["x" * 900] * 500),
    "column names": with_convening(people(60), columns={f"c{n}": f"d{n}" for n in range(20_000)}),
    "one long title": with_convening(people(60), title="x" * 900_000),
}

BOMBS: Mapping[str, tuple[Write, tuple[str, ...]]] = {
    f"{group}: {kind}": (write, ALL)
    for group, kinds in (("workbook", WORKBOOKS), ("cells", CELLS), ("shape", SHAPES), ("convening", CONVENINGS))
    for kind, write in kinds.items()
}
