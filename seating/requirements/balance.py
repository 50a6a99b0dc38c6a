"""Every table has each value of a column in the same share as the room."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import ClassVar

import numpy as np

from seating.profiles import ELSEWHERE, Person
from seating.requirements.base.findings import Finding, Op, Wanted
from seating.requirements.base.keys import Column
from seating.requirements.base.kind import Requirement
from seating.requirements.base.phrases import column_words, subject
from seating.room.arrays import find_differing_types, number_people, numbers_by_value, numbers_where, people_at
from seating.room.plan import IntArray, Plan, Room, judged_tables
from seating.room.tables import Table
from seating.terms import CountTerm
from seating.terms.base import NOBODY
from seating.wording import message, said, value_key

_Counts = tuple[int, Mapping[str, int]]
"""How many people count, and how many of them have each folded value ("" for blank)."""


class BalanceRequirement(Requirement):
    """Every value in a column makes up the same share of each table as of the room, rounded up or down.

    If n of the N people seated have a value, a table of s people should have n·s/N people with that value,
    rounded up or down. One unit of shortfall is one person outside that range. People whose cell is blank are
    not counted in n, s or N. With `count_blank: true`, a blank counts as a value.

    Example
    -------
    ```yaml
    requirement: {kind: balance, of: gender}
    people:
      - {id: ana, gender: f}
      - {id: ben, gender: m}
      - {id: cam, gender: f}
      - {id: dee, gender: m}
    seating: {north: [ana, cam], south: [ben, dee]}
    shortfall: 4
    because: Each table should have one f and one m; each is one person off for both values.
    ```
    """

    kind: ClassVar[str] = "balance"
    kind_label: ClassVar[str] = message("balance")
    topic: ClassVar[str] = message("how people are mixed")
    mixes: ClassVar[str] = "of"
    groups_are_values: ClassVar[bool] = True
    can_govern: ClassVar[bool] = True
    is_about_all_tables: ClassVar[bool] = True

    of: Column
    count_blank: bool = False

    def sentence(self, room: Room) -> str:
        where, column = subject(room, self.at), column_words(self.of)
        return said("%(where)s mirrors the room in %(column)s.", where=where, column=column)

    def encode(self, room: Room) -> Iterable[CountTerm]:
        in_room, everybody = self._grouped(room, room.people)
        for people, tables in people_at(room, room.numbers_at(self.at), self.asks_columns):
            here, base = self._grouped(room, people)
            size = np.arange(len(base) + 1, dtype=np.int64)
            for value, group in in_room.items():
                low = len(group) * size // len(everybody)
                high = -(-len(group) * size // len(everybody))
                yield CountTerm(here.get(value, NOBODY), tables, low, high, base)

    def _grouped(self, room: Room, people: Sequence[Person]) -> tuple[Mapping[str, IntArray], IntArray]:
        """Return the numbers of the people with each value ("" for blank), and of those who count."""
        groups = dict(numbers_by_value(room, self.of, people))
        blank = numbers_where(room, lambda person: not person.values(self.of), people)
        if not self.count_blank:
            return groups, np.setdiff1d(number_people(room), blank)
        return groups | ({"": blank} if len(blank) else {}), number_people(room)

    def _counts(self, persons: Iterable[Person]) -> _Counts:
        """Return how many of these people count, and how many have each value."""
        counted, counts = 0, dict[str, int]()
        for person in persons:
            values: Iterable[str] = {value_key(self.of, value) for value in person.values(self.of)}
            if not values:
                if not self.count_blank:
                    continue
                values = ("",)
            counted += 1
            for value in values:
                counts[value] = counts.get(value, 0) + 1
        return counted, counts

    def check(self, room: Room, plan: Plan) -> Iterable[Finding]:
        at_tables = {table: self._counts(members) for table, members in room.members(plan).items()}
        unseated = self._counts(person for person in room.people if person.id not in plan.seats)
        usual = at_tables
        if find_differing_types(room):  # the room does not change with the seats
            usual = {
                table: self._counts(person.at(ELSEWHERE) for person in members)
                for table, members in room.members(plan).items()
            }
        everywhere = (*usual.values(), unseated)
        in_room, of_room = sum(here for here, _ in everywhere), dict[str, int]()
        for _, of_table in everywhere:
            for value, number in of_table.items():
                of_room[value] = of_room.get(value, 0) + number
        for table, _ in judged_tables(room, plan, self.at):
            yield from self._compare(room, table, at_tables[table.id], (in_room, of_room))

    def check_table(self, room: Room, table: Table, members: Sequence[Person]) -> Iterable[Finding]:
        of_room = room.remember((self.kind, self.of, self.count_blank), lambda: self._counts(room.people))
        yield from self._compare(room, table, self._counts(members), of_room)

    def _compare(self, room: Room, table: Table, at_table: _Counts, in_room: _Counts) -> Iterator[Finding]:
        """Yield the values whose number at a table differs from its share; the counts are those of `_counts`."""
        (here, of_table), (everybody, of_room) = at_table, in_room
        for value, number in sorted(of_room.items()):
            low, rest = divmod(number * here, everybody)
            high = low + (1 if rest else 0)
            have = of_table.get(value, 0)
            if not low <= have <= high:
                wanted = Wanted(Op.BETWEEN, low, most=high)
                off = low - have if have < low else have - high
                yield Finding(table.id, self._name(value, room), have, wanted, off)

    def _name(self, value: str, room: Room) -> str:
        """Return a folded value as the first person who has it wrote it."""
        written = (
            each for person in room.people for each in person.values(self.of) if value_key(self.of, each) == value
        )
        return next((each.strip() for each in written), said("blank"))
