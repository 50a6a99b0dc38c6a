"""The master program: the linear program over the columns found so far.

With x_j for the fraction of column j that is used, it is::

    minimize    sum_j c_j x_j + price * sum_p (u_p + v_p)
    subject to  sum of x_j over the columns j with member p, plus u_p - v_p, equals 1    for each person p
                sum of x_j over the columns j of class k equals n_k                      for each class of tables k
                x, u, v >= 0

where n_k is the number of tables in class k, and u_p and v_p measure how far person p is left out or seated twice.

New columns are passed to the solver as messages filled from arrays: MathOpt's Python objects took half as long as the
solver itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from ortools.math_opt import model_pb2, model_update_pb2

from seating.engines.lower_bound.mathopt import Solution, Solver, load_message, solve_loaded
from seating.room.plan import IntArray

FloatArray = NDArray[np.float64]

NOTHING = 1e-7
"""Values up to this count as zero."""


@dataclass(frozen=True, eq=False, slots=True)
class Column:
    """The set of all people at one table.

    Attributes
    ----------
    class_number : int
        The number of its class of tables.
    members : int array, ascending
    cost : int
        Penalty of the table with these members.
    """

    class_number: int
    members: IntArray
    cost: int


@dataclass(frozen=True, eq=False, slots=True)
class MasterSolution:
    """An optimal solution of the master program.

    Attributes
    ----------
    value : float
        The objective value.
    duals : float array, shape (people,)
        The dual of each person's row.
    class_duals : float array, shape (classes,)
        The dual of each class's row.
    used : tuple of Column
        The columns with a positive value.
    shares : float array, shape (used columns,)
        Their values.
    is_complete : bool
        Whether no person is left out or seated twice.
    iterations : int
        Simplex iterations.
    """

    value: float
    duals: FloatArray
    class_duals: FloatArray
    used: tuple[Column, ...]
    shares: FloatArray
    is_complete: bool
    iterations: int


class Master:
    """The master program, to which columns are added.

    Parameters
    ----------
    n_people : int
    numbers : sequence of int
        Number of tables in each class. Add a column of each class before solving.
    price : int
        Cost of leaving a person out or seating a person twice. It keeps the program feasible, and it limits the
        absolute value of each person's dual.
    """

    def __init__(self, n_people: int, numbers: Sequence[int], price: int) -> None:
        self.columns: list[Column] = []
        self.price = price
        self._n_people, self._numbers = n_people, list(numbers)
        self._known: set[tuple[int, bytes]] = set()
        self._passed = 0  # how many columns the solver has
        self._solver: Any = None
        self._is_price_passed = True

    def add(self, column: Column) -> bool:
        """Add a column; return whether it is new."""
        key = (column.class_number, column.members.tobytes())
        if key in self._known:
            return False
        self._known.add(key)
        self.columns.append(column)
        return True

    def double_price(self) -> None:
        """Double the cost of leaving a person out or seating a person twice."""
        self.price *= 2
        self._is_price_passed = False

    def solve(self) -> MasterSolution | None:
        """Return an optimal solution for the columns so far; None if the solver fails, from its last basis and anew."""
        n_off = 2 * self._n_people
        solution = None if self._solver is None else self._run(self._changes())
        if solution is None:
            self._solver, self._passed, self._is_price_passed = None, 0, True
            solution = self._run(self._program())
        if solution is None or solution.values is None or solution.duals is None:
            return None
        n = self._n_people
        off, shares = solution.values[:n_off], solution.values[n_off:]
        used = np.flatnonzero(shares > NOTHING)
        return MasterSolution(
            float(solution.objective or 0.0),
            solution.duals[:n],
            solution.duals[n:],
            tuple(self.columns[i] for i in used.tolist()),
            shares[used],
            bool(off.max(initial=0.0) <= NOTHING),
            solution.iterations,
        )

    def _run(self, message: Any) -> Solution | None:
        """Return the optimal solution after loading a program or updating it; None if the solver fails."""
        if self._solver is None:
            self._solver = load_message(message, Solver.GLOP)
        else:
            self._solver.update(message)
        n_rows = self._n_people + len(self._numbers)
        solution = solve_loaded(self._solver, 2 * self._n_people + len(self.columns), n_rows)
        return solution if solution.is_optimal else None

    def _program(self) -> Any:
        """Return the program. The variables u and v of person p have the ids 2p and 2p + 1; those of columns follow."""
        program = model_pb2.ModelProto()
        n = self._n_people
        _add_variables(program.variables, 0, 2 * n)
        ends = [1.0] * n + [float(number) for number in self._numbers]
        program.linear_constraints.ids.extend(range(len(ends)))
        program.linear_constraints.lower_bounds.extend(ends)
        program.linear_constraints.upper_bounds.extend(ends)
        off = np.arange(2 * n, dtype=np.int64)
        program.objective.linear_coefficients.ids.extend(off.tolist())
        program.objective.linear_coefficients.values.extend([float(self.price)] * (2 * n))
        self._add_columns(
            program.variables, program.linear_constraint_matrix, program.objective.linear_coefficients, off // 2, off
        )
        return program

    def _changes(self) -> Any:
        """Return what has changed since the last solve: new columns, and perhaps the price."""
        update = model_update_pb2.ModelUpdateProto()
        costs = update.objective_updates.linear_coefficients
        if not self._is_price_passed:
            costs.ids.extend(range(2 * self._n_people))
            costs.values.extend([float(self.price)] * (2 * self._n_people))
            self._is_price_passed = True
        none = np.zeros(0, dtype=np.int64)
        self._add_columns(update.new_variables, update.linear_constraint_matrix_updates, costs, none, none)
        return update

    def _add_columns(self, variables: Any, matrix: Any, costs: Any, rows: IntArray, off: IntArray) -> None:
        """Add the columns that the solver does not have yet, and the entries 1 and -1 of the variables u and v."""
        new = self.columns[self._passed :]
        first = 2 * self._n_people + self._passed
        self._passed = len(self.columns)
        _add_variables(variables, first, len(new))
        costs.ids.extend(range(first, first + len(new)))
        costs.values.extend([float(column.cost) for column in new])
        numbers = np.arange(first, first + len(new), dtype=np.int64)
        sizes = [len(column.members) for column in new]
        classes = np.array([self._n_people + column.class_number for column in new], dtype=np.int64)
        rows = np.concatenate([rows, *(column.members for column in new), classes])
        ids = np.concatenate([off, np.repeat(numbers, sizes), numbers])
        entries = np.ones(len(rows))
        entries[: len(off)] = 1.0 - 2.0 * (off % 2)
        order = np.lexsort((ids, rows))  # messages need the entries row by row
        matrix.row_ids.extend(rows[order].tolist())
        matrix.column_ids.extend(ids[order].tolist())
        matrix.coefficients.extend(entries[order].tolist())


def _add_variables(variables: Any, first: int, number: int) -> None:
    """Add variables without an upper bound."""
    variables.ids.extend(range(first, first + number))
    variables.lower_bounds.extend([0.0] * number)
    variables.upper_bounds.extend([float("inf")] * number)
    variables.integers.extend([False] * number)
