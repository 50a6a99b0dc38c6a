"""A group of people, or everyone, uses few tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import accumulate
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from seating.profiles import Person, Who
from seating.requirements.base.findings import Finding, Unit, at_most
from seating.requirements.base.keys import Column, Count, require_one_of
from seating.requirements.base.kind import Requirement
from seating.requirements.base.phrases import column_values, only_at, table_names
from seating.room.arrays import number_people, numbers_by_value, numbers_where
from seating.room.plan import Plan, Room
from seating.room.tables import Table
from seating.terms import SpreadTerm
from seating.wording import message, said, said_count, value_key


class GatherRequirement(Requirement):
    """A group of people, or everyone, uses few tables.

    The group consists of the people who match `who`. With `of`, the people with each value in that column form
    a separate group. With neither, everyone is one group. A group sits at no more than `at_most_tables` tables.
    Without that key, it sits at as few tables as possible: the fewest whose seats hold it. One unit of shortfall is
    one table too many. With `at`, only those tables are counted.

    `kind: gather` with no other key uses as few tables as possible for everyone. Tables stay empty if they have
    `open: if needed`.

    Example
    -------
    ```yaml
    requirement: {kind: gather, of: languages, at_most_tables: 1}
    tables: [{id: north}, {id: south}, {id: west}]
    people:
      - {id: ana, languages: es}
      - {id: ben, languages: es; en}
      - {id: cam, languages: en}
      - {id: dee, languages: vi}
    seating: {north: [ana, dee], south: [ben], west: [cam]}
    shortfall: 2
    because: Spanish is at two tables, and so is English; Vietnamese is at one.
    ---
    requirement: {kind: gather}
    tables: [{id: north, seats: 3}, {id: south, seats: 2}, {id: west, seats: 2}]
    people: [{id: ana}, {id: ben}, {id: cam}, {id: dee}]
    seating: {north: [ana, ben], south: [cam], west: [dee]}
    shortfall: 1
    because: Two tables, the larger ones, would seat all four people.
    ```
    """

    kind: ClassVar[str] = "gather"
    kind_label: ClassVar[str] = message("gather")
    topic: ClassVar[str] = message("who sits together")

    who: Who | None = None
    of: Column | None = None
    at_most_tables: Annotated[Count, Field(ge=1)] | None = Field(default=None, description="a number of tables")

    @model_validator(mode="after")
    def _gathers_one_sort_of_group(self) -> Self:
        if self.who is not None and self.of is not None:
            require_one_of(self, "who", "of")
        return self

    def sentence(self, room: Room) -> str:
        told = {"people": self._people(), "where": only_at(room, self.at)}
        if self.at_most_tables is None:
            return said("%(people)s sit at as few tables as possible%(where)s.", **told)
        if self.at is not None:
            return said(
                "%(people)s sit at no more than %(number)s of these tables: %(tables)s.",
                number=self.at_most_tables,
                people=told["people"],
                tables=table_names(room, self.at),
            )
        return said_count(
            "%(people)s sit at no more than %(number)s table.",
            "%(people)s sit at no more than %(number)s tables.",
            self.at_most_tables,
            people=told["people"],
        )

    def _people(self) -> str:
        """Return the group, or what the people of one group share, as the subject of a sentence."""
        if self.who is not None:
            return said("People %(clause)s", clause=self.who.clause())
        if self.of is not None:
            return said("People with the same %(column)s", column=column_values(self.of, 1))
        return said("All people")

    def encode(self, room: Room) -> Iterable[SpreadTerm]:
        tables = room.numbers_at(self.at)
        groups = [number_people(room)] if self.who is None and self.of is None else []
        if self.who is not None:
            groups = [numbers_where(room, self.who.matches)]
        elif self.of is not None:
            groups = list(numbers_by_value(room, self.of).values())
        limits = (table.seats.maximum for table in room.tables_at(self.at))
        seats = sorted((len(room.people) if limit is None else limit for limit in limits), reverse=True)
        for group in groups:
            most = self.at_most_tables
            if most is None:
                most = 1 + sum(held < len(group) for held in accumulate(seats[:-1]))
            if min(len(group), len(tables)) > most:
                yield SpreadTerm(group, tables, most)

    def check(self, room: Room, plan: Plan) -> Iterable[Finding]:
        counted_tables = {table.id for table in room.tables_at(self.at)}
        spelled: dict[str, str] = {}
        used: dict[str, set[str]] = {}
        size = Counter[str]()
        for person in room.people:
            for group, value in self._groups_of(person).items():
                spelled.setdefault(group, value)
                size[group] += 1
                used.setdefault(group, set()).update(counted_tables.intersection({plan.seats.get(person.id)}))
        for group, tables in sorted(used.items()):
            most = self.at_most_tables or _count_tables(size[group], room.tables_at(self.at))
            over = len(tables) - most
            if over > 0:
                yield Finding(None, spelled[group], len(tables), at_most(most, Unit.TABLES), over, who=self.who)

    def _groups_of(self, person: Person) -> Mapping[str, str]:
        """Return the groups of a person, by what tells them apart; each with its name."""
        if self.who is not None:
            return {"": self.who.phrase()} if self.who.matches(person) else {}
        if self.of is not None:
            return {value_key(self.of, value): value.strip() for value in person.values(self.of)}
        return {"": said("all people")}


def _count_tables(people: int, tables: Iterable[Table]) -> int:
    """Return how many of these tables hold so many people at least; all of them if their seats do not suffice."""
    without_seat, used = people, 0
    for limit in sorted(people if table.seats.maximum is None else table.seats.maximum for table in tables)[::-1]:
        if without_seat > 0:
            without_seat, used = without_seat - limit, used + 1
    return max(1, used)
