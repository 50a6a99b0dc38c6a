"""Small files that name people of the list: one row a person, by `id` or `name`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from seating.forms import Entry, Field, Form, read_form
from seating.profiles import People, Person
from seating.profiles.notebook import Notebook
from seating.sources import Source
from seating.wording import listed, nearest, quoted, squashed

__all__ = ["PLACE", "companions_unnamed", "likely", "reference_of", "rows_about_people", "whom"]

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
    from seating.report.spreadsheets import as_written

    column = "id" if entry["id"] or not entry["name"] else "name"
    return column, as_written(entry[column])


def whom(entry: Entry, form: Form, people: People, notebook: Notebook) -> tuple[Person, ...]:
    """Return the people a row is about; none, with a problem or nothing written down, where it is nobody known.

    A row that names nobody, and a name that several people share, are problems; a reference that is nobody's is
    left to whoever asks. "The Fox family" is everybody of that row of the list.
    """
    key, reference = reference_of(entry)
    column = form.columns.get(key) or next(iter(form.columns.values()))
    if not reference:
        notebook.problem("person-unknown", "the row names nobody", entry.line, column, hint="Write an id or a name.")
        return ()
    found = people.everyone(reference)
    for several in found:
        if len(several) > 1:
            hint = f"Which one? Use the id: {listed((person.id for person in several), last='or')}."
            notebook.problem("person-ambiguous", "is the name of several people", entry.line, column, reference, hint)
            return ()
    return tuple(person for (person,) in found)


def companions_unnamed(named: Collection[str], people: Iterable[Person]) -> Mapping[str, str]:
    """Return those who come along with somebody named singly, each with the id of that person.

    Only where a file names rows of the list: one that names anybody who comes along names each person, and
    whoever is not in it was left out on purpose.
    """
    rows = {person.id for person in people}
    along = {person: row for person in rows if (row := person.rpartition("+")[0]) in rows}
    if any(person in named for person in along):
        return {}
    return {person: row for person, row in along.items() if row in named}


def likely(reference: str, people: People) -> str:
    """Return a sentence with the name that was likely meant, or with what to do where none is near."""
    near = nearest(reference, [word for person in people for word in (person.name, person.id) if word])
    return f"Did you mean {quoted(near)}?" if near else "Write a name or an id as the list has it."
