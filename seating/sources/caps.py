"""How much a list may hold, watched while it is read; what is passed is named."""

from __future__ import annotations

from collections.abc import Iterable

from seating.errors import InputError, Problem
from seating.sources.source import MAX_CELL, MAX_COLUMNS, MAX_ROWS, Row, column_letter

__all__ = ["within_caps"]

SHOWN = 50
"""Problems of one kind that are listed before the reading stops."""


def within_caps(file: str, records: Iterable[tuple[int, list[str]]]) -> tuple[Row, ...]:
    """Return the records as rows; raise InputError when there are too many, or one is too large.

    Records whose cells are all empty texts are left out.
    """
    rows: list[Row] = []
    problems: list[Problem] = []
    for line, cells in records:
        longest = max(map(len, cells), default=0)
        if not longest:
            continue
        if len(cells) > MAX_COLUMNS and (width := _filled_width(cells)) > MAX_COLUMNS:
            problems.append(_too_wide(file, line, width))
        if longest > MAX_CELL:
            problems.extend(_too_long(file, line, cells, rows[0] if rows else None))
        rows.append(Row(line, tuple(cells)))
        if len(rows) > MAX_ROWS + 1:  # the headings are one
            problems.append(_too_many(file, line))
            break
        if len(problems) >= SHOWN:
            break
    if problems:
        raise InputError(problems)
    return tuple(rows)


def _filled_width(cells: list[str]) -> int:
    """Return the number of cells up to the last that holds something."""
    return next(index + 1 for index in range(len(cells) - 1, -1, -1) if cells[index])


def _too_wide(file: str, line: int, width: int) -> Problem:
    return Problem(
        "too-many-columns",
        f"the row has {width:,} cells; the most is {MAX_COLUMNS:,} columns",
        file,
        line,
        hint="Leave out columns that nobody needs; if this is one long line, check the quotes and the delimiter.",
    )


def _too_many(file: str, line: int) -> Problem:
    return Problem(
        "too-many-rows",
        f"the list goes on after {MAX_ROWS:,} rows, which is the most that is read",
        file,
        line,
        hint="Split the list, or leave out rows of people who cannot come.",
    )


def _too_long(file: str, line: int, cells: list[str], first: Row | None) -> Iterable[Problem]:
    for index, cell in enumerate(cells):
        if len(cell) > MAX_CELL:
            heading = first.cells[index].strip() if first and index < len(first.cells) else ""
            yield Problem(
                "cell-too-long",
                f"is a cell of {len(cell):,} characters; the most is {MAX_CELL:,}",
                file,
                line,
                heading or f"column {column_letter(index)}",
                column_letter(index) if heading else None,
                cell,
                "Shorten it; if it swallowed other rows, check the quotes.",
            )
