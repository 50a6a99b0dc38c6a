"""Things that belong together: those with one key, and groups that overlap."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
Thing = TypeVar("Thing")
Member = TypeVar("Member", int, str)


def group_by_key(pairs: Iterable[tuple[Key, Thing]]) -> dict[Key, list[Thing]]:
    """Return the things of each key; keys and things stay in their order.

    >>> group_by_key([(1, "Ana"), (2, "Ben"), (1, "Cam")])
    {1: ['Ana', 'Cam'], 2: ['Ben']}
    """
    found: dict[Key, list[Thing]] = {}
    for key, thing in pairs:
        found.setdefault(key, []).append(thing)
    return found


def join_groups(groups: Iterable[Iterable[Member]]) -> dict[Member, Member]:
    """Return the smallest member of the group of each member, where groups with a member in common are one group.

    Parameters
    ----------
    groups : iterable of iterable of int or str

    >>> join_groups([("Cam", "Ben"), ("Ana", "Ben"), ("Dee", "Eva")])
    {'Cam': 'Ana', 'Ben': 'Ana', 'Ana': 'Ana', 'Dee': 'Dee', 'Eva': 'Dee'}
    """
    first: dict[Member, Member] = {}

    def find(member: Member) -> Member:
        first.setdefault(member, member)
        while first[member] != member:
            first[member] = first[first[member]]
            member = first[member]
        return member

    for group in groups:
        if firsts := [find(member) for member in group]:
            first |= dict.fromkeys(firsts, min(firsts))
    return {member: find(member) for member in first}
