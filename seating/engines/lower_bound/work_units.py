"""Work units of the LP and MIP solvers: simplex iterations weighted by the size of the program."""

from __future__ import annotations

from seating.engines.lower_bound.mathopt import Limits
from seating.engines.lower_bound.program import Program

__all__ = ["RELAXED", "limits_for", "relaxed_limits", "work_of"]

ITERATION = 4e-4
"""Work units per simplex iteration, overhead included. This and the next three numbers were measured."""

ENTRY = 1e-8
"""Work units per simplex iteration and matrix entry."""

ROOT = 1
"""Iterations per row before the first branching."""

NODE = 400
"""Iterations per node."""

RELAXED = 0.5
"""Work of an iteration in a pure LP, relative to one in branch and bound."""


def work_of(program: Program, iterations: int) -> float:
    """Return the work units for a number of simplex iterations."""
    return iterations * (ITERATION + ENTRY * len(program.entries))


def limits_for(program: Program, work: float, seconds: float | None, seed: int) -> Limits | None:
    """Return the limits for branch and bound; None if the work or the time left is too little to start."""
    left = work - work_of(program, ROOT * len(program.row_low))
    if left < 0 or (seconds is not None and seconds <= 0):
        return None
    nodes = 1 + int(min(1e9, left / work_of(program, NODE)))
    return Limits(nodes=nodes, seconds=seconds, seed=seed)


def relaxed_limits(program: Program, work: float, seconds: float | None, seed: int) -> Limits:
    """Return the limits for the simplex method."""
    iterations = 1 + int(min(2**31 - 2, work / (RELAXED * work_of(program, 1))))
    return Limits(iterations=iterations, seconds=seconds, seed=seed)
