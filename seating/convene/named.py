"""Small files that name people of the list: one row a person, by `id` or `name`."""

from __future__ import annotations

from collections.abc import Sequence

from seating.forms import Entry, Field, Form, read_form
from seating.profiles import People, Person
from seating.profiles.notebook import Notebook
from seating.sources import Source
from seating.wording import listed, nearest, quoted, squashed

__all__ = ["PLACE", "likely", "reference_of", "rows_about_people", "whom"]

PLACE = Field("table", ("table_id", "table id", "table_name"))
"""The column that says at which table."""

_SEARCHED = 20
_ID, _NAME = Field("id", ("person id",)), Field("name", ("full name",))


def rows_about_people(source: Source, more: Sequence[Field], notebook: Notebook) -> Form:
    """Return the rows of a file whose headings are `id` or `name`, and more.

    Raises
    ------
    InputError
        When the headings are not there.
    """
    cells = {squashed(cell) for row in source.rows[:_SEARCHED] for cell in row.cells}
    needed = next((f for f in (_ID, _NAME) if cells & {squashed(word) for word in (f.name, *f.also)}), _NAME)
    persons = [Field(f.name, f.also, is_needed=f is needed) for f in (_ID, _NAME)]
    return read_form(source, [*persons, *more], notebook)


def reference_of(entry: Entry) -> tuple[str, str]:
    """Return the column in which a row names its person, and the id or name; the name is "" where it names nobody."""
    from seating.report.tabular import as_written

    column = "id" if entry["id"] or not entry["name"] else "name"
    return column, as_written(entry[column])


def whom(entry: Entry, form: Form, people: People, notebook: Notebook) -> Person | None:
    """Return the person a row is about; None, with a problem or nothing written down, where it is nobody known.

    A row that names nobody, and a name that several people share, are problems; a reference that is nobody's is
    left to whoever asks.
    """
    key, reference = reference_of(entry)
    column = form.columns.get(key) or next(iter(form.columns.values()))
    if not reference:
        notebook.problem("person-unknown", "the row names nobody", entry.line, column, hint="Write an id or a name.")
        return None
    found = people.named(reference)
    if len(found) > 1:
        hint = f"Which one? Use the id: {listed((person.id for person in found), last='or')}."
        notebook.problem("person-ambiguous", "is the name of several people", entry.line, column, reference, hint)
    return found[0] if len(found) == 1 else None


def likely(reference: str, people: People) -> str:
    """Return a sentence with the name that was likely meant, or with what to do where none is near."""
    near = nearest(reference, [word for person in people for word in (person.name, person.id) if word])
    return f"Did you mean {quoted(near)}?" if near else "Write a name or an id as the list has it."
