"""Two ways to add up changes of shortfalls at every table: in points of all requirements, or in units of each."""

from __future__ import annotations

from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from seating.room.plan import IntArray

LARGEST_COST = 2**52
"""Limit on the cost of one sum at one table, so that no total overflows 64 bits."""


class Tally(Protocol):
    """Adds up changes.

    Attributes
    ----------
    found : int array, shape (..., tables)
    """

    found: IntArray

    def add(self, requirement: int, units: IntArray, price: IntArray | int) -> None:
        """Add units of one requirement's shortfall.

        Parameters
        ----------
        requirement : int
        units : int array, shape (tables,)
        price : int array, shape (tables,), or int
            The price of a unit, 0 at a table that the requirement is not about.
        """

    def add_at(self, requirements: IntArray, tables: IntArray, units: IntArray, prices: IntArray) -> None:
        """Add units of shortfalls, each at one table.

        Parameters
        ----------
        requirements, tables, units : int arrays, shape (entries,)
        prices : int array, shape (entries,)
            The price of a unit.
        """

    def add_rows(self, requirements: IntArray, units: IntArray, prices: IntArray) -> None:
        """Add units of the shortfalls of several requirements.

        Parameters
        ----------
        requirements : int array, shape (rows, tables) or (rows, 1)
            The number of requirements, where a row is about none.
        units : int array, shape (rows, tables) or (rows, 1)
        prices : int array, shape (rows, tables) or (rows, 1)
            The price of a unit.
        """

    def add_sum(self, requirement: int, units: IntArray, price: IntArray) -> None:
        """Add the shortfall of a sum, which may be very large; with a negative price, subtract it.

        Parameters
        ----------
        requirement : int
        units : int array, shape (tables,)
        price : int array, shape (tables,)
        """

    def part(self, at: NDArray[np.bool_]) -> Self:
        """Return an empty tally of these tables only."""


class Points:
    """Adds up the cost at each table; `found` has shape (tables,)."""

    def __init__(self, n_tables: int) -> None:
        self.found = np.zeros(n_tables, dtype=np.int64)

    def part(self, at: NDArray[np.bool_]) -> Points:
        """Return an empty tally of these tables only."""
        return Points(int(at.sum()))

    def add(self, requirement: int, units: IntArray, price: IntArray | int) -> None:
        """Add the cost of these units."""
        self.found += price * units

    def add_at(self, requirements: IntArray, tables: IntArray, units: IntArray, prices: IntArray) -> None:
        """Add the cost of these units."""
        np.add.at(self.found, tables, prices * units)

    def add_rows(self, requirements: IntArray, units: IntArray, prices: IntArray) -> None:
        """Add the cost of these units."""
        self.found += (units * prices).sum(axis=0)

    def add_sum(self, requirement: int, units: IntArray, price: IntArray) -> None:
        """Add the cost of these units, each limited to `LARGEST_COST`: only sums can be very large."""
        self.found += price * np.minimum(units, LARGEST_COST // np.maximum(1, np.abs(price)))


class Units:
    """Adds up units of shortfall; `found` has shape (requirements + 1, tables), and its last row means nothing."""

    def __init__(self, n_requirements: int, n_tables: int) -> None:
        self.found = np.zeros((n_requirements + 1, n_tables), dtype=np.int64)

    def part(self, at: NDArray[np.bool_]) -> Units:
        """Return an empty tally of these tables only."""
        return Units(len(self.found) - 1, int(at.sum()))

    def add(self, requirement: int, units: IntArray, price: IntArray | int) -> None:
        """Add these units where a unit has a price."""
        self.found[requirement] += units * np.sign(price)

    def add_at(self, requirements: IntArray, tables: IntArray, units: IntArray, prices: IntArray) -> None:
        """Add these units."""
        np.add.at(self.found, (requirements, tables), units)

    def add_rows(self, requirements: IntArray, units: IntArray, prices: IntArray) -> None:
        """Add these units to their requirements."""
        n_tables = self.found.shape[1]
        cells = requirements * n_tables + np.arange(n_tables)
        np.add.at(self.found.reshape(-1), cells.reshape(-1), np.broadcast_to(units, cells.shape).reshape(-1))

    def add_sum(self, requirement: int, units: IntArray, price: IntArray) -> None:
        """Add these units, or subtract them where the price is negative."""
        self.add(requirement, units, price)
