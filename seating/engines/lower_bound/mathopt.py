"""The interface to the solvers: programs as MathOpt messages, solutions as arrays; the LP relaxation; work units.

Messages are filled array by array, because building MathOpt's Python objects takes longer than solving a program. Work
is counted in iterations, weighted by the size of the program, so that a run can be repeated on any machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from ortools.math_opt import callback_pb2, model_parameters_pb2, model_pb2, parameters_pb2, result_pb2
from ortools.math_opt.core.python import solver as mathopt

from seating.engines.lower_bound.program import NO_END, Program, certified_bound

FloatArray = NDArray[np.float64]


class Solver(Enum):
    """Two MIP solvers and two LP solvers (GLOP and PDLP) that are in every build of OR-Tools."""

    HIGHS = parameters_pb2.SOLVER_TYPE_HIGHS
    GSCIP = parameters_pb2.SOLVER_TYPE_GSCIP
    GLOP = parameters_pb2.SOLVER_TYPE_GLOP
    PDLP = parameters_pb2.SOLVER_TYPE_PDLP


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a solve.

    Attributes
    ----------
    nodes : int or None
        Maximum number of branch-and-bound nodes.
    iterations : int or None
        Maximum number of iterations; only for programs without integer columns.
    seconds : float or None
    seed : int
        PDLP has no use for one.
    """

    nodes: int | None = None
    iterations: int | None = None
    seconds: float | None = None
    seed: int = 0


@dataclass(frozen=True, eq=False, slots=True)
class Solution:
    """The result of a solve.

    Attributes
    ----------
    is_optimal, is_infeasible : bool
        What the solver reports as proven.
    values : float array, shape (columns,), or None
        The best solution found.
    objective : float or None
        Its value.
    bound : float
        The solver's lower bound; minus infinity if it has none.
    duals : float array, shape (rows,), or None
        Only for programs without integer columns; those of the last iterate if the solver was stopped.
    iterations : int
        Iterations of the simplex method or of PDLP.
    """

    is_optimal: bool
    is_infeasible: bool
    values: FloatArray | None
    objective: float | None
    bound: float
    duals: FloatArray | None
    iterations: int


def message_of(program: Program, whole: NDArray[np.bool_] | bool = True) -> Any:
    """Return a program as a MathOpt message.

    Parameters
    ----------
    program : Program
    whole : bool, or bool array, shape (columns,)
        Which columns are integer; the others are continuous.
    """
    message = model_pb2.ModelProto()
    columns, rows, entries = message.variables, message.linear_constraints, message.linear_constraint_matrix
    n_columns, n_rows = len(program.costs), len(program.row_low)
    columns.ids.extend(range(n_columns))
    columns.lower_bounds.extend([0.0] * n_columns)
    columns.upper_bounds.extend(program.upper.astype(float).tolist())
    columns.integers.extend(np.broadcast_to(whole, n_columns).tolist())
    rows.ids.extend(range(n_rows))
    rows.lower_bounds.extend(np.where(program.row_low <= -NO_END, -np.inf, program.row_low).tolist())
    rows.upper_bounds.extend(np.where(program.row_high >= NO_END, np.inf, program.row_high).tolist())
    entries.row_ids.extend(program.rows.tolist())
    entries.column_ids.extend(program.columns.tolist())
    entries.coefficients.extend(program.entries.astype(float).tolist())
    priced = np.flatnonzero(program.costs)
    message.objective.offset = float(program.offset)
    message.objective.linear_coefficients.ids.extend(priced.tolist())
    message.objective.linear_coefficients.values.extend(program.costs[priced].astype(float).tolist())
    return message


def solve_message(message: Any, solver: Solver, limits: Limits, parameters: Any = None) -> Solution:
    """Return the result of solving a message.

    Parameters
    ----------
    message : ModelProto
    solver : Solver
    limits : Limits
    parameters : SolveParametersProto, or None
        Further parameters; the limits take precedence.
    """
    chosen = parameters_pb2.SolveParametersProto()
    if parameters is not None:
        chosen.CopyFrom(parameters)
    if solver is not Solver.PDLP:
        chosen.random_seed = limits.seed % 2**31
    chosen.gscip.bool_params["misc/catchctrlc"] = False  # otherwise Ctrl-C would kill the process
    if limits.nodes is not None:
        chosen.node_limit = limits.nodes
    if limits.iterations is not None:
        chosen.iteration_limit = limits.iterations
    if limits.seconds is not None:
        chosen.time_limit.FromNanoseconds(int(max(0.01, limits.seconds) * 1e9))
    n_columns, n_rows = len(message.variables.ids), len(message.linear_constraints.ids)
    return solve_loaded(load_message(message, solver), n_columns, n_rows, chosen)


def load_message(message: Any, solver: Solver) -> Any:
    """Return a solver that has read a message. It takes updates of the message, so that it can solve again."""
    return mathopt.new(solver.value, message, parameters_pb2.SolverInitializerProto())


def solve_loaded(loaded: Any, n_columns: int, n_rows: int, parameters: Any = None) -> Solution:
    """Return the result of solving what a solver has read.

    Parameters
    ----------
    loaded : object
        A result of `load_message`.
    n_columns, n_rows : int
        The size of its program.
    parameters : SolveParametersProto, or None
    """
    none: Any = None
    chosen = parameters_pb2.SolveParametersProto() if parameters is None else parameters
    try:
        result = loaded.solve(
            chosen,
            model_parameters_pb2.ModelSolveParametersProto(),
            none,
            callback_pb2.CallbackRegistrationProto(),
            none,
            none,
        )
    except Exception as error:
        if str(error).startswith(GLOP_FAILED):
            return Solution(False, False, None, None, -np.inf, None, 0)
        raise
    return _read_result(result, n_columns, n_rows)


GLOP_FAILED = "Unexpected GLOP termination reason: ABNORMAL"
"""Beginning of the error that OR-Tools raises when GLOP gives up for numerical reasons."""


def _read_result(result: Any, n_columns: int, n_rows: int) -> Solution:
    """Return a MathOpt result as arrays; the ids of its columns and rows are 0, 1, and so on."""
    reason = result.termination.reason
    values, objective, duals = None, None, None
    for solution in result.solutions:
        if values is None and solution.primal_solution.feasibility_status == 2:
            values = _dense(solution.primal_solution.variable_values, n_columns)
            objective = float(solution.primal_solution.objective_value)
        if duals is None and solution.HasField("dual_solution"):
            duals = _dense(solution.dual_solution.dual_values, n_rows)
    bounds = result.termination.objective_bounds
    return Solution(
        is_optimal=reason == result_pb2.TERMINATION_REASON_OPTIMAL,
        is_infeasible=reason == result_pb2.TERMINATION_REASON_INFEASIBLE,
        values=values,
        objective=objective,
        bound=float(bounds.dual_bound),
        duals=duals,
        iterations=int(result.solve_stats.simplex_iterations + result.solve_stats.first_order_iterations),
    )


def _dense(sparse: Any, length: int) -> FloatArray:
    dense = np.zeros(length)
    dense[np.array(sparse.ids, dtype=np.int64)] = np.array(sparse.values)
    return dense


ITERATION = 4e-4
"""Work units per simplex iteration of SCIP, overhead included. This and the next three numbers were measured."""

ENTRY = 1e-8
"""Work units per simplex iteration and matrix entry."""

ROOT = 1
"""Iterations per row before the first branching."""

NODE = 400
"""Iterations per node."""

PASS = 5e-9
"""Work units per iteration of PDLP and matrix entry."""

OVERHEAD = 1_000
"""Matrix entries that PDLP could pass over in the fixed time of an iteration."""

SETUP = 100
"""Iterations that PDLP could do while it scales the matrix; it also does at least as many."""


HIGHS_WORK = 0.4
"""Work of an iteration of HiGHS, next to one of SCIP: 1,400 to 25,000 iterations in rooms of 60 to 300 people took 0.2
to 0.5 processor seconds for each unit of SCIP."""


def work_of(program: Program, iterations: int, solver: Solver) -> float:
    """Return the work units that a solver takes for a number of simplex iterations."""
    return (HIGHS_WORK if solver is Solver.HIGHS else 1.0) * iterations * (ITERATION + ENTRY * len(program.entries))


def limits_for(program: Program, solver: Solver, work: float, seconds: float | None, seed: int) -> Limits | None:
    """Return the limits for branch and bound; None if the work or the time left is too little to start."""
    left = work - work_of(program, ROOT * len(np.unique(program.rows)), solver)
    if left < 0 or (seconds is not None and seconds <= 0):
        return None
    nodes = 1 + int(min(1e9, left / work_of(program, NODE, solver)))
    return Limits(nodes=nodes, seconds=seconds, seed=seed)


class Relaxed(NamedTuple):
    """The result of the LP relaxation.

    Attributes
    ----------
    bound : int
        Lower bound on the value of every integer solution.
    work : float
        Work units used.
    duals : float array, shape (rows,)
        Those that prove the bound.
    """

    bound: int
    work: float
    duals: FloatArray


def relaxed_bound(program: Program, work: float, seconds: float | None) -> Relaxed:
    """Return the bound from the LP relaxation of a program.

    Parameters
    ----------
    program : Program
    work : float
        Maximum number of work units; the first `SETUP` iterations are done in any case.
    seconds : float or None
        Time limit, if there is one.

    Notes
    -----
    PDLP is a first-order method: D. Applegate et al., "Practical Large-Scale Linear Programming using Primal-Dual
    Hybrid Gradient", NeurIPS 2021. Its duals are only nearly optimal, but `certified_bound` needs no more, and those of
    a stopped run give nearly the same bound. docs/reference/search-measurements.md compares it with other LP solvers.
    """
    per_iteration = PASS * (OVERHEAD + len(program.entries))
    iterations = SETUP + int(min(2**30, max(0.0, work / per_iteration - 2 * SETUP)))
    solution = solve_message(message_of(program, False), Solver.PDLP, Limits(iterations=iterations, seconds=seconds))
    # duals of 0 give a bound too, perhaps a better one than the duals of a solver that was stopped early
    duals = np.zeros(len(program.row_low))
    bound = certified_bound(program, duals)
    if solution.duals is not None and certified_bound(program, solution.duals) >= bound:
        duals = solution.duals
        bound = certified_bound(program, duals)
    # PDLP may call a feasible program infeasible; branch and bound decides that
    return Relaxed(bound, per_iteration * (SETUP + solution.iterations), duals)
