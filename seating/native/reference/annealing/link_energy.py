"""The link terms of `link_energy.h` in plain Python."""

from __future__ import annotations

import numpy as np

from seating.native.annealing import Links
from seating.native.reference.annealing.group_energy import NOWHERE


def _member_change(links: Links, k: int, p: int, a: int, b: int) -> int:
    """Return by how much the members of link k who need counterparts change when `p` goes from table a to b."""
    slot = links.member_column[k]
    if links.member_slot[p, slot] != k:
        return 0
    return int(links.member_times[p, slot]) * (int(links.source[b, k]) - int(links.source[a, k]))


def _counterpart_change(links: Links, k: int, p: int, a: int, b: int) -> int:
    """Return by how much the counterparts of link k that count change when `p` goes from table a to b."""
    slot = links.counterpart_column[k]
    if links.counterpart_slot[p, slot] != k:
        return 0
    return int(links.counterpart_times[p, slot]) * (int(links.target[b, k]) - int(links.target[a, k]))


def _change_of_link(links: Links, k: int, p: int, other: int, a: int, b: int) -> int:
    """Return the change in energy of link k when `p` goes from table a to b, and `other` from b to a."""
    in_need, missing = links.in_need[k], max(0, links.low[k] - links.found[k])
    more = _member_change(links, k, p, a, b) + _member_change(links, k, other, b, a)
    by = _counterpart_change(links, k, p, a, b) + _counterpart_change(links, k, other, b, a)
    return links.price[k] * ((in_need + more) * max(0, links.low[k] - links.found[k] - by) - in_need * missing)


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


def _is_member(links: Links, k: int, p: int) -> bool:
    """Whether a person is a member of link k."""
    return bool(links.member_slot[p, links.member_column[k]] == k)


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
