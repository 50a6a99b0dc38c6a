"""A solver that is stopped by its limit has found nothing; its errors are raised."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from seating.engines.lower_bound.mathopt import (
    Limits,
    Solver,
    message_of,
    solve_loaded,
    solve_message,
)
from seating.engines.lower_bound.program import Program


class Failing:
    """A solver that raises an error with this text."""

    def __init__(self, text: str) -> None:
        self._text = text

    def solve(self, *_: Any) -> None:
        raise RuntimeError(self._text)


def test_errors_are_raised() -> None:
    with pytest.raises(RuntimeError):
        solve_loaded(Failing("HighsModelStatus unimplemented: 1 [INTERNAL]"), 3, 2)


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
