"""Link terms of a model as arrays, for the kernels of annealing."""

from __future__ import annotations

import numpy as np

from seating.engines.annealing.group_energy import GroupSlots, group_slots, times_in_slots
from seating.model import Model
from seating.native.annealing import Links
from seating.room.plan import IntArray
from seating.terms import LinkTerm


def links_of(model: Model, price: IntArray) -> Links:
    """Return the link terms of a model, with no one seated; `price` as for `count_rows_of`."""
    none = np.zeros(0, np.int64)
    members, counterparts = [none], [none]
    numbers: list[tuple[int, int, int]] = [(0, 0, 0)]
    sides: list[tuple[IntArray, IntArray]] = [(none, none)]
    for requirement, term in model.terms:
        if isinstance(term, LinkTerm):
            members += term.members
            counterparts += term.counterparts
            prices = [int(price[requirement])] * len(term.members)
            numbers += zip(term.low.tolist(), term.fixed.tolist(), prices, strict=True)
            sides += [(term.sources, term.targets)] * len(term.members)
    low, fixed, priced = np.array(numbers, dtype=np.int64).T
    source, target = np.zeros((2, model.n_tables, len(sides)), dtype=np.bool_)
    for k, (sources, targets) in enumerate(sides):
        source[sources, k], target[targets, k] = True, True
    member_slot, member_column, member_times = _slots(members, model.n_persons)
    counterpart_slot, counterpart_column, counterpart_times = _slots(counterparts, model.n_persons)
    return Links(
        member_slot=member_slot,
        counterpart_slot=counterpart_slot,
        member_column=member_column,
        counterpart_column=counterpart_column,
        member_times=member_times,
        counterpart_times=counterpart_times,
        source=source,
        target=target,
        low=np.ascontiguousarray(low),
        price=np.ascontiguousarray(priced),
        in_need=np.ascontiguousarray(fixed),
        found=np.zeros(len(sides), np.int64),
    )


def _slots(groups: list[IntArray], n_persons: int) -> tuple[GroupSlots, IntArray, IntArray]:
    """Return the slots, the slot of each link, and how often each counts; every link has a slot to look at."""
    slots, slot_of = group_slots([np.unique(group) for group in groups], n_persons)
    slots = slots if slots.shape[1] else np.zeros((n_persons + 1, 1), dtype=np.uint32)
    return slots, slot_of, times_in_slots(groups, slot_of, slots)
