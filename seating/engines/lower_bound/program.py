"""Integer programs in arrays: a draft to which columns and rows are added, and the bound that duals prove.

For any multipliers y of the rows, ``y @ b + min (costs - y A) x`` over all x within their bounds is a lower bound on
the objective (weak duality). The minimum is simple: each chooser contributes its cheapest choice, and every other
column the cheaper of its bounds. `certified_bound` computes it in integers, so the result is valid however the solver
rounded. See A. Neumaier and O. Shcherbina, "Safe bounds in linear and mixed-integer linear programming", Mathematical
Programming 99 (2004), 283-296.

The same sum shows how much a column adds to that bound at least. `fix_columns` removes those that add too much.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from seating.room.plan import IntArray

NO_END = 2**60
"""Upper bound of a row that has none; negated, the lower bound of a row that has none."""


@dataclass(frozen=True, eq=False, slots=True)
class Program:
    """Minimize ``offset + costs @ x`` subject to ``row_low <= A x <= row_high``, ``0 <= x <= upper``, x integer.

    All coefficients are integers, so certificates can be computed without rounding.

    Attributes
    ----------
    costs, upper : int arrays, shape (columns,)
    row_low, row_high : int arrays, shape (rows,)
    rows, columns, entries : int arrays, shape (entries,)
        The nonzero entries of A, sorted by row and column, each position at most once.
    implied : bool array, shape (columns,)
        Columns that are integer in some optimal solution once the others are, so they may be continuous.
    offset : int
    seats : int array, shape (choosers, choices)
        Column numbers. The columns of each chooser add up to its size; their upper bounds are 0 or that size.
    sizes : int array, shape (choosers,)
    is_exact : bool
        Whether the optimal value is the lowest penalty, rather than only a lower bound on it.
    """

    costs: IntArray
    upper: IntArray
    row_low: IntArray
    row_high: IntArray
    rows: IntArray
    columns: IntArray
    entries: IntArray
    implied: NDArray[np.bool_]
    offset: int
    seats: IntArray
    sizes: IntArray
    is_exact: bool

    def below(self, value: int) -> Self:
        """Return the program with one more row, the last, that allows only objective values below `value`."""
        priced = np.flatnonzero((self.costs != 0) & (self.upper > 0))
        return replace(
            self,
            row_low=np.append(self.row_low, -NO_END),
            row_high=np.append(self.row_high, value - 1 - self.offset),
            rows=np.append(self.rows, np.full(len(priced), len(self.row_low))),
            columns=np.append(self.columns, priced),
            entries=np.append(self.entries, self.costs[priced]),
        )


class Draft:
    """A program under construction."""

    def __init__(self) -> None:
        self.offset = 0
        self.is_exact = True
        self._n_columns = 0
        self._n_rows = 0
        self._columns: list[tuple[IntArray, IntArray, NDArray[np.bool_]]] = []
        self._ends: list[tuple[IntArray, IntArray]] = []
        self._entries: list[tuple[IntArray, IntArray, IntArray]] = []

    def add_columns(self, upper: Any, cost: Any = 0, implied: bool = False) -> IntArray:
        """Add a column with ``0 <= x <= upper`` for each number in `upper`; return their numbers in the same shape."""
        upper = np.asarray(upper, dtype=np.int64)
        costs = np.broadcast_to(np.asarray(cost, dtype=np.int64), upper.shape).ravel()
        self._columns.append((costs, upper.ravel(), np.full(upper.size, implied)))
        self._n_columns += upper.size
        return np.arange(self._n_columns - upper.size, self._n_columns, dtype=np.int64).reshape(upper.shape)

    def add_rows(self, low: Any, high: Any, *sums: tuple[IntArray, Any]) -> None:
        """Add rows ``low <= sum of factors * columns <= high``, one for each first index of the columns.

        Parameters
        ----------
        low, high : int or int array, shape (rows,)
        *sums : pairs of columns, shape (rows, any) or (rows,), and factors that broadcast to that shape
        """
        n_rows = len(sums[0][0])
        if not n_rows:
            return
        numbers = np.arange(self._n_rows, self._n_rows + n_rows, dtype=np.int64)
        self._n_rows += n_rows
        self._ends.append((_ends(low, n_rows), _ends(high, n_rows)))
        for columns, factors in sums:
            wide = columns.reshape(n_rows, -1)
            factors = np.asarray(factors, dtype=np.int64)
            factors = factors.reshape(n_rows, -1) if factors.shape == (n_rows,) and columns.ndim == 1 else factors
            kept = np.broadcast_to(factors, wide.shape)
            rows = np.broadcast_to(numbers[:, None], wide.shape)
            nonzero = kept != 0
            self._entries.append((rows[nonzero], wide[nonzero], kept[nonzero]))

    def finish(self, seats: IntArray, sizes: IntArray) -> Program:
        """Return the program; entries at the same position are added up. The parameters are attributes of `Program`."""
        none = np.zeros(0, dtype=np.int64)
        no_flags = np.zeros(0, dtype=bool)
        costs, upper, implied = (np.concatenate(p) for p in zip(*self._columns, (none, none, no_flags), strict=True))
        low, high = (np.concatenate(parts) for parts in zip(*self._ends, (none, none), strict=True))
        rows, columns, entries = (np.concatenate(p) for p in zip(*self._entries, (none, none, none), strict=True))
        places, inverse = np.unique(rows * max(1, self._n_columns) + columns, return_inverse=True)
        added = np.zeros(len(places), dtype=np.int64)
        np.add.at(added, inverse, entries)
        rows, columns = np.divmod(places, max(1, self._n_columns))
        kept = added != 0
        matrix = rows[kept], columns[kept], added[kept]
        return Program(costs, upper, low, high, *matrix, implied, self.offset, seats, sizes, self.is_exact)


def _ends(end: Any, n_rows: int) -> IntArray:
    return np.broadcast_to(np.asarray(end, dtype=np.int64), (n_rows,)).copy()


MOST_BITS = 40
"""Maximum number of binary places to which multipliers are rounded."""

LARGEST_SUM = 2.0**61
"""Limit on sums, so that they fit into 64 bits."""


def certified_bound(program: Program, duals: NDArray[np.float64]) -> int:
    """Return an integer lower bound on the value of every solution of a program.

    Parameters
    ----------
    program : Program
    duals : float array, shape (rows,)
        Duals of the LP relaxation, as a solver found them. Any numbers give a valid bound; better duals give a better
        one.
    """
    certificate = _certify(program, duals)
    return -(-certificate.value >> certificate.bits)


def fix_columns(program: Program, value: int, duals: NDArray[np.float64]) -> Program:
    """Return a program without the columns that no solution with an objective below `value` uses.

    The upper bound of such a column becomes 0, and its entries are left out. Other upper bounds are lowered where a
    solution below `value` cannot use more; those of `seats` stay 0 or the size of the chooser.

    Parameters
    ----------
    program : Program
    value : int
    duals : float array, shape (rows,)
        As for `certified_bound`: the result is valid for any numbers, and better duals fix more columns.

    Notes
    -----
    This is reduced-cost fixing: G. Dantzig, R. Fulkerson and S. Johnson, "Solution of a large-scale traveling-salesman
    problem", Operations Research 2 (1954), 393-410. docs/reference/search-measurements.md has what it saves.
    """
    certificate = _certify(program, duals)
    slack = min(max(0, ((value - 1) << certificate.bits) - certificate.value), int(LARGEST_SUM))
    units = np.full(len(program.costs), NO_END, dtype=np.int64)  # how many of a column fit into the slack
    adds = certificate.added > 0
    units[adds] = slack // certificate.added[adds]
    chosen = np.zeros(len(program.costs), dtype=bool)
    chosen[program.seats] = True
    upper = np.where(chosen & (units > 0), program.upper, np.minimum(program.upper, units))
    kept = upper[program.columns] > 0
    matrix = {name: getattr(program, name)[kept] for name in ("rows", "columns", "entries")}
    return replace(program, upper=upper, **matrix)


def value_of(program: Program, values: NDArray[np.float64]) -> int | None:
    """Return the value of a solution rounded to integers; None if the rounded solution violates a row or a bound."""
    whole = np.rint(values).astype(np.int64)
    sums = np.zeros(len(program.row_low), dtype=np.int64)
    np.add.at(sums, program.rows, program.entries * whole[program.columns])
    holds = (program.row_low <= sums) & (sums <= program.row_high)
    within = (whole >= 0) & (whole <= program.upper)
    return program.offset + _dot(program.costs, whole) if holds.all() and within.all() else None


def _places(program: Program, duals: NDArray[np.float64]) -> int:
    """Return to how many binary places multipliers can be rounded without overflow; negative if to none."""
    per_column = np.bincount(program.columns, np.abs(program.entries).astype(float), minlength=len(program.costs))
    largest = float(np.abs(duals).max(initial=0.0)) * float(per_column.max(initial=0.0))
    largest += float(np.abs(program.costs).max(initial=0)) + 1.0
    return min(MOST_BITS, math.floor(math.log2(LARGEST_SUM / largest)))


class _Certificate(NamedTuple):
    """What duals prove, in multiples of 2 to the power of minus `bits`.

    Attributes
    ----------
    value : int
        Lower bound on the objective.
    added : int array, shape (columns,)
        By how much the bound rises for each unit of a column.
    bits : int
    """

    value: int
    added: IntArray
    bits: int


def _certify(program: Program, duals: NDArray[np.float64]) -> _Certificate:
    """Return the minimum of ``duals @ b + reduced costs @ x`` over all x within their bounds that seat every person."""
    duals = np.where(np.isfinite(duals), duals, 0.0)
    duals = np.where((duals > 0) & (program.row_low <= -NO_END), 0.0, duals)
    duals = np.where((duals < 0) & (program.row_high >= NO_END), 0.0, duals)
    bits = _places(program, duals)
    if bits < 0:
        duals, bits = np.zeros_like(duals), 0
    multipliers = np.rint(np.ldexp(duals, bits)).astype(np.int64)
    ends = np.where(multipliers > 0, program.row_low, np.where(multipliers < 0, program.row_high, 0))
    reduced = program.costs << bits
    np.subtract.at(reduced, program.columns, program.entries * multipliers[program.rows])
    added = np.maximum(reduced, 0)
    others = np.ones(len(reduced), dtype=bool)
    others[program.seats] = False
    falling = np.flatnonzero(others & (reduced < 0))
    barred = program.upper[program.seats] == 0
    nowhere = barred.all(axis=1)  # the program is infeasible then, so any number is a bound
    cheapest = np.where(barred, np.iinfo(np.int64).max, reduced[program.seats]).min(axis=1)
    cheapest = np.where(nowhere, 0, cheapest)
    added[program.seats] = np.where(barred, 0, reduced[program.seats] - cheapest[:, None])
    value = (program.offset << bits) + _dot(multipliers, ends)
    value += _dot(reduced[falling], program.upper[falling]) + _dot(cheapest, program.sizes)
    return _Certificate(value, added, bits)


def _dot(one: IntArray, other: IntArray) -> int:
    """Return the dot product in Python integers, which do not overflow."""
    return sum(a * b for a, b in zip(one.tolist(), other.tolist(), strict=True))
