"""Terms about the whole room: the number of tables a group uses, the cost of each seat, and fixed shortfalls."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from seating.room.plan import IntArray
from seating.terms.base import NO_LIMIT, NOBODY, Join, Part, TermShape, number_in_order, positions_in


@dataclass(frozen=True, eq=False, slots=True)
class SpreadTerm(TermShape):
    """How many of these tables a group uses: ``cost * max(0, used - high)``, and `first` more if that is above 0.

    Attributes
    ----------
    group : int array, shape (members,)
    tables : int array
    high : int
    cost : int
        The shortfall of each table above `high`.
    first : int
        What the first of them adds to that.
    """

    group: IntArray
    tables: IntArray
    high: int
    cost: int = 1
    first: int = 0

    @property
    def persons(self) -> IntArray:
        return self.group

    @property
    def counted_groups(self) -> tuple[IntArray, ...]:
        return (self.group,)

    def shortfall_of(self, tables: IntArray, waived: NDArray[np.bool_]) -> int:
        return self._shortfall_at(len(np.intersect1d(tables[self.group], self.tables)))

    def _shortfall_at(self, used: int) -> int:
        return self.cost * max(0, used - self.high) + self.first * (used > self.high)

    def shortfall_bound(self, may_be_empty: NDArray[np.bool_]) -> int:
        everywhere = len(self.tables) == len(may_be_empty)
        return self._shortfall_at(1) if everywhere and len(self.group) else 0

    def renumbered(self, persons: IntArray, tables: IntArray, n_persons: int, n_tables: int) -> SpreadTerm:
        return replace(self, group=persons[self.group], tables=tables[self.tables])

    def joined(self, join: Join) -> Iterator[SpreadTerm]:
        yield replace(self, group=np.unique(join.unit[self.group]))

    def restricted(self, part: Part) -> Iterator[SpreadTerm]:
        group, tables = part.persons_of(self.group), part.tables_of(self.tables)
        if len(group) and len(tables):
            used = np.intersect1d(part.seats_outside[self.group], self.tables)
            first = self.first if len(used) <= self.high else 0  # otherwise it is due in any case
            yield SpreadTerm(group, tables, max(0, self.high - len(used)), self.cost, first)

    def with_tables_merged(self, kept: IntArray, others: IntArray) -> SpreadTerm | None:
        tables = positions_in(kept, self.tables)
        if np.isin(others, self.tables).all():  # otherwise a member at the merged table may use none of these tables
            tables = np.append(tables, len(kept))
        return replace(self, tables=tables) if len(tables) else None


@dataclass(frozen=True, eq=False, slots=True)
class PlaceTerm(TermShape):
    """The cost of each person at each table. Tables at which every person costs the same share a column.

    Attributes
    ----------
    people : int array, shape (rows,)
    costs : int array, shape (rows, columns)
    column : int array, shape (tables of the room,)
        The column of each table. Every column has at least one table.
    """

    people: IntArray
    costs: IntArray
    column: IntArray

    @classmethod
    def of(cls, people: IntArray, costs: IntArray) -> PlaceTerm:
        """Return the term of the costs at each table.

        Parameters
        ----------
        people : int array, shape (rows,)
        costs : int array, shape (rows, tables of the room)
        """
        return cls(people, *equal_columns_of(costs))

    @classmethod
    def by_column(cls, people: IntArray, costs: IntArray, column: IntArray) -> PlaceTerm:
        """Return the term of the costs in columns that tables share; columns that no table has are left out.

        Parameters
        ----------
        people : int array, shape (rows,)
        costs : int array, shape (rows, columns)
        column : int array, shape (tables of the room,)
            The column of each table.
        """
        return cls(people, costs[:, list(dict.fromkeys(column.tolist()))], number_in_order(column.tolist()))

    @property
    def costs_at_tables(self) -> IntArray:
        """The cost of each person at each table, shape (rows, tables); only for rooms where that fits the memory."""
        return self.costs[:, self.column]

    @property
    def persons(self) -> IntArray:
        return self.people

    def shortfall_of(self, tables: IntArray, waived: NDArray[np.bool_]) -> int:
        at = tables[self.people]
        return int((self.costs[np.arange(len(self.people)), self.column[at]] * (at >= 0)).sum())

    def shortfall_bound(self, may_be_empty: NDArray[np.bool_]) -> int:
        return int(self.costs.min(axis=1, initial=NO_LIMIT).sum()) if len(may_be_empty) else 0

    def feasibility_marks(self, n_persons: int) -> Iterator[IntArray]:
        barred = np.zeros((n_persons, self.costs.shape[1]), dtype=np.int64)
        np.add.at(barred, self.people, (self.costs != 0).astype(np.int64))
        yield np.unique(barred > 0, axis=0, return_inverse=True)[1].astype(np.int64).ravel()

    def renumbered(self, persons: IntArray, tables: IntArray, n_persons: int, n_tables: int) -> PlaceTerm:
        # Persons of this room never sit at the other tables, but these must not look cheaper than its own.
        most = self.costs.max(axis=1, keepdims=True, initial=0)
        column = np.full(n_tables, self.costs.shape[1], dtype=np.int64)
        column[tables] = self.column
        return PlaceTerm.by_column(persons[self.people], np.hstack([self.costs, most]), column)

    def joined(self, join: Join) -> Iterator[PlaceTerm]:
        yield PlaceTerm(*join.total(self.people, self.costs), self.column)

    def restricted(self, part: Part) -> Iterator[PlaceTerm]:
        numbers = part.person_number[self.people]
        inside = numbers >= 0
        if inside.any():
            yield PlaceTerm.by_column(numbers[inside], self.costs[inside], self.column[part.tables])

    def with_tables_merged(self, kept: IntArray, others: IntArray) -> PlaceTerm:
        least = self.costs[:, np.unique(self.column[others])].min(axis=1)
        column = np.append(self.column[kept], self.costs.shape[1])
        return PlaceTerm.by_column(self.people, np.column_stack([self.costs, least]), column)


def equal_columns_of(costs: IntArray) -> tuple[IntArray, IntArray]:
    """Return the different columns of a matrix, and the number of the column that each column equals.

    Parameters
    ----------
    costs : int array, shape (rows, tables)

    Returns
    -------
    different : int array, shape (rows, columns)
        In the order of their first tables.
    column : int array, shape (tables,)

    Examples
    --------
    >>> different, column = equal_columns_of(np.array([[0, 1, 0], [2, 2, 2]]))
    >>> different.tolist(), column.tolist()
    ([[0, 1], [2, 2]], [0, 1, 0])
    """
    column = number_in_order(each.tobytes() for each in costs.T)
    first = np.unique(column, return_index=True)[1]
    return np.ascontiguousarray(costs[:, first]), column


@dataclass(frozen=True, slots=True)
class FixedTerm(TermShape):
    """A constant shortfall, independent of the seating."""

    shortfall: int

    @property
    def persons(self) -> IntArray:
        return NOBODY

    def shortfall_of(self, tables: IntArray, waived: NDArray[np.bool_]) -> int:
        return self.shortfall

    def shortfall_bound(self, may_be_empty: NDArray[np.bool_]) -> int:
        return self.shortfall

    def renumbered(self, persons: IntArray, tables: IntArray, n_persons: int, n_tables: int) -> FixedTerm:
        return self

    def joined(self, join: Join) -> Iterator[FixedTerm]:
        yield self

    def restricted(self, part: Part) -> Iterator[FixedTerm]:
        return iter(())

    def with_tables_merged(self, kept: IntArray, others: IntArray) -> FixedTerm:
        return self
