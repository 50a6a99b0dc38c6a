"""Duties and standing tables: who holds what beside a seat."""

from __future__ import annotations

from collections.abc import Mapping

from seating.plan import Room
from seating.profiles import People
from seating.result import Standing
from seating.tables import Table

__all__ = ["duties_of", "standing_of"]

ELECTED = ("chair", "reporter", "liaison")
"""Duties that a table may name its holders of."""


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


def standing_of(people: People, tables: tuple[Table, ...]) -> tuple[Standing, ...]:
    """Return who stands at the tables that are drawn from others, and as what."""
    found = []
    for standing in tables:
        if standing.seats_people:
            continue
        if standing.drawn_from in ELECTED:
            for table in tables:
                if table.seats_people:
                    for person in _holders(people, table, standing.drawn_from):
                        found.append(Standing(standing.id, person, f"{standing.drawn_from} of {table.id}"))
        for reference in standing.people:
            found += [Standing(standing.id, person.id, "member") for person in people.named(reference)]
    return tuple(found)
