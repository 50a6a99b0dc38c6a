"""Iterated maxima search, for one requirement of kind `similarity` and tables with a minimum and a maximum.

After X. Lai and J.-K. Hao, "Iterated maxima search for the maximally diverse grouping problem", European Journal
of Operational Research 254 (2016) 780-800, implemented from the description there: the best of ten starts;
then in turn a strong perturbation (as many random moves as a table has people on average) and a maxima search,
which goes from one local maximum to the next by three moves, each the best of n random ones, until three in a
row are no better. Moves are one person to another table, and two persons swapped.

The clock starts when the code is compiled and the task is read, as in the published runs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.peers.answering import Answer, answer

try:
    from numba import njit
except ModuleNotFoundError:  # as where tests run it; a benchmark looks for `PACKAGE` first

    def njit(cache: bool) -> Any:
        """Leave functions as they are."""
        return lambda function: function


ABOUT = "our implementation of iterated maxima search (Lai & Hao 2016)"
PACKAGE = "numba"

STARTS = 10
WEAK_MOVES = 3
NO_BETTER = 3
FEW = 400
"""Up to this number of people, the strong perturbation makes as many moves as a table has people; above, 1.5 times as
many."""

_Ints = NDArray[np.int64]


@njit(cache=True)
def _sums(weights: _Ints, at: _Ints, n_tables: int) -> _Ints:
    """Return the total weight of each person with the people at each table, shape (people, tables)."""
    sums = np.zeros((len(at), n_tables), np.int64)
    for i in range(len(at)):
        for j in range(len(at)):
            sums[i, at[j]] += weights[i, j]
    return sums


@njit(cache=True)
def _move(i: int, to: int, weights: _Ints, at: _Ints, sums: _Ints, sizes: _Ints) -> None:
    """Move one person to another table; `weights` are 0 on the diagonal."""
    here = at[i]
    for j in range(len(at)):
        sums[j, here] -= weights[i, j]
        sums[j, to] += weights[i, j]
    sizes[here] -= 1
    sizes[to] += 1
    at[i] = to


@njit(cache=True)
def _swap_gain(i: int, j: int, weights: _Ints, at: _Ints, sums: _Ints) -> int:
    a, b = at[i], at[j]
    gain: int = sums[i, b] - sums[i, a] + sums[j, a] - sums[j, b] - 2 * weights[i, j]
    return gain


@njit(cache=True)
def _swap(i: int, j: int, weights: _Ints, at: _Ints, sums: _Ints, sizes: _Ints) -> None:
    a, b = at[i], at[j]
    _move(i, b, weights, at, sums, sizes)
    _move(j, a, weights, at, sums, sizes)


@njit(cache=True)
def _climb(weights: _Ints, low: _Ints, high: _Ints, at: _Ints, sums: _Ints, sizes: _Ints) -> int:
    """Make every move and swap that improves the value, in the order found, until none does; return the gain."""
    n, m, gained, improved = len(at), len(low), 0, True
    while improved:
        improved = False
        for i in range(n):
            for to in range(m):
                if at[i] != to and sizes[at[i]] > low[at[i]] and sizes[to] < high[to]:
                    gain = sums[i, to] - sums[i, at[i]]
                    if gain > 0:
                        _move(i, to, weights, at, sums, sizes)
                        gained, improved = gained + gain, True
        for i in range(n):
            for j in range(i + 1, n):
                if at[i] != at[j]:
                    gain = _swap_gain(i, j, weights, at, sums)
                    if gain > 0:
                        _swap(i, j, weights, at, sums, sizes)
                        gained, improved = gained + gain, True
    return gained


@njit(cache=True)
def _best_of_random(tries: int, weights: _Ints, low: _Ints, high: _Ints, at: _Ints, sums: _Ints, sizes: _Ints) -> int:
    """Make the best of this many random moves and swaps, even if it worsens the value; return its gain."""
    n, m = len(at), len(low)
    n_moves, n_swaps = n * m, n * (n - 1) // 2
    best, first, second, is_move = -(1 << 60), -1, -1, False
    while tries > 0:
        drawn = np.random.randint(0, n_moves + n_swaps)
        if drawn < n_moves:
            i, to = drawn // m, drawn % m
            if at[i] == to or sizes[at[i]] <= low[at[i]] or sizes[to] >= high[to]:
                continue
            gain = sums[i, to] - sums[i, at[i]]
            if gain > best:
                best, first, second, is_move = gain, i, to, True
        else:
            i, j = np.random.randint(0, n), np.random.randint(0, n)
            if at[i] == at[j]:
                continue
            gain = _swap_gain(i, j, weights, at, sums)
            if gain > best:
                best, first, second, is_move = gain, i, j, False
        tries -= 1
    if is_move:
        _move(first, second, weights, at, sums, sizes)
    else:
        _swap(first, second, weights, at, sums, sizes)
    return best


@njit(cache=True)
def _start(weights: _Ints, low: _Ints, high: _Ints) -> _Ints:
    """Seat people in random order where their mean weight is highest, minima first, from random first members."""
    n, m = weights.shape[0], len(low)
    order = np.random.permutation(n)
    at = np.full(n, -1, np.int64)
    sizes = np.zeros(m, np.int64)
    open_minima = low.sum()
    for k in range(n):
        i = order[k]
        table = k
        if k >= m:
            sums = np.zeros(m, np.int64)
            for j in range(n):
                if at[j] >= 0:
                    sums[at[j]] += weights[i, j]
            table, most = -1, -1.0
            for t in range(m):
                has_room = sizes[t] < (low[t] if k < open_minima else high[t])
                if has_room and sums[t] / max(1, sizes[t]) > most:
                    table, most = t, sums[t] / max(1, sizes[t])
        at[i] = table
        sizes[table] += 1
    return at


@njit(cache=True)
def _value(at: _Ints, sums: _Ints) -> int:
    total = 0
    for i in range(len(at)):
        total += sums[i, at[i]]
    return total // 2


@njit(cache=True)
def _maxima_search(weights: _Ints, low: _Ints, high: _Ints, at: _Ints, weak: int, patience: int) -> int:
    """Go from local maximum to local maximum; leave the best in `at` and return its value."""
    n, m = len(at), len(low)
    sums = _sums(weights, at, m)
    sizes = np.bincount(at, minlength=m).astype(np.int64)
    value, best, worse = _value(at, sums), -1, 0
    kept_at, kept_sums, kept_sizes = at.copy(), sums.copy(), sizes.copy()
    while worse < patience:
        value += _climb(weights, low, high, at, sums, sizes)
        if value > best:
            best, worse = value, 0
            kept_at[:], kept_sums[:], kept_sizes[:] = at, sums, sizes
        else:
            worse += 1
            at[:], sums[:], sizes[:] = kept_at, kept_sums, kept_sizes
        value = best
        for _ in range(weak):
            value += _best_of_random(n, weights, low, high, at, sums, sizes)
    at[:] = kept_at
    return best


@njit(cache=True)
def _shake(moves: int, weights: _Ints, low: _Ints, high: _Ints, at: _Ints) -> None:
    """Make this many random moves and swaps."""
    sums = _sums(weights, at, len(low))
    sizes = np.bincount(at, minlength=len(low)).astype(np.int64)
    for _ in range(moves):
        _best_of_random(1, weights, low, high, at, sums, sizes)


@njit(cache=True)
def _seed(seed: int) -> None:
    np.random.seed(seed)


@njit(cache=True)
def _first(weights: _Ints, low: _Ints, high: _Ints, starts: int) -> tuple[_Ints, int]:
    """Return the best local maximum of this many starts, and its value."""
    best, best_at = -1, np.zeros(len(weights), np.int64)
    for _ in range(starts):
        at = _start(weights, low, high)
        sums = _sums(weights, at, len(low))
        sizes = np.bincount(at, minlength=len(low)).astype(np.int64)
        value = _value(at, sums) + _climb(weights, low, high, at, sums, sizes)
        if value > best:
            best, best_at = value, at
    return best_at, best


def fits(task: Mapping[str, Any]) -> str:
    """Return why a task does not suit this peer; "" if it does."""
    kinds = sorted(keys["kind"] for keys in task["requirements"])
    if kinds != ["similarity", "size"]:
        return "it takes one requirement of kind similarity and seats"
    keys = next(keys for keys in task["requirements"] if keys["kind"] == "similarity")
    if keys["wanted"] != "high" or any(not table["min"] for table in task["tables"]):
        return "it makes weights high, and leaves no table empty"
    return ""


def search(task: Mapping[str, Any], written: Answer) -> None:
    """Search until the time is over; the reported value is the weight of the separated pairs."""
    n = len(task["people"])
    weights = np.zeros((n, n), np.int64)
    keys = next(keys for keys in task["requirements"] if keys["kind"] == "similarity")
    pairs = np.array(keys["pairs"], dtype=np.int64).reshape(-1, 2)
    weights[pairs[:, 0], pairs[:, 1]] = weights[pairs[:, 1], pairs[:, 0]] = keys["weights"]
    total = int(sum(keys["weights"]))
    low = np.array([table["min"] for table in task["tables"]], dtype=np.int64)
    high = np.array([table["max"] for table in task["tables"]], dtype=np.int64)
    _compile()
    written.restart_clock()
    _seed(written.seed)
    at, best = _first(weights, low, high, STARTS)
    written.improve(at.tolist(), total - best)
    moves = int((1.0 if n <= FEW else 1.5) * n / len(low))
    while written.left > 0:
        _shake(moves, weights, low, high, at)
        value = _maxima_search(weights, low, high, at, WEAK_MOVES, NO_BETTER)
        if value > best:
            best = value
            written.improve(at.tolist(), total - best)
    written.close()


def _compile() -> None:
    """Compile everything on a tiny task."""
    weights = np.ones((6, 6), np.int64) - np.eye(6, dtype=np.int64)
    low, high = np.full(2, 2, np.int64), np.full(2, 4, np.int64)
    _seed(0)
    at, _ = _first(weights, low, high, 1)
    _shake(1, weights, low, high, at)
    _maxima_search(weights, low, high, at, 1, 1)


if __name__ == "__main__":
    answer(search)
