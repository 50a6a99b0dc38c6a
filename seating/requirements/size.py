"""Every table has neither more nor fewer people than its `seats` allow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

import numpy as np

from seating.groups import group_by_key
from seating.profiles import Person
from seating.profiles.heads import count_heads, say_heads
from seating.requirements.base.findings import Finding, Unit, Wanted, at_least, at_most, clause
from seating.requirements.base.kind import Requirement
from seating.requirements.base.phrases import any_number, subject
from seating.room.arrays import number_people
from seating.room.plan import Room
from seating.room.tables import Seats, Table
from seating.terms import NO_LIMIT, CountTerm
from seating.wording import message, said


class SizeRequirement(Requirement):
    """Each table has neither more nor fewer people than its `seats` allow.

    One unit of shortfall is one person below the minimum or above the maximum. Staff do not count, but an open
    seat does.

    Example
    -------
    ```yaml
    requirement: {kind: size}
    tables: [{id: north, seats: 3-4}, {id: south, seats: 1}]
    people: [{id: ana}, {id: ben}, {id: cam}]
    seating: {north: [ana], south: [ben, cam]}
    shortfall: 3
    because: North is two below its minimum; South is one above its maximum.
    ```
    """

    kind: ClassVar[str] = "size"
    kind_label: ClassVar[str] = message("size")
    topic: ClassVar[str] = message("seats")
    can_govern: ClassVar[bool] = True
    is_monotone: ClassVar[bool] = True
    is_about_seats: ClassVar[bool] = True
    is_must_by_default: ClassVar[bool] = True
    is_table_by_table: ClassVar[bool] = True

    @classmethod
    def is_usual(cls, tables: Sequence[Table]) -> bool:
        return True

    def sentence(self, room: Room) -> str:
        seats = {table.seats for table in room.tables_at(self.at)}
        if len(seats) == 1:
            asked = seats.pop()
            if asked == Seats():
                return any_number(room, self.at, said("people"))
            told = {"where": subject(room, self.at), "seats": _in_words(asked)}
            if 1 in (asked.maximum, asked.minimum if asked.maximum is None else None):
                return said("%(where)s has %(seats)s person.", **told)
            return said("%(where)s has %(seats)s people.", **told)
        where = subject(room, self.at)
        return said("%(where)s has neither more nor fewer people than its seats allow.", where=where)

    def encode(self, room: Room) -> Iterable[CountTerm]:
        alike = group_by_key((table.seats, room.table_index[table.id]) for table in room.tables_at(self.at))
        for seats, tables in alike.items():
            high = NO_LIMIT if seats.maximum is None else seats.maximum
            yield CountTerm.constant(number_people(room), np.array(tables, dtype=np.int64), seats.minimum, high)

    def describes(self, finding: Finding, room: Room) -> Mapping[str, str] | None:
        return {}

    def check_table(self, room: Room, table: Table, members: Sequence[Person]) -> Iterable[Finding]:
        have, seats = len(members), table.seats
        if have < seats.minimum:
            wanted = at_least(seats.minimum, Unit.SEATS)
            says = _so_many(members, wanted)
            yield Finding(table.id, said("people"), have, wanted, seats.minimum - have, says=says)
        if seats.maximum is not None and have > seats.maximum:
            wanted = at_most(seats.maximum, Unit.SEATS)
            yield Finding(table.id, said("people"), have, wanted, have - seats.maximum, says=_so_many(members, wanted))


def _so_many(members: Sequence[Person], wanted: Wanted) -> str:
    """Return how many people are at a table and how many are wanted; held seats are told apart from people."""
    return clause("", say_heads(count_heads(members)), wanted)


def _in_words(seats: Seats) -> str:
    """Return a number of seats: "8", "6 to 10", "at least 6", "at most 10"."""
    if seats.minimum and seats.maximum is not None and seats.minimum < seats.maximum:
        return said("%(low)s to %(high)s", low=seats.minimum, high=seats.maximum)
    if seats.minimum == seats.maximum:
        return str(seats.minimum)
    if seats.maximum is None:
        return said("at least %(number)s", number=seats.minimum)
    return said("at most %(number)s", number=seats.maximum)
