"""Builds, solves and reads back one program."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from ortools.sat.python import cp_model

from seating.engines.exact.constraints import shortfalls_of
from seating.engines.exact.objective import hard_requirements, limit_moves, set_objective
from seating.engines.exact.variables import Variables
from seating.engines.questions import Aim, Solve
from seating.engines.replies import Answer, Found, Word
from seating.errors import EngineError
from seating.model import Model
from seating.plan import IntArray

__all__ = ["program_of", "solve"]

WORKERS = 8
"""Ways of searching that take turns; a fixed number, so that a run repeats itself on any machine."""

SMALL = 400
"""Seats (persons times tables set free) up to which one way of searching is enough, and quicker."""

WORDS = {
    cp_model.OPTIMAL: Word.PROVEN,
    cp_model.FEASIBLE: Word.FOUND,
    cp_model.INFEASIBLE: Word.NONE,
}


def program_of(model: Model, question: Solve) -> tuple[Variables, bool]:
    """Return the program of a question, and whether it has something to make least."""
    free = np.arange(model.n_tables, dtype=np.int64) if question.free is None else question.free
    variables = Variables(model, question.tables, free, hard_requirements(model, question.aim))
    shortfalls = shortfalls_of(variables)
    if question.moves is not None:
        limit_moves(variables, question.moves)
    objective = set_objective(variables, shortfalls, question.aim, question.below)
    return variables, objective is not None


def solve(model: Model, question: Solve, tell: Callable[[Found], None] | None = None) -> Answer:
    """Answer a question; `tell` hears of every better seating and bound while the search goes on."""
    variables, has_objective = program_of(model, question)
    solver = cp_model.CpSolver()
    _set(solver, question, len(variables.seats))
    callback = None
    if tell is not None:
        callback = _Teller(variables, tell)
        if has_objective and question.free is None and question.below is None and question.aim is Aim.PENALTY:
            solver.best_bound_callback = lambda bound: _tell_bound(tell, bound)
    status = solver.solve(variables.program, callback)
    if status == cp_model.MODEL_INVALID:
        raise EngineError(f"the solver does not take the program: {variables.program.validate()}")
    word = WORDS.get(status, Word.UNDECIDED)
    work = float(solver.response_proto.deterministic_time)
    if word in {Word.NONE, Word.UNDECIDED}:
        return Answer(word, None, None, None, work)
    objective = round(solver.objective_value) if has_objective else None
    bound = _whole(solver.best_objective_bound) if has_objective else None
    return Answer(word, _read(variables, solver.boolean_value), objective, bound, work)


def _whole(bound: float) -> int:
    """Return a bound as a whole number, never above what it proves."""
    return int(np.ceil(bound - 1e-6))


def _tell_bound(tell: Callable[[Found], None], bound: float) -> None:
    """Pass on a bound; the first ones are infinite, and an exception here would end the process."""
    if np.isfinite(bound):
        tell(Found(None, _whole(bound)))


def _set(solver: cp_model.CpSolver, question: Solve, seats: int) -> None:
    parameters = solver.parameters
    parameters.random_seed = question.seed % 2**31
    parameters.max_deterministic_time = question.work
    if question.seconds is not None:
        parameters.max_time_in_seconds = max(0.01, question.seconds)
    is_narrow = question.free is not None or question.moves is not None
    if seats <= SMALL or is_narrow or question.plainly or question.aim is Aim.MUSTS:
        parameters.num_workers = 1
    else:
        parameters.num_workers = WORKERS
        parameters.interleave_search = True
    if question.plainly:
        parameters.cp_model_presolve = False
        parameters.symmetry_level = 0
        parameters.linearization_level = 2


def _read(variables: Variables, value: Callable[[cp_model.IntVar], bool]) -> IntArray:
    tables = variables.tables.copy()
    for (person, table), seat in variables.seats.items():
        if value(seat):
            tables[person] = table
    return tables


class _Teller(cp_model.CpSolverSolutionCallback):
    """Passes on each better seating."""

    def __init__(self, variables: Variables, tell: Callable[[Found], None]) -> None:
        super().__init__()
        self._variables = variables
        self._tell = tell

    def on_solution_callback(self) -> None:
        self._tell(Found(_read(self._variables, self.boolean_value), None))
