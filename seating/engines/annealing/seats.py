"""Who sits where while people change seats, and what their own seats cost."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from seating.engines.annealing.places import places
from seating.model import Model
from seating.plan import IntArray

__all__ = ["Seats", "seats_of"]


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
