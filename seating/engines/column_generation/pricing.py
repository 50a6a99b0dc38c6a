"""The pricing problem of one class of tables: find columns of negative reduced cost, or prove the least one.

The value of a column is its cost minus the duals of its members, multiplied by `SCALE`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seating.engines.budget import Budget
from seating.engines.column_generation.exact_pricing import least
from seating.engines.column_generation.master import Choice, Column
from seating.engines.column_generation.table_costs import MUST, Alike, cost_of, scaled, table_of
from seating.model import Model
from seating.plan import IntArray

__all__ = ["SCALE", "Priced", "TableClass", "reduced_cost"]

SCALE = 1000
"""Duals are rounded to multiples of 1 / `SCALE`, so that bounds can be added up in integers."""

STARTS = 8
"""Starts of a heuristic search for each table size: up to half are columns in use, the others are random."""

STEPS = 100
"""Exchanges from each start."""

KEPT = 30
"""The most columns that a heuristic search returns for each table size."""

WORK_A_LOOK = 1e-8
"""Work units of the heuristic search for evaluating one entry of one person."""

WORK_A_PROOF = 4.0
"""Work units per deterministic unit of CP-SAT."""


@dataclass(frozen=True, eq=False, slots=True)
class Priced:
    """The result of pricing one class.

    Attributes
    ----------
    value : int or None
        The least value found (heuristic) or a proven lower bound on all values (exact), multiplied by `SCALE`; None
        if no members meet the musts.
    columns : list of Column
        The columns found.
    """

    value: int | None
    columns: list[Column]


class TableClass:
    """One class of tables, with the cost of one of its tables at each size.

    Parameters
    ----------
    model : Model
        A model with priced terms only, see `table_costs.priced`.
    kind : int
        The number of the class.
    alike : Alike
        Its tables and their sizes.
    """

    def __init__(self, model: Model, kind: int, alike: Alike) -> None:
        table = int(alike.tables[0])
        self.kind = kind
        self.number = len(alike.tables)
        self.tables = {size: scaled(table_of(model, table, size), SCALE) for size in alike.sizes if size > 0}
        self.nobody: Column | None = None
        if 0 in alike.sizes:
            nobody = np.zeros(0, dtype=np.int64)
            cost = 0 if model.may_be_empty[table] else cost_of(table_of(model, table, 0), nobody)
            self.nobody = Column(kind, nobody, cost) if cost < MUST else None

    def column(self, members: IntArray) -> Column | None:
        """Return the column of these members, which rise; None if a must forbids them."""
        if len(members) == 0:
            return self.nobody
        if len(members) not in self.tables:
            return None
        cost = cost_of(self.tables[len(members)], members) // SCALE
        return Column(self.kind, members, cost) if cost < MUST else None

    def searched(
        self, duals: IntArray, used: list[Column], rng: np.random.Generator, budget: Budget, steps: int = STEPS
    ) -> Priced:
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

        value = self._value_of_nobody()
        columns: list[Column] = []
        for size, table in self.tables.items():
            starts = _starts([column.members for column in used if len(column.members) == size], size, len(duals), rng)
            budget.spend(len(starts) * steps * BREADTH * (len(duals) + len(table.band_items)) * WORK_A_LOOK)
            members, worth = search(table, duals, starts, steps, KEPT, int(rng.integers(2**31)))
            costs = (worth + duals[members].sum(axis=1)) // SCALE
            columns += [
                Column(self.kind, who, cost) for who, cost in zip(members, costs.tolist(), strict=True) if cost < MUST
            ]
            value = _less(value, int(worth[0]))
        return Priced(value, columns)

    def proven(self, duals: IntArray, met: list[Column], budget: Budget, share: float) -> Priced:
        """Return a proven lower bound on the value of every column, and the columns found on the way.

        Parameters
        ----------
        duals : int array, shape (people,)
            Multiplied by `SCALE`.
        met : list of Column
            Known columns, for each size the cheapest first. The first of each size is the hint.
        budget : Budget
        share : float
            Share of the budget left that may be used.
        """
        value = self._value_of_nobody()
        columns: list[Column] = []
        for size, table in self.tables.items():
            work = budget.work(share / len(self.tables)) / WORK_A_PROOF
            seconds = None if budget.seconds is None else budget.seconds * share / len(self.tables)
            hint = next((column.members for column in met if len(column.members) == size), None)
            found = least(table, duals, SCALE, hint, work, seconds)
            budget.spend(found.work * WORK_A_PROOF)
            if found.bound is not None:
                value = _less(value, found.bound)
            columns += [column for who in found.members if (column := self.column(who)) is not None]
        return Priced(value, columns)

    def _value_of_nobody(self) -> int | None:
        return None if self.nobody is None else self.nobody.cost * SCALE


def reduced_cost(column: Column, choice: Choice) -> float:
    """Return the reduced cost of a column: its cost minus its duals."""
    return float(column.cost - choice.duals[column.members].sum() - choice.class_duals[column.kind])


def _less(one: int | None, other: int) -> int:
    return other if one is None else min(one, other)


def _starts(used: list[IntArray], size: int, n_people: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Return the members from which searches start, shape (starts, size)."""
    picked = [used[i] for i in rng.permutation(len(used))[: STARTS // 2].tolist()]
    drawn = [rng.permutation(n_people)[:size] for _ in range(STARTS - len(picked))]
    return np.array([*picked, *drawn], dtype=np.int64)
