"""Pair terms while people change seats: what each person's pairs would cost at each table. Compiled in part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from seating.engines.annealing.dense_pairs import PairTerm
from seating.engines.annealing.jit import inner
from seating.model import Model
from seating.plan import IntArray
from seating.terms import SharedTerm

__all__ = ["Pairs", "correction", "pair_costs", "pairs_of", "repair_prices"]

NOWHERE = -1


class Pairs(NamedTuple):
    """Pair terms by person: row i of the arrays is about one person who is in some pair.

    A pair at tables s and t costs `together` where s = t and the mask has it, and `apart` where they
    differ and the mask has one of them.

    Attributes
    ----------
    row : int64 array, shape (persons + 1,)
        A person's row, or -1.
    person : int64 array, shape (rows,)
    start : int64 array, shape (rows + 1,)
    other : int64 array
        Those with whom a person is paired, rising; row i has ``other[start[i]:start[i + 1]]``.
    together, apart : int64 arrays
    mask : int64 array
    masks : bool array, shape (masks, tables)
    is_everywhere : bool array, shape (masks,)
    price : int64 array, shape (rows, tables)
        What a person's pairs would cost at each table, up to a number of the person's own. It changes.
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


@inner
def _between(pairs: Pairs, k: int, s: int, t: int) -> int:
    mask = pairs.mask[k]
    if s == t:
        return pairs.together[k] if pairs.masks[mask, t] else 0
    return pairs.apart[k] if pairs.masks[mask, s] or pairs.masks[mask, t] else 0


@inner
def correction(pairs: Pairs, p: int, a: int, b: int, q: int, c: int, d: int) -> int:
    """Return what to add to both prices when p goes from a to b while q goes from c to d."""
    row = pairs.row[p]
    if row < 0 or pairs.row[q] < 0:
        return 0
    k, end = pairs.start[row], pairs.start[row + 1]
    high = end
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


@inner
def repair_prices(pairs: Pairs, p: int, a: int, b: int) -> None:
    """Let a person go from table a, or from `NOWHERE`, to b."""
    row = pairs.row[p]
    if row < 0:
        return
    for k in range(pairs.start[row], pairs.start[row + 1]):
        other, mask = pairs.row[pairs.other[k]], pairs.mask[k]
        if pairs.apart[k] == 0 or pairs.is_everywhere[mask]:
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


@inner
def pair_costs(pairs: Pairs, table: np.ndarray, cost: np.ndarray) -> None:
    """Put what pairs cost at each table into `cost`; a parted pair counts at both."""
    for t in range(len(cost)):
        cost[t] = 0
    for i in range(len(pairs.person)):
        t = table[pairs.person[i]]
        for k in range(pairs.start[i], pairs.start[i + 1]):
            cost[t] += _between(pairs, k, table[pairs.other[k]], t)


def pairs_of(model: Model, terms: Sequence[PairTerm], price: IntArray) -> Pairs:
    """Return these pair terms of a model, both ways round, with nobody seated yet; `price` as for `rows_of`."""
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
    return Pairs(
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
