"""An integer program, stored in arrays, and a draft to which columns and rows are added."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from seating.plan import IntArray

__all__ = ["NO_END", "Draft", "Program"]

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
        Columns that are integer in some optimal solution once the others are; they may be continuous.
    offset : int
    seats : int array, shape (choosers, choices)
        Column numbers. The columns of each chooser add up to its size; their upper bounds are 0 or that size.
    sizes : int array, shape (choosers,)
    is_exact : bool
        Whether the optimal value is the least penalty, rather than only a lower bound on it.
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

    def under(self, value: int) -> Self:
        """Return the program with one more row, the last, that allows only objective values below `value`."""
        priced = np.flatnonzero(self.costs)
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
