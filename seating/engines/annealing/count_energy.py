"""Count terms of a chain: how many of each group sit at each table, and the price of one more or one less.

A change of seats is two replacements: at table a person q takes the seat of p, and at table b person p takes the
seat of q. Because the price of one more and one less is kept up to date for every group and table, most replacements
are priced by a few additions. Persons may be units, which a row counts as often as its group has members in them. This
is incremental evaluation as in P. Van Hentenryck and L. Michel, "Constraint-Based
Local Search", MIT Press 2005. Compiled in part; the reference is `model.penalty_of_terms`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seating.engines.annealing.group_energy import group_slots, times_in_slots
from seating.engines.jit import compiled, inlined
from seating.model import Model
from seating.model.classes import columns_of_counts
from seating.native.annealing import CountRows
from seating.plan import IntArray
from seating.terms import CountTerm
from seating.terms.base import times_in

NOBODY: IntArray = np.zeros(0, dtype=np.int64)


@compiled
def count_change(rows: CountRows, t: int, out: int, into: int) -> int:
    """Return the change in energy of count terms at table t when `into` takes the seat of `out`.

    Parameters
    ----------
    rows : CountRows
    t : int
        The table.
    out : int
        The person who leaves the seat; `Model.n_persons` means no one.
    into : int
        The person who takes the seat; `Model.n_persons` means no one.
    """
    change = 0
    if rows.base_class[out] == rows.base_class[into]:  # no band moves, so the prices of one more and one less are exact
        for k in range(rows.slot.shape[1]):
            x, y = rows.slot[out, k], rows.slot[into, k]
            if x != y:
                change += rows.less[t, x] + rows.more[t, y]
        return change
    for k in range(rows.slot.shape[1]):
        x, y = rows.slot[out, k], rows.slot[into, k]
        if len(rows.times):
            change += _change_by_times(rows, t, k, out, into)
        elif x != y:
            if rows.in_base[out, rows.base_of[x]] == rows.in_base[into, rows.base_of[x]]:
                change += rows.less[t, x]
            if rows.in_base[out, rows.base_of[y]] == rows.in_base[into, rows.base_of[y]]:
                change += rows.more[t, y]
    # rows whose base gains or loses someone: their bands move, so both costs are computed anew
    for k in range(rows.bases_of.shape[1]):
        x, y = rows.bases_of[out, k], rows.bases_of[into, k]
        if x:
            change += _change_of_base(rows, t, x, out, into)
        if y and not rows.in_base[out, y]:
            change += _change_of_base(rows, t, y, out, into)
        if not x and not y:
            break
    return change


@inlined
def _change_of_base(rows: CountRows, t: int, base: int, out: int, into: int) -> int:
    """Return the change in energy of the rows of a base at table t when `into` takes the seat of `out`."""
    change, by = 0, rows.in_base[into, base] - rows.in_base[out, base]
    if by:
        s, column = rows.base[t, base], rows.column[t]
        for i in range(rows.base_start[base], rows.base_start[base + 1]):
            row = rows.base_rows[i]
            if rows.price[column, row]:
                k, c = rows.slot_of[row], rows.n_seated[t, row]
                then = c + _times(rows, k, into, row) - _times(rows, k, out, row)
                change += _cost(rows, t, row, then, s + by) - _cost(rows, t, row, c, s)
    return change


@inlined
def _times(rows: CountRows, k: int, p: int, row: int) -> int:
    """Return how often a row, which is in slot k, counts p."""
    if rows.slot[p, k] != row:
        return 0
    return int(rows.times[p, k]) if len(rows.times) else 1


@inlined
def _change_by_times(rows: CountRows, t: int, k: int, out: int, into: int) -> int:
    """Return the change in energy of the rows in slot k, where they count units by their members.

    Rows whose base changes are left out.
    """
    change, x, y = 0, rows.slot[out, k], rows.slot[into, k]
    if x and rows.in_base[out, rows.base_of[x]] == rows.in_base[into, rows.base_of[x]]:
        change += _change_of_row(rows, t, x, _times(rows, k, into, x) - rows.times[out, k])
    if y and y != x and rows.in_base[out, rows.base_of[y]] == rows.in_base[into, rows.base_of[y]]:
        change += _change_of_row(rows, t, y, rows.times[into, k])
    return change


@inlined
def _change_of_row(rows: CountRows, t: int, row: int, by: int) -> int:
    """Return the change in energy of a row if so many more of its group sit at table t, or fewer if negative."""
    if by == 0:
        return 0
    if by == 1:
        return rows.more[t, row]
    if by == -1:
        return rows.less[t, row]
    c, s = rows.n_seated[t, row], rows.base[t, rows.base_of[row]]
    return _cost(rows, t, row, c + by, s) - _cost(rows, t, row, c, s)


@inlined
def outgoing_change(rows: CountRows, a: int, b: int, p: int) -> int:
    """Return the change in energy when `p` goes from table a to b and someone who is in no group moves from b to a.

    It is also saved slot by slot, so that one call is enough for all swaps of `p` with people at table b.

    Parameters
    ----------
    rows : CountRows
    a : int
        The table that p leaves.
    b : int
        The table that p goes to.
    p : int
        The person.
    """
    slot, less, more = rows.slot[p], rows.less[a], rows.more[b]
    change = 0
    for k in range(len(slot)):
        rows.outgoing[k] = less[slot[k]] + more[slot[k]]
        change += rows.outgoing[k]
    return change


@inlined
def incoming_change(rows: CountRows, a: int, b: int, p: int, q: int) -> int:
    """Return the correction to the `outgoing_change` of `p` if `q`, who is in the same bases, goes from b to a.

    Parameters
    ----------
    rows : CountRows
    a : int
        The table of p.
    b : int
        The table of q.
    p : int
        The person.
    q : int
        The other person.
    """
    slot, other, less, more = rows.slot[p], rows.slot[q], rows.less[b], rows.more[a]
    change = 0
    for k in range(len(slot)):
        y = other[k]
        change += less[y] + more[y] if y != slot[k] else -rows.outgoing[k]
    return change


@compiled
def update_counts(rows: CountRows, t: int, out: int, into: int) -> None:
    """Update counts and prices at table t after `into` has taken the seat of `out`.

    Parameters
    ----------
    rows : CountRows
    t : int
        The table.
    out : int
        The person who leaves the seat; `Model.n_persons` means no one.
    into : int
        The person who takes the seat; `Model.n_persons` means no one.
    """
    for k in range(rows.slot.shape[1]):
        x, y = rows.slot[out, k], rows.slot[into, k]
        if x != y or len(rows.times):
            rows.n_seated[t, x] -= _times(rows, k, out, x) * (x > 0)
            rows.n_seated[t, y] += _times(rows, k, into, y) * (y > 0)
            _update_prices(rows, t, x)
            _update_prices(rows, t, y)
    if rows.base_class[out] != rows.base_class[into]:
        for k in range(rows.bases_of.shape[1]):
            x, y = rows.bases_of[out, k], rows.bases_of[into, k]
            if x:
                _update_base(rows, t, x, rows.in_base[into, x] - rows.in_base[out, x])
            if y and not rows.in_base[out, y]:
                _update_base(rows, t, y, rows.in_base[into, y])
            if not x and not y:
                break


@inlined
def _update_base(rows: CountRows, t: int, base: int, by: int) -> None:
    """Update the number of a base at table t, and the prices of its rows there."""
    if by:
        rows.base[t, base] += by
        for i in range(rows.base_start[base], rows.base_start[base + 1]):
            _update_prices(rows, t, rows.base_rows[i])


@compiled
def _cost(rows: CountRows, t: int, row: int, count: int, base: int) -> int:
    """Return the energy of a row at table t with `count` of its group and `base` of its base there."""
    column = rows.column[t]
    price = rows.price[column, row]
    if price == 0 or (count == 0 and rows.or_none[row]):
        return 0
    at = rows.first[column, row] + min(base, rows.last[column, row])
    return price * (max(0, rows.low[at] - count) + max(0, count - rows.high[at]))


@compiled
def _update_prices(rows: CountRows, t: int, row: int) -> None:
    """Recompute the prices of one more and one less of a row's group at table t."""
    if row and rows.price[rows.column[t], row]:
        c, s = rows.n_seated[t, row], rows.base[t, rows.base_of[row]]
        now = _cost(rows, t, row, c, s)
        rows.more[t, row] = _cost(rows, t, row, c + 1, s) - now
        rows.less[t, row] = _cost(rows, t, row, c - 1, s) - now if c else 0


@dataclass(slots=True)
class _Row:
    """Count terms of one group and base, at most one at a table; arrays of shape (columns,)."""

    group: IntArray
    base: int
    or_none: bool
    price: IntArray
    first: IntArray
    last: IntArray


class _RowBuilder:
    """Collects count terms into rows: terms that differ only in their tables and bands share a row."""

    def __init__(self, model: Model) -> None:
        self.column, self._columns = columns_of_counts(model)
        self._n_columns = int(self.column.max(initial=-1)) + 1
        self._added = 0
        self.members = [NOBODY]
        self._base_number = {NOBODY.tobytes(): 0}
        self.rows = [self._row(NOBODY, 0, False)]
        self._alike: dict[tuple[bytes, int, bool], list[_Row]] = {}
        self.lows, self.highs = [np.zeros(1, np.int64)], [np.zeros(1, np.int64)]
        self._length = 1
        self._bands: dict[tuple[bytes, bytes], int] = {}

    def _row(self, group: IntArray, base: int, or_none: bool) -> _Row:
        return _Row(group, base, or_none, *np.zeros((3, self._n_columns), np.int64))

    def add(self, term: CountTerm, price: int) -> None:
        """Add the next count term of the model."""
        columns = self._columns[self._added]
        self._added += 1
        base = NOBODY if term.base is None or len(term.low) == 1 else np.sort(term.base)
        number = self._base_number.setdefault(base.tobytes(), len(self.members))
        if number == len(self.members):
            self.members.append(base)
        same = self._alike.setdefault((term.group.tobytes(), number, term.or_none), [])
        row = next((row for row in same if not row.price[columns].any()), None)
        if row is None:
            row = self._row(term.group, number, term.or_none)
            same.append(row)
            self.rows.append(row)
        row.price[columns] = price
        row.first[columns], row.last[columns] = self._band(term), len(term.low) - 1

    def _band(self, term: CountTerm) -> int:
        key = (term.low.tobytes(), term.high.tobytes())
        if key not in self._bands:
            self._bands[key] = self._length
            self.lows.append(term.low)
            self.highs.append(term.high)
            self._length += len(term.low)
        return self._bands[key]


def count_rows_of(model: Model, price: IntArray) -> CountRows:
    """Return the count terms of a model, with no one seated.

    Parameters
    ----------
    model : Model
    price : int array, shape (requirements,)
        Energy of a unit of each requirement's shortfall.
    """
    builder = _RowBuilder(model)
    for requirement, term in model.terms:
        if isinstance(term, CountTerm):
            builder.add(term, int(price[requirement]))
    rows = builder.rows
    base_of = np.array([row.base for row in rows], dtype=np.int64)
    in_base = np.column_stack([times_in(people, model.n_persons + 1) for people in builder.members])
    with_base = np.argsort(base_of, kind="stable")
    with_base = with_base[base_of[with_base] > 0]
    start = np.searchsorted(base_of[with_base], np.arange(len(builder.members) + 1))
    slot, slot_of = group_slots([np.unique(row.group) for row in rows], model.n_persons)
    times = times_in_slots([row.group for row in rows], slot_of, slot)
    times = times if times.max(initial=0) > 1 else times[:0]
    alone = np.where((times > 1).any(axis=1), np.arange(len(times)), -1)
    alike = np.unique(np.column_stack([in_base, alone]) if len(times) else in_base, axis=0, return_inverse=True)[1]
    shape = (model.n_tables, len(rows))
    price_at, first, last = (
        np.array(column).T for column in zip(*((r.price, r.first, r.last) for r in rows), strict=True)
    )
    return CountRows(
        slot=slot,
        slot_of=slot_of,
        base_of=base_of,
        or_none=np.array([row.or_none for row in rows], dtype=np.bool_),
        column=builder.column,
        price=np.ascontiguousarray(price_at),
        first=np.ascontiguousarray(first, dtype=np.int64),
        last=np.ascontiguousarray(last, dtype=np.int64),
        low=np.concatenate(builder.lows),
        high=np.concatenate(builder.highs),
        in_base=in_base,
        bases_of=_bases_of(in_base),
        base_class=alike.reshape(-1).astype(np.int64),
        times=times,
        base_rows=with_base.astype(np.int64),
        base_start=start.astype(np.int64),
        n_seated=np.zeros(shape, np.int64),
        more=np.zeros(shape, np.int64),
        less=np.zeros(shape, np.int64),
        base=np.zeros((model.n_tables, len(builder.members)), np.int64),
        outgoing=np.zeros(slot.shape[1], np.int64),
    )


def _bases_of(in_base: IntArray) -> IntArray:
    """Return the bases of each person, shape (persons + 1, most bases of a person), followed by zeros."""
    number = np.where(in_base > 0, np.arange(in_base.shape[1]), 0)
    width = int((number > 0).sum(axis=1).max(initial=0))
    found: IntArray = -np.sort(-number, axis=1)[:, :width]
    return np.ascontiguousarray(found)


@compiled
def initialize_counts(rows: CountRows, t: int) -> int:
    """Compute the prices of one more and one less at empty table t, and return the energy of the empty table."""
    cost = 0
    for row in range(len(rows.base_of)):
        _update_prices(rows, t, row)
        cost += _cost(rows, t, row, 0, 0)
    return cost
