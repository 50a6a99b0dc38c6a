"""Bounds from a program about some terms of a room only, to which linear relaxations add what they prove about others.

The program's relaxation is solved first, then CP-SAT branches, and then the other terms are relaxed, with what the
program proves as a fixed cost. `wish_groups` and `group_parts` write such programs.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from ortools.sat.python import cp_model

from seating.engines.lower_bound.class_bound import ceil_bound, relax
from seating.engines.lower_bound.mathopt import relaxed_bound
from seating.engines.lower_bound.program import Program
from seating.engines.messages import Answer, Bound, Found, SolveStatus
from seating.model import Model, penalty_of
from seating.model.trivial_bound import value_bound
from seating.room.plan import IntArray

LINEARIZATION = 2
"""How much of the program is in the linear relaxation of CP-SAT: everything. With the default of 1, the optimum for 120
people at 12 tables takes 0.9 and 3.9 units in two rooms, and with 2, 0.1 and 1.5."""


def bound_in_turn(
    model: Model,
    question: Bound,
    on_progress: Callable[[Found], None],
    program: Program,
    costing: Callable[[int], Model],
    seated: Callable[[IntArray], IntArray | None] = lambda values: None,
) -> Answer:
    """Return the best of the bounds of a program's relaxation, of branching, and of relaxing the other terms.

    Parameters
    ----------
    model : Model
    question : Bound
    on_progress : function
        Called with each better bound.
    program : Program
        Its value is a lower bound on what its terms cost.
    costing : function
        Returns the model in which a cost replaces the program's terms.
    seated : function
        Returns the seating that a solution of the program describes, or None.
    """
    best: int | None = None

    def note(value: int) -> None:
        nonlocal best
        if best is None or value > best:
            best = value
            on_progress(Found(None, best))

    began, known = time.monotonic(), penalty_of(model, question.tables)
    others = value_bound(costing(0)).penalty
    program = replace(program, offset=program.offset + others)
    relaxed = relaxed_bound(program, question.work / 4, question.seconds)
    note(relaxed.bound)
    limits = _later(question, relaxed.work, began)
    solved = solve_program(program, limits, None if known.unmet else known.penalty, note)
    note(max(relaxed.bound, solved.bound))
    tables = None if solved.values is None else seated(solved.values)
    found = known if tables is None else penalty_of(model, tables)
    work = relaxed.work + solved.work
    if min(found, known).unmet or min(found, known).penalty > (best or 0):
        costed = costing(max(relaxed.bound, solved.bound) - others)
        work += relax(costed, _later(question, work, began), lambda told: note(told.bound or 0)).work
    return Answer(SolveStatus.FOUND, tables if found < known else None, None, best, work)


def _later(question: Bound, work: float, began: float) -> Bound:
    """Return a question with the work and the seconds that are left."""
    seconds = None if question.seconds is None else max(0.0, question.seconds - (time.monotonic() - began))
    return replace(question, work=max(0.0, question.work - work), seconds=seconds)


class Solved(NamedTuple):
    """What a solver proved about a program, in penalty points, the work it took, and its best solution."""

    bound: int
    work: float
    values: IntArray | None = None


def solve_program(program: Program, question: Bound, below: int | None, on_bound: Callable[[int], None]) -> Solved:
    """Return a lower bound on the value of a program, by branch and bound.

    Parameters
    ----------
    program : Program
    question : Bound
        Its work, seconds and seed are the limits.
    below : int or None
        Only solutions with a lower value are looked for; if there are none, this is the bound.
    on_bound : function
        Called with each bound on the way.
    """
    if below is not None:
        program = program.below(below)
    model = cp_model.CpModel()
    columns = [model.new_int_var(0, upper, "") for upper in program.upper.tolist()]
    ends = np.searchsorted(program.rows, np.arange(1, len(program.row_low)))
    parts = (np.split(array, ends) for array in (program.columns, program.entries))
    for inside, entries, low, high in zip(*parts, program.row_low.tolist(), program.row_high.tolist(), strict=True):
        total = cp_model.LinearExpr.weighted_sum([columns[j] for j in inside.tolist()], entries.tolist())
        model.add_linear_constraint(total, low, high)
    model.minimize(cp_model.LinearExpr.weighted_sum(columns, program.costs.tolist()) + program.offset)
    solver = cp_model.CpSolver()
    solver.parameters.random_seed = question.seed % 2**31
    solver.parameters.max_deterministic_time = question.work
    solver.parameters.num_workers = 1  # so that a run can be repeated
    solver.parameters.linearization_level = LINEARIZATION
    if question.seconds is not None:
        solver.parameters.max_time_in_seconds = max(0.01, question.seconds)
    solver.best_bound_callback = lambda value: on_bound(ceil_bound(value) or 0)
    code = solver.solve(model)
    work = float(solver.response_proto.deterministic_time)
    if code == cp_model.INFEASIBLE and below is not None:
        return Solved(below, work)
    has_solution = code in {cp_model.OPTIMAL, cp_model.FEASIBLE}
    values = np.array([solver.value(column) for column in columns], dtype=np.int64) if has_solution else None
    return Solved(ceil_bound(solver.best_objective_bound) or 0, work, values)
