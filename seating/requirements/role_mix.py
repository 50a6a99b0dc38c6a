"""Every table has a given number of people of each representative type."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, ClassVar

from pydantic import field_validator

from seating.errors import InvalidValueError
from seating.profiles import Person, Role, Who
from seating.profiles.people import is_blank
from seating.requirements.base.findings import Finding, outside
from seating.requirements.base.keys import Count, RoleName
from seating.requirements.base.kind import Ask, Requirement
from seating.requirements.base.phrases import any_number, holders, subject
from seating.room.arrays import groups_at, numbers_where
from seating.room.plan import IntArray, Room
from seating.room.tables import Table
from seating.terms import CountTerm
from seating.wording import message, plural, said, said_list


class RoleMixRequirement(Requirement):
    """Each table has at least a given number of designees, doers and decision-makers.

    One unit of shortfall is one person of a type missing at a table. A person who has different types at
    different tables counts with the type for the table where they sit.

    Example
    -------
    ```yaml
    requirement: {kind: role_mix, at_least: {designee: 1, doer: 2}}
    people:
      - {id: ana, representative_type: designee}
      - {id: ben, representative_type: doer}
      - {id: cam, representative_type: doer}
      - {id: dee, representative_type: decision-maker}
    seating: {north: [ana, ben], south: [cam, dee]}
    shortfall: 3
    because: North lacks a doer; South lacks a designee and a doer.
    ```
    """

    kind: ClassVar[str] = "role_mix"
    kind_label: ClassVar[str] = message("role mix")
    topic: ClassVar[str] = message("who is needed")
    mixes: ClassVar[str] = "representative_type"
    misses_people: ClassVar[bool] = True
    can_govern: ClassVar[bool] = True
    is_monotone: ClassVar[bool] = True
    is_table_by_table: ClassVar[bool] = True

    at_least: Mapping[RoleName, Count]

    @field_validator("at_least", mode="wrap")
    @classmethod
    def _names_each_type_once(cls, value: Any, read: Callable[[Any], Mapping[Role, int]]) -> Mapping[Role, int]:
        found = read(value)
        if not found:
            raise InvalidValueError(said("needs at least one type: {designee: 1, doer: 2, decision-maker: 1}"))
        if len(found) < len(value):
            raise InvalidValueError(said("names the same type twice"))
        return found

    @property
    def asks_columns(self) -> tuple[str, ...]:
        return ("representative_type",)

    def counted_values(self, room: Room) -> tuple[str, Mapping[str, IntArray]]:
        return "representative_type", {
            role.value: numbers_where(room, _is(role)) for role, n in self.at_least.items() if n
        }

    def sentence(self, room: Room) -> str:
        wanted = said_list(holders(number, role.value) for role, number in self.at_least.items() if number)
        if not wanted:
            return any_number(room, self.at, said_list(said(plural(role.value)) for role in self.at_least))
        return said("%(where)s has at least %(wanted)s.", where=subject(room, self.at), wanted=wanted)

    def encode(self, room: Room) -> Iterable[CountTerm]:
        for role, number in self.at_least.items():
            for group, tables in groups_at(room, _is(role), room.numbers_at(self.at), self.asks_columns):
                yield CountTerm.constant(group, tables, number)

    def check_table(self, room: Room, table: Table, members: Sequence[Person]) -> Iterable[Finding]:
        types = [person.representative_type for person in members]
        for role, number in self.at_least.items():
            yield from outside(table.id, said(role.value), types.count(role), number, who=_whoever_is(role))

    def describes(self, finding: Finding, room: Room) -> Mapping[str, str] | None:
        return finding.who.example() if finding.who else None

    def asks(self, room: Room) -> Iterable[Ask]:
        tables = tuple(table.id for table in room.tables_at(self.at))
        for role, number in ((role, number) for role, number in self.at_least.items() if number):
            yield Ask(role.value, _is(role), _has_no_type, number, tables, who=_whoever_is(role))


def _is(role: Role) -> Callable[[Person], bool]:
    return lambda person: person.representative_type is role


def _whoever_is(role: Role) -> Who:
    return Who.model_validate({"representative_type": role.value})


def _has_no_type(person: Person) -> bool:
    return is_blank(person, "representative_type")
