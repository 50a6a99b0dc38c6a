"""What a chain remembers about pairs of tables while it sweeps; `table_pairs.c` has the sweep."""

from __future__ import annotations

import numpy as np

from seating.native.annealing import State, TablePairs

MOST_SEATINGS, MOST_ENTRIES = 8, 2**20
"""For how many seatings of a pair of tables the sum is remembered, a power of 2; and the maximum number of sums in a
large room, which take 16 MB for each chain."""

MOST_SWEPT = 1_024
"""Maximum number of tables in a room that is swept: the sums take memory for each pair of tables."""


def is_local(state: State) -> bool:
    """Whether a swap changes the energy by the same amount as long as the same people sit at its two tables.

    Rooms with `dense` pairs, which no sweep evaluates, and rooms with more than `MOST_SWEPT` tables do not count.
    """
    if len(state.occupancy.heads) > MOST_SWEPT:
        return False
    pairs = state.pairs
    is_apart_local = bool((pairs.is_everywhere[pairs.mask] | (pairs.apart == 0)).all())
    has_room_terms = state.spread.slot.shape[1] > 0 or len(state.links.low) > 1
    return is_apart_local and not has_room_terms and not len(state.dense.weight)


def table_pairs_of(state: State) -> TablePairs:
    """Return the arrays for a chain, with nothing remembered."""
    n_tables, width = state.occupancy.member.shape
    seatings = MOST_SEATINGS
    while seatings > 1 and n_tables**2 * seatings > MOST_ENTRIES:
        seatings //= 2
    shape = (n_tables, n_tables, seatings)
    incoming, change = np.zeros((2, width), np.int64)
    weight = np.zeros(state.rows.slot.shape[1], np.int64)
    return TablePairs(
        np.zeros(shape), np.zeros(shape, np.uint64), np.zeros(n_tables, np.uint64), np.ones(1), incoming, change, weight
    )


def forget(table_pairs: TablePairs) -> None:
    """Forget all sums, because at a higher temperature they are no upper bounds."""
    table_pairs.key[:] = 0
