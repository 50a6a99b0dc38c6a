"""The nearest seating that single moves and swaps reach: no worker and no clock, so it is there whatever the time."""

from __future__ import annotations

import numpy as np

from seating.engines.local_search.construction import BEST_TABLES, improve_seat
from seating.engines.local_search.incremental import IncrementalCosts
from seating.engines.repair.baseline import Baseline
from seating.engines.repair.min_moves import tables_with_broken_musts
from seating.model import Model
from seating.model.units import units_of
from seating.room.plan import IntArray

MOST_PRICED = 400_000
"""Maximum number of seats that are priced, so that the search takes about a second in the largest rooms."""


def settle(model: Model, baseline: Baseline, tables: IntArray) -> IntArray:
    """Return a seating that is at least as good: single moves and swaps are made as long as they help.

    Only people who can help are tried: those at a table with an unmet must and those who moved; others only by a move.
    It always ends within the same amount of work.

    Parameters
    ----------
    model : Model
        Moves count in its penalty: `Baseline.pricing_moves`.
    baseline : Baseline
        The earlier seating.
    tables : int array, shape (persons,)
        A complete seating.
    """
    units = units_of(model)
    if units is not None and (units.seats_of_persons(units.seats_of_units(tables)) == tables).all():
        together = _settle(units.model, baseline.joined(units), units.seats_of_units(tables))
        tables = units.seats_of_persons(together)
    return _settle(model, baseline, tables)


def _settle(model: Model, baseline: Baseline, tables: IntArray) -> IntArray:
    """Return what `settle` returns, for a room of persons or of units, by moves of one alone."""
    counts, left = IncrementalCosts.of(model, tables), MOST_PRICED // max(1, model.n_tables)
    persons, is_better = np.arange(model.n_persons), True
    while is_better:
        is_better = False
        broken = np.isin(counts.tables, tables_with_broken_musts(model, counts.tables))
        concerned = broken | (baseline.counted[persons, counts.tables] > 0)
        if not concerned.any():
            break
        order = np.argsort(~concerned, kind="stable")
        for some, swapped in ((order, 0), (np.flatnonzero(concerned), BEST_TABLES)):
            for person in [] if is_better else some.tolist():
                if left <= 0:
                    return counts.tables
                used, helped = improve_seat(counts, person, swapped)
                left -= used
                is_better |= helped
    return counts.tables
