"""Count terms while people change seats: how many of a group sit where, and what one more would cost.

`replacement` and `replace` are compiled; their slow twin is `model.evaluate`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from seating.engines.annealing.groups import Slots, slots_of
from seating.engines.annealing.jit import inner, inside
from seating.model import Model
from seating.plan import IntArray
from seating.terms import CountTerm

__all__ = ["Rows", "begin_rows", "exchange", "offer", "replace", "replacement", "rows_of"]

NOBODY: IntArray = np.zeros(0, dtype=np.int64)


class Rows(NamedTuple):
    """Count terms by group, and their counts at each table; row 0 and base 0 stand for none and cost nothing.

    Attributes
    ----------
    slot : Slots
        The rows that count a person.
    slot_of : int64 array, shape (rows,)
    base_of : int64 array, shape (rows,)
        The set of people on whom the row's band depends.
    or_none : bool array, shape (rows,)
    price : int64 array, shape (tables, rows)
    first, last : int64 arrays, shape (tables, rows)
        Where the band begins in `low` and `high`, and its last entry counted from there.
    low, high : int64 arrays
        All bands, one behind the other.
    in_base : bool array, shape (persons + 1, bases)
    alike : int64 array, shape (persons + 1,)
        A number that two people share when they are in the same bases.
    base_rows, base_start : int64 arrays
        The rows of base b are ``base_rows[base_start[b]:base_start[b + 1]]``.
    held, more, less : int64 arrays, shape (tables, rows)
        How many of a row's group sit there, and what one more or one less of them would add. They change.
    base : int64 array, shape (tables, bases)
        How many of a base sit there. It changes.
    offered : int64 array, shape (slots,)
        For `offer` and `exchange`.
    """

    slot: Slots
    slot_of: IntArray
    base_of: IntArray
    or_none: NDArray[np.bool_]
    price: IntArray
    first: IntArray
    last: IntArray
    low: IntArray
    high: IntArray
    in_base: NDArray[np.bool_]
    alike: IntArray
    base_rows: IntArray
    base_start: IntArray
    held: IntArray
    more: IntArray
    less: IntArray
    base: IntArray
    offered: IntArray


@inner
def replacement(rows: Rows, t: int, out: int, into: int) -> int:
    """Return what count terms at table t add when `into` takes the seat of `out`."""
    change = 0
    if rows.alike[out] == rows.alike[into]:
        for k in range(rows.slot.shape[1]):
            x, y = rows.slot[out, k], rows.slot[into, k]
            if x != y:
                change += rows.less[t, x] + rows.more[t, y]
        return change
    for k in range(rows.slot.shape[1]):
        x, y = rows.slot[out, k], rows.slot[into, k]
        if x != y:
            if rows.in_base[out, rows.base_of[x]] == rows.in_base[into, rows.base_of[x]]:
                change += rows.less[t, x]
            if rows.in_base[out, rows.base_of[y]] == rows.in_base[into, rows.base_of[y]]:
                change += rows.more[t, y]
    for base in range(1, rows.in_base.shape[1]):
        by = np.int64(rows.in_base[into, base]) - np.int64(rows.in_base[out, base])
        if by:
            s = rows.base[t, base]
            for i in range(rows.base_start[base], rows.base_start[base + 1]):
                row = rows.base_rows[i]
                if rows.price[t, row]:
                    k, c = rows.slot_of[row], rows.held[t, row]
                    then = c + (rows.slot[into, k] == row) - (rows.slot[out, k] == row)
                    change += _cost(rows, t, row, then, s + by) - _cost(rows, t, row, c, s)
    return change


@inside
def offer(rows: Rows, a: int, b: int, p: int) -> int:
    """Look what `p` would change on the way from table a to b: kept row by row, returned as a sum."""
    slot, less, more = rows.slot[p], rows.less[a], rows.more[b]
    change = 0
    for k in range(len(slot)):
        rows.offered[k] = less[slot[k]] + more[slot[k]]
        change += rows.offered[k]
    return change


@inside
def exchange(rows: Rows, a: int, b: int, p: int, q: int) -> int:
    """Return what is to be added to the `offer` of `p` when `q`, alike in bases, goes the other way."""
    slot, other, less, more = rows.slot[p], rows.slot[q], rows.less[b], rows.more[a]
    change = 0
    for k in range(len(slot)):
        y = other[k]
        change += less[y] + more[y] if y != slot[k] else -rows.offered[k]
    return change


@inner
def replace(rows: Rows, t: int, out: int, into: int) -> None:
    """Let `into` take the seat of `out` at table t."""
    for k in range(rows.slot.shape[1]):
        x, y = rows.slot[out, k], rows.slot[into, k]
        if x != y:
            rows.held[t, x] -= x > 0
            rows.held[t, y] += y > 0
            _price(rows, t, x)
            _price(rows, t, y)
    if rows.alike[out] != rows.alike[into]:
        for base in range(1, rows.in_base.shape[1]):
            by = np.int64(rows.in_base[into, base]) - np.int64(rows.in_base[out, base])
            if by:
                rows.base[t, base] += by
                for i in range(rows.base_start[base], rows.base_start[base + 1]):
                    _price(rows, t, rows.base_rows[i])


@inner
def _cost(rows: Rows, t: int, row: int, count: int, base: int) -> int:
    price = rows.price[t, row]
    if price == 0 or (count == 0 and rows.or_none[row]):
        return 0
    at = rows.first[t, row] + min(base, rows.last[t, row])
    return price * (max(0, rows.low[at] - count) + max(0, count - rows.high[at]))


@inner
def _price(rows: Rows, t: int, row: int) -> None:
    """Work out anew what one more or one less would add."""
    if row and rows.price[t, row]:
        c, s = rows.held[t, row], rows.base[t, rows.base_of[row]]
        now = _cost(rows, t, row, c, s)
        rows.more[t, row] = _cost(rows, t, row, c + 1, s) - now
        rows.less[t, row] = _cost(rows, t, row, c - 1, s) - now if c else 0


@dataclass(slots=True)
class _Row:
    """Count terms of one group and base, at most one at a table; arrays of shape (tables,)."""

    group: IntArray
    base: int
    or_none: bool
    price: IntArray
    first: IntArray
    last: IntArray


class _Reading:
    """Count terms in the reading; those that differ only in table and band share a row."""

    def __init__(self, model: Model) -> None:
        self.n_tables = model.n_tables
        self.members = [NOBODY]
        self._base_number = {NOBODY.tobytes(): 0}
        self.rows = [self._row(NOBODY, 0, False)]
        self._alike: dict[tuple[bytes, int, bool], list[_Row]] = {}
        self.lows, self.highs = [np.zeros(1, np.int64)], [np.zeros(1, np.int64)]
        self._length = 1
        self._bands: dict[tuple[bytes, bytes], int] = {}

    def _row(self, group: IntArray, base: int, or_none: bool) -> _Row:
        return _Row(group, base, or_none, *np.zeros((3, self.n_tables), np.int64))

    def read(self, term: CountTerm, price: int) -> None:
        base = NOBODY if term.base is None or len(term.low) == 1 else np.unique(term.base)
        number = self._base_number.setdefault(base.tobytes(), len(self.members))
        if number == len(self.members):
            self.members.append(base)
        same = self._alike.setdefault((term.group.tobytes(), number, term.or_none), [])
        row = next((row for row in same if not row.price[term.tables].any()), None)
        if row is None:
            row = self._row(np.unique(term.group), number, term.or_none)
            same.append(row)
            self.rows.append(row)
        row.price[term.tables] = price
        row.first[term.tables], row.last[term.tables] = self._band(term), len(term.low) - 1

    def _band(self, term: CountTerm) -> int:
        key = (term.low.tobytes(), term.high.tobytes())
        if key not in self._bands:
            self._bands[key] = self._length
            self.lows.append(term.low)
            self.highs.append(term.high)
            self._length += len(term.low)
        return self._bands[key]


def rows_of(model: Model, price: IntArray) -> Rows:
    """Return the count terms of a model, with nobody seated yet.

    Parameters
    ----------
    model : Model
    price : int array, shape (requirements,)
    """
    reading = _Reading(model)
    for requirement, term in model.terms:
        if isinstance(term, CountTerm):
            reading.read(term, int(price[requirement]))
    rows = reading.rows
    base_of = np.array([row.base for row in rows], dtype=np.int64)
    in_base = np.zeros((model.n_persons + 1, len(reading.members)), dtype=np.bool_)
    for number, people in enumerate(reading.members):
        in_base[people, number] = True
    with_base = np.argsort(base_of, kind="stable")
    with_base = with_base[base_of[with_base] > 0]
    start = np.searchsorted(base_of[with_base], np.arange(len(reading.members) + 1))
    slot, slot_of = slots_of([row.group for row in rows], model.n_persons)
    shape = (model.n_tables, len(rows))
    price_at, first, last = (
        np.array(column).T for column in zip(*((r.price, r.first, r.last) for r in rows), strict=True)
    )
    return Rows(
        slot=slot,
        slot_of=slot_of,
        base_of=base_of,
        or_none=np.array([row.or_none for row in rows], dtype=np.bool_),
        price=np.ascontiguousarray(price_at),
        first=np.ascontiguousarray(first, dtype=np.int64),
        last=np.ascontiguousarray(last, dtype=np.int64),
        low=np.concatenate(reading.lows),
        high=np.concatenate(reading.highs),
        in_base=in_base,
        alike=np.unique(in_base, axis=0, return_inverse=True)[1].reshape(-1).astype(np.int64),
        base_rows=with_base.astype(np.int64),
        base_start=start.astype(np.int64),
        held=np.zeros(shape, np.int64),
        more=np.zeros(shape, np.int64),
        less=np.zeros(shape, np.int64),
        base=np.zeros((model.n_tables, len(reading.members)), np.int64),
        offered=np.zeros(slot.shape[1], np.int64),
    )


@inner
def begin_rows(rows: Rows, t: int) -> int:
    """Work out what one more or one less would add at an empty table; return what it costs as it is."""
    cost = 0
    for row in range(rows.price.shape[1]):
        _price(rows, t, row)
        cost += _cost(rows, t, row, 0, 0)
    return cost
