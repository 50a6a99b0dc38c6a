"""Everyone has enough of the people they wished for, such as friends, at their table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Annotated, ClassVar, Self

import numpy as np
from pydantic import Field, model_validator

from seating.errors import InvalidValueError
from seating.profiles import Person
from seating.requirements.base.findings import Finding, at_least
from seating.requirements.base.keys import Column, Count, PersonRef, Persons, only_columns
from seating.requirements.base.kind import Requirement, held_rounds
from seating.requirements.base.phrases import missed_before, names, only_at, with_carry
from seating.room.plan import IntArray, Plan, Room, find_seated
from seating.terms import NO_LIMIT, CountTerm, PartedTerm
from seating.wording import message, said, said_count

_Cell = Annotated[
    Column,
    only_columns(
        ("wishes",),
        said("is not a column that lists wishes"),
        said("`of` must be `wishes`."),
    ),
]


class WishRequirement(Requirement):
    """Everyone who wished to sit with certain people, such as friends, has at least one of them at their table.

    With `at_least: n`, everyone has at least n of the people they wished for, or all of them if they wished for
    fewer. One unit of shortfall is one person missing at the table of someone who wished for them. Wishes for
    people who are not seated, or who are staff, are ignored. With `at`, only people at those tables count.

    With `carry: true`, those who missed out go first: what someone lacks counts twice if they had too few of the
    people they wished for in the last round they attended, three times after two such rounds in a row, and so on.
    Earlier rounds are judged by the wishes of now. Rounds that none of the people they wished for attended do not
    count.

    Example
    -------
    ```yaml
    requirement: {kind: wish, of: wishes}
    people:
      - {id: ana, wishes: ben; cam}
      - {id: ben, wishes: ana}
      - {id: cam, wishes: ben}
      - {id: dee}
    seating: {north: [ana, cam], south: [ben, dee]}
    shortfall: 2
    because: Ana sits with Cam; Ben does not sit with Ana, nor Cam with Ben; Dee wished for no one.
    ---
    requirement: {kind: wish, at_least: 2}
    people:
      - {id: ana, wishes: ben; cam; dee}
      - {id: ben, wishes: ana}
      - {id: cam}
      - {id: dee}
    seating: {north: [ana, ben], south: [cam, dee]}
    shortfall: 1
    because: Ana has one of two friends; Ben wished for Ana only.
    ```
    """

    kind: ClassVar[str] = "wish"
    kind_label: ClassVar[str] = message("wish")
    topic: ClassVar[str] = message("who sits together")
    counts_guests: ClassVar[bool] = False
    can_govern: ClassVar[bool] = True
    is_monotone: ClassVar[bool] = True
    hidden_keys: ClassVar[frozenset[str]] = frozenset({"person", "wishes"})

    of: _Cell = Field(default="wishes", description="`wishes`, the only possible value")
    at_least: Annotated[Count, Field(ge=1)] = 1
    carry: bool = False
    person: PersonRef | None = Field(
        default=None, description="do not write it; the program sets it from a single cell"
    )
    wishes: Persons | None = Field(default=None, description="do not write it; the program sets it from a single cell")

    @model_validator(mode="after")
    def _one_person_or_all(self) -> Self:
        if (self.person is None) != (self.wishes is None):
            raise InvalidValueError(said("only one of `person` and `wishes` is given"), said("Give both, or neither."))
        return self

    def sentence(self, room: Room) -> str:
        told = {"number": self.at_least, "where": with_carry(only_at(room, self.at), self._carries)}
        if self.person is not None:
            told |= {"person": names(room, [self.person]), "wished": names(room, self.wishes or (), last="or")}
            if self.at_least > 1:
                return said("%(person)s shares a table with at least %(number)s of %(wished)s%(where)s.", **told)
            return said("%(person)s shares a table with %(wished)s%(where)s.", **told)
        if self.at_least > 1:
            return said(
                "Everyone shares a table with at least %(number)s of the people they wished to sit with%(where)s.",
                **told,
            )
        return said("Everyone shares a table with someone they wished to sit with%(where)s.", **told)

    def encode(self, room: Room) -> Iterable[CountTerm | PartedTerm]:
        pairs: Counter[tuple[int, int]] = Counter()
        if self.person is None:
            cells = [(i, person.wishes) for i, person in enumerate(room.people)]
        else:
            cells = [(room.index.get(self.person, len(room.people)), self.wishes or ())]
        for i, named in cells:
            wished = sorted({room.index.get(other, i) for other in named} - {i})
            wished = [j for j in wished if max(i, j) < len(room.people)]
            times = 1 + (self._count_missed(room, i, frozenset(named)) if wished else 0)
            if len(wished) <= self.at_least and self.at is None:
                pairs.update({(min(i, j), max(i, j)): times for j in wished})
                continue
            for number in range(1, min(self.at_least, len(wished)) + 1):
                yield _lacks([i] * times, wished, number, room.numbers_at(self.at))
        if pairs:
            named_pairs = np.array(list(pairs), dtype=np.int64)
            costs = np.array(list(pairs.values()), dtype=np.int64)
            yield PartedTerm(named_pairs, costs, room.numbers_at(None))

    @property
    def _carries(self) -> bool:
        return self.carry and not self.is_must

    def _count_missed(self, room: Room, person: int, named: frozenset[str]) -> int:
        """Return in how many rounds in a row, back from the last one, a person had too few of those they wished for."""
        identity, missed = room.people[person].id, 0
        wished = named - {identity, *(one.id for one in room.staff)}
        for past in held_rounds(self, room) if self._carries else ():
            there = wished & past.seats.keys()
            if identity in past.seats and there:
                here = [other for other in there if past.seats[other] == past.seats[identity]]
                if len(here) >= min(self.at_least, len(there)):
                    break
                missed += 1
        return missed

    def check(self, room: Room, plan: Plan) -> Iterable[Finding]:
        for person in room.people if self.person is None else find_seated(room, [self.person]):
            named = person.wishes if self.person is None else self.wishes or ()
            wished = {other.id for other in find_seated(room, named) if other.duty is None} - {person.id}
            table = plan.seats.get(person.id)
            if person.duty is not None or table is None or not wished or not self.watches(table):
                continue
            have = sum(plan.seats.get(other) == table for other in wished)
            if (
                self.at is None and len(wished) <= self.at_least
            ):  # each is a pair, and costs nothing before it is seated
                short = sum(other in plan.seats for other in wished) - have
            else:
                short = min(self.at_least, len(wished)) - have
            if short > 0:
                missed = self._rounds_missed(room, person, named)
                yield _finding(person, table, have, min(self.at_least, len(wished)), short, missed)

    def _rounds_missed(self, room: Room, person: Person, named: Iterable[str]) -> int:
        lacked = []
        others = {*named} - {person.id} - {one.id for one in room.staff}
        for past in held_rounds(self, room) if self._carries else ():
            seats = [past.seats[each] for each in others if each in past.seats]
            if person.id in past.seats and seats:
                lacked.append(seats.count(past.seats[person.id]) < min(self.at_least, len(seats)))
        return [*lacked, False].index(False)


def _lacks(person: Sequence[int], wished: Sequence[int], number: int, tables: IntArray) -> CountTerm:
    """Return the term that costs 1 if fewer than this number of the people wished for are at the person's table.

    It costs as many units as there are entries of the person.
    """
    high = np.zeros(number + 1, dtype=np.int64)  # no one may be where there are too few, and any number elsewhere
    high[number] = NO_LIMIT
    group, base = np.array(person, dtype=np.int64), np.array(wished, dtype=np.int64)
    return CountTerm(group, tables, np.zeros_like(high), high, base)


def _finding(person: Person, table: str, have: int, least: int, short: int, missed: int) -> Finding:
    """Return the finding for a person who missed out in so many rounds in a row before."""
    says = said("%(person)s sits with no one they wished to sit with", person=person.label)
    phrase = said("at least 1 of their wishes")
    if least > 1:
        phrase = said("at least %(number)s of their wishes", number=least)
    if have:
        says = said_count(
            "%(person)s sits with %(number)s person they wished to sit with",
            "%(person)s sits with %(number)s people they wished to sit with",
            have,
            person=person.label,
        )
    wanted = at_least(least, phrase=phrase)
    told = missed_before(says, missed)
    return Finding(table, person.label, have, wanted, short * (1 + missed), (person.id,), says=told)
