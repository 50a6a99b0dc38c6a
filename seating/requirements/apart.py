"""These people do not share a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any, ClassVar, Self

import numpy as np
from pydantic import field_validator, model_validator

from seating.findings import Finding
from seating.plan import Plan, Room
from seating.profiles import Person
from seating.requirement import NAMED, Column, PersonRef, Persons, Requirement
from seating.terms import SharedTerm
from seating.wording import counted, fold

__all__ = ["ApartRequirement"]


class ApartRequirement(Requirement):
    """People at different tables: those named, pairs, or whom a column names.

    `people` keeps every two of them apart, `pairs` the two of each pair, and `relation` each person
    from the people (by id or name) and the organizations that a column names; a pair that somebody's
    `with` names is exempt from a relation. `of` is `apart` or `avoids`, and stands for those cells.
    One unit of shortfall is one pair at one table, counted once however many cells name it. With `at`
    only pairs at those tables count. Staff are included.

    Example
    -------
    ```yaml
    requirement: {kind: apart, relation: funds}
    people:
      - {id: ana, organization: Oak Fund, funds: Elm Clinic; Dee}
      - {id: ben, organization: Elm Clinic}
      - {id: cam, organization: Elm Clinic}
      - {id: dee}
    seating: {north: [ana, ben, dee], south: [cam]}
    shortfall: 2
    because: Ana sits with Ben, whose clinic her fund supports, and with Dee.
    ```
    """

    kind: ClassVar[str] = "apart"
    is_must_by_default: ClassVar[bool] = True

    people: Persons | None = None
    pairs: tuple[tuple[PersonRef, PersonRef], ...] | None = None
    relation: Column | None = None
    of: Column | None = None

    @field_validator("pairs", mode="before")
    @classmethod
    def _pairs_are_pairs(cls, value: Any) -> Any:
        if value is not None and not (
            isinstance(value, list | tuple)
            and value
            and all(isinstance(p, list | tuple) and len(p) == 2 for p in value)
        ):
            raise ValueError("`pairs` are two people each: [[a, b], [c, d]]")
        return value

    @field_validator("of", mode="after")
    @classmethod
    def _of_is_a_known_cell(cls, value: str | None) -> str | None:
        if value not in {None, "apart", "avoids"}:
            raise ValueError(f"{value!r} is not a cell about people; `of` is apart or avoids, `relation` any column")
        return value

    @model_validator(mode="after")
    def _parts_somebody(self) -> Self:
        self.given_one_of("people", "pairs", "relation", "of")
        if self.people is not None and len(set(self.people)) < 2:
            raise ValueError("`people` needs two people or more")
        for one, other in self.pairs or ():
            if one == other:
                raise ValueError(f"{one!r} cannot be apart from themselves")
        return self

    def sentence(self, room: Room) -> str:
        end = f"{self.only_at(room)}."
        if self.people is not None:
            every = "no two of them share a table" if len(set(self.people)) > 2 else "never share a table"
            joint = ": " if len(set(self.people)) > 2 else " "
            return f"{self.names(room, self.people)}{joint}{every}{end}"
        if self.pairs is not None:
            distinct = {frozenset(pair): pair for pair in reversed(self.pairs)}.values()
            named = [self.names(room, pair) for pair in reversed(distinct)]
            if len(named) > NAMED:
                named = [*named[: NAMED - 1], counted(len(named) - NAMED + 1, "other pair")]
            return f"{'; '.join(named)} never share a table{end}"
        column = (self.relation or self.of or "").replace("_", " ")
        return f"Nobody shares a table with those their `{column}` names{end}"

    def encode(self, room: Room) -> Iterable[SharedTerm]:
        found = sorted({(min(pair), max(pair)) for pair in self._number_pairs(room) if pair[0] != pair[1]})
        if found:
            pairs = np.array(found, dtype=np.int64)
            yield SharedTerm(pairs, np.ones(len(pairs), dtype=np.int64), room.numbers_at(self.at))

    def _number_pairs(self, room: Room) -> Iterator[tuple[int, int]]:
        """Yield pairs of numbers of persons, in any order, some of them twice."""
        if self.relation is not None:
            yield from _related(room, self.relation)
            return
        if self.people is not None:
            named: Iterable[tuple[str, str]] = combinations(self.people, 2)
        elif self.pairs is not None:
            named = self.pairs
        else:
            named = ((p.id, other) for p in room.persons for other in (p.apart if self.of == "apart" else p.avoids))
        for one, other in named:
            if one in room.index and other in room.index:
                yield room.index[one], room.index[other]

    def check(self, room: Room, plan: Plan) -> Iterable[Finding]:
        people, staff = room.members(plan), room.staff_members(plan)
        for table in room.tables_at(self.at):
            for one, other in combinations(people[table.id] + staff[table.id], 2):
                if self._parts(room, one, other) or self._parts(room, other, one):
                    label = f"{one.label} and {other.label}"
                    yield Finding(table.id, label, "at one table", "different tables", 1, (one.id, other.id))

    def _parts(self, room: Room, one: Person, other: Person) -> bool:
        """Whether the first of two people is to be kept from the second."""
        if self.people is not None:
            return one.id in self.people and other.id in self.people
        if self.pairs is not None:
            return (one.id, other.id) in self.pairs
        if self.of is not None:
            return other.id in one.values(self.of)
        cell = one.values(self.relation or "")
        if not cell or other.id in one.with_ or one.id in other.with_:
            return False
        return any(fold(value) == fold(other.organization) or other in room.listed.named(value) for value in cell)


def _related(room: Room, column: str) -> Iterator[tuple[int, int]]:
    """Yield each person with everybody whom their cell names, but nobody tied to them by a `with`."""
    working_at: dict[str, list[int]] = {}
    for i, person in enumerate(room.persons):
        if person.organization:
            working_at.setdefault(fold(person.organization), []).append(i)
    tied = {frozenset((p.id, other)) for p in room.persons for other in p.with_}
    for i, person in enumerate(room.persons):
        for value in person.values(column):
            named = [room.index[other.id] for other in room.listed.named(value) if other.id in room.index]
            for j in {*named, *working_at.get(fold(value), ())}:
                if {person.id, room.persons[j].id} not in tied:
                    yield i, j
