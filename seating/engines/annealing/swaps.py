"""Swaps of two people. Compiled."""

from __future__ import annotations

import numpy as np

from seating.engines.annealing.at_table import at_table, at_table_change
from seating.engines.annealing.board import Board
from seating.engines.annealing.bonds import bond_swap, rebond
from seating.engines.annealing.compiled import inner, inside
from seating.engines.annealing.dice import below
from seating.engines.annealing.keeping import keep_best, note_costly, reseat, seat_change
from seating.engines.annealing.numbers import ENERGY, RISEN_BY_SWAPS, TRIED_SWAPS
from seating.engines.annealing.pairs import correction, repair_prices
from seating.engines.annealing.presence import replacement_present
from seating.engines.annealing.rows import exchange, offer, replacement
from seating.engines.annealing.spread import going, respread
from seating.engines.annealing.sums import replacement_sums
from seating.engines.annealing.taking import is_taken

__all__ = ["MOST_PARTNERS", "swap", "swap_change", "try_swaps"]

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
