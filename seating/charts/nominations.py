"""Nominations: who was named on charts, for which table, by whom, and with what result in a seating."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum

from seating.charts.chart import Charts
from seating.errors import Note
from seating.plan import Plan, Room
from seating.wording import fold

__all__ = ["Fate", "Nomination", "Nominations", "find_fate", "list_nominations"]


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
        The people who made the nomination, each once. A chart without a name is "".
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
    """All nominations of some charts; those made by the most people come first."""

    files: tuple[str, ...]
    found: tuple[Nomination, ...]
    notes: tuple[Note, ...] = ()


def find_fate(
    nomination: Nomination, room: Room, plan: Plan, memberships: Collection[tuple[str, str]] = frozenset()
) -> Fate:
    """Return the result of a nomination in a seating: followed, or why not.

    Parameters
    ----------
    nomination : Nomination
    room : Room
    plan : Plan
    memberships : collection of (str, str)
        The table id and the person id of each member of a table without seats, such as a steering table.
    """
    person = room.listed.by_id.get(nomination.person or "")
    if person is None:
        return Fate.UNKNOWN
    if (nomination.table, person.id) in memberships:
        return Fate.FOLLOWED
    seat = plan.seats.get(person.id)
    if seat is not None:
        return Fate.FOLLOWED if nomination.table in {None, seat} else Fate.ELSEWHERE
    return Fate.NOT_COMING if person.status.is_invited else Fate.NOT_INVITED


@dataclass
class _Draft:
    """One nomination while it is collected, with the numbers of its charts."""

    text: str
    person: str | None
    by: dict[int, str] = field(default_factory=dict)
    why: dict[str, None] = field(default_factory=dict)

    def add(self, number: int, name: str, why: str) -> None:
        """Add that a chart makes this nomination."""
        self.by[number] = name
        if why:
            self.why[why] = None


def list_nominations(charts: Charts) -> Nominations:
    """Return who is nominated on charts.

    The table at which somebody on the list places themselves is their choice, and choices are private. Other people who
    place themselves at a table nominate themselves for it.
    """
    drafts: dict[tuple[str, str | None], _Draft] = {}
    for number, chart in enumerate(charts.charts):
        for naming in chart.namings:
            draft = drafts.setdefault((naming.key, naming.cell.table), _Draft(naming.text, naming.person))
            draft.add(number, chart.by, naming.why)
        if chart.own_table is not None and chart.author_key is not None and chart.person is None:
            draft = drafts.setdefault((chart.author_key, chart.own_table), _Draft(chart.by, chart.person))
            draft.add(number, chart.by, chart.brings)
    found = [
        Nomination(draft.text, draft.person, table, tuple(draft.by.values()), tuple(draft.why))
        for (_, table), draft in drafts.items()
    ]
    found.sort(key=lambda one: (-len(one.by), fold(one.text), one.table or ""))
    return Nominations(charts.files, tuple(found), charts.notes)
