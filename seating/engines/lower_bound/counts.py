"""Count terms over classes of tables: bands become lines, since costs that are convex at each table add up so.

Where m tables have c people of a group together, ``max(0, low - c_i)`` adds up to at least
``max(0, m * low - c)``, and there are counts for which it is no more. A band that follows the base is
replaced by the lines under its low end and over its high end.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from seating.engines.lower_bound.hull import Line, lines_over, lines_under, on_lines
from seating.engines.lower_bound.program import NO_END
from seating.engines.lower_bound.seats import Seats
from seating.engines.lower_bound.steps import add_steps
from seating.plan import IntArray
from seating.terms import CountTerm

__all__ = ["add_count"]


class Band(NamedTuple):
    """A term's band at one table over the numbers of its base that can occur.

    Attributes
    ----------
    first : int
        The least number of the base.
    low, high : int arrays
        One entry for each number from there.
    most : int
        More of the group are never at one table.
    """

    first: int
    low: IntArray
    high: IntArray
    most: int

    @property
    def is_ordered(self) -> bool:
        """Whether low is never above high, so that a table never lacks and exceeds at once."""
        return bool((self.low <= self.high).all())


def add_count(seats: Seats, term: CountTerm, times: IntArray, price: int | None) -> None:
    """Add a count term.

    Parameters
    ----------
    seats : Seats
    term : CountTerm
    times : int array, shape (classes of tables,)
        How often it counts at each table of a class.
    price : int or None
        Penalty for a unit of shortfall; None for a must.
    """
    by_band: dict[tuple[int, int, int, bool], list[int]] = {}
    for k in np.flatnonzero(times).tolist():
        ends = (0, 0) if term.base is None or len(term.low) == 1 else seats.range_of(term.base, k)
        most = seats.range_of(term.group, k)[1] if term.or_none else len(term.group)
        by_band.setdefault((*ends, most, bool(seats.opened[k] >= 0)), []).append(k)
    for (first, last, most, _), classes in by_band.items():
        entries = np.minimum(np.arange(first, last + 1), len(term.low) - 1)
        low, high = np.maximum(term.low[entries], 0), np.minimum(term.high[entries], len(term.group))
        _add_band(seats, term, Band(first, low, high, most), np.array(classes), times, price)


def _add_band(seats: Seats, term: CountTerm, band: Band, classes: IntArray, times: IntArray, price: int | None) -> None:
    missing = bool(band.low.max() > (1 if term.or_none else 0))
    over = bool(band.high.min() < len(term.group))
    varies = len(band.low) > 1 and bool(np.ptp(band.low) or np.ptp(band.high))
    if not missing and not over:
        return
    if varies and seats.opened[classes[0]] >= 0 and term.base is not None and seats.staff_in(term.base):
        seats.draft.is_exact = False  # staff where no people are would count as if they were elsewhere
        return
    m = seats.m[classes]
    upper = m * int(band.low.max(initial=0)) + len(term.group)
    slack_low = slack_high = _slack(seats, upper, times[classes], price)
    if slack_low is not None and not band.is_ordered:
        slack_high = _slack(seats, upper, times[classes], price)
    if missing and term.or_none:
        _enough_or_none(seats, term, band, classes, slack_low, varies)
    elif missing:
        for line in lines_under(band.first, band.low):
            _hold(seats, term, line, classes, slack_low, is_low=True)
    if over:
        for line in lines_over(band.first, band.high):
            _hold(seats, term, line, classes, slack_high, is_low=False)
    if varies and not _is_on_lines(band, missing and not term.or_none, over):
        add_steps(seats, term, (band.first, band.low, band.high), classes, (slack_low, slack_high))


def _slack(seats: Seats, upper: IntArray, times: IntArray, price: int | None) -> IntArray | None:
    """Return columns that measure shortfall, or none where there may be no shortfall."""
    return None if price is None else seats.draft.add_columns(upper, price * times, implied=True)


def _is_on_lines(band: Band, missing: bool, over: bool) -> bool:
    low = not missing or on_lines(band.first, band.low, lines_under(band.first, band.low))
    return low and (not over or on_lines(band.first, band.high, lines_over(band.first, band.high)))


def _hold(seats: Seats, term: CountTerm, line: Line, classes: IntArray, slack: IntArray | None, is_low: bool) -> None:
    """Hold the count of a class above (or below) a line: ``run * (count + slack) >= rise * base + start * tables``.

    The tables are those that are open. Staff of the group at closed ones do not count.
    """
    sign = 1 if is_low else -1
    m, opened = seats.m[classes], seats.opened[classes]
    columns, counted = seats.of(term.group, classes)
    sums: list[tuple[IntArray, Any]] = [(columns, sign * line.run * counted)]
    if slack is not None:
        sums.append((slack, line.run))
    if line.rise:
        assert term.base is not None, "a band without a base is flat"
        base, factors = seats.of(term.base, classes)
        sums.append((base, -sign * line.rise * factors))
    if opened[0] < 0:
        seats.draft.add_rows(sign * line.start * m, NO_END, *sums)
        return
    hidden = 0 if is_low else line.run * seats.staff_in(term.group)
    sums.append((opened, -sign * line.start - hidden))
    seats.draft.add_rows(-hidden * m, NO_END, *sums)


def _enough_or_none(
    seats: Seats, term: CountTerm, band: Band, classes: IntArray, slack: IntArray | None, varies: bool
) -> None:
    """Ask for the least low end in any class where somebody of the group is: all of them may share a table."""
    low = int(band.low.min()) if varies else int(band.low[0])
    if varies:
        seats.draft.is_exact = False
    m, opened = seats.m[classes], seats.opened[classes]
    present = seats.draft.add_columns(np.ones(len(classes)))
    columns, counted = seats.of(term.group, classes)
    if (m == 1).all():  # one row a person says more than one for all of them
        each = np.repeat(present, columns.shape[1])[:, None]
        upper = np.minimum(seats.persons.sizes[seats.persons_at(columns)], band.most)
        seats.draft.add_rows(0, NO_END, (columns.reshape(-1, 1), -1), (each, upper.reshape(-1, 1)))
    seats.draft.add_rows(0, NO_END, (columns, -counted), (present, np.minimum(m * band.most, len(term.group))))
    sums: list[tuple[IntArray, Any]] = [(columns, counted), (present, -low)]
    if slack is not None:
        sums.append((slack, 1))
    if opened[0] >= 0 and seats.staff_in(term.group):
        seats.draft.add_rows(-low * m, NO_END, *sums, (opened, -low))
    else:
        seats.draft.add_rows(0, NO_END, *sums)
