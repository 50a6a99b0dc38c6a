"""The resources that a convening knows of: what there is, who has it, what is missing, and who it serves.

They are read from `resources.csv`, or from the worksheets of the tables, typed into a file with the same columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from seating.errors import Note
from seating.forms.cells import list_written
from seating.forms.entries import Entry
from seating.forms.worksheets import RESOURCES, TypedRows, read_rows
from seating.mentions import Written
from seating.mentions.written_names import split_cell
from seating.near_words import did_you_mean, nearest
from seating.profiles import People
from seating.room.tables import SheetTables, Table
from seating.sources import Source
from seating.wording import fold, is_blank_text, listed, quoted, said, said_joined


class ResourceState(StrEnum):
    """How much of a resource there is."""

    HAVE = "have"
    PARTIAL = "partial"
    GAP = "gap"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Holder:
    """The owner of a resource: a person on the list, or a text as typed, such as an organization.

    `is_away` tells whether the sheet of a table names them as not being in the room.
    """

    text: str
    person: str | None = None
    is_away: bool = False


@dataclass(frozen=True, slots=True)
class Resource:
    """One row: a resource, who has it, and who it serves.

    Attributes
    ----------
    name : str
    state : ResourceState
    holders : tuple of Holder
    cells : mapping of str to tuple of str
        The values of the columns `focus` and `serves` and of all other columns, by heading.
    line : int
    """

    name: str
    state: ResourceState
    holders: tuple[Holder, ...]
    cells: Mapping[str, tuple[str, ...]]
    line: int = 0

    def values(self, column: str) -> tuple[str, ...]:
        """Return the values in a column; () if it is blank. Case and extra spaces in `column` do not matter."""
        return next((values for heading, values in self.cells.items() if fold(heading) == fold(column)), ())


@dataclass(frozen=True, slots=True)
class Resources:
    """All resources, in the order of the files."""

    files: tuple[str, ...]
    found: tuple[Resource, ...]
    columns: tuple[str, ...]
    notes: tuple[Note, ...] = field(default=())

    @property
    def written(self) -> Iterator[Written]:
        """The texts that are read as no one on the list."""
        yield from list_written((one for resource in self.found for one in resource.holders), listed(self.files))

    def with_ids(self, ids: Mapping[str, str]) -> Resources:
        """Return the same with other ids of people, by the ids that they have here."""

        def change(one: Holder) -> Holder:
            return replace(one, person=ids.get(one.person or "", one.person))

        return replace(self, found=tuple(replace(one, holders=tuple(map(change, one.holders))) for one in self.found))


STATES = {word: ResourceState(state) for word, state in RESOURCES.words["state"].items()}
"""The words of a state, folded."""

NO_STATE = (
    "resource-state",
    said("is not a valid state"),
    said("It counts as unknown. Write `have`, `partial`, `gap` or `unknown`."),
)

WITHOUT_TABLE = said("so the row is counted without a table")


def read_resources(source: Source, people: People, tables: SheetTables) -> Resources:
    """Read resources, or the worksheets of tables.

    Parameters
    ----------
    source : Source
        Needs the column resource. Several holders, focus areas or groups served are separated by `;`. A row may name a
        table instead of a focus. Without a state, someone who has it means have, only someone who is not here means
        partial, and no one means unknown.
    people : People
        The list; a holder may be an id or a name on it.
    tables : SheetTables
        The tables of today and of saved rounds.

    Raises
    ------
    InputError
        If headings are missing, there are no rows, or a row names a table that is several tables now. What else stands
        in the cells is at most noted.
    """
    typed = read_rows(source, RESOURCES, people, tables, keeps_others=True)  # other columns may be an axis of the map
    reader = _Reader(typed, tables)
    found = tuple(made for entry in typed.form.entries if (made := reader.resource(entry)))
    if not typed.form.entries:
        hint = said("Write a row for each resource, or delete the file.")
        typed.notebook.problem("resources-none", said("has no rows below its headings"), hint=hint)
    typed.notebook.raise_problems()
    reader.note_unknown_focus(found)
    columns = ("focus", "serves", *typed.form.others)
    return Resources((source.file,), found, columns, typed.finish())


def join_resources(read: Iterable[Resources]) -> Resources | None:
    """Return the resources of several files as one; None if there are none."""
    every = tuple(read)
    if not every:
        return None
    return Resources(
        files=tuple(file for one in every for file in one.files),
        found=tuple(resource for one in every for resource in one.found),
        columns=tuple(dict.fromkeys(column for one in every for column in one.columns)),
        notes=tuple(note for one in every for note in one.notes),
    )


def list_gap_needs(resources: Resources, tables: Iterable[Table]) -> Mapping[str, tuple[str, ...]]:
    """Return the gaps in the focus areas of each table that are not among its `needs` yet, by table id."""
    gaps = [one for one in resources.found if one.state is ResourceState.GAP]
    found = {}
    for table in tables:
        areas = set(map(fold, table.focus))
        known = set(map(fold, table.needs))
        own = [one.name for one in gaps if areas.intersection(map(fold, one.values("focus")))]
        new = {fold(name): name for name in reversed(own) if fold(name) not in known}
        if new and table.seats_people:
            found[table.id] = tuple(reversed(new.values()))
    return found


class _Reader:
    """Converts rows to resources and records problems."""

    def __init__(self, typed: TypedRows, tables: SheetTables) -> None:
        self._cells = typed.cells
        self._form = typed.form
        self._notebook = typed.notebook
        self._areas = {fold(area): area for table in reversed(tables.now) for area in table.focus}

    def resource(self, entry: Entry) -> Resource | None:
        """Return the resource of a row; None with a note if it names none."""
        if is_blank_text(entry["resource"]):
            says = said("names no resource, so the row is not counted")
            self._notebook.doubt("resource-empty", says, entry.line, self._form.columns["resource"])
            return None
        holders = (*self._holders(entry, "holder"), *self._holders(entry, "not here", is_away=True))
        own = {heading: _split(cell) for heading, cell in entry.others.items()}
        focus = tuple(self._areas.get(fold(area), area) for area in _split(entry["focus"]))
        known = {"focus": (*focus, *(a for a in self._focus_of_table(entry) if a not in focus))}
        known["serves"] = _split(entry["serves"])
        return Resource(entry["resource"], self._state(entry, holders), holders, {**own, **known}, entry.line)

    def _holders(self, entry: Entry, column: str, *, is_away: bool = False) -> Iterable[Holder]:
        found: dict[str, Holder] = {}
        for one in self._cells.names(entry, column):
            found.setdefault(fold(one.text), Holder(one.text, one.person, is_away))
        return found.values()

    def _focus_of_table(self, entry: Entry) -> tuple[str, ...]:
        found = self._cells.table(entry, WITHOUT_TABLE)
        return () if found is None else found.focus or (found.label,)

    def _state(self, entry: Entry, holders: Sequence[Holder]) -> ResourceState:
        if is_blank_text(entry["state"]) and fold(entry["state"]) not in STATES:
            if any(not holder.is_away for holder in holders):
                return ResourceState.HAVE
            return ResourceState.PARTIAL if holders else ResourceState.UNKNOWN
        state = self._cells.word(entry, "state", STATES, ResourceState.UNKNOWN, NO_STATE)
        if state is ResourceState.GAP and holders:
            text = said(
                "%(file)s, line %(line)s: %(resource)s is marked as a gap, but someone has it. It counts as a "
                "gap. If it is not a gap, write `partial`.",
                file=self._notebook.file,
                line=entry.line,
                resource=quoted(entry["resource"]),
            )
            self._notebook.note("resource-gap-held", text, "")
        return state

    def note_unknown_focus(self, found: Iterable[Resource]) -> None:
        """Add a note for each focus that is like one of a table's, but not the same."""
        areas = dict.fromkeys(area for one in found for area in one.values("focus"))
        for area in areas:
            near = nearest(area, self._areas.values()) if fold(area) not in self._areas else None
            if near:
                text = said("%(file)s: no table has the focus %(focus)s.", file=self._notebook.file, focus=quoted(area))
                self._notebook.note("resource-focus", said_joined([text, did_you_mean(near)], " "))


def _split(text: str) -> tuple[str, ...]:
    parts = (part for part in split_cell(text) if not is_blank_text(part))
    return tuple({fold(part): part for part in parts}.values())
