"""The compiled search: people swap seats, and what that costs is read off counts kept up to date.

The first import on a machine compiles for some seconds; later ones read the code from a cache. The
slow twin is `model.evaluate`.
"""

from __future__ import annotations

import numpy as np

from seating.engines.anneal.board import Board, Seats
from seating.engines.anneal.compiled import entry, inner, inside
from seating.engines.anneal.pairs import correction, pair_costs, repair_prices
from seating.engines.anneal.presence import replace_present, replacement_present
from seating.engines.anneal.rows import begin_rows, exchange, offer, replace, replacement
from seating.engines.anneal.spread import going, respread
from seating.engines.anneal.sums import replace_sums, replacement_sums

__all__ = [
    "ENERGY",
    "LEAST",
    "MOVED",
    "NUMBERS",
    "RISEN_BY_MOVES",
    "RISEN_BY_SWAPS",
    "TRIED_MOVES",
    "TRIED_SWAPS",
    "look",
    "search",
    "seat_all",
]

ENERGY, LEAST, COSTLY, TRIED_SWAPS, RISEN_BY_SWAPS, TRIED_MOVES, RISEN_BY_MOVES, MOVED = range(8)
"""Places in the numbers of a search: what the seating is worth and was at best, how many tables cost something,
swaps tried and taken for the worse, moves tried, taken for the worse, and taken."""

NUMBERS = 8

MUST = 2**32
"""What a unit of unmet must adds to an energy; see `counts.MUST_PRICE`."""

MOST_PARTNERS = 12
"""People at a table with whom somebody tries to swap in a row: what they share is looked up once."""

BEYOND = 14.0
"""Changes for the worse of so many temperatures are never taken: one in a million would be."""


@inside
def _draw(random: np.ndarray) -> np.uint64:
    """Return 64 random bits: xoroshiro128+ (Blackman and Vigna, 2018)."""
    a, b = random[0], random[1]
    found = a + b
    b ^= a
    random[0] = ((a << np.uint64(24)) | (a >> np.uint64(40))) ^ b ^ (b << np.uint64(16))
    random[1] = (b << np.uint64(37)) | (b >> np.uint64(27))
    return found


@inside
def _below(random: np.ndarray, n: int) -> np.int64:
    """Return a random number from 0 to n - 1."""
    return np.int64(((_draw(random) >> np.uint64(32)) * np.uint64(n)) >> np.uint64(32))


@inside
def _fraction(random: np.ndarray) -> float:
    """Return a random number from 0 up to 1, never 0."""
    return (np.float64(_draw(random) >> np.uint64(11)) + 0.5) * (1.0 / 9007199254740992.0)


@inner
def _replacement(board: Board, t: int, out: int, into: int) -> int:
    """Return what it adds at table t when `into` takes the seat of `out`."""
    change = replacement(board.rows, t, out, into)
    if board.presence.price.shape[1]:
        change += replacement_present(board.presence, t, out, into)
    if board.sums.price.shape[1]:
        change += replacement_sums(board.sums, t, out, into)
    return change


@inner
def _replace(board: Board, t: int, out: int, into: int, change: int) -> None:
    """Let `into` take the seat of `out` at table t, which adds `change` there."""
    board.seats.cost[t] += change
    replace(board.rows, t, out, into)
    replace_present(board.presence, t, out, into)
    replace_sums(board.sums, t, out, into)


@inner
def _copy(source: np.ndarray, target: np.ndarray) -> None:
    for i in range(len(target)):
        target[i] = source[i]


@entry
def seat_all(board: Board, numbers: np.ndarray, table: np.ndarray, energy: int) -> None:
    """Seat everybody on an empty board; `energy` is what that seating is worth."""
    seats = board.seats
    n_people, nobody = len(seats.position), len(seats.table)
    for t in range(len(seats.heads)):
        seats.cost[t] = begin_rows(board.rows, t)
        for term in range(board.presence.price.shape[1]):
            seats.cost[t] += board.presence.price[t, term] * board.presence.low[t, term]
    for p in range(nobody):
        t = table[p]
        _replace(board, t, nobody, p, _replacement(board, t, nobody, p))
        seats.table[p] = t
        respread(board.spread, p, -1, t)
        repair_prices(board.pairs, p, -1, t)
        if p < n_people:
            seats.position[p] = seats.heads[t]
            seats.member[t, seats.heads[t]] = p
            seats.heads[t] += 1
        seats.own[t] += seats.place[p, seats.column[t]] - seats.least[p]
    numbers[ENERGY] = energy
    numbers[LEAST] = energy
    _copy(table, seats.best)


@entry
def look(board: Board, random: np.ndarray, changes: np.ndarray) -> None:
    """Put what random swaps would add into `changes`; what nobody can swap stays as it is."""
    seats = board.seats
    n_people = len(seats.position)
    for i in range(len(changes)):
        p, q = _below(random, n_people), _below(random, n_people)
        if seats.table[p] != seats.table[q]:
            a, b = seats.table[p], seats.table[q]
            changes[i] = _swap_change(board, p, q, a, b, offer(board.rows, a, b, p))


@inner
def _note_costly(seats: Seats, numbers: np.ndarray, t: int) -> None:
    """Keep the list of tables that cost something."""
    at = seats.where[t]
    if seats.cost[t] + seats.own[t] + seats.ties[t] > 0:
        if at < 0:
            seats.where[t] = numbers[COSTLY]
            seats.costly[numbers[COSTLY]] = t
            numbers[COSTLY] += 1
    elif at >= 0:
        numbers[COSTLY] -= 1
        last = seats.costly[numbers[COSTLY]]
        seats.costly[at] = last
        seats.where[last] = at
        seats.where[t] = -1


@inner
def _reseat(seats: Seats, p: int, a: int, b: int) -> None:
    seats.table[p] = b
    seats.own[a] -= seats.place[p, seats.column[a]] - seats.least[p]
    seats.own[b] += seats.place[p, seats.column[b]] - seats.least[p]


@inside
def _seat_change(seats: Seats, p: int, a: int, b: int) -> int:
    return seats.place[p, seats.column[b]] - seats.place[p, seats.column[a]]


@inside
def _swap_change(board: Board, p: int, q: int, a: int, b: int, offered: int) -> int:
    """Return what it adds when `p` at table a and `q` at table b swap seats; `offered` is the offer of `p`."""
    if board.rows.alike[p] == board.rows.alike[q]:
        change = offered + exchange(board.rows, a, b, p, q)
    else:
        change = replacement(board.rows, a, p, q) + replacement(board.rows, b, q, p)
    if board.presence.price.shape[1]:
        change += replacement_present(board.presence, a, p, q) + replacement_present(board.presence, b, q, p)
    if board.sums.price.shape[1]:
        change += replacement_sums(board.sums, a, p, q) + replacement_sums(board.sums, b, q, p)
    change += _seat_change(board.seats, p, a, b) + _seat_change(board.seats, q, b, a)
    if board.spread.slot.shape[1]:
        change += going(board.spread, p, q, a, b) + going(board.spread, q, p, b, a)
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
def _swap(board: Board, numbers: np.ndarray, p: int, q: int) -> None:
    """Let two people swap seats."""
    seats = board.seats
    a, b = seats.table[p], seats.table[q]
    _replace(board, a, p, q, _replacement(board, a, p, q))
    _replace(board, b, q, p, _replacement(board, b, q, p))
    respread(board.spread, p, a, b)
    respread(board.spread, q, b, a)
    repair_prices(board.pairs, p, a, b)
    repair_prices(board.pairs, q, b, a)
    i, j = seats.position[p], seats.position[q]
    seats.member[a, i], seats.member[b, j] = q, p
    seats.position[p], seats.position[q] = j, i
    _reseat(seats, p, a, b)
    _reseat(seats, q, b, a)
    _note_costly(seats, numbers, a)
    _note_costly(seats, numbers, b)


@inner
def _move_elsewhere(board: Board, p: int, a: int, b: int) -> int:
    """Return what a move adds besides what is counted table by table."""
    change = _seat_change(board.seats, p, a, b)
    if board.spread.slot.shape[1]:
        change += going(board.spread, p, len(board.seats.table), a, b)
    row = board.pairs.row[p]
    return change + (board.pairs.price[row, b] - board.pairs.price[row, a] if row >= 0 else 0)


@inner
def _waived(seats: Seats, p: int, a: int, b: int, leave: int, enter: int) -> int:
    """Return what a move that adds `leave` and `enter` really adds, since empty tables may cost nothing."""
    counts = p < len(seats.position)
    if seats.may_be_empty[a] and seats.heads[a] <= counts:
        leave = -seats.cost[a] if seats.heads[a] else 0
    if seats.may_be_empty[b] and seats.heads[b] == 0:
        enter = enter + seats.cost[b] if counts else 0
    return leave + enter


@inner
def _move(board: Board, numbers: np.ndarray, p: int, b: int, leave: int, enter: int) -> None:
    """Let somebody go to another table, which adds `leave` and `enter` at the two."""
    seats = board.seats
    a, nobody = seats.table[p], len(seats.table)
    _replace(board, a, p, nobody, leave)
    _replace(board, b, nobody, p, enter)
    respread(board.spread, p, a, b)
    repair_prices(board.pairs, p, a, b)
    if p < len(seats.position):
        seats.heads[a] -= 1
        last = seats.member[a, seats.heads[a]]
        seats.member[a, seats.position[p]] = last
        seats.position[last] = seats.position[p]
        seats.member[b, seats.heads[b]] = p
        seats.position[p] = seats.heads[b]
        seats.heads[b] += 1
    _reseat(seats, p, a, b)
    _note_costly(seats, numbers, a)
    _note_costly(seats, numbers, b)


@inside
def _keep_best(seats: Seats, numbers: np.ndarray) -> None:
    if numbers[ENERGY] < numbers[LEAST]:
        numbers[LEAST] = numbers[ENERGY]
        _copy(seats.table, seats.best)


@inside
def _is_taken(random: np.ndarray, change: int, temperature: float, must_price: float) -> bool:
    """Whether a change for the worse is taken."""
    if BEYOND * temperature <= change < MUST // 2:  # the most frequent case by far
        return False
    unmet = (change + MUST // 2) // MUST
    worse = np.float64(change - unmet * MUST) + must_price * np.float64(unmet)
    return bool(worse <= 0 or (worse < BEYOND * temperature and _fraction(random) < np.exp(-worse / temperature)))


@inside
def _somebody(seats: Seats, numbers: np.ndarray, random: np.ndarray, focus: float) -> np.int64:
    """Return somebody, in the share `focus` of cases from a table that costs something."""
    if numbers[COSTLY] and _fraction(random) < focus:
        table = seats.costly[_below(random, numbers[COSTLY])]
        if seats.heads[table]:
            return np.int64(seats.member[table, _below(random, seats.heads[table])])
    return _below(random, len(seats.table))


@entry
def search(
    board: Board,
    numbers: np.ndarray,
    random: np.ndarray,
    tries: int,
    temperature: float,
    must_price: float,
    moving: float,
    focus: float,
) -> None:
    """Try changes of seats at one temperature, and keep the best seating met.

    Parameters
    ----------
    board : Board
        With everybody seated.
    numbers : int64 array, shape (NUMBERS,)
    random : uint64 array, shape (2,)
    tries : int
    temperature : float
        In points of penalty.
    must_price : float
        Points of penalty that a unit of unmet must counts when a change for the worse is weighed.
    moving : float
        Share of tries in which one person goes to another table, instead of two swapping.
    focus : float
        Share of tries that begin at a table that costs something.
    """
    seats = board.seats
    n_people = len(seats.position)
    pair_costs(board.pairs, seats.table, seats.ties)
    for t in range(len(seats.heads)):
        _note_costly(seats, numbers, t)
    left = tries
    while left > 0:
        p = _somebody(seats, numbers, random, focus)
        if p >= n_people or _fraction(random) < moving:
            left -= 1
            _try_move(board, numbers, random, p, temperature, must_price)
        else:
            left -= _try_swaps(board, numbers, random, p, temperature, must_price)
    _keep_best(seats, numbers)


@inner
def _try_move(
    board: Board, numbers: np.ndarray, random: np.ndarray, p: int, temperature: float, must_price: float
) -> None:
    """Try to move somebody to any other table."""
    seats = board.seats
    a, b, nobody = seats.table[p], _below(random, len(seats.heads)), len(seats.table)
    if a == b:
        return
    leave, enter = _replacement(board, a, p, nobody), _replacement(board, b, nobody, p)
    change = _waived(seats, p, a, b, leave, enter) + _move_elsewhere(board, p, a, b)
    numbers[TRIED_MOVES] += 1
    if change <= 0 or _is_taken(random, change, temperature, must_price):
        if change > 0:
            _keep_best(seats, numbers)
            numbers[RISEN_BY_MOVES] += 1
        numbers[MOVED] += 1
        _move(board, numbers, p, b, leave, enter)
        numbers[ENERGY] += change


@inside
def _try_swaps(
    board: Board, numbers: np.ndarray, random: np.ndarray, p: int, temperature: float, must_price: float
) -> int:
    """Try to swap somebody with one after the other at somebody's table; return how many were tried, at least 1."""
    seats = board.seats
    first = _below(random, len(seats.position))
    a, b = seats.table[p], seats.table[first]
    if a == b:
        return 1
    offered = offer(board.rows, a, b, p)
    at, heads = seats.position[first], seats.heads[b]
    most = min(heads, MOST_PARTNERS)
    for n in range(most):
        q = seats.member[b, at]
        at = at + 1 if at + 1 < heads else 0
        change = _swap_change(board, p, q, a, b, offered)
        if change <= 0 or _is_taken(random, change, temperature, must_price):
            if change > 0:
                _keep_best(seats, numbers)
                numbers[RISEN_BY_SWAPS] += 1
            numbers[TRIED_SWAPS] += n + 1
            _swap(board, numbers, p, q)
            numbers[ENERGY] += change
            return n + 1
    numbers[TRIED_SWAPS] += most
    return most
