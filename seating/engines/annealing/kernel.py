"""The compiled search: people swap seats, and what that costs is read off counts kept up to date.

The first import on a machine compiles for some seconds; later ones read the code from a cache. The
slow twin is `model.evaluate`.
"""

from __future__ import annotations

import numpy as np

from seating.engines.annealing.acceptance import below, fraction
from seating.engines.annealing.count_terms import begin_rows, offer
from seating.engines.annealing.dense_pairs import rebond
from seating.engines.annealing.group_terms import respread
from seating.engines.annealing.jit import entry, inside
from seating.engines.annealing.moves import at_table, at_table_change, swap_change, try_move, try_swaps
from seating.engines.annealing.occupancy import Seats, copy, keep_best, note_costly
from seating.engines.annealing.sparse_pairs import pair_costs, repair_prices
from seating.engines.annealing.state import Board
from seating.engines.annealing.stats import COSTLY, ENERGY, LEAST

__all__ = ["look", "search", "seat_all", "somebody"]


@entry
def seat_all(board: Board, numbers: np.ndarray, table: np.ndarray, energy: int) -> None:
    """Seat everybody on an empty board; `energy` is what that seating is worth."""
    seats = board.seats
    n_people, nobody = len(seats.position), len(seats.table)
    for t in range(len(seats.heads)):
        seats.cost[t] = begin_rows(board.rows, t)
        for term in range(board.presence.price.shape[1]):
            seats.cost[t] += board.presence.price[t, term] * board.presence.low[t, term]
    for p in range(nobody):
        t = table[p]
        at_table(board, t, nobody, p, at_table_change(board, t, nobody, p))
        seats.table[p] = t
        respread(board.spread, p, -1, t)
        repair_prices(board.pairs, p, -1, t)
        rebond(board.bonds, p, -1, t)
        if p < n_people:
            seats.position[p] = seats.heads[t]
            seats.member[t, seats.heads[t]] = p
            seats.heads[t] += 1
        seats.own[t] += seats.place[p, seats.column[t]] - seats.least[p]
    numbers[ENERGY] = energy
    numbers[LEAST] = energy
    copy(table, seats.best)


@entry
def look(board: Board, random: np.ndarray, changes: np.ndarray) -> None:
    """Put what random swaps would add into `changes`; what nobody can swap stays as it is."""
    seats = board.seats
    n_people = len(seats.position)
    for i in range(len(changes)):
        p, q = below(random, n_people), below(random, n_people)
        if seats.table[p] != seats.table[q]:
            a, b = seats.table[p], seats.table[q]
            changes[i] = swap_change(board, p, q, a, b, offer(board.rows, a, b, p))


@inside
def somebody(seats: Seats, numbers: np.ndarray, random: np.ndarray, focus: float) -> np.int64:
    """Return somebody, in the share `focus` of cases from a table that costs something."""
    if numbers[COSTLY] and fraction(random) < focus:
        table = seats.costly[below(random, numbers[COSTLY])]
        if seats.heads[table]:
            return np.int64(seats.member[table, below(random, seats.heads[table])])
    return below(random, len(seats.table))


@entry
def search(
    board: Board,
    numbers: np.ndarray,
    random: np.ndarray,
    tries: int,
    temperature: float,
    must_price: float,
    moving: float,
    focus: float,
) -> None:
    """Try changes of seats at one temperature, and keep the best seating met.

    Parameters
    ----------
    board : Board
        With everybody seated.
    numbers : int64 array, shape (NUMBERS,)
    random : uint64 array, shape (2,)
    tries : int
    temperature : float
        In points of penalty.
    must_price : float
        Points of penalty that a unit of unmet must counts when a change for the worse is weighed.
    moving : float
        Share of tries in which one person goes to another table, instead of two swapping.
    focus : float
        Share of tries that begin at a table that costs something.
    """
    seats = board.seats
    n_people = len(seats.position)
    pair_costs(board.pairs, seats.table, seats.ties)
    for t in range(len(seats.heads)):
        note_costly(seats, numbers, t)
    left = tries
    while left > 0:
        p = somebody(seats, numbers, random, focus)
        if p >= n_people or fraction(random) < moving:
            left -= 1
            try_move(board, numbers, random, p, temperature, must_price)
        else:
            left -= try_swaps(board, numbers, random, p, temperature, must_price)
    keep_best(seats, numbers)
