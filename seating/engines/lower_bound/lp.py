"""The LP relaxation of a program, and the bound that its duals prove, computed in integers.

For any multipliers y of the rows, ``y @ b + min (costs - y A) x`` over all x within their bounds is a lower bound on
the objective (weak duality). The minimum is simple: each chooser takes its cheapest choice, every other column its
better bound. So the result is valid however the solver rounded. See A. Neumaier and O. Shcherbina, "Safe bounds in
linear and mixed-integer linear programming", Mathematical Programming 99 (2004), 283-296.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from seating.engines.lower_bound.mathopt import Solver, message_of, solve_message
from seating.engines.lower_bound.program import NO_END, Program
from seating.engines.lower_bound.work_units import RELAXED, relaxed_limits, work_of
from seating.plan import IntArray

__all__ = ["Relaxed", "certified_bound", "relaxed_bound", "value_of"]


class Relaxed(NamedTuple):
    """The result of the LP relaxation.

    Attributes
    ----------
    bound : int
        Lower bound on the value of every integer solution.
    is_impossible : bool
        Whether the solver reports that there is no solution.
    work : float
        Work units used.
    """

    bound: int
    is_impossible: bool
    work: float


def relaxed_bound(program: Program, work: float, seconds: float | None, seed: int) -> Relaxed:
    """Return the bound from the LP relaxation of a program.

    Parameters
    ----------
    program : Program
    work : float
        Work units at most.
    seconds : float or None
        Time limit, if there is one.
    seed : int
    """
    solution = solve_message(message_of(program, False), Solver.GLOP, relaxed_limits(program, work, seconds, seed))
    # duals of 0 give a bound too, perhaps a better one than the duals of a solver that was stopped early
    bound = certified_bound(program, np.zeros(len(program.row_low)))
    if solution.duals is not None:
        bound = max(bound, certified_bound(program, solution.duals))
    return Relaxed(bound, solution.is_infeasible, RELAXED * work_of(program, solution.iterations))


MOST_BITS = 40
"""The most binary places to which multipliers are rounded."""

LARGEST_SUM = 2.0**61
"""Limit on sums, so that they fit into 64 bits."""


def certified_bound(program: Program, duals: NDArray[np.float64]) -> int:
    """Return an integer lower bound on the value of every solution of a program.

    Parameters
    ----------
    program : Program
    duals : float array, shape (rows,)
        Duals of the LP relaxation, as a solver found them. Any numbers give a valid bound; better duals, a better one.
    """
    duals = np.where(np.isfinite(duals), duals, 0.0)
    duals = np.where((duals > 0) & (program.row_low <= -NO_END), 0.0, duals)
    duals = np.where((duals < 0) & (program.row_high >= NO_END), 0.0, duals)
    bits = _places(program, duals)
    if bits < 0:
        duals, bits = np.zeros_like(duals), 0
    multipliers = np.rint(np.ldexp(duals, bits)).astype(np.int64)
    ends = np.where(multipliers > 0, program.row_low, np.where(multipliers < 0, program.row_high, 0))
    value = (program.offset << bits) + _dot(multipliers, ends) + _least(program, multipliers, bits)
    return -(-value >> bits)


def value_of(program: Program, values: NDArray[np.float64]) -> int | None:
    """Return the value of a solution rounded to integers; None if the rounded solution violates a row or a bound."""
    whole = np.rint(values).astype(np.int64)
    sums = np.zeros(len(program.row_low), dtype=np.int64)
    np.add.at(sums, program.rows, program.entries * whole[program.columns])
    holds = (program.row_low <= sums) & (sums <= program.row_high)
    within = (whole >= 0) & (whole <= program.upper)
    return program.offset + _dot(program.costs, whole) if holds.all() and within.all() else None


def _places(program: Program, duals: NDArray[np.float64]) -> int:
    """Return to how many binary places multipliers can be rounded without overflow; negative if to none."""
    per_column = np.bincount(program.columns, np.abs(program.entries).astype(float), minlength=len(program.costs))
    largest = float(np.abs(duals).max(initial=0.0)) * float(per_column.max(initial=0.0))
    largest += float(np.abs(program.costs).max(initial=0)) + 1.0
    return min(MOST_BITS, math.floor(math.log2(LARGEST_SUM / largest)))


def _least(program: Program, multipliers: IntArray, bits: int) -> int:
    """Return the minimum of ``reduced costs @ x`` over all x within their bounds that seat every person."""
    reduced = program.costs << bits
    np.subtract.at(reduced, program.columns, program.entries * multipliers[program.rows])
    others = np.ones(len(reduced), dtype=bool)
    others[program.seats] = False
    falling = np.flatnonzero(others & (reduced < 0))
    least = _dot(reduced[falling], program.upper[falling])
    barred = program.upper[program.seats] == 0
    cheapest = np.where(barred, np.iinfo(np.int64).max, reduced[program.seats]).min(axis=1)
    nowhere = barred.all(axis=1)  # the program is infeasible then, so any number is a bound
    return least + _dot(np.where(nowhere, 0, cheapest), program.sizes)


def _dot(one: IntArray, other: IntArray) -> int:
    """Return the dot product in Python integers, which do not overflow."""
    return sum(a * b for a, b in zip(one.tolist(), other.tolist(), strict=True))
