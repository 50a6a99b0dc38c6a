"""Repair of an earlier seating: the fewest moves that meet the musts again, and the lowest penalty within a limit.

`baseline` defines what a move is. `nearest` makes the single moves and swaps that help, with no worker. `min_moves`
finds and proves the fewest moves, on smaller models of the room. `min_penalty` spends moves on the penalty, and
`single_moves` prices every change of one seat or two. `stillness` keeps people at their tables where that costs
nothing. The exact engine solves the hard subproblems.
"""

from seating.engines.repair.baseline import Baseline
from seating.engines.repair.min_moves import MinMoves, find_min_moves
from seating.engines.repair.min_penalty import reduce_penalty
from seating.engines.repair.nearest import settle
from seating.engines.repair.single_moves import Change, cheap_changes
from seating.engines.repair.stillness import hold_still, move_fewer

__all__ = [
    "Baseline",
    "Change",
    "MinMoves",
    "cheap_changes",
    "find_min_moves",
    "hold_still",
    "move_fewer",
    "reduce_penalty",
    "settle",
]
