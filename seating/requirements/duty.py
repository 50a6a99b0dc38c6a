"""People at each table hold a duty such as chair, reporter or liaison."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Annotated, Any, ClassVar

import numpy as np
from pydantic import BeforeValidator, Field

from seating.errors import InvalidValueError
from seating.findings import Finding, at_least
from seating.key_types import Column, Count
from seating.phrases import column_words, holders, subject, subject_of
from seating.plan import Room
from seating.profiles import Person, Who
from seating.requirement import Requirement
from seating.tables import ELECTED, Table
from seating.terms import CountTerm, PresenceTerm
from seating.wording import fold, message, said, said_list

__all__ = ["DutyRequirement"]


def _name(value: Any) -> Any:
    name = fold(value) if isinstance(value, str) else ""
    if not name:
        raise InvalidValueError("is not a duty", "Write a word such as chair, reporter or liaison.", value=value)
    return name


class DutyRequirement(Requirement):
    """At each table, a given number of people (`each`) hold a duty.

    With `who`, only people who match that description may hold it. With `rotate: true` (the default),
    nobody holds it again while somebody at the table who has never held it could do so; with `rotate: false`,
    the last holder keeps it. With `differ`, no two holders at a table share a value of that column; only
    the first value of a cell counts, and a blank differs from everything. A table that names the people
    it elected (`chair: [ana]`) needs nobody else. One unit of shortfall is one holder missing.

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
    because: South can have chairs from two sectors; at North a second chair would also be from labor.
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
        tables = room.tables_at(self.at)
        asked = [table for table in tables if not self._elects(table)]
        elected = self._elected([table for table in tables if self._elects(table)])
        if tables and not asked:
            return elected
        differ = column_words(self.differ) if self.differ and self.each > 1 else ""
        is_every = self.at is None and not elected
        text = said(
            "%(where)s has %(holders)s%(differ)s%(whom)s%(rotate)s.",
            where=subject_of(asked, is_every=is_every) if asked else subject(room, self.at),
            holders=holders(self.each, self.name),
            differ=said(" who differ in %(column)s", column=differ) if differ else "",
            whom=said(", chosen from %(people)s", people=self.who.phrase()) if self.who else "",
            rotate=said("; nobody serves again before everyone at the table has served") if self.rotate else "",
        )
        return said("%(first)s %(second)s", first=text, second=elected) if elected else text

    def _elected(self, tables: Sequence[Table]) -> str:
        """Return the sentence about the tables that elected somebody; "" if there are none."""
        if not tables:
            return ""
        labels = said_list(table.label for table in tables)
        if len(tables) == 1:
            return said("%(tables)s elected its own %(duty)s.", tables=labels, duty=said(self.name))
        return said("%(tables)s elected their own %(duty)s.", tables=labels, duty=said(self.name))

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
        """Return the people who hold the duty at a table, best choice first; nobody if the table elected somebody.

        People who never held the duty come first, then those who held it longest ago, then those who held it
        less often. Without `rotate`, the most recent holders come first. Ties go to people without another
        duty, then to people whose organization has fewer duties this round. Remaining ties are broken by lot;
        the order of the list does not matter.

        Parameters
        ----------
        room : Room
        table : Table
        members : sequence of Person
            The people at the table.
        held_now : mapping of person id to collection of str, optional
            Duties already assigned this round, at any table.
        seed : int
            Random seed for the lots.
        stays : collection of str
            Ids of people who hold the duty in the seating under repair and keep it.

        Returns
        -------
        tuple of Person
            At most `each` people.
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
        """Return pseudorandom bytes that depend only on the arguments, the round and the duty."""
        asked = "\n".join((str(seed), str(room.round_number), self.name, table.id, person.id))
        return hashlib.sha256(asked.encode("utf-8", "surrogatepass")).digest()

    def _held_in(self, room: Room, person: Person) -> list[int]:
        """Return the earlier rounds, counted from 0, in which a person held the duty."""
        held = ((number, past.duties.get(person.id, ())) for number, past in enumerate(room.history.rounds))
        return [number for number, duties in held if self.name in map(fold, duties)]

    def _may_hold(self, person: Person) -> bool:
        return self.who is None or self.who.matches(person)

    def _elects(self, table: Table) -> bool:
        return self.name in ELECTED and bool(getattr(table, self.name))

    def _value(self, person: Person) -> str:
        """Return a person's value of `differ`, or a value unique to the person where there is none."""
        values = person.values(self.differ) if self.differ else ()
        return fold(values[0]) if values else f" {person.id}"


def _organization(person: Person) -> str:
    """Return a person's folded organization, or a value unique to the person where the cell is blank."""
    return fold(person.organization) or f" {person.id}"
