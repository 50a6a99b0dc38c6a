"""What is in the room: who brings what, where it is lacking, and who could bring it there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from seating.plan import Plan, Room
from seating.profiles import Person, Status, Who
from seating.tables import Table
from seating.wording import fold

__all__ = ["Lender", "Need", "brought", "needs_of"]

MOST_LENDERS = 3
"""People named for one need, at most."""


@dataclass(frozen=True, slots=True)
class Lender:
    """Somebody who could bring a thing to another table, since theirs does not need it or has more of it."""

    person: Person
    table: Table
    is_spare: bool


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that a table needs.

    Attributes
    ----------
    table : Table
    need : str
    people : tuple of Person
        Who brings it there.
    lenders : tuple of Lender
        Where nobody does: people at other tables who could; those whose table does not need it first.
    """

    table: Table
    need: str
    people: tuple[Person, ...]
    lenders: tuple[Lender, ...]

    @property
    def surplus(self) -> int:
        """How many bring it beyond the one who is needed."""
        return max(0, len(self.people) - 1)


def needs_of(room: Room, plan: Plan) -> tuple[Need, ...]:
    """Return what each table needs, table by table; an open seat brings nothing yet."""
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
    """Return what is needed, without the group before it."""
    return fold(need.partition(":")[2] or need)


def _lenders(room: Room, members: Mapping[str, Sequence[Person]], lacking: Table, need: str) -> Iterator[Lender]:
    """Yield who could bring a thing from a table with more than it needs, free ones first."""
    found = []
    for table in room.tables:
        here = [p for p in members[table.id] if table is not lacking and _brings(need, p)]
        needed = _word(need) in map(_word, table.needs)
        found += [Lender(person, table, needed) for person in here[1 if needed else 0 :]]
    yield from sorted(found, key=lambda lender: lender.is_spare)


def brought(room: Room, plan: Plan, column: str | None) -> Mapping[tuple[str, str], Mapping[str, tuple[Person, ...]]]:
    """Return who brings what where: people by asset group, under focus area and value of a column.

    Parameters
    ----------
    column : str or None
        Such as the entrepreneur type; without one, or where it is blank, the second key is "".

    Returns
    -------
    mapping of (area, value) to mapping of group to people
        The area is that of the table where they sit, each of its areas; a table without a focus stands
        under its name. An asset without a group stands under "".
    """
    found: dict[tuple[str, str], dict[str, list[Person]]] = {}
    for table in room.tables:
        for person in room.members(plan)[table.id]:
            groups = {fold(asset.group): asset.group for asset in person.assets}
            if person.status is Status.OPEN:
                continue
            for area in table.focus or (table.label,):
                for value in (person.values(column) if column else ()) or ("",):
                    row = found.setdefault((area, value), {})
                    for group in groups:
                        row.setdefault(group, []).append(person)
    return {key: {group: tuple(people) for group, people in row.items()} for key, row in found.items()}
