"""The resource map: what there is for each focus area and group, in whose hands, what is missing or unknown.

The map joins the resources of `resources.csv` with the assets of the people in the room.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from seating.analysis.assets import find_areas, index_areas, word_of
from seating.forms.resources import Holder, Resource, Resources, ResourceState
from seating.profiles import Person, Who
from seating.room.plan import Plan, Room
from seating.room.tables import Table
from seating.wording import fold, squashed

FOCUS, SERVES = "focus", "serves"
"""Columns with other values for a person: the areas of what they bring, and their entrepreneur type."""

TYPE = "entrepreneurtype"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a cell: a resource or an asset, its state, and who has it."""

    what: str
    state: ResourceState
    holders: tuple[Holder, ...]
    is_asset: bool = False


@dataclass(frozen=True, slots=True)
class ResourceMap:
    """What there is for each pair of values.

    Attributes
    ----------
    rows, columns : tuple of str
        The values; "" for entries that name none comes last.
    cells : mapping of (row, column) to tuple of Entry
        Pairs about which nothing is known are left out.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[str, str], tuple[Entry, ...]]

    def entries(self, row: str, column: str) -> tuple[Entry, ...]:
        """Return the entries of a cell; () if nothing is known about it."""
        return self.cells.get((row, column), ())


@dataclass(frozen=True, slots=True)
class Unused:
    """Something that was brought, that the table of its holder does not need, and that another table lacks.

    Attributes
    ----------
    what : str
    person : Person
    table : Table
        The table where the person sits.
    needed_at : tuple of Table
        Tables that need it, and where no one brings or has it.
    """

    what: str
    person: Person
    table: Table
    needed_at: tuple[Table, ...]


def build_resource_map(
    resources: Resources | None, room: Room, axes: tuple[str, str], columns: Iterable[str] | None
) -> ResourceMap:
    """Return the map. Values that differ only in case, accents, spaces and punctuation are one row or column.

    Parameters
    ----------
    resources : Resources or None
    room : Room
    axes : (str, str)
        The column for the rows and the column for the columns of the map, "focus" and "serves" for example.
    columns : iterable of str or None
        The columns of the list that may be read. None leaves out what people bring.
    """
    cells: dict[tuple[str, str], list[Entry]] = {}
    spelled: tuple[dict[str, str], dict[str, str]] = ({}, {})
    for place, axis in enumerate(axes):
        for value in _expected(axis, room):
            spelled[place].setdefault(key_of_value(value), value)

    def add(pairs: Iterable[tuple[Sequence[str], Sequence[str], Entry]]) -> None:
        for rows, names, entry in pairs:
            for row in rows or ("",):
                for name in names or ("",):
                    key = (
                        spelled[0].setdefault(key_of_value(row), row),
                        spelled[1].setdefault(key_of_value(name), name),
                    )
                    cells.setdefault(key, []).append(entry)

    listed = () if resources is None else resources.found
    add((one.values(axes[0]), one.values(axes[1]), _entry(one)) for one in listed)
    if columns is not None:
        add(_assets(room, axes, set(columns)))
    rows, names = (tuple(sorted(known.values(), key=lambda value: value == "")) for known in spelled)
    merged = {key: _merged(entries) for key, entries in cells.items()}
    return ResourceMap(rows, names, merged)


def key_of_value(text: str) -> str:
    """Return the form in which values of the map are compared.

    >>> key_of_value("Innovation-led") == key_of_value("innovation led")
    True
    """
    return squashed(text) or fold(text)


def list_unused(resources: Resources | None, room: Room, plan: Plan) -> tuple[Unused, ...]:
    """Return what people in the room bring or hold that their table does not need, and another table lacks.

    Parameters
    ----------
    resources : Resources or None
    room : Room
    plan : Plan
    """
    tables = {table.id: table for table in room.tables}
    by_id = {person.id: person for person in room.people}
    brought: dict[tuple[str, str], tuple[str, Person]] = {}
    for person in room.coming:
        brought |= {(person.id, fold(asset.word)): (asset.shown, person) for asset in person.assets}
    holders: dict[str, set[str]] = {}
    for one in () if resources is None else resources.found:
        ids = {holder.person for holder in one.holders if one.state in {ResourceState.HAVE, ResourceState.PARTIAL}}
        here = sorted((by_id[person] for person in ids if person in by_id), key=lambda person: room.index[person.id])
        brought |= {(person.id, fold(one.name)): (one.name, person) for person in here}
        holders.setdefault(word_of(one.name), set()).update(person.id for person in here)
    members, coming = room.members(plan), room.coming_at(plan)

    def lacks(other: Table, what: str) -> bool:
        having = holders.get(word_of(what), ())
        is_had = _has(what, coming[other.id]) or any(person.id in having for person in members[other.id])
        return _needs(other, what) and not is_had

    found = []
    for what, person in brought.values():
        table = tables[plan.seats[person.id]]
        if not _needs(table, what):
            lacking = tuple(other for other in room.tables if lacks(other, what))
            found += [Unused(what, person, table, lacking)] if lacking else []
    return tuple(sorted(found, key=lambda one: (fold(one.what), one.person.id)))


def needs_line(table: Table, gaps: Sequence[str]) -> str:
    """Return the line `needs: […]` for the table in the convening: what it needs already, and the gaps."""
    return f"needs: [{', '.join(map(_as_yaml, (*table.needs, *gaps)))}]"


def _as_yaml(text: str) -> str:
    """Return a text as YAML: plain if it has only letters and spaces, otherwise in quotes."""
    if all(letter.isalpha() or letter == " " for letter in text) and fold(text) not in _NOT_TEXT:
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'


_NOT_TEXT = frozenset({"yes", "no", "on", "off", "true", "false", "null", "y", "n"})
"""Words that YAML may read as something other than a text."""


def _expected(axis: str, room: Room) -> Iterator[str]:
    """Yield the values that the map shows even if nothing is known: the focus areas of the tables."""
    if axis == FOCUS:
        for table in room.tables:
            yield from table.focus


def _entry(one: Resource) -> Entry:
    return Entry(one.name, one.state, one.holders)


def _assets(
    room: Room, axes: tuple[str, str], columns: set[str]
) -> Iterator[tuple[Sequence[str], Sequence[str], Entry]]:
    read_as = {axis: _column_for(axis, room, columns) for axis in axes}
    reads_interests = "interests" in columns
    areas = index_areas(room.tables)
    for person in room.coming:
        of_axis = {axis: person.values(column) if column else () for axis, column in read_as.items()}
        holder = (Holder(person.label, person.id),)
        for asset in person.assets:
            own = find_areas(asset, person, areas, may_read_interests=reads_interests)
            rows, names = (own if axis == FOCUS else of_axis[axis] for axis in axes)
            yield rows, names, Entry(asset.shown, ResourceState.HAVE, holder, is_asset=True)


def _column_for(axis: str, room: Room, columns: set[str]) -> str | None:
    """Return the column of the list with a person's values on an axis; None if there is none that may be read."""
    names = [column for column in room.listed.headings if column in columns]
    same = next((column for column in names if fold(column) == fold(axis)), None)
    if same is None and axis == SERVES:
        same = next((column for column in names if squashed(column) == TYPE), None)
    return same


def _merged(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the entries with those of the same name and state as one, with all holders.

    What there is and is also written down as a gap is there in part.
    """
    entries = list(entries)
    gaps = {fold(one.what) for one in entries if one.state is ResourceState.GAP}
    there = {fold(one.what) for one in entries if one.state in {ResourceState.HAVE, ResourceState.PARTIAL}}
    found: dict[tuple[str, ResourceState], Entry] = {}
    for one in entries:
        what = fold(one.what)
        is_in_part = what in gaps & there and one.state is not ResourceState.UNKNOWN
        state = ResourceState.PARTIAL if is_in_part else one.state
        key = (what, state)
        known = found.get(key)
        holders = one.holders if known is None else (*known.holders, *one.holders)
        distinct = {holder.person or fold(holder.text): holder for holder in reversed(holders)}
        is_asset = one.is_asset and (known is None or known.is_asset)
        found[key] = Entry(
            one.what if known is None else known.what, state, tuple(reversed(distinct.values())), is_asset
        )
    order = list(ResourceState)
    return tuple(sorted(found.values(), key=lambda one: order.index(one.state)))


def _needs(table: Table, what: str) -> bool:
    return any(word_of(need) == word_of(what) for need in table.needs)


def _has(what: str, members: Iterable[Person]) -> bool:
    who = Who.model_validate({"assets": what})
    return any(map(who.matches, members))
