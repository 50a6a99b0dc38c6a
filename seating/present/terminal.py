"""Blocks as lines of a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from seating.present.blocks import Block, Card, Figures, Heading, Lines, Raw, Table, keep_filled, say
from seating.present.languages import Words

INDENT = "  "


def print_blocks(blocks: Iterable[Block], words: Words) -> Iterator[str]:
    """Yield the lines of blocks, in a language; a heading has a blank line before it.

    Blocks that only a template can print are left out.
    """
    for block in keep_filled(blocks):
        match block:
            case Heading(text):
                yield from ("", say(text, words))
            case Lines(items, form):
                told = filter(None, (say(item, words).strip() for item in items))  # some items are for a screen only
                yield from (_item(text, number, form) for number, text in enumerate(told, start=1))
            case Table(caption, columns, rows):
                yield from ("", say(caption, words))
                titles = [say(column.title, words) for column in columns]
                cells = [[say(cell, words) for cell in row.cells] for row in rows]
                numbers = [column.is_number for column in columns]
                yield from (INDENT + line for line in align([titles, *cells], numbers))
            case Figures(items):
                yield from (INDENT + line for line in align([[say(a, words), say(b, words)] for a, b in items]))
            case Card(title, inner):
                yield from ("", say(title, words)) if title else ()
                yield from ((INDENT if title else "") + line for line in print_blocks(inner, words))
            case Raw():
                pass


def _item(text: str, number: int, form: str) -> str:
    shown = text.replace("\n", "␊")  # a name can contain a line break
    return {"bullets": f"{INDENT}{shown}", "numbers": f"{INDENT}{number}. {shown}"}.get(form, shown)


def align(rows: Sequence[Sequence[str]], numbers: Sequence[bool] = (), gap: str = "  ") -> list[str]:
    """Return each row as one line, with the cells of a column aligned. All rows have the same number of cells.

    Parameters
    ----------
    rows : sequence of sequence of str
    numbers : sequence of bool
        Whether a column is aligned at its right edge, for each column; none is if there are none.
    gap : str
        Between two columns.

    Examples
    --------
    >>> align([("a", "1"), ("long", "20")], (False, True))
    ['a      1', 'long  20']
    """
    widths = [max(map(width, cells)) for cells in zip(*rows, strict=True)]
    right = numbers or [False] * len(widths)
    return [
        gap.join(
            " " * (wide - width(cell)) + cell if is_number else cell + " " * (wide - width(cell))
            for cell, wide, is_number in zip(row, widths, right, strict=True)
        ).rstrip()
        for row in rows
    ]


def width(text: str) -> int:
    r"""Return the number of terminal columns of `text`. A wide character counts as two, a combining mark as none.

    >>> width("né"), width("ne\u0301"), width("水")
    (2, 2, 2)
    """
    return sum(
        0
        if unicodedata.combining(c) or unicodedata.category(c) == "Cf"
        else 1 + (unicodedata.east_asian_width(c) in "WF")
        for c in text
    )
