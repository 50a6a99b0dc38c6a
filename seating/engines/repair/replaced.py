"""One mover for another, and newcomers to better seats: what lessens the penalty without a move more."""

from __future__ import annotations

import numpy as np

from seating.engines.counts import Counts
from seating.engines.repair.former import Former
from seating.model import Model
from seating.plan import IntArray

__all__ = ["with_others_moved"]

MOST_TRIES = 2_500
"""How often a person's prices are asked for, at most."""


def with_others_moved(model: Model, former: Former, tables: IntArray) -> IntArray:
    """Return a seating with no more moves, no more unmet musts and no higher a penalty.

    Newcomers and movers are tried at every table; then each mover is sent home and whoever does best
    instead moves, until nothing comes of it.

    Parameters
    ----------
    model : Model
    former : Former
    tables : int array, shape (persons,)
        Complete.
    """
    counts, left = Counts.of(model, tables), MOST_TRIES
    is_better = True
    while is_better and left > 0:
        is_better = False
        concerned = np.flatnonzero((former.tables < 0) | (former.tables != counts.tables)).tolist()
        for person in concerned:
            is_better |= _seated_better(counts, person)
        movers = [person for person in concerned if former.tables[person] >= 0]
        for person in movers[: max(0, left // model.n_persons)]:
            left -= model.n_persons
            is_better |= _another_moved(counts, former, person)
    return counts.tables


def _seated_better(counts: Counts, person: int) -> bool:
    """Seat a person whose seat is no new move anywhere where it costs least; return whether that is another seat."""
    here = counts.take(person)
    prices = counts.prices(person)
    best = int(prices.argmin())
    is_better = bool(prices[best] < prices[here])
    counts.put(person, best if is_better else here)
    return is_better


def _another_moved(counts: Counts, former: Former, person: int) -> bool:
    """Send a mover home and move whoever does best instead; return whether that costs less."""
    home = int(former.tables[person])
    there = counts.take(person)
    prices = counts.prices(person)
    counts.put(person, home)
    best, mover, seat = 0, person, there
    sent_home = int(prices[home] - prices[there])
    for other in range(counts.model.n_persons):
        if other == person:
            continue
        here = counts.take(other)
        theirs = counts.prices(other)
        counts.put(other, here)
        table = int(theirs.argmin())
        if sent_home + int(theirs[table] - theirs[here]) < best:
            best, mover, seat = sent_home + int(theirs[table] - theirs[here]), other, table
    counts.take(mover)
    counts.put(mover, seat)
    return best < 0
