"""Neutral terms: the few shapes of cost in which requirements are told to engines.

A requirement kind is rewritten into these, and every engine reads nothing else. Numbers of people
are positions in `Room.persons` (people, then staff), numbers of tables positions in `Room.tables`.
A term that is a sum over tables costs nothing at an empty table that may stay empty; the model
knows which those are, so terms need not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from seating.plan import IntArray

__all__ = [
    "NO_LIMIT",
    "CompanyTerm",
    "CountTerm",
    "FixedTerm",
    "PartedTerm",
    "PlaceTerm",
    "PresenceTerm",
    "SharedTerm",
    "SpreadTerm",
    "SumTerm",
    "Term",
]

NO_LIMIT = 2**30
"""Upper end of a band that has none."""


NOBODY: IntArray = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, eq=False, slots=True)
class CountTerm:
    """How many of a group sit at a table, held to a band that may depend on who else sits there.

    At each table, with c of the group and s of the base there, the shortfall is
    ``max(0, low[s] - c) + max(0, c - high[s])``, but 0 when ``or_none`` and c is 0.

    Attributes
    ----------
    group : int array, shape (members,)
    tables : int array
    low, high : int arrays of one length
        Indexed by s; the last entry stands for every larger s. One entry: the band is constant.
    base : int array, or None
        The people s counts; None when the band is constant.
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
        """Return a term whose band is the same whoever else sits there."""
        return cls(group, tables, np.array([low], dtype=np.int64), np.array([high], dtype=np.int64), None, or_none)

    @property
    def persons(self) -> IntArray:
        """The numbers of those whose seats matter to it, perhaps with repeats."""
        return self.group if self.base is None else np.concatenate([self.group, self.base])


@dataclass(frozen=True, eq=False, slots=True)
class PresenceTerm:
    """How many of several groups have anybody at a table: ``max(0, low - present)`` at each table."""

    groups: tuple[IntArray, ...]
    tables: IntArray
    low: int

    @property
    def persons(self) -> IntArray:
        """The numbers of those whose seats matter to it, perhaps with repeats."""
        return np.concatenate([NOBODY, *self.groups])


@dataclass(frozen=True, eq=False, slots=True)
class SpreadTerm:
    """How many of these tables a group uses: ``max(0, used - high)``, once."""

    group: IntArray
    tables: IntArray
    high: int

    @property
    def persons(self) -> IntArray:
        """The numbers of those whose seats matter to it, perhaps with repeats."""
        return self.group


@dataclass(frozen=True, eq=False, slots=True)
class SumTerm:
    """The sum of a number over a table, kept near zero.

    At each table: ``ceil(max(0, |sum of values| - sum of allowances) / unit)``.

    Attributes
    ----------
    values, allowances : int arrays, shape (persons,)
        Zero for whoever does not count.
    unit : int
        What one unit of shortfall is in the scale of `values`.
    """

    values: IntArray
    allowances: IntArray
    unit: int
    tables: IntArray

    @property
    def persons(self) -> IntArray:
        """The numbers of those whose seats matter to it, perhaps with repeats."""
        return np.flatnonzero((self.values != 0) | (self.allowances != 0)).astype(np.int64)


@dataclass(frozen=True, eq=False, slots=True)
class SharedTerm:
    """Pairs that cost something when they share one of these tables.

    Attributes
    ----------
    pairs : int array, shape (pairs, 2)
    costs : int array, shape (pairs,)
    tables : int array
    """

    pairs: IntArray
    costs: IntArray
    tables: IntArray

    @property
    def persons(self) -> IntArray:
        """The numbers of those whose seats matter to it, perhaps with repeats."""
        return self.pairs.ravel()


@dataclass(frozen=True, eq=False, slots=True)
class PartedTerm:
    """Pairs that cost something when they sit at different tables, at least one of the two at these.

    Shapes as for `SharedTerm`.
    """

    pairs: IntArray
    costs: IntArray
    tables: IntArray

    @property
    def persons(self) -> IntArray:
        """The numbers of those whose seats matter to it, perhaps with repeats."""
        return self.pairs.ravel()


@dataclass(frozen=True, eq=False, slots=True)
class PlaceTerm:
    """What it costs that a person sits at a table.

    Attributes
    ----------
    people : int array, shape (rows,)
    costs : int array, shape (rows, tables of the room)
    """

    people: IntArray
    costs: IntArray

    @property
    def persons(self) -> IntArray:
        """The numbers of those whose seats matter to it, perhaps with repeats."""
        return self.people


@dataclass(frozen=True, slots=True)
class FixedTerm:
    """A shortfall that no seating changes."""

    shortfall: int

    @property
    def persons(self) -> IntArray:
        """The numbers of those whose seats matter to it, perhaps with repeats."""
        return NOBODY


Term = CountTerm | PresenceTerm | SpreadTerm | SumTerm | SharedTerm | PartedTerm | PlaceTerm | FixedTerm


@dataclass(frozen=True, eq=False, slots=True)
class CompanyTerm:
    """What it costs in which of several rounds two people share a table; it is no term of one round.

    Attributes
    ----------
    kinds : mapping of two ids of people, sorted, to int
        The row of `costs` that is about them; pairs left out have row 0.
    costs : int array, shape (rows, 2 ** rounds)
        The shortfall, all rounds together, of a pair that shares a table in exactly the rounds whose bits are set:
        1 is the first of the rounds, 2 the second, 4 the third, ….
    """

    kinds: Mapping[tuple[str, str], int]
    costs: IntArray
