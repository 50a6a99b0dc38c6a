"""Nominations: who was named on charts or by a table, for which table, who named them, and the result in a seating."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from seating.charts.filled_chart import Cell, Charts
from seating.errors import Note
from seating.forms.cells import Labeled
from seating.profiles import People
from seating.profiles.person import is_forgotten
from seating.room.plan import Plan, Room
from seating.wording import fold


class Fate(StrEnum):
    """The result of a nomination."""

    FOLLOWED = "followed"
    ELSEWHERE = "elsewhere"
    NOT_COMING = "not_coming"
    NOT_INVITED = "not_invited"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Nomination(Labeled):
    """A person or a description that was nominated, for one table or for the room.

    Attributes
    ----------
    text : str
        The person's label, or the text as first written if no one on the list matches.
    person : str or None
        The person's id; None if they are not on the list.
    table : str or None
        The table's id; None if no table was named.
    by : tuple of str
        The people who made the nomination, each once. A chart without a name is "".
    why : tuple of str
        The reasons given, as written.
    by_tables : tuple of str
        The labels of the tables that named them as missing.
    charts : tuple of int
        The positions of the charts that make it.
    cells : tuple of Cell
        The cells in which the charts name them, each once.
    """

    text: str
    person: str | None
    table: str | None
    by: tuple[str, ...]
    why: tuple[str, ...]
    by_tables: tuple[str, ...] = ()
    charts: tuple[int, ...] = ()
    cells: tuple[Cell, ...] = ()

    @property
    def number(self) -> int:
        """How many charts and tables make the nomination."""
        return len(self.by) + len(self.by_tables)


@dataclass(frozen=True, slots=True)
class Nominations:
    """All nominations of charts and tables; those made by the most of them come first."""

    files: tuple[str, ...]
    found: tuple[Nomination, ...]
    notes: tuple[Note, ...] = ()

    def with_ids(self, ids: Mapping[str, str]) -> Nominations:
        """Return the nominations with other ids of people, by their present ids."""
        renamed = (replace(one, person=ids.get(one.person or "", one.person)) for one in self.found)
        return replace(self, found=tuple(renamed))


def name_person(nomination: Nomination, people: People) -> Nomination:
    """Return a nomination with the id of the only person who has its text as their name.

    Charts and sheets are read with the list. Someone who walked in is not on it.
    """
    found = people.named(nomination.text) if nomination.person is None else ()
    return replace(nomination, person=found[0].id) if len(found) == 1 else nomination


def find_fate(
    nomination: Nomination, room: Room, plan: Plan, memberships: Collection[tuple[str, str]] = frozenset()
) -> Fate:
    """Return the result of a nomination in a seating: followed, or why not.

    Someone who joined the list after a round was saved has no seat in that round.

    Parameters
    ----------
    nomination : Nomination
    room : Room
    plan : Plan
    memberships : collection of (str, str)
        The table id and the person id of each member of a table without seats, such as a steering table.
    """
    if nomination.person is None:
        return Fate.UNKNOWN
    if (nomination.table, nomination.person) in memberships:
        return Fate.FOLLOWED
    if goes_to := plan.tables_of(nomination.person):
        return Fate.FOLLOWED if nomination.table in {None, *goes_to} else Fate.ELSEWHERE
    person = room.listed.by_id.get(nomination.person)
    return Fate.NOT_COMING if person is None or person.status.is_invited else Fate.NOT_INVITED


@dataclass
class _Draft:
    """One nomination while it is collected, with the numbers of its charts."""

    text: str
    person: str | None
    by: dict[int, str] = field(default_factory=dict)
    why: dict[str, None] = field(default_factory=dict)
    by_tables: dict[str, None] = field(default_factory=dict)
    cells: dict[Cell, None] = field(default_factory=dict)

    def add(self, number: int, name: str, why: str, cell: Cell | None = None) -> None:
        """Add that a chart makes this nomination."""
        self.by[number] = name
        if cell is not None:
            self.cells[cell] = None
        if why:
            self.why[why] = None


@dataclass(frozen=True, slots=True)
class NamedByTable:
    """A person that a table named as missing.

    Attributes
    ----------
    text : str
        The person's label, or the text as written.
    person : str or None
        The person's id; None if they are not on the list.
    table : str or None
        The id of the table from which they were missing; None if the convening does not have it now.
    label : str
        The label of that table; "" if no table is known.
    """

    text: str
    person: str | None
    table: str | None
    label: str


def _join(named: Iterable[NamedByTable], charts: Charts | None) -> Iterator[NamedByTable]:
    """Yield those that tables named, by the texts and people that their texts are joined with on charts."""
    joined = charts.joined if charts is not None else {}
    for one in named:
        meant = joined.get(fold(one.text)) if one.person is None else None
        yield one if meant is None else replace(one, text=meant.text, person=meant.person)


def list_nominations(charts: Charts | None, named: Iterable[NamedByTable] = ()) -> Nominations:
    """Return who is nominated on charts or was named as missing by a table.

    The table at which someone on the list places themselves is their choice, and choices are private. Other people
    whose names are known nominate themselves for the table where they place themselves. Whoever was missing from a
    table is nominated for it. No one who was forgotten is nominated.
    """
    drafts: dict[tuple[str, str | None], _Draft] = {}
    for number, chart in enumerate(charts.charts if charts is not None else ()):
        for naming in chart.namings:
            draft = drafts.setdefault((naming.key, naming.cell.table), _Draft(naming.text, naming.person))
            draft.add(number, chart.by, naming.why, naming.cell)
        if chart.own_table is not None and chart.author_key is not None and chart.is_newcomer and chart.person is None:
            draft = drafts.setdefault((chart.author_key, chart.own_table), _Draft(chart.by, chart.person))
            draft.add(number, chart.by, chart.brings)
    known = {(draft.person or fold(draft.text), table): draft for (_, table), draft in drafts.items()}
    for one in _join(named, charts):
        draft = known.setdefault((one.person or fold(one.text), one.table), _Draft(one.text, one.person))
        draft.by_tables[one.label] = None
    found = [
        Nomination(
            draft.text,
            draft.person,
            table,
            tuple(draft.by.values()),
            tuple(draft.why),
            tuple(draft.by_tables),
            tuple(draft.by),
            tuple(draft.cells),
        )
        for (_, table), draft in (*drafts.items(), *(each for each in known.items() if not each[1].by))
        if not is_forgotten(draft.person or fold(draft.text))
    ]
    found.sort(key=lambda one: (-one.number, fold(one.text), one.table or ""))
    files, notes = ((), ()) if charts is None else (charts.files, charts.notes)
    return Nominations(files, tuple(found), notes)
