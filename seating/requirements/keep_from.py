"""Certain people do not sit at certain tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, ClassVar, Self

import numpy as np
from pydantic import Field, model_validator

from seating.profiles import Person
from seating.profiles.days import names_day
from seating.requirements.base.findings import ELSEWHERE, Finding
from seating.requirements.base.keys import (
    Column,
    Persons,
    Tables,
    only_columns,
    require_one_of,
    require_tables_of_people,
)
from seating.requirements.base.kind import Requirement
from seating.requirements.base.phrases import about_seats, names, only_at, table_names
from seating.room.plan import IntArray, Plan, Room, find_seated
from seating.room.tables import Table
from seating.terms import PlaceTerm
from seating.wording import fold, message, said

REFUSALS = {
    None: message("%(person)s must not sit at this table"),
    "declined": message("%(person)s declined this table"),
    "can_come": message("%(person)s cannot come to this table"),
}
"""What is wrong if a person sits at a table, for each value of `of`."""

REFUSAL_OF_A_SHOULD = message("%(person)s should not sit at this table")

_SOURCES = {
    "declined": message("%(person)s declined to sit at %(tables)s."),
    "can_come": message("%(person)s cannot come to %(tables)s."),
}
"""The sentence about one person for each column whose cell makes such a must: the start of its id."""


_Cell = Annotated[
    Column | None,
    only_columns(
        ("declined", "can_come"),
        said("is not a column that names tables to avoid"),
        said("`of` must be `declined` or `can_come`."),
    ),
]


class KeepFromRequirement(Requirement):
    """People do not sit at the named tables, or at tables that a cell in their own row rules out.

    `of` is `declined` or `can_come`. `declined` rules out the tables in the cell. `can_come` rules out every
    table unless its id, day or place is in the cell. If no table has a day, the day of the round counts. If the
    round has no day either, a cell that names days rules out no table. One unit of shortfall is one person at a
    table that is ruled out. With `at`, only people at those tables count. Staff are included.

    Example
    -------
    ```yaml
    requirement: {kind: keep_from, of: can_come}
    tables: [{id: north, day: Monday}, {id: south, day: Friday}]
    people:
      - {id: ana, can_come: monday}
      - {id: ben, can_come: monday; south}
      - {id: cam}
    seating: {south: [ana, ben, cam]}
    shortfall: 1
    because: South is on Friday, when Ana cannot come; Ben named South itself; Cam can always come.
    ```
    """

    kind: ClassVar[str] = "keep_from"
    kind_label: ClassVar[str] = message("keep from")
    topic: ClassVar[str] = message("who sits where")
    is_checked_by_person: ClassVar[bool] = True
    can_govern: ClassVar[bool] = True
    hidden_keys: ClassVar[frozenset[str]] = frozenset({"are_others"})
    is_monotone: ClassVar[bool] = True
    is_must_by_default: ClassVar[bool] = True

    people: Persons | None = None
    tables: Tables | None = None
    of: _Cell = Field(default=None, description="`declined` or `can_come`, the column whose cells are used")

    are_others: bool = Field(
        default=False,
        description="whether `people` are all people who are not members; do not write it: the program sets it",
    )

    @model_validator(mode="after")
    def _keeps_somebody(self) -> Self:
        require_one_of(self, "people", "of")
        require_tables_of_people(self.people, self.tables)
        return self

    def sentence(self, room: Room) -> str:
        if self.are_others:
            return said("Only its members sit at %(table)s.", table=table_names(room, self.tables or ()))
        if self.people is not None:
            if (source := self.id.partition(":")[0]) in _SOURCES and len(self.people) == 1:
                tables = table_names(room, self.tables or (), last="or")
                return said(_SOURCES[source], person=names(room, self.people), tables=tables)
            one = message("%(people)s does not sit at %(tables)s%(where)s.")
            several = message("%(people)s do not sit at %(tables)s%(where)s.")
            return about_seats(room, self.people, self.tables or (), self.at, one, several)
        if self.of == "declined":
            return said("No one sits at a table they declined%(where)s.", where=only_at(room, self.at))
        return said("Everyone sits at a table they can come to%(where)s.", where=only_at(room, self.at))

    def encode(self, room: Room) -> Iterable[PlaceTerm]:
        found = list(self._find_barred(room))
        if found:
            rows, costs = zip(*found, strict=True)
            yield PlaceTerm.of(np.array(rows, dtype=np.int64), np.stack(costs))

    def list_barred(self, room: Room) -> Iterator[tuple[str, str]]:
        """Yield the ids of each person and of each table that this requirement keeps them from."""
        ids = [table.id for table in room.tables]
        for i, barred in self._find_barred(room):
            person = room.persons[i].id
            yield from ((person, ids[t]) for t in np.flatnonzero(barred).tolist())

    def _find_barred(self, room: Room) -> Iterator[tuple[int, IntArray]]:
        """Yield the number of each person who is kept from tables, with 1 for each of these tables, shape (tables,)."""
        watched = np.zeros(len(room.tables), dtype=np.int64)
        watched[room.numbers_at(self.at)] = 1
        named: list[tuple[int, frozenset[str]]]
        if self.of is not None:
            named = [(i, frozenset(map(fold, person.values(self.of)))) for i, person in enumerate(room.persons)]
        else:
            named = [(room.index[i], frozenset(self.tables or ())) for i in self._list_kept(room) if i in room.index]
        barred_by: dict[frozenset[str], IntArray] = {}
        for i, words in named:
            if words and words not in barred_by:
                barred_by[words] = watched * self._barred(room, words)
            if words and barred_by[words].any():
                yield i, barred_by[words]

    def _list_kept(self, room: Room) -> Sequence[str]:
        """Return the ids of the people named; of the others at a table for its members, also those not on the list."""
        if not self.are_others:
            return self.people or ()
        members = {one for table in room.tables if table.id in (self.tables or ()) for one in table.own_members}
        unlisted = (p.id for p in room.coming if p.id not in members)
        return tuple(dict.fromkeys((*(self.people or ()), *unlisted)))

    def _barred(self, room: Room, words: frozenset[str]) -> IntArray:
        """Return 1 for each table that these words rule out and 0 for the others, shape (tables,)."""
        if self.of == "can_come":
            days = [fold(table.day or room.day) for table in room.tables]
            if any(map(names_day, words)) and not any(days):
                return np.zeros(len(room.tables), dtype=np.int64)
            held = zip(room.tables, days, strict=True)
            free = [not words.isdisjoint({table.id, day, fold(table.place)}) for table, day in held]
            return 1 - np.array(free, dtype=np.int64)
        return np.array([table.id in words for table in room.tables], dtype=np.int64)

    def check(self, room: Room, plan: Plan) -> Iterable[Finding]:
        seated = find_seated(room, None if self.people is None else self._list_kept(room), plan)
        for person, table in ((one, room.table(at)) for one in seated for at in plan.tables_of(one.id)):
            if self.watches(table.id) and self._rules_out(room, person, table):
                have = said("at %(table)s", table=table.label)
                is_named_should = self.of is None and not self.is_must
                refusal = REFUSAL_OF_A_SHOULD if is_named_should else REFUSALS[self.of]
                says = said(refusal, person=person.label)
                yield Finding(table.id, person.label, have, ELSEWHERE, 1, (person.id,), says=says)

    def _rules_out(self, room: Room, person: Person, table: Table) -> bool:
        """Whether this person should not sit at this table."""
        if self.of == "declined":
            return table.id in map(fold, person.declined)
        if self.of == "can_come":
            free = {fold(word) for word in person.can_come}
            known = {each.day or room.day for each in room.tables}
            if known == {""} and [word for word in free if names_day(word)]:
                return False  # the day of the round is not known yet
            about = (table.id, table.day or room.day, table.place)
            return bool(free) and not any(fold(word) in free for word in about)
        return table.id in (self.tables or ())
