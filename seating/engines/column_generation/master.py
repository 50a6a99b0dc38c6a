"""Which columns to take, as a linear program: everybody in one column, each class as many as it has tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.math_opt.python import mathopt

from seating.plan import IntArray

__all__ = ["Choice", "Column", "Master"]

FloatArray = NDArray[np.float64]

NOTHING = 1e-7
"""What counts as not taken at all."""


@dataclass(frozen=True, eq=False, slots=True)
class Column:
    """One table's whole membership.

    Attributes
    ----------
    kind : int
        The number of its class.
    members : int array, rising
    cost : int
    """

    kind: int
    members: IntArray
    cost: int


@dataclass(frozen=True, eq=False, slots=True)
class Choice:
    """The best fractional choice among the columns there are.

    Attributes
    ----------
    value : float
    duals : float array, shape (people,)
    class_duals : float array, shape (classes,)
    used : tuple of Column
        Those taken, in part or whole.
    is_complete : bool
        Whether nobody is left out or seated twice.
    iterations : int
        Of the simplex method.
    """

    value: float
    duals: FloatArray
    class_duals: FloatArray
    used: tuple[Column, ...]
    is_complete: bool
    iterations: int


class Master:
    """The program, growing by columns.

    Parameters
    ----------
    n_people : int
    numbers : sequence of int
        How many tables each class has; a column of each must be added before solving.
    price : int
        What it costs to leave a person out, or to seat one twice. It keeps the program feasible and
        the duals small: no person's is larger.
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
        """Take in a column; return whether it is new."""
        key = (column.kind, column.members.tobytes())
        if key in self._known:
            return False
        self._known.add(key)
        self.columns.append(column)
        self._taken.append(self._variable(column.cost))
        for person in column.members.tolist():
            self._people[person].set_coefficient(self._taken[-1], 1)
        self._classes[column.kind].set_coefficient(self._taken[-1], 1)
        return True

    def double_price(self) -> None:
        """Make it dearer to leave somebody out, or to seat one twice."""
        self.price *= 2
        for variable in self._off:
            self._program.objective.set_linear_coefficient(variable, self.price)

    def solve(self) -> Choice | None:
        """Return the best choice of the columns so far; None should the solver fail."""
        result = self._solver.solve()
        if result.termination.reason is not mathopt.TerminationReason.OPTIMAL:
            return None
        taken = np.array(result.variable_values(self._taken))
        return Choice(
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
