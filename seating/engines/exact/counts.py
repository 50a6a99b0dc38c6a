"""Large neighborhood search over counts: how many people of each class sit at each table, a few tables at a time.

People who are alike for every term, such as the members of a family, need no variables of their own. A neighborhood of
several tables then has so few variables that CP-SAT usually solves it to the end, where moves of single people and
swaps would have to make a seating much worse before whole groups have changed places. The method is P. Shaw's, "Using
Constraint Programming and Local Search Methods to Solve Vehicle Routing Problems", CP 1998.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
from ortools.sat.python import cp_model

from seating.engines.exact.solver import whole_bound
from seating.engines.lower_bound.assignment import AssignmentColumns
from seating.engines.lower_bound.formulation import formulate_room
from seating.engines.lower_bound.program import NO_END, Program
from seating.engines.messages import NOTHING, Answer, Found, ImproveByCounts, SolveStatus
from seating.model import Model, Value, penalty_of
from seating.room.plan import IntArray
from seating.terms import Part, SpreadTerm

FEWEST_FREE = 4
"""Number of tables that the first neighborhoods set free."""

WORK_A_TABLE = 0.03
"""Work units for each free table of a neighborhood. With less, fewer of them are solved to the end."""

BUILDING_WORK = 0.01
"""Work units added for each neighborhood, because building its program takes work too."""

MOST_FREE = 8
"""Maximum number of tables set free together; in a room of no more tables, the last neighborhood is the whole room.

Neighborhoods of 4 to 6 tables find most, in 0.02 to 0.3 processor seconds each. Those of 9 and more are cut off."""

PATIENCE = 10
"""Number of neighborhoods without a better seating after which one more table is set free."""

AT_SPLIT = 0.7
"""Share of the neighborhoods around a group at more tables than it should use; the others are drawn freely."""


def improve(model: Model, question: ImproveByCounts, progress: Callable[[Found], None]) -> Answer:
    """Improve a seating that meets the musts until the work or the time is over, or the whole room is solved.

    The first of the best seatings counts, so that it does not matter when a proven one ends the search.

    Parameters
    ----------
    model : Model
    question : ImproveByCounts
    progress : function
        Called with each better seating.
    """
    if not formulate_room(model).draft.is_exact:
        return NOTHING
    rng, began = np.random.default_rng([question.seed, 5]), time.monotonic()
    tables = best = question.tables
    value, bound = penalty_of(model, tables), None
    n_free, idle, work = min(FEWEST_FREE, model.n_tables), 0, 0.0
    while work < question.work and value > Value(0, question.enough):
        seconds = None if question.seconds is None else question.seconds - (time.monotonic() - began)
        if seconds is not None and seconds <= 0:
            break
        free = _choose_tables(model, tables, n_free, rng)
        is_whole = len(free) == model.n_tables
        limit = question.work - work if is_whole else min(WORK_A_TABLE * len(free), question.work - work)
        found = _solve_part(model, tables, free, limit, seconds, int(rng.integers(2**31)))
        work, idle = work + found.work + BUILDING_WORK, idle + 1
        then = value if found.tables is None else penalty_of(model, found.tables)
        if found.tables is not None and then <= value:
            tables = found.tables  # an equal one is kept too, which helps to leave local optima
            if then < value:
                best, value, idle = tables, then, 0
                progress(Found(best, None))
        if is_whole:
            bound = found.bound
            break
        if idle >= PATIENCE:
            n_free, idle = n_free + 1 if n_free < MOST_FREE else min(FEWEST_FREE, model.n_tables), 0
    is_proven = value.unmet == 0 and bound is not None and value.penalty <= bound
    status = SolveStatus.PROVEN if is_proven else SolveStatus.FOUND
    return Answer(status, best, None, bound, work)


def _choose_tables(model: Model, tables: IntArray, n_free: int, rng: np.random.Generator) -> IntArray:
    """Return tables to set free: mostly those of a group that sits at too many, and others at random."""
    waived = np.zeros(model.n_tables, dtype=bool)
    split = [t for _, t in model.terms if isinstance(t, SpreadTerm) and t.shortfall_of(tables, waived)]
    some = np.zeros(0, dtype=np.int64)
    if split and rng.random() < AT_SPLIT:
        some = rng.permutation(np.unique(tables[split[rng.integers(len(split))].group]))[:n_free]
    others = rng.permutation(np.setdiff1d(np.arange(model.n_tables), some))[: n_free - len(some)]
    return np.union1d(some, others).astype(np.int64)


def _solve_part(
    model: Model, tables: IntArray, free: IntArray, work: float, seconds: float | None, seed: int
) -> Answer:
    """Return the best seating found in which only people at the free tables have moved, and to these tables."""
    persons = np.flatnonzero(np.isin(tables, free)).astype(np.int64)
    part = Part(persons, free, tables, model.n_tables)
    seats = formulate_room(model.restricted(part))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1  # several would give another seating on every run
    solver.parameters.linearization_level = 2
    solver.parameters.random_seed = seed
    solver.parameters.max_deterministic_time = work
    if seconds is not None:
        solver.parameters.max_time_in_seconds = max(0.01, seconds)
    program, columns = _program_of(seats, part.table_number[tables[persons]])
    code = solver.solve(program)
    spent = float(solver.response_proto.deterministic_time)
    if code not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return Answer(SolveStatus.UNDECIDED, None, None, None, spent)
    then = tables.copy()
    then[persons] = free[seats.deal(np.array([solver.value(column) for column in columns], dtype=np.int64))]
    return Answer(SolveStatus.FOUND, then, None, whole_bound(solver.best_objective_bound), spent)


def _program_of(seats: AssignmentColumns, tables: IntArray) -> tuple[cp_model.CpModel, list[cp_model.IntVar]]:
    """Return the program for CP-SAT with its columns, and the seating as a hint."""
    linear = seats.program()
    program = cp_model.CpModel()
    columns = [program.new_int_var(0, most, "") for most in linear.upper.tolist()]
    for low, high, numbers, factors in _rows_of(linear):
        total = cp_model.LinearExpr.weighted_sum([columns[number] for number in numbers], factors)
        program.add_linear_constraint(total, low, high)
    total = cp_model.LinearExpr.weighted_sum(columns, linear.costs.tolist())
    program.minimize(total + linear.offset)
    for k, members in enumerate(seats.persons.members):
        counts = np.bincount(tables[members], minlength=len(seats.first))
        for number, table in zip(seats.columns[k].tolist(), seats.first.tolist(), strict=True):
            program.add_hint(columns[number], int(counts[table]))
    return program, columns


def _rows_of(linear: Program) -> list[tuple[int, int, list[int], list[int]]]:
    """Return the low and the high end of each row that has columns, its columns and their factors."""
    ends = np.searchsorted(linear.rows, np.arange(len(linear.row_low) + 1))
    found = []
    for row, (begin, end) in enumerate(zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True)):
        if begin < end:
            low, high = max(-NO_END, int(linear.row_low[row])), min(NO_END, int(linear.row_high[row]))
            found.append((low, high, linear.columns[begin:end].tolist(), linear.entries[begin:end].tolist()))
    return found
