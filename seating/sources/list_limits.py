"""Limits on the size of a list, checked while it is read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from seating.errors import InputError, Problem
from seating.sources.source import Row, column_letter
from seating.wording import MOST_MARKS, Said, longest_marks, said

MAX_BYTES = 50_000_000
"""Maximum size of a file in bytes."""

MAX_ROWS = 200_000
"""Maximum number of rows that are not blank, without the headings."""

MAX_COLUMNS = 1_000
"""Maximum number of cells of a row, up to the last filled one."""

MAX_CELLS = 20_000_000
"""Maximum number of cells of all rows together."""

MAX_CHARACTERS = 20_000_000
"""Maximum number of characters of all cells together; a text that a workbook shares counts in each cell that has it."""

MAX_CELL = 100_000
"""Maximum length of a cell in characters."""

SHOWN = 50
"""Maximum number of problems before reading stops."""


def megabytes(size: int) -> str:
    """Format a number of bytes: "50 MB"."""
    return f"{size / 1_000_000:,.0f} MB"


def empty_error(file: str, says: str = "") -> InputError:
    """Return the error for a file without content; `says` names the part that has none."""
    hint = said("Check that you exported the right list.")
    return InputError([Problem("file-empty", says or said("the file is empty"), file, hint=hint)])


def collect_rows(file: str, records: Iterable[tuple[int, list[str]]]) -> tuple[Row, ...]:
    """Return the records as rows; raise InputError if there are too many or one is too large.

    Records whose cells are all empty are left out.
    """
    collector = RowCollector(file)
    for line, cells in records:
        if not collector.add(line, cells):
            break
    return collector.rows()


@dataclass
class CellCount:
    """What was read so far of all sheets; a few bytes can stand for thousands of cells.

    Attributes
    ----------
    cells, characters : int
    """

    cells: int = 0
    characters: int = 0


class RowCollector:
    """Collects rows one by one and checks them against the limits.

    Parameters
    ----------
    file : str
        The name of the file in messages.
    count : CellCount, optional
        Shared by all sheets of one file.
    """

    def __init__(self, file: str, count: CellCount | None = None) -> None:
        self.file = file
        self._count = count or CellCount()
        self._rows: list[Row] = []
        self._problems: list[Problem] = []

    def add(self, line: int, cells: Sequence[str]) -> bool:
        """Add a record, unless all its cells are empty; return whether to continue reading."""
        lengths = list(map(len, cells))
        longest = max(lengths, default=0)
        if not longest:
            return True
        if len(cells) > MAX_COLUMNS and (width := _filled_width(cells)) > MAX_COLUMNS:
            self._problems.append(_too_wide(self.file, line, width))
        self._count.cells += len(cells)
        self._count.characters += sum(lengths)
        if self._count.characters > MAX_CHARACTERS:
            self._problems.append(_too_much_text(self.file, line))
            return False
        if longest > MAX_CELL or any(map(longest_marks, cells)):
            self._problems.extend(_bad_cells(self.file, line, cells, self._rows[0] if self._rows else None))
        self._rows.append(Row(line, tuple(cells)))
        if len(self._rows) > MAX_ROWS + 1:  # one more for the headings
            self._problems.append(_too_many(self.file, line))
            return False
        if self._count.cells > MAX_CELLS:
            self._problems.append(_too_many_cells(self.file, line))
            return False
        return len(self._problems) < SHOWN

    def rows(self, file: str | None = None) -> tuple[Row, ...]:
        """Return the rows added; raise InputError if a limit was exceeded. `file` replaces the name in messages."""
        if self._problems:
            raise InputError([replace(problem, file=file or self.file) for problem in self._problems])
        return tuple(self._rows)


def _filled_width(cells: Sequence[str]) -> int:
    """Return the number of cells up to the last one that is not empty."""
    return next(index + 1 for index in range(len(cells) - 1, -1, -1) if cells[index])


def _too_wide(file: str, line: int, width: int) -> Problem:
    return Problem(
        "too-many-columns",
        said(
            "the row has %(width)s cells, but a list can have at most %(most)s columns",
            width=f"{width:,}",
            most=f"{MAX_COLUMNS:,}",
        ),
        file,
        line,
        hint=said("Remove columns that are not needed. If this is one long line, check the quotes and the delimiter."),
    )


def _too_many(file: str, line: int) -> Problem:
    return Problem(
        "too-many-rows",
        said("the list has more than %(most)s rows, which is the limit", most=f"{MAX_ROWS:,}"),
        file,
        line,
        hint=said("Split the list, or delete rows of people who are not coming."),
    )


def _too_many_cells(file: str, line: int) -> Problem:
    return Problem(
        "too-many-rows",
        said("the list has more than %(most)s cells, which is the limit", most=f"{MAX_CELLS:,}"),
        file,
        line,
        hint=said("Remove rows or columns that are not needed."),
    )


def _too_much_text(file: str, line: int) -> Problem:
    return Problem(
        "too-many-rows",
        said("the list has more than %(most)s characters, which is the limit", most=f"{MAX_CHARACTERS:,}"),
        file,
        line,
        hint=said("Remove rows or columns that are not needed."),
    )


def marks_in_a_row(number: int) -> Said:
    """Return the sentence about a text with too many combining marks in a row."""
    return said(
        "has %(number)s accents or other marks on one letter; at most %(most)s are allowed",
        number=number,
        most=MOST_MARKS,
    )


def _bad_cells(file: str, line: int, cells: Sequence[str], first: Row | None) -> Iterable[Problem]:
    for index, cell in enumerate(cells):
        heading = first.cell(index) if first else ""
        letter = column_letter(index)
        place = (file, line, heading or said("column %(letter)s", letter=letter), letter if heading else None)
        if len(cell) > MAX_CELL:
            says = said(
                "is a cell with %(number)s characters; at most %(most)s are allowed",
                number=f"{len(cell):,}",
                most=f"{MAX_CELL:,}",
            )
            hint = said("Shorten it. If it contains other rows, check the quotes.")
            yield Problem("cell-too-long", says, *place, cell, hint)
        if number := longest_marks(cell):
            yield Problem("marks-too-many", marks_in_a_row(number), *place, cell, said("Type the text again."))
