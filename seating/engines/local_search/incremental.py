"""Incremental evaluation: the number of members of each group at each table, updated one person at a time.

Terms are flattened into arrays once. Then `prices` returns, for one unseated person and all tables at once, how
much a seat there would add to the cost. Pair terms are indexed by person (`Pairs`). `model.evaluate` computes the same
from scratch; the tests compare the two.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from seating.model import Model
from seating.plan import IntArray
from seating.terms import CountTerm, LinkTerm, PartedTerm, PlaceTerm, PresenceTerm, SharedTerm, SpreadTerm, SumTerm

__all__ = ["MOST_PAIRS", "MUST_PRICE", "IncrementalCosts", "Pairs", "find_exchange", "is_pair_heavy", "prices_of"]

MUST_PRICE = 2**32
"""Price of an unmet unit of a must: above any penalty, so that musts come first."""

LARGEST_COST = 2**52
"""Limit on the cost of one sum at one table, so that no total overflows 64 bits."""

MOST_PAIRS = 0.5
"""If a greater share of the pairs of people has a cost, a room counts as one where most pairs cost something."""

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
    """Count terms with the same group and base, at most one per table; arrays of shape (tables,)."""

    group: int
    base: int
    or_none: bool
    price: IntArray
    first: IntArray
    """Index of the first entry of the table's band in the flat arrays of bands."""
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
    price: int


class IncrementalCosts:
    """A seating, complete or not, with counts that are updated as persons are seated and removed.

    Attributes
    ----------
    tables : int array, shape (persons,)
        The number of each person's table; -1 if the person has no seat.
    heads : int array, shape (tables,)
        Number of people (not staff) at each table.
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
        self._groups_of = _lists(groups.members, model.n_persons)
        self._count = np.zeros((len(groups.members), model.n_tables), dtype=np.int64)

    def _at(self, requirement: int, tables: IntArray) -> IntArray:
        """Return the price of a unit of shortfall at each table, 0 outside `tables`, shape (tables,)."""
        price = np.zeros(self.model.n_tables, dtype=np.int64)
        price[tables] = self._price[requirement]
        return price

    def _read_count_terms(self, groups: _Groups) -> None:
        """Flatten the count terms; those that differ only in table and band share a row."""
        n_tables = self.model.n_tables
        rows: dict[tuple[int, int, bool], list[_Row]] = {}
        lows: list[IntArray] = [np.zeros(1, dtype=np.int64)]
        highs: list[IntArray] = [np.zeros(1, dtype=np.int64)]
        length = 1
        for requirement, term in self.model.terms:
            if not isinstance(term, CountTerm):
                continue
            key = (groups.number(term.group), groups.number(term.base), term.or_none)
            row = next((row for row in rows.setdefault(key, []) if not row.price[term.tables].any()), None)
            if row is None:
                row = _Row(*key, *np.zeros((3, n_tables), dtype=np.int64))
                rows[key].append(row)
            row.price[term.tables] = self._price[requirement]
            row.first[term.tables], row.last[term.tables] = length, len(term.low) - 1
            lows.append(term.low)
            highs.append(term.high)
            length += len(term.low)
        kept = [row for same in rows.values() for row in same]
        self._group = np.array([row.group for row in kept], dtype=np.int64)
        self._base = np.array([row.base for row in kept], dtype=np.int64)
        self._or_none = np.array([row.or_none for row in kept], dtype=bool)
        shape = (len(kept), n_tables)
        self._price_at = np.array([row.price for row in kept], dtype=np.int64).reshape(shape)
        self._first = np.array([row.first for row in kept], dtype=np.int64).reshape(shape)
        self._last = np.array([row.last for row in kept], dtype=np.int64).reshape(shape)
        self._low, self._high = np.concatenate(lows), np.concatenate(highs)
        concerned = [np.union1d(groups.members[row.group], groups.members[row.base]) for row in kept]
        self._terms_of = _lists(concerned, self.model.n_persons)

    def _read_presence_terms(self, groups: _Groups) -> None:
        found = [(r, t) for r, t in self.model.terms if isinstance(t, PresenceTerm)]
        self._presence = [(np.array([groups.number(g) for g in t.groups], dtype=np.int64), t.low) for _, t in found]
        self._presence_price = [self._at(r, t.tables) for r, t in found]

    def _read_spread_terms(self, groups: _Groups) -> None:
        found = [(r, t) for r, t in self.model.terms if isinstance(t, SpreadTerm)]
        self._spread = [(groups.number(t.group), t.high, self._at(r, t.tables) > 0) for r, t in found]
        self._spread_price = [int(self._price[r]) for r, _ in found]

    def _read_link_terms(self, groups: _Groups) -> None:
        self._links: list[_Link] = []
        for requirement, term in self.model.terms:
            if isinstance(term, LinkTerm):
                source, target = (np.isin(np.arange(self.model.n_tables), at) for at in (term.sources, term.targets))
                each = zip(term.members, term.counterparts, term.low.tolist(), term.fixed.tolist(), strict=True)
                for members, counterparts, low, fixed in each:
                    numbers = groups.number(members), groups.number(counterparts)
                    self._links.append(_Link(*numbers, source, target, low, fixed, int(self._price[requirement])))
        both = [np.union1d(groups.members[link.members], groups.members[link.counterparts]) for link in self._links]
        self._links_of = _lists(both, self.model.n_persons)

    def _read_sums_and_places(self) -> None:
        model = self.model
        sums = [(r, t) for r, t in model.terms if isinstance(t, SumTerm)]
        self._sums = [t for _, t in sums]
        self._sum_price = [self._at(r, t.tables) for r, t in sums]
        self._total = np.zeros((len(sums), 2, model.n_tables), dtype=np.int64)
        self._place = np.zeros((model.n_persons, model.n_tables), dtype=np.int64)
        for requirement, term in model.terms:
            if isinstance(term, PlaceTerm):
                np.add.at(self._place, term.people, term.costs * self._price[requirement])

    @classmethod
    def of(cls, model: Model, tables: IntArray) -> IncrementalCosts:
        """Return the counts of a complete seating."""
        counts = cls(model)
        counts.seat(tables)
        return counts

    def seat(self, tables: IntArray) -> None:
        """Replace the seating by a complete one."""
        self.tables = tables.copy()
        self.heads = np.bincount(tables[: self.model.n_people], minlength=self.model.n_tables)
        self._count[:] = 0
        sizes = [len(groups) for groups in self._groups_of]
        np.add.at(self._count, (np.concatenate(self._groups_of), np.repeat(tables, sizes)), 1)
        for total, term in zip(self._total, self._sums, strict=True):
            total[0] = np.bincount(tables, term.values, self.model.n_tables)
            total[1] = np.bincount(tables, term.allowances, self.model.n_tables)

    def seat_prices(self, person: int) -> IntArray:
        """Return the cost of a person's own seat at each table, shape (tables,)."""
        prices: IntArray = self._place[person]
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
        self._count[self._groups_of[person], table] += by
        self.heads[table] += by * (person < self.model.n_people)
        for total, term in zip(self._total, self._sums, strict=True):
            total[:, table] += by * np.array([term.values[person], term.allowances[person]])

    def prices(self, person: int) -> IntArray:
        """Return the cost that seating this unseated person at each table would add, shape (tables,)."""
        added: IntArray = self._table_prices(person)
        waived = self.model.may_be_empty & (self.heads == 0)
        if waived.any():
            standing = self._standing(waived) if person < self.model.n_people else -added
            added = np.where(waived, added + standing, added)
        for (group, high, at), price in zip(self._spread, self._spread_price, strict=True):
            if group in self._groups_of[person]:
                used = int(((self._count[group] > 0) & at).sum())
                if used >= high:
                    added += price * ((self._count[group] == 0) & at)
        for k in self._links_of[person].tolist():
            added += self._link_prices(self._links[k], person)
        added += self._place[person]
        return added + self._pairs.prices(person, self.tables)

    def _link_prices(self, link: _Link, person: int) -> IntArray:
        """Return the cost of a link that seating this unseated person at each table would add, shape (tables,)."""
        in_need, found = self._link_counts(link)
        mine = self._groups_of[person]
        needy, counts = link.source & (link.members in mine), link.target & (link.counterparts in mine)
        missing = np.maximum(0, link.low - found - counts.astype(np.int64))
        return link.price * ((in_need + needy) * missing - in_need * max(0, link.low - found))

    def _link_counts(self, link: _Link) -> tuple[int, int]:
        """Return how many members of a link need counterparts, and how many counterparts are at its targets."""
        in_need = link.fixed + int(self._count[link.members, link.source].sum())
        return in_need, int(self._count[link.counterparts, link.target].sum())

    def _table_prices(self, person: int) -> IntArray:
        """Return the change in the terms that are sums over tables, as if no table were waived."""
        k, mine = self._terms_of[person], self._groups_of[person]
        count, base = self._count[self._group[k]], self._count[self._base[k]]
        first, last, or_none = self._first[k], self._last[k], self._or_none[k]
        more, wider = np.isin(self._group[k], mine)[:, None], np.isin(self._base[k], mine)[:, None]
        change = self._shortfall(first, last, or_none, count + more, base + wider)
        change -= self._shortfall(first, last, or_none, count, base)
        added: IntArray = (change * self._price_at[k]).sum(axis=0)
        for (groups, low), price in zip(self._presence, self._presence_price, strict=True):
            here = np.isin(groups, mine)
            if here.any():
                present = (self._count[groups] > 0).sum(axis=0)
                new = (self._count[groups[here]] == 0).sum(axis=0)
                added -= price * (np.minimum(low, present + new) - np.minimum(low, present))
        for total, term, price in zip(self._total, self._sums, self._sum_price, strict=True):
            after = total + np.array([[term.values[person]], [term.allowances[person]]])
            added += _sum_cost(after, term.unit, price) - _sum_cost(total, term.unit, price)
        return added

    def _shortfall(
        self, first: IntArray, last: IntArray, or_none: NDArray[np.bool_], count: IntArray, base: IntArray
    ) -> IntArray:
        """Return the shortfall of count terms; all arrays of shape (terms, tables), `or_none` (terms,)."""
        entry = first + np.minimum(base, last)
        off: IntArray = np.maximum(self._low[entry] - count, 0)
        off += np.maximum(count - self._high[entry], 0)
        return np.where((count == 0) & or_none[:, None], 0, off)

    def _standing(self, at: NDArray[np.bool_]) -> IntArray:
        """Return the current cost of the tables `at`, as if none were waived; 0 elsewhere."""
        count = self._count[:, at]
        bands = self._first[:, at], self._last[:, at], self._or_none
        off = self._shortfall(*bands, count[self._group], count[self._base])
        cost: IntArray = (off * self._price_at[:, at]).sum(axis=0)
        for (groups, low), price in zip(self._presence, self._presence_price, strict=True):
            cost += price[at] * np.maximum(0, low - (count[groups] > 0).sum(axis=0))
        for total, term, price in zip(self._total, self._sums, self._sum_price, strict=True):
            cost += _sum_cost(total[:, at], term.unit, price[at])
        found = np.zeros(self.model.n_tables, dtype=np.int64)
        found[at] = cost
        return found

    def costs(self) -> IntArray:
        """Return the cost of each table of a complete seating, without spread terms, shape (tables,).

        A cost that involves two tables, such as that of a parted pair, counts at each of them. The cost of a link
        counts at every table with members who lack a counterpart, and at every table where a counterpart would count.
        """
        cost = self._standing(~(self.model.may_be_empty & (self.heads == 0)))
        np.add.at(cost, self.tables, self._place[np.arange(self.model.n_persons), self.tables])
        for link in self._links:
            in_need, found = self._link_counts(link)
            concerned = link.target | (link.source & (self._count[link.members] > 0))
            cost += link.price * in_need * max(0, link.low - found) * concerned
        return cost + self._pairs.costs(self.tables)


def find_exchange(costs: IncrementalCosts, person: int, table: int) -> IntArray:
    """Return the best seating in which one person moves to a table, alone or by exchanging seats with somebody there.

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


class Pairs:
    """The pair terms of a model, indexed by person."""

    def __init__(self, model: Model, price: IntArray) -> None:
        self._n_tables = model.n_tables
        self._shared: dict[int, list[tuple[int, int, NDArray[np.bool_]]]] = {}
        self._parted: dict[int, list[tuple[int, int, NDArray[np.bool_]]]] = {}
        self._terms: list[tuple[SharedTerm | PartedTerm, int]] = []
        for requirement, term in model.terms:
            if isinstance(term, SharedTerm | PartedTerm):
                self._terms.append((term, int(price[requirement])))
                at = np.isin(np.arange(model.n_tables), term.tables)
                kept = self._shared if isinstance(term, SharedTerm) else self._parted
                for (a, b), cost in zip(term.pairs.tolist(), term.costs.tolist(), strict=True):
                    priced = cost * int(price[requirement])
                    kept.setdefault(a, []).append((b, priced, at))
                    kept.setdefault(b, []).append((a, priced, at))

    def prices(self, person: int, tables: IntArray) -> IntArray:
        """Return the cost of a person's pairs at each table, given where the others sit, shape (tables,)."""
        added = np.zeros(self._n_tables, dtype=np.int64)
        for other, cost, at in self._shared.get(person, ()):
            table = tables[other]
            if table >= 0 and at[table]:
                added[table] += cost
        for other, cost, at in self._parted.get(person, ()):
            table = tables[other]
            if table >= 0:
                concerned = at.copy() if not at[table] else np.ones_like(at)
                concerned[table] = False
                added += cost * concerned
        return added

    def costs(self, tables: IntArray) -> IntArray:
        """Return the cost of pairs at each table, shape (tables,); a parted pair counts at both tables."""
        found = np.zeros(self._n_tables, dtype=np.int64)
        for term, price in self._terms:
            first, second = tables[term.pairs[:, 0]], tables[term.pairs[:, 1]]
            at = np.isin(first, term.tables) | np.isin(second, term.tables)
            counts = at & ((first == second) if isinstance(term, SharedTerm) else (first != second))
            for here in (first, second):
                np.add.at(found, here[counts], price * term.costs[counts])
        return found


def _sum_cost(total: IntArray, unit: int, price: IntArray) -> IntArray:
    """Return the cost of sums, limited to `LARGEST_COST`: only sum terms can have very large shortfalls."""
    shortfall = -(-np.maximum(0, np.abs(total[0]) - total[1]) // unit)
    cost: IntArray = price * np.minimum(shortfall, LARGEST_COST // np.maximum(1, price))
    return cost


def _lists(sets: Sequence[IntArray], n_persons: int) -> list[IntArray]:
    """Return, for each person, the numbers of the sets they are in, in ascending order."""
    person = np.concatenate([np.zeros(0, np.int64), *sets])
    number = np.repeat(np.arange(len(sets)), [len(members) for members in sets])
    order = np.lexsort((number, person))
    return np.split(number[order], np.searchsorted(person[order], np.arange(1, n_persons)))
