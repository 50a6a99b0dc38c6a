"""The sweeps of `table_pairs.c` in plain Python."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from seating.native.annealing import ENERGY, N_COSTLY, SWAPS_TRIED, WORSE_SWAPS, Occupancy, State, TablePairs
from seating.native.reference.annealing.acceptance import acceptance_rate, never_accepted, random_below, random_fraction
from seating.native.reference.annealing.elementary import logarithm
from seating.native.reference.annealing.exchanges import share_of_exchanges, try_exchange
from seating.native.reference.annealing.group_energy import presence_cost
from seating.native.reference.annealing.kernel import pick_person
from seating.native.reference.annealing.neighborhood import make_swap, shared_change, swap_change, try_move
from seating.native.reference.annealing.pair_energy import pair_costs_by_table, swap_correction
from seating.native.reference.annealing.state import save_best, update_costly
from seating.native.reference.annealing.sum_energy import sum_cost

VISITS_A_TRY = 8
"""How many pairs of tables without an evaluation count as one try, because they take as long."""


@np.errstate(over="ignore")
def _mix(p: int) -> np.uint64:
    """Return 64 bits that stand for a person.

    The mixing function is that of splitmix64 (G. L. Steele, D. Lea and C. H. Flood, "Fast Splittable Pseudorandom
    Number Generators", OOPSLA 2014).
    """
    x = np.uint64(p + 1) * np.uint64(0x9E3779B97F4A7C15)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


@np.errstate(over="ignore")
def pair_key(content: NDArray[np.uint64], low: int, high: int) -> np.uint64:
    """Return a hash of the seating of two tables; it tells who sits at which of them."""
    return content[low] * np.uint64(3) + content[high]


def _prepare(state: State, table_pairs: TablePairs, a: int, b: int) -> int:
    """Write to `incoming` what each person at table b contributes to a swap with table a.

    Returns the largest fall in energy that presence and sum terms may add.
    """
    occupancy, rows, pairs = state.occupancy, state.rows, state.pairs
    less, more = rows.less[b], rows.more[a]
    for j in range(occupancy.heads[b]):
        q = occupancy.member[b, j]
        change = occupancy.seat_cost[q, occupancy.column[a]] - occupancy.seat_cost[q, occupancy.column[b]]
        for k in range(rows.slot.shape[1]):
            y = rows.slot[q, k]
            change += less[y] + more[y]
        if pairs.row[q] >= 0:
            change += pairs.price[pairs.row[q], a] - pairs.price[pairs.row[q], b]
        table_pairs.incoming[j] = change
    gain = presence_cost(state.presence, a) + presence_cost(state.presence, b)
    return gain + sum_cost(state.sums, a) + sum_cost(state.sums, b)


def _price(state: State, table_pairs: TablePairs, p: int, a: int, b: int) -> np.int64:
    """Write the changes in energy of swaps of p at table a with everyone at table b to `change`.

    They are without the terms in `shared_change`, and without pairs of p and the other person. Returns the
    `outgoing_change` of p.
    """
    occupancy, rows, pairs = state.occupancy, state.rows, state.pairs
    slot, outgoing = rows.slot[p], np.int64(0)
    for k in range(len(slot)):
        x = slot[k]
        rows.outgoing[k] = rows.less[a, x] + rows.more[b, x]
        outgoing += rows.outgoing[k]
        table_pairs.weight[k] = rows.outgoing[k] + rows.less[b, x] + rows.more[a, x]
    own = outgoing + occupancy.seat_cost[p, occupancy.column[b]] - occupancy.seat_cost[p, occupancy.column[a]]
    if pairs.row[p] >= 0:
        own += pairs.price[pairs.row[p], b] - pairs.price[pairs.row[p], a]
    for j in range(occupancy.heads[b]):
        other = rows.slot[occupancy.member[b, j]]
        change = own + table_pairs.incoming[j]
        for k in range(len(slot)):  # where both are in the same group, its counts stay as they are
            change -= table_pairs.weight[k] if other[k] == slot[k] else 0
        table_pairs.change[j] = change
    return outgoing


def _scan(
    state: State,
    table_pairs: TablePairs,
    stats: np.ndarray,
    random: np.ndarray,
    a: int,
    b: int,
    temperature: float,
    must_price: float,
) -> int:
    """Evaluate the swaps between tables a and b until one is made; remember the sum if none is. Return their number."""
    occupancy, rows, wait = state.occupancy, state.rows, table_pairs.wait[0]
    gain = _prepare(state, table_pairs, a, b)
    total = 0.0
    for i in range(occupancy.heads[a]):
        p = occupancy.member[a, i]
        outgoing = _price(state, table_pairs, p, a, b)
        for j in range(occupancy.heads[b]):
            q = occupancy.member[b, j]
            if rows.base_class[p] == rows.base_class[q]:
                change = table_pairs.change[j]
                if state.pairs.row[p] >= 0 and state.pairs.row[q] >= 0:
                    change += swap_correction(state.pairs, p, a, b, q, b, a)
                if never_accepted(change - gain, temperature):
                    continue
                change += shared_change(state, p, q, a, b)
            else:
                change = swap_change(state, p, q, a, b, outgoing)
            total += acceptance_rate(change, temperature, must_price)
            if total > wait:
                if change > 0:
                    save_best(occupancy, stats)
                    stats[WORSE_SWAPS] += 1
                table_pairs.wait[0] = -logarithm(float(random_fraction(random)))
                make_swap(state, stats, p, q)
                table_pairs.content[a] ^= _mix(p) ^ _mix(q)
                table_pairs.content[b] ^= _mix(p) ^ _mix(q)
                stats[ENERGY] += change
                return i * occupancy.heads[b] + j + 1
    table_pairs.wait[0] = wait - total
    low, high = min(a, b), max(a, b)
    key = pair_key(table_pairs.content, low, high)
    at = key % np.uint64(table_pairs.key.shape[2])
    table_pairs.rate[low, high, at], table_pairs.key[low, high, at] = total, key
    return occupancy.heads[a] * occupancy.heads[b]


def _visit(
    state: State,
    table_pairs: TablePairs,
    stats: np.ndarray,
    random: np.ndarray,
    a: int,
    b: int,
    temperature: float,
    must_price: float,
) -> int:
    """Give each swap between tables a and b one chance to be made; return how many swaps were evaluated."""
    occupancy = state.occupancy
    low, high = min(a, b), max(a, b)
    key = pair_key(table_pairs.content, low, high)
    at = key % np.uint64(table_pairs.key.shape[2])
    rate = table_pairs.rate[low, high, at]
    if table_pairs.key[low, high, at] == key and rate <= table_pairs.wait[0]:
        table_pairs.wait[0] -= rate
        stats[SWAPS_TRIED] += occupancy.heads[a] * occupancy.heads[b]
        return 0
    tried = _scan(state, table_pairs, stats, random, a, b, temperature, must_price)
    stats[SWAPS_TRIED] += tried
    return tried


def _exchange(
    state: State,
    table_pairs: TablePairs,
    stats: np.ndarray,
    random: np.ndarray,
    temperature: float,
    must_price: float,
) -> None:
    """Try one exchange, and note who sits at both tables then."""
    occupancy = state.occupancy
    p = occupancy.large[random_below(random, len(occupancy.large))]
    a, b = occupancy.table[p], random_below(random, len(occupancy.heads))
    _toggle(occupancy, table_pairs, a)
    _toggle(occupancy, table_pairs, b)
    try_exchange(state, stats, random, p, b, temperature, must_price)
    _toggle(occupancy, table_pairs, a)
    _toggle(occupancy, table_pairs, b)


def _toggle(occupancy: Occupancy, table_pairs: TablePairs, t: int) -> None:
    """Take the people at table t out of its hash, or put them in."""
    for i in range(occupancy.heads[t]):
        table_pairs.content[t] ^= _mix(occupancy.member[t, i])


@np.errstate(over="ignore")
def sweep(
    state: State,
    table_pairs: TablePairs,
    stats: np.ndarray,
    random: np.ndarray,
    tries: int,
    temperature: float,
    must_price: float,
    moving: float,
    focus: float,
) -> None:
    """Draw tables at random, and visit all pairs of each with another table; save the best seating.

    Parameters
    ----------
    state : State
        With everyone seated; `is_local` is true.
    table_pairs : TablePairs
    stats : int64 array, shape (N_STATS,)
    random : uint64 array, shape (2,)
    tries : int
        How many swaps to evaluate and moves to try.
    temperature : float
        In points of penalty; not above that of the call before, unless `forget` was called.
    must_price : float
        Price of an unmet unit of a must, in points of penalty.
    moving : float
        Share of tries that move one person.
    focus : float
        Share of tables that are drawn among those that cost something.
    """
    occupancy = state.occupancy
    n_tables = len(occupancy.heads)
    pair_costs_by_table(state.pairs, occupancy.table, occupancy.pair_cost)
    for t in range(n_tables):
        update_costly(occupancy, stats, t)
        table_pairs.content[t] = np.uint64(t) * np.uint64(0x9E3779B97F4A7C15)
    for p in range(len(occupancy.table)):
        table_pairs.content[occupancy.table[p]] ^= _mix(p)
    exchanging = share_of_exchanges(occupancy)
    left, moves, exchanges = tries if len(occupancy.table) else 0, 0.0, 0.0
    while left > 0:
        a = random_below(random, n_tables)
        if stats[N_COSTLY] and random_fraction(random) < focus:
            a = occupancy.costly[random_below(random, stats[N_COSTLY])]
        b, tried, visits = random_below(random, n_tables), 1, 0
        while visits < n_tables and tried < left:
            if b != a:
                tried += _visit(state, table_pairs, stats, random, a, b, temperature, must_price)
            b = b + 1 if b + 1 < n_tables else 0
            visits += 1
        tried += visits // VISITS_A_TRY
        moves += tried * moving / (1.0 - moving)
        exchanges += tried * exchanging
        while exchanges >= 1.0:
            _exchange(state, table_pairs, stats, random, temperature, must_price)
            exchanges -= 1.0
            tried += 1
        while moves >= 1.0:
            mover = pick_person(occupancy, stats, random, focus)
            table_pairs.content[occupancy.table[mover]] ^= _mix(mover)
            try_move(state, stats, random, mover, temperature, must_price)
            table_pairs.content[occupancy.table[mover]] ^= _mix(mover)
            moves -= 1.0
            tried += 1
        left -= tried
    save_best(occupancy, stats)
