"""The master program: the linear program over the columns found so far.

With x_j for the fraction of column j that is used, it is::

    minimize    sum_j c_j x_j + price * sum_p (u_p + v_p)
    subject to  sum of x_j over the columns j with member p, plus u_p - v_p, equals 1    for each person p
                sum of x_j over the columns j of class k equals n_k                      for each class of tables k
                x, u, v >= 0

where n_k is the number of tables in class k, and u_p and v_p measure how far person p is left out or seated twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.math_opt.python import mathopt

from seating.plan import IntArray

__all__ = ["Column", "Master", "MasterSolution"]

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
    is_complete : bool
        Whether no person is left out or seated twice.
    iterations : int
        Simplex iterations.
    """

    value: float
    duals: FloatArray
    class_duals: FloatArray
    used: tuple[Column, ...]
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
        self._known: set[tuple[int, bytes]] = set()
        self._program = mathopt.Model()
        self._people = [self._program.add_linear_constraint(lb=1, ub=1) for _ in range(n_people)]
        self._classes = [self._program.add_linear_constraint(lb=number, ub=number) for number in numbers]
        self._taken: list[mathopt.Variable] = []
        self._off: list[mathopt.Variable] = []
        for row in self._people:
            for sign in (1, -1):
                self._off.append(self._variable(price))
                row.set_coefficient(self._off[-1], sign)
        self._solver = mathopt.IncrementalSolver(self._program, mathopt.SolverType.GLOP)

    def add(self, column: Column) -> bool:
        """Add a column; return whether it is new."""
        key = (column.class_number, column.members.tobytes())
        if key in self._known:
            return False
        self._known.add(key)
        self.columns.append(column)
        self._taken.append(self._variable(column.cost))
        for person in column.members.tolist():
            self._people[person].set_coefficient(self._taken[-1], 1)
        self._classes[column.class_number].set_coefficient(self._taken[-1], 1)
        return True

    def double_price(self) -> None:
        """Double the cost of leaving a person out or seating a person twice."""
        self.price *= 2
        for variable in self._off:
            self._program.objective.set_linear_coefficient(variable, self.price)

    def solve(self) -> MasterSolution | None:
        """Return an optimal solution for the columns so far; None if the solver fails."""
        result = self._solver.solve()
        if result.termination.reason is not mathopt.TerminationReason.OPTIMAL:
            return None
        taken = np.array(result.variable_values(self._taken))
        return MasterSolution(
            result.objective_value(),
            np.array(result.dual_values(self._people)),
            np.array(result.dual_values(self._classes)),
            tuple(self.columns[i] for i in np.flatnonzero(taken > NOTHING).tolist()),
            max(result.variable_values(self._off)) <= NOTHING,
            int(result.solve_stats.simplex_iterations),
        )

    def _variable(self, cost: int) -> mathopt.Variable:
        variable = self._program.add_variable(lb=0)
        self._program.objective.set_linear_coefficient(variable, cost)
        return variable
