"""Terms about pairs: costs for sharing a table, for sitting at different tables, and for meeting in several rounds."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from seating.room.plan import IntArray
from seating.terms.base import Join, Part, TermShape, are_at, positions_in, times_in
from seating.terms.cliques import cliques
from seating.terms.room_terms import FixedTerm, PlaceTerm


def number_pairs(number: Mapping[str, int], people: Sequence[str] | None, pairs: Iterable[tuple[str, str]]) -> IntArray:
    """Return pairs of persons by their numbers, each once, the smaller one first; rows are sorted.

    Parameters
    ----------
    number : mapping of str to int
        The numbers of persons, by id. Other persons are left out.
    people : sequence of str or None
        Ids of persons; every two of them are a pair.
    pairs : iterable of pair of ids
        The pairs, if `people` is None.

    >>> number_pairs({"ana": 0, "ben": 1, "cam": 2}, ["cam", "ana", "zoe"], ()).tolist()
    [[0, 2]]
    """
    if people is not None:
        known = np.array(sorted({number[one] for one in people if one in number}), dtype=np.int64)
        return known[np.column_stack(np.triu_indices(len(known), 1))]
    both = ((number[one], number[other]) for one, other in pairs if one in number and other in number)
    found = sorted({(min(pair), max(pair)) for pair in both if pair[0] != pair[1]})
    return np.array(found, dtype=np.int64).reshape(-1, 2)


class _PairTerm(TermShape):
    """The parts common to both pair shapes."""

    __slots__ = ()

    pairs: IntArray
    costs: IntArray
    tables: IntArray

    @property
    def persons(self) -> IntArray:
        return self.pairs.ravel()

    def covers(self, n_tables: int) -> bool:
        """Whether the term applies to every table of a room."""
        return len(np.unique(self.tables)) == n_tables

    def shortfall_bound(self, may_be_empty: NDArray[np.bool_]) -> int:
        return int(np.minimum(self.costs, 0).sum())

    def renumbered(self, persons: IntArray, tables: IntArray, n_persons: int, n_tables: int) -> Self:
        term: Any = self  # both shapes are dataclasses
        found: Self = replace(term, pairs=persons[self.pairs].reshape(-1, 2), tables=tables[self.tables])
        return found

    def _between_units(self, join: Join) -> Iterator[Self]:
        """Yield the term of the pairs of persons in different units; a pair of units costs what its persons cost."""
        units = np.sort(join.unit[self.pairs].reshape(-1, 2), axis=1)
        differ = units[:, 0] != units[:, 1]
        if differ.any():
            codes, row = np.unique(units[differ] @ [join.n_units, 1], return_inverse=True)
            pairs = np.column_stack(np.divmod(codes, join.n_units))
            costs = np.zeros(len(pairs), dtype=np.int64)
            np.add.at(costs, row.reshape(-1), self.costs[differ])
            term: Any = self  # both shapes are dataclasses
            found: Self = replace(term, pairs=pairs, costs=costs)
            yield found


@dataclass(frozen=True, eq=False, slots=True)
class SharedTerm(_PairTerm):
    """Pairs with a cost if they share one of these tables.

    Attributes
    ----------
    pairs : int array, shape (pairs, 2)
    costs : int array, shape (pairs,)
    tables : int array
    """

    pairs: IntArray
    costs: IntArray
    tables: IntArray

    def cliques(self) -> list[list[int]]:
        """Return sets of persons in which every pair has a cost; together they contain all pairs with a cost."""
        return cliques(self.pairs[self.costs != 0])

    def shortfall_of(self, tables: IntArray, waived: NDArray[np.bool_]) -> int:
        first, second = tables[self.pairs[:, 0]], tables[self.pairs[:, 1]]
        return int(self.costs[(first == second) & are_at(first, self.tables)].sum())

    def shortfall_bound(self, may_be_empty: NDArray[np.bool_]) -> int:
        n_tables = len(may_be_empty)
        if self.costs.min(initial=0) < 0:
            return int(np.minimum(self.costs, 0).sum())
        if not self.covers(n_tables) or not len(self.pairs):
            return 0
        # If a clique has more members than tables, some share a table; an even spread minimizes these pairs.
        largest = max(map(len, cliques(self.pairs)), default=0)
        each, more = divmod(largest, n_tables)
        sharing = n_tables * (each * (each - 1) // 2) + more * each
        return sharing * max(0, int(self.costs.min()))

    def content(self) -> Hashable:
        return ("shared", self.pairs.tobytes(), self.costs.tobytes())

    def feasibility_marks(self, n_persons: int) -> Iterator[IntArray]:
        for clique in self.cliques():
            yield times_in(np.array(clique, dtype=np.int64), n_persons)

    def joined(self, join: Join) -> Iterator[SharedTerm | PlaceTerm | FixedTerm]:
        yield from self._between_units(join)
        same = join.unit[self.pairs[:, 0]] == join.unit[self.pairs[:, 1]]
        if self.covers(join.n_tables) and same.any():
            yield FixedTerm(int(self.costs[same].sum()))
        elif same.any():
            units, costs = join.total(self.pairs[same, 0], self.costs[same])
            concerned = np.zeros(join.n_tables, dtype=np.int64)
            concerned[self.tables] = 1
            yield PlaceTerm.by_column(units, np.column_stack([np.zeros_like(costs), costs]), concerned)

    def restricted(self, part: Part) -> Iterator[SharedTerm]:
        tables, pairs = part.tables_of(self.tables), part.person_number[self.pairs]
        inside = (pairs >= 0).all(axis=1)
        if len(tables) and inside.any():
            yield SharedTerm(pairs[inside], self.costs[inside], tables)

    def with_tables_merged(self, kept: IntArray, others: IntArray) -> SharedTerm | None:
        tables = positions_in(kept, self.tables)  # at the merged table it is unknown which pairs share a table
        return replace(self, tables=tables) if len(tables) else None


@dataclass(frozen=True, eq=False, slots=True)
class PartedTerm(_PairTerm):
    """Pairs with a cost if they sit at different tables and at least one of the two sits at one of `tables`.

    Attributes
    ----------
    pairs : int array, shape (pairs, 2)
    costs : int array, shape (pairs,)
    tables : int array
    """

    pairs: IntArray
    costs: IntArray
    tables: IntArray

    def components(self, n_persons: int) -> IntArray:
        """Return the connected component of each person, shape (persons,), as its lowest number.

        Persons are connected by pairs with a cost, directly or through others. The result is -1 for a person who is in
        no pair with a cost.
        """
        one, other = self.pairs[self.costs != 0].T
        first, before = np.arange(n_persons, dtype=np.int64), None
        while before is None or (first != before).any():
            before = first.copy()
            low = np.minimum(before[one], before[other])
            for ends in (one, other):
                np.minimum.at(first, before[ends], low)
            first = first[first]
        is_alone = np.ones(n_persons, dtype=bool)
        is_alone[one], is_alone[other] = False, False
        first[is_alone] = -1
        return first

    def shortfall_of(self, tables: IntArray, waived: NDArray[np.bool_]) -> int:
        first, second = tables[self.pairs[:, 0]], tables[self.pairs[:, 1]]
        concerned = (are_at(first, self.tables) | are_at(second, self.tables)) & (np.minimum(first, second) >= 0)
        return int(self.costs[(first != second) & concerned].sum())

    def feasibility_marks(self, n_persons: int) -> Iterator[IntArray]:
        yield self.components(n_persons)

    def joined(self, join: Join) -> Iterator[PartedTerm]:
        yield from self._between_units(join)

    def restricted(self, part: Part) -> Iterator[PartedTerm | PlaceTerm]:
        tables, pairs = part.tables_of(self.tables), part.person_number[self.pairs]
        inside = (pairs >= 0).all(axis=1)
        if len(tables) and inside.any():
            yield PartedTerm(pairs[inside], self.costs[inside], tables)
        yield from self._across(part, tables)

    def _across(self, part: Part, tables: IntArray) -> Iterator[PlaceTerm]:
        """Yield the cost of pairs with one person outside a part: of the other's seat at one of the term's tables.

        If the one outside sits at a table of the term, the pair costs the same wherever the other sits in the part.
        """
        numbers, seats = part.person_number[self.pairs], part.seats_outside[self.pairs]
        one, other = numbers.max(axis=1), seats.max(axis=1)
        across = (numbers >= 0).sum(axis=1) == 1
        across &= (other >= 0) & ~np.isin(other, self.tables)
        if across.any() and len(tables):
            people, row = np.unique(one[across], return_inverse=True)
            each = np.bincount(row, weights=self.costs[across], minlength=len(people)).astype(np.int64)
            concerned = np.zeros(len(part.tables), dtype=np.int64)
            concerned[tables] = 1
            yield PlaceTerm.by_column(people, np.column_stack([np.zeros_like(each), each]), concerned)

    def with_tables_merged(self, kept: IntArray, others: IntArray) -> PartedTerm | None:
        tables = positions_in(kept, self.tables)
        if np.isin(others, self.tables).all():  # otherwise the merged table includes one outside the term
            tables = np.append(tables, len(kept))
        return replace(self, tables=tables) if len(tables) else None


@dataclass(frozen=True, eq=False, slots=True)
class CompanyTerm:
    """The cost of two people by the rounds in which they share a table; it spans rounds, so it is in no `Model`.

    Attributes
    ----------
    kinds : mapping of two ids of people, sorted, to int
        The row of `costs` for the pair; pairs that are not listed have row 0.
    costs : int array, shape (rows, 2 ** rounds)
        The shortfall, all rounds together, of a pair that shares a table in exactly the rounds whose bits are set:
        1 is the first of the rounds, 2 the second, 4 the third, ….
    """

    kinds: Mapping[tuple[str, str], int]
    costs: IntArray
