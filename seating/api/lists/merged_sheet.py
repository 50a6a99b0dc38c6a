"""The list as it is read, as a spreadsheet: its own cells, with what was corrected and the rows that were added."""

from __future__ import annotations

from io import BytesIO

import xlsxwriter

from seating.api.lists.raw_list import RawList


def merge_sheet(raw: RawList) -> bytes:
    """Return a workbook with the headings and the rows of a list, with all corrections made. Texts stay texts."""
    made = BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet()
    bold = book.add_format({"bold": True})
    for place, column in enumerate(raw.columns):
        sheet.write_string(0, place, column.heading, bold)
    for number, row in enumerate(raw.rows, start=1):
        for place, column in enumerate(raw.columns):
            index = column.indices[0]
            text = row.cells[index] if index < len(row.cells) else ""
            text = raw.corrected.get((row.line, column.letter), text)
            if text:
                sheet.write_string(number, place, text)
    sheet.freeze_panes(1, 1)
    book.close()
    return made.getvalue()
