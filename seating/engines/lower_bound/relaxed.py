"""A program relaxed to all numbers: what its duals prove, worked out in whole numbers."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from seating.engines.lower_bound.certificate import certified_bound
from seating.engines.lower_bound.mathopt import Solver, message_of, solve_message
from seating.engines.lower_bound.pace import RELAXED, relaxed_limits, work_of
from seating.engines.lower_bound.program import Program

__all__ = ["Relaxed", "relaxed_bound"]


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
