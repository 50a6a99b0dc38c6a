"""Every table has someone who brings each thing it needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

import numpy as np

from seating.profiles import Person, Who
from seating.profiles.people import is_blank
from seating.requirements.base.findings import Finding, outside
from seating.requirements.base.kind import Ask, Requirement
from seating.requirements.base.phrases import subject
from seating.room.arrays import numbers_where
from seating.room.plan import IntArray, Room
from seating.room.tables import Table
from seating.terms import CountTerm
from seating.wording import fold, message, said


class AssetsRequirement(Requirement):
    """Someone at each table brings each of its `needs`.

    One unit of shortfall is one need that no one at the table brings. A need matches an asset with or without
    the asset's group: `bookkeeping` or `skill: bookkeeping`.

    Example
    -------
    ```yaml
    requirement: {kind: assets}
    tables: [{id: north, needs: [bookkeeping, church hall]}, {id: south, needs: ["skill: welding"]}]
    people:
      - {id: ana, assets: "skill: Bookkeeping"}
      - {id: ben, assets: "space: church hall; skill: welding"}
    seating: {north: [ana], south: [ben]}
    shortfall: 1
    because: No one at North brings a church hall.
    ```
    """

    kind: ClassVar[str] = "assets"
    kind_label: ClassVar[str] = message("assets")
    topic: ClassVar[str] = message("who is needed")
    misses_people: ClassVar[bool] = True
    can_govern: ClassVar[bool] = True
    is_monotone: ClassVar[bool] = True
    asks_for_needs: ClassVar[bool] = True
    is_table_by_table: ClassVar[bool] = True

    @property
    def asks_columns(self) -> tuple[str, ...]:
        return ("assets",)

    def counted_values(self, room: Room) -> tuple[str, Mapping[str, IntArray]]:
        return "assets", {need: numbers_where(room, _whoever_brings(need).matches) for need in self._needed(room)}

    def sentence(self, room: Room) -> str:
        return said("%(where)s has someone who brings each thing it needs.", where=subject(room, self.at))

    def encode(self, room: Room) -> Iterable[CountTerm]:
        for need, tables in self._needed(room).items():
            numbers = np.array([room.table_index[table.id] for table in tables], dtype=np.int64)
            yield CountTerm.constant(numbers_where(room, _whoever_brings(need).matches), numbers, low=1)

    def _needed(self, room: Room) -> dict[str, list[Table]]:
        """Return the tables that need each thing; keys are spelled as at the first table."""
        spelled: dict[str, str] = {}
        found: dict[str, list[Table]] = {}
        for table in room.tables_at(self.at):
            for key, need in {fold(need): need for need in table.needs}.items():
                found.setdefault(spelled.setdefault(key, need), []).append(table)
        return found

    def check_table(self, room: Room, table: Table, members: Sequence[Person]) -> Iterable[Finding]:
        brought = Counter(
            text
            for person in members
            for text in {fold(text) for asset in person.assets for text in (asset.word, str(asset))}
        )
        missing = {fold(need): need for need in reversed(table.needs) if not brought[fold(need)]}
        for need in missing.values():
            yield from outside(table.id, need.strip(), 0, 1, who=_whoever_brings(need))

    def describes(self, finding: Finding, room: Room) -> Mapping[str, str] | None:
        return finding.who.example() if finding.who else None

    def asks(self, room: Room) -> Iterable[Ask]:
        # People write what they bring, so a blank cell leaves nothing open, unless no one has written anything yet.
        is_unasked = not any(person.assets for person in room.listed)
        blank = _brings_nothing if is_unasked else _is_never_open
        for need, tables in self._needed(room).items():
            who, numbers = _whoever_brings(need), tuple(table.id for table in tables)
            yield Ask(need, who.matches, blank, 1, numbers, who=who)


def _whoever_brings(need: str) -> Who:
    return Who.model_validate({"assets": need})


def _brings_nothing(person: Person) -> bool:
    return is_blank(person, "assets")


def _is_never_open(_person: Person) -> bool:
    return False
