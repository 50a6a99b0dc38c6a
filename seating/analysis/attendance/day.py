"""The day itself: the room and the plan when some stay away, whole or one table by itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from seating.plan import Plan, Room
from seating.profiles import Person
from seating.tables import Table

__all__ = ["Scope", "at_table", "chance_to_come", "is_uncertain", "whole"]


def chance_to_come(person: Person) -> float:
    """Return the chance that somebody with a seat comes."""
    return float(person.attending.chance)


def is_uncertain(person: Person) -> bool:
    """Whether somebody with a seat may come or not."""
    return 0 < person.attending.chance < 1


@dataclass(frozen=True)
class Scope:
    """What is looked at by itself: the whole room, or one table as if it were the room.

    Attributes
    ----------
    room : Room
    plan : Plan
    """

    room: Room
    plan: Plan

    def without(self, absent: Collection[str]) -> tuple[Room, Plan]:
        """Return the room and the plan of a day on which these people (ids) stay away."""
        if not absent:
            return self.room, self.plan
        people = tuple(person for person in self.room.people if person.id not in absent)
        staff = tuple(person for person in self.room.staff if person.id not in absent)
        return replace(self.room, people=people, staff=staff), self.plan

    @cached_property
    def uncertain(self) -> tuple[Person, ...]:
        """Those who may come or not."""
        return tuple(filter(is_uncertain, self.room.persons))


def whole(room: Room, plan: Plan) -> Scope:
    """Return the whole room."""
    return Scope(room, plan)


def at_table(room: Room, plan: Plan, table: Table, members: Mapping[str, tuple[Person, ...]]) -> Scope:
    """Return one table by itself.

    Parameters
    ----------
    members : mapping of table id to tuple of Person
        Everybody at each table, staff included.
    """
    here = members[table.id]
    people = tuple(person for person in here if person.duty is None)
    staff = tuple(person for person in here if person.duty is not None)
    listed = room.listed.with_persons(here)  # so that nobody looks through the whole list for one table
    return Scope(replace(room, people=people, staff=staff, tables=(table,), listed=listed), plan)
