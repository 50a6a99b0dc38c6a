"""A list as a spreadsheet of texts, such as the list of people with what the convening changes in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO

import xlsxwriter


def write_list(rows: Iterable[Sequence[str]]) -> bytes:
    """Return a workbook with rows of texts, of which the first has the headings. No text becomes a formula."""
    made = BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
    for number, row in enumerate(rows):
        for place, text in enumerate(row):
            if text:
                sheet.write_string(number, place, text, None if number else bold)
    sheet.freeze_panes(1, 1)
    book.close()
    return made.getvalue()
