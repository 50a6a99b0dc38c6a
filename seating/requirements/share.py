"""Certain people make up at least or at most a given share of each table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import ClassVar, Self

import numpy as np
from pydantic import model_validator

from seating.profiles import Person, Who
from seating.requirements.base.findings import Finding, outside
from seating.requirements.base.keys import Share
from seating.requirements.base.kind import Requirement, check_ends
from seating.requirements.base.phrases import share_words, subject
from seating.room.arrays import groups_at, number_people
from seating.room.plan import Room
from seating.room.tables import Table
from seating.terms import NO_LIMIT, CountTerm
from seating.wording import message, said, said_list


class ShareRequirement(Requirement):
    """People who match a description make up at least or at most a given share of each table.

    At a table of s people, `at_least` times s is rounded up and `at_most` times s is rounded down. One unit of
    shortfall is one person too few or too many. Shares are exact: 0.33 is 33/100.

    Example
    -------
    ```yaml
    requirement: {kind: share, who: {sector: government}, at_most: 1/3}
    people:
      - {id: ana, sector: government}
      - {id: ben, sector: government}
      - {id: cam, sector: labor}
      - {id: dee, sector: labor}
      - {id: eli, sector: government}
    seating: {north: [ana, ben, cam, dee], south: [eli]}
    shortfall: 2
    because: A third of 4, rounded down, is 1, and North has 2; a third of 1 is 0, and South has 1.
    ```
    """

    kind: ClassVar[str] = "share"
    kind_label: ClassVar[str] = message("share")
    topic: ClassVar[str] = message("who is needed")
    can_govern: ClassVar[bool] = True
    is_table_by_table: ClassVar[bool] = True

    who: Who
    at_least: Share | None = None
    at_most: Share | None = None

    @model_validator(mode="after")
    def _asks_for_something(self) -> Self:
        check_ends(self.at_least, self.at_most)
        return self

    def sentence(self, room: Room) -> str:
        least = self.at_least or None
        most = None if self.at_most == 1 else self.at_most
        ends = [(message("at least %(number)s"), least), (message("at most %(number)s"), most)]
        if most == 0:
            ends = [(message("no part"), most)]
        limits = [said(word, number=share_words(share)) for word, share in ends if share is not None]
        return said(
            "%(people)s make up %(band)s of %(where)s.",
            people=self.who.phrase("People"),
            band=said_list(limits) if limits else said("any share"),
            where=subject(room, self.at, begins=False),
        )

    def encode(self, room: Room) -> Iterable[CountTerm]:
        size = np.arange(len(room.people) + 1, dtype=np.int64)
        low, high = np.zeros_like(size), np.full_like(size, NO_LIMIT)
        if self.at_least is not None:
            low = -(-size * self.at_least.numerator // self.at_least.denominator)
        if self.at_most is not None:
            high = size * self.at_most.numerator // self.at_most.denominator
        for group, tables in groups_at(room, self.who.matches, room.numbers_at(self.at), self.asks_columns):
            yield CountTerm(group, tables, low, high, number_people(room))

    def describes(self, finding: Finding, room: Room) -> Mapping[str, str] | None:
        return self.who.example()

    def check_table(self, room: Room, table: Table, members: Sequence[Person]) -> Iterable[Finding]:
        have = sum(map(self.who.matches, members))
        least = ceil((self.at_least or Fraction(0)) * len(members))
        most = len(members) if self.at_most is None else floor(self.at_most * len(members))
        yield from outside(table.id, self.who.phrase(), have, least, most, who=self.who)
