"""The presence and spread terms of `group_energy.h` in plain Python."""

from __future__ import annotations

import numpy as np

from seating.native.annealing import Presence, Spread

NOWHERE = -1
"""The table of a person who has no seat yet."""


def presence_change(terms: Presence, t: int, out: int, into: int) -> int:
    """Return the change in energy of presence terms at table t when `into` takes the seat of `out`.

    Parameters
    ----------
    terms : Presence
    t : int
        The table.
    out : int
        The person who leaves the seat; `Model.n_persons` means no one.
    into : int
        The person who takes the seat; `Model.n_persons` means no one.
    """
    change = 0
    for term in range(terms.price.shape[1]):
        price = terms.price[t, term]
        if price:
            by = 0
            for k in range(terms.slot.shape[1]):
                x, y = terms.slot[out, k], terms.slot[into, k]
                if x != y:
                    by -= x > 0 and terms.term[x] == term and terms.n_seated[t, x] == 1
                    by += y > 0 and terms.term[y] == term and terms.n_seated[t, y] == 0
            if by:
                low, now = terms.low[t, term], terms.present[t, term]
                change += price * (max(0, low - now - by) - max(0, low - now))
    return change


def presence_cost(terms: Presence, t: int) -> int:
    """Return the energy of presence terms at table t."""
    cost = 0
    for term in range(terms.price.shape[1]):
        cost += terms.price[t, term] * max(0, terms.low[t, term] - terms.present[t, term])
    return cost


def update_presence(terms: Presence, t: int, out: int, into: int) -> None:
    """Update the presence counts at table t after `into` has taken the seat of `out`.

    Parameters
    ----------
    terms : Presence
    t : int
        The table.
    out : int
        The person who leaves the seat; `Model.n_persons` means no one.
    into : int
        The person who takes the seat; `Model.n_persons` means no one.
    """
    for k in range(terms.slot.shape[1]):
        x, y = terms.slot[out, k], terms.slot[into, k]
        if x != y:
            if x:
                terms.n_seated[t, x] -= 1
                terms.present[t, terms.term[x]] -= terms.n_seated[t, x] == 0
            if y:
                terms.present[t, terms.term[y]] += terms.n_seated[t, y] == 0
                terms.n_seated[t, y] += 1


def spread_change(spread: Spread, p: int, other: int, a: int, b: int) -> int:
    """Return the change in energy of spread terms when `p` goes from table a to b.

    Terms whose group also contains `other` are left out: if `p` and `other` swap, their group uses the same tables.

    Parameters
    ----------
    spread : Spread
    p : int
        The person.
    other : int
        A person who moves the other way; `Model.n_persons` means no one.
    a : int
        The table that p leaves.
    b : int
        The table that p goes to.
    """
    change = 0
    for k in range(spread.slot.shape[1]):
        term = spread.slot[p, k]
        if term and spread.slot[other, k] != term:
            by = np.int64(spread.at[b, term] and spread.n_seated[b, term] == 0)
            by -= np.int64(spread.at[a, term] and spread.n_seated[a, term] == 1)
            if by:
                used, high = spread.used[term], spread.high[term]
                change += spread.price[term] * (max(0, used + by - high) - max(0, used - high))
                change += spread.first[term] * (np.int64(used + by > high) - np.int64(used > high))
    return change


def update_spread(spread: Spread, p: int, a: int, b: int) -> None:
    """Update the counts after a person has moved from table a, or from `NOWHERE`, to b.

    Parameters
    ----------
    spread : Spread
    p : int
        The person.
    a : int
        The table that p leaves.
    b : int
        The table that p goes to.
    """
    for k in range(spread.slot.shape[1]):
        term = spread.slot[p, k]
        if term:
            if a != NOWHERE:
                spread.n_seated[a, term] -= 1
                spread.used[term] -= spread.at[a, term] and spread.n_seated[a, term] == 0
            spread.used[term] += spread.at[b, term] and spread.n_seated[b, term] == 0
            spread.n_seated[b, term] += 1
