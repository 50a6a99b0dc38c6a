"""The compiled search over several rounds: as in `engines.annealing`, but everybody stays in their round. Compiled."""

from __future__ import annotations

import numpy as np

from seating.engines.annealing.acceptance import below, fraction, is_taken
from seating.engines.annealing.count_terms import offer
from seating.engines.annealing.jit import entry, inner, inside
from seating.engines.annealing.kernel import somebody
from seating.engines.annealing.moves import MOST_PARTNERS, at_table_change, move, move_elsewhere, swap, swap_change
from seating.engines.annealing.occupancy import keep_best, note_costly, waived
from seating.engines.annealing.sparse_pairs import pair_costs
from seating.engines.annealing.state import Board
from seating.engines.annealing.stats import (
    ENERGY,
    MOVED,
    RISEN_BY_MOVES,
    RISEN_BY_SWAPS,
    TRIED_MOVES,
    TRIED_SWAPS,
)
from seating.engines.multi_round.company import Company, company_swap, company_tables, go

__all__ = ["look", "search"]


@entry
def look(board: Board, company: Company, random: np.ndarray, changes: np.ndarray) -> None:
    """Put what random swaps within rounds would add into `changes`; what nobody can swap stays as it is."""
    seats = board.seats
    for i in range(len(changes)):
        p = below(random, len(seats.position))
        q = _fellow(company, random, p)
        if seats.table[p] != seats.table[q]:
            a, b = seats.table[p], seats.table[q]
            changes[i] = swap_change(board, p, q, a, b, offer(board.rows, a, b, p)) + company_swap(company, p, q, a, b)


@inside
def _fellow(company: Company, random: np.ndarray, p: int) -> np.int64:
    """Return one of the people of somebody's round."""
    start = company.people_from[company.round_of[p]]
    return start + below(random, company.people_from[company.round_of[p] + 1] - start)


@entry
def search(
    board: Board,
    company: Company,
    numbers: np.ndarray,
    random: np.ndarray,
    tries: int,
    temperature: float,
    must_price: float,
    moving: float,
    focus: float,
) -> None:
    """Try changes of seats at one temperature, and keep the best seatings met; arguments as for one round."""
    seats = board.seats
    n_people = len(seats.position)
    pair_costs(board.pairs, seats.table, seats.ties)
    company_tables(company, seats.table, seats.ties)
    for t in range(len(seats.heads)):
        note_costly(seats, numbers, t)
    left = tries
    while left > 0:
        p = somebody(seats, numbers, random, focus)
        if p >= n_people or fraction(random) < moving:
            left -= 1
            _try_move(board, company, numbers, random, p, temperature, must_price)
        else:
            left -= _try_swaps(board, company, numbers, random, p, temperature, must_price)
    keep_best(seats, numbers)


@inside
def _try_swaps(
    board: Board,
    company: Company,
    numbers: np.ndarray,
    random: np.ndarray,
    p: int,
    temperature: float,
    must_price: float,
) -> int:
    """Try to swap somebody with one after the other at a table of their round; return how many were tried."""
    seats = board.seats
    first = _fellow(company, random, p)
    a, b = seats.table[p], seats.table[first]
    if a == b:
        return 1
    offered = offer(board.rows, a, b, p)
    at, heads = seats.position[first], seats.heads[b]
    most = min(heads, MOST_PARTNERS)
    for n in range(most):
        q = seats.member[b, at]
        at = at + 1 if at + 1 < heads else 0
        change = swap_change(board, p, q, a, b, offered) + company_swap(company, p, q, a, b)
        if change <= 0 or is_taken(random, change, temperature, must_price):
            if change > 0:
                keep_best(seats, numbers)
                numbers[RISEN_BY_SWAPS] += 1
            numbers[TRIED_SWAPS] += n + 1
            _swap(board, company, numbers, p, q, a, b)
            numbers[ENERGY] += change
            return n + 1
    numbers[TRIED_SWAPS] += most
    return most


@inner
def _swap(board: Board, company: Company, numbers: np.ndarray, p: int, q: int, a: int, b: int) -> None:
    """Let two people of one round swap seats."""
    go(company, board.seats.table, p, a, b)
    swap(board, numbers, p, q)
    go(company, board.seats.table, q, b, a)


@inner
def _try_move(
    board: Board,
    company: Company,
    numbers: np.ndarray,
    random: np.ndarray,
    p: int,
    temperature: float,
    must_price: float,
) -> None:
    """Try to move somebody to any other table of their round."""
    seats, r = board.seats, company.round_of[p]
    start, nobody = company.tables_from[r], len(seats.table)
    a, b = seats.table[p], start + below(random, company.tables_from[r + 1] - start)
    if a == b:
        return
    leave, enter = at_table_change(board, a, p, nobody), at_table_change(board, b, nobody, p)
    change = waived(seats, p, a, b, leave, enter) + move_elsewhere(board, p, a, b)
    if p < len(seats.position):
        change += company.price[p, b - start] - company.price[p, a - start]
    numbers[TRIED_MOVES] += 1
    if change <= 0 or is_taken(random, change, temperature, must_price):
        if change > 0:
            keep_best(seats, numbers)
            numbers[RISEN_BY_MOVES] += 1
        numbers[MOVED] += 1
        if p < len(seats.position):
            go(company, seats.table, p, a, b)
        move(board, numbers, p, b, leave, enter)
        numbers[ENERGY] += change
