"""Every table has a given number of different values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from pydantic import Field

from seating.profiles import Person
from seating.requirements.base.findings import Finding, Unit, outside
from seating.requirements.base.keys import Column, Count
from seating.requirements.base.kind import Requirement
from seating.requirements.base.phrases import any_number, column_values, subject
from seating.room.arrays import numbers_by_value, people_at
from seating.room.plan import Room
from seating.room.tables import Table
from seating.terms import PresenceTerm
from seating.wording import message, said, said_count, value_key


class VarietyRequirement(Requirement):
    """Each table has people with at least a given number of different values in a column.

    One unit of shortfall is one value missing. A blank does not count as a value. In a cell with several
    values, each value counts.

    Example
    -------
    ```yaml
    requirement: {kind: variety, of: sector, at_least: 2}
    people:
      - {id: ana, sector: labor}
      - {id: ben, sector: Labor}
      - {id: cam}
      - {id: dee, sector: government}
      - {id: eli, sector: education}
    seating: {north: [ana, ben, cam], south: [dee, eli]}
    shortfall: 1
    because: North has only labor; case makes no difference, and a blank is not a value.
    ```
    """

    kind: ClassVar[str] = "variety"
    kind_label: ClassVar[str] = message("variety")
    topic: ClassVar[str] = message("how people are mixed")
    mixes: ClassVar[str] = "of"
    can_govern: ClassVar[bool] = True
    is_table_by_table: ClassVar[bool] = True

    of: Column
    at_least: Count = Field(description="a number of different values")

    def sentence(self, room: Room) -> str:
        if not self.at_least:
            return any_number(room, self.at, column_values(self.of))
        return said_count(
            "%(where)s has at least %(number)s %(values)s.",
            "%(where)s has at least %(number)s different %(values)s.",
            self.at_least,
            where=subject(room, self.at),
            values=column_values(self.of, self.at_least),
        )

    def encode(self, room: Room) -> Iterable[PresenceTerm]:
        for people, tables in people_at(room, room.numbers_at(self.at), self.asks_columns):
            yield PresenceTerm(tuple(numbers_by_value(room, self.of, people).values()), tables, self.at_least)

    def check_table(self, room: Room, table: Table, members: Sequence[Person]) -> Iterable[Finding]:
        different = {value_key(self.of, value) for person in members for value in person.values(self.of)}
        group = said("different %(values)s", values=column_values(self.of))
        yield from outside(table.id, group, len(different), self.at_least, unit=Unit.VALUES)
