"""Assets in the room: who brings what, what is missing at which tables, and who could bring it there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from seating.plan import Plan, Room
from seating.profiles import Asset, Person, Who
from seating.profiles.heads import without_held_seats
from seating.tables import Table
from seating.wording import fold

MOST_LENDERS = 3
"""Maximum number of lenders named for one need."""


@dataclass(frozen=True, slots=True)
class Lender:
    """A person who could bring an asset to another table, because their own table does not need it or has enough.

    No one is named whose table has only as many people as it needs, or fewer.

    Attributes
    ----------
    person : Person
    table : Table
        The table where the person sits.
    is_spare : bool
        Whether that table needs the asset too, and someone else there also brings it.
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
        If no one does, people at other tables who could; those whose table does not need it come first.
    least : int
        How many people have to bring it: two if it must not depend on one of them.
    more_lenders : int
        How many others could, beyond the `MOST_LENDERS` that are named.
    """

    table: Table
    need: str
    people: tuple[Person, ...]
    lenders: tuple[Lender, ...]
    least: int = 1
    more_lenders: int = 0

    @property
    def surplus(self) -> int:
        """How many people bring it beyond those needed."""
        return max(0, len(self.people) - self.least)


def list_needs(room: Room, plan: Plan, robust: Collection[str] = ()) -> tuple[Need, ...]:
    """Return the needs of each table in use, in table order; open seats bring nothing.

    Parameters
    ----------
    room : Room
    plan : Plan
    robust : collection of str
        Ids of the tables where two people have to bring each thing, because any one of them may be absent.
    """
    least = {table.id: 2 if table.id in robust else 1 for table in room.tables}
    seated = room.members(plan)
    members = {t: without_held_seats(here) for t, here in seated.items()}
    can_spare = [table for table in room.tables if len(seated[table.id]) > table.seats.minimum]
    words = {table.id: frozenset(map(word_of, table.needs)) for table in can_spare}
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
                brought[key] = _find_bringers(room, members, need)
            people = tuple(brought[key].get(table.id, ()))
            lenders = () if people else tuple(_lenders(room, brought[key], words, need, least))
            more = max(0, len(lenders) - MOST_LENDERS)
            found.append(Need(table, need, people, lenders[:MOST_LENDERS], least[table.id], more))
    return tuple(found)


def _find_bringers(room: Room, members: Mapping[str, Sequence[Person]], need: str) -> Mapping[str, Sequence[Person]]:
    """Return the people who bring something at each table where anyone does, by the table's id and in table order."""
    described = Who.model_validate({"assets": need})
    found = {table.id: [p for p in members[table.id] if described.matches(p)] for table in room.tables}
    return {table: here for table, here in found.items() if here}


def word_of(need: str) -> str:
    """Return a need or an asset without its group, folded."""
    return fold(need.partition(":")[2] or need)


def _lenders(
    room: Room,
    brought: Mapping[str, Sequence[Person]],
    words: Mapping[str, frozenset[str]],
    need: str,
    least: Mapping[str, int],
) -> Iterator[Lender]:
    """Yield the people who could bring an asset to a table without it; those whose table does not need it come first.

    Parameters
    ----------
    room : Room
    brought : mapping of table id to sequence of Person
        Who brings it.
    words : mapping of table id to set of str
        What each table needs that can spare someone.
    need : str
    least : mapping of table id to int
        How many people each table keeps of what it needs.
    """
    found = []
    for table in filter(brought.__contains__, words):
        needed = word_of(need) in words[table]
        first = least[table] if needed else 0
        found += [Lender(person, room.table(table), needed) for person in brought[table][first:]]
    yield from sorted(found, key=lambda lender: lender.is_spare)


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


def list_assets(
    room: Room, column: str | None, *, may_read_interests: bool = True
) -> Mapping[tuple[str, str], Mapping[str, tuple[Person, ...]]]:
    """Return the people who bring assets, by focus area, value of a column, and asset group.

    Parameters
    ----------
    room : Room
    column : str or None
        A column such as the entrepreneur type. If it is None, or a cell is blank, the value is "".
    may_read_interests : bool
        As for `find_areas`.

    Returns
    -------
    mapping of (area, value) to mapping of group to tuple of Person
        The areas are those of `find_areas`, or "" if there are none. The group of an asset without a group is "".
    """
    areas = index_areas(room.tables)
    found: dict[tuple[str, str], dict[str, dict[str, Person]]] = {}
    for person in room.people:
        if person.is_held:
            continue
        groups = {fold(asset.group): asset.group for asset in person.assets}
        for asset in person.assets:
            for area in find_areas(asset, person, areas, may_read_interests=may_read_interests) or ("",):
                for value in (person.values(column) if column else ()) or ("",):
                    row = found.setdefault((area, value), {})
                    row.setdefault(groups[fold(asset.group)], {})[person.id] = person
    return {key: {group: tuple(people.values()) for group, people in row.items()} for key, row in found.items()}
