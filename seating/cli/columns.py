"""Align rows of text in columns by the width of characters on a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

__all__ = ["aligned", "width"]


def width(text: str) -> int:
    r"""Return the number of terminal columns of `text`. Wide characters take two, combining marks none.

    >>> width("né"), width("ne\u0301"), width("水")
    (2, 2, 2)
    """
    return sum(
        0
        if unicodedata.combining(c) or unicodedata.category(c) == "Cf"
        else 1 + (unicodedata.east_asian_width(c) in "WF")
        for c in text
    )


def aligned(rows: Sequence[Sequence[str]], gap: str = "  ") -> list[str]:
    """Return each row as one line, with the cells of a column aligned. All rows have the same number of cells.

    >>> aligned([("a", "1"), ("long", "2")])
    ['a     1', 'long  2']
    """
    widths = [max(map(width, cells)) for cells in zip(*rows, strict=True)]
    return [
        gap.join(cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
