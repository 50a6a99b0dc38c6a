"""Everyone at one table has counterparts at another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import ClassVar, Self

import numpy as np
from pydantic import Field, model_validator

from seating.errors import InvalidValueError
from seating.profiles import ELSEWHERE, Person
from seating.profiles.heads import without_held_seats
from seating.requirements.base.findings import Finding, at_least
from seating.requirements.base.keys import Column, Tables
from seating.requirements.base.kind import LinkRequirement
from seating.room.plan import Plan, Room
from seating.terms import LinkTerm
from seating.wording import Said, fold, message, said, said_count, said_list

ORGANIZATION = "organization"
"""The column that relates people of the same organization, instead of the people that it names."""


class CounterpartRequirement(LinkRequirement):
    """Everyone at one table has a counterpart at another, such as someone from the same organization.

    `from` is the table or tables whose people need counterparts. `to` is the table or tables where the
    counterparts sit. `of` names a column. The counterparts of a person are the people whose cell in that column
    names the person, by id or name, or the person's organization. With `of: organization`, they are the other
    people from the same organization. One unit of shortfall is one counterpart that a person at `from` lacks at
    `to`. No one is their own counterpart. Staff are not included. A held seat at `from` needs no counterparts
    until someone fills it. A held seat at `to` counts as the person it is held for. `at` has no meaning for
    this kind.

    The tables may be governance tables. If the program chooses members of one of these tables, it chooses them
    to fit the other tables. If people are seated at the tables on one side, and the members on the other side
    are named, the seats are chosen to fit the members. Otherwise the requirement is only checked.

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
    because: Dee works for Ana, and Eli for Ben's clinic; no one at South works for Cam or for Fay.
    ```
    """

    kind: ClassVar[str] = "counterpart"
    kind_label: ClassVar[str] = message("counterpart")
    topic: ClassVar[str] = message("who is needed")
    is_monotone: ClassVar[bool] = True
    can_govern: ClassVar[bool] = True
    misses_people: ClassVar[bool] = True

    of: Column = Field(description="a column that names people or organizations, or organization")
    from_: Tables = Field(alias="from", description="the tables whose people need counterparts")
    to: Tables = Field(description="the tables where the counterparts sit")
    at_least: int = Field(default=1, ge=1, le=1000, strict=True, description="a number of counterparts")

    @model_validator(mode="after")
    def _links_different_tables(self) -> Self:
        if self.at is not None:
            raise InvalidValueError(
                said("`at` is not a key of `counterpart`"), said("Write the tables in `from` and `to`.")
            )
        if not self.from_ or not self.to:
            raise InvalidValueError(said("`from` or `to` names no table"))
        both = [table for table in self.from_ if table in self.to]
        if both:
            raise InvalidValueError(said("is in both `from` and `to`"), said("Name different tables."), value=both[0])
        return self

    def watches(self, table: str) -> bool:
        return table in self.from_ or table in self.to

    @property
    def naming_column(self) -> str:
        return "" if fold(self.of) == ORGANIZATION else self.of

    def sentence(self, room: Room) -> str:
        where, there = _names(room, self.from_), _names(room, self.to, last="or")
        if fold(self.of) == ORGANIZATION:
            return said_count(
                "Everyone at %(where)s has at least %(number)s person from their organization at %(there)s.",
                "Everyone at %(where)s has at least %(number)s people from their organization at %(there)s.",
                self.at_least,
                where=where,
                there=there,
            )
        return said_count(
            'Everyone at %(where)s is named by at least %(number)s person at %(there)s in the column "%(column)s".',
            'Everyone at %(where)s is named by at least %(number)s people at %(there)s in the column "%(column)s".',
            self.at_least,
            where=where,
            there=there,
            column=self.of.replace("_", " "),
        )

    def encode(self, room: Room) -> Iterable[LinkTerm]:
        sources, targets = room.numbers_at(self.from_), room.numbers_at(self.to)
        waiting, present = _known_people(room, self.from_), _known_people(room, self.to)
        if not len(sources) and not waiting:
            return
        links: dict[tuple[tuple[int, ...], int], tuple[list[int], list[str]]] = {}

        def link(member: Person, counterparts: Iterable[int]) -> tuple[list[int], list[str]]:
            known = sum(_is_counterpart(room, self.of, person, member) for person in present.values())
            free = (n for n in counterparts if room.people[n].id not in present) if len(targets) else ()
            return links.setdefault((tuple(free), max(0, self.at_least - known)), ([], []))

        counterparts_of = list(_counterparts(room, self.of))
        for person in room.coming if len(sources) else ():
            if person.id not in waiting:
                number = room.index[person.id]
                link(person, counterparts_of[number])[0].append(number)
        for member in without_held_seats(waiting.values()):
            theirs = (n for n, one in enumerate(room.people) if _is_counterpart(room, self.of, one, member))
            link(member, theirs)[1].append(member.id)
        found = [(group, low, *who) for (group, low), who in links.items() if low]
        if found:
            yield LinkTerm(
                members=tuple(np.array(members, dtype=np.int64) for _, _, members, _ in found),
                counterparts=tuple(np.array(group, dtype=np.int64) for group, _, _, _ in found),
                low=np.array([low for _, low, _, _ in found], dtype=np.int64),
                fixed=np.array([len(fixed) for _, _, _, fixed in found], dtype=np.int64),
                sources=sources,
                targets=targets,
            )

    def describes(self, finding: Finding, room: Room) -> Mapping[str, str] | None:
        member = room.listed.by_id[finding.people[0]]
        if fold(self.of) == ORGANIZATION:
            return {ORGANIZATION: member.organization} if member.organization else None
        return {self.of: member.name if len(room.listed.named(member.name)) == 1 else member.id}

    def check(self, room: Room, plan: Plan) -> Iterable[Finding]:
        there = [person for _, person in _people_at(room, plan, self.to)]
        for member in without_held_seats(person for _, person in _people_at(room, plan, self.from_)):
            have = sum(_is_counterpart(room, self.of, person, member) for person in there)
            if have < self.at_least:
                yield self._finding(room, member, have)

    def links(self, room: Room, plan: Plan) -> Iterable[tuple[str, str, str]]:
        linked: dict[tuple[str, str, str], None] = {}
        members = list(_people_at(room, plan, self.from_))
        for there, person in _people_at(room, plan, self.to):
            for here, member in members:
                if _is_counterpart(room, self.of, person, member):
                    linked[person.id, there, here] = None
        return linked

    def _finding(self, room: Room, member: Person, have: int) -> Finding:
        table = self.to[0] if len(self.to) == 1 and self.to[0] in room.table_index else None
        there = said("here") if table else said("at %(table)s", table=_names(room, self.to, last="or"))
        says = said(
            "%(person)s has only %(number)s of %(least)s counterparts %(there)s",
            number=have,
            least=self.at_least,
            person=member.label,
            there=there,
        )
        if not have:
            says = said("no one %(there)s is a counterpart of %(person)s", there=there, person=member.label)
        if fold(self.of) == ORGANIZATION and not member.organization:
            says = said(
                "%(person)s has no organization on the list, so no one can be from the same organization",
                person=member.label,
            )
        return Finding(
            table, member.label, have, at_least(self.at_least), self.at_least - have, (member.id,), says=says
        )


def _known_people(room: Room, tables: Iterable[str]) -> Mapping[str, Person]:
    """Return the people, without staff, at those of the tables that are not in the room, by id."""
    ids = sorted({person for table in tables for person in room.memberships.get(table, ())})
    found = (room.listed.by_id[identity] for identity in ids if identity in room.listed.by_id)
    return {person.id: person for person in found if person.duty is None}


def _people_at(room: Room, plan: Plan, tables: Sequence[str]) -> Iterator[tuple[str, Person]]:
    """Yield each person at the tables with their table; those at tables elsewhere come last, each once."""
    members = room.members(plan)
    seen = set()
    for table in room.tables_at(tables):
        for person in members[table.id]:
            seen.add(person.id)
            yield table.id, person.at(ELSEWHERE)
    for identity, person in _known_people(room, tables).items():
        if identity not in seen:
            yield next(table for table in tables if identity in room.memberships.get(table, ())), person


def _names(room: Room, tables: Sequence[str], last: str = "and") -> str:
    """Return the names of tables, those in the room first."""
    here = [table.label for table in room.tables_at(tables)]
    elsewhere = (room.labels_elsewhere.get(table, table) for table in tables if table not in room.table_index)
    return said_list([*here, *elsewhere], last)


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


def name_counterparts(tables: Iterable[str]) -> Said:
    """Return what people lack who have too few counterparts at tables with these names."""
    return said("counterparts at %(tables)s", tables=said_list(tables, last="or"))
