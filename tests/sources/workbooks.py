"""Workbooks for tests."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import openpyxl


def packed(change: Callable[[Any], None] = lambda _: None, /, **sheets: Iterable[Sequence[object]]) -> bytes:
    """Return a workbook with these sheets, after a change of its first one."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    change(book.active)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
