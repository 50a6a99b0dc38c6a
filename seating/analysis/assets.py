"""Assets in the room: who brings what tables need, and to which focus areas an asset belongs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from seating.profiles import Asset, Person, Who
from seating.room.plan import Plan, Room
from seating.room.tables import Table
from seating.wording import fold


@dataclass(frozen=True, slots=True)
class Need:
    """One asset that a table needs.

    Attributes
    ----------
    table : Table
    need : str
    people : tuple of Person
        The people at the table who bring it.
    """

    table: Table
    need: str
    people: tuple[Person, ...]


def list_needs(room: Room, plan: Plan) -> tuple[Need, ...]:
    """Return the needs of each table in use, in table order; open seats bring nothing."""
    seated, coming = room.members(plan), room.coming_at(plan)
    brought: dict[str, Mapping[str, Sequence[Person]]] = {}
    found = []
    for table in room.tables:
        if table.open_if_needed and not seated[table.id]:
            continue
        once: dict[str, str] = {}
        for need in table.needs:
            once.setdefault(fold(need), need)
        for key, need in once.items():
            if key not in brought:
                brought[key] = _find_bringers(room, coming, need)
            found.append(Need(table, need, tuple(brought[key].get(table.id, ()))))
    return tuple(found)


def _find_bringers(room: Room, coming: Mapping[str, Sequence[Person]], need: str) -> Mapping[str, Sequence[Person]]:
    """Return the people who bring something at each table where anyone does, by the table's id and in table order."""
    described = Who.model_validate({"assets": need})
    found = {table.id: [p for p in coming[table.id] if described.matches(p)] for table in room.tables}
    return {table: here for table, here in found.items() if here}


def word_of(need: str) -> str:
    """Return a need or an asset without its group, folded."""
    return fold(need.partition(":")[2] or need)


@dataclass(frozen=True, slots=True)
class FocusAreas:
    """The focus areas of tables. A table without a focus has its label.

    Attributes
    ----------
    names : mapping of str to str
        Each area as written, by its folded text.
    needing : mapping of str to tuple of str
        The folded areas of the tables that need an asset, by its word.
    """

    names: Mapping[str, str]
    needing: Mapping[str, tuple[str, ...]]


def index_areas(tables: Sequence[Table]) -> FocusAreas:
    """Return the focus areas of tables."""
    names = {fold(area): area for table in reversed(tables) for area in table.focus or (table.label,)}
    needing: dict[str, tuple[str, ...]] = {}
    for table in tables:
        own = tuple(fold(area) for area in table.focus or (table.label,))
        for word in {word_of(need) for need in table.needs}:
            needing[word] = (*needing.get(word, ()), *own)
    return FocusAreas(names, needing)


def find_areas(asset: Asset, person: Person, areas: FocusAreas, *, may_read_interests: bool) -> tuple[str, ...]:
    """Return the focus areas that an asset belongs to, wherever its owner happens to sit; () if none is known.

    These are the areas of the tables that need it, or else the area that its group names, or else those that the
    person rated highest.

    Parameters
    ----------
    asset : Asset
    person : Person
    areas : FocusAreas
        Those of the tables that are looked for.
    may_read_interests : bool
        Whether the ratings of people may be read.
    """
    found: Sequence[str] = areas.needing.get(word_of(asset.word), ())
    if not found and fold(asset.group) in areas.names:
        found = [fold(asset.group)]
    if not found and may_read_interests:
        scores = {
            fold(area): score for area, score in person.interests.items() if fold(area) in areas.names and score > 0
        }
        found = [area for area, score in scores.items() if score == max(scores.values())]
    return tuple(areas.names[area] for area in dict.fromkeys(found))
