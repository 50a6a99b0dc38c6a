"""People and held seats, told apart, counted and worded alike on all pages and in the terminal.

A held seat (`status: open`) is a seat, and no person: it takes room at its table, and no one is counted for it.
Requirements see both in `Room.people`. Whatever counts or names people takes them from `Room.coming` or
`Room.attendees`, at a table from `Room.coming_at` or `Room.attendees_at`, and elsewhere from `without_held_seats`;
what shows held seats takes them from `Room.held` or `People.held`, and nothing asks a person whether it is one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from seating.profiles.person import Person
from seating.wording import Said, said, said_count, said_joined, said_list


class Heads(NamedTuple):
    """How many people there are, and how many seats are held for others."""

    people: int
    held: int = 0

    @property
    def seats(self) -> int:
        """The number of seats that both take."""
        return self.people + self.held


def without_held_seats(persons: Iterable[Person]) -> list[Person]:
    """Return the people among these, in order.

    For the people of a room, there is `Room.coming`.

    >>> from seating.profiles import Status
    >>> here = Person(id="ana"), Person(id="oak-fund", status=Status.OPEN)
    >>> [person.id for person in without_held_seats(here)]
    ['ana']
    """
    return [person for person in persons if not person.is_held]


def count_heads(persons: Iterable[Person]) -> Heads:
    """Return how many of these are people, and how many are held seats."""
    found = list(persons)
    people = len(without_held_seats(found))
    return Heads(people, len(found) - people)


def say_heads(heads: Heads, staff: int = 0) -> Said:
    """Return "72 people, 7 members of staff and 3 held seats"; without staff and held seats where there are none.

    >>> say_heads(Heads(72, 3))
    '72 people and 3 held seats'
    """
    parts = [said_count("%(number)s person", "%(number)s people", heads.people)]
    if staff:
        parts.append(say_staff(staff))
    if heads.held:
        parts.append(say_held(heads))
    return said_list(parts)


def say_gone(heads: Heads) -> Said:
    """Return "1 person and 2 held seats", without those of which there are none."""
    return say_heads(heads) if heads.people or not heads.held else say_held(heads)


def say_persons(persons: Iterable[Person]) -> Said:
    """Return how many people, members of staff and held seats these are, without those of which there are none.

    >>> from seating.profiles import Duty
    >>> say_persons([Person(id="ana", duty=Duty.INTERPRETER)])
    '1 staff member'
    """
    found = list(persons)
    heads = count_heads(person for person in found if person.duty is None)
    staff = sum(person.duty is not None for person in found)
    if heads.people or not (heads.held or staff):
        return say_heads(heads, staff)
    return said_list([*([say_staff(staff)] if staff else []), *([say_held(heads)] if heads.held else [])])


def say_staff(number: int) -> Said:
    """Return "7 staff members"."""
    return said_count("%(number)s staff member", "%(number)s staff members", number)


def say_held(heads: Heads) -> Said:
    """Return "3 held seats"."""
    return said_count("%(number)s held seat", "%(number)s held seats", heads.held)


def say_in_column(heads: Heads) -> str:
    """Return what stands in a column of people: the number, and in brackets the held seats, if there are any.

    >>> [say_in_column(heads) for heads in (Heads(14), Heads(14, 1))]
    ['14', '14 (1 held seat)']
    """
    number = f"{heads.people:,}"
    return said_joined([number, said("(%(held)s)", held=say_held(heads))], " ") if heads.held else number
