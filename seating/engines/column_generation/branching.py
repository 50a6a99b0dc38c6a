"""Branch and bound over sets of people at a table: those of the least value, where pairs have costs.

The people are in some order, and a set is built in that order. Each person who may still join gets a bound on what they
add: what they add to the set so far, plus half of the least that their pairs with others can add in the space that is
left. So the least that these people can add together is a knapsack problem, solved by dynamic programming over the
number of people at the table. One pass over the people, from the last to the first, gives the bound for each person who
joins next.

This is a quadratic knapsack problem with conflicts. Half of each pair is given to each of both as by A. Caprara, D.
Pisinger and P. Toth, "Exact Solution of the Quadratic Knapsack Problem", INFORMS Journal on Computing 11 (1999).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from seating.native.arrays import Ints, Ints2, Ints3, Passed, Shorts2, Tinies2
from seating.native.library import Function

NEVER = 2**60
"""Larger than any value."""

SETS, STEPS = 0, 1
"""Indices of `Found.counters`: how many sets were found, and how many steps were taken."""


class Guests(NamedTuple):
    """The people in the order of the search, and the size of the table."""

    size: Ints  # (people,): how many people each stands for
    value: Ints  # (people,): what each one adds
    pair: Ints2  # (people, people): what each pair adds; symmetric
    apart: Tinies2  # (people, people): 1 for pairs that must not share the table
    low: int
    high: int


class Frames(NamedTuple):
    """Working space: a row for each member of the set that is built."""

    candidate: Ints2  # (depth, people): who may join next, in order
    number: Ints  # (depth,): how many they are
    next: Ints  # (depth,): which of them is tried next
    gain: Ints2  # (depth, people): what each candidate adds to the set
    bound: Ints2  # (depth, people): the least that each candidate adds, with half of the pairs with others
    least: Ints3  # (depth, people + 1, high + 1): the least that candidates from one on add, by their exact size
    half: Ints2  # (people, high + 1): half of the least that the pairs of each with at most so many people add
    load: Ints  # (depth,)
    value: Ints  # (depth,)
    chosen: Ints  # (depth,)


class Found(NamedTuple):
    """The sets that were found, as columns, and what is proven of the others."""

    members: Shorts2  # (width, sets): in the order of the search, filled up with the number of people
    values: Ints  # (sets,)
    kept: Ints  # (people,): how many sets are kept that begin with each person
    counters: Ints  # (2,)
    open: Ints  # (1,): no set that was not visited has a smaller value


def frames_for(n_people: int, high: int) -> Frames:
    """Return working space for a search."""
    depth = min(n_people, high) + 1
    rows, one = np.zeros((3, depth, n_people), dtype=np.int64), np.zeros((5, depth), dtype=np.int64)
    least = np.zeros((depth, n_people + 1, high + 1), dtype=np.int64)
    half = np.zeros((n_people, high + 1), dtype=np.int64)
    return Frames(rows[0], one[0], one[1], rows[1], rows[2], least, half, one[2], one[3], one[4])


_seek = Function("seating_seek", Guests, Frames, Found, int, int, int)


def seek(guests: Guests, frames: Frames, found: Found, limit: int, keep: int, most_steps: int) -> None:
    """Find sets whose value is below a limit: the best `keep` that begin with each person, or all if `keep` is 0.

    If all are wanted and there is no space for them, or after so many steps, the search ends. After a share of the
    steps it goes on with the next first person.
    """
    _seek(Passed(guests), Passed(frames), Passed(found), limit, keep, most_steps)
