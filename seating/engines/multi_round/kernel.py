"""The compiled loop over several rounds: that of `engines.annealing`, with moves that stay within a round. Compiled."""

from __future__ import annotations

import numpy as np

from seating.engines.annealing.acceptance import is_accepted, random_below, random_fraction
from seating.engines.annealing.count_terms import outgoing_change
from seating.engines.annealing.jit import compiled, entry_point, inlined
from seating.engines.annealing.kernel import pick_person
from seating.engines.annealing.moves import MOST_PARTNERS, make_move, make_swap, move_change, swap_change, table_change
from seating.engines.annealing.occupancy import save_best, update_costly, with_waivers
from seating.engines.annealing.sparse_pairs import pair_costs_by_table
from seating.engines.annealing.state import State
from seating.engines.annealing.stats import (
    ENERGY,
    MOVES_MADE,
    MOVES_TRIED,
    SWAPS_TRIED,
    WORSE_MOVES,
    WORSE_SWAPS,
)
from seating.engines.multi_round.company import Company, add_company_costs, company_change, update_company

__all__ = ["sample_swaps", "search"]


@entry_point
def sample_swaps(state: State, company: Company, random: np.ndarray, changes: np.ndarray) -> None:
    """Write the changes of energy of random swaps within rounds to `changes`, as `annealing.kernel` does.

    Parameters
    ----------
    state : State
    company : Company
    random : uint64 array, shape (2,)
    changes : int64 array, shape (swaps,)
        Overwritten.
    """
    occupancy = state.occupancy
    for i in range(len(changes)):
        p = random_below(random, len(occupancy.position))
        q = _person_of_same_round(company, random, p)
        if occupancy.table[p] != occupancy.table[q]:
            a, b = occupancy.table[p], occupancy.table[q]
            changes[i] = swap_change(state, p, q, a, b, outgoing_change(state.rows, a, b, p)) + company_change(
                company, p, q, a, b
            )


@inlined
def _person_of_same_round(company: Company, random: np.ndarray, p: int) -> np.int64:
    """Return a random person of the same round as p."""
    start = company.people_from[company.round_of[p]]
    return start + random_below(random, company.people_from[company.round_of[p] + 1] - start)


@entry_point
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
        Points of penalty that a unit of unmet must counts in `is_accepted`.
    moving : float
        Share of tries that move one person instead of swapping two.
    focus : float
        Share of tries that begin at a table that costs something.
    """
    occupancy = state.occupancy
    n_people = len(occupancy.position)
    pair_costs_by_table(state.pairs, occupancy.table, occupancy.ties)
    add_company_costs(company, occupancy.table, occupancy.ties)
    for t in range(len(occupancy.heads)):
        update_costly(occupancy, stats, t)
    left = tries
    while left > 0:
        p = pick_person(occupancy, stats, random, focus)
        if p >= n_people or random_fraction(random) < moving:
            left -= 1
            _try_move(state, company, stats, random, p, temperature, must_price)
        else:
            left -= _try_swaps(state, company, stats, random, p, temperature, must_price)
    save_best(occupancy, stats)


@inlined
def _try_swaps(
    state: State,
    company: Company,
    stats: np.ndarray,
    random: np.ndarray,
    p: int,
    temperature: float,
    must_price: float,
) -> int:
    """Try to swap p with people of one table of the same round in turn; return how many swaps were tried."""
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


@compiled
def _swap(state: State, company: Company, stats: np.ndarray, p: int, q: int, a: int, b: int) -> None:
    """Swap the seats of two people of one round."""
    update_company(company, state.occupancy.table, p, a, b)
    make_swap(state, stats, p, q)
    update_company(company, state.occupancy.table, q, b, a)


@compiled
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
    if a == b:
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
