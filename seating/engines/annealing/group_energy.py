"""Group terms of a model as arrays, for the kernels of annealing: presence and spread.

The groups of a person are in a fixed number of slots, so that two persons are compared quickly; count terms use these
slots too.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from seating.model import Model
from seating.native.annealing import Presence, Spread
from seating.room.plan import IntArray
from seating.terms import PresenceTerm, SpreadTerm

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
