"""Duties and standing tables: who holds what beside a seat."""

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
"""The duties each person holds, under the person's id."""


def assign_duties(
    people: People,
    room: Room,
    tables: Sequence[Table],
    requirements: Sequence[Requirement],
    plan: Plan,
    seed: int = 0,
    former: Duties | None = None,
) -> Duties:
    """Return the duties each person holds: staff their own, others what they were elected to or chosen for.

    Whoever a requirement of kind `duty` chooses is chosen once people are seated, among those at each table.

    Parameters
    ----------
    people : People
    room : Room
    tables : sequence of Table
        All of the convening's.
    requirements : sequence of Requirement
        Those active in the round.
    plan : Plan
    seed : int
        Of the lots that are drawn between equals.
    former : mapping of person id to duties, optional
        Of those who sit where they sat in the seating that is repaired: they go on with them.
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
    """Return who stands at the tables that seat nobody, and as what: those drawn first, then members of their own.

    A duty of a table is drawn from those it elected, from those who hold it there, and from its staff.
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
