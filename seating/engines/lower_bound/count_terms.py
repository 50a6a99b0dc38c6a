"""Count terms over classes of tables as linear rows; convex costs at each table can be added up over a class.

If c people of a group sit at the m tables of a class, the sum of ``max(0, low - c_i)`` is at least
``max(0, m * low - c)``, and some distribution of the c people attains it. A band that depends on a base count is
replaced by the lower convex hull of its low end and the upper concave hull of its high end (`lines_under`,
`lines_over`). If a class is a single table, 0-1 columns for "at least n of the base" make the rows exact (`add_steps`).
"""

from __future__ import annotations

import itertools
from typing import Any, NamedTuple

import numpy as np

from seating.engines.lower_bound.assignment import AssignmentColumns
from seating.engines.lower_bound.program import NO_END
from seating.room.plan import IntArray
from seating.terms import CountTerm


class Band(NamedTuple):
    """A term's band at one table, for the base counts that can occur."""

    first: int  # the smallest base count
    low: IntArray  # one entry for each base count from `first` on
    high: IntArray
    most: int  # maximum number of group members at one table

    @property
    def is_ordered(self) -> bool:
        """Whether low never exceeds high, so that a count is never below low and above high at once."""
        return bool((self.low <= self.high).all())


def add_count(seats: AssignmentColumns, term: CountTerm, times: IntArray, price: int | None) -> None:
    """Add a count term.

    Parameters
    ----------
    seats : AssignmentColumns
    term : CountTerm
    times : int array, shape (classes of tables,)
        How often the term applies to each table of a class.
    price : int or None
        Penalty per unit of shortfall; None for a must.
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


def _add_band(
    seats: AssignmentColumns, term: CountTerm, band: Band, classes: IntArray, times: IntArray, price: int | None
) -> None:
    missing = bool(band.low.max() > (1 if term.or_none else 0))
    over = bool(band.high.min() < len(term.group))
    varies = len(band.low) > 1 and bool(np.ptp(band.low) or np.ptp(band.high))
    if not missing and not over:
        return
    if varies and seats.opened[classes[0]] >= 0 and term.base is not None and seats.staff_in(term.base):
        seats.draft.is_exact = False  # staff at closed tables would be counted in the base of open ones
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
            _add_line(seats, term, line, classes, slack_low, is_low=True)
    if over:
        for line in lines_over(band.first, band.high):
            _add_line(seats, term, line, classes, slack_high, is_low=False)
    if varies and not _is_on_lines(band, missing and not term.or_none, over):
        add_steps(seats, term, (band.first, band.low, band.high), classes, (slack_low, slack_high))


def _slack(seats: AssignmentColumns, upper: IntArray, times: IntArray, price: int | None) -> IntArray | None:
    """Return columns for the shortfall of each class; None for a must."""
    return None if price is None else seats.draft.add_columns(upper, price * times, implied=True)


def _is_on_lines(band: Band, missing: bool, over: bool) -> bool:
    low = not missing or on_lines(band.first, band.low, lines_under(band.first, band.low))
    return low and (not over or on_lines(band.first, band.high, lines_over(band.first, band.high)))


def _add_line(
    seats: AssignmentColumns, term: CountTerm, line: Line, classes: IntArray, slack: IntArray | None, is_low: bool
) -> None:
    """Add ``run * (count + slack) >= rise * base + start * open tables``; for a high end, the same with <= and -slack.

    Staff at closed tables do not count; the row is relaxed by their number.
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
    seats: AssignmentColumns, term: CountTerm, band: Band, classes: IntArray, slack: IntArray | None, varies: bool
) -> None:
    """Add ``count + slack >= low * present`` and ``count <= most * present``: all members may share one table."""
    low = int(band.low.min()) if varies else int(band.low[0])
    if varies:
        seats.draft.is_exact = False
    m, opened = seats.m[classes], seats.opened[classes]
    present = seats.draft.add_columns(np.ones(len(classes)))
    columns, counted = seats.of(term.group, classes)
    if (m == 1).all():  # one row per person is tighter than one for all
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


def add_steps(
    seats: AssignmentColumns,
    term: CountTerm,
    band: tuple[int, IntArray, IntArray],
    classes: IntArray,
    slacks: tuple[IntArray | None, IntArray | None],
) -> None:
    """Make a band exact by 0-1 columns z_i for "at least k_i of the base", for classes of a single table.

    Parameters
    ----------
    seats : AssignmentColumns
    term : CountTerm
    band : int, int array, int array
        The smallest base count at a table; the low and the high end for each base count from there on.
    classes : int array
        Classes of tables with this band; all of them may stay empty, or none.
    slacks : two int arrays of shape (classes,), or None
        Columns for missing and for surplus members; None for a must.
    """
    single = seats.m[classes] == 1
    if term.or_none or not single.all():
        seats.draft.is_exact = False
    if term.or_none or not single.any():
        return
    assert term.base is not None, "a band without a base has no steps"
    first, low, high = band
    kept = classes[single]
    changes = np.flatnonzero((np.diff(low) != 0) | (np.diff(high) != 0))
    at = first + 1 + changes
    step = seats.draft.add_columns(np.ones((len(kept), len(at))))
    last = first + len(low) - 1
    base, factors = seats.of(term.base, kept)
    # base >= first + sum_i (k_i - k_{i-1}) z_i; base <= k_1 - 1 + sum_i (k_{i+1} - k_i) z_i; z_i >= z_{i+1}
    seats.draft.add_rows(first, NO_END, (base, factors), (step, -np.diff(at, prepend=first)))
    seats.draft.add_rows(1 - at[0], NO_END, (base, -factors), (step, np.diff(at, append=last + 1)))
    for before, after in zip(step.T[:-1], step.T[1:], strict=True):
        seats.draft.add_rows(0, NO_END, (before, 1), (after, -1))
    columns, counted = seats.of(term.group, kept)
    opened = seats.opened[kept]
    for sign, end, slack in ((1, low, slacks[0]), (-1, high, slacks[1])):
        sums: list[tuple[IntArray, Any]] = [(columns, sign * counted), (step, -sign * np.diff(end)[changes])]
        if slack is not None:
            sums.append((slack[single], 1))
        least = sign * int(end[0])
        if opened[0] < 0:
            seats.draft.add_rows(least, NO_END, *sums)
        else:
            waived = int(low.max()) if sign > 0 else len(term.group)
            seats.draft.add_rows(least - waived, NO_END, *sums, (opened, -waived))


class Line(NamedTuple):
    """The line ``run * v = rise * s + start`` through points (s, v)."""

    run: int
    rise: int
    start: int


def lines_under(first: int, values: IntArray) -> list[Line]:
    """Return the lines of the lower convex hull of the points (first, values[0]), (first + 1, values[1]), ….

    Their maximum is the largest convex function that is nowhere above the points. Andrew's monotone chain algorithm
    finds the corners. A single point gives a horizontal line.

    Examples
    --------
    >>> import numpy as np
    >>> lines_under(8, np.array([0, 1, 1]))
    [Line(run=2, rise=1, start=-8)]
    """
    corners: list[tuple[int, int]] = []
    for s, value in enumerate(values.tolist(), start=first):
        while len(corners) > 1 and _turns_down(corners[-2], corners[-1], (s, value)):
            corners.pop()
        corners.append((s, value))
    if len(corners) == 1:
        return [Line(1, 0, corners[0][1])]
    return [
        Line(after[0] - at[0], after[1] - at[1], at[1] * (after[0] - at[0]) - (after[1] - at[1]) * at[0])
        for at, after in itertools.pairwise(corners)
    ]


def lines_over(first: int, values: IntArray) -> list[Line]:
    """Return the lines of the upper concave hull; compare `lines_under`."""
    return [Line(run, -rise, -start) for run, rise, start in lines_under(first, -values)]


def on_lines(first: int, values: IntArray, lines: list[Line]) -> bool:
    """Whether every point lies on one of the lines, so that the hull is exact at integers."""
    return all(
        any(value * line.run == line.rise * s + line.start for line in lines)
        for s, value in enumerate(values.tolist(), start=first)
    )


def _turns_down(one: tuple[int, int], two: tuple[int, int], three: tuple[int, int]) -> bool:
    """Whether the middle point is on or above the line through its neighbors."""
    return (two[1] - one[1]) * (three[0] - one[0]) >= (three[1] - one[1]) * (two[0] - one[0])
