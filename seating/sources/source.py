"""A list as found in a file: rows of texts with their lines, not yet interpreted."""

from __future__ import annotations

from dataclasses import dataclass

from seating.errors import Note

__all__ = [
    "MAX_BYTES",
    "MAX_CELL",
    "MAX_CELLS",
    "MAX_COLUMNS",
    "MAX_ROWS",
    "MAX_UNPACKED",
    "Row",
    "Source",
    "column_letter",
    "megabytes",
]

MAX_BYTES = 50_000_000
"""Maximum size of a file in bytes."""

MAX_UNPACKED = 500_000_000
"""Maximum size of an unpacked workbook in bytes, so that a small file cannot fill the memory."""

MAX_ROWS = 200_000
"""Maximum number of rows that are not blank, without the headings."""

MAX_COLUMNS = 1_000
"""Maximum number of cells of a row, up to the last filled one."""

MAX_CELLS = 20_000_000
"""Maximum number of cells of all rows together."""

MAX_CELL = 100_000
"""Maximum length of a cell in characters."""


@dataclass(frozen=True, slots=True)
class Row:
    """One record: its first physical line (from 1) and its cells, exactly as written."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """The content of a file or of one of its sheets.

    Attributes
    ----------
    file : str
        The file name, as messages show it.
    sha256 : str
        Hash of the bytes read, in hexadecimal.
    rows : tuple of Row
        Blank rows are left out; their lines still count.
    notes : tuple of Note
        Decisions made while reading, such as an encoding, a delimiter or the value of a formula.
    title : str
        The title of the sheet; empty if the format has no sheets.
    merged : tuple of (int, int, int)
        Merged cells of one line: the line (from 1), the first and the last column (from 0). The first
        cell contains the text and the others are blank. Only workbooks have merged cells.
    """

    file: str
    sha256: str
    rows: tuple[Row, ...]
    notes: tuple[Note, ...] = ()
    title: str = ""
    merged: tuple[tuple[int, int, int], ...] = ()


def column_letter(index: int) -> str:
    """Return the spreadsheet letter of a column, counted from 0.

    >>> column_letter(0), column_letter(25), column_letter(26)
    ('A', 'Z', 'AA')
    """
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def megabytes(size: int) -> str:
    """Format a number of bytes: "50 MB"."""
    return f"{size / 1_000_000:,.0f} MB"
