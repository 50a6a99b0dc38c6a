"""No table has too many people with the same value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import ClassVar

from seating.profiles import Person
from seating.requirements.base.findings import Finding, outside
from seating.requirements.base.keys import Column, Count
from seating.requirements.base.kind import Requirement
from seating.requirements.base.phrases import column_values, subject
from seating.room.arrays import numbers_by_value, people_at
from seating.room.plan import Room
from seating.room.tables import Table
from seating.terms import CountTerm
from seating.wording import message, said, said_count, value_key


class CapRequirement(Requirement):
    """Each table has at most a given number of people with the same value in a column.

    One unit of shortfall is one person too many, counted separately for each value. Blank cells are not
    counted. A person with several values counts once for each value.

    Example
    -------
    ```yaml
    requirement: {kind: cap, of: organization, at_most: 1}
    people:
      - {id: ana, organization: Oak Fund}
      - {id: ben, organization: Oak Fund}
      - {id: cam, organization: oak fund}
      - {id: dee}
      - {id: eli}
    seating: {north: [ana, ben, cam], south: [dee, eli]}
    shortfall: 2
    because: North has three people from Oak Fund, two too many; the blanks at South do not count.
    ```
    """

    kind: ClassVar[str] = "cap"
    kind_label: ClassVar[str] = message("cap")
    topic: ClassVar[str] = message("how people are mixed")
    mixes: ClassVar[str] = "of"
    groups_are_values: ClassVar[bool] = True
    can_govern: ClassVar[bool] = True
    is_table_by_table: ClassVar[bool] = True

    of: Column
    at_most: Count

    def sentence(self, room: Room) -> str:
        if not self.at_most:
            return said(
                '%(where)s has no one with an entry in the column "%(column)s".',
                where=subject(room, self.at),
                column=self.of.replace("_", " "),
            )
        return said_count(
            "%(where)s has at most %(number)s person with the same %(column)s.",
            "%(where)s has at most %(number)s people with the same %(column)s.",
            self.at_most,
            where=subject(room, self.at),
            column=column_values(self.of, 1),
        )

    def encode(self, room: Room) -> Iterable[CountTerm]:
        for people, tables in people_at(room, room.numbers_at(self.at), self.asks_columns):
            for group in numbers_by_value(room, self.of, people).values():
                if len(group) > self.at_most:
                    yield CountTerm.constant(group, tables, high=self.at_most)

    def check_table(self, room: Room, table: Table, members: Sequence[Person]) -> Iterable[Finding]:
        counts, spelled = Counter[str](), dict[str, str]()
        for person in members:
            cell = {value_key(self.of, value): value for value in person.values(self.of)}
            counts.update(cell.keys())
            spelled = cell | spelled
        for value, have in sorted(counts.items()):
            yield from outside(table.id, spelled[value].strip(), have, most=self.at_most)
