"""The earlier seating that a repair starts from, and what counts as a move."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import numpy as np

from seating.engines.local_search.incremental import IncrementalCosts
from seating.groups import group_by_key
from seating.model import Model
from seating.model.units import Units
from seating.room.plan import IntArray, Room
from seating.terms import PlaceTerm

MOVES = "moves made"
"""Id of the requirement that counts moves; ids that users write have no spaces."""


@dataclass(frozen=True, eq=False, slots=True)
class Baseline:
    """The earlier seating.

    Attributes
    ----------
    tables : int array, shape (persons,)
        The number of each person's table; -1 for newcomers, and for persons whose table is gone.
    counted : int array, shape (persons, tables)
        How many moves it counts as if a person sits at a table: none at their own, or at any table for those without
        one. A unit counts as its members do.
    """

    tables: IntArray
    counted: IntArray

    @classmethod
    def of_seats(cls, room: Room, model: Model, seats: Mapping[str, str], served: Collection[str] = ()) -> Baseline:
        """Return the baseline of an earlier seating. A person at a table that descends from theirs has not moved.

        Parameters
        ----------
        room : Room
        model : Model
            The model of the room.
        seats : mapping of person id to table id
            The earlier seating, with the ids that the tables had then.
        served : collection of str
            Ids of the staff whose tables a staff plan lists. None of them moves.
        """
        there = frozenset(seats.values())
        heirs = group_by_key(
            (earlier, number)
            for number, table in enumerate(room.tables)
            for earlier in table.lineage(room.tables, there)
        )
        counted = np.ones((model.n_persons, model.n_tables), dtype=np.int64)
        tables = np.full(model.n_persons, -1, dtype=np.int64)
        for i, person in enumerate(model.person_ids):
            at = heirs.get(seats.get(person, ""), [])
            counted[i, slice(None) if person in served else at or slice(None)] = 0
            if at:
                tables[i] = room.table_index.get(seats[person], at[0])
        return cls(tables, counted)

    def moves(self, tables: IntArray) -> int:
        """Return the number of moves in a complete seating, shape (persons,)."""
        return int(self.counted[np.arange(len(tables)), tables].sum())

    @property
    def most(self) -> int:
        """No complete seating has more moves."""
        return max(len(self.tables), int(self.counted.max(axis=1, initial=0).sum()))

    def joined(self, units: Units) -> Baseline:
        """Return the baseline of the units. The table of a unit is one where the fewest of its members have moved."""
        counted = np.zeros((units.model.n_persons, units.model.n_tables), dtype=np.int64)
        np.add.at(counted, units.join.unit, self.counted)
        tables = counted.argmin(axis=1)
        for person in np.flatnonzero(self.tables >= 0)[::-1].tolist():  # the first member's own table, if it is one
            unit, table = units.join.unit[person], self.tables[person]
            if counted[unit, table] == counted[unit, tables[unit]]:
                tables[unit] = table
        known = np.bincount(units.join.unit[self.tables >= 0], minlength=len(tables)) > 0
        return Baseline(np.where(known, tables, -1), counted)

    def counting_moves(self, model: Model) -> Model:
        """Return the model of the musts alone, with a penalty of 1 for each move."""
        musts = [identity for identity, must in zip(model.requirement_ids, model.musts, strict=True) if must]
        kept = model.with_requirements(musts)
        return self.pricing_moves(kept, 1)

    def pricing_moves(self, model: Model, weight: int) -> Model:
        """Return the model with an additional penalty of `weight` for each move."""
        moves = PlaceTerm.of(np.arange(model.n_persons, dtype=np.int64), self.counted)
        return replace(
            model,
            requirement_ids=(*model.requirement_ids, MOVES),
            musts=np.append(model.musts, False),
            weights=np.append(model.weights, weight),
            terms=(*model.terms, (len(model.requirement_ids), moves)),
        )

    def start(self, model: Model) -> IntArray:
        """Return the earlier seating with newcomers at the cheapest tables, musts first, shape (persons,)."""
        return seat_unseated(model, self.tables)


def seat_unseated(model: Model, tables: IntArray) -> IntArray:
    """Return a complete seating: persons without a table are seated one by one where that costs least.

    Parameters
    ----------
    model : Model
    tables : int array, shape (persons,)
        The table of each person, or -1.
    """
    waiting = np.flatnonzero(tables < 0).tolist()
    if not waiting:
        return tables
    counts = IncrementalCosts(model)
    for person in np.flatnonzero(tables >= 0).tolist():
        counts.put(person, int(tables[person]))
    choices: list[tuple[int, int]] = []
    for person in waiting:  # those with the fewest equally cheap best tables first
        prices = counts.prices(person)
        choices.append((int((prices <= prices.min()).sum()), person))
    for _, person in sorted(choices):
        prices = counts.prices(person)
        room = counts.heads / np.maximum(1, model.capacity)
        counts.put(person, int(np.lexsort((room, prices))[0]))
    return counts.tables
