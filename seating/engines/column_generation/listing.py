"""Listed columns: every set of people that may sit at a table of a class, with its exact cost.

Where people are units (`model.units`), a table holds few of them, and musts keep many sets apart. So all sets that a
class allows often fit into memory. Then pricing is a look at each of them: no column is missed, and nothing is left to
prove. A depth-first search finds them. It leaves out sets whose number of people is out of range, and sets with a pair
that must not share a table.

Weddings are such rooms: R. Lewis and F. Carroll, "Creating seating plans: a practical application", Journal of the
Operational Research Society 67 (2016); P. Olivier, A. Lodi and G. Pesant, "The quadratic multiknapsack problem with
conflicts and balance constraints", INFORMS Journal on Computing 33 (2021), who price columns with costs of pairs too.
"""

from __future__ import annotations

import copy
from typing import Self

import numpy as np
from numpy.typing import NDArray

from seating.engines.budget import Budget
from seating.engines.column_generation.master import Column
from seating.engines.column_generation.pricing import SCALE, PricedColumns, with_empty
from seating.engines.column_generation.rules import number_of_sets, rules_at
from seating.engines.column_generation.set_costs import SetCosts
from seating.engines.column_generation.set_search import add_amounts, walk
from seating.engines.limits import LISTED_COLUMNS
from seating.model import Model
from seating.model.classes import table_classes
from seating.room.plan import IntArray

STEPS_A_COLUMN = 20
"""Maximum number of steps of the search for each column that may be listed."""

WORK_A_STEP = 2e-9
"""Work units for one step of the search, and for one entry of a set that is priced."""

CHEAPEST = 60
"""Number of columns that a look returns, in addition to the cheapest one of each person."""

LOOKED_AT = 4_000
"""Number of cheapest columns among which the cheapest one of each person is looked for."""


class ListedProblem:
    """One class of tables, with all its columns. It has the interface of `PricingProblem`.

    Parameters
    ----------
    class_number : int
    number : int
        How many tables the class has.
    members : int array, shape (width, columns)
        The members of each column, in ascending order, then the number of people as often as needed.
    costs : int array, shape (columns,)
    empty_column : Column or None
    n_people : int
    """

    def __init__(
        self,
        class_number: int,
        number: int,
        members: NDArray[np.int16],
        costs: IntArray,
        empty_column: Column | None,
        n_people: int,
    ) -> None:
        self.class_number, self.number = class_number, number
        self.members, self.costs, self.empty_column, self.n_people = members, costs, empty_column, n_people

    def restricted(self, class_number: int, number: int, people: IntArray) -> Self:
        """Return the problem for `number` tables of the class and some of the people, under another class number."""
        problem = copy.copy(self)
        problem.class_number, problem.number, problem.n_people = class_number, number, len(people)
        renumbered = np.full(self.n_people + 1, -1, dtype=np.int16)
        renumbered[people] = np.arange(len(people))
        renumbered[self.n_people] = len(people)
        members = renumbered[self.members]
        kept = (members >= 0).all(axis=0)
        problem.members, problem.costs = np.ascontiguousarray(members[:, kept]), self.costs[kept]
        if self.empty_column is not None:
            problem.empty_column = Column(class_number, self.empty_column.members, self.empty_column.cost)
        return problem

    def column(self, members: IntArray) -> Column | None:
        """Return the column of these members, given in ascending order; None if a must forbids them."""
        if len(members) == 0 or len(members) > len(self.members):
            return None if len(members) else self.empty_column
        low, high = 0, len(self.costs)  # the list is in lexicographic order
        for person, row in zip(members.tolist(), self.members, strict=False):
            low += int(low < high and row[low] == self.n_people)  # the set of the people before, who come first
            first, last = np.searchsorted(row[low:high], np.array([person, person + 1], dtype=row.dtype))
            low, high = low + int(first), low + int(last)
        is_listed = low < high and (
            len(members) == len(self.members) or self.members[len(members), low] == self.n_people
        )
        return self.column_at(low) if is_listed else None

    def values(self, duals: IntArray, budget: Budget) -> IntArray:
        """Return the value of each column: its cost minus its duals, multiplied by `SCALE`, as the duals are."""
        budget.spend(self.members.size * WORK_A_STEP)
        found = self.costs * SCALE
        add_amounts(self.members, np.append(-duals, 0), found)
        return found

    def search_columns(
        self, duals: IntArray, used: list[Column], rng: np.random.Generator, budget: Budget, steps: int = 0
    ) -> PricedColumns:
        """Return the cheapest columns, and the cheapest one of each person among some thousands.

        Parameters
        ----------
        duals : int array, shape (people,)
            Multiplied by `SCALE`.
        used, rng, steps
            Not used: no search is needed.
        budget : Budget
        """
        values = self.values(duals, budget)
        near = np.arange(len(values))
        if len(values) > LOOKED_AT:
            near = np.argpartition(values, LOOKED_AT)[:LOOKED_AT]
        near = near[np.lexsort((near, values[near]))]
        _, first = np.unique(self.members[:, near].T.ravel(), return_index=True)
        chosen = np.union1d(first // max(1, len(self.members)), np.arange(min(CHEAPEST, len(near))))
        least = int(values.min()) if len(values) else None
        columns = [self.column_at(j) for j in near[chosen].tolist()]
        return PricedColumns(with_empty(least, self.empty_column), columns)

    def prove_minimum(
        self, duals: IntArray, found_columns: list[Column], budget: Budget, share: float
    ) -> PricedColumns:
        """Return the least value of all columns.

        Parameters
        ----------
        duals : int array, shape (people,)
            Multiplied by `SCALE`.
        found_columns, share
            Not used: no search is needed.
        budget : Budget
        """
        values = self.values(duals, budget)
        least = int(values.argmin()) if len(values) else None
        value = with_empty(None if least is None else int(values[least]), self.empty_column)
        return PricedColumns(value, [] if least is None else [self.column_at(least)])

    def column_at(self, position: int) -> Column:
        """Return the column at a position of the list."""
        members = self.members[:, position].astype(np.int64)
        return Column(self.class_number, members[members < self.n_people], int(self.costs[position]))


def list_problems(model: Model, budget: Budget) -> list[ListedProblem] | None:
    """Return a problem with all columns for each class of tables; None if they are too many.

    Parameters
    ----------
    model : Model
        A model with terms that listed columns price only, see `set_costs.listable_model`.
    budget : Budget
    """
    found: list[ListedProblem] = []
    left = LISTED_COLUMNS
    for class_number, tables in enumerate(table_classes(model).members):
        table = int(tables[0])
        members = _sets_of(model, table, left, budget)
        if members is None:
            return None
        left -= members.shape[1]
        penalty, unmet = SetCosts(model, table).of(members)
        budget.spend(members.size * len(members) * WORK_A_STEP)
        kept = unmet == 0
        empty_column = empty_column_at(model, class_number, table)
        members = np.ascontiguousarray(members[:, kept])
        found.append(ListedProblem(class_number, len(tables), members, penalty[kept], empty_column, model.n_people))
    return found


def empty_column_at(model: Model, class_number: int, table: int) -> Column | None:
    """Return the column of an empty table; None if a must forbids it."""
    penalty, unmet = SetCosts(model, table).of(np.zeros((0, 1), dtype=np.int16))
    if model.may_be_empty[table]:  # then no term about the table counts
        penalty, unmet = 0 * penalty, 0 * unmet
    return None if unmet[0] else Column(class_number, np.zeros(0, dtype=np.int64), int(penalty[0]))


def _sets_of(model: Model, table: int, most: int, budget: Budget) -> NDArray[np.int16] | None:
    """Return the sets that may sit at a table as `ListedProblem` has them; None if they are more than `most`."""
    rules = rules_at(model, table)
    n = model.n_people
    if not rules.apart.any() and number_of_sets(rules) > most:
        return None
    seen = np.zeros(3, dtype=np.int64)
    stack, barred = np.zeros(n + 1, dtype=np.int64), np.zeros(n, dtype=np.int64)
    walk(rules, stack, barred, np.zeros((0, 0), dtype=np.int16), seen, most, STEPS_A_COLUMN * most)
    budget.spend(2 * int(seen[2]) * WORK_A_STEP)
    if seen[0] < 0:
        return None
    members = np.full((int(seen[1]), int(seen[0])), n, dtype=np.int16)
    barred[:] = 0
    walk(rules, stack, barred, members, seen, most, STEPS_A_COLUMN * most)
    return members
