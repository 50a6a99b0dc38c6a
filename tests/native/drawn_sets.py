"""Drawn inputs of the kernels of column generation: each is given to the C function and to its reference.

Sizes are small and odd at times: no people, no table, no seat, no space for what is found.
"""

from __future__ import annotations

from copy import deepcopy
from random import Random

import numpy as np

from seating.engines.column_generation import branching, heuristic_pricing, set_search
from seating.engines.column_generation.branching import NEVER, SETS, Found, Guests, frames_for
from seating.engines.column_generation.rules import Rules
from seating.engines.column_generation.table_costs import IN_BOTH, Table
from seating.native.reference import branching as branching_in_python
from seating.native.reference import pricing as pricing_in_python
from seating.native.reference import set_search as set_search_in_python
from seating.room.plan import IntArray
from tests.native.comparing import assert_same, drawn


def symmetric(rng: Random, n: int, low: int, high: int) -> IntArray:
    """Return drawn numbers for pairs, shape (n, n)."""
    upper = np.triu(drawn(rng, low, high, n, n))
    return upper + np.triu(upper, 1).T


def apart(rng: Random, n: int) -> IntArray:
    """Return pairs that must not share a table, shape (n, n)."""
    return (symmetric(rng, n, 0, 9) > rng.choice((7, 8, 9, 9))) * 1


def check_walk(rng: Random) -> None:
    """Count all sets that keep to the rules, and write them down."""
    n, high = rng.choice((0, 1, 3, 6, 9)), rng.choice((0, 1, 3, 6, 12))
    sizes, may_sit = drawn(rng, 1, rng.choice((1, 1, 4)), n), drawn(rng, 0, 3, n).clip(0, 1)
    rules = Rules(sizes, may_sit, apart(rng, n).astype(np.int8), rng.choice((0, 1, 2, high + 1)), high)
    most, most_steps = rng.choice((0, 10, 1000, 1000)), rng.choice((5, 10_000, 10_000))
    members = np.zeros((0, 0), dtype=np.int16)
    for _ in range(2):
        seen, stack, barred = (np.zeros(size, dtype=np.int64) for size in (3, n + 1, n))
        given = (rules, stack, barred, members, seen, most, most_steps)
        expected = deepcopy(given)
        set_search.walk(*given)
        set_search_in_python.walk(*expected)
        assert_same(given, expected)
        if seen[0] < 0:
            return
        members = np.full((int(seen[1]), int(seen[0])), n, dtype=np.int16)


def check_sums(rng: Random) -> None:
    """Add up the amounts of the members of sets, and those of their pairs."""
    n, shape = rng.randint(0, 5), (rng.randint(0, 4), rng.choice((0, 1, 7)))
    members = drawn(rng, 0, n, *shape).astype(np.int16)
    totals, amounts, of_pairs = (drawn(rng, -99, 99, *size) for size in (shape[1:], (n + 1,), (n + 1, n + 1)))
    expected = totals.copy()
    set_search.add_amounts(members, amounts, totals)
    set_search.add_pairs(members, of_pairs, totals)
    set_search_in_python.add_amounts(members, amounts, expected)
    set_search_in_python.add_pairs(members, of_pairs, expected)
    assert_same(totals, expected)


def check_seek(rng: Random) -> None:
    """Find the best sets, or all below a limit, at times with too little space or too few steps."""
    n, high = rng.choice((0, 1, 3, 8, 11)), rng.choice((0, 1, 3, 5, 9))
    pair = symmetric(rng, n, -rng.choice((0, 9, 90)), rng.choice((0, 9)))
    low = rng.choice((0, 1, 2, high, high + 1))
    sizes, values = drawn(rng, 1, rng.choice((1, 1, 4)), n), drawn(rng, -20, 20, n)
    guests = Guests(sizes, values, pair, apart(rng, n).astype(np.int8), low, high)
    keep = rng.choice((0, 1, 3))
    space = keep * n if keep else rng.choice((0, 1, 5, 2000))
    found = Found(
        np.full((max(1, min(n, high)), space), n, dtype=np.int16),
        np.full(space, NEVER),
        *(np.zeros(size, dtype=np.int64) for size in (n, 2, 1)),
    )
    limit, most_steps = rng.choice((-30, 0, 100, NEVER)), rng.choice((0, 3000, 50_000, 10**9))
    given = (guests, frames_for(n, high), found, limit, keep, most_steps)
    expected = deepcopy(given)
    branching.seek(*given)
    branching_in_python.seek(*expected)
    assert_same(given, expected)
    assert keep or found.counters[SETS] <= max(space + 1, 1)


def drawn_table(rng: Random) -> Table:
    """Return a table with arbitrary costs of every kind."""
    n = rng.choice((0, 1, 6, 11, 15, 15))
    size = rng.randint(0, min(n, 5))
    bands, presences, sums = rng.choice((0, 1, 4)), rng.choice((0, 1, 2)), rng.choice((0, 1, 2))
    in_bands = [sorted(rng.sample(range(bands), rng.randint(0, bands))) for _ in range(n)]
    groups_of = [rng.randint(1, 3) for _ in range(presences)]
    groups = [(term, group) for group, term in enumerate(np.repeat(np.arange(presences), groups_of).tolist())]
    in_groups = [sorted(rng.sample(groups, rng.randint(0, len(groups)))) for _ in range(n)]
    entries = np.array([entry for own in in_groups for entry in own], dtype=np.int64).reshape(-1, 2)
    return Table(
        size,
        drawn(rng, -9, 99, n),
        drawn(rng, 0, 99, bands, size + 2, size + 2),
        np.cumsum([0, *map(len, in_bands)]),
        np.array([3 * band + rng.randint(0, IN_BOTH) for own in in_bands for band in own], dtype=np.int64),
        drawn(rng, 0, 99, presences, max(groups_of, default=0) + 1),
        np.cumsum([0, *map(len, in_groups)]),
        entries[:, 0].copy(),
        entries[:, 1].copy(),
        len(groups),
        drawn(rng, -30, 30, sums, n),
        drawn(rng, 0, 9, sums, n),
        drawn(rng, 1, 7, sums),
        drawn(rng, 0, 9, sums),
        symmetric(rng, n, 0, 20) * (1 - np.eye(n, dtype=np.int64))
        if n and rng.random() < 0.5
        else np.zeros((0, 0), int),
    )


def check_pricing(rng: Random) -> None:
    """Find the best sets of members by some exchanges from some starts."""
    table, most, steps = drawn_table(rng), rng.choice((1, 4, 30)), rng.choice((0, 3, 20))
    n = len(table.seat_cost)
    starts = [rng.sample(range(n), table.size) for _ in range(rng.randint(0, 3))]
    state = heuristic_pricing.members_of(table, most, rng.randrange(1000))
    price = table.seat_cost - drawn(rng, 0, 50, n)
    given = (table, price, state, np.array(starts, dtype=np.int64).reshape(len(starts), table.size), steps)
    expected = deepcopy(given)
    heuristic_pricing.search_from(*given)
    pricing_in_python.search_from(*expected)
    assert_same(given, expected)


CHECKS = (check_walk, check_sums, check_seek, check_pricing)
