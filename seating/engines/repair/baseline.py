"""The earlier seating that a repair stays near to, and what counts as a move from it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from seating.engines.local_search.incremental import IncrementalCosts
from seating.model import Model
from seating.plan import IntArray
from seating.terms import PlaceTerm

__all__ = ["MOVES", "Former"]

MOVES = "moves made"
"""The id under which moves are counted; no requirement's own id has a space."""


@dataclass(frozen=True, eq=False, slots=True)
class Former:
    """Who sat where.

    Attributes
    ----------
    tables : int array, shape (persons,)
        The number of each person's table; -1 for newcomers, and for those whose table is gone.
    stays : bool array, shape (persons, tables)
        Where a seat is no move; everywhere for whoever had no seat.
    """

    tables: IntArray
    stays: NDArray[np.bool_]

    @classmethod
    def of(cls, tables: IntArray, n_tables: int) -> Former:
        """Return the earlier seating in which every other table is a move; `tables` as above."""
        stays = tables[:, None] == np.arange(n_tables)
        return cls(tables, stays | (tables < 0)[:, None])

    def moves(self, tables: IntArray) -> int:
        """Return how many persons sit elsewhere in a complete seating, shape (persons,)."""
        return int((~self.stays[np.arange(len(tables)), tables]).sum())

    def counted_in(self, model: Model) -> Model:
        """Return the model of the musts alone, in which each move costs 1."""
        musts = [identity for identity, must in zip(model.requirement_ids, model.musts, strict=True) if must]
        kept = model.keeping(musts)
        return self.weighed_in(kept, 1)

    def weighed_in(self, model: Model, weight: int) -> Model:
        """Return the model in which each move costs `weight` besides what the shoulds cost."""
        moves = PlaceTerm(np.arange(model.n_persons, dtype=np.int64), (~self.stays).astype(np.int64))
        return replace(
            model,
            requirement_ids=(*model.requirement_ids, MOVES),
            musts=np.append(model.musts, False),
            weights=np.append(model.weights, weight),
            terms=(*model.terms, (len(model.requirement_ids), moves)),
        )

    def begun(self, model: Model) -> IntArray:
        """Return the earlier seating with newcomers where they cost least, shape (persons,); musts come first."""
        return seat_the_rest(model, self.tables)


def seat_the_rest(model: Model, tables: IntArray) -> IntArray:
    """Return a complete seating: whoever has -1 is seated where that costs least as things stand, one after another.

    Parameters
    ----------
    model : Model
    tables : int array, shape (persons,)
    """
    waiting = np.flatnonzero(tables < 0).tolist()
    if not waiting:
        return tables
    counts = IncrementalCosts(model)
    for person in np.flatnonzero(tables >= 0).tolist():
        counts.put(person, int(tables[person]))
    choices: list[tuple[int, int]] = []
    for person in waiting:  # those with the least choice first
        prices = counts.prices(person)
        choices.append((int((prices <= prices.min()).sum()), person))
    for _, person in sorted(choices):
        prices = counts.prices(person)
        room = counts.heads / np.maximum(1, model.capacity)
        counts.put(person, int(np.lexsort((room, prices))[0]))
    return counts.tables
