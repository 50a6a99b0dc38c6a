"""What happens at one table when one person takes another's seat, over all families of terms. Compiled."""

from __future__ import annotations

from seating.engines.annealing.board import Board
from seating.engines.annealing.compiled import inner
from seating.engines.annealing.presence import replace_present, replacement_present
from seating.engines.annealing.rows import replace, replacement
from seating.engines.annealing.sums import replace_sums, replacement_sums

__all__ = ["at_table", "at_table_change"]


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
