"""What every two people cost at one table, where nearly every pair costs something. Compiled in part.

Such rooms are searched several times as quickly with the whole square of pairs at hand as with the lists
that `pairs` keeps for each person.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress
from operator import not_
from typing import NamedTuple

import numpy as np

from seating.engines.annealing.jit import inner, inside
from seating.engines.local_search.pair_costs import is_of_pairs
from seating.model import Model
from seating.plan import IntArray
from seating.terms import PartedTerm, SharedTerm

__all__ = ["Bonds", "PairTerm", "bond_change", "bond_swap", "bonds_and_others", "bonds_of", "rebond"]

NOWHERE = -1

PairTerm = tuple[int, SharedTerm | PartedTerm]
"""A term and the requirement it belongs to, as a model has them."""

MOST_PERSONS = 2_000
"""Up to which there is memory for the square: 32 MB a chain."""


class Bonds(NamedTuple):
    """Pairs of all persons; empty arrays where most pairs cost nothing.

    Attributes
    ----------
    weight : int64 array, shape (persons, persons)
        What two persons cost at the same table, less what they cost at two; 0 on the diagonal.
    price : int64 array, shape (tables, persons)
        What a person weighs with those who sit at each table. It changes.
    """

    weight: IntArray
    price: IntArray


@inside
def bond_change(bonds: Bonds, p: int, a: int, b: int) -> int:
    """Return what it adds when a person goes from table a to b."""
    return bonds.price[b, p] - bonds.price[a, p] if len(bonds.weight) else 0


@inside
def bond_swap(bonds: Bonds, p: int, q: int, a: int, b: int) -> int:
    """Return what it adds when `p` at table a and `q` at table b swap seats."""
    if not len(bonds.weight):
        return 0
    price = bonds.price
    return price[b, p] - price[a, p] + price[a, q] - price[b, q] - 2 * bonds.weight[p, q]


@inner
def rebond(bonds: Bonds, p: int, a: int, b: int) -> None:
    """Let a person go from table a, or from `NOWHERE`, to b."""
    if a != NOWHERE:
        for q in range(len(bonds.weight)):
            bonds.price[a, q] -= bonds.weight[p, q]
    for q in range(len(bonds.weight)):
        bonds.price[b, q] += bonds.weight[p, q]


def bonds_and_others(model: Model) -> tuple[list[PairTerm], list[PairTerm]]:
    """Return the pair terms, with their requirements, that are kept here, and those that `pairs` keeps."""
    terms = [(r, term) for r, term in model.terms if isinstance(term, SharedTerm | PartedTerm)]
    if model.n_persons > MOST_PERSONS or not is_of_pairs(model, model.n_people**2):
        return [], terms
    everywhere = [len(np.unique(term.tables)) == model.n_tables for _, term in terms]
    return list(compress(terms, everywhere)), list(compress(terms, map(not_, everywhere)))


def bonds_of(model: Model, kept: Sequence[PairTerm], price: IntArray) -> Bonds:
    """Return these terms as bonds, with nobody seated yet; `price` as for `rows_of`."""
    n_persons = model.n_persons if kept else 0
    weight = np.zeros((n_persons, n_persons), np.int64)
    for requirement, term in kept:
        cost = term.costs * price[requirement] * (1 if isinstance(term, SharedTerm) else -1)
        np.add.at(weight, (term.pairs[:, 0], term.pairs[:, 1]), cost)
        np.add.at(weight, (term.pairs[:, 1], term.pairs[:, 0]), cost)
    np.fill_diagonal(weight, 0)
    return Bonds(weight, np.zeros((model.n_tables, n_persons), np.int64))
