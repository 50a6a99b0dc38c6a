"""What the tables of earlier rounds have become in a room."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from seating.groups import tuples_by_key
from seating.room.history import name_former
from seating.room.plan import Room
from seating.room.tables import Table, map_labels


def descends(room: Room, earlier: str, table: str, there: Collection[str] = ()) -> bool:
    """Whether a table of this round has or had the id `earlier`; `there` is as for `Table.lineage`."""
    return earlier in room.table(table).lineage(room.tables, there)


def find_successors(room: Room) -> Mapping[str, tuple[Table, ...]]:
    """Return the tables that have or had an id in earlier rounds, by id."""
    return room.remember(
        "successors",
        lambda: tuples_by_key(
            (identity, table) for table in room.tables for identity in sorted(table.lineage(room.tables))
        ),
    )


def heir_of(room: Room, identity: str) -> str | None:
    """Return the id that a table of an earlier round has now.

    None if it is gone, or was split among several of which none kept its id.

    Parameters
    ----------
    room : Room
    identity : str
        The id that the table had.
    """
    heirs = [table.id for table in find_successors(room).get(identity, ())]
    if identity in heirs:
        return identity
    return heirs[0] if len(heirs) == 1 else None


def label_of(room: Room, identity: str) -> str:
    """Return the name of a table of any round, as `name_former` does.

    Parameters
    ----------
    room : Room
    identity : str
        An id that the table has or had.
    """
    became = find_successors(room).get(identity, ())
    heirs = map_labels(became)
    last = room.labels_elsewhere.get(identity) or room.history.labels.get(identity, identity)
    is_merged = any(room.history.has_merged(table.lineage(room.tables, {table.id})) for table in became)
    return name_former(identity, heirs, last, is_merged)
