"""Harvest sheets that were typed back become statements: everything wrong named at once."""

from __future__ import annotations

from collections.abc import Sequence

from seating.errors import InputError
from seating.forms import Field, read_form
from seating.harvest.reader import Reader
from seating.harvest.statement import Harvest
from seating.profiles.lookalikes import one_edit_apart
from seating.profiles.notebook import Notebook
from seating.sources import Source
from seating.tables import Table
from seating.wording import quoted

__all__ = ["read_harvest"]

FIELDS = (
    Field("table", ("table id", "table name", "table number", "session"), is_needed=True),
    Field("question"),
    Field("theme", ("themes", "topic"), is_needed=True),
    Field("text", ("words", "statement", "said", "what was said"), is_needed=True),
    Field("voice", ("who", "said by")),
)


def read_harvest(source: Source, tables: Sequence[Table], voices: Sequence[str] = ()) -> Harvest:
    """Read what was said at the tables.

    Parameters
    ----------
    source : Source
        Headings table, theme and text; question and voice where there are such. Several themes are
        split at `;`.
    tables : sequence of Table
        In the order of their numbers; a cell names one by id, name, or number.
    voices : sequence of str
        The names of the convening's voices.

    Raises
    ------
    InputError
        With every row that names an unknown table, question or voice, or says nothing.
    """
    notebook = Notebook(source.file)
    form = read_form(source, FIELDS, notebook)
    reader = Reader(form, tables, voices, notebook)
    statements = tuple(statement for entry in form.entries if (statement := reader.statement(entry)))
    if not form.entries:
        notebook.problem("harvest-none", "has no rows below its headings", hint="Type a row for each line of a sheet.")
    if notebook.has_problems:
        raise InputError(notebook.problems())
    for one, other in one_edit_apart(reader.themes):
        pair = f"{quoted(reader.themes[one])} and {quoted(reader.themes[other])}"
        text = f"{source.file}: the themes {pair} are counted apart; if they are one, spell them alike."
        notebook.note("spelling-alike", text)
    return Harvest(source.file, source.sha256, statements, (*source.notes, *notebook.notes()))
