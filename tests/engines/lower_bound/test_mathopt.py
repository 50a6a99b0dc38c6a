"""A solver that is stopped by its limit has found nothing, in every version of OR-Tools; other errors are raised."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from ortools.math_opt import parameters_pb2

from seating.engines.lower_bound.mathopt import (
    Limits,
    Solver,
    limits_for,
    message_of,
    solve_loaded,
    solve_message,
    work_of,
)
from seating.engines.lower_bound.program import Program

AT_THE_LIMIT = "HighsModelStatus unimplemented: 16 [INTERNAL]"


class Failing:
    """A solver that raises an error with this text."""

    def __init__(self, text: str) -> None:
        self._text = text

    def solve(self, *_: Any) -> None:
        raise RuntimeError(self._text)


def limited(nodes: int) -> Any:
    parameters = parameters_pb2.SolveParametersProto()
    parameters.node_limit = nodes
    return parameters


def test_the_error_at_the_node_limit_means_that_nothing_was_found() -> None:
    solution = solve_loaded(Failing(AT_THE_LIMIT), 3, 2, limited(7))
    assert (solution.is_optimal, solution.is_infeasible) == (False, False)
    assert (solution.values, solution.objective, solution.duals) == (None, None, None)
    assert solution.bound == -np.inf
    assert solution.nodes == 7


def test_a_solve_that_ends_with_this_error_has_used_its_work() -> None:
    program = hard_program()
    limits = limits_for(program, 5.0, None, 0)
    assert limits is not None
    solution = solve_loaded(Failing(AT_THE_LIMIT), 60, 8, limited(limits.nodes or 0))
    assert work_of(program, solution.iterations) == pytest.approx(5.0, rel=0.1)


@pytest.mark.parametrize(
    "text", ["HighsModelStatus unimplemented: 1 [INTERNAL]", "HighsModelStatus unimplemented: 160 [INTERNAL]", ""]
)
def test_other_errors_are_raised(text: str) -> None:
    with pytest.raises(RuntimeError):
        solve_loaded(Failing(text), 3, 2, limited(7))


def test_the_error_is_raised_if_there_was_no_node_limit() -> None:
    with pytest.raises(RuntimeError):
        solve_loaded(Failing(AT_THE_LIMIT), 3, 2)


@pytest.mark.parametrize("solver", [Solver.HIGHS, Solver.GSCIP])
def test_no_branch_and_bound_solver_fails_at_its_node_limit(solver: Solver) -> None:
    solution = solve_message(message_of(hard_program()), solver, Limits(nodes=5))
    assert (solution.is_optimal, solution.is_infeasible, solution.values) == (False, False, None)


def hard_program() -> Program:
    """Return equations of 60 columns that are 0 or 1, for which five nodes of branch and bound are too few."""
    entries = np.random.default_rng(1).integers(1, 100, (8, 60))
    rows, columns = np.indices(entries.shape)
    ends = entries.sum(axis=1) // 2
    none = np.zeros(0, dtype=np.int64)
    return Program(
        costs=np.zeros(60, dtype=np.int64),
        upper=np.ones(60, dtype=np.int64),
        row_low=ends,
        row_high=ends,
        rows=rows.ravel(),
        columns=columns.ravel(),
        entries=entries.ravel(),
        implied=np.zeros(60, dtype=bool),
        offset=0,
        seats=none.reshape(0, 0),
        sizes=none,
        is_exact=True,
    )
