"""Moves of one person to another table. Compiled."""

from __future__ import annotations

import numpy as np

from seating.engines.annealing.at_table import at_table, at_table_change
from seating.engines.annealing.board import Board
from seating.engines.annealing.bonds import bond_change, rebond
from seating.engines.annealing.compiled import inner
from seating.engines.annealing.dice import below
from seating.engines.annealing.keeping import keep_best, note_costly, reseat, seat_change, waived
from seating.engines.annealing.numbers import ENERGY, MOVED, RISEN_BY_MOVES, TRIED_MOVES
from seating.engines.annealing.pairs import repair_prices
from seating.engines.annealing.spread import going, respread
from seating.engines.annealing.taking import is_taken

__all__ = ["move", "move_elsewhere", "try_move"]


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
