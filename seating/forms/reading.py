"""Finding a form's headings, and the rows below them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from seating.errors import InputError
from seating.forms.form import Entry, Field, Form
from seating.forms.headings import columns_of, explain_missing
from seating.profiles.columns import Column
from seating.profiles.notebook import Notebook
from seating.sources import Row, Source
from seating.wording import squashed

__all__ = ["read_form"]

SEARCHED = 20
"""Rows that are searched for the headings; titles may stand above them."""


def read_form(source: Source, fields: Sequence[Field], notebook: Notebook) -> Form:
    """Find a form's headings and return its rows.

    Parameters
    ----------
    source : Source
    fields : sequence of Field
        Headings are compared without case, accents, spaces and punctuation; other columns are
        passed over, with a note.
    notebook : Notebook
        Takes what is wrong with single rows, and the notes.

    Raises
    ------
    InputError
        When the headings are not there, or one stands twice: then no cell can be read.
    """
    called = {squashed(word): field for field in fields for word in (field.name, *field.also)}
    needed = [field.name for field in fields if field.is_needed]
    for at, row in enumerate(source.rows[:SEARCHED]):
        found = {field.name for cell in row.cells if (field := called.get(squashed(cell)))}
        if found.issuperset(needed):
            columns = columns_of(row, called, notebook)
            return Form(columns, tuple(_entries(source.rows[at + 1 :], row, columns, notebook)))
    explain_missing(source.rows[:SEARCHED], fields, called, notebook)
    raise InputError(notebook.problems())


def _entries(rows: Sequence[Row], headings: Row, columns: Mapping[str, Column], notebook: Notebook) -> Iterator[Entry]:
    width = max(index for index, cell in enumerate(headings.cells) if cell.strip()) + 1
    for row in rows:
        if not any(map(str.strip, row.cells)):
            continue
        surplus = [cell.strip() for cell in row.cells[width:] if cell.strip()]
        if surplus:
            says = "stands beyond the last heading"
            hint = "A text with a comma in it needs double quotes around it."
            notebook.problem("cell-surplus", says, row.line, value=surplus[0], hint=hint)
        at = {name: column.indices[0] for name, column in columns.items()}
        yield Entry(row.line, {name: row.cells[i].strip() if i < len(row.cells) else "" for name, i in at.items()})
