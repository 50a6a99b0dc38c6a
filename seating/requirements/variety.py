"""Every table has a given number of different values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from seating.findings import Finding, Unit, at_least
from seating.key_types import Column, Count
from seating.phrases import subject
from seating.plan import Room
from seating.profiles import Person
from seating.requirement import Requirement
from seating.tables import Table
from seating.terms import PresenceTerm
from seating.wording import fold, message, said

__all__ = ["VarietyRequirement"]


class VarietyRequirement(Requirement):
    """Each table has at least a given number of different values of a column.

    One unit of shortfall is one value missing. A blank does not count as a value; a cell with several
    values adds each of them.

    Example
    -------
    ```yaml
    requirement: {kind: variety, of: sector, at_least: 2}
    people:
      - {id: ana, sector: labor}
      - {id: ben, sector: Labor}
      - {id: cam}
      - {id: dee, sector: government}
      - {id: eli, sector: education}
    seating: {north: [ana, ben, cam], south: [dee, eli]}
    shortfall: 1
    because: North has only labor; case makes no difference, and a blank is not a value.
    ```
    """

    kind: ClassVar[str] = "variety"
    kind_label: ClassVar[str] = message("variety")
    is_table_by_table: ClassVar[bool] = True

    of: Column
    at_least: Count

    def sentence(self, room: Room) -> str:
        return said(
            "%(where)s has at least %(number)s different %(values)s.",
            where=subject(room, self.at),
            number=self.at_least,
            values=_values_of(self.of),
        )

    def encode(self, room: Room) -> Iterable[PresenceTerm]:
        yield PresenceTerm(tuple(room.by_value(self.of).values()), room.numbers_at(self.at), self.at_least)

    def check_table(self, room: Room, table: Table, members: Sequence[Person]) -> Iterable[Finding]:
        different = {fold(value) for person in members for value in person.values(self.of)}
        missing = self.at_least - len(different)
        if missing > 0:
            group = said("different %(values)s", values=_values_of(self.of))
            yield Finding(table.id, group, len(different), at_least(self.at_least, Unit.VALUES), missing)


PLURALS = {
    "sector": message("sectors"),
    "organization": message("organizations"),
    "representative_type": message("representative types"),
    "interests": message("interests"),
    "languages": message("languages"),
    "assets": message("assets"),
}
"""The plural noun for the values of a column."""


def _values_of(column: str) -> str:
    """Return the plural noun for the values of a column: "sectors", "kinds of home language"."""
    if column in PLURALS:
        return said(PLURALS[column])
    return said("kinds of %(column)s", column=column.replace("_", " "))
