"""A square of numbers: the same people above and at the left, a number where a row and a column meet."""

from __future__ import annotations

from dataclasses import dataclass

from seating.profiles.people import People
from seating.sources import Row, Source

__all__ = ["Label", "Square", "find_square"]

SEARCHED = 20
"""Rows that are searched for the names above."""


@dataclass(frozen=True, slots=True)
class Label:
    """A name above or at the left of a square: its text, its line, and its column or row, from 0."""

    text: str
    line: int
    index: int


@dataclass(frozen=True, slots=True)
class Square:
    """The names above, the names at the left, and the row of each of those."""

    across: tuple[Label, ...]
    down: tuple[Label, ...]
    rows: tuple[Row, ...]


def find_square(source: Source, people: People) -> Square | None:
    """Return the square that a file holds; None where it holds none.

    Most cells of its first row name people of the list, and so do most cells of one column left of them. The
    others are labels as well: whoever reads the square says that they name nobody.
    """
    for at, row in enumerate(source.rows[:SEARCHED]):
        names = [index for index, cell in enumerate(row.cells) if cell.strip() and people.named(cell.strip())]
        if len(names) < 2:
            continue
        rows = [below for below in source.rows[at + 1 :] if any(map(str.strip, below.cells))]
        labels = [index for index in range(min(names)) if _holds_names(rows, index, people)]
        if not labels:
            continue
        left = labels[0]
        filled = [n for n, cell in enumerate(row.cells) if cell.strip() and n > left and n not in labels]
        if len(names) * 2 <= len(filled):
            continue
        kept = [below for below in rows if below.cells[left].strip()]
        return Square(
            tuple(Label(row.cells[index].strip(), row.line, index) for index in filled),
            tuple(Label(below.cells[left].strip(), below.line, number) for number, below in enumerate(kept)),
            tuple(kept),
        )
    return None


def _holds_names(rows: list[Row], index: int, people: People) -> bool:
    """Whether most filled cells of a column name people of the list."""
    texts = [row.cells[index].strip() for row in rows if index < len(row.cells) and row.cells[index].strip()]
    return len(texts) >= 2 and sum(bool(people.named(text)) for text in texts) * 2 > len(texts)
