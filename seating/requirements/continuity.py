"""Some of a table's members, of the last round or of an earlier one, return to it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from math import ceil, floor
from typing import Annotated, Any, ClassVar, Self

import numpy as np
from pydantic import BeforeValidator, Field, model_validator

from seating.errors import InvalidValueError
from seating.groups import group_by_key
from seating.profiles import Person
from seating.requirements.base.findings import Finding, at_least, at_most
from seating.requirements.base.keys import FINEST_SHARE, MOST_COUNTED, Count, as_number
from seating.requirements.base.kind import Requirement, check_ends
from seating.requirements.base.phrases import share_words, table_names
from seating.room.history import History
from seating.room.lineage import find_successors
from seating.room.plan import IntArray, Plan, Room, find_seated
from seating.room.tables import Table
from seating.terms import NO_LIMIT, CountTerm
from seating.wording import message, said

NONE = Fraction(0)


def _people_or_share(value: Any) -> Any:
    """Read a whole number as a number of people, and `1/2`, 0.5 or 1.0 as an exact share."""
    text = str(value).replace(" ", "")
    number = value if isinstance(value, Fraction) else as_number(text)
    if isinstance(value, bool) or number is None or not 0 <= number <= MOST_COUNTED:
        raise InvalidValueError(
            said("is neither a number of people nor a share"), said("Write a value such as 3, 1/2 or 0.5."), value=value
        )
    if text.isdecimal() and not isinstance(value, Fraction):
        return int(number)
    if number > 1 or number.denominator > FINEST_SHARE:
        raise InvalidValueError(
            said("is not a share"), said("A share is between 0 and 1, such as 1/2 or 0.5."), value=value
        )
    return number


PeopleOrShare = Annotated[int | Fraction, BeforeValidator(_people_or_share, json_schema_input_type=float | str)]
"""A number of people, or an exact share of them: `1/2` or 0.5."""


class ContinuityRequirement(Requirement):
    """At least or at most a given number of a table's members from the last round sit there again.

    A whole number means a number of people. A share such as `1/2` or 0.5 means a share of the members who
    attend now, rounded up for `at_least` and down for `at_most`. A table's members are the people who sat there
    in the last round, and the people who missed that round and sat there when they last attended. Members of
    the tables listed in its `was` count too, unless the listed table still exists and this table also existed
    in the last round. If a table became several tables, its members are divided among these tables before the
    share in `at_least` is taken: in proportion to the seats, or equally if one of the tables has no maximum. If
    none of a table's members come, the table needs no one. One unit of shortfall is one member missing, or one
    too many.

    `like_round` is the number of an earlier round, which then counts instead of the last one: the same groups sit
    together again. With it, and neither `at_least` nor `at_most`, all members should sit at their table again.

    Example
    -------
    ```yaml
    requirement: {kind: continuity, at_least: 2/3}
    tables: [{id: capital, was: [money]}, {id: talent}]
    history: [{money: [ana, ben, cam, dee], talent: [eli]}]
    people: [{id: ana}, {id: ben}, {id: cam}, {id: eli}]
    seating: {capital: [ana], talent: [ben, cam, eli]}
    shortfall: 1
    because: Capital was Money; three of its members attend, so two should sit there again, and one does.
    ---
    requirement: {kind: continuity, like_round: 1}
    history: [{north: [ana, ben], south: [cam, dee]}, {north: [ana, cam], south: [ben, dee]}]
    people: [{id: ana}, {id: ben}, {id: cam}, {id: dee}]
    seating: {north: [ana, ben, cam], south: [dee]}
    shortfall: 1
    because: Cam was at South in round 1; the others are where they were then.
    ```
    """

    kind: ClassVar[str] = "continuity"
    kind_label: ClassVar[str] = message("continuity")
    topic: ClassVar[str] = message("earlier meetings")

    at_least: PeopleOrShare | None = None
    at_most: PeopleOrShare | None = None
    like_round: Annotated[Count, Field(ge=1)] | None = Field(
        default=None, description="the number of an earlier round, instead of the last one"
    )

    @model_validator(mode="after")
    def _asks_for_something(self) -> Self:
        if self.like_round is None or self.at_least is not None or self.at_most is not None:
            check_ends(self.at_least, self.at_most)
        return self

    @property
    def _asked(self) -> int | Fraction | None:
        """The least number or share of members: all of them if only a round is named."""
        return Fraction(1) if self.at_least is None and self.at_most is None else self.at_least

    def _then(self, room: Room) -> Room:
        """Return the room with a history that ends with the round that counts; an empty one if it was not held."""
        if self.like_round is None:
            return room
        return room.remember(("as of round", self.like_round), lambda: self._as_of_round(room))

    def _as_of_round(self, room: Room) -> Room:
        rounds = tuple(past for past in room.history.rounds if past.number <= (self.like_round or 0))
        is_known = bool(rounds) and rounds[-1].number == self.like_round
        return replace(room, history=History(rounds if is_known else ()))

    def applies(self, room: Room) -> bool:
        return self._then(room).history.last is not None

    def sentence(self, room: Room) -> str:
        where = said("each table") if self.at is None else table_names(room, self.at)
        told = {"band": self._band(), "where": where}
        if self.like_round is not None:
            return said(
                "%(band)s of the people who were at %(where)s in round %(number)s sit there again.",
                number=self.like_round,
                **told,
            )
        return said("%(band)s of the people who were at %(where)s in the last round sit there again.", **told)

    def _band(self) -> str:
        """Return the limits as the start of a sentence; limits that rule out nothing are left out."""
        least = self._asked or None
        most = None if isinstance(self.at_most, Fraction) and self.at_most == 1 else self.at_most
        if isinstance(least, Fraction) and least == 1:
            return said("All")
        if least is None and most is None:
            return said("Any number")
        if most == 0:
            return said("None")
        if least is None:
            return said("At most %(number)s", number=_in_words(most))
        if most is None:
            return said("At least %(number)s", number=_in_words(least))
        return said("At least %(least)s and at most %(most)s", least=_in_words(least), most=_in_words(most))

    def encode(self, room: Room) -> Iterable[CountTerm]:
        room = self._then(room)
        if room.history.last is None:
            return
        for number in room.numbers_at(self.at).tolist():
            members = room.history.last.members_of(_forebears(room, room.tables[number]))
            numbers = sorted(room.index[i] for i in members if i in room.index)
            group = np.array([i for i in numbers if i < len(room.people)], dtype=np.int64)
            attending = {room.persons[i].id for i in group}
            others = len(group) - _own_part(room, room.tables[number], attending)
            low, high = self._bands(len(group), others)
            if low[-1] > 0 or high[-1] < len(group):
                yield CountTerm.constant(group, np.array([number], dtype=np.int64), int(low[-1]), int(high[-1]))

    def _bands(self, most: int, others: Fraction = NONE) -> tuple[IntArray, IntArray]:
        """Return the minimum and maximum numbers of members, of shape (most + 1,), indexed by the number attending.

        Parameters
        ----------
        most : int
        others : Fraction
            How many of those who attend other tables are to have, because a table became several.
        """
        size = np.arange(most + 1, dtype=np.int64)
        low, high = np.zeros_like(size), np.full_like(size, NO_LIMIT)
        if isinstance(self._asked, int):
            low[1:] = self._asked
        elif self._asked is not None:
            own = np.maximum(size * others.denominator - others.numerator, 0) * self._asked.numerator
            low = -(-own // (self._asked.denominator * others.denominator))
        if isinstance(self.at_most, int):
            high[:] = self.at_most
        elif self.at_most is not None:
            high = size * self.at_most.numerator // self.at_most.denominator
        return low, high

    def encode_later(self, room: Room, later: Room, plan: Plan) -> Iterable[CountTerm]:
        later = self._then(later)
        movers, others = _belonging(room, later)
        if not movers:
            return
        base = np.array(sorted(room.index[i] for i in movers), dtype=np.int64)
        back = {table: [i for i in members if i in movers] for table, members in _ids_at(later, plan).items()}
        for table in later.tables_at(self.at):
            if table.id not in back and table.open_if_needed:
                continue
            names = _forebears(later, table)
            fixed = [i for i, seat in others.items() if seat in names]
            n_back = sum(1 for i in fixed if plan.seats[i] == table.id)
            elsewhere = sum((1 - _part(later, table, others[i]) for i in fixed), NONE)
            bands = self._bands(len(others) + len(base), elsewhere)
            low, high = (ends[len(fixed) : len(fixed) + len(base) + 1] - n_back for ends in bands)
            group = np.array(sorted(room.index[i] for i in back.get(table.id, ())), dtype=np.int64)
            for number in sorted(room.table_index[name] for name in names if name in room.table_index):
                yield CountTerm(group, np.array([number], dtype=np.int64), low, high, base)

    def check_table(self, room: Room, table: Table, members: Sequence[Person]) -> Iterable[Finding]:
        room = self._then(room)
        last = room.history.last
        if last is None:
            return
        group = said(MEMBERS) if self.like_round is None else said(MEMBERS_THEN, number=self.like_round)
        belonging = last.members_of(_forebears(room, table))
        attending = frozenset(person.id for person in find_seated(room, belonging) if person.duty is None)
        have = sum(1 for person in members if person.id in belonging)
        if attending and self._asked is not None:
            least, phrase = self._least(room, table, attending)
            if have < least:
                yield Finding(table.id, group, have, at_least(least, phrase=phrase), least - have)
        if attending and self.at_most is not None:
            most = self.at_most if isinstance(self.at_most, int) else floor(self.at_most * len(attending))
            if have > most:
                yield Finding(
                    table.id,
                    group,
                    have,
                    at_most(most, phrase=said("at most %(number)s of %(all)s", number=most, all=len(attending))),
                    have - most,
                )

    def _least(self, room: Room, table: Table, attending: frozenset[str]) -> tuple[int, str]:
        """Return how many members a table needs, as a number and in words."""
        own = _own_part(room, table, attending)
        if isinstance(self._asked, int) or self._asked is None or own == len(attending):
            least = self._asked if isinstance(self._asked, int) else ceil((self._asked or 0) * own)
            return least, said("at least %(number)s of %(all)s", number=least, all=len(attending))
        least = ceil(self._asked * own)
        text = message("at least %(number)s, its share of %(all)s")
        return least, said(text, number=least, all=len(attending))


MEMBERS = message("members in the last round")

MEMBERS_THEN = message("members in round %(number)s")


def _forebears(room: Room, table: Table) -> frozenset[str]:
    """Return the table ids under which a table's members of the last round are recorded: its own and its `was`.

    After a split, an id in `was` may belong to a table that still exists. Its people count as members of this
    table only if this table did not exist in the last round. In rounds planned together, every table existed.
    """
    last = room.history.last
    there = room.table_index if last is not None and last.is_planned else last.tables if last is not None else ()
    return table.lineage(room.tables, there)


def _part(room: Room, table: Table, earlier: str) -> Fraction:
    """Return which part of an earlier table's members a table is to have, by the seats of the tables that follow it."""
    after = [one.seats.maximum for one in find_successors(room)[earlier] if earlier in _forebears(room, one)]
    seats = sum(number or 0 for number in after)
    if None in after or not seats:
        return Fraction(1, len(after))
    return Fraction(table.seats.maximum or 0, seats)


def _own_part(room: Room, table: Table, attending: Collection[str]) -> Fraction:
    """Return how many of the attending members of a table are its own, if they are divided between several tables."""
    last = room.history.last
    if last is None:
        return NONE
    counts = {earlier: len(last.members_of((earlier,)).intersection(attending)) for earlier in _forebears(room, table)}
    return sum((_part(room, table, earlier) * number for earlier, number in counts.items()), NONE)


def _ids_at(room: Room, plan: Plan) -> dict[str, list[str]]:
    """Return the ids of the people at each table in use."""
    return group_by_key((plan.seats[person.id], person.id) for person in room.people)


def _belonging(room: Room, later: Room) -> tuple[frozenset[str], dict[str, str]]:
    """Return the members of a later round who belong to their table in this round, and the tables of all others.

    The former attended this round and none between it and the later one.
    """
    last = later.history.last
    if last is None:
        return frozenset(), {}
    attending = {person.id for person in later.people}
    belonging = {i: table for i, table in {**last.members, **last.seats}.items() if i in attending}
    movers = set[str]()
    for past in later.history.rounds:
        if past.number == room.round_number:
            movers = {person.id for person in room.people if person.id in belonging}
        else:
            movers -= past.seats.keys()
    return frozenset(movers), {i: table for i, table in belonging.items() if i not in movers}


def _in_words(end: int | Fraction | None) -> str:
    return share_words(end) if isinstance(end, Fraction) else f"{end:,}"
