"""Moves of the annealing search: swap two people, or move one to another table. Compiled."""

from __future__ import annotations

import numpy as np

from seating.engines.annealing.acceptance import below, is_taken
from seating.engines.annealing.count_terms import exchange, offer, replace, replacement
from seating.engines.annealing.dense_pairs import bond_change, bond_swap, rebond
from seating.engines.annealing.group_terms import going, replace_present, replacement_present, respread
from seating.engines.annealing.jit import inner, inside
from seating.engines.annealing.occupancy import keep_best, note_costly, reseat, seat_change, waived
from seating.engines.annealing.sparse_pairs import correction, repair_prices
from seating.engines.annealing.state import Board
from seating.engines.annealing.stats import ENERGY, MOVED, RISEN_BY_MOVES, RISEN_BY_SWAPS, TRIED_MOVES, TRIED_SWAPS
from seating.engines.annealing.sum_terms import replace_sums, replacement_sums

__all__ = [
    "MOST_PARTNERS",
    "at_table",
    "at_table_change",
    "move",
    "move_elsewhere",
    "swap",
    "swap_change",
    "try_move",
    "try_swaps",
]


MOST_PARTNERS = 12
"""People at a table with whom somebody tries to swap in a row: what they share is looked up once."""


@inside
def try_swaps(
    board: Board, numbers: np.ndarray, random: np.ndarray, p: int, temperature: float, must_price: float
) -> int:
    """Try to swap somebody with one after the other at somebody's table; return how many were tried, at least 1."""
    seats = board.seats
    first = below(random, len(seats.position))
    a, b = seats.table[p], seats.table[first]
    if a == b:
        return 1
    offered = offer(board.rows, a, b, p)
    at, heads = seats.position[first], seats.heads[b]
    most = min(heads, MOST_PARTNERS)
    for n in range(most):
        q = seats.member[b, at]
        at = at + 1 if at + 1 < heads else 0
        change = swap_change(board, p, q, a, b, offered)
        if change <= 0 or is_taken(random, change, temperature, must_price):
            if change > 0:
                keep_best(seats, numbers)
                numbers[RISEN_BY_SWAPS] += 1
            numbers[TRIED_SWAPS] += n + 1
            swap(board, numbers, p, q)
            numbers[ENERGY] += change
            return n + 1
    numbers[TRIED_SWAPS] += most
    return most


@inside
def swap_change(board: Board, p: int, q: int, a: int, b: int, offered: int) -> int:
    """Return what it adds when `p` at table a and `q` at table b swap seats; `offered` is the offer of `p`."""
    if board.rows.alike[p] == board.rows.alike[q]:
        change = offered + exchange(board.rows, a, b, p, q)
    else:
        change = replacement(board.rows, a, p, q) + replacement(board.rows, b, q, p)
    if board.presence.price.shape[1]:
        change += replacement_present(board.presence, a, p, q) + replacement_present(board.presence, b, q, p)
    if board.sums.price.shape[1]:
        change += replacement_sums(board.sums, a, p, q) + replacement_sums(board.sums, b, q, p)
    change += seat_change(board.seats, p, a, b) + seat_change(board.seats, q, b, a)
    if board.spread.slot.shape[1]:
        change += going(board.spread, p, q, a, b) + going(board.spread, q, p, b, a)
    change += bond_swap(board.bonds, p, q, a, b)
    pairs = board.pairs
    if len(pairs.person):
        i, j = pairs.row[p], pairs.row[q]
        if i >= 0:
            change += pairs.price[i, b] - pairs.price[i, a]
        if j >= 0:
            change += pairs.price[j, a] - pairs.price[j, b]
        if i >= 0 and j >= 0:
            change += correction(pairs, p, a, b, q, b, a)
    return change


@inner
def swap(board: Board, numbers: np.ndarray, p: int, q: int) -> None:
    """Let two people swap seats."""
    seats = board.seats
    a, b = seats.table[p], seats.table[q]
    at_table(board, a, p, q, at_table_change(board, a, p, q))
    at_table(board, b, q, p, at_table_change(board, b, q, p))
    respread(board.spread, p, a, b)
    respread(board.spread, q, b, a)
    repair_prices(board.pairs, p, a, b)
    repair_prices(board.pairs, q, b, a)
    rebond(board.bonds, p, a, b)
    rebond(board.bonds, q, b, a)
    i, j = seats.position[p], seats.position[q]
    seats.member[a, i], seats.member[b, j] = q, p
    seats.position[p], seats.position[q] = j, i
    reseat(seats, p, a, b)
    reseat(seats, q, b, a)
    note_costly(seats, numbers, a)
    note_costly(seats, numbers, b)


@inner
def at_table_change(board: Board, t: int, out: int, into: int) -> int:
    """Return what it adds at table t when `into` takes the seat of `out`."""
    change = replacement(board.rows, t, out, into)
    if board.presence.price.shape[1]:
        change += replacement_present(board.presence, t, out, into)
    if board.sums.price.shape[1]:
        change += replacement_sums(board.sums, t, out, into)
    return change


@inner
def at_table(board: Board, t: int, out: int, into: int, change: int) -> None:
    """Let `into` take the seat of `out` at table t, which adds `change` there."""
    board.seats.cost[t] += change
    replace(board.rows, t, out, into)
    replace_present(board.presence, t, out, into)
    replace_sums(board.sums, t, out, into)


@inner
def try_move(
    board: Board, numbers: np.ndarray, random: np.ndarray, p: int, temperature: float, must_price: float
) -> None:
    """Try to move somebody to any other table."""
    seats = board.seats
    a, b, nobody = seats.table[p], below(random, len(seats.heads)), len(seats.table)
    if a == b:
        return
    leave, enter = at_table_change(board, a, p, nobody), at_table_change(board, b, nobody, p)
    change = waived(seats, p, a, b, leave, enter) + move_elsewhere(board, p, a, b)
    numbers[TRIED_MOVES] += 1
    if change <= 0 or is_taken(random, change, temperature, must_price):
        if change > 0:
            keep_best(seats, numbers)
            numbers[RISEN_BY_MOVES] += 1
        numbers[MOVED] += 1
        move(board, numbers, p, b, leave, enter)
        numbers[ENERGY] += change


@inner
def move_elsewhere(board: Board, p: int, a: int, b: int) -> int:
    """Return what a move adds besides what is counted table by table."""
    change = seat_change(board.seats, p, a, b) + bond_change(board.bonds, p, a, b)
    if board.spread.slot.shape[1]:
        change += going(board.spread, p, len(board.seats.table), a, b)
    row = board.pairs.row[p]
    return change + (board.pairs.price[row, b] - board.pairs.price[row, a] if row >= 0 else 0)


@inner
def move(board: Board, numbers: np.ndarray, p: int, b: int, leave: int, enter: int) -> None:
    """Let somebody go to another table, which adds `leave` and `enter` at the two."""
    seats = board.seats
    a, nobody = seats.table[p], len(seats.table)
    at_table(board, a, p, nobody, leave)
    at_table(board, b, nobody, p, enter)
    respread(board.spread, p, a, b)
    repair_prices(board.pairs, p, a, b)
    rebond(board.bonds, p, a, b)
    if p < len(seats.position):
        seats.heads[a] -= 1
        last = seats.member[a, seats.heads[a]]
        seats.member[a, seats.position[p]] = last
        seats.position[last] = seats.position[p]
        seats.member[b, seats.heads[b]] = p
        seats.position[p] = seats.heads[b]
        seats.heads[b] += 1
    reseat(seats, p, a, b)
    note_costly(seats, numbers, a)
    note_costly(seats, numbers, b)
