"""Who sits where while people change seats, and what their own seats cost."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from seating.engines.annealing.jit import inner, inside
from seating.engines.annealing.stats import COSTLY, ENERGY, LEAST
from seating.model import Model
from seating.plan import IntArray
from seating.terms import PlaceTerm

__all__ = ["Seats", "copy", "keep_best", "note_costly", "places", "reseat", "seat_change", "seats_of", "waived"]


class Seats(NamedTuple):
    """Who sits where, and what that costs; all but the first four change.

    Attributes
    ----------
    may_be_empty : bool array, shape (tables,)
    column, place : int64 arrays, shapes (tables,) and (persons + 1, columns)
        What a person's own seat costs at a table, ``place[person, column[table]]``; the last row is nobody's.
    least : int64 array, shape (persons + 1,)
        A person's cheapest seat.
    table, best : int64 arrays, shape (persons,)
        The seating now, and the best one met.
    member : int64 array, shape (tables, people)
        Who sits at a table, in any order, the first `heads` of each row; people only, no staff.
    heads, position : int64 arrays, shapes (tables,) and (people,)
        How many people sit at a table, and where a person stands in their row of `member`.
    cost : int64 array, shape (tables,)
        What counts, presence and sums cost there, as if nothing were waived.
    own : int64 array, shape (tables,)
        What seats cost there beyond the cheapest that those people could have.
    ties : int64 array, shape (tables,)
        What pairs cost there when that was last looked at; those kept as bonds are not in it.
    costly : int64 array, shape (tables,)
        Tables that cost something, the first ones; how many is kept in the numbers of the search.
    where : int64 array, shape (tables,), the place of a table in `costly`, or -1
    """

    may_be_empty: NDArray[np.bool_]
    column: IntArray
    place: IntArray
    least: IntArray
    table: IntArray
    member: IntArray
    heads: IntArray
    position: IntArray
    cost: IntArray
    own: IntArray
    ties: IntArray
    costly: IntArray
    where: IntArray
    best: IntArray


def seats_of(model: Model, price: IntArray) -> Seats:
    """Return the seats of a model, with nobody seated yet; `price` as for `rows_of`."""
    n_tables, n_people = model.n_tables, model.n_people
    column, place = places(model, price)
    return Seats(
        may_be_empty=model.may_be_empty,
        column=column,
        place=place,
        least=place.min(axis=1),
        table=np.zeros(model.n_persons, np.int64),
        member=np.zeros((n_tables, n_people), np.int64),
        heads=np.zeros(n_tables, np.int64),
        position=np.zeros(n_people, np.int64),
        cost=np.zeros(n_tables, np.int64),
        own=np.zeros(n_tables, np.int64),
        ties=np.zeros(n_tables, np.int64),
        costly=np.zeros(n_tables, np.int64),
        where=np.full(n_tables, -1, np.int64),
        best=np.zeros(model.n_persons, np.int64),
    )


def places(model: Model, price: IntArray) -> tuple[IntArray, IntArray]:
    """Return what seats cost, tables whose seats cost the same for everybody in one column."""
    full = np.zeros((model.n_tables, model.n_persons + 1), dtype=np.int64)
    for requirement, term in model.terms:
        if isinstance(term, PlaceTerm):
            np.add.at(full.T, term.people, term.costs * price[requirement])
    seen: dict[bytes, int] = {}
    column = np.array([seen.setdefault(costs.tobytes(), len(seen)) for costs in full], np.int64)
    first = np.unique(column, return_index=True)[1]
    return column, np.ascontiguousarray(full[first].T)


@inside
def seat_change(seats: Seats, p: int, a: int, b: int) -> int:
    """Return what a person's own seat adds at another table."""
    return seats.place[p, seats.column[b]] - seats.place[p, seats.column[a]]


@inner
def reseat(seats: Seats, p: int, a: int, b: int) -> None:
    """Write down that somebody goes from one table to another, and what their own seat costs there."""
    seats.table[p] = b
    seats.own[a] -= seats.place[p, seats.column[a]] - seats.least[p]
    seats.own[b] += seats.place[p, seats.column[b]] - seats.least[p]


@inner
def note_costly(seats: Seats, numbers: np.ndarray, t: int) -> None:
    """Keep the list of tables that cost something."""
    at = seats.where[t]
    if seats.cost[t] + seats.own[t] + seats.ties[t] > 0:
        if at < 0:
            seats.where[t] = numbers[COSTLY]
            seats.costly[numbers[COSTLY]] = t
            numbers[COSTLY] += 1
    elif at >= 0:
        numbers[COSTLY] -= 1
        last = seats.costly[numbers[COSTLY]]
        seats.costly[at] = last
        seats.where[last] = at
        seats.where[t] = -1


@inside
def keep_best(seats: Seats, numbers: np.ndarray) -> None:
    """Keep the seating if it is the best so far."""
    if numbers[ENERGY] < numbers[LEAST]:
        numbers[LEAST] = numbers[ENERGY]
        copy(seats.table, seats.best)


@inner
def copy(source: np.ndarray, target: np.ndarray) -> None:
    """Copy one array into another, where no array may be made."""
    for i in range(len(target)):
        target[i] = source[i]


@inner
def waived(seats: Seats, p: int, a: int, b: int, leave: int, enter: int) -> int:
    """Return what a move that adds `leave` and `enter` really adds, since empty tables may cost nothing."""
    counts = p < len(seats.position)
    if seats.may_be_empty[a] and seats.heads[a] <= counts:
        leave = -seats.cost[a] if seats.heads[a] else 0
    if seats.may_be_empty[b] and seats.heads[b] == 0:
        enter = enter + seats.cost[b] if counts else 0
    return leave + enter
