"""Filled charts read back: who was named for which table, by how many, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from seating.errors import InputError, Note
from seating.forms import Entry, Field, Form, read_form
from seating.plan import Plan, Room
from seating.profiles import People, Person
from seating.profiles.notebook import Notebook
from seating.sources import Source
from seating.tables import Table
from seating.wording import fold, listed, nearest, quoted

__all__ = ["Fate", "Nomination", "Nominations", "candidates", "fate_of", "read_nominations"]

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


class Fate(StrEnum):
    """What became of a nomination."""

    FOLLOWED = "followed"
    ELSEWHERE = "elsewhere"
    NOT_COMING = "not_coming"
    NOT_INVITED = "not_invited"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Nomination:
    """Somebody who was named, for one table or for the room.

    Attributes
    ----------
    text : str
        The person, or the description, as first written.
    person : str or None
        An id of the list; None for somebody who is not on it.
    table : str or None
        An id; None where no table was named.
    by : tuple of str
        Who says it, each once; a blank counts as somebody else each time and stands as "".
    why : tuple of str
        The reasons given, as written.
    """

    text: str
    person: str | None
    table: str | None
    by: tuple[str, ...]
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Nominations:
    """All nominations of a file, those named by most first."""

    file: str
    found: tuple[Nomination, ...]
    notes: tuple[Note, ...] = ()


def fate_of(nomination: Nomination, room: Room, plan: Plan) -> Fate:
    """Return what became of a nomination in a seating: whether it was followed, and if not, why."""
    person = room.listed.by_id.get(nomination.person or "")
    if person is None:
        return Fate.UNKNOWN
    seat = plan.seats.get(person.id)
    if seat is not None:
        return Fate.FOLLOWED if nomination.table in {None, seat} else Fate.ELSEWHERE
    return Fate.NOT_COMING if person.status.is_invited else Fate.NOT_INVITED


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
    reader = _Reader(people, tables, form, notebook)
    for entry in form.entries:
        reader.read(entry)
    if not form.entries:
        hint = "Write a row for everybody who was named on a chart."
        notebook.problem("nominations-none", "has no rows below its headings", hint=hint)
    if notebook.has_problems:
        raise InputError(notebook.problems())
    return Nominations(source.file, reader.nominations(), (*source.notes, *notebook.notes()))


@dataclass
class _Reader:
    """Rows become nominations: those of one person for one table are one."""

    people: People
    tables: Sequence[Table]
    form: Form
    notebook: Notebook
    _by: dict[tuple[str, str | None], list[str]] = field(default_factory=dict)
    _why: dict[tuple[str, str | None], list[str]] = field(default_factory=dict)
    _whom: dict[str, tuple[str, str | None]] = field(default_factory=dict)

    def read(self, entry: Entry) -> None:
        """Read one row."""
        column = self.form.columns["person or description"]
        text = entry["person or description"]
        if not text:
            says, hint = "names nobody", "Write a name, or say what somebody is like; or take the row out."
            self.notebook.problem("nomination-empty", says, entry.line, column, hint=hint)
            return
        named = self.people.named(text)
        if len(named) > 1:
            hint = f"Write the id: {listed((quoted(person.id) for person in named), last='or')}."
            says = f"{len(named)} people on the list have this name"
            self.notebook.problem("person-ambiguous", says, entry.line, column, text, hint)
            return
        table = self._table(entry)
        key = named[0].id if named else f"\n{fold(text)}"  # no id has a line break
        self._whom.setdefault(key, (named[0].label if named else text, named[0].id if named else None))
        self._by.setdefault((key, table), []).append(entry["who says it"])
        self._why.setdefault((key, table), []).append(entry["why"])

    def _table(self, entry: Entry) -> str | None:
        text = entry["table"]
        if not text:
            return None
        known = {
            fold(name): table.id
            for number, table in enumerate(self.tables, start=1)
            for name in (str(number), f"table {number}", table.label, table.id)
        }
        if fold(text) in known:
            return known[fold(text)]
        near = nearest(text, [name for table in self.tables for name in (table.id, table.label)])
        hint = f"Did you mean {quoted(near)}?" if near else f"The tables are {listed(t.id for t in self.tables)}."
        column = self.form.columns["table"]
        self.notebook.problem("table-unknown", "is no table of this round", entry.line, column, text, hint)
        return None

    def nominations(self) -> tuple[Nomination, ...]:
        """Return all of them, those named by most people first."""
        found = []
        for (key, table), said in self._by.items():
            by = tuple({fold(name) or f"\n{number}": name for number, name in enumerate(said)}.values())
            why = tuple(dict.fromkeys(reason for reason in self._why[key, table] if reason))
            text, person = self._whom[key]
            found.append(Nomination(text, person, table, by, why))
        return tuple(sorted(found, key=lambda one: (-len(one.by), fold(one.text), one.table or "")))


def candidates(people: People) -> tuple[Person, ...]:
    """Return who of the list is an idea or was nominated, and has not been invited."""
    return tuple(person for person in people if not person.status.is_invited)
