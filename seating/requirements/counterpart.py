"""Everyone at one table has counterparts at another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, ClassVar, Self

import numpy as np
from pydantic import Field, model_validator

from seating.errors import InvalidValueError
from seating.findings import Finding, at_least
from seating.key_types import Column, Tables
from seating.phrases import table_names
from seating.plan import Plan, Room
from seating.profiles import Person
from seating.requirement import LinkRequirement
from seating.terms import LinkTerm
from seating.wording import fold, message, said, said_count

__all__ = ["CounterpartRequirement"]

ORGANIZATION = "organization"
"""The column that relates people of the same organization, instead of the people whom it names."""


class CounterpartRequirement(LinkRequirement):
    """Everyone at one table has somebody of theirs at another, such as the members of a board in a staff group.

    `from` is the table, or the tables, whose people need counterparts. `to` is where the counterparts sit. `of` names a
    column; the counterparts of a person are the people whose cell of that column names the person, by id or name, or
    the person's organization. With `of: organization` they are the people of the same organization. One unit
    of shortfall is one counterpart that a person at `from` lacks at `to`. Nobody is their own counterpart. Staff are
    not included. `at` has no meaning here.

    Example
    -------
    ```yaml
    requirement: {kind: counterpart, of: works_for, from: north, to: south, at_least: 1}
    people:
      - {id: ana}
      - {id: ben, organization: Elm Clinic}
      - {id: cam}
      - {id: dee, works_for: Ana}
      - {id: eli, works_for: Elm Clinic}
      - {id: fay, works_for: Cam}
    seating: {north: [ana, ben, cam, fay], south: [dee, eli]}
    shortfall: 2
    because: Dee works for Ana, and Eli for the clinic of Ben; nobody at South works for Cam or for Fay.
    ```
    """

    kind: ClassVar[str] = "counterpart"
    kind_label: ClassVar[str] = message("counterpart")
    is_monotone: ClassVar[bool] = True
    can_govern: ClassVar[bool] = True

    of: Column = Field(description="a column that names people or organizations, or organization")
    from_: Tables = Field(alias="from", description="the tables whose people need counterparts")
    to: Tables = Field(description="the tables where the counterparts sit")
    at_least: Annotated[int, Field(ge=1, le=1000, strict=True)] = 1

    @model_validator(mode="after")
    def _links_different_tables(self) -> Self:
        if self.at is not None:
            raise InvalidValueError("`at` is not a key of counterpart", "Write the tables in `from` and `to`.")
        if not self.from_ or not self.to:
            raise InvalidValueError("`from` or `to` names no table")
        both = [table for table in self.from_ if table in self.to]
        if both:
            raise InvalidValueError("is in both `from` and `to`", "Name different tables.", value=both[0])
        return self

    def watches(self, table: str) -> bool:
        return table in self.from_ or table in self.to

    @property
    def naming_column(self) -> str:
        return "" if fold(self.of) == ORGANIZATION else self.of

    def sentence(self, room: Room) -> str:
        where, there = table_names(room, self.from_), table_names(room, self.to)
        if fold(self.of) == ORGANIZATION:
            return said_count(
                "Everyone at %(where)s has at least %(number)s person of their organization at %(there)s.",
                "Everyone at %(where)s has at least %(number)s people of their organization at %(there)s.",
                self.at_least,
                where=where,
                there=there,
            )
        return said_count(
            'Everyone at %(where)s is named by at least %(number)s person at %(there)s in their column "%(column)s".',
            'Everyone at %(where)s is named by at least %(number)s people at %(there)s in their column "%(column)s".',
            self.at_least,
            where=where,
            there=there,
            column=self.of.replace("_", " "),
        )

    def encode(self, room: Room) -> Iterable[LinkTerm]:
        sources, targets = room.numbers_at(self.from_), room.numbers_at(self.to)
        if not len(sources):
            return
        links: dict[tuple[int, ...], list[int]] = {}
        for member, counterparts in enumerate(_counterparts(room, self.of)):
            links.setdefault(counterparts, []).append(member)
        if links:
            yield LinkTerm(
                members=tuple(np.array(members, dtype=np.int64) for members in links.values()),
                counterparts=tuple(np.array(group, dtype=np.int64) for group in links),
                low=np.full(len(links), self.at_least, dtype=np.int64),
                fixed=np.zeros(len(links), dtype=np.int64),
                sources=sources,
                targets=targets,
            )

    def describes(self, finding: Finding, room: Room) -> Mapping[str, str] | None:
        member = room.listed.by_id[finding.people[0]]
        if fold(self.of) == ORGANIZATION:
            return {ORGANIZATION: member.organization} if member.organization else None
        return {self.of: member.name if len(room.listed.named(member.name)) == 1 else member.id}

    def check(self, room: Room, plan: Plan) -> Iterable[Finding]:
        members = room.members(plan)
        there = [person for table in room.tables_at(self.to) for person in members[table.id]]
        for table in room.tables_at(self.from_):
            for member in members[table.id]:
                have = sum(_is_counterpart(room, self.of, person, member) for person in there)
                if have < self.at_least:
                    yield self._finding(room, member, have)

    def links(self, room: Room, plan: Plan) -> Iterable[tuple[str, str, str]]:
        members = room.members(plan)
        linked: dict[tuple[str, str, str], None] = {}
        for there in room.tables_at(self.to):
            for person in members[there.id]:
                for here in room.tables_at(self.from_):
                    if any(_is_counterpart(room, self.of, person, member) for member in members[here.id]):
                        linked[person.id, there.id, here.id] = None
        return linked

    def _finding(self, room: Room, member: Person, have: int) -> Finding:
        says = said_count(
            "%(person)s has %(number)s counterpart at %(there)s instead of at least %(least)s",
            "%(person)s has %(number)s counterparts at %(there)s instead of at least %(least)s",
            have,
            person=member.label,
            there=table_names(room, self.to),
            least=self.at_least,
        )
        if fold(self.of) == ORGANIZATION and not member.organization:
            says = said("%(person)s has no organization in the list, so nobody can be of it", person=member.label)
        table = self.to[0] if len(self.to) == 1 else None
        return Finding(
            table, member.label, have, at_least(self.at_least), self.at_least - have, (member.id,), says=says
        )


def _counterparts(room: Room, column: str) -> Iterator[tuple[int, ...]]:
    """Yield the numbers of the counterparts of each person, in ascending order; staff have none and are none."""
    naming: dict[str, set[int]] = {}
    of_organization: dict[str, set[int]] = {}
    for number, person in enumerate(room.people):
        for value in person.values(column):
            of_organization.setdefault(fold(value), set()).add(number)
            for named in room.listed.named(value) if fold(column) != ORGANIZATION else ():
                naming.setdefault(named.id, set()).add(number)
    for person in room.people:
        theirs = naming.get(person.id, set())
        if person.organization:
            theirs = theirs | of_organization.get(fold(person.organization), set())
        yield tuple(sorted(theirs))


def _is_counterpart(room: Room, column: str, person: Person, member: Person) -> bool:
    """Whether a person is a counterpart of a member."""
    if person.id == member.id:
        return False
    cell = person.values(column)
    if member.organization and any(fold(value) == fold(member.organization) for value in cell):
        return True
    return fold(column) != ORGANIZATION and any(member in room.listed.named(value) for value in cell)
