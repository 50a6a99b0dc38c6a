"""Pair terms of a model as arrays, for the kernels of annealing: lists of partners, or one square matrix.

Rooms in which nearly every pair costs something are searched several times faster with the matrix: for each person and
table it keeps the sum of the person's costs with everyone there, so a swap is priced by a few additions.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress
from operator import not_

import numpy as np

from seating.engines.local_search.incremental import is_pair_heavy
from seating.model import Model
from seating.native.annealing import DensePairs, SparsePairs
from seating.room.plan import IntArray
from seating.terms import PartedTerm, SharedTerm

PairTerm = tuple[int, SharedTerm | PartedTerm]
"""The number of a requirement, and one of its terms."""

MOST_PERSONS = 2_000
"""Maximum number of persons with a matrix of all pairs: it takes 32 MB for each chain."""


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
