"""Every table has each value of a column in the same share as the room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import ClassVar

import numpy as np

from seating.findings import Finding, Op, Wanted
from seating.key_types import Column
from seating.phrases import column_words, subject
from seating.plan import Plan, Room, judged_tables
from seating.profiles import Person
from seating.requirement import Requirement
from seating.terms import CountTerm
from seating.wording import fold, message, said

__all__ = ["BalanceRequirement"]


class BalanceRequirement(Requirement):
    """Each table has each value of a column in the same share as the room, rounded up or down.

    If n of the N people seated have a value, a table of s people should have n·s/N people with it, rounded
    up or down. One unit of shortfall is one person outside that range. People whose cell is blank are
    not counted in n, s and N. With `count_blank: true`, blank counts as a value.

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
    is_about_all_tables: ClassVar[bool] = True

    of: Column
    count_blank: bool = False

    def sentence(self, room: Room) -> str:
        where, column = subject(room, self.at), column_words(self.of)
        return said("%(where)s mirrors the room in %(column)s.", where=where, column=column)

    def encode(self, room: Room) -> Iterable[CountTerm]:
        groups = list(room.by_value(self.of).values())
        blank = room.where(lambda person: not person.values(self.of))
        base = room.everyone if self.count_blank else np.setdiff1d(room.everyone, blank)
        if self.count_blank and len(blank):
            groups.append(blank)
        size = np.arange(len(base) + 1, dtype=np.int64)
        for group in groups:
            low = len(group) * size // len(base)
            high = -(-len(group) * size // len(base))
            yield CountTerm(group, room.numbers_at(self.at), low, high, base)

    def _counts(self, persons: Iterable[Person]) -> tuple[int, Counter[str]]:
        """Return how many people count, and how many have each folded value ("" for blank)."""
        counted, counts = 0, Counter[str]()
        for person in persons:
            values = {fold(value) for value in person.values(self.of)}
            if not values and not self.count_blank:
                continue
            counted += 1
            counts.update(values or {""})
        return counted, counts

    def check(self, room: Room, plan: Plan) -> Iterable[Finding]:
        in_room, of_room = self._counts(room.people)
        names = {
            fold(value): value.strip() for person in reversed(room.people) for value in reversed(person.values(self.of))
        }
        for table, members in judged_tables(room, plan, self.at):
            here, of_table = self._counts(members)
            for value, number in sorted(of_room.items()):
                low, rest = divmod(number * here, in_room)
                high = low + (1 if rest else 0)
                have = of_table[value]
                if not low <= have <= high:
                    wanted = Wanted(Op.BETWEEN, low, most=high)
                    off = low - have if have < low else have - high
                    yield Finding(table.id, names.get(value, said("blank")), have, wanted, off)
