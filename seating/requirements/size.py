"""Every table has as many people as its `seats` allow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

import numpy as np

from seating.findings import Finding, Unit, at_least, at_most
from seating.phrases import even_then, subject
from seating.plan import Room
from seating.profiles import Person
from seating.requirement import Requirement, with_spare
from seating.tables import Seats, Table
from seating.terms import NO_LIMIT, CountTerm
from seating.wording import message, said

__all__ = ["SizeRequirement"]


class SizeRequirement(Requirement):
    """Each table has as many people as its `seats` allow.

    One unit of shortfall is one person below the minimum or above the maximum. Staff do not count; an open
    seat does. With `robust: 1`, one more than the minimum is required, so that the minimum is still met
    after any one absence.

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
    is_monotone: ClassVar[bool] = True
    is_about_seats: ClassVar[bool] = True
    is_must_by_default: ClassVar[bool] = True
    is_table_by_table: ClassVar[bool] = True
    can_be_robust: ClassVar[bool] = True

    @classmethod
    def is_usual(cls, tables: Sequence[Table]) -> bool:
        return True

    def sentence(self, room: Room) -> str:
        seats = {table.seats for table in room.tables_at(self.at)}
        if len(seats) == 1:
            asked = seats.pop()
            if asked == Seats():
                return said("%(where)s has any number of people.", where=subject(room, self.at))
            told = {"where": subject(room, self.at), "seats": str(asked), "then": even_then(self.robust)}
            if 1 in (asked.maximum, asked.minimum if asked.maximum is None else None):
                return said("%(where)s has %(seats)s person%(then)s.", **told)
            return said("%(where)s has %(seats)s people%(then)s.", **told)
        where, then = subject(room, self.at), even_then(self.robust)
        return said("%(where)s has as many people as its seats allow%(then)s.", where=where, then=then)

    def encode(self, room: Room) -> Iterable[CountTerm]:
        alike: dict[Seats, list[int]] = {}
        for table in room.tables_at(self.at):
            alike.setdefault(table.seats, []).append(room.table_index[table.id])
        for seats, tables in alike.items():
            high = NO_LIMIT if seats.maximum is None else seats.maximum
            yield CountTerm.constant(
                room.everyone, np.array(tables, dtype=np.int64), with_spare(seats.minimum, self.robust), high
            )

    def describes(self, finding: Finding, room: Room) -> Mapping[str, str] | None:
        return {}

    def check_table(self, room: Room, table: Table, members: Sequence[Person]) -> Iterable[Finding]:
        have, seats = len(members), table.seats
        least = seats.minimum + 1 if seats.minimum and self.robust else seats.minimum
        if have < least:
            yield Finding(table.id, said("people"), have, at_least(least, Unit.SEATS), least - have)
        if seats.maximum is not None and have > seats.maximum:
            yield Finding(table.id, said("people"), have, at_most(seats.maximum, Unit.SEATS), have - seats.maximum)
