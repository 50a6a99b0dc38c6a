"""The tabu search of `pricing.c` in plain Python.

`seating.engines.column_generation.heuristic_pricing` describes the search and its arrays.
"""

from __future__ import annotations

from typing import Any

import numpy as np

BREADTH = 4
"""Number of members considered for leaving in each swap: the table costs least without them."""

STAYS = 10
"""A person who left may come back after 4 to `STAYS` - 1 exchanges; the number is random."""

NEVER = 2**62
"""Larger than any cost."""

IN_GROUP, IN_BASE = 0, 1
"""How a person counts in a band: in its group only, in its base only, or, with 2, in both."""


def search_from(table: Any, price: Any, state: Any, starts: Any, steps: int) -> None:
    """Search from each start in turn, and record the best sets of members in the state."""
    for start in range(len(starts)):
        _restart(table, price, state, starts, start)
        for step in range(steps):
            _record(state)
            if not _exchange(table, price, state, step):
                break
        _record(state)


def _draw(state: Any) -> Any:
    """Return a random number of 62 bits (Marsaglia's xorshift)."""
    x = state.random[0]
    x ^= x << np.uint64(13)
    x ^= x >> np.uint64(7)
    x ^= x << np.uint64(17)
    state.random[0] = x
    return np.int64(x >> np.uint64(2))


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


def _sum_cost(table: Any, state: Any, t: int, value: int, allowance: int) -> Any:
    """Return the cost of a sum after adding a value and an allowance."""
    off = max(0, abs(state.total[t, 0] + value) - state.total[t, 1] - allowance)
    return table.prices[t] * -(-off // table.units[t])


def _price_additions(table: Any, price: Any, state: Any) -> None:
    """Compute the cost of adding each person who is not a member."""
    add_cost, change, start, items = state.add_cost, state.change, table.band_start, table.band_items
    for person in range(len(price)):
        add_cost[person] = price[person]
        for k in range(start[person], start[person + 1]):
            add_cost[person] += change[items[k]]
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
