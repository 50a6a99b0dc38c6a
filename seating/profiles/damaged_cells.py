"""Name the cells of a list that arrived damaged, with what they probably said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from seating.profiles.columns import Column, on_one_line
from seating.profiles.corrections import name_row
from seating.profiles.headings.recognition import Headings
from seating.profiles.notebook import SHOWN_NOTES, Notebook, lines_in_words
from seating.sources import Row, Source
from seating.sources.damaged_texts import find_lost, restore
from seating.wording import quoted, said, said_count, said_first

MOST_CORRECTED = 10
"""Maximum number of cells of a column that the offered line corrects."""

OF_NAMES = frozenset({"name", "organization", "with", "apart", "wishes", "avoids", "party"})
"""Columns in which a question mark inside a word stands for a lost letter."""


def note_damaged(headings: Headings, source: Source, notebook: Notebook) -> None:
    """Add a note for each column with damaged cells: both readings, and the line that corrects them.

    Parameters
    ----------
    headings : Headings
    source : Source
        The list as it was read, whose texts corrections must have.
    notebook : Notebook
        Collects the notes.
    """
    people = {row.line for row in headings.body}
    rows = [row for row in source.rows if row.line in people]
    columns = [column for column in headings.shown if column.letter]
    parts = {index for one in headings.all("name") for index in one.indices}
    for column in columns:
        (index,) = column.indices
        damaged = [(row, text, read) for row in rows if (read := restore(text := row.cell(index))) is not None]
        if damaged:
            _note_column(column, damaged, rows, columns, notebook)
        is_name = index in parts or column.key in OF_NAMES
        if lost := [row for row in rows if find_lost(row.cell(index), is_name=is_name)]:
            _note_lost(column, lost, notebook)


def _note_column(
    column: Column,
    damaged: Sequence[tuple[Row, str, str]],
    rows: Iterable[Row],
    columns: Sequence[Column],
    notebook: Notebook,
) -> None:
    corrections = [
        {"row": name_row(row, column, rows, columns), "column": column.heading, "was": text, "now": read}
        for row, text, read in damaged[:MOST_CORRECTED]
    ]
    pairs = {text: read for _, text, read in damaged}
    cells = [said("%(text)s is probably %(read)s", text=quoted(text), read=quoted(pairs[text])) for text in pairs]
    says = said_count(
        "%(place)s: %(number)s cell is damaged: %(cells)s. %(advice)s",
        "%(place)s: %(number)s cells are damaged: %(cells)s. %(advice)s",
        len(damaged),
        place=notebook.place_of(column),
        cells=said_first(cells, SHOWN_NOTES),
        advice=notebook.offer(said("correct this"), [f"corrections: [{', '.join(map(on_one_line, corrections))}]"]),
    )
    notebook.note("cells-damaged", says, _shared(column, len(damaged), notebook), column.key)


def _note_lost(column: Column, lost: Sequence[Row], notebook: Notebook) -> None:
    (index,) = column.indices
    says = said_count(
        "%(place)s: letters are lost in %(number)s cell: %(cells)s (%(lines)s).",
        "%(place)s: letters are lost in %(number)s cells: %(cells)s (%(lines)s).",
        len(lost),
        place=notebook.place_of(column),
        cells=said_first([quoted(row.cell(index)) for row in lost], SHOWN_NOTES),
        lines=lines_in_words([row.line for row in lost]),
    )
    notebook.note("cells-lost", says, _shared(column, len(lost), notebook), column.key)


def _shared(column: Column, number: int, notebook: Notebook) -> str:
    return said_count(
        "%(place)s: %(number)s cell is damaged.",
        "%(place)s: %(number)s cells are damaged.",
        number,
        place=notebook.place_of(column),
    )
