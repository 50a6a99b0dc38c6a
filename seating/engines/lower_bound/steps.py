"""Bands that follow their base in steps: exact where each table is a class by itself."""

from __future__ import annotations

from typing import Any

import numpy as np

from seating.engines.lower_bound.program import NO_END
from seating.engines.lower_bound.seats import Seats
from seating.plan import IntArray
from seating.terms import CountTerm

__all__ = ["add_steps"]


def add_steps(
    seats: Seats,
    term: CountTerm,
    band: tuple[int, IntArray, IntArray],
    classes: IntArray,
    slacks: tuple[IntArray | None, IntArray | None],
) -> None:
    """Tell a band by 0-1 columns that say how many of the base are there at least; nothing where m > 1.

    Parameters
    ----------
    seats : Seats
    term : CountTerm
    band : int, int array, int array
        The least number of the base at a table; the low and the high end from there on.
    classes : int array
        Classes of tables with this band, all alike in whether they may stay empty.
    slacks : two int arrays of shape (classes,)
        Columns for what is missing and what is over; None for a must.
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
    # between two thresholds the base may be anything; the steps only fall
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
