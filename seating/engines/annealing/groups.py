"""Group slots: the groups of a person in a fixed number of columns, so that two persons are compared quickly."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from seating.plan import IntArray

__all__ = ["NOWHERE", "GroupSlots", "group_slots"]

NOWHERE = -1
"""The table of a person who has no seat yet."""

GroupSlots = NDArray[np.uint32]
"""uint32, shape (persons + 1, slots): the number of the group that a person is in, for each slot; 0 for none.

Groups share a slot if they have no member in common, such as the groups of one column of the list. The last row
stands for nobody, and is all 0.
"""


def group_slots(groups: list[IntArray], n_persons: int) -> tuple[GroupSlots, IntArray]:
    """Return the slots of all persons, and the slot of each group, shape (groups,).

    Parameters
    ----------
    groups : list of int arrays
        The members of each. The first group is empty: its number, 0, stands for none.
    n_persons : int

    Examples
    --------
    >>> import numpy as np
    >>> slots, slot_of = slots_of([np.array([], int), np.array([0, 1]), np.array([2]), np.array([1, 2])], 3)
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
