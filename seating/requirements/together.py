"""Certain people share a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, combinations_with_replacement
from typing import Annotated, ClassVar, Self

import numpy as np
from pydantic import Field, model_validator

from seating.findings import Finding, state
from seating.groups import group_by_key
from seating.key_types import Column, Pairs, Persons, only_columns, require_group, require_one_of
from seating.phrases import about_pairs, column_values, heading_of, names, only_at
from seating.plan import IntArray, Plan, Room
from seating.profiles import Person
from seating.requirement import Requirement
from seating.terms import PartedTerm
from seating.wording import message, said, said_count, said_list, value_key

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

    `people` names people who all share a table. `pairs` names pairs of people who share a table. `by` names a
    column, and all people with the same value share a table. `of: with` uses the cells in the `with` column.
    `of: party` applies to rows that stand for several people, and keeps the people of each row together. One
    unit of shortfall is one pair at different tables, counted once even if several cells name it or the two
    people share several values. With `at`, only pairs with at least one person at those tables count. Staff are
    included, except with `by`. With `by`, the default is a should.

    Example
    -------
    ```yaml
    requirement: {kind: together, people: [ana, ben, cam]}
    people: [{id: ana}, {id: ben}, {id: cam}, {id: dee}]
    seating: {north: [ana, ben], south: [cam, dee]}
    shortfall: 2
    because: Cam sits apart from Ana and from Ben.
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
            column = column_values(self.by, 1)
            return said("People with the same %(column)s share a table%(where)s.", column=column, where=where)
        if self.of == "party":
            return said("The people in each party share a table%(where)s.", where=where)
        return said(
            'Everyone shares a table with the people named in their column "%(column)s"%(where)s.',
            column=heading_of(room.listed, self.of),
            where=where,
        )

    def tied_groups(self, room: Room) -> Iterator[Sequence[str]]:
        if self.by is not None:
            yield from ([room.people[i].id for i in group.tolist()] for group in room.by_value(self.by).values())
            return
        named: Iterable[Sequence[str]] = self.pairs if self.pairs is not None else self._pairs_of_cells(room)
        for group in named if self.people is None else [self.people]:
            yield tuple(dict.fromkeys(person for person in group if person in room.index))

    def encode(self, room: Room) -> Iterable[PartedTerm]:
        if self.by is not None:
            found = [_every_pair(group, len(room.persons)) for group in room.by_value(self.by).values()]
        else:
            found = [_coded(self._named_pairs(room), len(room.persons))]
        codes = np.unique(np.concatenate([*found, np.zeros(0, dtype=np.int64)]))
        if len(codes):
            pairs = np.stack(np.divmod(codes, len(room.persons)), axis=1)
            yield PartedTerm(pairs, np.ones(len(pairs), dtype=np.int64), room.numbers_at(self.at))

    def _named_pairs(self, room: Room) -> Iterator[tuple[int, int]]:
        """Yield pairs of person numbers, the smaller one first; a pair can come more than once."""
        if self.people is not None:
            named: Iterable[tuple[str, str]] = combinations(self.people, 2)
        elif self.pairs is not None:
            named = self.pairs
        else:
            named = self._pairs_of_cells(room)
        for one, other in named:
            if one != other and one in room.index and other in room.index:
                first, second = sorted((room.index[one], room.index[other]))
                yield first, second

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
            yield from combinations(room.seated(self.people, plan), 2)
            return
        pairs = self.pairs or ()
        if self.of is not None:
            pairs = tuple(self._pairs_of_cells(room))
        for pair in pairs:
            both = room.seated(pair, plan)
            if len(both) == 2:
                yield both[0], both[1]

    def _check_values(self, room: Room, plan: Plan) -> Iterator[Finding]:
        """Yield a finding for each value; a pair that shares several values counts under the first one only."""
        spelled: dict[str, str] = {}
        used: dict[str, set[str]] = {}
        seats: dict[frozenset[str], Counter[str]] = {}
        for person in room.people:
            cell = {value_key(self.by or "", value): value.strip() for value in person.values(self.by or "")}
            table = plan.seats.get(person.id)
            if table is None:
                continue
            for key, value in cell.items():
                spelled.setdefault(key, value)
                used.setdefault(key, set()).add(table)
            # Pairs at tables outside `at` do not count as parted, so all those tables share one key.
            seats.setdefault(frozenset(cell), Counter())[table if self.watches(table) else ""] += 1
        having = group_by_key((key, cell_values) for cell_values in seats for key in cell_values)
        for key in sorted(having):
            alike = combinations_with_replacement(having[key], 2)
            parted = sum(_parted(seats, *both) for both in alike if min(both[0] & both[1]) == key)
            if parted:
                yield Finding(
                    None,
                    spelled[key],
                    said_count("at %(number)s table", "at %(number)s tables", len(used[key])),
                    state(said("one table"), is_place=True),
                    parted,
                )


def _every_pair(group: IntArray, base: int) -> IntArray:
    """Return every pair of a sorted group, coded as `first * base + second`, shape (pairs,)."""
    first, second = np.triu_indices(len(group), k=1)
    codes: IntArray = group[first] * base + group[second]
    return codes


def _coded(pairs: Iterable[tuple[int, int]], base: int) -> IntArray:
    return np.array([first * base + second for first, second in pairs], dtype=np.int64)


def _parted(seats: Mapping[frozenset[str], Counter[str]], mine: frozenset[str], theirs: frozenset[str]) -> int:
    """Return how many pairs of a person with the values `mine` and a person with the values `theirs` sit apart.

    `seats` holds, for each set of folded values, the number of people at each table id.
    """
    own, other = seats[mine], seats[theirs]
    if mine == theirs:
        return (own.total() ** 2 - sum(number**2 for number in own.values())) // 2
    return own.total() * other.total() - sum(number * other[table] for table, number in own.items())
