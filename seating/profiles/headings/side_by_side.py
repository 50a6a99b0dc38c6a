"""Two lists side by side on one sheet, each under the name of its side: one list with a column of groups."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from seating.profiles.cells.replies import read_reply
from seating.profiles.headings.contents import words
from seating.profiles.headings.evidence import meaning
from seating.profiles.headings.heading_phrases import plain
from seating.profiles.notebook import Notebook
from seating.sources import Row
from seating.wording import fold, quoted, said, said_list

GROUP = "Group"
"""The heading of the column of groups."""


def are_over_sides(headings: Collection[str]) -> bool:
    """Whether each heading is about the guests of another side: "Bride's guests", "Groom's guests"."""
    are_different = len(headings) == len(set(map(fold, headings))) > 1
    return are_different and all(
        len(spoken := plain(text).split()) > 1 and set(spoken) & words("sides") and read_reply(text) is None
        for text in headings
    )


def note_groups(notebook: Notebook, headings: Collection[str]) -> None:
    """Note that headings are read as the groups of the people below them."""
    text = said(
        "%(file)s: the headings %(headings)s are read as group names for the people below them. The groups are "
        "in the column %(column)s.",
        file=notebook.file,
        headings=said_list(map(quoted, headings)),
        column=quoted(GROUP),
    )
    notebook.note("columns-are-groups", text)


def stack_sides(rows: Sequence[Row], at: int, notebook: Notebook) -> tuple[list[Row], int]:
    """Return the rows and the position of the headings, with lists that stand side by side below one another.

    Each list has the same headings, with names in the first column, and the name of its side above them. All other
    rows stay as they are.

    Parameters
    ----------
    rows : sequence of Row
    at : int
        The position of the headings.
    notebook : Notebook
        Collects a note on what was changed.
    """
    headings = [cell.strip() for cell in rows[at].cells]
    starts = [index for index, text in enumerate(headings) if text and text == _first(headings)]
    blocks = list(zip(starts, [*starts[1:], len(headings)], strict=True))
    alike = {tuple(filter(None, headings[start:end])) for start, end in blocks}
    if len(blocks) < 2 or len(alike) > 1 or not at or meaning(headings[starts[0]]) != "name":
        return list(rows), at
    sides = [_first(_cells(rows[at - 1], start, end)) for start, end in blocks]
    if not are_over_sides(sides) or GROUP in headings:
        return list(rows), at
    width = max(end - start for start, end in blocks)
    stacked = [Row(rows[at].line, (*_padded(_cells(rows[at], *blocks[0]), width), GROUP))]
    for row in rows[at + 1 :]:
        for side, block in zip(sides, blocks, strict=True):
            cells = _cells(row, *block)
            if any(cells):
                stacked.append(Row(row.line, (*_padded(cells, width), side)))
    note_groups(notebook, sides)
    return [*rows[: at - 1], *stacked], at - 1


def _first(cells: Sequence[str]) -> str:
    return next(filter(None, cells), "")


def _cells(row: Row, start: int, end: int) -> list[str]:
    return [cell.strip() for cell in row.cells[start:end]]


def _padded(cells: Sequence[str], width: int) -> list[str]:
    return [*cells, *[""] * (width - len(cells))]
