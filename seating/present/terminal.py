"""Blocks as lines of a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from seating.present.blocks import (
    Block,
    Card,
    Figures,
    Heading,
    Lines,
    Raw,
    Row,
    Span,
    Table,
    Text,
    keep_filled,
    parts_of,
    say,
)
from seating.present.languages import Words
from seating.wording import with_direction_marks_shown

INDENT = "  "

HEADING = "heading"

Paint = Callable[[str, str], str]
"""Gives a line its look: the line, and what it is: `HEADING`, or the tone of a text that stands out."""


def print_blocks(
    blocks: Iterable[Block], words: Words, paint: Paint = lambda line, _: line, *, with_figures: bool = False
) -> Iterator[str]:
    """Yield the lines of blocks, in a language; a heading, and a paragraph after a list, have a blank line before them.

    Blocks that only a template can print are left out.

    Parameters
    ----------
    blocks : iterable of Block
    words : Words
    paint : function
    with_figures : bool
        Whether to print the figures of the search.
    """
    before: Block | None = None
    for block in keep_filled(blocks):
        match block:
            case Heading(text):
                yield from ("", paint(_shown(text, words), HEADING))
            case Lines(items, form):
                if form == "paragraphs" and not (
                    before is None or isinstance(before, Heading) or _is_paragraph(before)
                ):
                    yield ""
                told = items if with_figures else [_without_figures(item) for item in items]
                shown = [item for item in told if say(item, words).strip()]  # some items are for a screen only
                for number, item in enumerate(shown, start=1):
                    yield from _list_lines(item, number, form, words, paint)
            case Table():
                yield from _list_rows(block if with_figures else _without_columns(block), words, paint)
            case Figures(items):
                rows = [[_shown(part, words) for part in pair] for pair in items]
                yield from (INDENT + line for line in align(rows))
            case Card(title, inner):
                yield from ("", paint(_shown(title, words), HEADING)) if title else ()
                indent = INDENT if title else ""
                lines = print_blocks(inner, words, paint, with_figures=with_figures)
                yield from (indent + line if line else "" for line in lines)
            case Raw():
                continue
        before = block


def _without_figures(text: Text) -> Text:
    return tuple(part for part in parts_of(text) if not (isinstance(part, Span) and part.is_figure))


def _without_columns(table: Table) -> Table:
    """Return a table without the columns for figures of the search."""
    shown = [n for n, one in enumerate(table.columns) if not (isinstance(one.title, Span) and one.title.is_figure)]
    rows = [replace(row, cells=[row.cells[n] for n in shown]) for row in table.rows]
    return replace(table, columns=[table.columns[n] for n in shown], rows=rows)


def _is_paragraph(block: Block) -> bool:
    return isinstance(block, Lines) and block.form == "paragraphs"


def _shown(text: Text, words: Words) -> str:
    return with_direction_marks_shown(say(text, words)).replace("\n", "␊")  # a name can contain a line break


def _list_lines(text: Text, number: int, form: str, words: Words, paint: Paint) -> Iterator[str]:
    """Yield a text as a line, and what is below it as further lines."""
    start = {"bullets": INDENT, "numbers": f"{INDENT}{number}. "}.get(form, "")
    first, *others = _split(text, words, paint)
    yield start + first
    yield from (f"{start and INDENT}{2 * INDENT}{line}" for line in others)


def _split(text: Text, words: Words, paint: Paint) -> list[str]:
    """Return a text as a line, and what is below it as further lines."""
    lines: list[list[str]] = [[]]
    for part in parts_of(text):
        if isinstance(part, Span) and part.style == "below":
            lines.append([])
        shown = _shown(part, words)
        lines[-1].append(paint(shown, part.tone) if isinstance(part, Span) and part.tone else shown)
    return ["".join(parts).rstrip() for parts in lines]


def _list_rows(table: Table, words: Words, paint: Paint) -> Iterator[str]:
    if not table.repeats_heading:
        yield from ("", paint(_shown(table.caption, words), HEADING))
    titles = [_shown(column.title, words) for column in table.columns]
    cells = [line for row in table.rows for line in _split_row(row, words)]
    numbers = [column.is_number for column in table.columns]
    yield from (INDENT + line for line in align([titles, *cells], numbers))


def _split_row(row: Row, words: Words) -> Iterator[Sequence[str]]:
    """Yield the cells of a row, then what is below them."""
    cells = [_split(cell, words, lambda line, _: line) for cell in row.cells]
    first, *others = zip_longest(*cells, fillvalue="")
    yield first
    yield from ([f"{INDENT}{line}" if line else "" for line in lines] for lines in others)


def align(rows: Sequence[Sequence[str]], numbers: Sequence[bool] = ()) -> list[str]:
    """Return each row as one line, with the cells of a column aligned. All rows have the same number of cells.

    Parameters
    ----------
    rows : sequence of sequence of str
    numbers : sequence of bool
        Whether a column is aligned at its right edge, for each column; none is if there are none.

    Examples
    --------
    >>> align([("a", "1"), ("long", "20")], (False, True))
    ['a      1', 'long  20']
    """
    widths = [max(map(width, cells)) for cells in zip(*rows, strict=True)]
    right = numbers or [False] * len(widths)
    return [
        "  ".join(
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
