"""No one sits at a table where they have sat before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

import numpy as np

from seating.groups import group_by_key
from seating.profiles import Person
from seating.requirements.base.findings import Finding, state
from seating.requirements.base.kind import Requirement
from seating.requirements.base.phrases import only_at
from seating.room.history import History
from seating.room.plan import Plan, Room
from seating.room.tables import Table
from seating.terms import PlaceTerm
from seating.wording import message, said, said_list


class NewTableRequirement(Requirement):
    """No one sits at a table where they sat in an earlier round.

    A table's earlier ids, listed in its `was`, count as the same table. One unit of shortfall is one person
    at a table where they sat before, no matter how often. Staff do not count.

    Example
    -------
    ```yaml
    requirement: {kind: new_table}
    tables: [{id: capital, was: [money]}, {id: talent}]
    history: [{money: [ana], talent: [ben, cam]}]
    people: [{id: ana}, {id: ben}, {id: cam}]
    seating: {capital: [ana, ben], talent: [cam]}
    shortfall: 2
    because: Cam is at Talent again, and Ana is at Capital, which was Money; Ben is at a new table.
    ```
    """

    kind: ClassVar[str] = "new_table"
    kind_label: ClassVar[str] = message("new table")
    topic: ClassVar[str] = message("earlier meetings")

    def applies(self, room: Room) -> bool:
        return bool(room.history)

    def sentence(self, room: Room) -> str:
        where = only_at(room, self.at)
        return said("No one sits at a table where they sat in an earlier round%(where)s.", where=where)

    def encode(self, room: Room) -> Iterable[PlaceTerm]:
        before = _sat_at(room.history)
        columns = {number: room.tables[number].lineage(room.tables) for number in room.numbers_at(self.at).tolist()}
        rows = [i for i, person in enumerate(room.people) if person.id in before]
        costs = np.zeros((len(rows), len(room.tables)), dtype=np.int64)
        named = group_by_key((name, number) for number, names in columns.items() for name in names)
        for row, i in enumerate(rows):
            for name in before[room.people[i].id]:
                costs[row, named.get(name, [])] = 1
        used = costs.any(axis=1)
        if used.any():
            yield PlaceTerm.of(np.array(rows, dtype=np.int64)[used], costs[used])

    def encode_later(self, room: Room, later: Room, plan: Plan) -> Iterable[PlaceTerm]:
        if all(past.number != room.round_number for past in later.history.rounds):
            return
        before = _sat_at(later.history.without(room.round_number))
        watched = {table.id: table.lineage(room.tables) for table in later.tables_at(self.at)}
        again = {
            table: [room.table_index[name] for name in names if name in room.table_index]
            for table, names in watched.items()
        }
        coming = {person.id for person in later.people}
        rows, places = list[int](), list[list[int]]()
        for i, person in enumerate(room.people):
            table = plan.seats[person.id] if person.id in coming else ""
            if table in watched and watched[table].isdisjoint(before.get(person.id, ())):
                rows.append(i)
                places.append(again[table])
        costs = np.zeros((len(rows), len(room.tables)), dtype=np.int64)
        for row, numbers in enumerate(places):
            costs[row, numbers] = 1
        if costs.any():
            yield PlaceTerm.of(np.array(rows, dtype=np.int64), costs)

    def check_table(self, room: Room, table: Table, members: Sequence[Person]) -> Iterable[Finding]:
        names = table.lineage(room.tables)
        for person in members:
            times = [past.name for past in room.history.rounds if past.seats.get(person.id) in names]
            if times:
                have = said("there in %(rounds)s", rounds=said_list(dict.fromkeys(times)))
                says = said("%(person)s sat here in %(rounds)s", person=person.label, rounds=have.values["rounds"])
                yield Finding(table.id, person.label, have, state(said("a new table")), 1, (person.id,), says=says)


def _sat_at(history: History) -> dict[str, set[str]]:
    """Return the ids of the tables where each person has sat."""
    found: dict[str, set[str]] = {}
    for past in history.rounds:
        for person, table in past.seats.items():
            found.setdefault(person, set()).add(table)
    return found
