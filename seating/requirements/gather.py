"""A group of people uses few tables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Self

from pydantic import Field, model_validator

from seating.findings import Finding, Unit, at_most
from seating.key_types import Column, Count, require_one_of
from seating.phrases import column_values, table_names
from seating.plan import Plan, Room
from seating.profiles import Who
from seating.requirement import Requirement
from seating.terms import SpreadTerm
from seating.wording import message, said, said_count, value_key


class GatherRequirement(Requirement):
    """A group of people sits at no more than a given number of tables.

    The group consists of the people who match `who`. With `of`, the people with each value in that column form
    a separate group. One unit of shortfall is one table too many. With `at`, only those tables are counted.

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
    ```
    """

    kind: ClassVar[str] = "gather"
    kind_label: ClassVar[str] = message("gather")
    topic: ClassVar[str] = message("who sits together")

    who: Who | None = None
    of: Column | None = None
    at_most_tables: Count = Field(ge=1, description="a number of tables")

    @model_validator(mode="after")
    def _gathers_somebody(self) -> Self:
        require_one_of(self, "who", "of")
        return self

    def sentence(self, room: Room) -> str:
        clause = (
            self.who.clause() if self.who else said("with the same %(column)s", column=column_values(self.of or "", 1))
        )
        if self.at is not None:
            return said(
                "People %(clause)s sit at no more than %(number)s of these tables: %(tables)s.",
                clause=clause,
                number=self.at_most_tables,
                tables=table_names(room, self.at),
            )
        return said_count(
            "People %(clause)s sit at no more than %(number)s table.",
            "People %(clause)s sit at no more than %(number)s tables.",
            self.at_most_tables,
            clause=clause,
        )

    def encode(self, room: Room) -> Iterable[SpreadTerm]:
        tables = room.numbers_at(self.at)
        groups = [room.where(self.who.matches)] if self.who else room.by_value(self.of or "").values()
        for group in groups:
            if min(len(group), len(tables)) > self.at_most_tables:
                yield SpreadTerm(group, tables, self.at_most_tables)

    def check(self, room: Room, plan: Plan) -> Iterable[Finding]:
        counted_tables = {table.id for table in room.tables_at(self.at)}
        spelled: dict[str, str] = {}
        used: dict[str, set[str]] = {}
        for person in room.people:
            if self.who is not None:
                mine = {"": self.who.phrase()} if self.who.matches(person) else {}
            else:
                mine = {value_key(self.of or "", value): value.strip() for value in person.values(self.of or "")}
            for group, value in mine.items():
                spelled.setdefault(group, value)
                used.setdefault(group, set()).update(counted_tables.intersection({plan.seats.get(person.id)}))
        for group, tables in sorted(used.items()):
            over = len(tables) - self.at_most_tables
            if over > 0:
                wanted = at_most(self.at_most_tables, Unit.TABLES)
                yield Finding(None, spelled[group], len(tables), wanted, over, who=self.who)
