"""The loop of `annealing.c` in plain Python."""

from __future__ import annotations

import numpy as np

from seating.native.annealing import BEST, ENERGY, N_COSTLY, Occupancy, State
from seating.native.reference.annealing.acceptance import random_below, random_fraction
from seating.native.reference.annealing.count_energy import initialize_counts, outgoing_change
from seating.native.reference.annealing.exchanges import share_of_exchanges, try_exchange
from seating.native.reference.annealing.group_energy import update_spread
from seating.native.reference.annealing.link_energy import update_links
from seating.native.reference.annealing.neighborhood import swap_change, table_change, try_move, try_swaps, update_table
from seating.native.reference.annealing.pair_energy import pair_costs_by_table, update_dense, update_sparse
from seating.native.reference.annealing.state import copy_into, save_best, update_costly


def initialize(state: State, stats: np.ndarray, table: np.ndarray, energy: int) -> None:
    """Seat everyone in an empty state.

    Parameters
    ----------
    state : State
        As `state_of` returns it.
    stats : int64 array, shape (N_STATS,)
    table : int64 array, shape (persons,)
        The table of each person.
    energy : int
        The energy of that seating.
    """
    occupancy = state.occupancy
    n_people, nobody = len(occupancy.position), len(occupancy.table)
    for t in range(len(occupancy.heads)):
        occupancy.cost[t] = initialize_counts(state.rows, t)
        for term in range(state.presence.price.shape[1]):
            occupancy.cost[t] += state.presence.price[t, term] * state.presence.low[t, term]
    for p in range(nobody):
        t = table[p]
        update_table(state, t, nobody, p, table_change(state, t, nobody, p))
        occupancy.table[p] = t
        update_spread(state.spread, p, -1, t)
        update_links(state.links, p, -1, t)
        update_sparse(state.pairs, p, -1, t)
        update_dense(state.dense, p, -1, t)
        if p < n_people:
            occupancy.position[p] = occupancy.heads[t]
            occupancy.member[t, occupancy.heads[t]] = p
            occupancy.heads[t] += 1
        occupancy.seat_excess[t] += occupancy.seat_cost[p, occupancy.column[t]] - occupancy.cheapest[p]
    stats[ENERGY] = energy
    stats[BEST] = energy
    copy_into(table, occupancy.best)


def sample_swaps(state: State, random: np.ndarray, changes: np.ndarray) -> None:
    """Write the changes in energy of random swaps to `changes`; entries of two people at one table stay unchanged.

    Parameters
    ----------
    state : State
    random : uint64 array, shape (2,)
    changes : int64 array, shape (swaps,)
    """
    occupancy = state.occupancy
    n_people = len(occupancy.position)
    for i in range(len(changes) if n_people else 0):
        p, q = random_below(random, n_people), random_below(random, n_people)
        if occupancy.table[p] != occupancy.table[q]:
            a, b = occupancy.table[p], occupancy.table[q]
            changes[i] = swap_change(state, p, q, a, b, outgoing_change(state.rows, a, b, p))


def pick_person(occupancy: Occupancy, stats: np.ndarray, random: np.ndarray, focus: float) -> np.int64:
    """Return a random person; with probability `focus` someone at a table that costs something.

    Parameters
    ----------
    occupancy : Occupancy
    stats : int64 array, shape (N_STATS,)
    random : uint64 array, shape (2,)
    focus : float
        Share of tries that begin at a table that costs something.
    """
    if stats[N_COSTLY] and random_fraction(random) < focus:
        table = occupancy.costly[random_below(random, stats[N_COSTLY])]
        if occupancy.heads[table]:
            return np.int64(occupancy.member[table, random_below(random, occupancy.heads[table])])
    return random_below(random, len(occupancy.table))


def search(
    state: State,
    stats: np.ndarray,
    random: np.ndarray,
    tries: int,
    temperature: float,
    must_price: float,
    moving: float,
    focus: float,
) -> None:
    """Try moves at one temperature, and save the best seating.

    Parameters
    ----------
    state : State
        With everyone seated.
    stats : int64 array, shape (N_STATS,)
    random : uint64 array, shape (2,)
    tries : int
        How many swaps and moves to try.
    temperature : float
        In points of penalty.
    must_price : float
        Price of an unmet unit of a must in `is_accepted`, in points of penalty.
    moving : float
        Share of tries that move one person instead of swapping two.
    focus : float
        Share of tries that begin at a table that costs something.
    """
    occupancy = state.occupancy
    n_people, n_tables = len(occupancy.position), len(occupancy.heads)
    # the costs of pairs change with every move; for the choice of tables, the initial costs are good enough
    pair_costs_by_table(state.pairs, occupancy.table, occupancy.pair_cost)
    for t in range(n_tables):
        update_costly(occupancy, stats, t)
    left, exchanging = tries if len(occupancy.table) else 0, share_of_exchanges(occupancy)
    while left > 0:
        if exchanging and random_fraction(random) < exchanging:
            left -= 1
            p = occupancy.large[random_below(random, len(occupancy.large))]
            try_exchange(state, stats, random, p, random_below(random, n_tables), temperature, must_price)
            continue
        p = pick_person(occupancy, stats, random, focus)
        # staff only move: they take no place of a table, so a swap with a person would change its size
        if p >= n_people or random_fraction(random) < moving:
            left -= 1
            try_move(state, stats, random, p, temperature, must_price)
        else:
            left -= try_swaps(state, stats, random, p, temperature, must_price)
    save_best(occupancy, stats)
