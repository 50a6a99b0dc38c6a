"""What seating one person elsewhere would gain and lose, at every table, alone or in a swap with someone.

Nothing is solved: everyone else stays where they are. People may be without a seat; they count at no table. The counts
that are kept up to date are passed in, so this module does not depend on a solver. They hold for one round and for the
seats only: further sessions in a season are not part of a model.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from seating.explanations.price import Change, largest_first, weigh_changes
from seating.model import Model
from seating.room.plan import IntArray

NO_SEAT = -1
"""The table number of a person without a seat."""


class Counts(Protocol):
    """A seating, complete or not, whose counts are updated one person at a time.

    Attributes
    ----------
    model : Model
    tables : int array, shape (persons,)
        The number of each person's table; `NO_SEAT` for none.
    """

    model: Model
    tables: IntArray

    def put(self, person: int, table: int) -> None:
        """Seat a person who has no seat."""

    def take(self, person: int) -> int:
        """Remove a person from their seat; return the table."""

    def prices(self, person: int) -> IntArray:
        """Return the cost that seating this person without a seat at each table would add, shape (tables,)."""

    def shortfall_changes(self, person: int) -> IntArray:
        """Return what that would add to the shortfall of each requirement, shape (requirements, tables)."""


@dataclass(frozen=True, slots=True)
class MustChange:
    """How many more units a must lacks in another seating; negative if it lacks fewer."""

    requirement: str
    units: int


@dataclass(frozen=True, slots=True)
class Gain:
    """What would change if a person sat at a table, alone or in a swap with someone there.

    Attributes
    ----------
    table : str or None
        The id of the table; None if the person would have no seat.
    musts : tuple of MustChange
        The musts whose shortfall would change, the largest increase first.
    points : int
        Change of the penalty; negative if it would be lower.
    changes : tuple of Change
        The wishes whose penalty would change, the largest increase first.
    other : str or None
        The id of the person who would take their present seat, or would lose their own if they have none; None if the
        person moves alone.
    """

    table: str | None
    musts: tuple[MustChange, ...]
    points: int
    changes: tuple[Change, ...]
    other: str | None = None

    @property
    def units(self) -> int:
        """Change of the total shortfall of the musts, in units."""
        return sum(change.units for change in self.musts)

    @property
    def worse(self) -> tuple[str, ...]:
        """Ids of the musts that would lack more."""
        return tuple(change.requirement for change in self.musts if change.units > 0)

    @property
    def changed(self) -> tuple[str, ...]:
        """Ids of the requirements whose shortfall or penalty would change: first the musts."""
        return (*(change.requirement for change in self.musts), *(change.requirement for change in self.changes))


def move(counts: Counts, person: int, table: int) -> None:
    """Seat a person at a table, or nowhere, wherever they are now.

    Parameters
    ----------
    counts : Counts
        Updated in place.
    person, table : int
        The numbers of the person and the table; `NO_SEAT` for none.
    """
    if counts.tables[person] != NO_SEAT:
        counts.take(person)
    if table != NO_SEAT:
        counts.put(person, table)


def list_gains(counts: Counts, person: int) -> tuple[Gain, ...]:
    """Return what would change if one person sat at each table, and if they had no seat.

    Parameters
    ----------
    counts : Counts
        The seating, the same again when this returns.
    person : int
        The number of the person, who may have no seat now.

    Returns
    -------
    tuple of Gain
        One for each table, in the order of the model, and one without a seat. Where the person is now, nothing changes.
    """
    model, home = counts.model, int(counts.tables[person])
    move(counts, person, NO_SEAT)
    changes = counts.shortfall_changes(person)
    changes = np.concatenate([changes, np.zeros_like(changes[:, :1])], axis=1)  # the last one: no seat
    move(counts, person, home)
    changes = changes - changes[:, [home]]
    return tuple(_gain(model, changes[:, table], table) for table in (*range(model.n_tables), NO_SEAT))


def list_gains_together(counts: Counts, persons: Sequence[int]) -> tuple[Gain, ...]:
    """Return what would change if several persons sat at each table together, and if none of them had a seat.

    Parameters
    ----------
    counts : Counts
        The seating, the same again when this returns.
    persons : sequence of int
        Their numbers. They may sit at several tables now, or have no seat.

    Returns
    -------
    tuple of Gain
        As for `list_gains`.
    """
    homes = [int(counts.tables[person]) for person in persons]
    for person in persons:
        move(counts, person, NO_SEAT)
    now = _added(counts, *zip(persons, homes, strict=True))
    tables = (*range(counts.model.n_tables), NO_SEAT)
    changes = [_added(counts, *((person, table) for person in persons)) - now for table in tables]
    for person, home in zip(persons, homes, strict=True):
        move(counts, person, home)
    return tuple(_gain(counts.model, change, table) for change, table in zip(changes, tables, strict=True))


def compute_exchange(counts: Counts, person: int, other: int) -> Gain:
    """Return what would change if two persons swapped their seats; one of the two may have none.

    Parameters
    ----------
    counts : Counts
        The seating, the same again when this returns.
    person, other : int
        Their numbers. The result names the table of the other one.
    """
    home, there = int(counts.tables[person]), int(counts.tables[other])
    move(counts, person, NO_SEAT)
    move(counts, other, NO_SEAT)
    change = _added(counts, (person, there), (other, home)) - _added(counts, (other, there), (person, home))
    move(counts, person, home)
    move(counts, other, there)
    return _gain(counts.model, change, there, other)


def find_best_exchanges(counts: Counts, person: int, tables: Collection[int] | None = None) -> tuple[Gain, ...]:
    """Return the best swap of seats with one person at each table.

    Parameters
    ----------
    counts : Counts
        The seating, the same again when this returns.
    person : int
        The number of the person, who may have no seat now; then the other one loses theirs.
    tables : collection of int or None
        Only at these tables; None for all.

    Returns
    -------
    tuple of Gain
        One for each table with someone else, in the order of the model, without the person's own. Of equally good
        swaps, the one with the lowest number of the other person.
    """
    home = int(counts.tables[person])
    move(counts, person, NO_SEAT)
    alone = counts.prices(person)
    best: dict[int, tuple[int, int]] = {}
    wanted = set(range(counts.model.n_tables) if tables is None else tables) - {home}
    for other in (n for n, table in enumerate(counts.tables.tolist()) if table in wanted):
        there = counts.take(other)
        cost = int(counts.prices(person)[there]) - int(counts.prices(other)[there])
        if home != NO_SEAT:
            counts.put(person, there)
            cost += int(counts.prices(other)[home]) - int(alone[home])
            counts.take(person)
        counts.put(other, there)
        best[there] = min(best.get(there, (cost, other)), (cost, other))
    move(counts, person, home)
    return tuple(compute_exchange(counts, person, best[table][1]) for table in sorted(best))


def _added(counts: Counts, *seats: tuple[int, int]) -> IntArray:
    """Return what seating persons, one after the other, adds to the shortfalls, shape (requirements,).

    Parameters
    ----------
    counts : Counts
        The same again when this returns.
    *seats : pair of int
        A person without a seat and the table; `NO_SEAT` for none.
    """
    added = np.zeros(len(counts.model.requirement_ids), dtype=np.int64)
    for person, table in seats:
        if table != NO_SEAT:
            added += counts.shortfall_changes(person)[:, table]
            counts.put(person, table)
    for person, _ in seats:
        move(counts, person, NO_SEAT)
    return added


def _gain(model: Model, change: IntArray, table: int, other: int | None = None) -> Gain:
    """Return a change of the shortfalls, shape (requirements,), as a gain."""
    lacking = np.where(model.musts, change, 0)
    ids = model.requirement_ids
    return Gain(
        table=None if table == NO_SEAT else model.table_ids[table],
        musts=tuple(MustChange(ids[n], int(lacking[n])) for n in largest_first(lacking)),
        points=int((change * model.weights).sum()),
        changes=weigh_changes(model, change),
        other=None if other is None else model.person_ids[other],
    )
