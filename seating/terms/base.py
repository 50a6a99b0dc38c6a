"""The operations that every shape of term has."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

from seating.room.plan import IntArray

NO_LIMIT = 2**30
"""The upper end of a band without an upper limit."""

NOBODY: IntArray = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, eq=False)
class Part:
    """Some tables of a room with the persons who sit there, or will; everyone else keeps their seat.

    Attributes
    ----------
    persons, tables : int arrays
        The numbers of the persons and tables in the room, in ascending order.
    seats : int array, shape (persons of the room,)
        The table of each person of the room, -1 for none. Only those of persons outside the part are read. They sit at
        tables outside the part, or nowhere.
    n_tables : int
        The number of tables of the room.
    """

    persons: IntArray
    tables: IntArray
    seats: IntArray
    n_tables: int

    @cached_property
    def person_number(self) -> IntArray:
        """The number of each person in the part, -1 for a person outside it, shape (persons of the room,)."""
        return _numbers_in(self.persons, len(self.seats))

    @cached_property
    def table_number(self) -> IntArray:
        """The number of each table in the part, -1 for a table outside it, shape (tables of the room,)."""
        return _numbers_in(self.tables, self.n_tables)

    @cached_property
    def seats_outside(self) -> IntArray:
        """The table of each person outside the part; -1 for those inside it and for those without a seat."""
        return np.where(self.person_number < 0, self.seats, -1)

    def persons_of(self, group: IntArray) -> IntArray:
        """Return the members of a group who are in the part, by their numbers in the part."""
        return _kept(self.person_number[group])

    def tables_of(self, tables: IntArray) -> IntArray:
        """Return those of some tables that are in the part, by their numbers in the part.

        Many terms have the same array of tables. It is read once, and the terms of the part have the same array again.
        """
        found = self._found_tables.get(id(tables))
        if found is None:
            found = self._found_tables[id(tables)] = (tables, _kept(self.table_number[tables]))
        return found[1]

    @cached_property
    def _found_tables(self) -> dict[int, tuple[IntArray, IntArray]]:
        """The arrays of tables that were read, by identity, each with what was found in it."""
        return {}


@dataclass(frozen=True, eq=False)
class Join:
    """Persons joined to units: the members of a unit sit at one table.

    Attributes
    ----------
    unit : int array, shape (persons of the room,)
        The number of each person's unit.
    n_units, n_tables : int
        How many units and tables there are.
    """

    unit: IntArray
    n_units: int
    n_tables: int

    def total(self, persons: IntArray, amounts: IntArray) -> tuple[IntArray, IntArray]:
        """Return the units of some persons, each once, and the sum of the amounts of the persons of each.

        Parameters
        ----------
        persons : int array, shape (rows,)
        amounts : int array, shape (rows, ...)
        """
        units, row = np.unique(self.unit[persons], return_inverse=True)
        found = np.zeros((len(units), *amounts.shape[1:]), dtype=np.int64)
        np.add.at(found, row.reshape(-1), amounts)
        return units, found


class TermShape(ABC):
    """The operations of a term. Terms are immutable."""

    __slots__ = ()

    @property
    @abstractmethod
    def persons(self) -> IntArray:
        """The numbers of the persons whose seats matter to the term, perhaps with repeats."""

    @property
    def counted_groups(self) -> tuple[IntArray, ...]:
        """The groups whose members the term counts, as person numbers; empty for shapes that count none."""
        return ()

    @property
    def amounts(self) -> tuple[IntArray, ...]:
        """The numbers that the term adds up over persons, each of shape (persons,); most shapes have none."""
        return ()

    @abstractmethod
    def shortfall_of(self, tables: IntArray, waived: NDArray[np.bool_]) -> int:
        """Return the shortfall of a seating, computed from scratch.

        Parameters
        ----------
        tables : int array, shape (persons,)
            The number of the table each person sits at; -1 for a person without a seat, who counts at no table and
            costs nothing, alone or in a pair.
        waived : bool array, shape (tables,)
            Tables that are empty and may be empty; terms that are sums over tables cost nothing there.
        """

    def shortfall_bound(self, may_be_empty: NDArray[np.bool_]) -> int:
        """Return a lower bound on the shortfall of every seating, by arithmetic on this term alone.

        Parameters
        ----------
        may_be_empty : bool array, shape (tables,)
        """
        return 0

    def content(self) -> Hashable | None:
        """Return a key for what the term demands at each of its tables, without the tables themselves.

        Two terms of equal content and price can be merged into one term at the tables of both. The content is None for
        a term that is not a sum over tables, which cannot be merged.
        """
        return None

    def feasibility_marks(self, n_persons: int) -> Iterator[IntArray]:
        """Yield arrays of shape (persons,) that distinguish the persons that the term distinguishes as a must.

        If two persons have equal entries in every array, swapping their seats never changes whether the
        shortfall is 0. It may change how large the shortfall is.
        """
        for group in self.counted_groups:
            yield times_in(group, n_persons)
        yield from self.amounts

    @abstractmethod
    def renumbered(self, persons: IntArray, tables: IntArray, n_persons: int, n_tables: int) -> Self:
        """Return the term in a larger room of which this term's room is a part.

        Parameters
        ----------
        persons : int array, shape (persons of the term's room,)
            The number of each person in the larger room.
        tables : int array, shape (tables of the term's room,)
            The number of each table in the larger room.
        n_persons, n_tables : int
            How many there are in the larger room.
        """

    @abstractmethod
    def restricted(self, part: Part) -> Iterator[TermShape]:
        """Yield terms that cost what this term costs for every seating of a part of the room, up to a constant.

        Parameters
        ----------
        part : Part
        """

    @abstractmethod
    def joined(self, join: Join) -> Iterator[TermShape]:
        """Yield terms over units that cost what this term costs for every seating in which no unit is parted.

        A unit occurs in a group as often as the group has members in the unit.
        """

    @abstractmethod
    def with_tables_merged(self, kept: IntArray, others: IntArray) -> Self | None:
        """Return a relaxation of the term in which one large table stands for all `others`.

        A seating costs no more in the relaxed term than in this one. In the new numbers the tables `kept` come
        first, in their order, and the merged table is the last.

        Parameters
        ----------
        kept : int array
            Numbers of tables, in ascending order.
        others : int array
            The numbers of all other tables, in ascending order; at least one.

        Returns
        -------
        Self or None
            None if nothing is left of the term.
        """


def times_in(group: IntArray, n_persons: int) -> IntArray:
    """Return how often each person occurs in a group, shape (persons,)."""
    return np.bincount(group, minlength=n_persons).astype(np.int64)


def number_in_order(keys: Iterable[Hashable]) -> IntArray:
    """Return a number for each key: 0, 1, … in the order in which different keys occur first.

    >>> number_in_order("abac").tolist()
    [0, 1, 0, 2]
    """
    number: dict[Hashable, int] = {}
    return np.array([number.setdefault(key, len(number)) for key in keys], dtype=np.int64)


def _numbers_in(kept: IntArray, total: int) -> IntArray:
    """Return the position in `kept` of each number below `total`; -1 for those that are not in it."""
    numbers = np.full(total, -1, dtype=np.int64)
    numbers[kept] = np.arange(len(kept))
    return numbers


def _kept(numbers: IntArray) -> IntArray:
    return numbers[numbers >= 0]


def are_at(seats: IntArray, tables: IntArray) -> NDArray[np.bool_]:
    """Return whether each seat is at one of some tables, as `np.isin` does in ten times the time.

    Parameters
    ----------
    seats : int array
        Numbers of tables; -1 for no seat.
    tables : int array

    >>> are_at(np.array([0, 2, -1, 5]), np.array([2, 3])).tolist()
    [False, True, False, False]
    """
    after = int(tables.max(initial=-1)) + 1
    there = np.zeros(after + 1, dtype=np.bool_)  # its last entry is for all later tables, and for no seat
    there[tables] = True
    return there[np.minimum(seats, after)]


def positions_in(kept: IntArray, tables: IntArray) -> IntArray:
    """Return the positions in `kept`, which is in ascending order, of those `tables` that are in it."""
    return np.searchsorted(kept, tables[np.isin(tables, kept)]).astype(np.int64)
