"""Somebody at each table holds a duty: a chair, a reporter, a liaison."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Annotated, Any, ClassVar

import numpy as np
from pydantic import BeforeValidator, Field

from seating.findings import Finding
from seating.plan import Room
from seating.profiles import Person, Who
from seating.requirement import Column, Count, Requirement
from seating.tables import ELECTED, Table
from seating.terms import CountTerm, PresenceTerm
from seating.wording import counted, fold

__all__ = ["DutyRequirement"]


def _name(value: Any) -> Any:
    name = fold(value) if isinstance(value, str) else ""
    if not name:
        raise ValueError(f"{value!r} is not a duty; write a word such as chair, reporter or liaison")
    return name


class DutyRequirement(Requirement):
    """At each table `each` people hold a duty, chosen from those who sit there.

    With `who` only people of that description may hold it. With `rotate` (yes, unless told otherwise)
    nobody holds it again as long as somebody there could who has not had it; without, whoever had it last
    keeps it. With `differ` no two who hold it at one table share a value of that column; of a cell with
    several values the first counts, and blanks differ from everything. A table that names whom it elected
    (`chair: [ana]`) is asked for nothing more. One unit of shortfall is one holder missing.

    Example
    -------
    ```yaml
    requirement: {kind: duty, name: chair, each: 2, differ: sector}
    people:
      - {id: ana, sector: labor}
      - {id: ben, sector: labor}
      - {id: cam, sector: labor}
      - {id: dee, sector: government}
    seating: {north: [ana, ben], south: [cam, dee]}
    shortfall: 1
    because: South has chairs from two sectors; at North a second chair would be of labor too.
    ```
    """

    kind: ClassVar[str] = "duty"

    name: Annotated[str, BeforeValidator(_name)]
    who: Who | None = None
    each: Annotated[Count, Field(ge=1)] = 1
    rotate: bool = True
    differ: Column | None = None

    @property
    def asks_columns(self) -> tuple[str, ...]:
        return (*super().asks_columns, *([self.differ] if self.differ else []))

    def sentence(self, room: Room) -> str:
        whom = f" from among {self.who.phrase()}" if self.who else ""
        differ = f" who differ in {self.differ.replace('_', ' ')}" if self.differ else ""
        rotate = ", and nobody again before everyone there has been" if self.rotate else ""
        return f"{self.where(room)} has {counted(self.each, self.name)}{whom}{differ}{rotate}."

    def encode(self, room: Room) -> Iterable[CountTerm | PresenceTerm]:
        tables = np.array([n for n in room.numbers_at(self.at).tolist() if not self._elects(room.tables[n])], np.int64)
        eligible = room.where(self._may_hold)
        if not len(tables):
            return
        if self.differ is None:
            yield CountTerm.constant(eligible, tables, self.each)
            return
        groups: dict[str, list[int]] = {}
        for i in eligible.tolist():
            groups.setdefault(self._value(room.people[i]), []).append(i)
        yield PresenceTerm(tuple(np.array(group, dtype=np.int64) for group in groups.values()), tables, self.each)

    def check_table(self, room: Room, table: Table, members: Sequence[Person]) -> Iterable[Finding]:
        if self._elects(table):
            return
        found: list[Person] = []
        for person in members:
            mine = {fold(value) for value in person.values(self.differ)[:1]} if self.differ else set()
            taken = {fold(value) for other in found for value in other.values(self.differ or "")[:1]}
            if self._may_hold(person) and not mine & taken:
                found.append(person)
        if len(found) < self.each:
            yield Finding(table.id, self.name, len(found), f"at least {self.each}", self.each - len(found))

    def holders(
        self, room: Room, table: Table, members: Sequence[Person], busy: Collection[str] = ()
    ) -> tuple[Person, ...]:
        """Return who is to hold the duty at a table, the first one foremost; nobody where the table elected somebody.

        Those who never held it come first, then those who held it longest ago, and less often; without `rotate`,
        those who held it last. Of equals, whoever has no other duty, and then whoever comes first by id.

        Parameters
        ----------
        members : sequence of Person
            The people at the table.
        busy : collection of str
            Ids of those who have another duty already.
        """
        if self._elects(table):
            return ()
        held = {person.id: self._held_in(room, person) for person in members}
        sign = 1 if self.rotate else -1
        turn = {identity: (sign * max(rounds, default=-1), len(rounds)) for identity, rounds in held.items()}
        chosen: dict[str, Person] = {}
        for person in sorted(members, key=lambda person: (turn[person.id], person.id in busy, person.id)):
            if self._may_hold(person) and len(chosen) < self.each:
                chosen.setdefault(self._value(person), person)
        return tuple(chosen.values())

    def _held_in(self, room: Room, person: Person) -> list[int]:
        """Return the earlier rounds, counted from 0, in which somebody held it."""
        held = ((number, past.duties.get(person.id, ())) for number, past in enumerate(room.history.rounds))
        return [number for number, duties in held if self.name in map(fold, duties)]

    def _may_hold(self, person: Person) -> bool:
        return self.who is None or self.who.matches(person)

    def _elects(self, table: Table) -> bool:
        return self.name in ELECTED and bool(getattr(table, self.name))

    def _value(self, person: Person) -> str:
        """Return what no two holders may have in common: a value of `differ`, or something of their own."""
        values = person.values(self.differ) if self.differ else ()
        return fold(values[0]) if values else f" {person.id}"
