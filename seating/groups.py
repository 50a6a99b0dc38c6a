"""Things that belong together: those with one key, and groups that overlap."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

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


def tuples_by_key(pairs: Iterable[tuple[Key, Thing]]) -> dict[Key, tuple[Thing, ...]]:
    """Return what `group_by_key` returns, with the things of each key in a tuple."""
    return {key: tuple(things) for key, things in group_by_key(pairs).items()}


class JoinedGroups(Generic[Member]):
    """Groups of which two become one as soon as they have a member in common."""

    def __init__(self) -> None:
        self._parent: dict[Member, Member] = {}

    def join(self, members: Iterable[Member]) -> None:
        """Make one group of all groups that these members belong to."""
        if firsts := [self.first(member) for member in members]:
            self._parent |= dict.fromkeys(firsts, min(firsts))

    def first(self, member: Member) -> Member:
        """Return the smallest member of the group of a member, who is a group of their own before they are joined."""
        parent = self._parent
        parent.setdefault(member, member)
        while parent[member] != member:
            parent[member] = parent[parent[member]]
            member = parent[member]
        return member

    def firsts(self) -> dict[Member, Member]:
        """Return the smallest member of the group of each member."""
        return {member: self.first(member) for member in self._parent}


def join_groups(groups: Iterable[Iterable[Member]]) -> dict[Member, Member]:
    """Return the smallest member of the group of each member, where groups with a member in common are one group.

    Parameters
    ----------
    groups : iterable of iterable of int or str

    >>> join_groups([("Cam", "Ben"), ("Ana", "Ben"), ("Dee", "Eva")])
    {'Cam': 'Ana', 'Ben': 'Ana', 'Ana': 'Ana', 'Dee': 'Dee', 'Eva': 'Dee'}
    """
    joined: JoinedGroups[Member] = JoinedGroups()
    for group in groups:
        joined.join(group)
    return joined.firsts()
