"""The moves of `neighborhood.h` in plain Python."""

from __future__ import annotations

import numpy as np

from seating.native.annealing import (
    ENERGY,
    MOVES_MADE,
    MOVES_TRIED,
    SWAPS_MADE,
    SWAPS_TRIED,
    WORSE_MOVES,
    WORSE_SWAPS,
    State,
)
from seating.native.reference.annealing.acceptance import is_accepted, random_below
from seating.native.reference.annealing.count_energy import (
    count_change,
    incoming_change,
    outgoing_change,
    update_counts,
)
from seating.native.reference.annealing.group_energy import (
    presence_change,
    spread_change,
    update_presence,
    update_spread,
)
from seating.native.reference.annealing.link_energy import link_change, update_links
from seating.native.reference.annealing.pair_energy import (
    dense_move_change,
    dense_swap_change,
    swap_correction,
    update_dense,
    update_sparse,
)
from seating.native.reference.annealing.state import save_best, seat_cost_change, set_table, update_costly, with_waivers
from seating.native.reference.annealing.sum_energy import sum_change, update_sums

MOST_PARTNERS = 12
"""How many people at one table a person tries to swap with in a row; `outgoing_change` is computed once for all of
them."""


def try_swaps(
    state: State, stats: np.ndarray, random: np.ndarray, p: int, temperature: float, must_price: float
) -> int:
    """Try to swap person p with people at one table in turn, until a swap is accepted.

    Parameters
    ----------
    state : State
    stats : int64 array, shape (N_STATS,)
    random : uint64 array, shape (2,)
    p : int
    temperature : float
        In points of penalty.
    must_price : float
        Price of an unmet unit of a must in `is_accepted`, in points of penalty.

    Returns
    -------
    int
        How many swaps were tried; 1 if the drawn table is that of p.
    """
    occupancy = state.occupancy
    first = random_below(random, len(occupancy.position))
    a, b = occupancy.table[p], occupancy.table[first]
    if a == b:
        return 1
    outgoing = outgoing_change(state.rows, a, b, p)
    # begin at the person drawn and go around the table, so that everyone there is tried equally often
    at, heads = occupancy.position[first], occupancy.heads[b]
    most = min(heads, MOST_PARTNERS)
    for n in range(most):
        q = occupancy.member[b, at]
        at = at + 1 if at + 1 < heads else 0
        change = swap_change(state, p, q, a, b, outgoing)
        if change <= 0 or is_accepted(random, change, temperature, must_price):
            if change > 0:  # the seating may be the best so far only just before it gets worse
                save_best(occupancy, stats)
                stats[WORSE_SWAPS] += 1
            stats[SWAPS_TRIED] += n + 1
            make_swap(state, stats, p, q)
            stats[ENERGY] += change
            return n + 1
    stats[SWAPS_TRIED] += most
    return most


def swap_change(state: State, p: int, q: int, a: int, b: int, outgoing: int) -> int:
    """Return the change in energy when `p` at table a and `q` at table b swap seats.

    Parameters
    ----------
    state : State
    p, q : int
    a, b : int
    outgoing : int
        The `outgoing_change` of p from a to b; its parts must still be in ``state.rows.outgoing``.
    """
    if state.rows.base_class[p] == state.rows.base_class[q]:
        change = outgoing + incoming_change(state.rows, a, b, p, q)
    else:
        change = count_change(state.rows, a, p, q) + count_change(state.rows, b, q, p)
    change += shared_change(state, p, q, a, b)
    if state.spread.slot.shape[1]:
        change += spread_change(state.spread, p, q, a, b) + spread_change(state.spread, q, p, b, a)
    if len(state.links.low) > 1:
        change += link_change(state.links, p, q, a, b)
    change += seat_cost_change(state.occupancy, p, a, b) + seat_cost_change(state.occupancy, q, b, a)
    change += dense_swap_change(state.dense, p, q, a, b)
    pairs = state.pairs
    if len(pairs.person):
        i, j = pairs.row[p], pairs.row[q]
        if i >= 0:
            change += pairs.price[i, b] - pairs.price[i, a]
        if j >= 0:
            change += pairs.price[j, a] - pairs.price[j, b]
        if i >= 0 and j >= 0:  # each price still counts the other person at the table which that person leaves
            change += swap_correction(pairs, p, a, b, q, b, a)
    return change


def shared_change(state: State, p: int, q: int, a: int, b: int) -> int:
    """Return the change in energy of the terms that depend on p and q together: presence and sum terms.

    Parameters
    ----------
    state : State
    p, q : int
        People at tables a and b, who swap seats.
    a, b : int
    """
    change = 0
    if state.presence.price.shape[1]:
        change += presence_change(state.presence, a, p, q) + presence_change(state.presence, b, q, p)
    if state.sums.price.shape[1]:
        change += sum_change(state.sums, a, p, q) + sum_change(state.sums, b, q, p)
    return change


def make_swap(state: State, stats: np.ndarray, p: int, q: int) -> None:
    """Swap the seats of two people at different tables, and update every array except the energy.

    Parameters
    ----------
    state : State
    stats : int64 array, shape (N_STATS,)
    p : int
        The person.
    q : int
        The other person.
    """
    occupancy = state.occupancy
    stats[SWAPS_MADE] += 1
    a, b = occupancy.table[p], occupancy.table[q]
    update_table(state, a, p, q, table_change(state, a, p, q))
    update_table(state, b, q, p, table_change(state, b, q, p))
    update_spread(state.spread, p, a, b)
    update_spread(state.spread, q, b, a)
    update_links(state.links, p, a, b)
    update_links(state.links, q, b, a)
    update_sparse(state.pairs, p, a, b)
    update_sparse(state.pairs, q, b, a)
    update_dense(state.dense, p, a, b)
    update_dense(state.dense, q, b, a)
    i, j = occupancy.position[p], occupancy.position[q]
    occupancy.member[a, i], occupancy.member[b, j] = q, p
    occupancy.position[p], occupancy.position[q] = j, i
    set_table(occupancy, p, a, b)
    set_table(occupancy, q, b, a)
    update_costly(occupancy, stats, a)
    update_costly(occupancy, stats, b)


def table_change(state: State, t: int, out: int, into: int) -> int:
    """Return the change in energy at table t when `into` takes the seat of `out`; either may be no one.

    Parameters
    ----------
    state : State
    t : int
        The table.
    out : int
        The person who leaves the seat; `Model.n_persons` means no one.
    into : int
        The person who takes the seat; `Model.n_persons` means no one.
    """
    change = count_change(state.rows, t, out, into)
    if state.presence.price.shape[1]:
        change += presence_change(state.presence, t, out, into)
    if state.sums.price.shape[1]:
        change += sum_change(state.sums, t, out, into)
    return change


def update_table(state: State, t: int, out: int, into: int, change: int) -> None:
    """Let `into` take the seat of `out` at table t, which changes the energy there by `change`.

    Parameters
    ----------
    state : State
    t : int
        The table.
    out : int
        The person who leaves the seat; `Model.n_persons` means no one.
    into : int
        The person who takes the seat; `Model.n_persons` means no one.
    change : int
        The change in energy.
    """
    state.occupancy.cost[t] += change
    update_counts(state.rows, t, out, into)
    update_presence(state.presence, t, out, into)
    update_sums(state.sums, t, out, into)


def try_move(
    state: State, stats: np.ndarray, random: np.ndarray, p: int, temperature: float, must_price: float
) -> None:
    """Try to move person p to a table drawn at random.

    Parameters
    ----------
    state : State
    stats : int64 array, shape (N_STATS,)
    random : uint64 array, shape (2,)
    p : int
        The person.
    temperature : float
        In points of penalty.
    must_price : float
        Price of an unmet unit of a must in `is_accepted`, in points of penalty.
    """
    occupancy = state.occupancy
    a, b, nobody = occupancy.table[p], random_below(random, len(occupancy.heads)), len(occupancy.table)
    if a == b or occupancy.heads[b] == occupancy.member.shape[1]:
        return
    leave, enter = table_change(state, a, p, nobody), table_change(state, b, nobody, p)
    change = with_waivers(occupancy, p, a, b, leave, enter) + move_change(state, p, a, b)
    stats[MOVES_TRIED] += 1
    if change <= 0 or is_accepted(random, change, temperature, must_price):
        if change > 0:
            save_best(occupancy, stats)
            stats[WORSE_MOVES] += 1
        stats[MOVES_MADE] += 1
        make_move(state, stats, p, b, leave, enter)
        stats[ENERGY] += change


def move_change(state: State, p: int, a: int, b: int) -> int:
    """Return the change in energy when p goes from a to b, without the terms that are sums over tables.

    Parameters
    ----------
    state : State
    p : int
        The person.
    a : int
        The table that p leaves.
    b : int
        The table that p goes to.
    """
    change = seat_cost_change(state.occupancy, p, a, b) + dense_move_change(state.dense, p, a, b)
    if state.spread.slot.shape[1]:
        change += spread_change(state.spread, p, len(state.occupancy.table), a, b)
    if len(state.links.low) > 1:
        change += link_change(state.links, p, len(state.occupancy.table), a, b)
    row = state.pairs.row[p]
    return change + (state.pairs.price[row, b] - state.pairs.price[row, a] if row >= 0 else 0)


def make_move(state: State, stats: np.ndarray, p: int, b: int, leave: int, enter: int) -> None:
    """Move person p to table b, and update every array except the energy.

    Parameters
    ----------
    state : State
    stats : int64 array, shape (N_STATS,)
    p, b : int
    leave, enter : int
        The change in energy at the old table and at b, as if nothing were waived.
    """
    occupancy = state.occupancy
    a, nobody = occupancy.table[p], len(occupancy.table)
    update_table(state, a, p, nobody, leave)
    update_table(state, b, nobody, p, enter)
    update_spread(state.spread, p, a, b)
    update_links(state.links, p, a, b)
    update_sparse(state.pairs, p, a, b)
    update_dense(state.dense, p, a, b)
    if p < len(occupancy.position):  # staff have no place among the members of a table
        occupancy.heads[a] -= 1
        # the last member fills the gap, since the order of the members does not matter
        last = occupancy.member[a, occupancy.heads[a]]
        occupancy.member[a, occupancy.position[p]] = last
        occupancy.position[last] = occupancy.position[p]
        occupancy.member[b, occupancy.heads[b]] = p
        occupancy.position[p] = occupancy.heads[b]
        occupancy.heads[b] += 1
    set_table(occupancy, p, a, b)
    update_costly(occupancy, stats, a)
    update_costly(occupancy, stats, b)
