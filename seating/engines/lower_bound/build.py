"""A model, and which tables are counted as one, become a program; every term by its own function."""

from __future__ import annotations

from collections.abc import Hashable
from typing import assert_never

import numpy as np

from seating.engines.lower_bound.counts import add_count
from seating.engines.lower_bound.others import add_presence, add_spread, add_sum
from seating.engines.lower_bound.pairs import add_parted, add_shared
from seating.engines.lower_bound.seats import Seats
from seating.model.classes import Partition, content_of
from seating.model.model import Model
from seating.plan import IntArray
from seating.terms import (
    CountTerm,
    FixedTerm,
    PartedTerm,
    PlaceTerm,
    PresenceTerm,
    SharedTerm,
    SpreadTerm,
    SumTerm,
    Term,
)

__all__ = ["seats_of"]


def seats_of(model: Model, tables: Partition, persons: Partition) -> Seats:
    """Return the seats of a model with every term told to their draft; musts have no shortfall there.

    The least value of the draft is never above the penalty of any seating that meets the musts.

    Parameters
    ----------
    model : Model
    tables, persons : Partition
        Only interchangeable ones may share a class.
    """
    seats = Seats(model, tables, persons)
    for (term, price), times in _merged(seats).values():
        _add(seats, term, price, times)
    return seats


def _merged(seats: Seats) -> dict[Hashable, tuple[tuple[Term, int | None], IntArray]]:
    """Return the terms, those that say the same at other tables as one, with how often at each class's tables."""
    model = seats.model
    found: dict[Hashable, tuple[tuple[Term, int | None], IntArray]] = {}
    for position, (requirement, term) in enumerate(model.terms):
        price = None if model.musts[requirement] else int(model.weights[requirement])
        key = (price, content_of(term, position))
        if key not in found:
            found[key] = (term, price), np.zeros(len(seats.m), dtype=np.int64)
        if not isinstance(term, FixedTerm | PlaceTerm):
            inside = np.zeros(model.n_tables, dtype=np.int64)
            inside[term.tables] = 1
            found[key][1][:] += inside[seats.first]
    return found


def _add(seats: Seats, term: Term, price: int | None, times: IntArray) -> None:
    if price == 0:
        return
    match term:
        case FixedTerm():
            seats.draft.offset += (price or 0) * term.shortfall
            if price is None and term.shortfall > 0:  # nothing can meet this
                seats.draft.add_rows(1, 1, (seats.draft.add_columns(np.zeros(1)), 1))
        case PlaceTerm():
            pass  # in the costs of the seats already
        case CountTerm():
            add_count(seats, term, times, price)
        case PresenceTerm():
            add_presence(seats, term, times, price)
        case SumTerm():
            add_sum(seats, term, times, price)
        case SharedTerm():
            add_shared(seats, term, times, price)
        case SpreadTerm():
            add_spread(seats, term, price)
        case PartedTerm():
            add_parted(seats, term, price)
        case _:
            assert_never(term)
