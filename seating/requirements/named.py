"""People sit at the table for which charts name them most often."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

import numpy as np
from pydantic import Field

from seating.requirements.base.findings import Finding, Op, Unit, Wanted
from seating.requirements.base.kind import Requirement
from seating.requirements.base.phrases import only_at
from seating.room.plan import Plan, Room
from seating.terms import PlaceTerm
from seating.wording import message, said, said_count

UNITS = 5
"""Shortfall of a person that every chart names for another table.

The shortfall is a share of the charts, so that `weight` means the same for 10 charts and for 200. With fifths and the
usual weight of 1, a person named by every chart costs 5 points at any other table, as much as their own choice.
"""


class NamedRequirement(Requirement):
    """Everyone sits at the table for which charts name them most often.

    The charts are the ones that the convening lists under `charts`, or that you give with `--charts`. For each
    person, the number of charts that name them for their table is compared with the largest such number for any
    table. One unit of shortfall is a difference of one fifth of the charts. A part of a fifth counts as a whole
    fifth. People named on no chart may sit anywhere. Tables without seats, such as a steering table, are
    ignored. With `at`, only people at those tables count. Staff are not included. This kind is added
    automatically when there are charts.

    Example
    -------
    ```yaml
    requirement: {kind: named, charts: 10, named: {ana: {north: 7, south: 2}, ben: {south: 1}}}
    people: [{id: ana}, {id: ben}, {id: cam}]
    seating: {north: [cam], south: [ana, ben]}
    shortfall: 3
    because: 7 of 10 charts name Ana for North and 2 for South. A difference of half the charts counts as 3 fifths.
    ```
    """

    kind: ClassVar[str] = "named"
    kind_label: ClassVar[str] = message("named")
    topic: ClassVar[str] = message("tables that people chose")
    is_checked_by_person: ClassVar[bool] = True
    hidden_keys: ClassVar[frozenset[str]] = frozenset({"charts", "named"})

    charts: int = Field(default=0, ge=0, description="the number of charts; do not write it: the program counts them")
    named: Mapping[str, Mapping[str, int]] = Field(
        default={}, description="the number of charts by person and table; do not write it: the program counts them"
    )

    def applies(self, room: Room) -> bool:
        return self.charts > 0

    def sentence(self, room: Room) -> str:
        return said_count(
            "Everyone sits at the table for which charts name them most often%(where)s (%(number)s chart).",
            "Everyone sits at the table for which charts name them most often%(where)s (%(number)s charts).",
            self.charts,
            where=only_at(room, self.at),
        )

    def encode(self, room: Room) -> Iterable[PlaceTerm]:
        if not self.charts:
            return
        watched = room.numbers_at(self.at)
        people, costs = [], []
        for number, person in enumerate(room.people):
            counts = np.zeros(len(room.tables), dtype=np.int64)
            for table, charts in self.named.get(person.id, {}).items():
                if table in room.table_index:
                    counts[room.table_index[table]] = charts
            row = np.zeros_like(counts)
            row[watched] = -(-UNITS * (counts.max(initial=0) - counts[watched]) // self.charts)
            if row.any():
                people.append(number)
                costs.append(row)
        if people:
            yield PlaceTerm.of(np.array(people, dtype=np.int64), np.stack(costs))

    def check(self, room: Room, plan: Plan) -> Iterable[Finding]:
        for person in room.people if self.charts else ():
            here = plan.seats.get(person.id, "")
            counts = {table: n for table, n in self.named.get(person.id, {}).items() if table in room.table_index}
            most = max(counts.values(), default=0)
            have = counts.get(here, 0)
            if have == most or not here or not self.watches(here):
                continue
            short = -((have - most) * UNITS // self.charts)
            best = next(table for table in room.tables if counts.get(table.id, 0) == most)
            yield Finding(
                here,
                person.label,
                have,
                Wanted(Op.EQUAL, most, unit=Unit.POINTS, phrase=said("named by %(number)s", number=most)),
                short,
                (person.id,),
                says=said_count(
                    "%(number)s of %(charts)s charts names %(person)s for %(table)s, and %(have)s for this table",
                    "%(number)s of %(charts)s charts name %(person)s for %(table)s, and %(have)s for this table",
                    most,
                    charts=self.charts,
                    person=person.label,
                    table=best.label,
                    have=have,
                ),
            )
