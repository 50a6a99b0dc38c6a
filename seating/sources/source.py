"""The content of a file: a book of sheets, each with rows of texts and their lines. Nothing is interpreted yet.

A workbook or a JSON file may have several sheets; any other list has one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from seating.errors import Note, UsageError
from seating.near_words import nearest
from seating.wording import Said, fold, quoted, said, said_list

SEARCHED_ROWS = 20
"""Number of rows of a sheet that are searched for the headings. Titles may precede them."""


def name_sheet(file: str, title: str) -> Said:
    """Return the sheet of a workbook as messages name it: "guests.xlsx, sheet Tables"."""
    return said("%(file)s, sheet %(title)s", file=file, title=title)


@dataclass(frozen=True, slots=True)
class Row:
    """One record: its first physical line (from 1) and its cells, exactly as written."""

    line: int
    cells: tuple[str, ...]

    def cell(self, index: int) -> str:
        """Return a cell without spaces around it; "" if the row is shorter."""
        return self.cells[index].strip() if index < len(self.cells) else ""

    def with_cell(self, index: int, text: str) -> Row:
        """Return the row with another text in a cell. A row that is too short gets blank cells before it."""
        blanks = ("",) * (index - len(self.cells))
        return Row(self.line, (*self.cells[:index], *blanks, text, *self.cells[index + 1 :]))

    def with_inserted(self, index: int, text: str) -> Row:
        """Return the row with one more cell, before the one that is at the index now; blank cells as in `with_cell`."""
        blanks = ("",) * (index - len(self.cells))
        return Row(self.line, (*self.cells[:index], *blanks, text, *self.cells[index:]))


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
    merged_down : tuple of (int, int, int)
        Merged cells of several lines: the first and the last line, and the first column.
    hidden, hidden_columns : frozenset of int
        The lines of rows, and the columns (from 0), that the sheet does not show.
    struck : frozenset of (int, int)
        The lines and columns of cells whose text is struck through.
    unsaved : frozenset of (int, int)
        The lines and columns of formulas without a saved value. Their text is the formula.
    is_sideways : bool
        Whether the list is written sideways, so that its columns are the rows, and their numbers the lines.
    """

    file: str
    sha256: str
    rows: tuple[Row, ...]
    notes: tuple[Note, ...] = ()
    title: str = ""
    merged: tuple[tuple[int, int, int], ...] = ()
    merged_down: tuple[tuple[int, int, int], ...] = ()
    hidden: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    struck: frozenset[tuple[int, int]] = frozenset()
    unsaved: frozenset[tuple[int, int]] = frozenset()
    is_sideways: bool = False


@dataclass(frozen=True)
class Sheet:
    """One sheet of a file, parsed when its rows are first accessed.

    Attributes
    ----------
    title : str
        The title on its tab. Empty if the format has no sheets.
    is_hidden : bool
        Whether the sheet is hidden.
    load : function
        Parses the sheet; `source` calls it once.
    """

    title: str
    is_hidden: bool = False
    load: Callable[[], Source] = field(kw_only=True, repr=False)

    @cached_property
    def source(self) -> Source:
        """The rows of the sheet; empty if it has none. Raises InputError if the sheet cannot be read."""
        return self.load()


@dataclass(frozen=True)
class Book:
    """The content of a file, by sheet.

    Opening a book checks its size and finds the titles. A sheet is parsed when its `source` is first
    accessed, so unused sheets cost no time and cause no errors.

    Attributes
    ----------
    file : str
        The file name, as messages show it.
    sha256 : str
        Hash of the bytes read, in hexadecimal.
    sheets : tuple of Sheet
        In the order of the tabs, including hidden ones but not chart sheets. A delimited text or
        a JSON list has exactly one sheet, without a title.
    """

    file: str
    sha256: str
    sheets: tuple[Sheet, ...]

    def sheet(self, title: str) -> Sheet:
        """Return the sheet with this title; if no title matches exactly, case and extra spaces are ignored.

        Raises
        ------
        UsageError
            If there is no such sheet. The message lists the existing ones.
        """
        for is_same in (str.__eq__, _is_alike):
            for sheet in self.sheets:
                if is_same(sheet.title, title):
                    return sheet
        titles = [sheet.title for sheet in self.sheets if sheet.title]
        if not titles:
            says = said("%(file)s has no sheets, so there is no sheet %(title)s", file=self.file, title=quoted(title))
            raise UsageError(says)
        says = said(
            "%(file)s has no sheet %(title)s, only %(titles)s",
            file=self.file,
            title=quoted(title),
            titles=said_list(map(quoted, titles)),
        )
        near = nearest(title, titles)
        raise UsageError(said("%(text)s; did you mean %(near)s?", text=says, near=quoted(near)) if near else says)


def _is_alike(one: str, other: str) -> bool:
    return fold(one) == fold(other)


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
