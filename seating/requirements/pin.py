"""Certain people sit at one of certain tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, ClassVar, Self

import numpy as np
from pydantic import Field, model_validator

from seating.profiles import Person
from seating.requirements.base.findings import Finding, state
from seating.requirements.base.keys import (
    Column,
    Persons,
    Tables,
    only_columns,
    require_one_of,
    require_tables_of_people,
)
from seating.requirements.base.kind import Requirement, allows_further
from seating.requirements.base.phrases import about_seats, names, only_at, table_names
from seating.room.plan import Plan, Room, find_seated
from seating.room.tables import Table
from seating.terms import PlaceTerm
from seating.wording import fold, message, said, said_list

_SOURCES = {
    "needs": message("%(person)s needs “%(need)s”, which only %(tables)s can offer."),
    "pin": message("The list seats %(person)s at %(tables)s."),
    "arrived": message("%(person)s arrived at %(tables)s."),
    "chair": message("%(person)s is elected chair of %(tables)s and sits there."),
    "reporter": message("%(person)s is elected reporter of %(tables)s and sits there."),
    "liaison": message("%(person)s is elected liaison of %(tables)s and sits there."),
}
"""The sentence about one person for each source of a pin that the convening does not write: the start of its id."""


_Cell = Annotated[
    Column | None,
    only_columns(
        ("pin", "chose"),
        said("is not a column that names tables to sit at"),
        said("`of` must be `pin` or `chose`."),
    ),
]


class PinRequirement(Requirement):
    """People sit at one of the named tables, or at one of the tables that a cell in their own row lists.

    `of` is the column with these cells: `pin` or `chose`. One unit of shortfall is one person at any other
    table. With `at`, only people at those tables count. Staff are included. Tables where no one is seated are
    ignored. If none of `people` has a seat in a round, the requirement does not apply to that round.

    Example
    -------
    ```yaml
    requirement: {kind: pin, people: [ana, ben], tables: [north, west]}
    tables: [{id: north}, {id: south}, {id: west}]
    people: [{id: ana}, {id: ben}, {id: cam}]
    seating: {west: [ana], south: [ben, cam]}
    shortfall: 1
    because: Ben sits at neither table; Cam may sit anywhere.
    ```
    """

    kind: ClassVar[str] = "pin"
    kind_label: ClassVar[str] = message("pin")
    topic: ClassVar[str] = message("who sits where")
    is_checked_by_person: ClassVar[bool] = True
    can_govern: ClassVar[bool] = True
    is_monotone: ClassVar[bool] = True
    is_must_by_default: ClassVar[bool] = True
    hidden_keys: ClassVar[frozenset[str]] = frozenset({"need"})

    people: Persons | None = None
    tables: Tables | None = None
    of: _Cell = Field(default=None, description="`pin` or `chose`, the column whose cells are used")
    need: str = Field(
        default="",
        description="what the people need and only these tables have; do not write it: the program sets it",
    )

    @model_validator(mode="after")
    def _pins_somebody(self) -> Self:
        require_one_of(self, "people", "of")
        require_tables_of_people(self.people, self.tables)
        return self

    @property
    def is_need(self) -> bool:
        return bool(self.need)

    def sentence(self, room: Room) -> str:
        if self.people is not None:
            if (source := self.id.partition(":")[0]) in _SOURCES and len(self.people) == 1:
                return said(
                    _SOURCES[source],
                    person=names(room, self.people),
                    need=self.need,
                    tables=table_names(room, self.tables or (), last="or" if source == "pin" else "and"),
                )
            one = message("%(people)s sits at %(tables)s%(where)s.")
            several = message("%(people)s sit at %(tables)s%(where)s.")
            return about_seats(room, self.people, self.tables or (), self.at, one, several)
        if self.of == "chose":
            return said("Everyone sits at a table they chose%(where)s.", where=only_at(room, self.at))
        return said('Everyone sits at a table named in their column "pin"%(where)s.', where=only_at(room, self.at))

    def applies(self, room: Room) -> bool:
        return self.people is None or any(identity in room.index for identity in self.people)

    def encode(self, room: Room) -> Iterable[PlaceTerm]:
        watched = np.zeros(len(room.tables), dtype=np.int64)
        watched[room.numbers_at(self.at)] = 1
        if self.people is not None:
            right = room.numbers_at(self.tables).tolist()
            rows = {room.index[identity]: right for identity in self.people if right and identity in room.index}
        else:
            rows = self._named_in_cells(room)
        if rows:
            costs = np.tile(watched, (len(rows), 1))
            for row, named in enumerate(rows.values()):
                costs[row, named] = 0
            yield PlaceTerm.of(np.array(list(rows), dtype=np.int64), costs)

    def _named_in_cells(self, room: Room) -> dict[int, list[int]]:
        """Return the numbers of the tables in each person's cell, by person number; people without any are left out."""
        number = {fold(table.id): t for t, table in enumerate(room.tables)}
        rows: dict[int, list[int]] = {}
        for i, person in enumerate(room.persons):
            named = {number[fold(word)] for word in person.values(self.of or "") if fold(word) in number}
            if named:
                rows[i] = sorted(named)
        return rows

    def check(self, room: Room, plan: Plan) -> Iterable[Finding]:
        seated = find_seated(room, self.people, plan)
        for person, table in ((one, room.table(at)) for one in seated for at in self._list_judged(plan, one)):
            right = self._right_tables(room, person)
            if self.watches(table.id) and right and table.id not in {t.id for t in right}:
                labels = said_list((t.label for t in right), last="or")
                says = said("%(person)s sits here instead of at %(table)s", person=person.label, table=labels)
                if self.need:
                    says = said("%(person)s needs %(need)s, which is missing here", person=person.label, need=self.need)
                yield Finding(
                    table.id,
                    person.label,
                    said("at %(table)s", table=table.label),
                    state(said("at %(table)s", table=labels), is_place=True),
                    1,
                    (person.id,),
                    says=says,
                )

    def _list_judged(self, plan: Plan, person: Person) -> tuple[str, ...]:
        """Return the tables of a person that count: none if it is enough that they go to the right one at all."""
        tables = plan.tables_of(person.id)
        if not allows_further(self):
            return tables
        return () if {*tables}.intersection(self.tables or ()) else tables[:1]

    def list_barred(self, room: Room) -> Iterator[tuple[str, str]]:
        """Yield the ids of each person and of each table that this requirement keeps them from."""
        watched = [table.id for table in room.tables_at(self.at)]
        for person in find_seated(room, self.people):
            if right := {table.id for table in self._right_tables(room, person)}:
                yield from ((person.id, at) for at in watched if at not in right)

    def _right_tables(self, room: Room, person: Person) -> list[Table]:
        """Return the tables this person is pinned to; empty if they may sit anywhere."""
        if self.of is None:
            return list(room.tables_at(self.tables))
        chosen = {fold(word) for word in (person.chose if self.of == "chose" else person.pin)}
        return [room.table(word) for word in sorted(chosen) if word in room.table_index]
