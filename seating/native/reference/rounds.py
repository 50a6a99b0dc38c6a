"""The chains over several rounds of `rounds.c` and `round_company.c` in plain Python."""

from __future__ import annotations

import numpy as np

from seating.native.annealing import (
    ENERGY,
    MOVES_MADE,
    MOVES_TRIED,
    SWAPS_TRIED,
    WORSE_MOVES,
    WORSE_SWAPS,
    State,
)
from seating.native.reference.annealing.acceptance import is_accepted, random_below, random_fraction
from seating.native.reference.annealing.count_energy import outgoing_change
from seating.native.reference.annealing.kernel import pick_person
from seating.native.reference.annealing.neighborhood import (
    MOST_PARTNERS,
    make_move,
    make_swap,
    move_change,
    swap_change,
    table_change,
)
from seating.native.reference.annealing.pair_energy import pair_costs_by_table
from seating.native.reference.annealing.state import save_best, update_costly, with_waivers
from seating.native.rounds import Company


def sample_swaps(state: State, company: Company, random: np.ndarray, changes: np.ndarray) -> None:
    """Write the changes in energy of random swaps within rounds to `changes`, as `annealing.kernel` does.

    Parameters
    ----------
    state : State
    company : Company
    random : uint64 array, shape (2,)
    changes : int64 array, shape (swaps,)
        Overwritten.
    """
    occupancy = state.occupancy
    for i in range(len(changes) if len(occupancy.position) else 0):
        p = random_below(random, len(occupancy.position))
        q = _person_of_same_round(company, random, p)
        if occupancy.table[p] != occupancy.table[q]:
            a, b = occupancy.table[p], occupancy.table[q]
            changes[i] = swap_change(state, p, q, a, b, outgoing_change(state.rows, a, b, p)) + company_change(
                company, p, q, a, b
            )


def _person_of_same_round(company: Company, random: np.ndarray, p: int) -> np.int64:
    """Return a random person of the same round as p."""
    start = company.people_from[company.round_of[p]]
    return start + random_below(random, company.people_from[company.round_of[p] + 1] - start)


def search(
    state: State,
    company: Company,
    stats: np.ndarray,
    random: np.ndarray,
    tries: int,
    temperature: float,
    must_price: float,
    moving: float,
    focus: float,
) -> None:
    """Try moves at one temperature, and save the best seatings.

    Parameters
    ----------
    state : State
    company : Company
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
    n_people = len(occupancy.position)
    pair_costs_by_table(state.pairs, occupancy.table, occupancy.pair_cost)
    add_company_costs(company, occupancy.table, occupancy.pair_cost)
    for t in range(len(occupancy.heads)):
        update_costly(occupancy, stats, t)
    left = tries if len(occupancy.table) else 0
    while left > 0:
        p = pick_person(occupancy, stats, random, focus)
        if p >= n_people or random_fraction(random) < moving:
            left -= 1
            _try_move(state, company, stats, random, p, temperature, must_price)
        else:
            left -= _try_swaps(state, company, stats, random, p, temperature, must_price)
    save_best(occupancy, stats)


def _try_swaps(
    state: State,
    company: Company,
    stats: np.ndarray,
    random: np.ndarray,
    p: int,
    temperature: float,
    must_price: float,
) -> int:
    """Try to swap p with people at one table of the same round in turn; return how many swaps were tried."""
    occupancy = state.occupancy
    first = _person_of_same_round(company, random, p)
    a, b = occupancy.table[p], occupancy.table[first]
    if a == b:
        return 1
    outgoing = outgoing_change(state.rows, a, b, p)
    at, heads = occupancy.position[first], occupancy.heads[b]
    most = min(heads, MOST_PARTNERS)
    for n in range(most):
        q = occupancy.member[b, at]
        at = at + 1 if at + 1 < heads else 0
        change = swap_change(state, p, q, a, b, outgoing) + company_change(company, p, q, a, b)
        if change <= 0 or is_accepted(random, change, temperature, must_price):
            if change > 0:
                save_best(occupancy, stats)
                stats[WORSE_SWAPS] += 1
            stats[SWAPS_TRIED] += n + 1
            _swap(state, company, stats, p, q, a, b)
            stats[ENERGY] += change
            return n + 1
    stats[SWAPS_TRIED] += most
    return most


def _swap(state: State, company: Company, stats: np.ndarray, p: int, q: int, a: int, b: int) -> None:
    """Swap the seats of two people of one round."""
    update_company(company, state.occupancy.table, p, a, b)
    make_swap(state, stats, p, q)
    update_company(company, state.occupancy.table, q, b, a)


def _try_move(
    state: State,
    company: Company,
    stats: np.ndarray,
    random: np.ndarray,
    p: int,
    temperature: float,
    must_price: float,
) -> None:
    """Try to move p to a random table of the same round."""
    occupancy, r = state.occupancy, company.round_of[p]
    start, nobody = company.tables_from[r], len(occupancy.table)
    a, b = occupancy.table[p], start + random_below(random, company.tables_from[r + 1] - start)
    if a == b or occupancy.heads[b] == occupancy.member.shape[1]:
        return
    leave, enter = table_change(state, a, p, nobody), table_change(state, b, nobody, p)
    change = with_waivers(occupancy, p, a, b, leave, enter) + move_change(state, p, a, b)
    if p < len(occupancy.position):
        change += company.price[p, b - start] - company.price[p, a - start]
    stats[MOVES_TRIED] += 1
    if change <= 0 or is_accepted(random, change, temperature, must_price):
        if change > 0:
            save_best(occupancy, stats)
            stats[WORSE_MOVES] += 1
        stats[MOVES_MADE] += 1
        if p < len(occupancy.position):
            update_company(company, occupancy.table, p, a, b)
        make_move(state, stats, p, b, leave, enter)
        stats[ENERGY] += change


def _sharing(company: Company, p: int, q: int, r: int) -> int:
    """Return how much more energy two people cost if they share a table in round r than if they do not."""
    cost, met, bit = company.cost[company.kind[p, q]], company.met[p, q], 1 << r
    return cost[met | bit] - cost[met & ~bit]


def company_change(company: Company, one: int, other: int, a: int, b: int) -> int:
    """Return the change in energy of meetings when `one` at table a and `other` at table b swap seats.

    Parameters
    ----------
    company : Company
    one : int
        The sitter at table a.
    other : int
        The sitter at table b, in the same round.
    a : int
    b : int
    """
    r = company.round_of[one]
    start = company.tables_from[r]
    change = company.price[one, b - start] - company.price[one, a - start]
    change += company.price[other, a - start] - company.price[other, b - start]
    return change - 2 * _sharing(company, company.person[one], company.person[other], r)


def update_company(company: Company, table: np.ndarray, one: int, a: int, b: int) -> None:
    """Update meetings and prices for a sitter who moves from table a to b.

    Parameters
    ----------
    company : Company
    table : int64 array, shape (sitters,)
        The table of each sitter; the entry of `one` is not read.
    one : int
    a, b : int
    """
    r = company.round_of[one]
    p, bit, start = company.person[one], 1 << r, company.tables_from[r]
    for other in range(company.people_from[r], company.people_from[r + 1]):
        if other != one:
            q = company.person[other]
            sharing = _sharing(company, p, q, r)
            if sharing:
                company.price[other, a - start] -= sharing
                company.price[other, b - start] += sharing
            if table[other] == a or table[other] == b:
                _record_meetings(company, table, p, q, company.met[p, q] ^ bit, r)


def _record_meetings(company: Company, table: np.ndarray, p: int, q: int, met: int, r: int) -> None:
    """Record in which rounds a pair meets now, and update the prices of its meetings in rounds other than r."""
    cost, before = company.cost[company.kind[p, q]], company.met[p, q]
    company.met[p, q] = met
    company.met[q, p] = met
    for other in range(company.sitter.shape[1]):
        one, two = company.sitter[p, other], company.sitter[q, other]
        if other != r and one >= 0 and two >= 0:
            bit = 1 << other
            by = cost[met | bit] - cost[met & ~bit] - cost[before | bit] + cost[before & ~bit]
            if by:
                start = company.tables_from[other]
                company.price[one, table[two] - start] += by
                company.price[two, table[one] - start] += by


def add_company_costs(company: Company, table: np.ndarray, cost: np.ndarray) -> None:
    """Add the energy of meetings at each table to `cost`.

    Parameters
    ----------
    company : Company
    table : int64 array, shape (sitters,)
        The table of each sitter.
    cost : int64 array, shape (tables,)
        Added to.
    """
    for s in range(len(company.price)):
        t = table[s]
        cost[t] += company.price[s, t - company.tables_from[company.round_of[s]]]
