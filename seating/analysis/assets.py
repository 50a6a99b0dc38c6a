"""Assets in the room: who brings what, what is missing at which tables, and who could bring it there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from seating.plan import Plan, Room
from seating.profiles import Person, Status, Who
from seating.tables import Table
from seating.wording import fold

__all__ = ["Lender", "Need", "list_assets", "list_needs"]

MOST_LENDERS = 3
"""Maximum number of lenders named for one need."""


@dataclass(frozen=True, slots=True)
class Lender:
    """A person who could bring an asset to another table, because their own table does not need it or has enough.

    Attributes
    ----------
    person : Person
    table : Table
        The table where the person sits.
    is_spare : bool
        Whether that table needs the asset too, and somebody else there also brings it.
    """

    person: Person
    table: Table
    is_spare: bool


@dataclass(frozen=True, slots=True)
class Need:
    """One asset that a table needs.

    Attributes
    ----------
    table : Table
    need : str
    people : tuple of Person
        The people at the table who bring it.
    lenders : tuple of Lender
        If nobody does, people at other tables who could; those whose table does not need it come first.
    """

    table: Table
    need: str
    people: tuple[Person, ...]
    lenders: tuple[Lender, ...]

    @property
    def surplus(self) -> int:
        """How many people bring it beyond the one needed."""
        return max(0, len(self.people) - 1)


def list_needs(room: Room, plan: Plan) -> tuple[Need, ...]:
    """Return the needs of each table, in table order; open seats bring nothing."""
    members = {t: [p for p in here if p.status is not Status.OPEN] for t, here in room.members(plan).items()}
    found = []
    for table in room.tables:
        once: dict[str, str] = {}
        for need in table.needs:
            once.setdefault(fold(need), need)
        for need in once.values():
            people = tuple(p for p in members[table.id] if _brings(need, p))
            lenders = () if people else tuple(_lenders(room, members, table, need))[:MOST_LENDERS]
            found.append(Need(table, need, people, lenders))
    return tuple(found)


def _brings(need: str, person: Person) -> bool:
    return Who.model_validate({"assets": need}).matches(person)


def _word(need: str) -> str:
    """Return a need without its group, folded."""
    return fold(need.partition(":")[2] or need)


def _lenders(room: Room, members: Mapping[str, Sequence[Person]], lacking: Table, need: str) -> Iterator[Lender]:
    """Yield the people who could bring an asset from another table; those whose table does not need it come first."""
    found = []
    for table in room.tables:
        here = [p for p in members[table.id] if table is not lacking and _brings(need, p)]
        needed = _word(need) in map(_word, table.needs)
        found += [Lender(person, table, needed) for person in here[1 if needed else 0 :]]
    yield from sorted(found, key=lambda lender: lender.is_spare)


def list_assets(
    room: Room, plan: Plan, column: str | None
) -> Mapping[tuple[str, str], Mapping[str, tuple[Person, ...]]]:
    """Return the people who bring assets, by focus area, value of a column, and asset group.

    Parameters
    ----------
    room : Room
    plan : Plan
    column : str or None
        A column such as the entrepreneur type. If it is None, or a cell is blank, the value is "".

    Returns
    -------
    mapping of (area, value) to mapping of group to tuple of Person
        The areas are the focus areas of the table where a person sits, or the table's label if it has no focus.
        The group of an asset without a group is "".
    """
    found: dict[tuple[str, str], dict[str, list[Person]]] = {}
    members = room.members(plan)
    for table in room.tables:
        for person in members[table.id]:
            groups = {fold(asset.group): asset.group for asset in person.assets}
            if person.status is Status.OPEN:
                continue
            for area in table.focus or (table.label,):
                for value in (person.values(column) if column else ()) or ("",):
                    row = found.setdefault((area, value), {})
                    for group in groups:
                        row.setdefault(group, []).append(person)
    return {key: {group: tuple(people) for group, people in row.items()} for key, row in found.items()}
