"""The arrays of a chain as a model begins with them: no one is seated yet."""

from __future__ import annotations

import numpy as np

from seating.engines.annealing.count_energy import count_rows_of
from seating.engines.annealing.group_energy import presence_of, spread_of
from seating.engines.annealing.link_energy import links_of
from seating.engines.annealing.pair_energy import dense_pairs_of, sparse_pairs_of, split_pair_terms
from seating.engines.annealing.sum_energy import sums_of
from seating.engines.local_search.incremental import prices_of
from seating.model import Model
from seating.model.classes import place_columns
from seating.native.annealing import Occupancy, State
from seating.room.plan import IntArray
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
