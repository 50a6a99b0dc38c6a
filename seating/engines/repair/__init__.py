"""The fewest moves that make the musts hold again, and the least penalty within so many moves.

`former` says what a move is, `fewest` finds how many it takes and proves it, `least` spends moves on the
penalty, `singles` prices every change of one seat or of two. All that is hard is asked of the exact engine.
"""

from seating.engines.repair.baseline import Former
from seating.engines.repair.min_moves import Fewest, fewest_moves
from seating.engines.repair.min_penalty import least_penalty
from seating.engines.repair.single_moves import Change, cheap_changes

__all__ = ["Change", "Fewest", "Former", "cheap_changes", "fewest_moves", "least_penalty"]
