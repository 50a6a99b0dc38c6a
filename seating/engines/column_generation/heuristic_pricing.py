"""Members of one table of little cost less duals, by a tabu search over exchanges of one person; compiled.

The slow twin of what is counted here is `table.cost_of`. The first call on a machine compiles for
some seconds; later ones read the code from a cache.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numba import njit

from seating.engines.column_generation.table_costs import IN_BASE, IN_GROUP, Table
from seating.plan import IntArray

__all__ = ["BREADTH", "search"]

BREADTH = 4
"""How many of the members, those that cost most, are tried for each exchange."""

STAYS = 10
"""Exchanges after which whoever left may come back, at most; at least four."""

NEVER = 2**62

compiled: Any = njit

entry: Callable[[Any], Any] = compiled(cache=True, nogil=True, _nrt=False)
"""Compiles what is called from Python; nothing inside may make arrays."""

inner: Callable[[Any], Any] = compiled(nogil=True, _nrt=False, no_cpython_wrapper=True, no_cfunc_wrapper=True)
"""Compiles what only compiled code calls."""


class _State(NamedTuple):
    """Who sits at the table during a search, what is counted of them, and the best met so far."""

    members: IntArray  # (size,)
    there: IntArray  # (people,): 1 for members
    base: IntArray  # (bands,)
    group: IntArray  # (bands,)
    change: IntArray  # (3 * bands,): what one more of the group, the base, or both adds
    heads: IntArray  # (groups,): how many of each group of a presence
    present: IntArray  # (presences,): how many groups have anybody
    total: IntArray  # (sums, 2): values and allowances
    near: IntArray  # (people,) or (0,): what the members cost each person as pairs
    adds: IntArray  # (people,): what each would add
    without: IntArray  # (size,): the cost without each member
    until: IntArray  # (people,): the exchange until which each stays where they are
    marks: IntArray  # (people,): random, so that a membership has a name
    kept: IntArray  # (most, size)
    worth: IntArray  # (most,)
    names: IntArray  # (most,)
    now: IntArray  # (4,): cost, name, how many are kept, the least cost from this start
    random: IntArray  # (1,)


def search(
    table: Table, duals: IntArray, starts: IntArray, steps: int, most: int, seed: int
) -> tuple[IntArray, IntArray]:
    """Return memberships of little cost less duals, and that, cheapest first.

    Parameters
    ----------
    table : Table
        Its costs in the scale of the duals; its size is not 0.
    duals : int array, shape (people,)
    starts : int array, shape (starts, size)
        Where the search begins, one after the other.
    steps : int
        Exchanges from each start.
    most : int
        Memberships returned at most.
    seed : int

    Returns
    -------
    int array, shape (found, size)
        Members, rising.
    int array, shape (found,)

    Notes
    -----
    F. Glover, "Tabu search, part I", ORSA Journal on Computing 1 (1989); here an exchange is
    looked for among the few members without whom the table would cost least.
    """
    n, bands = len(table.place), len(table.bands)
    rng = np.random.default_rng(seed)
    sizes = (n, bands, bands, 3 * bands, table.n_groups, len(table.presence))
    there, base, group, change, heads, present = (np.zeros(size, dtype=np.int64) for size in sizes)
    state = _State(
        np.full(table.size, -1, dtype=np.int64),
        *(there, base, group, change, heads, present),
        np.zeros((len(table.units), 2), dtype=np.int64),
        np.zeros(len(table.pairs), dtype=np.int64),
        np.zeros(n, dtype=np.int64),
        np.zeros(table.size, dtype=np.int64),
        np.zeros(n, dtype=np.int64),
        rng.integers(2**62, size=n),
        np.zeros((most, table.size), dtype=np.int64),
        np.full(most, NEVER, dtype=np.int64),
        np.zeros(most, dtype=np.int64),
        np.array([table.bands[:, 0, 0].sum() + table.presence[:, 0].sum(), 0, 0, 0]),
        rng.integers(1, 2**62, size=1),
    )
    change[:] = np.stack([table.bands[:, 0, 1], table.bands[:, 1, 0], table.bands[:, 1, 1]], axis=1).ravel()
    change -= np.repeat(table.bands[:, 0, 0], 3)
    _search(table, table.place - duals, state, np.ascontiguousarray(starts), steps)
    found = int(state.now[2])
    order = np.argsort(state.worth[:found], kind="stable")
    return np.sort(state.kept[:found][order], axis=1), state.worth[:found][order]


@entry
def _search(table: Any, price: Any, state: Any, starts: Any, steps: int) -> None:
    for start in range(len(starts)):
        _begin(table, price, state, starts, start)
        for step in range(steps):
            _keep(state)
            if not _exchange(table, price, state, step):
                break
        _keep(state)


@inner
def _draw(state: Any) -> Any:
    """Return a random number of 62 bits (Marsaglia's xorshift)."""
    x = np.uint64(state.random[0])
    x ^= x << np.uint64(13)
    x ^= x >> np.uint64(7)
    x ^= x << np.uint64(17)
    state.random[0] = np.int64(x)
    return np.int64(x >> np.uint64(2))


@inner
def _begin(table: Any, price: Any, state: Any, starts: Any, start: int) -> None:
    """Seat the members of a start instead of those who sit there."""
    size = len(state.members)
    for turn in range(2 * size):
        sign = -1 if turn < size else 1
        person = state.members[turn] if sign == -1 else starts[start, turn - size]
        if person >= 0:
            state.now[0] += _put(table, price, state, person, sign)
            state.now[1] ^= state.marks[person]
        if sign == 1:
            state.members[turn - size] = person
    for person in range(len(price)):
        state.until[person] = 0
    state.now[3] = state.now[0]


@inner
def _keep(state: Any) -> None:
    """Note the members unless they are noted already or cost more than all that are."""
    value, name, found = state.now[0], state.now[1], state.now[2]
    at = found
    if found == len(state.worth):
        at = 0
        for k in range(found):
            if state.worth[k] > state.worth[at]:
                at = k
        if value >= state.worth[at]:
            return
    for k in range(found):
        if state.names[k] == name:
            return
    for a in range(len(state.members)):
        state.kept[at, a] = state.members[a]
    state.worth[at], state.names[at] = value, name
    state.now[2] = max(found, at + 1)


@inner
def _exchange(table: Any, price: Any, state: Any, step: int) -> bool:
    """Make the best exchange that is not barred; one that leads below all met from this start never is."""
    size, value = len(state.members), state.now[0]
    best, out, into, ties = NEVER, -1, -1, 0
    for turn in range(size + min(BREADTH, size)):
        a = turn
        if turn >= size:
            a = 0
            for b in range(size):
                if state.without[b] < state.without[a]:
                    a = b
        leaving = state.members[a]
        rest = value + _put(table, price, state, leaving, -1)
        state.without[a] = rest if turn < size else NEVER
        if turn >= size:
            _add(table, price, state)
            held = state.until[leaving] > step
            for person in range(len(price)):
                then = rest + state.adds[person]
                if then > best or person == leaving or state.there[person] == 1:
                    continue
                if (held or state.until[person] > step) and then >= state.now[3]:
                    continue
                ties = 1 if then < best else ties + 1
                if ties == 1 or _draw(state) % ties == 0:
                    best, out, into = then, a, person
        _put(table, price, state, leaving, 1)
    if out < 0:
        return False
    leaving = state.members[out]
    for sign in (-1, 1):
        person = leaving if sign == -1 else into
        _put(table, price, state, person, sign)
        state.now[1] ^= state.marks[person]
    state.members[out] = into
    state.until[leaving] = step + 4 + _draw(state) % (STAYS - 4)
    state.until[into] = step + 1 + _draw(state) % 3
    state.now[0], state.now[3] = best, min(best, state.now[3])
    return True


@inner
def _put(table: Any, price: Any, state: Any, person: int, sign: int) -> Any:
    """Seat a person (sign 1) or let one go (sign -1); return what that adds to the cost."""
    bands, base, group, change = table.bands, state.base, state.group, state.change
    cost = sign * price[person]
    for k in range(table.band_start[person], table.band_start[person + 1]):
        t, how = table.band_items[k] // 3, table.band_items[k] % 3
        cost -= bands[t, base[t], group[t]]
        if how != IN_BASE:
            group[t] += sign
        if how != IN_GROUP:
            base[t] += sign
        now = bands[t, base[t], group[t]]
        cost += now
        change[3 * t] = bands[t, base[t], group[t] + 1] - now
        change[3 * t + 1] = bands[t, base[t] + 1, group[t]] - now
        change[3 * t + 2] = bands[t, base[t] + 1, group[t] + 1] - now
    for k in range(table.presence_start[person], table.presence_start[person + 1]):
        g, t = table.presence_group[k], table.presence_term[k]
        if state.heads[g] == (0 if sign == 1 else 1):
            cost -= table.presence[t, state.present[t]]
            state.present[t] += sign
            cost += table.presence[t, state.present[t]]
        state.heads[g] += sign
    for t in range(len(table.units)):
        cost -= _off(table, state, t, 0, 0)
        state.total[t, 0] += sign * table.values[t, person]
        state.total[t, 1] += sign * table.allowances[t, person]
        cost += _off(table, state, t, 0, 0)
    if len(state.near) > 0:
        cost += sign * state.near[person]
        for other in range(len(state.near)):
            state.near[other] += sign * table.pairs[person, other]
    state.there[person] = max(0, sign)
    return cost


@inner
def _off(table: Any, state: Any, t: int, value: int, allowance: int) -> Any:
    """Return what a sum costs with somebody's value and allowance added."""
    off = max(0, abs(state.total[t, 0] + value) - state.total[t, 1] - allowance)
    return table.prices[t] * -(-off // table.units[t])


@inner
def _add(table: Any, price: Any, state: Any) -> None:
    """Set what each person would add who is not there."""
    adds, change, start, items = state.adds, state.change, table.band_start, table.band_items
    k = np.uint64(0)
    for person in range(np.uint64(len(price))):
        cost = price[person]
        last = np.uint64(start[person + np.uint64(1)])
        while k < last:
            cost += change[np.uint64(items[k])]
            k += np.uint64(1)
        adds[person] = cost
    if len(table.presence) > 0:
        for person in range(len(price)):
            adds[person] += _present(table, state, person)
    for t in range(len(table.units)):
        before = _off(table, state, t, 0, 0)
        for person in range(len(price)):
            adds[person] += _off(table, state, t, table.values[t, person], table.allowances[t, person]) - before
    for person in range(len(state.near)):
        adds[person] += state.near[person]


@inner
def _present(table: Any, state: Any, person: int) -> Any:
    """Return what a person adds by the groups that nobody else there is in."""
    cost, k, last = 0, table.presence_start[person], table.presence_start[person + 1]
    while k < last:
        t, new = table.presence_term[k], 0
        while k < last and table.presence_term[k] == t:
            if state.heads[table.presence_group[k]] == 0:
                new += 1
            k += 1
        cost += table.presence[t, state.present[t] + new] - table.presence[t, state.present[t]]
    return cost
