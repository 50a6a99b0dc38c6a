"""Who sits with somebody they depend on, by what columns of relations say."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from seating.plan import Plan, Room
from seating.profiles import Person
from seating.tables import Table
from seating.wording import fold, squashed

__all__ = ["RELATIONS", "Dependence", "dependences", "relations_of"]

RELATIONS = ("funds", "employs", "supports", "supervises")
"""Columns that say who has power over whom: the person, or their organization, over those they name."""


@dataclass(frozen=True, slots=True)
class Dependence:
    """Two people at one table, of whom the first has power over the second; `relation` is the column."""

    table: Table
    relation: str
    above: Person
    below: Person


def relations_of(columns: Iterable[str], used: Collection[str] = ()) -> tuple[str, ...]:
    """Return the columns that are relations: those called so, and those that a requirement uses as one."""
    return tuple(column for column in columns if squashed(column) in RELATIONS or column in used)


def dependences(room: Room, plan: Plan, relations: Sequence[str]) -> tuple[Dependence, ...]:
    """Return who shares a table with somebody they depend on, table by table; staff are looked at as well."""
    people, staff = room.members(plan), room.staff_members(plan)
    return tuple(
        Dependence(table, relation, one, other)
        for table in room.tables
        for relation in relations
        for one in (*people[table.id], *staff[table.id])
        for other in _named(one, relation, (*people[table.id], *staff[table.id]), room)
    )


def _named(one: Person, relation: str, here: Iterable[Person], room: Room) -> Iterator[Person]:
    """Yield those at the table whom a cell names, as people or by their organization."""
    values = one.values(relation)
    organizations = {fold(value) for value in values}
    persons = {person.id for value in values for person in room.listed.named(value)}
    for other in here:
        by_organization = other.organization != "" and fold(other.organization) in organizations
        if other.id != one.id and (other.id in persons or by_organization):
            yield other
