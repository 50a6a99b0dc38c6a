"""The linear relaxation of a program, and the bound that its duals prove, computed in whole numbers.

For any multipliers y of the rows, no x within its bounds has a value below ``y @ b + min (costs - y A) x`` (weak
duality). The minimum is easy: each chooser takes its cheapest choice, every other column its better end. So the bound
holds whatever rounding the solver did. See A. Neumaier and O. Shcherbina, "Safe bounds in linear and mixed-integer
linear programming", Mathematical Programming 99 (2004), 283-296.
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
    """What the relaxed program tells.

    Attributes
    ----------
    bound : int
        No solution in whole numbers has a lower value.
    is_impossible : bool
        It has no solution at all, says the solver.
    work : float
        Work units that it took.
    """

    bound: int
    is_impossible: bool
    work: float


def relaxed_bound(program: Program, work: float, seconds: float | None, seed: int) -> Relaxed:
    """Return what a program proves when its columns take all numbers.

    Parameters
    ----------
    program : Program
    work : float
        Work units at most.
    seconds : float or None
        At most, where there is a time limit.
    seed : int
    """
    solution = solve_message(message_of(program, False), Solver.GLOP, relaxed_limits(program, work, seconds, seed))
    # no duals at all prove something, and more than those of a solver that was stopped early
    bound = certified_bound(program, np.zeros(len(program.row_low)))
    if solution.duals is not None:
        bound = max(bound, certified_bound(program, solution.duals))
    return Relaxed(bound, solution.is_infeasible, RELAXED * work_of(program, solution.iterations))


MOST_BITS = 40
"""Binary places of a multiplier that are kept at most."""

LARGEST_SUM = 2.0**61
"""What no sum of 64-bit numbers may come near."""


def certified_bound(program: Program, duals: NDArray[np.float64]) -> int:
    """Return a whole number that no solution of a program is below.

    Parameters
    ----------
    program : Program
    duals : float array, shape (rows,)
        Of its relaxation, as a solver found them; any numbers give a sound bound, good ones a good bound.
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
    """Return what a solution is worth when it is rounded to whole numbers; None when it then breaks a row."""
    whole = np.rint(values).astype(np.int64)
    sums = np.zeros(len(program.row_low), dtype=np.int64)
    np.add.at(sums, program.rows, program.entries * whole[program.columns])
    holds = (program.row_low <= sums) & (sums <= program.row_high)
    within = (whole >= 0) & (whole <= program.upper)
    return program.offset + _dot(program.costs, whole) if holds.all() and within.all() else None


def _places(program: Program, duals: NDArray[np.float64]) -> int:
    """Return how many binary places a multiplier can have before a sum of theirs leaves 64 bits; none if negative."""
    per_column = np.bincount(program.columns, np.abs(program.entries).astype(float), minlength=len(program.costs))
    largest = float(np.abs(duals).max(initial=0.0)) * float(per_column.max(initial=0.0))
    largest += float(np.abs(program.costs).max(initial=0)) + 1.0
    return min(MOST_BITS, math.floor(math.log2(LARGEST_SUM / largest)))


def _least(program: Program, multipliers: IntArray, bits: int) -> int:
    """Return the least of the reduced costs times x, over all x within their ends that seat everybody."""
    reduced = program.costs << bits
    np.subtract.at(reduced, program.columns, program.entries * multipliers[program.rows])
    others = np.ones(len(reduced), dtype=bool)
    others[program.seats] = False
    falling = np.flatnonzero(others & (reduced < 0))
    least = _dot(reduced[falling], program.upper[falling])
    barred = program.upper[program.seats] == 0
    cheapest = np.where(barred, np.iinfo(np.int64).max, reduced[program.seats]).min(axis=1)
    nowhere = barred.all(axis=1)  # nothing holds then; any number is a bound
    return least + _dot(np.where(nowhere, 0, cheapest), program.sizes)


def _dot(one: IntArray, other: IntArray) -> int:
    """Return a sum of products that may be longer than 64 bits."""
    return sum(a * b for a, b in zip(one.tolist(), other.tolist(), strict=True))
