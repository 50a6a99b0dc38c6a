"""Filled charts read back: everything wrong named at once."""

from __future__ import annotations

from collections.abc import Sequence

from seating.analysis.charts import Reader
from seating.analysis.nomination import Nominations
from seating.errors import InputError
from seating.forms import Field, read_form
from seating.profiles import People
from seating.profiles.notebook import Notebook
from seating.sources import Source
from seating.tables import Table

__all__ = ["read_nominations"]

FIELDS = (
    Field("who says it", ("says", "said by", "named by", "nominated by", "by", "from", "your name")),
    Field(
        "person or description",
        ("person", "description", "name", "who", "nominee", "nominated", "who is missing", "somebody"),
        is_needed=True,
    ),
    Field("table", ("table id", "table name", "table number", "for table")),
    Field("why", ("reason", "because", "why them")),
)


def read_nominations(source: Source, people: People, tables: Sequence[Table]) -> Nominations:
    """Read who was named.

    Parameters
    ----------
    source : Source
        A heading for the person or description; who says it, table and why where there are such.
    people : People
        A cell that is the id or the name of one of them means that person.
    tables : sequence of Table
        In the order of their numbers; a cell names one by id, name, or number.

    Raises
    ------
    InputError
        With every row that names nobody, a table that is not there, or one of several people of a name.
    """
    notebook = Notebook(source.file)
    form = read_form(source, FIELDS, notebook)
    reader = Reader(people, tables, form, notebook)
    for entry in form.entries:
        reader.read(entry)
    if not form.entries:
        hint = "Write a row for everybody who was named on a chart."
        notebook.problem("nominations-none", "has no rows below its headings", hint=hint)
    if notebook.has_problems:
        raise InputError(notebook.problems())
    return Nominations(source.file, reader.nominations(), (*source.notes, *notebook.notes()))
