"""Pair costs: the cost that pair terms add when one of the two persons takes a seat."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from seating.model import Model
from seating.plan import IntArray
from seating.terms import PartedTerm, SharedTerm

__all__ = ["MOST_PAIRS", "Pairs", "is_of_pairs"]

MOST_PAIRS = 0.5
"""Share of pairs of people with a cost above which a room counts as one of pairs."""


def is_of_pairs(model: Model, n_pairs: int) -> bool:
    """Return whether one term has a cost for most pairs of people, for sitting together or apart.

    Parameters
    ----------
    model : Model
    n_pairs : int
        Number of pairs of people who may share a table, each counted twice.
    """
    pairs = [len(term.pairs) for _, term in model.terms if isinstance(term, SharedTerm | PartedTerm)]
    return 2 * max(pairs, default=0) > MOST_PAIRS * n_pairs


class Pairs:
    """The pair terms of a model, indexed by person."""

    def __init__(self, model: Model, price: IntArray) -> None:
        self._n_tables = model.n_tables
        self._shared: dict[int, list[tuple[int, int, NDArray[np.bool_]]]] = {}
        self._parted: dict[int, list[tuple[int, int, NDArray[np.bool_]]]] = {}
        self._terms: list[tuple[SharedTerm | PartedTerm, int]] = []
        for requirement, term in model.terms:
            if isinstance(term, SharedTerm | PartedTerm):
                self._terms.append((term, int(price[requirement])))
                at = np.isin(np.arange(model.n_tables), term.tables)
                kept = self._shared if isinstance(term, SharedTerm) else self._parted
                for (a, b), cost in zip(term.pairs.tolist(), term.costs.tolist(), strict=True):
                    priced = cost * int(price[requirement])
                    kept.setdefault(a, []).append((b, priced, at))
                    kept.setdefault(b, []).append((a, priced, at))

    def prices(self, person: int, tables: IntArray) -> IntArray:
        """Return the cost of a person's pairs at each table, given where the others sit, shape (tables,)."""
        added = np.zeros(self._n_tables, dtype=np.int64)
        for other, cost, at in self._shared.get(person, ()):
            table = tables[other]
            if table >= 0 and at[table]:
                added[table] += cost
        for other, cost, at in self._parted.get(person, ()):
            table = tables[other]
            if table >= 0:
                concerned = at.copy() if not at[table] else np.ones_like(at)
                concerned[table] = False
                added += cost * concerned
        return added

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
