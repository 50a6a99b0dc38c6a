"""Solving with CP-SAT: the objective, the limits, the parameters, and reading the solution back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model

from seating.engines.exact.constraints import shortfalls_of
from seating.engines.exact.variables import Linear, Variables
from seating.engines.messages import Aim, Answer, Found, Improve, Moves, Solve, SolveStatus
from seating.errors import EngineError
from seating.model import Model, penalty_of
from seating.room.plan import IntArray

LINEARIZATION = 2
"""How much of the program of a whole room is in its linear relaxation: everything.

With it, CP-SAT proves ordinary-60 in 0.12 deterministic units. The default level, 1, needs 0.81, and eight strategies
that take turns 7.1. See docs/reference/search-measurements.md."""

STATUSES = {
    cp_model.OPTIMAL: SolveStatus.PROVEN,
    cp_model.FEASIBLE: SolveStatus.FOUND,
    cp_model.INFEASIBLE: SolveStatus.NONE,
}


def program_of(model: Model, question: Solve) -> tuple[Variables, bool]:
    """Return the CP-SAT model of a question, and whether it has an objective."""
    free = np.arange(model.n_tables, dtype=np.int64) if question.free is None else question.free
    variables = Variables(model, question.tables, free, hard_requirements(model, question.aim))
    shortfalls = shortfalls_of(variables)
    if question.moves is not None:
        limit_moves(variables, question.moves)
    objective = set_objective(variables, shortfalls, question.aim, question.below)
    return variables, objective is not None


def solve(model: Model, question: Solve, on_progress: Callable[[Found], None] | None = None) -> Answer:
    """Answer a question; `on_progress` receives every better seating and bound during the search."""
    variables, has_objective = program_of(model, question)
    solver = cp_model.CpSolver()
    _set(solver, question)
    callback = None
    if on_progress is not None:
        callback = _ProgressCallback(variables, on_progress)
        if has_objective and question.free is None and question.below is None and question.aim is Aim.PENALTY:
            solver.best_bound_callback = lambda bound: _report_bound(on_progress, bound)
    code = solver.solve(variables.program, callback)
    if code == cp_model.MODEL_INVALID:
        raise EngineError(f"the solver rejects the program: {variables.program.validate()}")
    status = STATUSES.get(code, SolveStatus.UNDECIDED)
    work = float(solver.response_proto.deterministic_time)
    if status in {SolveStatus.NONE, SolveStatus.UNDECIDED}:
        return Answer(status, None, None, None, work)
    objective = round(solver.objective_value) if has_objective else None
    bound = whole_bound(solver.best_objective_bound) if has_objective else None
    return Answer(status, _read(variables, solver.boolean_value), objective, bound, work)


def whole_bound(bound: float) -> int:
    """Return a bound as a whole number, which every value of the search is; a small tolerance covers rounding."""
    return int(np.ceil(bound - 1e-6))


def _report_bound(on_progress: Callable[[Found], None], bound: float) -> None:
    """Pass on a bound; the first ones are infinite, and an exception here would end the process."""
    if np.isfinite(bound):
        on_progress(Found(None, whole_bound(bound)))


def _set(solver: cp_model.CpSolver, question: Solve) -> None:
    parameters = solver.parameters
    parameters.random_seed = question.seed % 2**31
    parameters.max_deterministic_time = question.work
    if question.seconds is not None:
        parameters.max_time_in_seconds = max(0.01, question.seconds)
    parameters.num_workers = 1  # several would give another seating on every run
    if question.free is None and question.moves is None:
        parameters.linearization_level = LINEARIZATION
    if question.without_presolve:
        parameters.cp_model_presolve = False
        parameters.symmetry_level = 0


def _read(variables: Variables, value: Callable[[cp_model.IntVar], bool]) -> IntArray:
    tables = variables.tables.copy()
    for (person, table), seat in variables.seats.items():
        if value(seat):
            tables[person] = table
    return tables


class _ProgressCallback(cp_model.CpSolverSolutionCallback):
    """Reports each better seating."""

    def __init__(self, variables: Variables, on_progress: Callable[[Found], None]) -> None:
        super().__init__()
        self._variables = variables
        self._on_progress = on_progress

    def on_solution_callback(self) -> None:
        self._on_progress(Found(_read(self._variables, self.boolean_value), None))


LARGEST = 2**61
"""Limit on the objective; the solver counts in 64 bits."""


def hard_requirements(model: Model, aim: Aim) -> NDArray[np.bool_]:
    """Return which requirements become constraints, shape (requirements,)."""
    return model.musts.copy() if aim in {Aim.PENALTY, Aim.MUSTS} else np.zeros_like(model.musts)


def set_objective(variables: Variables, shortfalls: Sequence[Linear], aim: Aim, below: int | None) -> Linear | None:
    """Set the objective of the program; return the sum that it minimizes, or None."""
    model = variables.model
    unmet, penalty = Linear(), Linear()
    for requirement, shortfall in enumerate(shortfalls):
        if model.musts[requirement]:
            unmet.add_linear(shortfall, 1)
        else:
            penalty.add_linear(shortfall, int(model.weights[requirement]))
    match aim:
        case Aim.MUSTS:
            return None
        case Aim.PENALTY:
            objective = penalty
        case Aim.BOTH:
            objective = penalty.add_linear(unmet, _unmet_price(variables.most(unmet), variables.most(penalty)))
    if below is not None:
        variables.at_most(objective, below - 1)
    variables.program.minimize(objective.expression() + objective.number)
    return objective


def limit_moves(variables: Variables, moves: Moves) -> None:
    """Limit the number of moves: ``moves of fixed persons + sum of seats that are moves <= most``."""
    fixed = np.flatnonzero(~variables.free_person)
    moved = Linear(number=int(moves.counted[fixed, variables.tables[fixed]].sum()))
    for (person, table), seat in variables.seats.items():
        if number := int(moves.counted[person, table]):
            moved.add([seat], number)
    variables.at_most(moved, moves.most)


def _unmet_price(most_unmet: int, most_penalty: int) -> int:
    """Return the price of an unmet unit of a must: above any penalty, unless the objective would overflow."""
    return max(1, min(most_penalty + 1, (LARGEST - most_penalty) // (most_unmet + 1)))


def improve(model: Model, question: Improve, progress: Callable[[Found], None] | None = None) -> Answer:
    """Set each group of tables free separately, in parallel, and keep each change that improves the whole seating."""
    now = penalty_of(model, question.tables)
    aim = Aim.BOTH if now.unmet else Aim.PENALTY

    def answer_for(group: IntArray) -> Answer:
        return solve(model, Solve(aim, question.tables, question.seed, question.work, question.seconds, group))

    with ThreadPoolExecutor(question.threads) as pool:
        answers = list(pool.map(answer_for, question.groups))
    best = question.tables
    for answer in answers:
        changed = np.zeros(0, dtype=bool) if answer.tables is None else answer.tables != question.tables
        if answer.tables is not None and changed.any():
            merged = best.copy()
            merged[changed] = answer.tables[changed]
            then = penalty_of(model, merged)
            if then <= now:  # equal values are kept too, which helps to leave local optima
                best, now = merged, then
    proven = all(answer.status is SolveStatus.PROVEN for answer in answers)
    work = sum(answer.work for answer in answers)
    return Answer(SolveStatus.PROVEN if proven else SolveStatus.UNDECIDED, best, None, None, work)
