"""What a search keeps of the seats: who sits where, which tables cost something, the best seating. Compiled."""

from __future__ import annotations

import numpy as np

from seating.engines.annealing.compiled import inner, inside
from seating.engines.annealing.numbers import COSTLY, ENERGY, LEAST
from seating.engines.annealing.seats import Seats

__all__ = ["copy", "keep_best", "note_costly", "reseat", "seat_change", "waived"]


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
