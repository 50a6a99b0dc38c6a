"""The pair terms of a model, indexed by person."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from seating.engines.local_search.tallies import Tally
from seating.model import Model
from seating.plan import IntArray
from seating.terms import PartedTerm, SharedTerm


class _Pair(NamedTuple):
    """A pair that has a cost, as one of the two finds it."""

    other: int
    requirement: int
    units: int
    price: int
    at: NDArray[np.bool_]
    """The tables of the term, shape (tables,)."""


class Pairs:
    """The pair terms of a model, indexed by person.

    Parameters
    ----------
    model : Model
    price : int array, shape (requirements,)
        The price of a unit of each requirement's shortfall.
    """

    def __init__(self, model: Model, price: IntArray) -> None:
        self._n_tables = model.n_tables
        self._shared: dict[int, list[_Pair]] = {}
        self._parted: dict[int, list[_Pair]] = {}
        self._terms: list[tuple[SharedTerm | PartedTerm, int]] = []
        for requirement, term in model.terms:
            if isinstance(term, SharedTerm | PartedTerm):
                self._terms.append((term, int(price[requirement])))
                at = np.isin(np.arange(model.n_tables), term.tables)
                kept = self._shared if isinstance(term, SharedTerm) else self._parted
                for (a, b), cost in zip(term.pairs.tolist(), term.costs.tolist(), strict=True):
                    about = requirement, cost, int(price[requirement]), at
                    kept.setdefault(a, []).append(_Pair(b, *about))
                    kept.setdefault(b, []).append(_Pair(a, *about))

    def concern(self, person: int) -> bool:
        """Whether a person is in a pair that has a cost."""
        return person in self._shared or person in self._parted

    def tally(self, person: int, tables: IntArray, added: Tally) -> None:
        """Add what a person's pairs cost at each table, given where the others sit.

        Parameters
        ----------
        person : int
        tables : int array, shape (persons,)
            The number of each person's table; -1 for none.
        added : Tally
        """
        for other, requirement, units, price, at in self._shared.get(person, ()):
            table = tables[other]
            if table >= 0 and at[table]:
                added.add_at(requirement, table, units, price)
        for other, requirement, units, price, at in self._parted.get(person, ()):
            table = tables[other]
            if table >= 0:
                concerned = at.copy() if not at[table] else np.ones_like(at)
                concerned[table] = False
                added.add(requirement, units * concerned, price)

    def costs(self, tables: IntArray) -> IntArray:
        """Return the cost of pairs at each table, shape (tables,); a parted pair counts at both tables."""
        found = np.zeros(self._n_tables, dtype=np.int64)
        for term, price in self._terms:
            first, second = tables[term.pairs[:, 0]], tables[term.pairs[:, 1]]
            at = np.isin(first, term.tables) | np.isin(second, term.tables)
            counts = at & ((first == second) if isinstance(term, SharedTerm) else (first != second))
            for here in (first, second):
                np.add.at(found, here[counts], price * term.costs[counts])
        return found
