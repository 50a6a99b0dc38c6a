"""Holding still: of seatings that are worth the same, one in which most people keep their table.

A search does not care which of several interchangeable tables a group gets, nor where people sit who are alike.
`keep_numbers` gives such tables their numbers: the largest overlap is an assignment problem (H. W. Kuhn, "The Hungarian
Method for the Assignment Problem", Naval Research Logistics Quarterly 2, 1955). `move_fewer` then looks for a seating
with fewer moves that is worth no less.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from seating.engines.repair.baseline import Baseline
from seating.engines.repair.nearest import settle
from seating.model import Model, penalty_of
from seating.model.classes import table_classes
from seating.room.plan import IntArray

LARGEST = 2**31
"""Maximum penalty of the model in which moves count too; above it, engines could overflow."""


def keep_numbers(model: Model, baseline: Baseline, tables: IntArray) -> IntArray:
    """Return the seating with interchangeable tables numbered so that as few people as possible have moved.

    Its value stays the same: `table_classes` tells which tables these are. Among equals, tables keep the numbers
    that they have.

    Parameters
    ----------
    model : Model
    baseline : Baseline
        The seating before.
    tables : int array, shape (persons,)
        A complete seating.
    """
    becomes = np.arange(model.n_tables, dtype=np.int64)
    for members in table_classes(model).members:
        if len(members) > 1:
            moved = np.array([baseline.counted[tables == table][:, members].sum(axis=0) for table in members])
            becomes[members] = members[_assign((len(members) + 1) * moved + 1 - np.eye(len(members), dtype=np.int64))]
    return becomes[tables]


def _assign(costs: IntArray) -> IntArray:
    """Return the column of each row, all different, at the least sum of costs; shape (rows, rows)."""
    from ortools.graph.python import linear_sum_assignment  # most runs need no assignment

    n = len(costs)
    solver = linear_sum_assignment.SimpleLinearSumAssignment()
    rows, columns = np.indices((n, n)).reshape(2, -1)
    solver.add_arcs_with_cost(rows, columns, costs.ravel())
    solver.solve()
    return np.array([solver.right_mate(row) for row in range(n)], dtype=np.int64)


def hold_still(model: Model, baseline: Baseline, tables: IntArray) -> IntArray:
    """Return a seating that is worth no less, in which fewer people have moved, by other numbers and by swaps.

    Parameters
    ----------
    model, baseline, tables
        As for `keep_numbers`.
    """
    kept = keep_numbers(model, baseline, tables)
    priced = pricing_moves_last(model, baseline, kept)
    if priced is None:
        return kept
    return _better_of(model, baseline, kept, keep_numbers(model, baseline, settle(priced, baseline, kept)))


def move_fewer(
    model: Model, baseline: Baseline, tables: IntArray, search: Callable[[Model, IntArray], IntArray]
) -> IntArray:
    """Return what `hold_still` returns, improved by a search.

    Parameters
    ----------
    model, baseline, tables
        As for `keep_numbers`.
    search : callable
        Returns a good seating of a model, beginning with the one given.
    """
    kept = hold_still(model, baseline, tables)
    priced = pricing_moves_last(model, baseline, kept)
    if priced is None or not baseline.moves(kept):
        return kept
    return _better_of(model, baseline, kept, hold_still(model, baseline, search(priced, kept)))


def pricing_moves_last(model: Model, baseline: Baseline, tables: IntArray) -> Model | None:
    """Return the model in which moves cost less than one point altogether; None if its numbers would be too large."""
    price = baseline.most + 1
    if price * (penalty_of(model, tables).penalty + 1) > LARGEST:
        return None
    return baseline.pricing_moves(replace(model, weights=model.weights * price), 1)


def _better_of(model: Model, baseline: Baseline, one: IntArray, other: IntArray) -> IntArray:
    """Return the better seating; the one with fewer moves if both are worth the same, and the first among equals."""
    return min(one, other, key=lambda tables: (penalty_of(model, tables), baseline.moves(tables)))
