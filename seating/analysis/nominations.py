"""Nominations, read from filled-in charts: who was nominated, for which table, by whom, and with what result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from seating.errors import InputError, Miss, Note
from seating.forms import Entry, Field, Form, read_form
from seating.plan import Plan, Room
from seating.profiles import People, Person
from seating.profiles.notebook import Notebook
from seating.sources import Source
from seating.tables import Table, find_table
from seating.wording import fold

__all__ = ["Fate", "Nomination", "Nominations", "Reader", "find_fate", "list_candidates", "read_nominations"]


class Fate(StrEnum):
    """The result of a nomination."""

    FOLLOWED = "followed"
    ELSEWHERE = "elsewhere"
    NOT_COMING = "not_coming"
    NOT_INVITED = "not_invited"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Nomination:
    """A person or a description that was nominated, for one table or for the room.

    Attributes
    ----------
    text : str
        The person's label, or the text as first written if nobody on the list matches.
    person : str or None
        The person's id; None if they are not on the list.
    table : str or None
        The table's id; None if no table was named.
    by : tuple of str
        The people who made the nomination, each once. Each blank counts as a different person and is "".
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
    """All nominations in a file; those made by the most people come first."""

    file: str
    found: tuple[Nomination, ...]
    notes: tuple[Note, ...] = ()


def find_fate(nomination: Nomination, room: Room, plan: Plan) -> Fate:
    """Return the result of a nomination in a seating: followed, or why not."""
    person = room.listed.by_id.get(nomination.person or "")
    if person is None:
        return Fate.UNKNOWN
    seat = plan.seats.get(person.id)
    if seat is not None:
        return Fate.FOLLOWED if nomination.table in {None, seat} else Fate.ELSEWHERE
    return Fate.NOT_COMING if person.status.is_invited else Fate.NOT_INVITED


def list_candidates(people: People) -> tuple[Person, ...]:
    """Return the people on the list who have not been invited: ideas and nominated people."""
    return tuple(person for person in people if not person.status.is_invited)


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
    """Read nominations from a filled-in chart.

    Parameters
    ----------
    source : Source
        Needs a column for the person or description; columns for who says it, the table and the reason are
        optional.
    people : People
        The list; a cell that is an id or a name on it refers to that person.
    tables : sequence of Table
        In the order of their numbers; a cell refers to one by id, name or number.

    Raises
    ------
    InputError
        If there are no rows, or a row names nobody, an unknown table, or a name that several people have. Lists
        every such row.
    """
    notebook = Notebook(source.file)
    form = read_form(source, FIELDS, notebook)
    reader = Reader(people, tables, form, notebook)
    for entry in form.entries:
        reader.read(entry)
    if not form.entries:
        hint = "Add a row for each person named on a chart."
        notebook.problem("nominations-none", "has no rows below its headings", hint=hint)
    if notebook.has_problems:
        raise InputError(notebook.problems())
    return Nominations(source.file, reader.nominations(), (*source.notes, *notebook.notes()))


@dataclass
class Reader:
    """Collects rows into nominations; all rows with the same person and table form one nomination."""

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
            says, hint = "names nobody", "Write a name or a description, or delete the row."
            self.notebook.problem("nomination-empty", says, entry.line, column, hint=hint)
            return
        found = self.people.find(text)
        if isinstance(found, Miss) and found.is_ambiguous:
            self.notebook.miss(found, entry.line, column, text)
            return
        person = None if isinstance(found, Miss) else found
        table = self._table(entry)
        key = person.id if person else f"\n{fold(text)}"  # no id has a line break
        self._whom.setdefault(key, (person.label, person.id) if person else (text, None))
        self._by.setdefault((key, table), []).append(entry["who says it"])
        self._why.setdefault((key, table), []).append(entry["why"])

    def _table(self, entry: Entry) -> str | None:
        text = entry["table"]
        if not text:
            return None
        found = find_table(text, self.tables, by_number=True)
        if isinstance(found, Miss):
            self.notebook.miss(found, entry.line, self.form.columns["table"], text)
            return None
        return found.id

    def nominations(self) -> tuple[Nomination, ...]:
        """Return all nominations; those made by the most people come first."""
        found = []
        for (key, table), said in self._by.items():
            by = tuple({fold(name) or f"\n{number}": name for number, name in enumerate(said)}.values())
            why = tuple(dict.fromkeys(reason for reason in self._why[key, table] if reason))
            text, person = self._whom[key]
            found.append(Nomination(text, person, table, by, why))
        return tuple(sorted(found, key=lambda one: (-len(one.by), fold(one.text), one.table or "")))
