"""The state of a chain: who sits where and what that costs, the counters, and all terms of a model as arrays.

`Occupancy` holds the seating, the costs of people's own seats, the tables that cost something, and the best seating so
far. `State` joins it with one group of arrays for each family of terms. The counters of a chain are the entries of its
`stats` array, of type int64 and shape (N_STATS,), so that compiled code can update them in place. Compiled in
part.
"""

from __future__ import annotations

import numpy as np

from seating.engines.annealing.count_energy import count_rows_of
from seating.engines.annealing.group_energy import presence_of, spread_of
from seating.engines.annealing.link_energy import links_of
from seating.engines.annealing.pair_energy import (
    dense_pairs_of,
    sparse_pairs_of,
    split_pair_terms,
)
from seating.engines.annealing.sum_energy import sums_of
from seating.engines.jit import compiled, inlined
from seating.engines.local_search.incremental import prices_of
from seating.model import Model
from seating.model.classes import place_columns
from seating.native.annealing import (  # noqa: F401
    BEST,
    ENERGY,
    MOVES_MADE,
    MOVES_TRIED,
    N_COSTLY,
    N_STATS,
    SWAPS_MADE,
    SWAPS_TRIED,
    WORSE_EXCHANGES,
    WORSE_MOVES,
    WORSE_SWAPS,
    Occupancy,
    State,
)
from seating.plan import IntArray
from seating.terms import CountTerm, PlaceTerm
from seating.terms.room_terms import equal_columns_of

MOST_MEMBERS = 4_000_000
"""Maximum number of tables times people up to which every table has a row for everyone; 32 MB for each chain."""

FEWEST_MEMBERS = 16
"""In a larger room, the row of a table is at least this long, times `SPARE_WIDTH`."""

SPARE_WIDTH = 2
"""In a larger room, a table may hold this many times its maximum, or the average, while a chain breaks a must."""


MOST_CHOSEN = 8
"""Maximum number of units for which one unit is exchanged."""


def member_width(model: Model, tables: IntArray | None = None) -> int:
    """Return how many people a chain may seat at one table.

    Parameters
    ----------
    model : Model
    tables : int array, shape (persons,), optional
        The seating with which the chain begins.
    """
    n_tables, n_people = model.n_tables, model.n_people
    if n_tables * n_people <= MOST_MEMBERS:
        return n_people + 1  # so that no row is ever full
    limited = model.capacity[model.capacity <= n_people]
    heads = np.bincount(tables[:n_people]) if tables is not None else np.zeros(1, np.int64)
    most = max(FEWEST_MEMBERS, -(-n_people // n_tables), int(limited.max(initial=0)), int(heads.max(initial=0)))
    return min(n_people, SPARE_WIDTH * most)


def occupancy_of(model: Model, price: IntArray, tables: IntArray | None = None) -> Occupancy:
    """Return the seats of a model, with no one seated.

    Parameters
    ----------
    model : Model
    price : int array, shape (requirements,)
        As for `count_rows_of`.
    tables : int array, shape (persons,), optional
        The seating with which the chain will begin.
    """
    n_tables, n_people = model.n_tables, model.n_people
    column, seat_cost = _seat_costs(model, price)
    size = np.zeros(0, np.int64) if model.members is None else model.members
    return Occupancy(
        may_be_empty=model.may_be_empty,
        column=column,
        seat_cost=seat_cost,
        cheapest=seat_cost.min(axis=1),
        table=np.zeros(model.n_persons, np.int64),
        member=np.zeros((n_tables, member_width(model, tables)), np.int64),
        heads=np.zeros(n_tables, np.int64),
        position=np.zeros(n_people, np.int64),
        cost=np.zeros(n_tables, np.int64),
        seat_excess=np.zeros(n_tables, np.int64),
        pair_cost=np.zeros(n_tables, np.int64),
        costly=np.zeros(n_tables, np.int64),
        costly_index=np.full(n_tables, -1, np.int64),
        best=np.zeros(model.n_persons, np.int64),
        size=size,
        large=np.flatnonzero(size > 1),
        chosen=np.zeros(MOST_CHOSEN, np.int64),
    )


def _seat_costs(model: Model, price: IntArray) -> tuple[IntArray, IntArray]:
    """Return the arrays `column` and `seat_cost` of an `Occupancy`."""
    column, first = place_columns(model)
    costs = np.zeros((model.n_persons + 1, len(first)), dtype=np.int64)
    for requirement, term in model.terms:
        if isinstance(term, PlaceTerm):
            np.add.at(costs, term.people, term.costs[:, term.column[first]] * price[requirement])
    different, joint = equal_columns_of(costs)
    return joint[column], different


@inlined
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


@compiled
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


@compiled
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


@inlined
def save_best(occupancy: Occupancy, stats: np.ndarray) -> None:
    """Save the current seating if it is the best so far.

    The search calls this only before it accepts a change for the worse, and at its end.
    """
    if stats[ENERGY] < stats[BEST]:
        stats[BEST] = stats[ENERGY]
        copy_into(occupancy.table, occupancy.best)


@compiled
def copy_into(source: np.ndarray, target: np.ndarray) -> None:
    """Copy an array into another of the same length; compiled code here cannot create arrays."""
    for i in range(len(target)):
        target[i] = source[i]


@compiled
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


def cell_count(model: Model) -> int:
    """Return approximately how many numbers a chain holds for each kind of count."""
    groups = {term.group.tobytes() for _, term in model.terms if isinstance(term, CountTerm)}
    return model.n_tables * (len(groups) + min(model.n_persons, member_width(model)))


def state_of(model: Model, tables: IntArray | None = None) -> State:
    """Return the arrays of a model, with no one seated; `tables` as for `occupancy_of`."""
    price = prices_of(model)
    dense, others = split_pair_terms(model)
    return State(
        occupancy_of(model, price, tables),
        count_rows_of(model, price),
        presence_of(model, price),
        sums_of(model, price),
        spread_of(model, price),
        links_of(model, price),
        sparse_pairs_of(model, others, price),
        dense_pairs_of(model, dense, price),
    )
