"""The comparison of a study as a workbook: a row for each case, and where everyone sits in the best cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from seating.report.spreadsheets import LONGEST_CELL, write_workbook
from seating.report.study.texts import COLUMNS, Comparison
from seating.wording import shortened

MOST_SEATINGS = 50
"""Maximum number of cases in the sheet of seatings."""

LONGEST_NUMBER = 15
"""Digits that a spreadsheet keeps."""


def study_xlsx(comparison: Comparison) -> bytes:
    """Return `study.xlsx`; the same study gives the same bytes. Whole numbers are numbers, everything else is text."""
    return write_workbook(comparison.title, partial(_fill, comparison))


def _fill(comparison: Comparison, workbook: Any) -> None:
    bold = workbook.add_format({"bold": True, "bottom": 1})
    _write(workbook.add_worksheet("Cases"), bold, ("case", *comparison.factors, *COLUMNS), comparison.rows())
    best = comparison.ranked[:MOST_SEATINGS]
    if best:
        headings = ("id", "name", *(f"case {case.number}" for case in best))
        _write(workbook.add_worksheet("Seatings"), bold, headings, _seatings(comparison))


def _seatings(comparison: Comparison) -> Iterator[tuple[str, ...]]:
    """Yield the id and the name of each person, and the ids of their tables in each of the best cases.

    People who have no seat in one of these cases are left out, because the team may not know who cannot come when.
    """
    results = [case.result for case in comparison.ranked[:MOST_SEATINGS] if case.result is not None]
    for person in sorted(set.intersection(*(set(one.seats) for one in results))):
        tables = (sorted({one.seats[person], *one.further.get(person, ())}) for one in results)
        yield person, comparison.people.get(person, person), *map("; ".join, tables)


def _write(sheet: Any, bold: Any, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write one sheet whose rows can be sorted and filtered."""
    for column, heading in enumerate(headings):
        sheet.write_string(0, column, shortened(heading, LONGEST_CELL), bold)
    line = 0
    for line, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            if cell.isascii() and cell.isdecimal() and len(cell) <= LONGEST_NUMBER and str(int(cell)) == cell:
                sheet.write_number(line, column, int(cell))
            else:
                sheet.write_string(line, column, shortened(cell, LONGEST_CELL))
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, line, len(headings) - 1)
