"""Incremental evaluation: the number of members of each group at each table, updated one person at a time.

Terms are flattened into arrays once. Then `prices` returns, for one unseated person and all tables at once, how
much a seat there would add to the cost, and `shortfall_changes` what it would add to the shortfall of each requirement.
Both add up the same changes, in two kinds of tally. Pair terms are indexed by person (`Pairs`).
`model.penalty_of_terms` computes the same from scratch; the tests compare the two.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from seating.engines.local_search.pairs import Pairs
from seating.engines.local_search.tallies import Points, Tally, Units
from seating.model import Model
from seating.model.classes import columns_of_counts, place_columns
from seating.room.plan import IntArray
from seating.terms import CountTerm, LinkTerm, PartedTerm, PlaceTerm, PresenceTerm, SharedTerm, SpreadTerm, SumTerm

MUST_PRICE = 2**32
"""Price of an unmet unit of a must: above any penalty, so that musts come first."""

MOST_PAIRS = 0.5
"""If a greater share of the pairs of people has a cost, a room counts as one where most pairs cost something."""

EVERYWHERE = slice(None)
"""All tables, as an index of an array."""

MOST_CELLS = 4_000_000
"""The costs of all tables are computed for so many tables at once that this many counts take part; 32 MB for each
array."""

UNSEATED = -1
"""The table number of a person without a seat."""


def is_pair_heavy(model: Model, n_pairs: int) -> bool:
    """Return whether one term has a cost for most pairs of people, for sitting together or apart.

    Parameters
    ----------
    model : Model
    n_pairs : int
        Number of pairs of people who may share a table, each counted twice.
    """
    pairs = [len(term.pairs) for _, term in model.terms if isinstance(term, SharedTerm | PartedTerm)]
    return 2 * max(pairs, default=0) > MOST_PAIRS * n_pairs


def prices_of(model: Model) -> IntArray:
    """Return the price of a unit of each requirement's shortfall, `MUST_PRICE` for a must, shape (requirements,)."""
    return np.where(model.musts, MUST_PRICE, model.weights).astype(np.int64)


class _Groups:
    """Distinct groups of persons, each with a number; number 0 is the empty group."""

    def __init__(self) -> None:
        self.members: list[IntArray] = [np.zeros(0, np.int64)]
        self._number: dict[bytes, int] = {b"": 0}

    def number(self, group: IntArray | None) -> int:
        if group is None:
            return 0
        key = np.ascontiguousarray(group, dtype=np.int64).tobytes()
        if key not in self._number:
            self._number[key] = len(self.members)
            self.members.append(group)
        return self._number[key]


class _Row(NamedTuple):
    """Count terms with the same group and base, at most one per table; arrays of shape (columns,).

    Tables share a column if the same terms are about them.
    """

    group: int
    base: int
    or_none: bool
    price: IntArray
    requirement: IntArray
    """The number of the requirement at each column; the number of requirements where there is none."""
    first: IntArray
    """Index of the first entry of the column's band in the flat arrays of bands."""
    last: IntArray
    """Index of its last entry, relative to the first."""


class _Link(NamedTuple):
    """One link of a link term; see `LinkTerm`. The tables are bool arrays, shape (tables,)."""

    members: int
    """The number of the group of members; `counterparts` is that of their counterparts."""
    counterparts: int
    source: NDArray[np.bool_]
    target: NDArray[np.bool_]
    low: int
    fixed: int
    requirement: int
    price: int


class IncrementalCosts:
    """A seating, complete or not, with counts that are updated as persons are seated and removed.

    Attributes
    ----------
    tables : int array, shape (persons,)
        The number of each person's table; -1 if the person has no seat.
    heads : int array, shape (tables,)
        Number of people (not staff) at each table.
    column : int array, shape (tables,)
        Tables at which each person's own seat costs the same share a number.
    place : int array, shape (persons, columns)
        The cost of each person's own seat at the tables of each number.
    """

    def __init__(self, model: Model) -> None:
        self.model = model
        self.tables = np.full(model.n_persons, UNSEATED, dtype=np.int64)
        self.heads = np.zeros(model.n_tables, dtype=np.int64)
        self._price = prices_of(model)
        groups = _Groups()
        self._read_count_terms(groups)
        self._read_presence_terms(groups)
        self._read_spread_terms(groups)
        self._read_link_terms(groups)
        self._read_sums_and_places()
        self._pairs = Pairs(model, self._price)
        self._groups_of, self._times_of = _groups_of_each(groups.members, model.n_persons)
        self._count = np.zeros((len(groups.members), model.n_tables), dtype=np.int64)

    def _read_count_terms(self, groups: _Groups) -> None:
        """Flatten the count terms; those that differ only in table and band share a row."""
        self._count_column, columns_of_terms = columns_of_counts(self.model)
        n_columns = int(self._count_column.max(initial=-1)) + 1
        rows: dict[tuple[int, int, bool], list[_Row]] = {}
        taken: dict[tuple[int, int, bool, bytes], int] = {}  # so many first rows are full at these columns
        lows: list[IntArray] = [np.zeros(1, dtype=np.int64)]
        highs: list[IntArray] = [np.zeros(1, dtype=np.int64)]
        length = 1
        counted = [(requirement, term) for requirement, term in self.model.terms if isinstance(term, CountTerm)]
        for (requirement, term), columns in zip(counted, columns_of_terms, strict=True):
            key = (groups.number(term.group), groups.number(term.base), term.or_none)
            same, place = rows.setdefault(key, []), (*key, columns.tobytes())
            number = taken.get(place, 0)
            while number < len(same) and same[number].price[columns].any():
                number += 1
            taken[place] = number
            if number == len(same):
                same.append(_Row(*key, *np.zeros((4, n_columns), dtype=np.int64)))
                same[-1].requirement[:] = len(self._price)
            row = same[number]
            row.price[columns] = self._price[requirement]
            row.requirement[columns] = requirement
            row.first[columns], row.last[columns] = length, len(term.low) - 1
            lows.append(term.low)
            highs.append(term.high)
            length += len(term.low)
        kept = [row for same in rows.values() for row in same]
        self._group = np.array([row.group for row in kept], dtype=np.int64)
        self._base = np.array([row.base for row in kept], dtype=np.int64)
        self._or_none = np.array([row.or_none for row in kept], dtype=bool)
        shape = (len(kept), n_columns)
        self._price_at = np.array([row.price for row in kept], dtype=np.int64).reshape(shape)
        self._requirement_at = np.array([row.requirement for row in kept], dtype=np.int64).reshape(shape)
        self._first = np.array([row.first for row in kept], dtype=np.int64).reshape(shape)
        self._last = np.array([row.last for row in kept], dtype=np.int64).reshape(shape)
        self._limits = np.array([np.concatenate(lows), np.concatenate(highs)])
        concerned = [np.union1d(groups.members[row.group], groups.members[row.base]) for row in kept]
        self._terms_of = _lists(concerned, self.model.n_persons)
        self._membership: dict[int, tuple[IntArray, IntArray]] = {}

    def _read_presence_terms(self, groups: _Groups) -> None:
        found = [(r, t) for r, t in self.model.terms if isinstance(t, PresenceTerm)]
        self._presence = [(np.array([groups.number(g) for g in t.groups], dtype=np.int64), t.low) for _, t in found]
        self._presence_price = [(r, _at(t.tables, self._price[r], self.model.n_tables)) for r, t in found]

    def _read_spread_terms(self, groups: _Groups) -> None:
        found = [(r, t) for r, t in self.model.terms if isinstance(t, SpreadTerm)]
        self._spread = [
            (groups.number(t.group), t.high, _at(t.tables, self._price[r], self.model.n_tables) > 0) for r, t in found
        ]
        self._spread_price = [(r, t.cost, t.first, int(self._price[r])) for r, t in found]

    def _read_link_terms(self, groups: _Groups) -> None:
        self._links: list[_Link] = []
        for requirement, term in self.model.terms:
            if isinstance(term, LinkTerm):
                source, target = (np.isin(np.arange(self.model.n_tables), at) for at in (term.sources, term.targets))
                each = zip(term.members, term.counterparts, term.low.tolist(), term.fixed.tolist(), strict=True)
                for members, counterparts, low, fixed in each:
                    numbers = groups.number(members), groups.number(counterparts)
                    price = int(self._price[requirement])
                    self._links.append(_Link(*numbers, source, target, low, fixed, requirement, price))
        both = [np.union1d(groups.members[link.members], groups.members[link.counterparts]) for link in self._links]
        self._links_of = _lists(both, self.model.n_persons)

    def _read_sums_and_places(self) -> None:
        model = self.model
        sums = [(r, t) for r, t in model.terms if isinstance(t, SumTerm)]
        self._sums = [t for _, t in sums]
        self._sum_price = [(r, _at(t.tables, self._price[r], self.model.n_tables)) for r, t in sums]
        self._total = np.zeros((len(sums), 2, model.n_tables), dtype=np.int64)
        self.column, first = place_columns(model)
        self.place = np.zeros((model.n_persons, len(first)), dtype=np.int64)
        self._places_of: dict[int, list[tuple[int, PlaceTerm, int]]] = {}
        for requirement, term in model.terms:
            if isinstance(term, PlaceTerm):
                np.add.at(self.place, term.people, term.costs[:, term.column[first]] * self._price[requirement])
                for row, person in enumerate(term.people.tolist()):
                    self._places_of.setdefault(person, []).append((requirement, term, row))

    @property
    def cells(self) -> int:
        """How many numbers are read to price each person at each table once."""
        for_everyone = sum(len(groups) for groups, _ in self._presence) + 2 * len(self._sums)
        of_each = sum(len(terms) for terms in (*self._terms_of, *self._links_of))
        return self.model.n_tables * (of_each + self.model.n_persons * for_everyone)

    @classmethod
    def of(cls, model: Model, tables: IntArray) -> IncrementalCosts:
        """Return the counts of a seating, complete or not."""
        counts = cls(model)
        counts.seat(tables)
        return counts

    def seat(self, tables: IntArray) -> None:
        """Replace the seating.

        Parameters
        ----------
        tables : int array, shape (persons,)
            The number of each person's table; -1 for none.
        """
        self.tables = tables.copy()
        seated = tables >= 0
        at = tables[seated]
        self.heads = np.bincount(at[: int(seated[: self.model.n_people].sum())], minlength=self.model.n_tables)
        self._count[:] = 0
        sizes = np.array([len(groups) for groups in self._groups_of], dtype=np.int64)
        groups = np.concatenate(self._groups_of)[np.repeat(seated, sizes)]
        times = np.concatenate(self._times_of)[np.repeat(seated, sizes)]
        np.add.at(self._count, (groups, np.repeat(at, sizes[seated])), times)
        for total, term in zip(self._total, self._sums, strict=True):
            total[0] = np.bincount(at, term.values[seated], self.model.n_tables)
            total[1] = np.bincount(at, term.allowances[seated], self.model.n_tables)

    def seat_prices(self, person: int) -> IntArray:
        """Return the cost of a person's own seat at each table, shape (tables,)."""
        prices: IntArray = self.place[person, self.column]
        return prices

    def put(self, person: int, table: int) -> None:
        """Seat a person who has no seat."""
        self._change(person, table, 1)
        self.tables[person] = table

    def take(self, person: int) -> int:
        """Remove a person from their seat; return the table."""
        table = int(self.tables[person])
        self._change(person, table, -1)
        self.tables[person] = UNSEATED
        return table

    def _change(self, person: int, table: int, by: int) -> None:
        self._count[self._groups_of[person], table] += by * self._times_of[person]
        self.heads[table] += by * (person < self.model.n_people)
        for total, term in zip(self._total, self._sums, strict=True):
            total[:, table] += by * np.array([term.values[person], term.allowances[person]])

    def prices(self, person: int, at: IntArray | None = None) -> IntArray:
        """Return the cost that seating this unseated person at each table would add.

        Parameters
        ----------
        person : int
        at : int array, shape (some tables,), optional
            Only these tables, each once.

        Returns
        -------
        int array, shape (tables,) or (some tables,)
        """
        tables = EVERYWHERE if at is None else at
        added = Points(self.model.n_tables if at is None else len(at))
        self._tally(person, added, tables)
        added.found += self.place[person, self.column[tables]]
        if self._pairs.concern(person):
            pairs = Points(self.model.n_tables)
            self._pairs.tally(person, self.tables, pairs)
            added.found += pairs.found[tables]
        return added.found

    def shortfall_changes(self, person: int) -> IntArray:
        """Return what seating this unseated person at each table would add to the requirements' shortfalls.

        Returns
        -------
        int array, shape (requirements, tables)
            In units of shortfall.
        """
        added = Units(len(self._price), self.model.n_tables)
        self._tally(person, added, EVERYWHERE)
        for requirement, term, row in self._places_of.get(person, ()):
            added.add(requirement, term.costs[row, term.column], 1)
        self._pairs.tally(person, self.tables, added)
        return added.found[:-1]

    def _tally(self, person: int, added: Tally, tables: IntArray | slice) -> None:
        """Add the changes at some tables in all terms except those about places and pairs."""
        self._tally_tables(person, added, tables)
        waived = (self.model.may_be_empty & (self.heads == 0))[tables]
        if waived.any():
            if person < self.model.n_people:
                self._tally_standing(np.arange(self.model.n_tables)[tables][waived], waived, added)
            else:
                added.found[..., waived] = 0
        for (group, high, at), (requirement, cost, first, price) in zip(self._spread, self._spread_price, strict=True):
            if group in self._groups_of[person]:
                used = int(((self._count[group] > 0) & at).sum())
                if used >= high:
                    cost += first if used == high else 0
                    added.add(requirement, cost * ((self._count[group] == 0) & at)[tables], price)
        for k in self._links_of[person].tolist():
            link = self._links[k]
            mine = self._times_in(person, link.members), self._times_in(person, link.counterparts)
            changes = _link_changes(link, mine, *self._link_counts(link))
            added.add(link.requirement, changes[tables], link.price)

    def _times_in(self, person: int, groups: IntArray | int) -> IntArray:
        """Return how often a person, who may be a unit, occurs in each group; 0 for the empty group."""
        mine, times = self._groups_of[person], self._times_of[person]
        if not len(mine):
            return np.zeros_like(groups)
        at = np.minimum(np.searchsorted(mine, groups), len(mine) - 1)
        return np.where(mine[at] == groups, times[at], 0)

    def _link_counts(self, link: _Link) -> tuple[int, int]:
        """Return how many members of a link need counterparts, and how many counterparts are at its targets."""
        in_need = link.fixed + int(self._count[link.members, link.source].sum())
        return in_need, int(self._count[link.counterparts, link.target].sum())

    def _tally_tables(self, person: int, added: Tally, tables: IntArray | slice) -> None:
        """Add the changes in the terms that are sums over tables, as if no table were waived."""
        k, mine = self._terms_of[person], self._groups_of[person]
        column = self._columns_at(tables)
        count, base = _block(self._count, self._group[k], tables), _block(self._count, self._base[k], tables)
        first, last, or_none = _block(self._first, k, column), _block(self._last, k, column), self._or_none[k]
        if person not in self._membership:
            groups, bases = self._times_in(person, self._group[k]), self._times_in(person, self._base[k])
            self._membership[person] = groups[:, None], bases[:, None]
        more, wider = self._membership[person]
        bands = self._bands(first, last, base)
        change = -_shortfall(bands, or_none, count)
        rows = np.flatnonzero(wider)
        if len(rows) and last.any():
            bands[:, rows] = self._bands(first[rows], last[rows], base[rows] + wider[rows])
        change += _shortfall(bands, or_none, count + more)
        added.add_rows(_block(self._requirement_at, k, column), change, _block(self._price_at, k, column))
        for (groups, low), (requirement, price) in zip(self._presence, self._presence_price, strict=True):
            here = np.isin(groups, mine)
            if here.any():
                present = (_block(self._count, groups, tables) > 0).sum(axis=0)
                new = (_block(self._count, groups[here], tables) == 0).sum(axis=0)
                added.add(requirement, np.minimum(low, present) - np.minimum(low, present + new), price[tables])
        for total, term, (requirement, price) in zip(self._total, self._sums, self._sum_price, strict=True):
            now = total[:, tables]
            after = now + np.array([[term.values[person]], [term.allowances[person]]])
            added.add_sum(requirement, _sum_shortfall(after, term.unit), price[tables])
            added.add_sum(requirement, _sum_shortfall(now, term.unit), -price[tables])

    def _columns_at(self, tables: IntArray | slice) -> IntArray | slice:
        """Return the column of each table; all columns if there is only one, which then stands for every table."""
        return EVERYWHERE if self._first.shape[1] == 1 else self._count_column[tables]

    def _bands(self, first: IntArray, last: IntArray, base: IntArray) -> IntArray:
        """Return the lowest and the highest counts that are no shortfall, shape (2, terms, tables) or (2, terms, 1).

        Parameters
        ----------
        first, last : int arrays, shape (terms, tables) or (terms, 1)
        base : int array, shape (terms, tables)
        """
        # several times as fast as an index behind a slice
        return self._limits.take(first + np.minimum(base, last) if last.any() else first, axis=1)

    def _tally_standing(self, at: IntArray, among: NDArray[np.bool_], found: Tally) -> None:
        """Add the current shortfalls at some tables, as if none were waived.

        Parameters
        ----------
        at : int array
            The numbers of the tables.
        among : bool array, shape (tables of `found`,)
            Which of the tables of `found` these are.
        found : Tally
        """
        count, column = self._count[:, at], self._columns_at(at)
        bands = self._bands(self._first[:, column], self._last[:, column], count[self._base])
        rows = found.part(among)
        off = _shortfall(bands, self._or_none, count[self._group])
        rows.add_rows(self._requirement_at[:, column], off, self._price_at[:, column])
        for (groups, low), (requirement, price) in zip(self._presence, self._presence_price, strict=True):
            rows.add(requirement, np.maximum(0, low - (count[groups] > 0).sum(axis=0)), price[at])
        for total, term, (requirement, price) in zip(self._total, self._sums, self._sum_price, strict=True):
            rows.add_sum(requirement, _sum_shortfall(total[:, at], term.unit), price[at])
        found.found[..., among] += rows.found

    def costs(self) -> IntArray:
        """Return the cost of each table of a complete seating, without spread terms, shape (tables,).

        A cost that involves two tables, such as that of a parted pair, counts at each of them. The cost of a link
        counts at every table with members who lack a counterpart, and at every table where a counterpart would count.
        """
        standing = Points(self.model.n_tables)
        counted = ~(self.model.may_be_empty & (self.heads == 0))
        for at in np.array_split(np.flatnonzero(counted), max(1, len(self._group) * len(counted) // MOST_CELLS)):
            among = np.zeros_like(counted)
            among[at] = True
            self._tally_standing(at, among, standing)
        cost = standing.found
        np.add.at(cost, self.tables, self.place[np.arange(self.model.n_persons), self.column[self.tables]])
        for link in self._links:
            in_need, found = self._link_counts(link)
            concerned = link.target | (link.source & (self._count[link.members] > 0))
            cost += link.price * in_need * max(0, link.low - found) * concerned
        return cost + self._pairs.costs(self.tables)


def find_exchange(costs: IncrementalCosts, person: int, table: int) -> IntArray:
    """Return the best seating in which one person moves to a table, alone or by exchanging seats with someone there.

    Parameters
    ----------
    costs : IncrementalCosts
        A complete seating, the same again when this returns.
    person, table : int
        The numbers of the person and of the table, which is not theirs.

    Returns
    -------
    int array, shape (persons,)
        The table number of each person. Of equally good seatings, the one in which the person moves alone, then the
        one with the lowest number of the other person.
    """
    others = np.flatnonzero(costs.tables == table).tolist()
    home = costs.take(person)
    before = int(costs.prices(person)[home])
    best, with_whom = int(costs.prices(person)[table]) - before, UNSEATED
    for other in others:
        costs.put(person, home)
        costs.take(other)
        left = int(costs.prices(other)[table])
        costs.take(person)
        stayed = int(costs.prices(person)[home])
        moved = int(costs.prices(person)[table])
        costs.put(person, table)
        moved += int(costs.prices(other)[home])
        if moved - stayed - left < best:
            best, with_whom = moved - stayed - left, other
        costs.take(person)
        costs.put(other, table)
    costs.put(person, home)
    found = costs.tables.copy()
    found[person] = table
    if with_whom != UNSEATED:
        found[with_whom] = home
    return found


def _block(matrix: IntArray, rows: IntArray, columns: IntArray | slice) -> IntArray:
    """Return some rows and columns of a matrix, as a copy."""
    # never whole rows where a few columns are wanted: a row is as long as the room
    found: IntArray = matrix[rows][:, columns] if isinstance(columns, slice) else matrix[rows[:, None], columns]
    return found


def _shortfall(bands: IntArray, or_none: NDArray[np.bool_], count: IntArray) -> IntArray:
    """Return the shortfall of count terms, shape (terms, tables).

    Parameters
    ----------
    bands : int array, shape (2, terms, tables) or (2, terms, 1)
    or_none : bool array, shape (terms,)
    count : int array, shape (terms, tables)
    """
    low, high = bands
    off: IntArray = np.maximum(low - count, 0)
    off += np.maximum(count - high, 0)
    if or_none.any():
        off[(count == 0) & or_none[:, None]] = 0
    return off


def _at(tables: IntArray, price: int, n_tables: int) -> IntArray:
    """Return the price of a unit of shortfall at each table, 0 outside `tables`, shape (n_tables,)."""
    prices = np.zeros(n_tables, dtype=np.int64)
    prices[tables] = price
    return prices


def _link_changes(link: _Link, mine: tuple[IntArray, IntArray], in_need: int, found: int) -> IntArray:
    """Return what seating a person at each table would add to the shortfall of a link, shape (tables,).

    Parameters
    ----------
    link : _Link
    mine : pair of int arrays, shape ()
        How often the person, who has no seat, is among the members and among the counterparts.
    in_need, found : int
        How many members need counterparts, and how many counterparts are at the targets of the link.
    """
    needy, counts = link.source * mine[0], link.target * mine[1]
    missing = np.maximum(0, link.low - found - counts)
    change: IntArray = (in_need + needy) * missing - in_need * max(0, link.low - found)
    return change


def _sum_shortfall(total: IntArray, unit: int) -> IntArray:
    """Return the shortfall of sums at each table; `total` holds values and allowances, shape (2, tables)."""
    shortfall: IntArray = -(-np.maximum(0, np.abs(total[0]) - total[1]) // unit)
    return shortfall


def _groups_of_each(groups: Sequence[IntArray], n_persons: int) -> tuple[list[IntArray], list[IntArray]]:
    """Return, for each person, the numbers of the groups they are in, in ascending order, and how often."""
    lists = _lists(groups, n_persons)
    if len(np.concatenate(lists)) == sum(len(np.unique(group)) for group in groups):
        return lists, [np.ones_like(numbers) for numbers in lists]
    both = [np.unique(numbers, return_counts=True) for numbers in lists]
    return [numbers for numbers, _ in both], [times.astype(np.int64) for _, times in both]


def _lists(sets: Sequence[IntArray], n_persons: int) -> list[IntArray]:
    """Return, for each person, the numbers of the sets they are in, in ascending order."""
    person = np.concatenate([np.zeros(0, np.int64), *sets])
    number = np.repeat(np.arange(len(sets)), [len(members) for members in sets])
    order = np.lexsort((number, person))
    return np.split(number[order], np.searchsorted(person[order], np.arange(1, n_persons)))
