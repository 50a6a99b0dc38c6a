"""Pair terms of a chain: lists of partners where few pairs cost something, otherwise one square matrix.

Rooms in which nearly every pair costs something are searched several times faster with the matrix: for each person
and table it keeps the sum of the person's costs with everyone there, so a swap is priced by a few additions. Compiled
in part.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress
from operator import not_

import numpy as np

from seating.engines.annealing.group_energy import NOWHERE
from seating.engines.jit import compiled, inlined
from seating.engines.local_search.incremental import is_pair_heavy
from seating.model import Model
from seating.native.annealing import DensePairs, SparsePairs
from seating.plan import IntArray
from seating.terms import PartedTerm, SharedTerm

PairTerm = tuple[int, SharedTerm | PartedTerm]
"""The number of a requirement, and one of its terms."""

MOST_PERSONS = 2_000
"""Maximum number of persons with a matrix of all pairs: it takes 32 MB for each chain."""


@compiled
def _between(pairs: SparsePairs, k: int, s: int, t: int) -> int:
    """Return the energy of entry k when its two persons sit at tables s and t."""
    mask = pairs.mask[k]
    if s == t:
        return pairs.together[k] if pairs.masks[mask, t] else 0
    return pairs.apart[k] if pairs.masks[mask, s] or pairs.masks[mask, t] else 0


@compiled
def swap_correction(pairs: SparsePairs, p: int, a: int, b: int, q: int, c: int, d: int) -> int:
    """Return the correction to the two price differences if p goes from a to b while q goes from c to d.

    Each price assumes that the other person stays where they are.

    Parameters
    ----------
    pairs : SparsePairs
    p : int
        The person.
    a : int
        The table that p leaves.
    b : int
        The table that p goes to.
    q : int
        The other person.
    c : int
        The table that q leaves.
    d : int
        The table that q goes to.
    """
    row = pairs.row[p]
    if row < 0 or pairs.row[q] < 0:
        return 0
    k, end = pairs.start[row], pairs.start[row + 1]
    high = end  # find the first entry about q by bisection
    while k < high:
        middle = (k + high) // 2
        if pairs.other[middle] < q:
            k = middle + 1
        else:
            high = middle
    change = 0
    while k < end and pairs.other[k] == q:
        change += _between(pairs, k, b, d) + _between(pairs, k, a, c)
        change -= _between(pairs, k, b, c) + _between(pairs, k, a, d)
        k += 1
    return change


@compiled
def update_sparse(pairs: SparsePairs, p: int, a: int, b: int) -> None:
    """Update the prices of a person's partners after the person has moved from table a, or from `NOWHERE`, to b.

    Parameters
    ----------
    pairs : SparsePairs
    p : int
        The person.
    a : int
        The table that p leaves.
    b : int
        The table that p goes to.
    """
    row = pairs.row[p]
    if row < 0:
        return
    for k in range(pairs.start[row], pairs.start[row + 1]):
        other, mask = pairs.row[pairs.other[k]], pairs.mask[k]
        if pairs.apart[k] == 0 or pairs.is_everywhere[mask]:
            # the partner's prices change only at the two tables, up to a constant when someone gets the first seat
            cost = pairs.together[k] - pairs.apart[k]
            if a != NOWHERE and pairs.masks[mask, a]:
                pairs.price[other, a] -= cost
            if pairs.masks[mask, b]:
                pairs.price[other, b] += cost
        else:
            for t in range(pairs.price.shape[1]):
                if a != NOWHERE:
                    pairs.price[other, t] -= _between(pairs, k, a, t)
                pairs.price[other, t] += _between(pairs, k, b, t)


@compiled
def pair_costs_by_table(pairs: SparsePairs, table: np.ndarray, cost: np.ndarray) -> None:
    """Write the energy of pairs at each table to `cost`; a pair that is apart counts at both tables.

    Parameters
    ----------
    pairs : SparsePairs
    table : int64 array, shape (persons,)
        The table each person sits at.
    cost : int64 array, shape (tables,)
        Overwritten.
    """
    for t in range(len(cost)):
        cost[t] = 0
    for i in range(len(pairs.person)):
        t = table[pairs.person[i]]
        for k in range(pairs.start[i], pairs.start[i + 1]):
            cost[t] += _between(pairs, k, table[pairs.other[k]], t)


def sparse_pairs_of(model: Model, terms: Sequence[PairTerm], price: IntArray) -> SparsePairs:
    """Return the lists of some pair terms, each pair in the lists of both persons, with no one seated.

    Parameters
    ----------
    model : Model
    terms : sequence of PairTerm
    price : int array, shape (requirements,)
        Energy of a unit of shortfall.
    """
    masks: dict[bytes, int] = {}
    parts: list[tuple[IntArray, IntArray, IntArray, IntArray]] = []
    for requirement, term in terms:
        if len(term.pairs):
            at = np.isin(np.arange(model.n_tables), term.tables)
            number = np.full(len(term.pairs), masks.setdefault(at.tobytes(), len(masks)))
            cost, none = term.costs * price[requirement], np.zeros(len(term.pairs), np.int64)
            parts.append((term.pairs, number, *((cost, none) if isinstance(term, SharedTerm) else (none, cost))))
    empty = np.zeros((0, 2), np.int64), *np.zeros((3, 0), np.int64)
    pair, mask, together, apart = (np.concatenate(column) for column in zip(empty, *parts, strict=True))
    differ = pair[:, 0] != pair[:, 1]
    pair, mask, together, apart = pair[differ], mask[differ], together[differ], apart[differ]
    keys = np.column_stack([np.concatenate([pair, pair[:, ::-1]]), np.tile(mask, 2)])
    unique, inverse = np.unique(keys, axis=0, return_inverse=True)
    costs = np.zeros((2, len(unique)), np.int64)
    for kept, cost in zip(costs, (together, apart), strict=True):
        np.add.at(kept, inverse.reshape(-1), np.tile(cost, 2))
    person = np.unique(unique[:, 0])
    row = np.full(model.n_persons + 1, -1, np.int64)
    row[person] = np.arange(len(person))
    inside = np.array([np.frombuffer(key, np.bool_) for key in masks], np.bool_).reshape(len(masks), model.n_tables)
    return SparsePairs(
        row=row,
        person=person.astype(np.int64),
        start=np.append(np.searchsorted(unique[:, 0], person), len(unique)).astype(np.int64),
        other=unique[:, 1].astype(np.int64),
        together=costs[0],
        apart=costs[1],
        mask=unique[:, 2].astype(np.int64),
        masks=inside,
        is_everywhere=np.asarray(inside.all(axis=1)),
        price=np.zeros((len(person), model.n_tables), np.int64),
    )


@inlined
def dense_move_change(dense: DensePairs, p: int, a: int, b: int) -> int:
    """Return the change in energy of these pairs when a person moves from table a to b.

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
    """Return the change in energy of these pairs when `p` at table a and `q` at table b swap seats.

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
    """Update the prices after a person has moved from table a, or from `NOWHERE`, to b.

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

    If nearly every pair of people has a cost, the matrix has the terms that apply at every table.
    """
    terms = [(r, term) for r, term in model.terms if isinstance(term, SharedTerm | PartedTerm)]
    if model.n_persons > MOST_PERSONS or not is_pair_heavy(model, model.n_people**2):
        return [], terms
    everywhere = [len(np.unique(term.tables)) == model.n_tables for _, term in terms]
    return list(compress(terms, everywhere)), list(compress(terms, map(not_, everywhere)))


def dense_pairs_of(model: Model, kept: Sequence[PairTerm], price: IntArray) -> DensePairs:
    """Return the matrix of some pair terms, with no one seated.

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
