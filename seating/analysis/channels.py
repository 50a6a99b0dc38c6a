"""Who carries word from which table to which, and which tables have no way to be heard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from seating.requirements.base.kind import Requirement
from seating.room.plan import Plan, Room

COUNTERPART = "counterpart"
"""The role of someone who carries word because they are the counterpart of a person at the other table."""


@dataclass(frozen=True, slots=True)
class Channel:
    """One person who carries word from one table to another.

    Attributes
    ----------
    origin, target : str
        Ids of the tables.
    person : str
        Id of the person. They belong to `origin`, where they sit or which elected them, and sit at `target` or are a
        member of it. A counterpart sits at one of the two and belongs to someone at the other.
    role : str
        The duty for which they were drawn, such as "chair", or "member" or "counterpart".
    """

    origin: str
    target: str
    person: str
    role: str


def find_channels(
    room: Room,
    plan: Plan,
    memberships: Iterable[tuple[str, str, str]],
    requirements: Iterable[Requirement],
    elected_by: Mapping[tuple[str, str], str] | None = None,
) -> tuple[Channel, ...]:
    """Return who carries word between which tables, each once.

    Staff who are named as members carry no word of the table at which they serve.

    Parameters
    ----------
    room : Room
    plan : Plan
        Seats everyone in the room.
    memberships : iterable of (str, str, str)
        The table, the person and the role of each member of a governance table, and of each liaison.
    requirements : iterable of Requirement
        Those that link tables add the people who carry word because of them.
    elected_by : mapping of (table id, person id) to table id, optional
        For members of governance tables who have no seat: the table that elected them; "" for none.
    """
    members = _of_members(room, plan, memberships, elected_by or {})
    found = dict.fromkeys((*members, *_of_counterparts(room, plan, requirements)))
    return tuple(found)


def find_drawn_from(room: Room, role: str) -> str:
    """Return the id of the table from which a member was drawn, that of "chair of capital"; "" for other members."""
    duty, of, table = role.rpartition(" of ")
    return table if duty and of and table in room.table_index else ""


def find_unheard(room: Room, plan: Plan, channels: Sequence[Channel]) -> tuple[str, ...]:
    """Return the ids of the tables where people sit and from which no one carries word to another table."""
    heard = {channel.origin for channel in channels}
    coming = room.coming_at(plan)
    return tuple(t.id for t in room.tables if coming[t.id] and t.id not in heard)


def _of_members(
    room: Room,
    plan: Plan,
    memberships: Iterable[tuple[str, str, str]],
    elected_by: Mapping[tuple[str, str], str],
) -> Iterator[Channel]:
    staff = {person.id for person in room.staff}
    for table, person, role in memberships:
        drawn_from = find_drawn_from(room, role)
        seat = plan.seats.get(person) or elected_by.get((table, person), "")
        origin = drawn_from or ("" if person in staff else seat)
        if origin and origin != table:
            yield Channel(origin, table, person, role.rpartition(" of ")[0] if drawn_from else role)


def _of_counterparts(room: Room, plan: Plan, requirements: Iterable[Requirement]) -> Iterator[Channel]:
    for requirement in requirements:
        for person, here, there in requirement.links(room, plan):
            yield Channel(here, there, person, COUNTERPART)
            yield Channel(there, here, person, COUNTERPART)
