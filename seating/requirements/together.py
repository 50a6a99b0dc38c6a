"""These people share a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, combinations_with_replacement
from typing import ClassVar, Self

import numpy as np
from pydantic import field_validator, model_validator

from seating.findings import Finding
from seating.plan import IntArray, Plan, Room
from seating.profiles import Person
from seating.requirement import Column, PersonRef, Persons, Requirement
from seating.terms import PartedTerm
from seating.wording import counted, fold

__all__ = ["TogetherRequirement"]


class TogetherRequirement(Requirement):
    """People at one table: those named, the two of each pair, those of each value of a column, or of a cell.

    One unit of shortfall is one pair at different tables; a pair counts once, however many cells
    name it or values it shares. With `at` only pairs count of whom one sits at one of those tables.
    Staff are included, but not in `by`. With `by` it is a should unless told otherwise, else a must.

    Example
    -------
    ```yaml
    requirement: {kind: together, people: [ana, ben, cam]}
    people: [{id: ana}, {id: ben}, {id: cam}, {id: dee}]
    seating: {north: [ana, ben], south: [cam, dee]}
    shortfall: 2
    because: Cam is parted from Ana, and from Ben.
    ```
    """

    kind: ClassVar[str] = "together"

    people: Persons | None = None
    pairs: tuple[tuple[PersonRef, PersonRef], ...] | None = None
    by: Column | None = None
    of: Column | None = None

    @field_validator("of", mode="after")
    @classmethod
    def _of_is_a_known_cell(cls, value: str | None) -> str | None:
        if value not in {None, "with"}:
            raise ValueError(f"{value!r} names no people to sit with; `of` is with, and `by` takes any column")
        return value

    @model_validator(mode="after")
    def _ties_somebody(self) -> Self:
        self.given_one_of("people", "pairs", "by", "of")
        if self.people is not None and len(set(self.people)) < 2:
            raise ValueError("`people` needs two people or more")
        return self

    @property
    def is_must(self) -> bool:
        return self.by is None if self.must is None else self.must

    def sentence(self, room: Room) -> str:
        if self.people is not None:
            return f"{self.names(room, self.people)} share a table{self.only_at(room)}."
        if self.pairs is not None:
            named = "; ".join(self.names(room, pair) for pair in self.pairs)
            return f"{named} share a table{self.only_at(room)}."
        if self.by is not None:
            return f"People with the same {self.by.replace('_', ' ')} share a table{self.only_at(room)}."
        return f"Everyone shares a table with those their `{self.of}` names{self.only_at(room)}."

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
        if self.people is not None:
            yield from combinations(sorted({room.index[i] for i in self.people if i in room.index}), 2)
            return
        if self.pairs is not None:
            for pair in self.pairs:
                first, second = sorted(room.index.get(i, -1) for i in pair)
                if 0 <= first < second:
                    yield first, second
            return
        for i, person in enumerate(room.persons):
            for other in person.with_:
                j = room.index.get(other, i)
                if j != i:
                    yield min(i, j), max(i, j)

    def check(self, room: Room, plan: Plan) -> Iterable[Finding]:
        watched = {table.id for table in room.tables_at(self.at)}
        if self.by is not None:
            yield from self._check_values(room, plan, watched)
            return
        seen = set[frozenset[str]]()
        seated = {person.id: person for person in room.persons}
        for one, other in self._ties(seated):
            here, there = plan.seats[one.id], plan.seats[other.id]
            if here != there and not watched.isdisjoint({here, there}) and {one.id, other.id} not in seen:
                seen.add(frozenset({one.id, other.id}))
                label = {table.id: table.label for table in room.tables}
                have = f"at {label[here]} and {label[there]}"
                yield Finding(None, f"{one.label} and {other.label}", have, "one table", 1, (one.id, other.id))

    def _ties(self, seated: dict[str, Person]) -> Iterator[tuple[Person, Person]]:
        """Yield every two seated people who are to share a table, some of them twice."""
        for one, other in self.pairs or ():
            if one in seated and other in seated and one != other:
                yield seated[one], seated[other]
        if self.pairs is not None:
            return
        for person in seated.values():
            named = person.with_ if self.people is None else self.people if person.id in self.people else ()
            for other in named:
                if other in seated and other != person.id:
                    yield person, seated[other]

    def _check_values(self, room: Room, plan: Plan, watched: set[str]) -> Iterator[Finding]:
        """Yield a finding for each value; a pair that shares several counts under the first of them."""
        alike: dict[frozenset[str], list[Person]] = {}
        spelled: dict[str, str] = {}
        for person in room.people:
            cell = {fold(value): value for value in person.values(self.by or "")}
            spelled = cell | spelled
            alike.setdefault(frozenset(cell), []).append(person)
        parted = dict.fromkeys(sorted(spelled), 0)
        for mine, theirs in combinations_with_replacement(alike, 2):
            if mine & theirs:
                tables = [[plan.seats[person.id] for person in alike[values]] for values in (mine, theirs)]
                parted[min(mine & theirs)] += _parted(tables[0], None if mine is theirs else tables[1], watched)
        for value, pairs in parted.items():
            if pairs:
                used = {plan.seats[p.id] for p in room.people if value in map(fold, p.values(self.by or ""))}
                have = f"at {counted(len(used), 'table')}"
                yield Finding(None, spelled[value], have, "one table", pairs)


def _every_pair(group: IntArray, base: int) -> IntArray:
    """Return every pair of a sorted group as one number each, `first * base + second`."""
    first, second = np.triu_indices(len(group), k=1)
    codes: IntArray = group[first] * base + group[second]
    return codes


def _coded(pairs: Iterable[tuple[int, int]], base: int) -> IntArray:
    return np.array([first * base + second for first, second in pairs], dtype=np.int64)


def _parted(mine: Sequence[str], theirs: Sequence[str] | None, watched: set[str]) -> int:
    """Count pairs at different tables, at least one of the two at a watched one.

    `mine` and `theirs` are the tables where people of two sets sit; without `theirs` the pairs are
    within `mine`. Unwatched tables are told apart from nothing: a pair at two of them does not count.
    """

    def at(tables: Sequence[str]) -> dict[str | None, int]:
        merged = [table if table in watched else None for table in tables]
        return {table: merged.count(table) for table in set(merged)}

    own = at(mine)
    if theirs is None:
        return (len(mine) ** 2 - sum(number**2 for number in own.values())) // 2
    other = at(theirs)
    return len(mine) * len(theirs) - sum(number * other.get(table, 0) for table, number in own.items())
