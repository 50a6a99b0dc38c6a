"""The people and tables of a room by number, as the terms of requirements name them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import numpy as np

from seating.room.plan import TYPE, IntArray, Room
from seating.wording import value_key

if TYPE_CHECKING:  # the solver process only reads arrays and starts faster without these imports
    from seating.profiles import Person


def number_people(room: Room) -> IntArray:
    """Return the numbers of all people (not staff), shape (people,)."""
    return np.arange(len(room.people), dtype=np.int64)


def numbers_where(room: Room, claim: Callable[[Person], bool], people: Iterable[Person] | None = None) -> IntArray:
    """Return the numbers of the people (not staff) for whom `claim` is true, shape (matching people,).

    Parameters
    ----------
    room : Room
    claim : callable
    people : iterable of Person, optional
        The people of the room as they are at a table, in order; by default as on the list.
    """
    asked = room.people if people is None else people
    return np.array([i for i, person in enumerate(asked) if claim(person)], dtype=np.int64)


def numbers_by_value(room: Room, column: str, people: Iterable[Person] | None = None) -> Mapping[str, IntArray]:
    """Return the numbers of the people (not staff) who have each value of a column.

    Keys are the values as first written, sorted by the form in which they are compared; a blank is not a value. A
    person may have several values.

    Parameters
    ----------
    room : Room
    column : str
    people : iterable of Person, optional
        As for `numbers_where`.
    """
    label: dict[str, str] = {}
    members: dict[str, list[int]] = {}
    for i, person in enumerate(room.people if people is None else people):
        for key in {value_key(column, value): value for value in reversed(person.values(column))}.items():
            label.setdefault(*key)
            members.setdefault(key[0], []).append(i)
    return {label[key]: np.array(members[key], dtype=np.int64) for key in sorted(members)}


def find_differing_types(room: Room) -> Mapping[int, tuple[int, ...]]:
    """Return the tables at which people have another representative type than elsewhere, with these people's numbers.

    Staff do not count.
    """
    return room.remember("differing types", lambda: _find_differing_types(room))


def _find_differing_types(room: Room) -> Mapping[int, tuple[int, ...]]:
    found: dict[int, list[int]] = {}
    for i, person in enumerate(room.people):
        for table in person.types_at:
            if table in room.table_index:
                found.setdefault(room.table_index[table], []).append(i)
    return {table: tuple(people) for table, people in found.items()}


def people_at(room: Room, tables: IntArray, columns: Collection[str]) -> Iterator[tuple[tuple[Person, ...], IntArray]]:
    """Yield the people (not staff) as they are at some tables, in order, and these tables.

    Parameters
    ----------
    room : Room
    tables : int array
        Numbers of tables.
    columns : collection of str
        The columns that matter. People differ from table to table in their representative type only.
    """
    differing = find_differing_types(room)
    apart = [t for t in tables.tolist() if t in differing and TYPE in columns]
    if not apart or len(apart) < len(tables):
        yield room.people, np.setdiff1d(tables, apart) if apart else tables
    for table in apart:
        here = list(room.people)
        for i in differing[table]:
            here[i] = here[i].at(room.tables[table].id)
        yield tuple(here), np.array([table], dtype=np.int64)


def groups_at(
    room: Room, claim: Callable[[Person], bool], tables: IntArray, columns: Collection[str]
) -> Iterator[tuple[IntArray, IntArray]]:
    """Yield the numbers of the people (not staff) for whom `claim` is true at some tables, and these tables.

    Parameters
    ----------
    room : Room
    claim : callable
        About a person as they are at a table.
    tables : int array
        Numbers of tables.
    columns : collection of str
        The columns that decide the claim.
    """
    found: dict[bytes, tuple[IntArray, list[IntArray]]] = {}
    for people, at in people_at(room, tables, columns):
        group = numbers_where(room, claim, people)
        found.setdefault(group.tobytes(), (group, []))[1].append(at)
    for group, parts in found.values():
        yield group, np.sort(np.concatenate(parts)) if parts[1:] else parts[0]
