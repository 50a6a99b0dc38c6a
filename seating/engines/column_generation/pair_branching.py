"""Branching on pairs: two people share a table or they do not, and in each of the two halves the bound is higher.

Each half is the room with one more must, so its columns are priced as before. The lower of both bounds holds for the
room. The pair is one that the linear program leaves undecided: D. M. Ryan and B. A. Foster, "An integer programming
approach to scheduling", in Computer Scheduling of Public Transport, North-Holland 1981.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from typing import NamedTuple

import numpy as np

from seating.engines.budget import Budget
from seating.engines.column_generation.diving import WORK_AN_ITERATION
from seating.engines.column_generation.master import Column, FloatArray, Master, MasterSolution
from seating.engines.column_generation.pricing import reduced_cost
from seating.model import Model
from seating.room.plan import IntArray
from seating.terms import CountTerm

TRIED = 30
"""Maximum number of pairs whose halves are solved over the known columns to choose the best of them. In hard-60 the
bound of 53 takes 6 halves and 9 units with 30 pairs; with one pair it was not proven after 4 halves and 8 units."""

NEAR_COST = 3.0
"""Reduced cost, in points, of the columns over which pairs are tried."""

UNDECIDED = 1e-3
"""How far from 0 and 1 the share of a pair is at least that the linear program leaves undecided."""

Pair = tuple[int, int]
"""The numbers of two people, in ascending order."""


class Solved(NamedTuple):
    """The linear program of a room with some pairs decided.

    Attributes
    ----------
    model : Model
    bound : int
        A lower bound on the penalty of every seating of the room.
    columns : sequence of Column
        The columns found so far.
    solution : MasterSolution
    """

    model: Model
    bound: int
    columns: Sequence[Column]
    solution: MasterSolution


def with_pair(model: Model, pair: Pair, is_together: bool) -> Model:
    """Return the model with one more must: these two people share a table, or they do not.

    Parameters
    ----------
    model : Model
    pair : (int, int)
    is_together : bool
    """
    group, tables = np.array(pair, dtype=np.int64), np.arange(model.n_tables)
    together, apart = CountTerm.constant(group, tables, low=2, or_none=True), CountTerm.constant(group, tables, high=1)
    return replace(
        model,
        requirement_ids=(*model.requirement_ids, f"pair {len(model.requirement_ids)}"),
        musts=np.append(model.musts, True),
        weights=np.append(model.weights, 0),
        terms=(*model.terms, (len(model.requirement_ids), together if is_together else apart)),
    )


def choose_pair(solved: Solved, numbers: Sequence[int], price: int, budget: Budget) -> Pair | None:
    """Return the pair whose halves have the highest bound over the known columns; None if every pair is decided.

    Parameters
    ----------
    solved : Solved
    numbers : sequence of int
        How many tables each class has.
    price : int
        See `Master`.
    budget : Budget
    """
    solution, n = solved.solution, len(solved.solution.duals)
    shares = _shares(solution, n)
    open_pairs = [pair for pair in combinations(range(n), 2) if UNDECIDED < shares[pair] < 1 - UNDECIDED]
    open_pairs.sort(key=lambda pair: abs(shares[pair] - 0.5))
    columns = [column for column in solved.columns if reduced_cost(column, solution) < NEAR_COST]
    inside = _inside(columns, n)
    best: tuple[float, Pair] | None = None
    for pair in open_pairs[:TRIED]:
        if budget.is_spent:
            break
        both = inside[:, pair].sum(axis=1)
        halves = [[columns[j] for j in np.flatnonzero(kept).tolist()] for kept in (both != 1, both < 2)]
        value = min(_value(half, numbers, n, price, budget) for half in halves)
        if best is None or value > best[0]:
            best = value, pair
    return None if best is None else best[1]


def _inside(columns: Sequence[Column], n_people: int) -> IntArray:
    """Return whether each person is in each column, shape (columns, people)."""
    found = np.zeros((len(columns), n_people), dtype=np.int64)
    for number, column in enumerate(columns):
        found[number, column.members] = 1
    return found


def _shares(solution: MasterSolution, n_people: int) -> FloatArray:
    """Return how far each pair shares a table in a solution, shape (people, people)."""
    inside = _inside(solution.used, n_people)
    shares: FloatArray = (inside.T * solution.shares) @ inside
    return shares


def _value(columns: Sequence[Column], numbers: Sequence[int], n_people: int, price: int, budget: Budget) -> float:
    """Return the value of the linear program over some columns; 0 if it is not known."""
    master = Master(n_people, numbers, price)
    for column in columns:
        master.add(column)
    solution = master.solve()
    if solution is None:
        return 0.0
    budget.spend(solution.iterations * n_people * WORK_AN_ITERATION)
    return solution.value
