"""The columns that all terms use: ``x[i, k]``, the number of persons of class i at tables of class k."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from seating.engines.lower_bound.program import NO_END, Draft, Program
from seating.model.classes import Partition, place_costs
from seating.model.model import Model
from seating.room.plan import IntArray
from seating.terms import CountTerm
from seating.terms.base import times_in


class AssignmentColumns:
    """The seat columns of a model, and the limits that musts set on counts at one table.

    Parameters
    ----------
    model : Model
    tables, persons : Partition
        Only interchangeable members may share a class.

    Attributes
    ----------
    draft : Draft
        The program under construction; it begins with the seat columns and one row for each class of persons.
    columns : int array, shape (classes of persons, classes of tables)
        The column numbers of x.
    m : int array, shape (classes of tables,)
        Number of tables in each class.
    first : int array, shape (classes of tables,)
        The first table of each class, which represents the class.
    opened : int array, shape (classes of tables,)
        The column for the number of tables in a class at which people sit; -1 if they may not be empty.
    """

    def __init__(self, model: Model, tables: Partition, persons: Partition) -> None:
        self.model = model
        self.tables = tables
        self.persons = persons
        self.draft = Draft()
        self.m = tables.sizes
        self.draft.is_exact = bool((self.m == 1).all())
        self.first = np.array([members[0] for members in tables.members], dtype=np.int64)
        self._groups: dict[bytes, tuple[IntArray, IntArray]] = {}
        self._ranges: dict[tuple[bytes, int], tuple[int, int]] = {}
        self._bands = self._binding_bands()
        self.columns = self._seat_everybody()
        self.opened = np.full(len(self.m), -1, dtype=np.int64)
        self._count_opened()

    def _seat_everybody(self) -> IntArray:
        costs = place_costs(self.model)
        first_of_each = np.array([members[0] for members in self.persons.members], dtype=np.int64)
        here = np.ix_(first_of_each, costs.column[self.first])
        musts, penalty = costs.musts[here], costs.penalty[here]
        sizes = self.persons.sizes
        columns = self.draft.add_columns(np.where(musts > 0, 0, sizes[:, None]), penalty)
        self.draft.add_rows(sizes, sizes, (columns, 1))  # sum_k x[i, k] = size of class i
        return columns

    def _count_opened(self) -> None:
        """Add ``opened <= number of people in the class <= most * opened``; `most` is the largest table size."""
        may = np.flatnonzero(self.model.may_be_empty[self.first])
        if len(may):
            people = np.arange(self.model.n_people, dtype=np.int64)
            self.opened[may] = self.draft.add_columns(self.m[may])
            most = np.array([self.range_of(people, k)[1] for k in may.tolist()], dtype=np.int64)
            columns, factors = self.of(people, may)
            self.draft.add_rows(0, NO_END, (columns, factors), (self.opened[may], -1))
            self.draft.add_rows(0, NO_END, (columns, -factors), (self.opened[may], most))

    def deal(self, values: NDArray[np.int64]) -> IntArray:
        """Return the table of each person, shape (persons,); the members of a class are assigned in order.

        Parameters
        ----------
        values : int array, shape (all columns,)
            A solution. People beyond the numbers of their class keep the first table.
        """
        tables = np.zeros(len(self.persons.of), dtype=np.int64)
        for members, row in zip(self.persons.members, values[self.columns], strict=True):
            dealt = np.repeat(self.first, np.maximum(row, 0))[: len(members)]
            tables[members[: len(dealt)]] = dealt
        return tables

    def program(self) -> Program:
        """Return the finished program."""
        return self.draft.finish(self.columns, self.persons.sizes)

    def classes_at(self, tables: IntArray) -> IntArray:
        """Return the classes to which these tables belong."""
        found: IntArray = np.unique(self.tables.of[tables])
        return found

    def of(self, group: IntArray, classes: IntArray) -> tuple[IntArray, IntArray]:
        """Return the seat columns of a group, shape (classes, seats), and how often each counts, shape (seats,)."""
        key = group.tobytes()
        if key not in self._groups:
            of_members, times = np.unique(self.persons.of[group], return_counts=True)
            self._groups[key] = of_members, times // self.persons.sizes[of_members]
        of_members, times = self._groups[key]
        return self.columns[of_members[None, :], classes[:, None]], times

    def persons_at(self, columns: IntArray) -> IntArray:
        """Return the class of persons of each of these seat columns, in the same shape."""
        return columns // len(self.m)  # the seat columns come first

    def staff_in(self, group: IntArray) -> int:
        """Return how many of a group are staff; only staff can sit at a table without people."""
        return int((group >= self.model.n_people).sum())

    def range_of(self, group: IntArray, k: int) -> tuple[int, int]:
        """Return the minimum and maximum number of a group's members at one table of class `k`, by the musts.

        For a table that may stay empty, the minimum is 0.
        """
        key = (group.tobytes(), k)
        if key not in self._ranges:
            self._ranges[key] = self._find_range(group, k)
        return self._ranges[key]

    def _find_range(self, group: IntArray, k: int) -> tuple[int, int]:
        may_be_empty = bool(self.model.may_be_empty[self.first[k]])
        low, high = 0, len(group)
        if len(group) < 2 or (may_be_empty and self.staff_in(group)):
            return low, high
        inside = times_in(group, self.model.n_persons)
        for members, at, least, most in self._bands:
            if at[k]:
                if (inside <= members).all():
                    high = min(high, most)
                if least > low and not may_be_empty and (members <= inside).all():
                    low = least
        return (low, high) if low <= high else (0, len(group))

    def _binding_bands(self) -> list[tuple[IntArray, NDArray[np.bool_], int, int]]:
        """Return the constant bands of musts: how often each is in the group, at which classes, low and high."""
        found = []
        for requirement, term in self.model.terms:
            if self.model.musts[requirement] and isinstance(term, CountTerm) and not term.or_none:
                if len(term.low) > 1:
                    continue
                at = np.zeros(len(self.m), dtype=bool)
                at[self.classes_at(term.tables)] = True
                found.append((times_in(term.group, self.model.n_persons), at, int(term.low[0]), int(term.high[0])))
        return found
