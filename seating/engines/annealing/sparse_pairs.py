"""Pair terms of a chain as lists of each person's partners, where few pairs cost something. Compiled in part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from seating.engines.annealing.dense_pairs import PairTerm
from seating.engines.annealing.groups import NOWHERE
from seating.engines.annealing.jit import compiled
from seating.model import Model
from seating.plan import IntArray
from seating.terms import SharedTerm

__all__ = ["SparsePairs", "pair_costs_by_table", "sparse_pairs_of", "swap_correction", "update_sparse"]


class SparsePairs(NamedTuple):
    """Pair terms by person: row i is about the i-th person who is in any pair.

    A mask is a set of tables. A pair whose persons sit at tables s and t costs `together` if s = t and the mask has
    s, and `apart` if s and t differ and the mask has either.

    Attributes
    ----------
    row : int64 array, shape (persons + 1,)
        A person's row, or -1; the last entry stands for nobody.
    person : int64 array, shape (rows,)
    start : int64 array, shape (rows + 1,)
        Row i has the entries ``start[i]:start[i + 1]`` of the four arrays below.
    other : int64 array, shape (entries,)
        The person's partners, rising.
    together, apart : int64 arrays, shape (entries,)
        Energies.
    mask : int64 array, shape (entries,)
        The tables that an entry is about, as a row of `masks`.
    masks : bool array, shape (masks, tables)
    is_everywhere : bool array, shape (masks,)
        Whether a mask has every table.
    price : int64 array, shape (rows, tables)
        Energy of a person's pairs at each table, as their partners sit now, plus a constant for each person. It
        changes. Only differences within a row mean anything.
    """

    row: IntArray
    person: IntArray
    start: IntArray
    other: IntArray
    together: IntArray
    apart: IntArray
    mask: IntArray
    masks: NDArray[np.bool_]
    is_everywhere: NDArray[np.bool_]
    price: IntArray


@compiled
def _between(pairs: SparsePairs, k: int, s: int, t: int) -> int:
    """Return the energy of entry k when its two persons sit at tables s and t."""
    mask = pairs.mask[k]
    if s == t:
        return pairs.together[k] if pairs.masks[mask, t] else 0
    return pairs.apart[k] if pairs.masks[mask, s] or pairs.masks[mask, t] else 0


@compiled
def swap_correction(pairs: SparsePairs, p: int, a: int, b: int, q: int, c: int, d: int) -> int:
    """Return what to add to the two differences of prices if p goes from a to b while q goes from c to d.

    Each price takes the other person to stay where they are.

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
    """Update the prices of a person's partners after the person has gone from table a, or from `NOWHERE`, to b.

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
            # the partner's prices change only at the two tables, up to a constant when somebody gets the first seat
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
    """Return the lists of some pair terms, each pair in the lists of both persons, with nobody seated.

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
    unique, where = np.unique(keys, axis=0, return_inverse=True)
    costs = np.zeros((2, len(unique)), np.int64)
    for kept, cost in zip(costs, (together, apart), strict=True):
        np.add.at(kept, where.reshape(-1), np.tile(cost, 2))
    person = np.unique(unique[:, 0])
    row = np.full(model.n_persons + 1, -1, np.int64)
    row[person] = np.arange(len(person))
    held = np.array([np.frombuffer(key, np.bool_) for key in masks], np.bool_).reshape(len(masks), model.n_tables)
    return SparsePairs(
        row=row,
        person=person.astype(np.int64),
        start=np.append(np.searchsorted(unique[:, 0], person), len(unique)).astype(np.int64),
        other=unique[:, 1].astype(np.int64),
        together=costs[0],
        apart=costs[1],
        mask=unique[:, 2].astype(np.int64),
        masks=held,
        is_everywhere=np.asarray(held.all(axis=1)),
        price=np.zeros((len(person), model.n_tables), np.int64),
    )
