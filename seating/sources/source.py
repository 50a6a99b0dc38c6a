"""A list as it was found: rows of texts with their lines, not yet interpreted."""

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
"""Bytes of a file."""

MAX_UNPACKED = 500_000_000
"""Bytes of a workbook once unpacked, so that a small file cannot fill the memory."""

MAX_ROWS = 200_000
"""Rows that hold something."""

MAX_COLUMNS = 1_000
"""Cells of a row, up to the last that holds something."""

MAX_CELLS = 20_000_000
"""Cells of all rows together."""

MAX_CELL = 100_000
"""Characters of a cell."""


@dataclass(frozen=True, slots=True)
class Row:
    """One record: its first physical line (from 1) and its cells, exactly as written."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Everything a file holds, or one sheet of it.

    Attributes
    ----------
    file : str
        The file's name, as messages show it.
    sha256 : str
        Of the bytes read, in hexadecimal.
    rows : tuple of Row
        Rows in which no cell holds a character are left out; their lines are still counted.
    notes : tuple of Note
        What was recovered while reading: an encoding, a delimiter, the value of a formula.
    title : str
        Of the sheet; empty where the format has no sheets.
    merged : tuple of (int, int, int)
        Cells of one line that its program merged: the line (from 1), the first and the last column
        (from 0). The first cell holds the text and the others are blank. Only a workbook has them.
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
    """Return a number of bytes as a reader would say it: "50 MB"."""
    return f"{size / 1_000_000:,.0f} MB"
