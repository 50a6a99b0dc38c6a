"""Count terms of a model as rows, for the kernels of annealing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seating.engines.annealing.group_energy import group_slots, times_in_slots
from seating.model import Model
from seating.model.classes import columns_of_counts
from seating.native.annealing import CountRows
from seating.room.plan import IntArray
from seating.terms import CountTerm
from seating.terms.base import times_in

NOBODY: IntArray = np.zeros(0, dtype=np.int64)


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
