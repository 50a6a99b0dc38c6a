"""Terms that are sums over tables of a function of the persons at each table: counts, presences and sums."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from seating.room.plan import IntArray
from seating.terms.base import NO_LIMIT, NOBODY, Join, Part, TermShape, positions_in


class _TableTerm(TermShape):
    """The common part of the three shapes: the shortfall is a sum over `tables`, without waived tables."""

    __slots__ = ()

    tables: IntArray

    @abstractmethod
    def at_each_table(self, tables: IntArray, n_tables: int) -> IntArray:
        """Return the shortfall at every table of the room, not only those of the term, shape (tables,).

        Parameters
        ----------
        tables : int array, shape (persons,)
            The number of the table each person sits at; -1 for none.
        n_tables : int
        """

    def shortfalls_at(self, tables: IntArray, waived: NDArray[np.bool_]) -> tuple[IntArray, IntArray]:
        """Return the tables of the term at which something is short, and how much; arguments as of `shortfall_of`."""
        at_each = np.where(waived, 0, self.at_each_table(tables, len(waived)))[self.tables]
        short = np.flatnonzero(at_each)
        return self.tables[short], at_each[short]

    def shortfall_of(self, tables: IntArray, waived: NDArray[np.bool_]) -> int:
        return int(self.shortfalls_at(tables, waived)[1].sum())

    def with_tables_merged(self, kept: IntArray, others: IntArray) -> Self | None:
        term: Any = self  # every shape is a dataclass
        tables = positions_in(kept, self.tables)  # no shortfall is negative, so the other tables may be left out
        merged: Self | None = replace(term, tables=tables) if len(tables) else None
        return merged

    @abstractmethod
    def _of_persons_in(self, part: Part) -> Self:
        """Return the term with only the persons of a part, by their numbers there."""

    def restricted(self, part: Part) -> Iterator[Any]:
        tables = part.tables_of(self.tables)
        if len(tables):
            term: Any = self._of_persons_in(part)
            yield replace(term, tables=tables)


@dataclass(frozen=True, eq=False, slots=True)
class CountTerm(_TableTerm):
    """A band for the number of group members at a table; the band may depend on another count there, the base.

    At a table with c members of the group and s members of the base, the shortfall is
    ``max(0, low[s] - c) + max(0, c - high[s])``, but 0 if ``or_none`` is true and c is 0.

    Attributes
    ----------
    group : int array, shape (members,)
    tables : int array
    low, high : int arrays of one length
        Indexed by s; the last entry also applies to every larger s. With one entry the band is constant.
    base : int array, or None
        The persons that s counts; None if the band is constant.
    or_none : bool
    """

    group: IntArray
    tables: IntArray
    low: IntArray
    high: IntArray
    base: IntArray | None = None
    or_none: bool = False

    @classmethod
    def constant(
        cls, group: IntArray, tables: IntArray, low: int = 0, high: int = NO_LIMIT, or_none: bool = False
    ) -> CountTerm:
        """Return a term with a constant band.

        Parameters
        ----------
        group : int array, shape (members,)
        tables : int array
        low, high : int
            The minimum and maximum number of members that each table may have.
        or_none : bool
            Whether a table may also have no members.
        """
        return cls(group, tables, np.array([low], dtype=np.int64), np.array([high], dtype=np.int64), None, or_none)

    @property
    def persons(self) -> IntArray:
        return self.group if self.base is None else np.concatenate([self.group, self.base])

    @property
    def counted_groups(self) -> tuple[IntArray, ...]:
        return (self.group,) if self.base is None else (self.group, self.base)

    @property
    def is_constant(self) -> bool:
        """Whether the band does not depend on a base."""
        return len(self.low) == 1

    def at_each_table(self, tables: IntArray, n_tables: int) -> IntArray:
        base = 0 if self.base is None else _counts(self.base, tables, n_tables)
        return self.shortfall_with(_counts(self.group, tables, n_tables), base)

    def shortfall_with(self, count: IntArray, base: IntArray | int = 0) -> IntArray:
        """Return the shortfall of tables with so many members of the group, and of the base."""
        entry = np.minimum(base, len(self.low) - 1)
        off = np.maximum(0, self.low[entry] - count) + np.maximum(0, count - self.high[entry])
        return np.where((count == 0) & self.or_none, 0, off)

    def content(self) -> Hashable:
        base = None if self.base is None else self.base.tobytes()
        return ("count", self.group.tobytes(), self.low.tobytes(), self.high.tobytes(), base, self.or_none)

    def renumbered(self, persons: IntArray, tables: IntArray, n_persons: int, n_tables: int) -> CountTerm:
        base = None if self.base is None else persons[self.base]
        return replace(self, group=persons[self.group], base=base, tables=tables[self.tables])

    def joined(self, join: Join) -> Iterator[CountTerm]:
        base = None if self.base is None else np.sort(join.unit[self.base])
        yield replace(self, group=np.sort(join.unit[self.group]), base=base)

    def restricted(self, part: Part) -> Iterator[CountTerm]:
        if self.low.any() or self.high.min() < len(part.persons_of(self.group)):  # else no count is outside its band
            yield from super(CountTerm, self).restricted(part)

    def _of_persons_in(self, part: Part) -> CountTerm:
        base = None if self.base is None else part.persons_of(self.base)
        entries = 1 if base is None else len(base) + 1  # no count of the base in the part is larger
        low, high = self.low[:entries], self.high[:entries]
        return replace(self, group=part.persons_of(self.group), low=low, high=high, base=base)


@dataclass(frozen=True, eq=False, slots=True)
class PresenceTerm(_TableTerm):
    """A minimum for the number of groups with a member at a table: ``max(0, low - present)`` at each table.

    Attributes
    ----------
    groups : tuple of int arrays
    tables : int array
    low : int
        The minimum number of groups that should be present.
    """

    groups: tuple[IntArray, ...]
    tables: IntArray
    low: int

    @property
    def persons(self) -> IntArray:
        return np.concatenate([NOBODY, *self.groups])

    @property
    def counted_groups(self) -> tuple[IntArray, ...]:
        return self.groups

    def at_each_table(self, tables: IntArray, n_tables: int) -> IntArray:
        present = np.zeros(n_tables, np.int64)
        for group in self.groups:
            present += _counts(group, tables, n_tables) > 0
        return np.maximum(0, self.low - present)

    def shortfall_bound(self, may_be_empty: NDArray[np.bool_]) -> int:
        needed = self.low * int((~may_be_empty[self.tables]).sum())
        possible = sum(min(len(group), len(self.tables)) for group in self.groups)
        return max(0, needed - possible)

    def content(self) -> Hashable:
        return ("presence", tuple(group.tobytes() for group in self.groups), self.low)

    def renumbered(self, persons: IntArray, tables: IntArray, n_persons: int, n_tables: int) -> PresenceTerm:
        return replace(self, groups=tuple(persons[group] for group in self.groups), tables=tables[self.tables])

    def joined(self, join: Join) -> Iterator[PresenceTerm]:
        yield replace(self, groups=tuple(np.unique(join.unit[group]) for group in self.groups))

    def _of_persons_in(self, part: Part) -> PresenceTerm:
        groups = (part.persons_of(group) for group in self.groups)
        return replace(self, groups=tuple(group for group in groups if len(group)))


@dataclass(frozen=True, eq=False, slots=True)
class SumTerm(_TableTerm):
    """A limit on the absolute value of a sum of numbers over the persons at a table.

    At each table: ``ceil(max(0, |sum of values| - sum of allowances) / unit)``.

    Attributes
    ----------
    values, allowances : int arrays, shape (persons,)
        Zero for persons who do not count.
    unit : int
        The size of one unit of shortfall, in the scale of `values`.
    tables : int array
    """

    values: IntArray
    allowances: IntArray
    unit: int
    tables: IntArray

    @property
    def persons(self) -> IntArray:
        return np.flatnonzero((self.values != 0) | (self.allowances != 0)).astype(np.int64)

    @property
    def amounts(self) -> tuple[IntArray, ...]:
        return self.values, self.allowances

    def at_each_table(self, tables: IntArray, n_tables: int) -> IntArray:
        total, allowed = np.zeros((2, n_tables + 1), np.int64)  # the last entry is for those without a seat
        np.add.at(total, tables, self.values)
        np.add.at(allowed, tables, self.allowances)
        return (-(-np.maximum(0, np.abs(total) - allowed) // self.unit))[:-1]

    def content(self) -> Hashable:
        return ("sum", self.values.tobytes(), self.allowances.tobytes(), self.unit)

    def renumbered(self, persons: IntArray, tables: IntArray, n_persons: int, n_tables: int) -> SumTerm:
        values, allowances = np.zeros((2, n_persons), np.int64)
        values[persons], allowances[persons] = self.values, self.allowances
        return SumTerm(values, allowances, self.unit, tables[self.tables])

    def joined(self, join: Join) -> Iterator[SumTerm]:
        values, allowances = np.zeros((2, join.n_units), np.int64)
        np.add.at(values, join.unit, self.values)
        np.add.at(allowances, join.unit, self.allowances)
        yield SumTerm(values, allowances, self.unit, self.tables)

    def _of_persons_in(self, part: Part) -> SumTerm:
        return replace(self, values=self.values[part.persons], allowances=self.allowances[part.persons])


def _counts(group: IntArray, tables: IntArray, n_tables: int) -> IntArray:
    """Return how many of a group sit at each table, shape (tables,)."""
    seated = np.bincount(tables[group] + 1, minlength=n_tables + 1)  # entry 0 is for those without a seat
    return seated[1:].astype(np.int64)
