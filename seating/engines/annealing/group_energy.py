"""Group terms of a chain: which groups sit at a table (presence), and at how many tables a group sits (spread).

The groups of a person are in a fixed number of slots, so that two persons are compared quickly; `count_terms` uses
these slots too. Compiled in part.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from seating.engines.jit import compiled, inlined
from seating.model import Model
from seating.native.annealing import Presence, Spread
from seating.plan import IntArray
from seating.terms import PresenceTerm, SpreadTerm

NOWHERE = -1
"""The table of a person who has no seat yet."""

GroupSlots = NDArray[np.uint32]
"""uint32, shape (persons + 1, slots): the number of the group that a person is in, for each slot; 0 for none.

Groups share a slot if they have no member in common, such as the groups of one column of the list. The last row
stands for no one, and is all 0.
"""


def group_slots(groups: list[IntArray], n_persons: int) -> tuple[GroupSlots, IntArray]:
    """Return the slots of all persons, and the slot of each group, shape (groups,).

    Parameters
    ----------
    groups : list of int arrays
        The members of each group. The first group is empty: its number, 0, stands for none.
    n_persons : int

    Examples
    --------
    >>> import numpy as np
    >>> slots, slot_of = group_slots([np.array([], int), np.array([0, 1]), np.array([2]), np.array([1, 2])], 3)
    >>> slots.tolist()
    [[1, 0], [1, 3], [2, 3], [0, 0]]
    >>> slot_of.tolist()
    [0, 0, 0, 1]
    """
    slot_of = np.zeros(len(groups), dtype=np.int64)
    columns: list[IntArray] = []
    for number in sorted(range(1, len(groups)), key=lambda g: (-len(groups[g]), g)):
        group = groups[number]
        at = next((k for k, column in enumerate(columns) if not column[group].any()), len(columns))
        if at == len(columns):
            columns.append(np.zeros(n_persons + 1, dtype=np.int64))
        columns[at][group] = number
        slot_of[number] = at
    slots = np.array(columns, dtype=np.uint32).reshape(len(columns), n_persons + 1).T
    return np.ascontiguousarray(slots), slot_of


def times_in_slots(groups: list[IntArray], slot_of: IntArray, slots: GroupSlots) -> IntArray:
    """Return how often a person is in the group of each slot: an array of the shape of `slots`."""
    times = np.zeros(slots.shape, np.int64)
    for group, slot in zip(groups, slot_of.tolist(), strict=True):
        if len(group):
            np.add.at(times, (group, slot), 1)
    return times


@inlined
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


@inlined
def presence_cost(terms: Presence, t: int) -> int:
    """Return the energy of presence terms at table t."""
    cost = 0
    for term in range(terms.price.shape[1]):
        cost += terms.price[t, term] * max(0, terms.low[t, term] - terms.present[t, term])
    return cost


@compiled
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


def presence_of(model: Model, price: IntArray) -> Presence:
    """Return the presence terms of a model, with no one seated; `price` as for `count_rows_of`."""
    groups: list[IntArray] = [np.zeros(0, np.int64)]
    term_of = [0]
    known: dict[tuple[bytes, ...], list[int]] = {}
    lows: list[IntArray] = []
    prices: list[IntArray] = []
    for requirement, term in model.terms:
        if not isinstance(term, PresenceTerm):
            continue
        same = known.setdefault(tuple(group.tobytes() for group in term.groups), [])
        number = next((k for k in same if not prices[k][term.tables].any()), None)
        if number is None:
            number = len(lows)
            same.append(number)
            lows.append(np.zeros(model.n_tables, np.int64))
            prices.append(np.zeros(model.n_tables, np.int64))
            groups += [np.unique(group) for group in term.groups]
            term_of += [number] * len(term.groups)
        lows[number][term.tables], prices[number][term.tables] = term.low, price[requirement]
    low, at = (np.array(arrays, np.int64).reshape(len(lows), model.n_tables).T for arrays in (lows, prices))
    return Presence(
        slot=group_slots(groups, model.n_persons)[0],
        term=np.array(term_of, np.int64),
        low=np.ascontiguousarray(low),
        price=np.ascontiguousarray(at),
        n_seated=np.zeros((model.n_tables, len(groups)), np.int64),
        present=np.zeros((model.n_tables, len(lows)), np.int64),
    )


@compiled
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


@compiled
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


def spread_of(model: Model, price: IntArray) -> Spread:
    """Return the spread terms of a model, with no one seated; `price` as for `count_rows_of`."""
    found = [(r, term) for r, term in model.terms if isinstance(term, SpreadTerm)]
    groups = [np.zeros(0, np.int64), *(np.unique(term.group) for _, term in found)]
    at = np.zeros((model.n_tables, len(groups)), dtype=np.bool_)
    for k, (_, term) in enumerate(found, start=1):
        at[term.tables, k] = True
    return Spread(
        slot=group_slots(groups, model.n_persons)[0],
        at=at,
        high=np.array([0, *(term.high for _, term in found)], np.int64),
        price=np.array([0, *(price[r] * term.cost for r, term in found)], np.int64),
        first=np.array([0, *(price[r] * term.first for r, term in found)], np.int64),
        n_seated=np.zeros_like(at, dtype=np.int64),
        used=np.zeros(len(groups), np.int64),
    )
