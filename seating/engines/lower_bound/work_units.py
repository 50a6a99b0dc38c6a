"""Work units of the LP and MIP solvers: simplex iterations weighted by the size of the program."""

from __future__ import annotations

from seating.engines.lower_bound.mathopt import Limits
from seating.engines.lower_bound.program import Program

__all__ = ["RELAXED", "limits_for", "relaxed_limits", "work_of"]

ITERATION = 4e-4
"""Work units for a simplex iteration with all that goes on around it; measured, as are the next three."""

ENTRY = 1e-8
"""The same for each entry of the matrix."""

ROOT = 1
"""Iterations before the first branching, for each row."""

NODE = 400
"""Iterations for each node."""

RELAXED = 0.5
"""How much of all that an iteration takes where nothing has to be whole."""


def work_of(program: Program, iterations: int) -> float:
    """Return the work units that so many iterations count."""
    return iterations * (ITERATION + ENTRY * len(program.entries))


def limits_for(program: Program, work: float, seconds: float | None, seed: int) -> Limits | None:
    """Return when branch and bound is to stop; None when it had better not begin."""
    left = work - work_of(program, ROOT * len(program.row_low))
    if left < 0 or (seconds is not None and seconds <= 0):
        return None
    nodes = 1 + int(min(1e9, left / work_of(program, NODE)))
    return Limits(nodes=nodes, seconds=seconds, seed=seed)


def relaxed_limits(program: Program, work: float, seconds: float | None, seed: int) -> Limits:
    """Return when the simplex method is to stop."""
    iterations = 1 + int(min(2**31 - 2, work / (RELAXED * work_of(program, 1))))
    return Limits(iterations=iterations, seconds=seconds, seed=seed)
