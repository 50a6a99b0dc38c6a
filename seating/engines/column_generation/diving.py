"""Diving: a seating from the columns of the master program, one table after another.

The column with the largest share in the solution of the master program is fixed, its people are removed, and columns
are generated for the others. The method is described in R. Sadykov, F. Vanderbeck, A. Pessoa, I. Tahiri and E. Uchoa,
"Primal Heuristics for Branch and Price: The Assets of Diving Methods", INFORMS Journal on Computing 31 (2019).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from seating.engines.budget import Budget
from seating.engines.column_generation.master import Column, Master, MasterSolution
from seating.engines.column_generation.pricing import (
    SCALE,
    TINY,
    Pricing,
    price_heuristically,
    reduced_cost,
)
from seating.room.plan import IntArray

ROUNDS = 8
"""Maximum number of rounds of pricing after each fixed column.

In hard-300, dives with 4, 5 and 8 rounds end at 89, 59 and 46 on average."""

ENOUGH = 0.5
"""Points by which the master value may exceed the Lagrangian value when pricing ends early."""

NEARLY_WHOLE = 0.99
"""Columns with at least this share are all fixed at once."""

KEPT_COST = 3.0
"""Columns with a higher reduced cost are not kept for the next master program."""

HIGHEST_PRICE = 2**20
"""Maximum price of leaving a person out. If it does not suffice, the dive ends."""

WORK_AN_ITERATION = 1e-6
"""Work units per simplex iteration and person."""


@dataclass(frozen=True, eq=False, slots=True)
class Dive:
    """A seating of all people.

    Attributes
    ----------
    cost : int
        The sum of the costs of its columns.
    columns : tuple of Column
        One for each table, with the class numbers and people of the whole room.
    """

    cost: int
    columns: tuple[Column, ...]


@dataclass(frozen=True, eq=False, slots=True)
class _Room:
    """The part of the room that is not fixed.

    Attributes
    ----------
    people : int array
        Their numbers in the whole room.
    problems : list of Pricing
    classes : list of int
        The class number of each problem in the whole room.
    columns : list of Column
        Columns of these people and problems.
    """

    people: IntArray
    problems: list[Pricing]
    classes: list[int]
    columns: list[Column]


def dive(
    problems: Sequence[Pricing],
    columns: Sequence[Column],
    n_people: int,
    below: int | None,
    rng: np.random.Generator,
    budget: Budget,
) -> Dive | None:
    """Return a seating that meets the musts that columns price; None if the dive ends without one.

    Parameters
    ----------
    problems : sequence of Pricing
        One for each class, in the order of their class numbers.
    columns : sequence of Column
        At least one for each class.
    n_people : int
    below : int or None
        The dive ends when the cost is not expected to stay below this.
    rng : numpy.random.Generator
    budget : Budget
    """
    room = _Room(np.arange(n_people), list(problems), [each.class_number for each in problems], list(columns))
    fixed: list[Column] = []
    # a price of 0, which doubling would leave at 0, if the dearest column saves as much as a pair that is kept
    cost, price = 0, max(1, max((column.cost for column in columns), default=1) + 1)
    while room.problems:
        master = Master(len(room.people), [each.number for each in room.problems], price)
        for column in room.columns:
            master.add(column)
        limit = None if below is None else below - cost
        solution = _generate(master, room, limit, rng, budget)
        if solution is None:
            return None
        chosen = _choose(solution, room)
        for column in chosen:
            fixed.append(Column(room.classes[column.class_number], room.people[column.members], column.cost))
            cost += column.cost
        next_room = _without(room, master, chosen, solution, rng, budget)
        if next_room is None:
            return None
        room, price = next_room, master.price
    return Dive(cost, tuple(fixed)) if len(room.people) == 0 and (below is None or cost < below) else None


def _generate(
    master: Master, room: _Room, limit: int | None, rng: np.random.Generator, budget: Budget
) -> MasterSolution | None:
    """Generate columns for a few rounds; return the last solution, or None if no cost below the limit is expected."""
    center, estimate, rounds = None, None, 0
    while not budget.is_spent:
        solution = master.solve()
        if solution is None:
            return None
        budget.spend(solution.iterations * len(room.people) * WORK_AN_ITERATION)
        is_near = estimate is not None and solution.value - estimate / SCALE < ENOUGH
        if solution.is_complete and (rounds >= ROUNDS or is_near):
            return solution if limit is None or np.ceil(min(solution.value, _points(estimate)) - TINY) < limit else None
        rounds += 1
        done = price_heuristically(room.problems, master, solution, center, rng, budget)
        if estimate is None or done.value > estimate:
            estimate, center = done.value, done.duals
        if done.found or (solution.is_complete and rounds >= ROUNDS):
            continue
        if solution.is_complete:
            rounds = ROUNDS  # no column helps
        elif master.price > HIGHEST_PRICE:
            return None
        else:
            master.double_price()
    return None


def _points(estimate: int | None) -> float:
    return float("inf") if estimate is None else estimate / SCALE


def _choose(solution: MasterSolution, room: _Room) -> list[Column]:
    """Return the column with the largest share, and all that are nearly whole."""
    chosen: list[Column] = []
    seated = np.zeros(len(room.people), dtype=bool)
    left = [each.number for each in room.problems]
    for position in np.argsort(-solution.shares, kind="stable").tolist():
        column = solution.used[position]
        if chosen and solution.shares[position] < NEARLY_WHOLE:
            break
        if left[column.class_number] and not seated[column.members].any():
            chosen.append(column)
            seated[column.members] = True
            left[column.class_number] -= 1
    return chosen


def _without(
    room: _Room,
    master: Master,
    chosen: list[Column],
    solution: MasterSolution,
    rng: np.random.Generator,
    budget: Budget,
) -> _Room | None:
    """Return the room without the people and tables of some columns; None if a class has no column left."""
    seated = np.zeros(len(room.people), dtype=bool)
    left = [each.number for each in room.problems]
    for column in chosen:
        seated[column.members] = True
        left[column.class_number] -= 1
    free = np.flatnonzero(~seated)
    number = np.cumsum(~seated) - 1  # of each free person in the next room
    kept = [each for each in room.problems if left[each.class_number]]
    problems = [each.restricted(k, left[each.class_number], free) for k, each in enumerate(kept)]
    renumbered = {each.class_number: k for k, each in enumerate(kept)}
    columns = [
        Column(renumbered[column.class_number], number[column.members], column.cost)
        for column in master.columns
        if column.class_number in renumbered
        and not seated[column.members].any()
        and reduced_cost(column, solution) < KEPT_COST
    ]
    known = {column.class_number for column in columns}
    for each in problems:
        if each.class_number not in known:
            found = each.search_columns(np.zeros(len(free), dtype=np.int64), [], rng, budget).columns
            columns += found[:1]
            if not found:
                return None
    return _Room(room.people[free], problems, [room.classes[each.class_number] for each in kept], columns)
