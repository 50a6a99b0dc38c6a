"""Every table has at least a given number of people, whoever they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from seating.profiles import Person
from seating.profiles.heads import count_heads, say_heads
from seating.requirements.base.findings import Finding, Unit, at_least, clause
from seating.requirements.base.keys import Count
from seating.requirements.base.kind import Requirement
from seating.requirements.base.phrases import any_number, subject
from seating.room.arrays import number_people
from seating.room.plan import Room
from seating.room.tables import Table
from seating.terms import CountTerm
from seating.wording import message, said


class FillRequirement(Requirement):
    """Each table has at least a given number of people, so that tables are about equally full.

    Unlike the minimum in the `seats` of a table, this is a wish. If the program chooses the tables, it asks for this
    instead of a minimum. One unit of shortfall is one person missing at a table. Staff do not count, but an open
    seat does.

    Example
    -------
    ```yaml
    requirement: {kind: fill, at_least: 2}
    people: [{id: ana}, {id: ben}, {id: cam}, {id: dee}]
    seating: {north: [ana, ben, cam], south: [dee]}
    shortfall: 1
    because: South lacks one person.
    ```
    """

    kind: ClassVar[str] = "fill"
    kind_label: ClassVar[str] = message("fill")
    topic: ClassVar[str] = message("seats")
    is_monotone: ClassVar[bool] = True
    is_about_filling: ClassVar[bool] = True
    is_table_by_table: ClassVar[bool] = True

    at_least: Count

    def sentence(self, room: Room) -> str:
        if not self.at_least:
            return any_number(room, self.at, said("people"))
        told = {"where": subject(room, self.at), "seats": said("at least %(number)s", number=self.at_least)}
        if self.at_least == 1:
            return said("%(where)s has %(seats)s person.", **told)
        return said("%(where)s has %(seats)s people.", **told)

    def encode(self, room: Room) -> Iterable[CountTerm]:
        yield CountTerm.constant(number_people(room), room.numbers_at(self.at), self.at_least)

    def describes(self, finding: Finding, room: Room) -> Mapping[str, str] | None:
        return {}

    def check_table(self, room: Room, table: Table, members: Sequence[Person]) -> Iterable[Finding]:
        have = len(members)
        if have < self.at_least:
            wanted = at_least(self.at_least, Unit.SEATS)
            says = clause("", say_heads(count_heads(members)), wanted)
            yield Finding(table.id, said("people"), have, wanted, self.at_least - have, says=says)
