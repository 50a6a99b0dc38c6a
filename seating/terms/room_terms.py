"""Terms about the whole room: the number of tables a group uses, the cost of each seat, and fixed shortfalls."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from seating.plan import IntArray
from seating.terms.base import NO_LIMIT, NOBODY, TermShape, positions_in

__all__ = ["FixedTerm", "PlaceTerm", "SpreadTerm"]


@dataclass(frozen=True, eq=False, slots=True)
class SpreadTerm(TermShape):
    """How many of these tables a group uses: ``max(0, used - high)``, once.

    Attributes
    ----------
    group : int array, shape (members,)
    tables : int array
    high : int
    """

    group: IntArray
    tables: IntArray
    high: int

    @property
    def persons(self) -> IntArray:
        return self.group

    @property
    def counted_groups(self) -> tuple[IntArray, ...]:
        return (self.group,)

    def shortfall_of(self, tables: IntArray, waived: NDArray[np.bool_]) -> int:
        used = np.intersect1d(tables[self.group], self.tables)
        return max(0, len(used) - self.high)

    def shortfall_bound(self, may_be_empty: NDArray[np.bool_]) -> int:
        everywhere = len(self.tables) == len(may_be_empty)
        return max(0, 1 - self.high) if everywhere and len(self.group) else 0

    def renumbered(self, persons: IntArray, tables: IntArray, n_persons: int, n_tables: int) -> SpreadTerm:
        return replace(self, group=persons[self.group], tables=tables[self.tables])

    def with_tables_merged(self, kept: IntArray, others: IntArray) -> SpreadTerm | None:
        tables = positions_in(kept, self.tables)
        if np.isin(others, self.tables).all():  # otherwise a member at the merged table may use none of these tables
            tables = np.append(tables, len(kept))
        return replace(self, tables=tables) if len(tables) else None


@dataclass(frozen=True, eq=False, slots=True)
class PlaceTerm(TermShape):
    """The cost of each person at each table.

    Attributes
    ----------
    people : int array, shape (rows,)
    costs : int array, shape (rows, tables of the room)
    """

    people: IntArray
    costs: IntArray

    @property
    def persons(self) -> IntArray:
        return self.people

    def shortfall_of(self, tables: IntArray, waived: NDArray[np.bool_]) -> int:
        at = tables[self.people]
        return int((self.costs[np.arange(len(self.people)), at] * (at >= 0)).sum())

    def shortfall_bound(self, may_be_empty: NDArray[np.bool_]) -> int:
        return int(self.costs.min(axis=1, initial=NO_LIMIT).sum()) if len(may_be_empty) else 0

    def feasibility_marks(self, n_persons: int) -> Iterator[IntArray]:
        barred = np.zeros((n_persons, self.costs.shape[1]), dtype=np.int64)
        np.add.at(barred, self.people, (self.costs != 0).astype(np.int64))
        yield np.unique(barred > 0, axis=0, return_inverse=True)[1].astype(np.int64).ravel()

    def renumbered(self, persons: IntArray, tables: IntArray, n_persons: int, n_tables: int) -> PlaceTerm:
        # Persons of this room never sit at the other tables, but these must not look cheaper than its own.
        most = self.costs.max(axis=1, keepdims=True, initial=0)
        wide = np.broadcast_to(most, (len(self.costs), n_tables)).copy()
        wide[:, tables] = self.costs
        return PlaceTerm(persons[self.people], wide)

    def with_tables_merged(self, kept: IntArray, others: IntArray) -> PlaceTerm:
        least = self.costs[:, others].min(axis=1)
        return replace(self, costs=np.column_stack([self.costs[:, kept], least]))


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

    def with_tables_merged(self, kept: IntArray, others: IntArray) -> FixedTerm:
        return self
