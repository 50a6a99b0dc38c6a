"""Columns of one class of tables: searched for, or the cheapest one proven."""

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
"""Duals are whole multiples of one over this, so that bounds are sums of whole numbers."""

STARTS = 8
"""Memberships a search begins at for each size: half of them columns in use, half drawn."""

STEPS = 100
"""Exchanges from each."""

KEPT = 30
"""Columns a search returns at most, for each size."""

WORK_A_LOOK = 1e-8
"""Work units for looking once at what one person counts in, during a search."""

WORK_A_PROOF = 4.0
"""Work units for one deterministic unit of the solver."""


@dataclass(frozen=True, eq=False, slots=True)
class Priced:
    """What pricing a class gave.

    Attributes
    ----------
    value : int or None
        In the scale of the duals: the least cost less duals that was met, or where that was asked
        for, proven; None when there is none.
    columns : list of Column
    """

    value: int | None
    columns: list[Column]


class TableClass:
    """One class of tables, and what one of them costs at each size.

    Parameters
    ----------
    model : Model
        With priced terms only.
    kind : int
        The number of the class.
    alike : Alike
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
        """Return the column of these members, rising; None where a must forbids them."""
        if len(members) == 0:
            return self.nobody
        if len(members) not in self.tables:
            return None
        cost = cost_of(self.tables[len(members)], members) // SCALE
        return Column(self.kind, members, cost) if cost < MUST else None

    def searched(
        self, duals: IntArray, used: list[Column], rng: np.random.Generator, budget: Budget, steps: int = STEPS
    ) -> Priced:
        """Return the cheapest columns that a search meets, from some of those in use and from drawn ones."""
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
        """Return the proven least cost less duals, and the columns met on the way.

        Parameters
        ----------
        duals : int array, shape (people,)
        met : list of Column
            Known ones, for each size the cheapest first: where to begin.
        budget : Budget
        share : float
            How much of what is left of it may be used.
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
    """Return what taking a column would add to a choice's value."""
    return float(column.cost - choice.duals[column.members].sum() - choice.class_duals[column.kind])


def _less(one: int | None, other: int) -> int:
    return other if one is None else min(one, other)


def _starts(used: list[IntArray], size: int, n_people: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Return memberships to begin at, shape (starts, size)."""
    picked = [used[i] for i in rng.permutation(len(used))[: STARTS // 2].tolist()]
    drawn = [rng.permutation(n_people)[:size] for _ in range(STARTS - len(picked))]
    return np.array([*picked, *drawn], dtype=np.int64)
