"""People at each table hold a duty such as chair, reporter or liaison."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import takewhile
from typing import Annotated, Any, ClassVar, Self

import numpy as np
from pydantic import BeforeValidator, Field, model_validator

from seating.errors import InvalidValueError
from seating.groups import group_by_key
from seating.profiles import People, Person, Who
from seating.requirements.base.findings import Finding, at_least
from seating.requirements.base.keys import Column, Count
from seating.requirements.base.kind import Requirement
from seating.requirements.base.phrases import column_words, holders, subject, subject_of
from seating.room.arrays import numbers_where, people_at
from seating.room.history import PastRound
from seating.room.plan import IntArray, Plan, Room
from seating.room.tables import ELECTED, Table
from seating.terms import CountTerm, PresenceTerm
from seating.wording import fold, message, plural, said, said_count, said_joined, said_list


def _name(value: Any) -> Any:
    name = fold(value) if isinstance(value, str) else ""
    if not name:
        raise InvalidValueError(
            said("is not a duty"), said("Write a word such as chair, reporter or liaison."), value=value
        )
    return name


SAID_ELECTED = message("%(tables)s elected its own %(duty)s.")
SAID_ALL_ELECTED = message("%(tables)s elected their own %(duty)s.")
SAID_PARTLY = message("%(tables)s elected %(number)s of its %(each)s %(duty)s.")
SAID_ALL_PARTLY = message("%(tables)s each elected %(number)s of their %(each)s %(duty)s.")
SAID_AWAY = message("%(tables)s elected its own %(duty)s, who has no seat in this round.")
SAID_SEVERAL_AWAY = message("%(tables)s elected its own %(duty)s, who have no seat in this round.")
SAID_ALL_AWAY = message("%(tables)s elected their own %(duty)s, who have no seat in this round.")


class DutyRequirement(Requirement):
    """At each table, a given number of people (`each`) hold a duty.

    With `who`, only people who match that description may hold the duty. A holder who stays at the table keeps
    the duty in the next round. With `rotate: true`, no one has the duty a second time as long as someone at the
    table could have it for the first time. With `term: 2`, a holder keeps it for two rounds in a row, as long
    as they stay at the table, and then it rotates. With `differ`, no two holders at a table share a value in
    that column. Only the first value in a cell counts, and a blank differs from everything. The people that a
    table names as elected (`chair: [ana]`) hold the duty. If there are fewer of them than `each`, the program
    suggests other people for the remaining places. It never suggests a held seat (`status: open`), or a child
    who is part of a party. People who share a language with fewer than half of the others at the table, or of
    those at a table that they would join by the duty, are suggested only if no one else is left. If the
    requirement is private, only the page of private requirements names the people suggested. One unit of
    shortfall is one holder missing.

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
    because: South can have chairs from two sectors; at North, a second chair would also be from labor.
    ```
    """

    kind: ClassVar[str] = "duty"
    kind_label: ClassVar[str] = message("duty")
    topic: ClassVar[str] = message("who is needed")
    misses_people: ClassVar[bool] = True
    is_monotone: ClassVar[bool] = True
    counts_guests: ClassVar[bool] = False

    name: Annotated[str, BeforeValidator(_name, json_schema_input_type=str | int)]
    who: Who | None = None
    each: Annotated[Count, Field(ge=1)] = 1
    rotate: bool = False
    term: Count = Field(default=1, ge=1, description="a number of rounds")
    differ: Column | None = None

    @model_validator(mode="after")
    def _term_ends_in_rotation(self) -> Self:
        if self.term > 1 and not self.rotate and "rotate" in self.model_fields_set:
            raise InvalidValueError(
                said(
                    "`term` sets the number of rounds after which the duty rotates, but with `rotate: false` it never "
                    "rotates"
                ),
                said("Leave out one of the two."),
            )
        return self

    @property
    def rotates(self) -> bool:
        """Whether the duty passes on: with `rotate: true`, and with a `term`, after which it does."""
        return self.rotate or self.term > 1

    @property
    def asks_columns(self) -> tuple[str, ...]:
        return (*super().asks_columns, *([self.differ] if self.differ else []))

    def check(self, room: Room, plan: Plan) -> Iterable[Finding]:
        return super().check(room, Plan(plan.seats))

    def sentence(self, room: Room) -> str:
        tables = room.tables_at(self.at)
        asked = [table for table in tables if self.lacking(table)]
        elected = self._elected(room, [table for table in tables if self.elected(table)])
        if tables and not asked:
            return elected
        differ = column_words(self.differ) if self.differ and self.each > 1 else ""
        is_every = self.at is None and len(asked) == len(tables)
        text = said(
            "%(where)s has %(holders)s%(differ)s%(whom)s%(rotate)s.",
            where=subject_of(asked, is_every=is_every) if asked else subject(room, self.at),
            holders=holders(self.each, self.name),
            differ=said(" who differ in %(column)s", column=differ) if differ else "",
            whom=said(", chosen from %(people)s", people=self.who.phrase()) if self.who else "",
            rotate=self._rotation(),
        )
        return said("%(first)s %(second)s", first=text, second=elected) if elected else text

    def _rotation(self) -> str:
        if not self.rotates:
            return ""
        if self.term == 1 and self.who:
            return said("; no one serves again before everyone at the table who can serve has done so")
        if self.term == 1:
            return said("; no one serves again before everyone at the table has served")
        if self.who:
            return said(
                "; each serves for %(rounds)s rounds, and no one serves again before everyone at the table who "
                "can serve has done so",
                rounds=self.term,
            )
        return said(
            "; each serves for %(rounds)s rounds, and no one serves again before everyone at the table has served",
            rounds=self.term,
        )

    def _elected(self, room: Room, tables: Sequence[Table]) -> str:
        """Return the sentences about the tables that elected someone; "" if there are none."""
        away = [table for table in tables if room.index.keys().isdisjoint(self.elected(table))]
        alike = group_by_key(
            ((len(self.elected(table)) if self.lacking(table) else self.each, table in away), table) for table in tables
        )
        ordered = sorted(alike.items(), key=lambda one: (one[0][1], -one[0][0]))
        found = [self._tell_elected(here, is_away=is_away) for (_, is_away), here in ordered]
        return said_joined(found, " ") if found else ""

    def _tell_elected(self, tables: Sequence[Table], *, is_away: bool) -> str:
        """Return the sentence about tables that elected equally many; the duty is in the plural if several hold it."""
        number, is_one = sum(len(self.elected(table)) for table in tables), len(tables) == 1
        labels = said_list(table.label for table in tables)
        if self.lacking(tables[0]):
            return self._tell_partly_elected(labels, len(tables), number, is_away=is_away)
        text = SAID_ELECTED if is_one else SAID_ALL_ELECTED
        if is_away:
            text = SAID_ALL_AWAY if not is_one else SAID_AWAY if number == 1 else SAID_SEVERAL_AWAY
        return said(text, tables=labels, duty=said(self.name if number == 1 else plural(self.name)))

    def _tell_partly_elected(self, labels: str, tables: int, number: int, *, is_away: bool) -> str:
        """Return the sentence about tables that elected only some of the holders that they need."""
        told = said(
            SAID_PARTLY if tables == 1 else SAID_ALL_PARTLY,
            tables=labels,
            number=number // tables,
            each=self.each,
            duty=said(plural(self.name)),
        )
        if not is_away:
            return told
        gone = said_count(
            "The person elected there has no seat in this round.",
            "The people elected there have no seat in this round.",
            number,
        )
        return said_joined([told, gone], " ")

    def encode(self, room: Room) -> Iterable[CountTerm | PresenceTerm]:
        alike = group_by_key(
            (self.elected(room.tables[n]), n) for n in room.numbers_at(self.at).tolist() if self.lacking(room.tables[n])
        )
        for numbers in alike.values():
            for people, tables in people_at(room, np.array(numbers, dtype=np.int64), self.asks_columns):
                yield from self._encode_alike(room, people, tables)

    def _encode_alike(
        self, room: Room, people: Sequence[Person], tables: IntArray
    ) -> Iterable[CountTerm | PresenceTerm]:
        """Yield the terms for tables that elected the same people and at which everyone has the same cells."""
        first = room.tables[int(tables[0])]
        eligible, lacking = numbers_where(room, self._able(room.listed, first), people), self.lacking(first)
        if self.differ is None:
            yield CountTerm.constant(eligible, tables, lacking)
            return
        groups = group_by_key((self.value(people[i]), i) for i in eligible.tolist())
        members = tuple(np.array(group, dtype=np.int64) for group in groups.values())
        yield PresenceTerm(members, tables, lacking)

    def check_table(self, room: Room, table: Table, members: Sequence[Person]) -> Iterable[Finding]:
        lacking = self.lacking(table)
        if not lacking:
            return
        taken = {fold(v) for p in self._holding(room.listed, table) for v in p.values(self.differ or "")[:1]}
        more = 0
        for person in members:
            mine = {fold(value) for value in person.values(self.differ)[:1]} if self.differ else set()
            is_free = person.may_hold_duty and person.id not in self.elected(table)
            if is_free and (self.who is None or self.who.matches(person)):
                more += not mine & taken
                taken |= mine
        if more < lacking:
            have = self.each - lacking + more
            yield Finding(table.id, said(self.name), have, at_least(self.each), lacking - more, who=self.who)

    def elected(self, table: Table) -> tuple[str, ...]:
        """Return the ids of the people that a table elected to the duty."""
        return tuple(dict.fromkeys(getattr(table, self.name))) if self.name in ELECTED else ()

    def lacking(self, table: Table) -> int:
        """Return how many holders a table needs in addition to those it elected."""
        return max(0, self.each - len(self.elected(table)))

    def find_candidates(self, room: Room, table: Table, members: Iterable[Person]) -> tuple[Person, ...]:
        """Return the people who could hold the duty at a table and were not elected, in the given order."""
        return tuple(filter(self._able(room.listed, table), members))

    def turn(self, room: Room, table: Table, person: Person) -> tuple[int, int, int]:
        """Return a key by which possible holders are preferred, the smallest first.

        People who held the duty at the table in the last round, and whose term is not over, come first. Then come
        people who never held the duty, then those who held it longest ago, then those who held it less often. If the
        duty does not rotate, someone who was only suggested for it did not hold it.

        Parameters
        ----------
        room : Room
        table : Table
            Where the person sits.
        person : Person
        """
        held = [
            number
            for number, past in enumerate(room.history.rounds)
            if self._held(past, person.id) and (self.rotates or self._was_elected(past, person.id))
        ]
        served = self._count_served(room, table, person.id)
        is_serving = served % self.term != 0 if self.rotates else served > 0
        return (not is_serving, max(held, default=-1), len(held))

    def offered(self, room: Room, person: Person) -> tuple[int, int]:
        """Return a key by which people come after others because they held the duty, or were suggested for it."""
        rounds = [number for number, past in enumerate(room.history.rounds) if self._held(past, person.id)]
        return max(rounds, default=-1), len(rounds)

    def has_served(self, room: Room, table: Table, person: str) -> bool:
        """Whether someone held the duty at a table in the last round and their term ended with it.

        Parameters
        ----------
        room : Room
        table : Table
        person : str
            The id of a person.
        """
        served = self._count_served(room, table, person)
        return self.rotates and served > 0 and served % self.term == 0

    def _count_served(self, room: Room, table: Table, person: str) -> int:
        """Return for how many rounds in a row, up to the last one, someone has held the duty at a table."""
        recent = takewhile(
            lambda past: self._held(past, person) and past.seats.get(person) in table.lineage(room.tables, past.tables),
            reversed(room.history.rounds),
        )
        return sum(1 for _ in recent)

    def value(self, person: Person) -> str:
        """Return a person's value of `differ`, or a value unique to the person where there is none."""
        values = person.values(self.differ) if self.differ else ()
        return fold(values[0]) if values else f" {person.id}"

    def _held(self, past: PastRound, person: str) -> bool:
        return self.name in map(fold, past.duties.get(person, ()))

    def _was_elected(self, past: PastRound, person: str) -> bool:
        """Whether a person was more than suggested for the duty in a round. No one is elected in a planned round."""
        return not past.is_planned and not any(
            one == person and fold(duty) == self.name for one, duty in past.suggested
        )

    def _able(self, listed: People, table: Table) -> Callable[[Person], bool]:
        """Return the test for people who could hold the duty at a table in addition to those it elected."""
        elected = self.elected(table)
        taken = {self.value(person) for person in self._holding(listed, table)}

        def is_able(person: Person) -> bool:
            if not person.may_hold_duty:
                return False
            fits = self.who is None or self.who.matches(person)
            return fits and person.id not in elected and self.value(person) not in taken

        return is_able

    def _holding(self, listed: People, table: Table) -> list[Person]:
        elected = (listed.by_id.get(identity) for identity in self.elected(table))
        return [person.at(table.id) for person in elected if person is not None]
