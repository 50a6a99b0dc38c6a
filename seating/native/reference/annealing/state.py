"""The seats of `state.h` in plain Python."""

from __future__ import annotations

import numpy as np

from seating.native.annealing import BEST, ENERGY, N_COSTLY, Occupancy


def seat_cost_change(occupancy: Occupancy, p: int, a: int, b: int) -> int:
    """Return the change in energy of a person's own seat from table a to b.

    Parameters
    ----------
    occupancy : Occupancy
    p : int
        The person.
    a : int
        The table that p leaves.
    b : int
        The table that p goes to.
    """
    return occupancy.seat_cost[p, occupancy.column[b]] - occupancy.seat_cost[p, occupancy.column[a]]


def set_table(occupancy: Occupancy, p: int, a: int, b: int) -> None:
    """Record that a person moves from table a to b, with the costs of their own seat; `member` is left as it is.

    Parameters
    ----------
    occupancy : Occupancy
    p : int
        The person.
    a : int
        The table that p leaves.
    b : int
        The table that p goes to.
    """
    occupancy.table[p] = b
    occupancy.seat_excess[a] -= occupancy.seat_cost[p, occupancy.column[a]] - occupancy.cheapest[p]
    occupancy.seat_excess[b] += occupancy.seat_cost[p, occupancy.column[b]] - occupancy.cheapest[p]


def update_costly(occupancy: Occupancy, stats: np.ndarray, t: int) -> None:
    """Add table t to the list of tables that cost something, or remove it, depending on its current costs.

    Parameters
    ----------
    occupancy : Occupancy
    stats : int64 array, shape (N_STATS,)
    t : int
        The table.
    """
    at = occupancy.costly_index[t]
    if occupancy.cost[t] + occupancy.seat_excess[t] + occupancy.pair_cost[t] > 0:
        if at < 0:
            occupancy.costly_index[t] = stats[N_COSTLY]
            occupancy.costly[stats[N_COSTLY]] = t
            stats[N_COSTLY] += 1
    elif at >= 0:
        # the last table of the list takes the place of this one, so that the list has no gaps to draw from
        stats[N_COSTLY] -= 1
        last = occupancy.costly[stats[N_COSTLY]]
        occupancy.costly[at] = last
        occupancy.costly_index[last] = at
        occupancy.costly_index[t] = -1


def save_best(occupancy: Occupancy, stats: np.ndarray) -> None:
    """Save the current seating if it is the best so far.

    The search calls this only before it accepts a change for the worse, and at its end.
    """
    if stats[ENERGY] < stats[BEST]:
        stats[BEST] = stats[ENERGY]
        copy_into(occupancy.table, occupancy.best)


def copy_into(source: np.ndarray, target: np.ndarray) -> None:
    """Copy an array into another of the same length; the same as in C."""
    for i in range(len(target)):
        target[i] = source[i]


def with_waivers(occupancy: Occupancy, p: int, a: int, b: int, leave: int, enter: int) -> int:
    """Return the change in energy of a move at both tables; empty tables that may be empty are waived.

    Parameters
    ----------
    occupancy : Occupancy
    p : int
        The person, who moves from table a to b.
    a, b : int
    leave, enter : int
        The change at table a and at table b as if nothing were waived.
    """
    counts = p < len(occupancy.position)  # staff do not make a table count as used
    if occupancy.may_be_empty[a] and occupancy.heads[a] <= counts:
        leave = -occupancy.cost[a] if occupancy.heads[a] else 0
    if occupancy.may_be_empty[b] and occupancy.heads[b] == 0:
        enter = enter + occupancy.cost[b] if counts else 0
    return leave + enter
