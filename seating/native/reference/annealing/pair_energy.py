"""The pair terms of `pair_energy.h` in plain Python."""

from __future__ import annotations

import numpy as np

from seating.native.annealing import DensePairs, SparsePairs
from seating.native.reference.annealing.group_energy import NOWHERE


def _between(pairs: SparsePairs, k: int, s: int, t: int) -> int:
    """Return the energy of entry k when its two persons sit at tables s and t."""
    mask = pairs.mask[k]
    if s == t:
        return pairs.together[k] if pairs.masks[mask, t] else 0
    return pairs.apart[k] if pairs.masks[mask, s] or pairs.masks[mask, t] else 0


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
