"""Set partitioning over listed columns: the best seating of few columns, and a bound for all others.

At any duals, the Lagrangian value plus the gap of a column, which is its value less the least value of its class, is a
lower bound for every seating that uses the column. So columns whose gap is too large for a better seating are left out:
reduced cost fixing, which R. Baldacci, N. Christofides and A. Mingozzi, "An exact algorithm for the vehicle routing
problem based on the set partitioning formulation", Mathematical Programming 115 (2008), use in this way. If too many
columns are left, those with the smallest gaps are tried, and the smallest gap of the others limits the bound.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

import numpy as np
from ortools.math_opt import parameters_pb2

from seating.engines.budget import Budget
from seating.engines.column_generation.listing import ListedProblem
from seating.engines.column_generation.master import Column
from seating.engines.column_generation.pricing import SCALE, with_empty
from seating.engines.lower_bound.class_bound import ceil_bound
from seating.engines.lower_bound.mathopt import Solver, limits_for, message_of, solve_message, work_of
from seating.engines.lower_bound.program import Program
from seating.room.plan import IntArray

NO_GAP_IS_TOO_LARGE = 2**60


class Partition(NamedTuple):
    """The result of one set partitioning program.

    Attributes
    ----------
    bound : int or None
        A lower bound on the cost of all columns of every seating that costs less than the limit; the limit if there is
        none.
    columns : tuple of Column
        Those of the best seating found, one for each table; empty if none was found.
    is_whole : bool
        Whether no column was left out that a better seating could use.
    """

    bound: int | None
    columns: tuple[Column, ...]
    is_whole: bool


def partition(
    problems: Sequence[ListedProblem],
    duals: IntArray,
    below: int | None,
    most: int,
    share: float,
    budget: Budget,
    unlisted: Sequence[int] = (),
) -> Partition:
    """Return the best seating from at most so many columns, and a lower bound for all columns.

    Parameters
    ----------
    problems : sequence of ListedProblem
        One for each class of tables, in the order of their class numbers.
    duals : int array, shape (people,)
        Multiplied by `SCALE`. Any duals are valid; better ones leave fewer columns.
    below : int or None
        Only seatings of a lower cost count; None for all.
    most : int
        Maximum number of columns that are tried.
    share : float
        Share of the work left that may be used. A time limit only cuts the program off.
    budget : Budget
    unlisted : sequence of int, optional
        For each problem, the least value of the columns that are not listed; empty if all are listed.
    """
    least, reach, gaps = _gaps(problems, duals, budget, unlisted)
    if least is None:
        return Partition(below, (), True)
    limit = NO_GAP_IS_TOO_LARGE if below is None else below * SCALE - least
    bounds = [] if below is None else [below]
    is_whole = reach >= limit
    if not is_whole:
        limit = reach
        bounds.append(-(-(least + reach) // SCALE))
    kept = np.flatnonzero(gaps < limit)
    if len(kept) > most:
        is_whole = False
        order = np.argpartition(gaps[kept], most)
        bounds.append(-(-(least + int(gaps[kept[order[most]]])) // SCALE))
        kept = np.sort(kept[order[:most]])
    columns = _columns_at(problems, kept)
    program = _program(problems, columns, len(duals))
    limits = limits_for(program, Solver.HIGHS, budget.work(share), budget.seconds, 0)
    if limits is None:
        return Partition(None, (), is_whole)
    exactly = parameters_pb2.SolveParametersProto(relative_gap_tolerance=0.0)
    solution = solve_message(message_of(program), Solver.HIGHS, limits, parameters=exactly)
    budget.spend(work_of(program, solution.iterations, Solver.HIGHS))
    chosen = [] if solution.values is None else np.rint(solution.values).astype(np.int64).tolist()
    used = tuple(column for column, times in zip(columns, chosen, strict=False) for _ in range(times))
    if not solution.is_infeasible:
        inner = ceil_bound(solution.bound)
        if inner is None:
            return Partition(None, used, is_whole)
        bounds.append(inner)
    return Partition(min(bounds, default=None), used, is_whole)


def _gaps(
    problems: Sequence[ListedProblem], duals: IntArray, budget: Budget, unlisted: Sequence[int]
) -> tuple[int | None, int, IntArray]:
    """Return the Lagrangian value, the least gap of columns not listed, and the gap of every listed column.

    The Lagrangian value is None if a class has no column.
    """
    total, reach, gaps = int(duals.sum()), NO_GAP_IS_TOO_LARGE, []
    for each, beyond in zip_longest(problems, unlisted):
        values = each.values(duals, budget)
        found = [] if len(values) == 0 else [int(values.min())]
        least = with_empty(min([*found, *([] if beyond is None else [beyond])], default=None), each.empty_column)
        if least is None:
            return None, 0, np.zeros(0, dtype=np.int64)
        total += each.number * least
        reach = reach if beyond is None else min(reach, beyond - least)
        gaps.append(values - least)
    return total, reach, np.concatenate(gaps)


def _columns_at(problems: Sequence[ListedProblem], positions: IntArray) -> list[Column]:
    """Return the columns at some positions of the list of all, and the empty columns."""
    found, start = [each.empty_column for each in problems if each.empty_column is not None], 0
    for each in problems:
        end = start + len(each.costs)
        here = positions[(positions >= start) & (positions < end)] - start
        found += [each.column_at(j) for j in here.tolist()]
        start = end
    return found


def _program(problems: Sequence[ListedProblem], columns: Sequence[Column], n_people: int) -> Program:
    """Return the program: each person is in one chosen column, and each class has as many columns as tables."""
    numbers = np.array([each.number for each in problems], dtype=np.int64)
    classes = np.array([column.class_number for column in columns], dtype=np.int64)
    sizes = np.array([len(column.members) for column in columns], dtype=np.int64)
    nobody = np.zeros(0, dtype=np.int64)
    rows = np.concatenate([nobody, *(column.members for column in columns), n_people + classes])
    places = np.concatenate([np.repeat(np.arange(len(columns)), sizes), np.arange(len(columns))])
    order = np.lexsort((places, rows))
    ends = np.concatenate([np.ones(n_people, dtype=np.int64), numbers])
    return Program(
        costs=np.array([column.cost for column in columns], dtype=np.int64),
        upper=np.where(sizes > 0, 1, numbers[classes]),
        row_low=ends,
        row_high=ends,
        rows=rows[order],
        columns=places[order],
        entries=np.ones(len(rows), dtype=np.int64),
        implied=np.zeros(len(columns), dtype=bool),
        offset=0,
        seats=np.zeros((0, 1), dtype=np.int64),
        sizes=nobody,
        is_exact=True,
    )
