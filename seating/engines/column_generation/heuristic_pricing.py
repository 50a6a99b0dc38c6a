"""Heuristic pricing: a tabu search for members of one table with low cost minus duals.

A move exchanges one member for another person. The reference implementation of the cost is `table_costs.cost_of`. The
search itself is in `seating/native/src/pricing.c`.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from seating.engines.column_generation.table_costs import Table
from seating.native.arrays import Ints, Ints2, Passed, Words
from seating.native.library import Function
from seating.room.plan import IntArray

BREADTH = 4
"""Number of members considered for leaving in each swap: the table costs least without them."""

NEVER = 2**62
"""Larger than any cost."""


class Members(NamedTuple):
    """The state of a search: the members, their counts, and the best sets of members so far."""

    members: Ints  # (size,)
    is_member: Ints  # (people,): 1 for members
    base: Ints  # (bands,)
    group: Ints  # (bands,)
    change: Ints  # (3 * bands,): cost of one more in the group, the base, or both
    group_count: Ints  # (groups,): members in each group of a presence
    present: Ints  # (presences,): number of groups with at least one member
    total: Ints2  # (sums, 2): sum of values, sum of allowances
    pair_cost: Ints  # (people,) or (0,): cost of each person's pairs with the members
    add_cost: Ints  # (people,): cost of adding each person
    cost_without: Ints  # (size,): cost of the table without each member
    tabu_until: Ints  # (people,): number of the exchange until which each person is tabu
    hash_key: Ints  # (people,): random numbers; their XOR over the members is the hash of the set
    best_members: Ints2  # (most, size): the best sets of members
    best_cost: Ints  # (most,): their costs
    best_hash: Ints  # (most,): their hashes
    scalars: Ints  # (4,): cost, hash, number of kept sets, lowest cost since this start
    random: Words  # (1,): state of the random number generator


def members_of(table: Table, most: int, seed: int) -> Members:
    """Return the state of a search that keeps `most` sets, before its first start."""
    n, bands = len(table.seat_cost), len(table.bands)
    rng = np.random.default_rng(seed)
    sizes = (n, bands, bands, 3 * bands, table.n_groups, len(table.presence))
    is_member, base, group, change, group_count, present = (np.zeros(size, dtype=np.int64) for size in sizes)
    change[:] = np.stack([table.bands[:, 0, 1], table.bands[:, 1, 0], table.bands[:, 1, 1]], axis=1).ravel()
    change -= np.repeat(table.bands[:, 0, 0], 3)
    return Members(
        np.full(table.size, -1, dtype=np.int64),
        *(is_member, base, group, change, group_count, present),
        np.zeros((len(table.units), 2), dtype=np.int64),
        np.zeros(len(table.pairs), dtype=np.int64),
        np.zeros(n, dtype=np.int64),
        np.zeros(table.size, dtype=np.int64),
        np.zeros(n, dtype=np.int64),
        rng.integers(2**62, size=n),
        np.zeros((most, table.size), dtype=np.int64),
        np.full(most, NEVER, dtype=np.int64),
        np.zeros(most, dtype=np.int64),
        np.array([table.bands[:, 0, 0].sum() + table.presence[:, 0].sum(), 0, 0, 0]),
        rng.integers(1, 2**62, size=1).astype(np.uint64),
    )


_search_from = Function("seating_search_members", Table, Ints, Members, Ints2, int)


def search_from(table: Table, price: IntArray, state: Members, starts: IntArray, steps: int) -> None:
    """Search from each start in turn, and record the best sets of members in the state.

    Parameters
    ----------
    table : Table
    price : int array, shape (people,)
        The cost of each person's own seat minus their dual.
    state : Members
        It has space for at least one set. It changes.
    starts : int array, shape (starts, size)
    steps : int
    """
    _search_from(Passed(table), price, Passed(state), starts, steps)


def search(
    table: Table, duals: IntArray, starts: IntArray, steps: int, most: int, seed: int
) -> tuple[IntArray, IntArray]:
    """Return sets of members with low cost minus duals, cheapest first.

    Parameters
    ----------
    table : Table
        Its costs are in the scale of the duals, and its size is at least 1.
    duals : int array, shape (people,)
    starts : int array, shape (starts, size)
        The members at the start of each search; the searches run one after another.
    steps : int
        Number of exchanges from each start.
    most : int
        Maximum number of sets returned.
    seed : int

    Returns
    -------
    int array, shape (found, size)
        Members, in ascending order.
    int array, shape (found,)
        Cost minus duals.

    Notes
    -----
    See F. Glover, "Tabu search, part I", ORSA Journal on Computing 1 (1989). Only the few members whose leaving
    makes the table cheapest are candidates for leaving here.
    """
    state = members_of(table, most, seed)
    search_from(table, table.seat_cost - duals, state, np.ascontiguousarray(starts), steps)
    found = int(state.scalars[2])
    order = np.argsort(state.best_cost[:found], kind="stable")
    return np.sort(state.best_members[:found][order], axis=1), state.best_cost[:found][order]
