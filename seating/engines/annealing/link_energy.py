"""Link terms of a chain: how many members need counterparts, and how many counterparts there are. Compiled in part."""

from __future__ import annotations

import numpy as np

from seating.engines.annealing.group_energy import NOWHERE, GroupSlots, group_slots, times_in_slots
from seating.engines.jit import compiled, inlined
from seating.model import Model
from seating.native.annealing import Links
from seating.plan import IntArray
from seating.terms import LinkTerm


@inlined
def _member_change(links: Links, k: int, p: int, a: int, b: int) -> int:
    """Return by how much the members of link k who need counterparts change when `p` goes from table a to b."""
    slot = links.member_column[k]
    if links.member_slot[p, slot] != k:
        return 0
    return int(links.member_times[p, slot]) * (int(links.source[b, k]) - int(links.source[a, k]))


@inlined
def _counterpart_change(links: Links, k: int, p: int, a: int, b: int) -> int:
    """Return by how much the counterparts of link k that count change when `p` goes from table a to b."""
    slot = links.counterpart_column[k]
    if links.counterpart_slot[p, slot] != k:
        return 0
    return int(links.counterpart_times[p, slot]) * (int(links.target[b, k]) - int(links.target[a, k]))


@inlined
def _change_of_link(links: Links, k: int, p: int, other: int, a: int, b: int) -> int:
    """Return the change in energy of link k when `p` goes from table a to b, and `other` from b to a."""
    in_need, missing = links.in_need[k], max(0, links.low[k] - links.found[k])
    more = _member_change(links, k, p, a, b) + _member_change(links, k, other, b, a)
    by = _counterpart_change(links, k, p, a, b) + _counterpart_change(links, k, other, b, a)
    return links.price[k] * ((in_need + more) * max(0, links.low[k] - links.found[k] - by) - in_need * missing)


@compiled
def link_change(links: Links, p: int, other: int, a: int, b: int) -> int:
    """Return the change in energy of link terms when `p` goes from table a to b, and `other` from b to a.

    Parameters
    ----------
    links : Links
    p : int
        The person.
    other : int
        The person who moves the other way; `Model.n_persons` means no one.
    a : int
        The table that p leaves.
    b : int
        The table that p goes to.
    """
    change = 0
    for slot in range(links.member_slot.shape[1]):
        k = links.member_slot[p, slot]
        if k:
            change += _change_of_link(links, k, p, other, a, b)
        k = links.member_slot[other, slot]
        if k and links.member_slot[p, slot] != k:
            change += _change_of_link(links, k, p, other, a, b)
    for slot in range(links.counterpart_slot.shape[1]):
        k = links.counterpart_slot[p, slot]
        if k and not _is_member(links, k, p) and not _is_member(links, k, other):
            change += _change_of_link(links, k, p, other, a, b)
        k = links.counterpart_slot[other, slot]
        is_new = k and links.counterpart_slot[p, slot] != k
        if is_new and not _is_member(links, k, p) and not _is_member(links, k, other):
            change += _change_of_link(links, k, p, other, a, b)
    return change


@inlined
def _is_member(links: Links, k: int, p: int) -> bool:
    """Whether a person is a member of link k."""
    return bool(links.member_slot[p, links.member_column[k]] == k)


@compiled
def update_links(links: Links, p: int, a: int, b: int) -> None:
    """Update the counts after a person has moved from table a, or from `NOWHERE`, to b.

    Parameters
    ----------
    links : Links
    p : int
        The person.
    a : int
        The table that p leaves.
    b : int
        The table that p goes to.
    """
    for slot in range(links.member_slot.shape[1]):
        k = links.member_slot[p, slot]
        if k:
            times = links.member_times[p, slot]
            links.in_need[k] += times * np.int64(links.source[b, k])
            if a != NOWHERE:
                links.in_need[k] -= times * np.int64(links.source[a, k])
    for slot in range(links.counterpart_slot.shape[1]):
        k = links.counterpart_slot[p, slot]
        if k:
            times = links.counterpart_times[p, slot]
            links.found[k] += times * np.int64(links.target[b, k])
            if a != NOWHERE:
                links.found[k] -= times * np.int64(links.target[a, k])


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
