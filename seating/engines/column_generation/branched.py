"""Branched columns: sets of people at a table, found by branch and bound where they are too many to list.

`branching` finds the sets. It knows the number of people at the table, the costs of seats and pairs, and pairs that
must not share the table. What else a table costs is added to the sets that it finds. So its bound always holds, and it
is exact where nothing else costs anything: in weddings.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from seating.engines.budget import Budget
from seating.engines.column_generation.branching import (
    NEVER,
    SETS,
    STEPS,
    Found,
    Guests,
    frames_for,
    seek,
)
from seating.engines.column_generation.listing import ListedProblem, empty_column_at
from seating.engines.column_generation.master import Column
from seating.engines.column_generation.pricing import SCALE, PricedColumns, value_of, with_empty
from seating.engines.column_generation.rules import rules_at
from seating.engines.column_generation.set_costs import SetCosts
from seating.engines.limits import BRANCHED_PEOPLE
from seating.model import Model
from seating.model.classes import table_classes
from seating.room.plan import IntArray

WORK_A_STEP = 5e-9
"""Work units for one step of the search."""

SEARCH_STEPS = 1_000_000
"""Most steps of the first search for columns; twice as many whenever it finds too few."""

FEW = 0.1
"""A search finds too few columns if they are less than this share of the people."""

PROOF_STEPS = 600_000_000
"""Most steps of a proof: about 3 units of work."""

KEPT = 2
"""Number of sets that a search returns for each person they begin with."""


class _Sets(NamedTuple):
    """Sets that were found.

    Attributes
    ----------
    members : int array, shape (width, sets)
        In ascending order, filled up with the number of people.
    costs, values : int arrays, shape (sets,)
        Exact, the values multiplied by `SCALE`.
    least, unvisited : int
        No set has a smaller value, and no set that the search has left out because it took too long.
    is_all : bool
        Whether there was space for all sets.
    """

    members: NDArray[np.int16]
    costs: IntArray
    values: IntArray
    least: int
    unvisited: int
    is_all: bool


class BranchedProblem:
    """One class of tables whose columns are found by branch and bound. It has the interface of `PricingProblem`.

    Parameters
    ----------
    model : Model
        A listable model.
    class_number : int
    tables : int array
        The tables of the class.
    """

    def __init__(self, model: Model, class_number: int, tables: IntArray) -> None:
        table = int(tables[0])
        rules = rules_at(model, table)
        self.class_number, self.number, self.n_people = class_number, len(tables), model.n_people
        self.empty_column = empty_column_at(model, class_number, table)
        self.costs = SetCosts(model, table)
        self.people = np.flatnonzero((rules.may_sit > 0) & (rules.size <= rules.high))
        self.persons = self.people  # their numbers in the whole room
        self.steps = SEARCH_STEPS
        n, here = model.n_people, np.ix_(self.people, self.people)
        pair = self.costs.pairs[:n, :n] * SCALE
        value = SCALE * self.costs.seats[self.people] + pair.diagonal()[self.people]
        self.guests = Guests(rules.size[self.people], value, pair[here], rules.apart[here], rules.low, rules.high)

    def restricted(self, class_number: int, number: int, people: IntArray) -> Self:
        """Return the problem for `number` tables of the class and some of the people, under another class number."""
        problem = copy.copy(self)
        problem.class_number, problem.number, problem.n_people = class_number, number, len(people)
        kept = np.flatnonzero(np.isin(self.people, people))
        problem.people, problem.persons = np.searchsorted(people, self.people[kept]), self.persons[kept]
        problem.guests = self.guests._replace(
            size=self.guests.size[kept],
            value=self.guests.value[kept],
            pair=self.guests.pair[np.ix_(kept, kept)],
            apart=self.guests.apart[np.ix_(kept, kept)],
        )
        if self.empty_column is not None:
            problem.empty_column = Column(class_number, self.empty_column.members, self.empty_column.cost)
        return problem

    def column(self, members: IntArray) -> Column | None:
        """Return the column of these members, given in ascending order; None if a must forbids them."""
        if len(members) == 0:
            return self.empty_column
        here = np.searchsorted(self.people, members)
        if len(self.people) == 0 or (self.people[np.minimum(here, len(self.people) - 1)] != members).any():
            return None
        load = int(self.guests.size[here].sum())
        if not self.guests.low <= load <= self.guests.high or self.guests.apart[np.ix_(here, here)].any():
            return None
        penalty, unmet = self.costs.of(self.persons[here, None].astype(np.int16))
        return None if unmet[0] else Column(self.class_number, members, int(penalty[0]))

    def search_columns(
        self, duals: IntArray, used: list[Column], rng: np.random.Generator, budget: Budget, steps: int = 0
    ) -> PricedColumns:
        """Return columns that are cheaper than the dearest in use, some for each person they begin with.

        Parameters
        ----------
        duals : int array, shape (people,)
            Multiplied by `SCALE`.
        used : list of Column
        rng, steps
            Not used: the search is not random, and grows where it has to.
        budget : Budget
        """
        known = [value_of(column, duals) for column in used]
        limit = max(known, default=NEVER)
        sets = self._seek(duals, limit, KEPT, self.steps, budget)
        while sets.unvisited < limit and len(sets.values) < FEW * len(self.people) and self.steps < PROOF_STEPS:
            self.steps *= 2
            sets = self._seek(duals, limit, KEPT, self.steps, budget)
        least = min([*known, *sets.values.tolist()], default=None)
        order = np.argsort(sets.values, kind="stable")
        return PricedColumns(with_empty(least, self.empty_column), self._columns(sets, order))

    def prove_minimum(
        self, duals: IntArray, found_columns: list[Column], budget: Budget, share: float
    ) -> PricedColumns:
        """Return a proven lower bound on the value of every column, and columns cheaper than the known ones.

        Parameters
        ----------
        duals : int array, shape (people,)
            Multiplied by `SCALE`.
        found_columns : list of Column
        budget : Budget
        share : float
            Share of the work left that may be used.
        """
        known = [value_of(column, duals) for column in found_columns]
        limit = min(known, default=NEVER)
        steps = min(PROOF_STEPS, int(budget.work(share) / WORK_A_STEP))
        sets = self._seek(duals, limit, 1, steps, budget)
        least = min(limit, sets.least)
        best = np.argsort(sets.values, kind="stable")
        return PricedColumns(
            with_empty(None if least >= NEVER else least, self.empty_column), self._columns(sets, best)
        )

    def listed(self, duals: IntArray, limit: int, most: int, budget: Budget) -> ListedProblem | None:
        """Return the problem with all columns whose value is below a limit; None if they are too many.

        Parameters
        ----------
        duals : int array, shape (people,)
            Multiplied by `SCALE`, as the limit is.
        limit : int
        most : int
            Maximum number of columns.
        budget : Budget
        """
        sets = self._seek(duals, limit, 0, int(budget.work() / WORK_A_STEP), budget, most)
        if not sets.is_all or sets.unvisited < limit:
            return None
        kept = np.flatnonzero(sets.values < limit)
        members = sets.members[:, kept]
        order = kept[np.lexsort(np.where(members == self.n_people, -1, members)[::-1])]
        members, costs = np.ascontiguousarray(sets.members[:, order]), sets.costs[order]
        return ListedProblem(self.class_number, self.number, members, costs, self.empty_column, self.n_people)

    def _seek(self, duals: IntArray, limit: int, keep: int, steps: int, budget: Budget, most: int = 0) -> _Sets:
        """Return sets whose value is below a limit: the best `keep` that begin with each person, or all for 0."""
        value = self.guests.value - duals[self.people]
        order = np.argsort(value / self.guests.size, kind="stable")  # the most valuable first
        here, n = np.ix_(order, order), len(order)
        guests = self.guests._replace(
            size=self.guests.size[order],
            value=value[order],
            pair=np.ascontiguousarray(self.guests.pair[here]),
            apart=np.ascontiguousarray(self.guests.apart[here]),
        )
        space = keep * n if keep else most
        members = np.full((max(1, min(n, guests.high)), space), n, dtype=np.int16)
        counters, unvisited = np.zeros(2, dtype=np.int64), np.zeros(1, dtype=np.int64)
        found = Found(members, np.full(space, NEVER), np.zeros(n, dtype=np.int64), counters, unvisited)
        seek(guests, frames_for(n, guests.high), found, limit, keep, min(steps, NEVER))
        budget.spend(int(counters[STEPS]) * WORK_A_STEP)
        is_used = found.values < NEVER
        bounds = min(int(unvisited[0]), limit, int(found.values.min(initial=NEVER))), int(unvisited[0])
        return self._sets_of(members[:, is_used], order, duals, bounds, keep > 0 or bool(counters[SETS] <= space))

    def _sets_of(
        self, members: NDArray[np.int16], order: IntArray, duals: IntArray, bounds: tuple[int, int], is_all: bool
    ) -> _Sets:
        """Return sets that are given in the order of a search, without those that a must forbids."""
        numbers = np.append(self.people[order], self.n_people)[members]
        numbers.sort(axis=0)
        whole = len(self.costs.seats)
        persons = np.full(self.n_people + 1, whole, dtype=np.int16)
        persons[self.people] = self.persons
        costs, unmet = self.costs.of(persons[numbers])
        values = costs * SCALE - np.append(duals, 0)[numbers].sum(axis=0)
        kept = unmet == 0
        return _Sets(numbers[:, kept].astype(np.int16), costs[kept], values[kept], *bounds, is_all)

    def _columns(self, sets: _Sets, positions: Sequence[int] | IntArray) -> list[Column]:
        found = []
        for j in np.asarray(positions, dtype=np.int64).tolist():
            members = sets.members[:, j].astype(np.int64)
            found.append(Column(self.class_number, members[members < self.n_people], int(sets.costs[j])))
        return found


def branch_problems(model: Model) -> list[BranchedProblem] | None:
    """Return a problem for each class of tables of a listable model; None if a table seats too many people."""
    classes = table_classes(model).members
    if any(rules_at(model, int(tables[0])).high > BRANCHED_PEOPLE for tables in classes):
        return None
    return [BranchedProblem(model, number, tables) for number, tables in enumerate(classes)]


def price_of_leaving_out(problems: Sequence[BranchedProblem]) -> int:
    """Return a price of leaving a person out that few duals exceed: half of what the dearest pairs of anyone save."""
    most = max(int((-np.minimum(0, each.guests.pair)).sum(axis=1).max(initial=0)) for each in problems)
    return 1 + most // (2 * SCALE)
