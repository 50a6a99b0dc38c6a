"""A lower bound on the cost of pairs by counting cliques: sets of people who cost something two by two.

If a clique has more people than there are tables, some of them share one, however they are spread. Six people who sat
at one table before and now sit at four have at least two pairs together. Cliques that share no cost can be added up:
each takes the cost of its cheapest pair from all of its pairs, and the next clique is found in what is left.
"""

from __future__ import annotations

from functools import cache
from heapq import heapify, heappop, heappush
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from seating.room.plan import IntArray

FloatArray = NDArray[np.float32]

MOST_WORK = 30_000_000
"""Limit on the number of matrix entries that are looked at, to keep it fast: about 0.1 s."""

WORK_A_MEMBER = 1_000
"""What a member of a clique costs, in matrix entries."""


class Counted(NamedTuple):
    """What cliques prove.

    Attributes
    ----------
    bound : int
        Lower bound on the cost that the cliques have taken.
    rest : int array, shape (people, people)
        The costs without it. A lower bound on these can be added.
    """

    bound: int
    rest: IntArray


def count_cliques(costs: IntArray, low: IntArray, high: IntArray) -> Counted:
    """Return a lower bound on the cost of all pairs that share a table, as far as cliques prove it.

    Parameters
    ----------
    costs : int array, shape (people, people)
        The cost of a pair that shares a table; symmetric, 0 on the diagonal. Negative costs are left as they are.
    low, high : int arrays, shape (tables,)
        The minimum and maximum number of people at each table.
    """
    n, bound, work = len(costs), 0, 0
    rest, beside = costs.copy(), (costs > 0).astype(np.float32)

    @cache
    def fewest(size: int) -> int:
        return fewest_pairs(size, low - (n - size), high)

    # the largest clique of each person, most pairs first
    waiting = [(-fewest(1 + degree), person) for person, degree in enumerate(beside.sum(axis=1).astype(int).tolist())]
    heapify(waiting)
    found: dict[int, IntArray] = {}
    while waiting and waiting[0][0] and work < MOST_WORK:
        person = heappop(waiting)[1]
        clique = found.pop(person, None)
        if clique is None or not _is_clique(beside, clique):
            found[person] = clique = _grown(beside, person)
            work += 2 * n**2 + WORK_A_MEMBER * len(clique)
        else:
            each = int(rest[np.ix_(clique, clique)][np.triu_indices(len(clique), 1)].min())
            bound += each * fewest(len(clique))
            _take(rest, beside, clique, each)
        heappush(waiting, (-fewest(len(clique)), person))
    return Counted(bound, rest)


def _is_clique(beside: FloatArray, people: IntArray) -> bool:
    """Whether any two of these people are beside each other."""
    return int(beside[np.ix_(people, people)].sum()) == len(people) * (len(people) - 1)


def _take(rest: IntArray, beside: FloatArray, clique: IntArray, each: int) -> None:
    """Take a cost from all pairs of a clique."""
    inside = np.ix_(clique, clique)
    rest[inside] -= each * (1 - np.eye(len(clique), dtype=np.int64))
    beside[inside] = rest[inside] > 0


def _grown(beside: FloatArray, person: int) -> IntArray:
    """Return a maximal clique with a person. The next to join is the one beside most of those who could still join."""
    clique, could = [person], beside[person] > 0
    degree = beside[:, could].sum(axis=1)
    while could.any():
        clique.append(int(np.where(could, degree, -1).argmax()))
        gone = np.flatnonzero(could & (beside[clique[-1]] == 0))
        degree -= beside[:, gone].sum(axis=1)
        could[gone] = False
    return np.array(sorted(clique), dtype=np.int64)


def fewest_pairs(size: int, low: IntArray, high: IntArray) -> int:
    """Return the smallest number of pairs of some people who share a table; 0 if the tables cannot hold them.

    Parameters
    ----------
    size : int
        The number of people.
    low, high : int arrays, shape (tables,)
        The minimum and maximum number of them at each table.

    Examples
    --------
    >>> fewest_pairs(6, np.zeros(4, dtype=np.int64), np.full(4, 6))
    2
    """
    at = np.clip(low, 0, None)
    most = np.clip(high, 0, size)
    if (at > most).any() or not int(at.sum()) <= size <= int(most.sum()):
        return 0
    for _ in range(size - int(at.sum())):  # the number of pairs is convex in each table, so the fewest first
        at[np.where(at < most, at, size).argmin()] += 1
    return int((at * (at - 1) // 2).sum())
