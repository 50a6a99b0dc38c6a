"""Presence, spread and sum terms over classes of tables."""

from __future__ import annotations

import numpy as np

from seating.engines.lower_bound.program import NO_END
from seating.engines.lower_bound.seats import Seats
from seating.plan import IntArray
from seating.terms import PresenceTerm, SpreadTerm, SumTerm

__all__ = ["LARGEST_FACTOR", "add_presence", "add_spread", "add_sum"]

LARGEST_FACTOR = 2**24
"""Sums with larger numbers are left out: a solver's tolerance would blur them."""


def add_presence(seats: Seats, term: PresenceTerm, times: IntArray, price: int | None) -> None:
    """Add a presence term: a group is at no more of a class's tables than there are, nor than it has members there.

    Parameters as for `add_count`.
    """
    classes = np.flatnonzero(times)
    if term.low <= 0 or not len(classes):
        return
    m = seats.m[classes]
    there = []
    for group in (group for group in term.groups if len(group)):
        columns, counted = seats.of(group, classes)
        there.append(seats.draft.add_columns(np.minimum(m, len(group)), implied=True))
        seats.draft.add_rows(0, NO_END, (columns, counted), (there[-1], -1))
    sums = [(columns, 1) for columns in there]
    if price is not None:
        sums.append((seats.draft.add_columns(m * term.low, price * times[classes], implied=True), 1))
    may = seats.opened[classes] >= 0
    for kept, least in ((~may, m * term.low), (may, 0 * m)):
        if kept.any():
            opened = [(seats.opened[classes][kept], -term.low)] if may[kept].any() else []
            some = [(columns[kept], factor) for columns, factor in sums]
            seats.draft.add_rows(least[kept], NO_END, *some, *opened, (np.zeros((int(kept.sum()), 1), np.int64), 0))


def add_spread(seats: Seats, term: SpreadTerm, price: int | None) -> None:
    """Add a spread term: tables used are at least members there over the most one table takes.

    Parameters
    ----------
    seats : Seats
    term : SpreadTerm
    price : int or None
        Penalty for a unit of shortfall; None for a must.
    """
    classes = seats.classes_at(term.tables)
    if not len(term.group) or not len(classes):
        return
    m = seats.m[classes]
    columns, counted = seats.of(np.unique(term.group), classes)
    used = seats.draft.add_columns(np.minimum(m, len(term.group)))
    most = np.array([seats.range_of(np.unique(term.group), k)[1] for k in classes.tolist()], dtype=np.int64)
    seats.draft.add_rows(0, NO_END, (columns, -counted), (used, most))
    sums = [(used[None, :], -1)]
    if price is not None:
        sums.append((seats.draft.add_columns(np.full(1, len(term.group)), price, implied=True), 1))
    seats.draft.add_rows(-term.high, NO_END, *sums)


def add_sum(seats: Seats, term: SumTerm, times: IntArray, price: int | None) -> None:
    """Add a sum term: ``unit * shortfall >= |sum| - allowances`` holds for several tables when it does for each.

    Parameters as for `add_count`.
    """
    classes = np.flatnonzero(times)
    one = np.array([members[0] for members in seats.persons.members], dtype=np.int64)
    values, allowances = term.values[one], term.allowances[one]
    common = int(np.gcd.reduce(np.concatenate([values, allowances, [term.unit]])))
    values, allowances, unit = values // common, allowances // common, term.unit // common
    size = np.abs(values) + np.abs(allowances)
    if not len(classes) or not size.any():
        return
    if max(int(size.max()), unit) > LARGEST_FACTOR:
        seats.draft.is_exact = False
        return
    columns = seats.columns[:, classes].T
    slack = []
    if price is not None:
        most = -(-int((size * seats.persons.sizes).sum()) // unit) + 1
        slack = [(seats.draft.add_columns(seats.m[classes] * most, price * times[classes]), unit)]
    of_staff = (one >= seats.model.n_people) * size * seats.persons.sizes
    m, opened = seats.m[classes], seats.opened[classes]
    hidden = np.where(opened >= 0, int(of_staff.sum()), 0)
    for sign in (1, -1):
        closed = (np.maximum(opened, 0), -hidden)
        seats.draft.add_rows(-hidden * m, NO_END, (columns, allowances - sign * values), *slack, closed)
