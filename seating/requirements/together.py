"""Certain people share a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Annotated, ClassVar, Self

import numpy as np
from pydantic import Field, model_validator

from seating.groups import count_fewest_tables, group_by_key
from seating.profiles import Person
from seating.requirements.base.findings import Finding, at_least, state
from seating.requirements.base.keys import Column, Pairs, Persons, only_columns, require_group, require_one_of
from seating.requirements.base.kind import Requirement
from seating.requirements.base.phrases import about_pairs, column_values, heading_of, names, only_at
from seating.room.arrays import numbers_by_value
from seating.room.plan import Plan, Room, find_seated
from seating.room.tables import Table
from seating.terms import CountTerm, PartedTerm, SpreadTerm
from seating.terms.pair_terms import number_pairs
from seating.wording import message, said, said_count, said_list, value_key

SPLIT = 4
"""Units of shortfall for each table beyond the one that would seat a whole group; see decision 24."""

_Cell = Annotated[
    Column | None,
    only_columns(
        ("with", "party"),
        said("is not a column that names people to sit with"),
        said("`of` must be `with` or `party`. For another column, use `by`."),
    ),
]


class TogetherRequirement(Requirement):
    """Certain people sit at the same table.

    `people` names people who all share a table. `pairs` names pairs of people who share a table. `of: with` uses
    the cells in the `with` column. `of: party` applies to rows that stand for several people, and keeps the people
    of each row together. One unit of shortfall is one pair at different tables, counted once even if several cells
    name it. With `at`, only pairs with at least one person at those tables count. Staff are included, except with
    `by`.

    `by` names a column. All people with the same value are a group, with the companions in their rows, and sit at
    the fewest tables whose seats hold the group. Only tables count where the other musts let these people sit. One
    unit of shortfall is one table beyond the fewest, or one person with no one else of the group at their table. If
    one table holds the group, each table beyond it is 4 units, so that no group is split to keep a larger one closer.
    A group at more tables than the fewest is one unit more, so that fewer groups are split. As a must, only the number
    of tables counts. A person with several values belongs to several groups. With `at`, only those tables and the
    people at them count. With `by`, the default is a wish.

    Example
    -------
    ```yaml
    requirement: {kind: together, people: [ana, ben, cam]}
    people: [{id: ana}, {id: ben}, {id: cam}, {id: dee}]
    seating: {north: [ana, ben], south: [cam, dee]}
    shortfall: 2
    because: Cam sits apart from Ana and from Ben.
    ---
    requirement: {kind: together, by: family}
    tables: [{id: north, seats: 3}, {id: south, seats: 3}, {id: west, seats: 3}]
    people:
      - {id: ana, family: Fox}
      - {id: ben, family: Fox}
      - {id: cam, family: Fox}
      - {id: dee, family: Fox}
      - {id: eli, family: Hay}
      - {id: fay, family: Hay}
    seating: {north: [ana, ben], south: [cam, dee, eli], west: [fay]}
    shortfall: 7
    because: The Hays fit one table, are split, and each sits alone; the Foxes need two.
    ```
    """

    kind: ClassVar[str] = "together"
    kind_label: ClassVar[str] = message("together")
    topic: ClassVar[str] = message("who sits together")
    counts_guests: ClassVar[bool] = False
    can_govern: ClassVar[bool] = True
    is_about_all_tables: ClassVar[bool] = True
    is_must_by_default: ClassVar[bool] = True

    people: Persons | None = None
    pairs: Pairs | None = None
    by: Column | None = None
    of: _Cell = Field(default=None, description="`with`, to use the cells of that column, or `party`")

    @model_validator(mode="after")
    def _ties_somebody(self) -> Self:
        require_one_of(self, "people", "pairs", "by", "of")
        require_group(self.people)
        return self

    @property
    def is_must(self) -> bool:
        return super().is_must and (self.by is None or self.must is True)

    @property
    def reads_barred(self) -> bool:
        return self.by is not None

    @property
    def is_about_parties(self) -> bool:
        return self.of == "party"

    def sentence(self, room: Room) -> str:
        where = only_at(room, self.at)
        if self.people is not None:
            people = names(room, tuple(dict.fromkeys(self.people)))
            return said("%(people)s share a table%(where)s.", people=people, where=where)
        if self.pairs is not None:
            several = message("These pairs share a table%(where)s: %(people)s.")
            return about_pairs(room, self.pairs, self.at, message("%(people)s share a table%(where)s."), several)
        if self.by is not None:
            told = {"column": column_values(self.by, 1), "where": where}
            if all(fewest == 1 for _, fewest in self._groups(room)):
                return said("People with the same %(column)s share a table%(where)s.", **told)
            return said("People with the same %(column)s sit at as few tables as possible%(where)s.", **told)
        if self.of == "party":
            return said("The people in each party share a table%(where)s.", where=where)
        return said(
            'Everyone shares a table with the people named in their column "%(column)s"%(where)s.',
            column=heading_of(room.listed, self.of),
            where=where,
        )

    def tied_groups(self, room: Room) -> Iterator[Sequence[str]]:
        if self.by is not None:
            yield from ([room.people[i].id for i in group] for group, fewest in self._groups(room) if fewest == 1)
            return
        named: Iterable[Sequence[str]] = self.pairs if self.pairs is not None else self._pairs_of_cells(room)
        for group in named if self.people is None else [self.people]:
            yield tuple(dict.fromkeys(person for person in group if person in room.index))

    def encode(self, room: Room) -> Iterable[PartedTerm | SpreadTerm | CountTerm]:
        if self.by is not None:
            yield from self._encode_groups(room)
            return
        named = self.pairs if self.pairs is not None else self._pairs_of_cells(room)
        pairs = number_pairs(room.index, self.people, named)
        if len(pairs):
            yield PartedTerm(pairs, np.ones(len(pairs), dtype=np.int64), room.numbers_at(self.at))

    def _encode_groups(self, room: Room) -> Iterator[SpreadTerm | CountTerm]:
        tables = room.numbers_at(self.at)
        for members, fewest in self._groups(room):
            group = np.array(members, dtype=np.int64)
            if min(len(group), len(tables)) > fewest:
                if self.is_must:
                    yield SpreadTerm(group, tables, fewest)
                else:
                    yield SpreadTerm(group, tables, fewest, SPLIT if fewest == 1 else 1, first=1)
            if len(group) > 1 and not self.is_must:
                yield CountTerm.constant(group, tables, low=2, or_none=True)

    def _groups(self, room: Room) -> Sequence[tuple[Sequence[int], int]]:
        """Return the numbers of the people of each group in order, and the fewest tables whose seats hold them."""
        return room.remember(("groups of", self.by, self.at), lambda: tuple(self._list_groups(room)))

    def _list_groups(self, room: Room) -> Iterator[tuple[Sequence[int], int]]:
        tables = room.tables_at(self.at)
        seats = [len(room.people) if table.seats.maximum is None else table.seats.maximum for table in tables]
        open_to = [
            frozenset(t for t, table in enumerate(tables) if table.id not in room.barred.get(person.id, ()))
            for person in room.people
        ]
        rows = group_by_key((one.party.id, i) for i, one in enumerate(room.people) if one.party is not None)
        for group in numbers_by_value(room, self.by or "").values():
            members = set(group.tolist())
            for one in group.tolist():
                party = room.people[one].party
                members.update(() if party is None else rows[party.id])
            yield sorted(members), count_fewest_tables([open_to[one] for one in members], seats)

    def _pairs_of_cells(self, room: Room) -> Iterator[tuple[str, str]]:
        """Yield the ids of the pairs named in `with` cells, or of the pairs within each party."""
        if self.of == "with":
            yield from ((person.id, other) for person in room.persons for other in person.with_)
            return
        parties = group_by_key((person.party.id, person.id) for person in room.persons if person.party is not None)
        for members in parties.values():
            yield from combinations(members, 2)

    def check(self, room: Room, plan: Plan) -> Iterable[Finding]:
        if self.by is not None:
            yield from self._check_values(room, plan)
            return
        seen = set[frozenset[str]]()
        for one, other in self._ties(room, plan):
            here, there = plan.seats[one.id], plan.seats[other.id]
            pair = frozenset({one.id, other.id})
            if here != there and (self.watches(here) or self.watches(there)) and pair not in seen:
                seen.add(pair)
                both = said_list([room.table(here).label, room.table(there).label])
                have = said("at %(table)s", table=both)
                people = said_list([one.label, other.label])
                yield Finding(
                    None,
                    people,
                    have,
                    state(said("one table"), is_place=True),
                    1,
                    (one.id, other.id),
                    says=said("%(people)s sit at different tables, %(tables)s", people=people, tables=both),
                )

    def _ties(self, room: Room, plan: Plan) -> Iterator[tuple[Person, Person]]:
        """Yield every two seated people who should share a table; a pair can come more than once."""
        if self.people is not None:
            yield from combinations(find_seated(room, self.people, plan), 2)
            return
        pairs = self.pairs or ()
        if self.of is not None:
            pairs = tuple(self._pairs_of_cells(room))
        for pair in pairs:
            both = find_seated(room, pair, plan)
            if len(both) == 2:
                yield both[0], both[1]

    def _check_values(self, room: Room, plan: Plan) -> Iterator[Finding]:
        """Yield a finding for each value at too many tables, and for each person without others of their value."""
        spelled: dict[str, str] = {}
        values: dict[str, set[str]] = {}
        for person in room.people:
            mine = {value_key(self.by or "", value): value.strip() for value in person.values(self.by or "")}
            for key, value in mine.items():
                spelled.setdefault(key, value)
            values.setdefault(_row_of(person), set()).update(mine)
        watched = [table for table in room.tables if self.watches(table.id)]
        members, at = dict[str, list[Person]](), dict[str, Counter[str]]()
        for person in room.people:
            table = plan.seats.get(person.id)
            for key in values[_row_of(person)]:
                members.setdefault(key, []).append(person)
                here = at.setdefault(key, Counter())
                if table is not None and self.watches(table):
                    here[table] += 1
        for key in sorted(members):
            wanted = _count_tables(room, members[key], watched)
            yield from self._check_group(spelled[key], len(members[key]), at[key], wanted)

    def _check_group(self, value: str, size: int, at: Mapping[str, int], wanted: int) -> Iterator[Finding]:
        """Yield the findings of a group of some size: `at` has its people at each table, `wanted` its fewest tables."""
        over = len(at) - wanted
        if over > 0:
            have = said_count("at %(number)s table", "at %(number)s tables", len(at))
            some = said("one table") if wanted == 1 else said_count("%(number)s table", "%(number)s tables", wanted)
            short = over if self.is_must else over * (SPLIT if wanted == 1 else 1) + 1
            yield Finding(None, value, have, state(some, is_place=True), short)
        for table, here in sorted(at.items()):
            if here == 1 and size > 1 and not self.is_must:
                yield Finding(table, value, 1, at_least(2, or_none=True), 1)


def _row_of(person: Person) -> str:
    """Return what the people of one row share."""
    return person.id if person.party is None else f"row {person.party.id}"


def _count_tables(room: Room, members: Sequence[Person], tables: Sequence[Table]) -> int:
    """Return how many of these tables a group needs at least, each person at one where the musts let them sit."""
    number = {table.id: n for n, table in enumerate(tables)}
    places = [frozenset(number.values()) - {number.get(at) for at in room.barred.get(one.id, ())} for one in members]
    ends = (table.seats.maximum for table in tables)
    return count_fewest_tables(places, [len(members) if end is None else end for end in ends])
