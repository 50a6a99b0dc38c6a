"""Every table has at least or at most a given number of certain people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import ClassVar, Self

from pydantic import model_validator

from seating.profiles import Person, Who
from seating.requirements.base.findings import Finding, outside
from seating.requirements.base.keys import Count
from seating.requirements.base.kind import Requirement, check_ends
from seating.requirements.base.phrases import any_number, band, subject
from seating.room.arrays import groups_at
from seating.room.plan import Room
from seating.room.tables import Table
from seating.terms import NO_LIMIT, CountTerm
from seating.wording import message, said, said_count

FOR_PREFIX = "for:"
"""The start of the id of a requirement that a table's `for` makes; the id of the table follows."""


class CountRequirement(Requirement):
    """Each table has at least or at most a given number of people who match a description.

    One unit of shortfall is one person missing, or one too many.

    Example
    -------
    ```yaml
    requirement: {kind: count, who: {sector: government}, at_least: 1, at_most: 2}
    people:
      - {id: ana, sector: government}
      - {id: ben, sector: government}
      - {id: cam, sector: government}
      - {id: dee, sector: labor}
    seating: {north: [ana, ben, cam], south: [dee]}
    shortfall: 2
    because: North has one too many; South has one too few.
    ```
    """

    kind: ClassVar[str] = "count"
    kind_label: ClassVar[str] = message("count")
    topic: ClassVar[str] = message("who is needed")
    misses_people: ClassVar[bool] = True
    can_govern: ClassVar[bool] = True
    is_table_by_table: ClassVar[bool] = True

    who: Who
    at_least: Count | None = None
    at_most: Count | None = None

    @model_validator(mode="after")
    def _asks_for_something(self) -> Self:
        check_ends(self.at_least, self.at_most)
        return self

    def sentence(self, room: Room) -> str:
        is_for_others = self.at_most == 0 or (self.at and self.at_most and not self.at_least)
        if is_for_others and (others := self.who.complement) is not None:
            told = {"whom": others.phrase(), "where": subject(room, self.at, begins=False)}
            if self.at_most == 0:
                return said("Only %(whom)s sit at %(where)s.", **told)
            return said_count(
                "Except for at most %(number)s person, only %(whom)s sit at %(where)s.",
                "Except for at most %(number)s people, only %(whom)s sit at %(where)s.",
                self.at_most or 0,
                **told,
            )
        if self.at_most == 0:
            return said("%(where)s has no %(whom)s.", where=subject(room, self.at), whom=self.who.phrase())
        if not self.at_least and self.at_most is None:
            return any_number(room, self.at, self.who.phrase())
        last = self.at_least if self.at_most is None else self.at_most
        return said(
            "%(where)s has %(band)s %(whom)s.",
            where=subject(room, self.at),
            band=band(self.at_least, self.at_most),
            whom=self.who.phrase("person" if last == 1 else "people"),
        )

    def list_barred(self, room: Room) -> Iterator[tuple[str, str]]:
        """Yield the ids of each person and of each table that may have none of the people it describes."""
        for table in room.tables_at(self.at) if self.at_most == 0 else ():
            yield from ((one.id, table.id) for one in room.people if self.who.matches(one.at(table.id)))

    def encode(self, room: Room) -> Iterable[CountTerm]:
        low = self.at_least or 0
        high = NO_LIMIT if self.at_most is None else self.at_most
        for group, tables in groups_at(room, self.who.matches, room.numbers_at(self.at), self.asks_columns):
            yield CountTerm.constant(group, tables, low, high)

    def describes(self, finding: Finding, room: Room) -> Mapping[str, str] | None:
        return self.who.example()

    def check_table(self, room: Room, table: Table, members: Sequence[Person]) -> Iterable[Finding]:
        have = sum(1 for person in members if self.who.matches(person))
        yield from outside(table.id, self.who.phrase(), have, self.at_least or 0, self.at_most, who=self.who)


def list_meant_for(requirements: Iterable[Requirement]) -> tuple[tuple[CountRequirement, tuple[str, ...]], ...]:
    """Return the requirements that the `for` of tables makes, each with the ids of these tables.

    Each allows none of the people at its tables who match its `who`: those who are to sit elsewhere.
    """
    return tuple(
        (one, one.at or ())
        for one in requirements
        if isinstance(one, CountRequirement) and one.id.startswith(FOR_PREFIX)
    )


def is_meant_for(requirement: Requirement) -> bool:
    """Whether a requirement keeps all others from a table that is `for` some people."""
    return isinstance(requirement, CountRequirement) and requirement.id.startswith(FOR_PREFIX)
