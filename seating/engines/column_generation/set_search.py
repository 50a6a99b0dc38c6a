"""Functions over sets of people at a table: a depth-first search for all of them, and sums over members.

`listing` describes their use. The sets are the columns of an array, each filled up with the number of people. The
functions are in `seating/native/src/set_search.c`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from seating.engines.column_generation.rules import Rules
from seating.native.arrays import Ints, Ints2, Passed, Shorts2
from seating.native.library import Function
from seating.room.plan import IntArray

_walk = Function("seating_walk", Rules, Ints, Ints, Shorts2, Ints, int, int)
_add_amounts = Function("seating_add_amounts", Shorts2, Ints, Ints)
_add_pairs = Function("seating_add_pairs", Shorts2, Ints2, Ints)


def walk(
    rules: Rules,
    stack: IntArray,
    barred: IntArray,
    members: NDArray[np.int16],
    seen: IntArray,
    most: int,
    most_steps: int,
) -> None:
    """Visit every set of people that keeps to the rules, in lexicographic order; write them down if there is space.

    `seen` becomes the number of sets, the size of the largest and the number of steps. The number of sets is -1 if
    there are more than `most`, or if the search would take more than `most_steps`.
    """
    _walk(Passed(rules), stack, barred, members, seen, most, most_steps)


def add_amounts(members: NDArray[np.int16], amounts: IntArray, totals: IntArray) -> None:
    """Add the amounts of the members of each set to its total."""
    _add_amounts(members, amounts, totals)


def add_pairs(members: NDArray[np.int16], amounts: IntArray, totals: IntArray) -> None:
    """Add the amounts of all pairs of members of each set to its total, and each member's amount with themselves."""
    _add_pairs(members, amounts, totals)
