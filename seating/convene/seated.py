"""Duties and standing tables: who holds what beside a seat."""

from __future__ import annotations

from collections.abc import Mapping

from seating.plan import Plan, Room
from seating.profiles import People
from seating.result import Standing
from seating.tables import ELECTED, Table
from seating.wording import fold

__all__ = ["duties_of", "standing_of"]


def _holders(people: People, table: Table, duty: str) -> tuple[str, ...]:
    return tuple(person.id for reference in getattr(table, duty) for person in people.named(reference))


def duties_of(people: People, room: Room, tables: tuple[Table, ...]) -> Mapping[str, tuple[str, ...]]:
    """Return the duties each person holds: staff their own, others those they were elected to."""
    found: dict[str, tuple[str, ...]] = {p.id: (p.duty.value,) for p in room.staff if p.duty}
    for table in tables:
        for duty in ELECTED if table.seats_people else ():
            for person in _holders(people, table, duty):
                found[person] = (*found.get(person, ()), duty)
    return found


def standing_of(people: People, tables: tuple[Table, ...], room: Room, plan: Plan) -> tuple[Standing, ...]:
    """Return who stands at the tables that are drawn from others, and as what.

    A duty of staff is drawn from those who have it at a table, any other from those a table names.
    """
    found = []
    for standing in (table for table in tables if not table.seats_people):
        duty = standing.drawn_from
        for table in room.tables:
            holders = _holders(people, table, duty) if duty in ELECTED else _on_duty(room, plan, table, duty)
            found += [Standing(standing.id, person, f"{duty} of {table.id}") for person in holders]
        for reference in standing.people:
            found += [Standing(standing.id, person.id, "member") for person in people.named(reference)]
    return tuple(found)


def _on_duty(room: Room, plan: Plan, table: Table, duty: str) -> tuple[str, ...]:
    return tuple(p.id for p in room.staff if p.duty == fold(duty) and plan.seats.get(p.id) == table.id)
