"""The seating as tables for a spreadsheet: `seating.csv`, `seating.xlsx`, `breakout-rooms.csv`.

A spreadsheet treats a cell that begins with one of a few signs as a formula. In the CSV files such
a cell gets an apostrophe before it, which `as_written` takes away again; in the workbook every cell
is stored as text, so nothing is changed there.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from seating.profiles import Person
from seating.report.places import by_name
from seating.report.privacy import Audience, private_values, shown_cell
from seating.result import Result
from seating.wording import fold, shortened, without_marks

__all__ = [
    "HEADINGS",
    "as_written",
    "breakout_csv",
    "csv_bytes",
    "has_email",
    "neutral",
    "seating_csv",
    "seating_rows",
    "seating_xlsx",
]

HEADINGS = ("id", "name", "organization", "table_id", "table_name", "duties")

_FORMULA = r"(^|;[ ]*)%s('*[=+\-@\t\r\n＝＋－＠])"
RUNS_AS_FORMULA = re.compile(_FORMULA % "")
"""What a cell must not begin with, nor the part after a semicolon, where some spreadsheets begin a new cell.

Apostrophes before it are covered, so that nothing is ambiguous.
"""
MADE_NEUTRAL = re.compile(_FORMULA % "'")

QUOTED = re.compile(r"""[,;"\t\r\n]""")
"""Characters for which a cell is put in quotes: the semicolon too, which separates cells in much of the world."""

LONGEST_SHEET_NAME = 31
LONGEST_CELL = 32_767
"""What a workbook's cell holds; a longer one ends in an ellipsis there, and is whole in the CSV."""
WIDE_COLUMNS = {"name", "organization", "table_name"}
WIDE, NARROW = 28, 16
"""Widths of columns, in characters."""

CREATED = datetime(2000, 1, 1)
"""Written into every workbook, so that the same seating gives the same bytes."""


def neutral(cell: str) -> str:
    """Return a cell that no spreadsheet runs.

    >>> neutral("=1+1"), neutral("Ana;=1+1"), neutral("Ana")
    ("'=1+1", "Ana;'=1+1", 'Ana')
    """
    return RUNS_AS_FORMULA.sub(r"\1'\2", cell)


def as_written(cell: str) -> str:
    """Return what `neutral` was given.

    >>> as_written("'=1+1"), as_written("'t Hooft")
    ('=1+1', "'t Hooft")
    """
    return MADE_NEUTRAL.sub(r"\1\2", cell)


def seating_rows(result: Result) -> list[tuple[str, ...]]:
    """Return one row a seated person, by table and then by name; the cells are those of `HEADINGS`."""
    here: dict[str, list[Person]] = {table.id: [] for table in result.room.tables}
    for person in by_name(result.room.persons):
        here[result.plan.seats[person.id]].append(person)
    organization = {p.id: shown_cell(result, Audience.TEAM, p, "organization") for p in result.room.persons}
    return [
        (p.id, p.label, organization[p.id], table.id, table.label, "; ".join(result.duties.get(p.id, ())))
        for table in result.room.tables
        for p in here[table.id]
    ]


def seating_csv(result: Result) -> bytes:
    """Return `seating.csv`: UTF-8 with a byte order mark, which spreadsheets need to show accents right."""
    return csv_bytes(HEADINGS, seating_rows(result))


def has_email(result: Result) -> bool:
    """Whether anybody seated has an e-mail address."""
    return any(person.email for person in result.room.persons)


def breakout_csv(result: Result) -> bytes:
    """Return `breakout-rooms.csv`: table and e-mail of everyone who has one. It is convener-only."""
    labels = {table.id: table.label for table in result.room.tables}
    order = {table.id: number for number, table in enumerate(result.room.tables)}
    found = [
        (order[result.plan.seats[person.id]], address)
        for person in result.room.persons
        for address in private_values("breakout-rooms.csv", person, "email")
    ]
    tables = list(labels.values())
    return csv_bytes(("table", "email"), [(tables[number], email) for number, email in sorted(found)])


def csv_bytes(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a CSV file that no spreadsheet runs: UTF-8 with a byte order mark, which accents need there."""
    lines = [headings, *([neutral(cell) for cell in row] for row in rows)]
    text = "".join(",".join(map(_in_quotes, line)) + "\r\n" for line in lines)
    return text.encode("utf-8-sig", errors="replace")


def _in_quotes(cell: str) -> str:
    """Return a cell as a line of the file holds it."""
    return '"' + cell.replace('"', '""') + '"' if QUOTED.search(cell) else cell


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One sheet to be: its name before it is made fit, and its rows under their headings."""

    label: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def seating_xlsx(result: Result) -> bytes:
    """Return `seating.xlsx`: a sheet A to Z, then one sheet a table; every cell is text."""
    import xlsxwriter

    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    workbook = xlsxwriter.Workbook(stream, options)
    workbook.set_properties({"title": without_marks(result.convening.title)[:200], "created": CREATED})
    bold = workbook.add_format({"bold": True, "bottom": 1})
    sheets = _sheets(result)
    for name, content in zip(_sheet_names([sheet.label for sheet in sheets]), sheets, strict=True):
        sheet = workbook.add_worksheet(name)
        for line, row in enumerate((content.headings, *content.rows)):
            for column, cell in enumerate(row):
                sheet.write_string(line, column, shortened(cell, LONGEST_CELL), bold if line == 0 else None)
        sheet.freeze_panes(1, 0)
        for column, heading in enumerate(content.headings):
            sheet.set_column(column, column, WIDE if heading in WIDE_COLUMNS else NARROW)
    workbook.close()
    return stream.getvalue()


def _sheets(result: Result) -> list[_Sheet]:
    rows = {row[0]: row for row in seating_rows(result)}
    a_to_z = tuple(rows[person.id] for person in by_name(result.room.persons))
    at: dict[str, list[tuple[str, ...]]] = {table.id: [] for table in result.room.tables}
    for person, name, organization, table, _, duties in rows.values():
        at[table].append((person, name, organization, duties))
    tables = [_Sheet(t.label, (*HEADINGS[:3], HEADINGS[5]), tuple(at[t.id])) for t in result.room.tables]
    return [_Sheet("A–Z", HEADINGS, a_to_z), *tables]


def _sheet_names(labels: Sequence[str]) -> list[str]:
    """Return names that a workbook takes: short, without its signs, and no two alike."""
    names: list[str] = []
    used: set[str] = set()
    for label in labels:
        plain = re.sub(r"[\[\]:*?/\\]", " ", without_marks(label)).replace("\t", " ").replace("\n", " ")
        plain = " ".join(plain.split()).strip("'") or "Table"
        name, number = plain[:LONGEST_SHEET_NAME].strip("' "), 1
        while fold(name) in used or fold(name) in {"", "history"}:
            number += 1
            ending = f" ({number})"
            name = plain[: LONGEST_SHEET_NAME - len(ending)].rstrip() + ending
        used.add(fold(name))
        names.append(name)
    return names
