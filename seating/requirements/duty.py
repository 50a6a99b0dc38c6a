"""Somebody at each table holds a duty: a chair, a reporter, a liaison."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Annotated, Any, ClassVar

import numpy as np
from pydantic import BeforeValidator, Field

from seating.findings import Finding, at_least
from seating.plan import Room
from seating.profiles import Person, Who
from seating.requirement import Column, Count, Requirement
from seating.tables import ELECTED, Table
from seating.terms import CountTerm, PresenceTerm
from seating.wording import fold, message, said, said_count, said_list

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
    kind_label: ClassVar[str] = message("duty")
    is_monotone: ClassVar[bool] = True

    name: Annotated[str, BeforeValidator(_name)]
    who: Who | None = None
    each: Annotated[Count, Field(ge=1)] = 1
    rotate: bool = True
    differ: Column | None = None

    @property
    def asks_columns(self) -> tuple[str, ...]:
        return (*super().asks_columns, *([self.differ] if self.differ else []))

    def sentence(self, room: Room) -> str:
        differ = self.differ.replace("_", " ") if self.differ else ""
        tables = room.tables_at(self.at)
        asked = [table for table in tables if not self._elects(table)]
        elected = said_list(table.label for table in tables if self._elects(table))
        if tables and not asked:
            return said("The %(duty)s of %(tables)s was elected.", duty=said(self.name), tables=elected)
        return said(
            "%(where)s has %(holders)s%(whom)s%(differ)s%(rotate)s.%(elected)s",
            where=self.where_at(room, asked, is_every=self.at is None and not elected),
            holders=said_count("%(number)s %(duty)s", "%(number)s %(duty)ss", self.each, duty=said(self.name)),
            whom=said(" from among %(people)s", people=self.who.phrase()) if self.who else "",
            differ=said(" who differ in %(column)s", column=differ) if differ else "",
            rotate=said(", and nobody again before everyone there has been") if self.rotate else "",
            elected=said(" %(tables)s elected its own.", tables=elected) if elected else "",
        )

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
            short = self.each - len(found)
            yield Finding(table.id, said(self.name), len(found), at_least(self.each), short, who=self.who)

    def holders(
        self,
        room: Room,
        table: Table,
        members: Sequence[Person],
        held_now: Mapping[str, Collection[str]] | None = None,
        seed: int = 0,
        stays: Collection[str] = (),
    ) -> tuple[Person, ...]:
        """Return who is to hold the duty at a table, the first one foremost; nobody where the table elected somebody.

        Those who never held it come first, then those who held it longest ago, and less often; without `rotate`,
        those who held it last. Of equals, whoever has no other duty, then whoever is of an organization with fewer
        duties this round. Lots are drawn for the rest; where people stand on the list counts for nothing.

        Parameters
        ----------
        room : Room
        table : Table
        members : sequence of Person
            The people at the table.
        held_now : mapping of person id to duties, optional
            Who has which duties this round already, at any table.
        seed : int
            Of the lots.
        stays : collection of str
            Ids of those who hold it in the seating that is repaired, and go on with it.
        """
        if self._elects(table):
            return ()
        busy = {identity: duties for identity, duties in (held_now or {}).items() if duties}
        taken = Counter(_organization(p) for p in room.people for _ in busy.get(p.id, ()))
        sign = 1 if self.rotate else -1

        def rank(person: Person) -> tuple[object, ...]:
            rounds = self._held_in(room, person)
            turn = (sign * max(rounds, default=-1), len(rounds))
            others = person.id in busy, taken[_organization(person)]
            return person.id not in stays, turn, *others, self._lot(room, table, person, seed)

        chosen: dict[str, Person] = {}
        for _ in range(self.each):
            left = [p for p in members if self._may_hold(p) and self._value(p) not in chosen]
            if left:
                person = min(left, key=rank)
                chosen[self._value(person)] = person
                taken[_organization(person)] += 1
        return tuple(chosen.values())

    def _lot(self, room: Room, table: Table, person: Person, seed: int) -> bytes:
        """Return a number that is as good as random, and the same whenever the same is asked."""
        asked = "\n".join((str(seed), str(room.round_number), self.name, table.id, person.id))
        return hashlib.sha256(asked.encode("utf-8", "surrogatepass")).digest()

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


def _organization(person: Person) -> str:
    """Return whom somebody is of; whoever is of nobody stands for themselves."""
    return fold(person.organization) or f" {person.id}"
