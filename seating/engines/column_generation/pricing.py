"""The pricing problem of one class of tables: find columns of negative reduced cost, or prove the minimum.

The value of a column is its cost minus the duals of its members, multiplied by `SCALE`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seating.engines.budget import Budget
from seating.engines.column_generation.exact_pricing import solve_pricing
from seating.engines.column_generation.master import Column, MasterSolution
from seating.engines.column_generation.table_costs import MUST, TableClass, cost_of, scale_costs, table_of
from seating.model import Model
from seating.plan import IntArray

__all__ = ["SCALE", "PricedColumns", "PricingProblem", "reduced_cost"]

SCALE = 1000
"""Duals are rounded to multiples of 1 / `SCALE`, so that bounds can be added up in integers."""

STARTS = 8
"""Number of starts of a heuristic search for each table size: up to half are columns in use, the others are random."""

STEPS = 100
"""Number of exchanges from each start."""

KEPT = 30
"""Maximum number of columns that a heuristic search returns for each table size."""

WORK_A_LOOK = 1e-8
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
        from seating.engines.column_generation.heuristic_pricing import (  # compiled code, loaded only when used
            BREADTH,
            search,
        )

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
            Share of the budget left that may be used.
        """
        value = self._empty_value()
        columns: list[Column] = []
        for size, table in self.tables.items():
            work = budget.work(share / len(self.tables)) / WORK_A_PROOF
            seconds = None if budget.seconds is None else budget.seconds * share / len(self.tables)
            hint = next((column.members for column in found_columns if len(column.members) == size), None)
            found = solve_pricing(table, duals, SCALE, hint, work, seconds)
            budget.spend(found.work * WORK_A_PROOF)
            if found.bound is not None:
                value = _lower(value, found.bound)
            columns += [column for who in found.members if (column := self.column(who)) is not None]
        return PricedColumns(value, columns)

    def _empty_value(self) -> int | None:
        return None if self.empty_column is None else self.empty_column.cost * SCALE


def reduced_cost(column: Column, solution: MasterSolution) -> float:
    """Return the reduced cost of a column: its cost minus its duals."""
    return float(column.cost - solution.duals[column.members].sum() - solution.class_duals[column.class_number])


def _lower(one: int | None, other: int) -> int:
    return other if one is None else min(one, other)


def _starts(used: list[IntArray], size: int, n_people: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Return the members from which searches start, shape (starts, size)."""
    picked = [used[i] for i in rng.permutation(len(used))[: STARTS // 2].tolist()]
    drawn = [rng.permutation(n_people)[:size] for _ in range(STARTS - len(picked))]
    return np.array([*picked, *drawn], dtype=np.int64)
