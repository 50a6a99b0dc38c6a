"""What a reader of blocks is told: the lines of a terminal, and the cells of tables."""

from __future__ import annotations

from collections.abc import Iterable

from seating.present.blocks import Block, Card, Figures, Table, say
from seating.present.languages import words_in
from seating.present.terminal import print_blocks


def told(blocks: Iterable[Block], language: str = "en", *, with_figures: bool = False) -> str:
    """Return the text of blocks, with the figures of the search if asked; "" if there are none."""
    return "\n".join(print_blocks(blocks, words_in(language), with_figures=with_figures))


def cells(blocks: Iterable[Block], language: str = "en") -> dict[str, list[tuple[str, ...]]]:
    """Return the cells of each table that has rows, by its caption; those of figures by their name."""
    words, found = words_in(language), {}
    for block in blocks:
        match block:
            case Card(_, inner):
                found |= cells(inner, language)
            case Table(caption, _, rows) if rows:
                found[say(caption, words)] = [tuple(say(cell, words) for cell in row.cells) for row in rows]
            case Figures(items, name):
                found[name] = [(say(label, words), say(value, words)) for label, value in items]
    return found


def titles(blocks: Iterable[Block], caption: str) -> list[str]:
    """Return the titles of the columns of the table with a caption."""
    words = words_in("en")
    (table,) = [block for block in blocks if isinstance(block, Table) and say(block.caption, words) == caption]
    return [say(column.title, words) for column in table.columns]
