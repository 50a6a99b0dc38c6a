"""Newcomers: people who are not on the list, added to the room to test whether inviting them would help."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from seating.plan import Room
from seating.profiles import Asset, Duty, Person, Role
from seating.tables import Table

__all__ = ["newcomer", "with_invited", "with_seats"]


def with_invited(room: Room, described: Mapping[str, str], number: int) -> Room:
    """Return the room with `number` additional people who have only the cells described.

    Parameters
    ----------
    room : Room
    described : mapping of column to value
    number : int
    """
    first = len(room.listed) + 1  # keeps ids distinct if this is called more than once
    newcomers = tuple(newcomer(f"invited {n}", described) for n in range(first, first + number))
    listed = room.listed.with_persons((*room.listed, *newcomers))
    people = tuple(person for person in newcomers if person.duty is None)
    staff = tuple(person for person in newcomers if person.duty is not None)
    return replace(room, people=room.people + people, staff=room.staff + staff, listed=listed)


def with_seats(room: Room, number: int) -> Room:
    """Return the room with up to `number` additional seats at each table that has a maximum."""
    return replace(room, tables=tuple(_larger(table, number) for table in room.tables))


def _larger(table: Table, number: int) -> Table:
    if table.seats.maximum is None:
        return table
    seats = table.seats.model_copy(update={"maximum": table.seats.maximum + number})
    return table.model_copy(update={"seats": seats})


def newcomer(identity: str, described: Mapping[str, str]) -> Person:
    """Return a person with this id and only the cells described."""
    known: dict[str, Any] = {}
    own: dict[str, tuple[str, ...]] = {}
    for column, value in described.items():
        match column:
            case "representative_type":
                known[column] = Role(value)
            case "duty":
                known[column] = Duty(value)
            case "interests":
                known[column] = {value: 3}
            case "assets":
                known[column] = (Asset(word=value),)
            case "organization" | "sector" | "name":
                known[column] = value
            case "languages" | "speaks_to":
                known[column] = (value,)
            case _:
                own[column] = (value,)
    return Person(id=identity, name=known.pop("name", identity.capitalize()), own=own, **known)
