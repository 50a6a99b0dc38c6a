"""Assign duties, and list the members of standing tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from seating.plan import Plan, Room
from seating.profiles import People
from seating.requirement import Requirement
from seating.requirements.duty import DutyRequirement
from seating.result import Standing
from seating.tables import ELECTED, Table
from seating.wording import fold

__all__ = ["Duties", "assign_duties", "list_standing"]

Duties = Mapping[str, tuple[str, ...]]
"""The duties of each person, by person id."""


def assign_duties(
    people: People,
    room: Room,
    tables: Sequence[Table],
    requirements: Sequence[Requirement],
    plan: Plan,
    seed: int = 0,
    former: Duties | None = None,
) -> Duties:
    """Return the duties of each person.

    Staff have the duty in their row of the list. Others have the duties that they were elected to or chosen for. A
    requirement of kind `duty` chooses people after everyone is seated, from those at each table.

    Parameters
    ----------
    people : People
    room : Room
    tables : sequence of Table
        All tables of the convening.
    requirements : sequence of Requirement
        The requirements that are active in the round.
    plan : Plan
    seed : int
        Seed for choosing at random between people who are equally suitable.
    former : mapping of person id to tuple of duties, optional
        The earlier duties of people who kept their table in a repair. They keep these duties.
    """
    found: dict[str, tuple[str, ...]] = {p.id: (p.duty.value,) for p in room.staff if p.duty}
    for table in tables:
        for duty in ELECTED if table.seats_people else ():
            for person in _elected(people, table, duty):
                found[person] = (*found.get(person, ()), duty)
    members = room.members(plan)
    for requirement in requirements:
        if isinstance(requirement, DutyRequirement):
            for table in room.tables_at(requirement.at):
                holding = [p.id for p in members[table.id] if requirement.name in found.get(p.id, ())]
                stays = [person for person, duties in (former or {}).items() if requirement.name in duties]
                for holder in requirement.holders(room, table, members[table.id], found, seed, stays):
                    if len(holding) < requirement.each and holder.id not in holding:
                        holding.append(holder.id)
                        found[holder.id] = (*found.get(holder.id, ()), requirement.name)
    return found


def list_standing(
    people: People, tables: Sequence[Table], room: Room, plan: Plan, duties: Duties
) -> tuple[Standing, ...]:
    """Return the members of the standing tables, which have no seats, with their roles.

    Members drawn from other tables come first, then the standing table's own members. A standing table draws the
    people whom a table elected to a duty. If a table elected nobody, it draws the people who hold that duty there,
    including staff.

    Parameters
    ----------
    people : People
    tables : sequence of Table
        All tables of the convening.
    room : Room
    plan : Plan
    duties : mapping of person id to tuple of duties
    """
    found: dict[tuple[str, str], Standing] = {}
    for standing in (table for table in tables if not table.seats_people):
        for person, role in (*_drawn(people, standing, room, plan, duties), *_own(people, standing)):
            found.setdefault((standing.id, person), Standing(standing.id, person, role))
    return tuple(found.values())


def _drawn(people: People, standing: Table, room: Room, plan: Plan, duties: Duties) -> Iterator[tuple[str, str]]:
    duty = fold(standing.drawn_from)
    for table in room.tables if duty else ():
        elected = _elected(people, table, duty)
        here = (p.id for p in room.persons if duty in duties.get(p.id, ()) and plan.seats[p.id] == table.id)
        for person in elected or here:
            yield person, f"{duty} of {table.id}"


def _own(people: People, standing: Table) -> Iterator[tuple[str, str]]:
    for duty in ELECTED:
        yield from ((person, duty) for person in _elected(people, standing, duty))
    for reference in standing.people:
        yield from ((person.id, "member") for person in people.named(reference))


def _elected(people: People, table: Table, duty: str) -> tuple[str, ...]:
    named = getattr(table, duty) if duty in ELECTED else ()
    return tuple(person.id for reference in named for person in people.named(reference))
