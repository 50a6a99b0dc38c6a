"""Pair terms of a chain as one square matrix, where nearly every pair costs something. Compiled in part.

Such rooms are searched several times as quickly with the matrix as with the lists of `sparse_pairs`: the matrix
times a person's row gives the change of a move without a search.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress
from operator import not_
from typing import NamedTuple

import numpy as np

from seating.engines.annealing.groups import NOWHERE
from seating.engines.annealing.jit import compiled, inlined
from seating.engines.local_search.pair_costs import is_of_pairs
from seating.model import Model
from seating.plan import IntArray
from seating.terms import PartedTerm, SharedTerm

__all__ = [
    "DensePairs",
    "PairTerm",
    "dense_move_change",
    "dense_pairs_of",
    "dense_swap_change",
    "split_pair_terms",
    "update_dense",
]

PairTerm = tuple[int, SharedTerm | PartedTerm]
"""The number of a requirement, and a term of it."""

MOST_PERSONS = 2_000
"""The most persons for whom the matrix is kept: it takes 32 MB for each chain."""


class DensePairs(NamedTuple):
    """The costs of all pairs of persons; empty arrays where most pairs cost nothing.

    Attributes
    ----------
    weight : int64 array, shape (persons, persons)
        Energy of two persons at one table, minus that of the two at different tables; 0 on the diagonal.
    price : int64 array, shape (tables, persons)
        The sum of a person's weights with everybody who sits at a table. It changes.
    """

    weight: IntArray
    price: IntArray


@inlined
def dense_move_change(dense: DensePairs, p: int, a: int, b: int) -> int:
    """Return the change of energy of these pairs when a person moves from table a to b.

    Parameters
    ----------
    dense : DensePairs
    p : int
        The person.
    a : int
        The table that p leaves.
    b : int
        The table that p goes to.
    """
    return dense.price[b, p] - dense.price[a, p] if len(dense.weight) else 0


@inlined
def dense_swap_change(dense: DensePairs, p: int, q: int, a: int, b: int) -> int:
    """Return the change of energy of these pairs when `p` at table a and `q` at table b swap seats.

    Parameters
    ----------
    dense : DensePairs
    p : int
        The person.
    q : int
        The other person.
    a : int
        The table of p.
    b : int
        The table of q.
    """
    if not len(dense.weight):
        return 0
    price = dense.price
    # each price counts the pair (p, q) itself, though the two never share a table
    return price[b, p] - price[a, p] + price[a, q] - price[b, q] - 2 * dense.weight[p, q]


@compiled
def update_dense(dense: DensePairs, p: int, a: int, b: int) -> None:
    """Update the prices after a person has gone from table a, or from `NOWHERE`, to b.

    Parameters
    ----------
    dense : DensePairs
    p : int
        The person.
    a : int
        The table that p leaves.
    b : int
        The table that p goes to.
    """
    if a != NOWHERE:
        for q in range(len(dense.weight)):
            dense.price[a, q] -= dense.weight[p, q]
    for q in range(len(dense.weight)):
        dense.price[b, q] += dense.weight[p, q]


def split_pair_terms(model: Model) -> tuple[list[PairTerm], list[PairTerm]]:
    """Return the pair terms to keep in the matrix, and those to keep in lists, each with its requirement.

    The matrix takes the terms about every table, if nearly every pair of people costs something.
    """
    terms = [(r, term) for r, term in model.terms if isinstance(term, SharedTerm | PartedTerm)]
    if model.n_persons > MOST_PERSONS or not is_of_pairs(model, model.n_people**2):
        return [], terms
    everywhere = [len(np.unique(term.tables)) == model.n_tables for _, term in terms]
    return list(compress(terms, everywhere)), list(compress(terms, map(not_, everywhere)))


def dense_pairs_of(model: Model, kept: Sequence[PairTerm], price: IntArray) -> DensePairs:
    """Return the matrix of some pair terms, with nobody seated.

    Parameters
    ----------
    model : Model
    kept : sequence of PairTerm
        Terms about every table.
    price : int array, shape (requirements,)
        Energy of a unit of shortfall.
    """
    n_persons = model.n_persons if kept else 0
    weight = np.zeros((n_persons, n_persons), np.int64)
    for requirement, term in kept:
        cost = term.costs * price[requirement] * (1 if isinstance(term, SharedTerm) else -1)
        np.add.at(weight, (term.pairs[:, 0], term.pairs[:, 1]), cost)
        np.add.at(weight, (term.pairs[:, 1], term.pairs[:, 0]), cost)
    np.fill_diagonal(weight, 0)
    return DensePairs(weight, np.zeros((model.n_tables, n_persons), np.int64))
