"""The exchanges of `exchanges.h` in plain Python."""

from __future__ import annotations

import numpy as np

from seating.native.annealing import ENERGY, WORSE_EXCHANGES, Occupancy, State
from seating.native.reference.annealing.acceptance import is_accepted, random_below
from seating.native.reference.annealing.neighborhood import make_move, move_change, table_change
from seating.native.reference.annealing.state import save_best, with_waivers

FEWER = 1
"""By how many people both sides may differ."""


SHARE = 0.05
"""Share of tries that are exchanges in a room where every unit has several people."""


def share_of_exchanges(occupancy: Occupancy) -> float:
    """Return the share of tries that are exchanges; 0 in a room without units."""
    return SHARE * len(occupancy.large) / len(occupancy.size) if len(occupancy.large) else 0.0


def try_exchange(
    state: State, stats: np.ndarray, random: np.ndarray, p: int, b: int, temperature: float, must_price: float
) -> None:
    """Try to exchange unit p for several units at table b with as many people, or one more or less.

    Parameters
    ----------
    state : State
    stats : int64 array, shape (N_STATS,)
    random : uint64 array, shape (2,)
    p, b : int
    temperature : float
        In points of penalty.
    must_price : float
        Price of an unmet unit of a must in `is_accepted`, in points of penalty.
    """
    occupancy = state.occupancy
    a = occupancy.table[p]
    if a == b:
        return
    chosen = _choose(state, random, b, occupancy.size[p] + random_below(random, 2 * FEWER + 1) - FEWER)
    room = occupancy.member.shape[1]
    if chosen < 2 or occupancy.heads[a] + chosen > room or occupancy.heads[b] == room:
        return
    save_best(occupancy, stats)
    change = _move(state, stats, p, b)
    for n in range(chosen):
        change += _move(state, stats, occupancy.chosen[n], a)
    if change <= 0 or is_accepted(random, change, temperature, must_price):
        stats[ENERGY] += change
        stats[WORSE_EXCHANGES] += change > 0
        return
    for n in range(chosen):
        _move(state, stats, occupancy.chosen[n], b)
    _move(state, stats, p, a)


def _choose(state: State, random: np.ndarray, b: int, people: int) -> int:
    """Write units at table b with at most so many people together to `chosen`; return their number."""
    occupancy = state.occupancy
    heads, chosen, left = occupancy.heads[b], 0, people
    if heads == 0:
        return 0
    at = random_below(random, heads)
    for _ in range(heads):
        q = occupancy.member[b, at]
        at = at + 1 if at + 1 < heads else 0
        if occupancy.size[q] <= left and chosen < len(occupancy.chosen):
            occupancy.chosen[chosen] = q
            left -= occupancy.size[q]
            chosen += 1
    return chosen


def _move(state: State, stats: np.ndarray, p: int, b: int) -> int:
    """Move unit p to table b, and return the change in energy."""
    a, nobody = state.occupancy.table[p], len(state.occupancy.table)
    leave, enter = table_change(state, a, p, nobody), table_change(state, b, nobody, p)
    change = with_waivers(state.occupancy, p, a, b, leave, enter) + move_change(state, p, a, b)
    make_move(state, stats, p, b, leave, enter)
    return change
