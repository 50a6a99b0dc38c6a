"""The pricing problem of one class of tables: find columns of negative reduced cost, or prove the minimum.

The value of a column is its cost minus the duals of its members, multiplied by `SCALE`.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from seating.engines.budget import Budget
from seating.engines.column_generation.exact_pricing import solve_pricing
from seating.engines.column_generation.heuristic_pricing import BREADTH, search
from seating.engines.column_generation.master import Column, FloatArray, Master, MasterSolution
from seating.engines.column_generation.table_costs import (
    MUST,
    TableClass,
    cost_of,
    restrict,
    scale_costs,
    table_of,
)
from seating.model import Model
from seating.room.plan import IntArray

SCALE = 1000
"""Duals are rounded to multiples of 1 / `SCALE`, so that bounds can be added up in integers."""

STARTS = 8
"""Number of starts of a heuristic search for each table size: up to half are columns in use, the others are random."""

STEPS = 100
"""Number of exchanges from each start."""

KEPT = 30
"""Maximum number of columns that a heuristic search returns for each table size."""

TINY = 1e-6
"""Tolerance. A column helps if its reduced cost is below minus this number."""

SMOOTHING = 0.5
"""Weight of the best duals so far in the smoothed duals; the duals of the master program have the rest."""

WORK_A_LOOK = 2.5e-9
"""Work units of the heuristic search for evaluating one entry of one person."""

WORK_A_PROOF = 4.0
"""Work units per deterministic unit of CP-SAT."""


@dataclass(frozen=True, eq=False, slots=True)
class PricedColumns:
    """The result of pricing one class.

    Attributes
    ----------
    value : int or None
        The minimum value found (heuristic) or a proven lower bound on all values (exact), multiplied by `SCALE`; None
        if no members meet the musts.
    columns : list of Column
        The columns found.
    """

    value: int | None
    columns: list[Column]


class Pricing(Protocol):
    """One class of tables whose columns can be priced; `PricingProblem` searches them, `listing` has all of them.

    Attributes
    ----------
    class_number : int
    number : int
        How many tables the class has.
    empty_column : Column or None
        The column of an empty table, if one of them may be empty.
    """

    class_number: int
    number: int
    empty_column: Column | None

    def restricted(self, class_number: int, number: int, people: IntArray) -> Self:
        """Return the problem for `number` tables of the class and some of the people, under another class number."""

    def column(self, members: IntArray) -> Column | None:
        """Return the column of these members, given in ascending order; None if a must forbids them."""

    def search_columns(
        self, duals: IntArray, used: list[Column], rng: np.random.Generator, budget: Budget
    ) -> PricedColumns:
        """Return columns of low value, and the lowest value found."""

    def prove_minimum(
        self, duals: IntArray, found_columns: list[Column], budget: Budget, share: float
    ) -> PricedColumns:
        """Return a proven lower bound on the value of every column, and columns found on the way."""


class PricingProblem:
    """One class of tables, with the cost of one of its tables at each size.

    Parameters
    ----------
    model : Model
        A model with priced terms only, see `table_costs.priceable_model`.
    class_number : int
        The number of the class.
    table_class : TableClass
        Its tables and their sizes.
    """

    def __init__(self, model: Model, class_number: int, table_class: TableClass) -> None:
        table = int(table_class.tables[0])
        self.class_number = class_number
        self.number = len(table_class.tables)
        self.tables = {size: scale_costs(table_of(model, table, size), SCALE) for size in table_class.sizes if size > 0}
        self.empty_column: Column | None = None
        if 0 in table_class.sizes:
            empty_column = np.zeros(0, dtype=np.int64)
            cost = 0 if model.may_be_empty[table] else cost_of(table_of(model, table, 0), empty_column)
            self.empty_column = Column(class_number, empty_column, cost) if cost < MUST else None

    def restricted(self, class_number: int, number: int, people: IntArray) -> Self:
        """Return the problem for `number` tables of the class and some of the people, under another class number."""
        problem = copy.copy(self)
        problem.class_number, problem.number = class_number, number
        problem.tables = {size: restrict(table, people) for size, table in self.tables.items() if size <= len(people)}
        if self.empty_column is not None:
            problem.empty_column = Column(class_number, self.empty_column.members, self.empty_column.cost)
        return problem

    def column(self, members: IntArray) -> Column | None:
        """Return the column of these members, given in ascending order; None if a must forbids them."""
        if len(members) == 0:
            return self.empty_column
        if len(members) not in self.tables:
            return None
        cost = cost_of(self.tables[len(members)], members) // SCALE
        return Column(self.class_number, members, cost) if cost < MUST else None

    def search_columns(
        self, duals: IntArray, used: list[Column], rng: np.random.Generator, budget: Budget, steps: int = STEPS
    ) -> PricedColumns:
        """Return the cheapest columns that a heuristic search finds from used and random starts.

        Parameters
        ----------
        duals : int array, shape (people,)
            Multiplied by `SCALE`.
        used : list of Column
        rng : numpy.random.Generator
        budget : Budget
        steps : int
            Exchanges from each start.
        """
        value = self._empty_value()
        columns: list[Column] = []
        for size, table in self.tables.items():
            starts = _starts([column.members for column in used if len(column.members) == size], size, len(duals), rng)
            budget.spend(len(starts) * steps * BREADTH * (len(duals) + len(table.band_items)) * WORK_A_LOOK)
            members, worth = search(table, duals, starts, steps, KEPT, int(rng.integers(2**31)))
            costs = (worth + duals[members].sum(axis=1)) // SCALE
            columns += [
                Column(self.class_number, who, cost)
                for who, cost in zip(members, costs.tolist(), strict=True)
                if cost < MUST
            ]
            value = _lower(value, int(worth[0]))
        return PricedColumns(value, columns)

    def prove_minimum(
        self, duals: IntArray, found_columns: list[Column], budget: Budget, share: float
    ) -> PricedColumns:
        """Return a proven lower bound on the value of every column, and the columns found on the way.

        Parameters
        ----------
        duals : int array, shape (people,)
            Multiplied by `SCALE`.
        found_columns : list of Column
            Known columns, for each size the cheapest first. The first of each size is the hint.
        budget : Budget
        share : float
            Share of the work left that may be used. A time limit only cuts the proof off.
        """
        value = self._empty_value()
        columns: list[Column] = []
        for size, table in self.tables.items():
            work = budget.work(share / len(self.tables)) / WORK_A_PROOF
            hint = next((column.members for column in found_columns if len(column.members) == size), None)
            found = solve_pricing(table, duals, SCALE, hint, work, budget.seconds)
            budget.spend(found.work * WORK_A_PROOF)
            if found.bound is not None:
                value = _lower(value, found.bound)
            columns += [column for who in found.members if (column := self.column(who)) is not None]
        return PricedColumns(value, columns)

    def _empty_value(self) -> int | None:
        return None if self.empty_column is None else self.empty_column.cost * SCALE


def value_of(column: Column, duals: IntArray) -> int:
    """Return the value of a column: its cost minus its duals, multiplied by `SCALE`, as the duals are."""
    return column.cost * SCALE - int(duals[column.members].sum())


def with_empty(value: int | None, empty_column: Column | None) -> int | None:
    """Return the smaller of a value and that of the empty column; None if there is neither."""
    return value if empty_column is None else _lower(value, empty_column.cost * SCALE)


def reduced_cost(column: Column, solution: MasterSolution) -> float:
    """Return the reduced cost of a column: its cost minus its duals."""
    return float(column.cost - solution.duals[column.members].sum() - solution.class_duals[column.class_number])


class Round(NamedTuple):
    """The result of pricing every class heuristically once.

    Attributes
    ----------
    found : int
        Number of new columns that help.
    value : int
        The Lagrangian value of `duals`, multiplied by `SCALE`, if no column is cheaper than those found.
    duals : float array, shape (people,)
    """

    found: int
    value: int
    duals: FloatArray


def price_heuristically(
    problems: Sequence[Pricing],
    master: Master,
    solution: MasterSolution,
    center: FloatArray | None,
    rng: np.random.Generator,
    budget: Budget,
) -> Round:
    """Add columns found at smoothed duals and, if none of them helps, at the duals of the master program.

    Parameters
    ----------
    problems : sequence of Pricing
        One for each class of the master program.
    master : Master
    solution : MasterSolution
        Its optimal solution.
    center : float array, shape (people,), or None
        The duals with the highest Lagrangian value so far.
    rng : numpy.random.Generator
    budget : Budget
    """
    found, value, duals = 0, 0, solution.duals
    for duals in (smooth(solution.duals, center), solution.duals):
        whole = to_scale(duals)
        value = int(whole.sum())
        for each in problems:
            if budget.is_spent:
                break
            used = [column for column in solution.used if column.class_number == each.class_number]
            priced = each.search_columns(whole, used, rng, budget)
            value += each.number * (0 if priced.value is None else priced.value)
            found += add_helpful(master, priced.columns, solution)
        if found or budget.is_spent or center is None:
            break
    return Round(found, value, duals)


def add_helpful(master: Master, columns: Sequence[Column], solution: MasterSolution) -> int:
    """Add the columns of negative reduced cost; return how many were new."""
    return sum(master.add(column) for column in columns if reduced_cost(column, solution) < -TINY)


def smooth(duals: FloatArray, center: FloatArray | None) -> FloatArray:
    """Return duals moved towards a center (P. Wentges, 1997; see `run.bound`)."""
    return duals if center is None else SMOOTHING * center + (1 - SMOOTHING) * duals


def to_scale(duals: FloatArray) -> IntArray:
    """Return duals multiplied by `SCALE`, rounded to integers."""
    return np.round(duals * SCALE).astype(np.int64)


def _lower(one: int | None, other: int) -> int:
    return other if one is None else min(one, other)


def _starts(used: list[IntArray], size: int, n_people: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Return the members from which searches start, shape (starts, size)."""
    picked = [used[i] for i in rng.permutation(len(used))[: STARTS // 2].tolist()]
    drawn = [rng.permutation(n_people)[:size] for _ in range(STARTS - len(picked))]
    return np.array([*picked, *drawn], dtype=np.int64)
