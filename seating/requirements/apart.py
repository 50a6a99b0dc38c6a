"""These people do not share a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Annotated, ClassVar, Self

import numpy as np
from pydantic import Field, model_validator

from seating.groups import group_by_key
from seating.profiles import ELSEWHERE, Person
from seating.requirements.base.findings import Finding, state
from seating.requirements.base.keys import Column, Pairs, Persons, only_columns, require_group, require_one_of
from seating.requirements.base.kind import Requirement
from seating.requirements.base.phrases import about_pairs, heading_of, names, only_at
from seating.room.plan import Plan, Room, find_seated
from seating.terms import SharedTerm
from seating.terms.pair_terms import number_pairs
from seating.wording import fold, message, said, said_list

_Cell = Annotated[
    Column | None,
    only_columns(
        ("apart", "avoids"),
        said("is not a column that names people to avoid"),
        said("`of` must be `apart` or `avoids`. For another column, use `relation`."),
    ),
]


class ApartRequirement(Requirement):
    """Certain people sit at different tables.

    `people` keeps all these people apart from each other. `pairs` keeps the two people in each pair apart.
    `relation` names a column. Each person's cell in that column lists people (by id or name) and organizations.
    The person is kept apart from these people and from the members of these organizations, unless one of the
    two names the other in `with`. `of` is the column whose cells are used: `apart` or `avoids`. One unit of
    shortfall is one pair at the same table, counted once even if several cells name it. With `at`, only pairs
    at those tables count. Staff are included.

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
    because: Ana sits with Ben, whose clinic she funds, and with Dee, whom she also funds.
    ```
    """

    kind: ClassVar[str] = "apart"
    kind_label: ClassVar[str] = message("apart")
    topic: ClassVar[str] = message("who sits apart")
    can_govern: ClassVar[bool] = True
    is_must_by_default: ClassVar[bool] = True

    people: Persons | None = None
    pairs: Pairs | None = None
    relation: Column | None = Field(default=None, description="a column that names people or organizations")
    of: _Cell = Field(default=None, description="`apart` or `avoids`, the column whose cells are used")

    @model_validator(mode="after")
    def _parts_somebody(self) -> Self:
        require_one_of(self, "people", "pairs", "relation", "of")
        require_group(self.people)
        return self

    def sentence(self, room: Room) -> str:
        where = only_at(room, self.at)
        if self.people is not None:
            people = names(room, tuple(dict.fromkeys(self.people)))
            if len(set(self.people)) > 2:
                return said("No two of %(people)s share a table%(where)s.", people=people, where=where)
            if not self.is_must:  # "never" promises too much of what is weighed
                return said("%(people)s do not share a table%(where)s.", people=people, where=where)
            return said("%(people)s never share a table%(where)s.", people=people, where=where)
        if self.pairs is not None:
            several = message("These pairs never share a table%(where)s: %(people)s.")
            one = message("%(people)s never share a table%(where)s.")
            if not self.is_must:
                several = message("These pairs do not share a table%(where)s: %(people)s.")
                one = message("%(people)s do not share a table%(where)s.")
            return about_pairs(room, self.pairs, self.at, one, several)
        if self.relation is not None:
            return said(
                'No one shares a table with a person or an organization named in their column "%(column)s"%(where)s.',
                column=self.relation.replace("_", " "),
                where=where,
            )
        return said(
            'No one shares a table with anyone named in their column "%(column)s"%(where)s.',
            column=heading_of(room.listed, self.of),
            where=where,
        )

    def encode(self, room: Room) -> Iterable[SharedTerm]:
        pairs = number_pairs(room.index, self.people, self._list_pairs(room))
        if len(pairs):
            yield SharedTerm(pairs, np.ones(len(pairs), dtype=np.int64), room.numbers_at(self.at))

    def parts(self, room: Room) -> Iterator[tuple[str, str]]:
        """Yield pairs of persons, by id, that it keeps apart at all tables."""
        if self.at is None:
            yield from (pair for pair in self._list_pairs(room) if pair[0] in room.index and pair[1] in room.index)

    def _list_pairs(self, room: Room) -> Iterable[tuple[str, str]]:
        """Return pairs of ids in any order; a pair can come more than once."""
        if self.relation is not None:
            return _related(room, self.relation)
        if self.people is not None:
            return combinations(self.people, 2)
        if self.pairs is not None:
            return self.pairs
        return ((p.id, other) for p in room.persons for other in (p.apart if self.of == "apart" else p.avoids))

    def check(self, room: Room, plan: Plan) -> Iterable[Finding]:
        seen = set[frozenset[str]]()
        have, wanted = said("at one table"), state(said("different tables"), is_place=True)
        for table, one, other in self._meetings(room, plan):
            pair = frozenset({one.id, other.id})
            if self.watches(table) and pair not in seen:
                seen.add(pair)
                label = said_list([one.label, other.label])
                yield Finding(
                    table,
                    label,
                    have,
                    wanted,
                    1,
                    (one.id, other.id),
                    says=said("%(people)s share this table", people=label),
                )

    def _meetings(self, room: Room, plan: Plan) -> Iterator[tuple[str, Person, Person]]:
        """Yield each table with two people who share it and should be apart; a pair can come more than once."""
        for named in (*(self.pairs or ()), *([self.people] if self.people is not None else [])):
            seated = [(person, plan.tables_of(person.id)) for person in find_seated(room, named, plan)]
            for (one, at), (other, there) in combinations(seated, 2):
                yield from ((table, one, other) for table in at if table in there)
        column = self.of or self.relation
        if column is not None:
            people, staff = room.members(plan), room.staff_members(plan)
            for table in people:
                everyone = tuple(person.at(ELSEWHERE) for person in people[table] + staff[table])
                for one in (person for person in everyone if person.values(column)):
                    yield from (
                        (table, one, other) for other in everyone if other is not one and self._parts(room, one, other)
                    )

    def _parts(self, room: Room, one: Person, other: Person) -> bool:
        """Whether the cell of `one` keeps them apart from `other`."""
        if self.of is not None:
            return other.id in one.values(self.of)
        cell = one.values(self.relation or "")
        if other.id in one.with_ or one.id in other.with_:
            return False
        return any(fold(value) == fold(other.organization) or other in room.listed.named(value) for value in cell)


def _related(room: Room, column: str) -> Iterator[tuple[str, str]]:
    """Yield each person with everyone their cell names, except pairs in which a `with` names the other person."""
    working_at = group_by_key((fold(one.organization), one.id) for one in room.persons if one.organization)
    tied = {frozenset((p.id, other)) for p in room.persons for other in p.with_}
    for person in room.persons:
        for value in person.values(column):
            named = [other.id for other in room.listed.named(value) if other.id in room.index]
            for other in {*named, *working_at.get(fold(value), ())}:
                if {person.id, other} not in tied:
                    yield person.id, other
