"""Texts, lists and tables that are cut to a length, with the number of what is left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from seating.present.blocks import Block, Heading, Lines, Row, Span, Table, Text, paragraph, parts_of
from seating.wording import Said, said, said_count, shortened

CELL_LENGTH = 40
"""Maximum length of a text in a cell of a table that is cut short, in characters."""


def cut(text: str, length: int) -> Said:
    """Return a text, cut to a length in whichever language it is printed."""
    return Said(shortened(text, length), items=(text,), form=partial(shortened, length=length))


def tell_more(number: int) -> Said:
    """Return how many more there are than those listed."""
    return said_count("and %(number)s more", "and %(number)s more", number)


def tell_unshown(number: int) -> Iterator[Block]:
    """Yield how many more rows there are than a table shows; nothing if it shows all."""
    if number > 0:
        yield paragraph(said_count("%(number)s more is not shown.", "%(number)s more are not shown.", number), "intro")


def tell_rare(number: int) -> Iterator[Block]:
    """Yield how many values are not rows or columns of a picture because no fewer people have the others.

    A value that is not shown can be as frequent as one that is.
    """
    if number > 0:
        rest = said_count("%(number)s more value is not shown.", "%(number)s more values are not shown.", number)
        yield paragraph(rest, "quiet")


def truncate(items: Sequence[Text], shown: int) -> list[Text]:
    """Return the first items, and the number of the others."""
    left = len(items) - shown
    return [*items[:shown], tell_more(left)] if left > 0 else list(items)


def cut_short(block: Block, shown: int) -> Iterator[Block]:
    """Yield the first rows of a table, or the first items of a list, of a page; its explanations are left out.

    Parameters
    ----------
    block : Block
    shown : int
        Maximum number of rows or items. The number of the others follows.
    """
    left = 0
    match block:
        case Table(rows=rows):
            left = len(rows) - shown
            yield replace(block, rows=[Row([_cut_cell(cell) for cell in row.cells]) for row in rows[:shown]])
        case Lines(items, "bullets"):
            left = len(items) - shown
            yield replace(block, items=items[:shown])
        case Heading():
            yield block
    if left > 0:
        yield Lines([said("… and %(number)s more on the page", number=f"{left:,}")], "bullets")


def _cut_cell(cell: Text) -> Text:
    return tuple(
        replace(part, text=cut(part.text, CELL_LENGTH)) if isinstance(part, Span) else part for part in parts_of(cell)
    )
