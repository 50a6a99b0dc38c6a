"""Heuristic pricing: a compiled tabu search for members of one table with low cost minus duals.

A move exchanges one member for another person. The reference implementation of the cost is `table_costs.cost_of`. The
first call on a machine takes some seconds to compile; later runs load the compiled code from a cache.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from seating.engines.column_generation.table_costs import IN_BASE, IN_GROUP, Table
from seating.engines.jit import compiled, entry_point
from seating.plan import IntArray

BREADTH = 4
"""Number of members considered for leaving in each swap: the table costs least without them."""

STAYS = 10
"""A person who left may come back after 4 to `STAYS` - 1 exchanges; the number is random."""

NEVER = 2**62
"""Larger than any cost."""


class _State(NamedTuple):
    """The state of a search: the members, their counts, and the best sets of members so far."""

    members: IntArray  # (size,)
    is_member: IntArray  # (people,): 1 for members
    base: IntArray  # (bands,)
    group: IntArray  # (bands,)
    change: IntArray  # (3 * bands,): cost of one more in the group, the base, or both
    group_count: IntArray  # (groups,): members in each group of a presence
    present: IntArray  # (presences,): number of groups with at least one member
    total: IntArray  # (sums, 2): sum of values, sum of allowances
    pair_cost: IntArray  # (people,) or (0,): cost of each person's pairs with the members
    add_cost: IntArray  # (people,): cost of adding each person
    cost_without: IntArray  # (size,): cost of the table without each member
    tabu_until: IntArray  # (people,): number of the exchange until which each person is tabu
    hash_key: IntArray  # (people,): random numbers; their XOR over the members is the hash of the set
    best_members: IntArray  # (most, size): the best sets of members
    best_cost: IntArray  # (most,): their costs
    best_hash: IntArray  # (most,): their hashes
    scalars: IntArray  # (4,): cost, hash, number of kept sets, lowest cost since this start
    random: IntArray  # (1,): state of the random number generator


def search(
    table: Table, duals: IntArray, starts: IntArray, steps: int, most: int, seed: int
) -> tuple[IntArray, IntArray]:
    """Return sets of members with low cost minus duals, cheapest first.

    Parameters
    ----------
    table : Table
        Its costs are in the scale of the duals, and its size is at least 1.
    duals : int array, shape (people,)
    starts : int array, shape (starts, size)
        The members at the start of each search; the searches run one after another.
    steps : int
        Number of exchanges from each start.
    most : int
        Maximum number of sets returned.
    seed : int

    Returns
    -------
    int array, shape (found, size)
        Members, in ascending order.
    int array, shape (found,)
        Cost minus duals.

    Notes
    -----
    See F. Glover, "Tabu search, part I", ORSA Journal on Computing 1 (1989). Only the few members whose leaving
    makes the table cheapest are candidates for leaving here.
    """
    n, bands = len(table.seat_cost), len(table.bands)
    rng = np.random.default_rng(seed)
    sizes = (n, bands, bands, 3 * bands, table.n_groups, len(table.presence))
    is_member, base, group, change, group_count, present = (np.zeros(size, dtype=np.int64) for size in sizes)
    state = _State(
        np.full(table.size, -1, dtype=np.int64),
        *(is_member, base, group, change, group_count, present),
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
    _search(table, table.seat_cost - duals, state, np.ascontiguousarray(starts), steps)
    found = int(state.scalars[2])
    order = np.argsort(state.best_cost[:found], kind="stable")
    return np.sort(state.best_members[:found][order], axis=1), state.best_cost[:found][order]


@entry_point
def _search(table: Any, price: Any, state: Any, starts: Any, steps: int) -> None:
    for start in range(len(starts)):
        _restart(table, price, state, starts, start)
        for step in range(steps):
            _record(state)
            if not _exchange(table, price, state, step):
                break
        _record(state)


@compiled
def _draw(state: Any) -> Any:
    """Return a random number of 62 bits (Marsaglia's xorshift)."""
    x = np.uint64(state.random[0])
    x ^= x << np.uint64(13)
    x ^= x >> np.uint64(7)
    x ^= x << np.uint64(17)
    state.random[0] = np.int64(x)
    return np.int64(x >> np.uint64(2))


@compiled
def _restart(table: Any, price: Any, state: Any, starts: Any, start: int) -> None:
    """Replace the members by those of a start."""
    size = len(state.members)
    for turn in range(2 * size):
        sign = -1 if turn < size else 1
        person = state.members[turn] if sign == -1 else starts[start, turn - size]
        if person >= 0:
            state.scalars[0] += _toggle(table, price, state, person, sign)
            state.scalars[1] ^= state.hash_key[person]
        if sign == 1:
            state.members[turn - size] = person
    for person in range(len(price)):
        state.tabu_until[person] = 0
    state.scalars[3] = state.scalars[0]


@compiled
def _record(state: Any) -> None:
    """Record the members, unless they are recorded already or cost more than all recorded sets."""
    value, name, found = state.scalars[0], state.scalars[1], state.scalars[2]
    at = found
    if found == len(state.best_cost):
        at = 0
        for k in range(found):
            if state.best_cost[k] > state.best_cost[at]:
                at = k
        if value >= state.best_cost[at]:
            return
    for k in range(found):
        if state.best_hash[k] == name:
            return
    for a in range(len(state.members)):
        state.best_members[at, a] = state.members[a]
    state.best_cost[at], state.best_hash[at] = value, name
    state.scalars[2] = max(found, at + 1)


@compiled
def _exchange(table: Any, price: Any, state: Any, step: int) -> bool:
    """Make the best exchange that is not tabu; return False if there is none.

    Aspiration: an exchange that leads to a lower cost than any since this start is allowed even if it is tabu.
    """
    size, value = len(state.members), state.scalars[0]
    best, out, into, ties = NEVER, -1, -1, 0
    for turn in range(size + min(BREADTH, size)):
        a = turn
        if turn >= size:
            a = 0
            for b in range(size):
                if state.cost_without[b] < state.cost_without[a]:
                    a = b
        # the first `size` turns only price the table without each member; the others try the cheapest of these
        leaving = state.members[a]
        rest = value + _toggle(table, price, state, leaving, -1)
        state.cost_without[a] = rest if turn < size else NEVER
        if turn >= size:
            _price_additions(table, price, state)
            is_tabu = state.tabu_until[leaving] > step
            for person in range(len(price)):
                then = rest + state.add_cost[person]
                if then > best or person == leaving or state.is_member[person] == 1:
                    continue
                if (is_tabu or state.tabu_until[person] > step) and then >= state.scalars[3]:
                    continue
                ties = 1 if then < best else ties + 1
                if ties == 1 or _draw(state) % ties == 0:
                    best, out, into = then, a, person
        _toggle(table, price, state, leaving, 1)
    if out < 0:
        return False
    leaving = state.members[out]
    for sign in (-1, 1):
        person = leaving if sign == -1 else into
        _toggle(table, price, state, person, sign)
        state.scalars[1] ^= state.hash_key[person]
    state.members[out] = into
    # to avoid cycles, a person who left stays away for a random number of exchanges; one who came may leave soon
    state.tabu_until[leaving] = step + 4 + _draw(state) % (STAYS - 4)
    state.tabu_until[into] = step + 1 + _draw(state) % 3
    state.scalars[0], state.scalars[3] = best, min(best, state.scalars[3])
    return True


@compiled
def _toggle(table: Any, price: Any, state: Any, person: int, sign: int) -> Any:
    """Add a person (sign 1) or remove one (sign -1); return the change in cost."""
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
        if state.group_count[g] == (0 if sign == 1 else 1):
            cost -= table.presence[t, state.present[t]]
            state.present[t] += sign
            cost += table.presence[t, state.present[t]]
        state.group_count[g] += sign
    for t in range(len(table.units)):
        cost -= _sum_cost(table, state, t, 0, 0)
        state.total[t, 0] += sign * table.values[t, person]
        state.total[t, 1] += sign * table.allowances[t, person]
        cost += _sum_cost(table, state, t, 0, 0)
    if len(state.pair_cost) > 0:
        cost += sign * state.pair_cost[person]
        for other in range(len(state.pair_cost)):
            state.pair_cost[other] += sign * table.pairs[person, other]
    state.is_member[person] = max(0, sign)
    return cost


@compiled
def _sum_cost(table: Any, state: Any, t: int, value: int, allowance: int) -> Any:
    """Return the cost of a sum after adding a value and an allowance."""
    off = max(0, abs(state.total[t, 0] + value) - state.total[t, 1] - allowance)
    return table.prices[t] * -(-off // table.units[t])


@compiled
def _price_additions(table: Any, price: Any, state: Any) -> None:
    """Compute the cost of adding each person who is not a member."""
    add_cost, change, start, items = state.add_cost, state.change, table.band_start, table.band_items
    k = np.uint64(0)
    for person in range(np.uint64(len(price))):
        cost = price[person]
        last = np.uint64(start[person + np.uint64(1)])
        while k < last:
            cost += change[np.uint64(items[k])]
            k += np.uint64(1)
        add_cost[person] = cost
    if len(table.presence) > 0:
        for person in range(len(price)):
            add_cost[person] += _presence_change(table, state, person)
    for t in range(len(table.units)):
        before = _sum_cost(table, state, t, 0, 0)
        for person in range(len(price)):
            add_cost[person] += (
                _sum_cost(table, state, t, table.values[t, person], table.allowances[t, person]) - before
            )
    for person in range(len(state.pair_cost)):
        add_cost[person] += state.pair_cost[person]


@compiled
def _presence_change(table: Any, state: Any, person: int) -> Any:
    """Return the cost change from the groups that only this person would represent."""
    cost, k, last = 0, table.presence_start[person], table.presence_start[person + 1]
    while k < last:
        t, new = table.presence_term[k], 0
        while k < last and table.presence_term[k] == t:
            if state.group_count[table.presence_group[k]] == 0:
                new += 1
            k += 1
        cost += table.presence[t, state.present[t] + new] - table.presence[t, state.present[t]]
    return cost
