"""Things that belong together: those with one key, groups that overlap, even parts, the fewest tables for a group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Generic, TypeVar

MOST_CHOICES = 2_000
"""Maximum number of sets of tables that are tried for one group."""

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
        firsts = {self.first(member) for member in members}
        if len(firsts) > 1:
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


def count_fewest_tables(places: Sequence[frozenset[int]], seats: Sequence[int]) -> int:
    """Return the least number of tables whose seats hold a group, if each person sits where they may.

    People who may sit nowhere are left out. If the seats do not suffice, the number is that of all tables where anyone
    may sit. If more than `MOST_CHOICES` sets would have to be tried, it is a number below which no set is enough.

    Parameters
    ----------
    places : sequence of frozenset of int
        The numbers of the tables where each person of the group may sit.
    seats : sequence of int
        The seats of each table.

    Examples
    --------
    >>> anywhere, first = frozenset({0, 1, 2}), frozenset({0})
    >>> count_fewest_tables([anywhere] * 4, [2, 4, 3])
    1
    >>> count_fewest_tables([anywhere, anywhere, anywhere, first], [2, 4, 3])
    2
    """
    people = Counter(place for place in places if place)
    alike: dict[tuple[frozenset[int], ...], list[int]] = {}  # tables that the same people may take, largest first
    for table in sorted(frozenset[int]().union(*people), key=lambda one: -seats[one]):
        alike.setdefault(tuple(place for place in people if table in place), []).append(seats[table])
    kinds = list(alike.items())
    most, choices = sum(map(len, alike.values())), 0
    for number in range(1, most):
        for taken in _split_among(number, [len(one) for _, one in kinds]):
            choices += 1
            if choices > MOST_CHOICES or _holds(
                people, [(who, sum(of[:n])) for (who, of), n in zip(kinds, taken, strict=True)]
            ):
                return number
    return max(1, most)


def _split_among(number: int, most: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Yield every way to take a number of things of several kinds, at most so many of each."""
    if not most:
        yield from ([()] if number == 0 else [])
        return
    for first in range(max(0, number - sum(most[1:])), min(number, most[0]) + 1):
        yield from ((first, *rest) for rest in _split_among(number - first, most[1:]))


def _holds(people: Counter[frozenset[int]], seats: Sequence[tuple[tuple[frozenset[int], ...], int]]) -> bool:
    """Whether everybody finds a seat; `seats` has who may take them, and how many there are.

    People are seated one after the other, and give way to others if they find another seat: augmenting paths.
    """
    free = [number for _, number in seats]
    if sum(free) < people.total() or any(sum(n for who, n in seats if one in who) < people[one] for one in people):
        return False
    taken: list[Counter[frozenset[int]]] = [Counter() for _ in seats]

    def find_seat(one: frozenset[int], seen: set[int]) -> bool:
        for k, (who, _) in enumerate(seats):
            if one not in who or k in seen:
                continue
            seen.add(k)
            if free[k]:
                free[k] -= 1
            else:
                other = next((each for each in list(+taken[k]) if find_seat(each, seen)), None)
                if other is None:
                    continue
                taken[k][other] -= 1
            taken[k][one] += 1
            return True
        return False

    return all(find_seat(one, set()) for one in people.elements())


def split_evenly(things: Sequence[Thing], most: int) -> list[Sequence[Thing]]:
    """Return things in as few parts of at most so many as possible, each part about as long.

    Examples
    --------
    >>> split_evenly("abcdef", 5)
    ['abc', 'def']
    """
    parts = -(-len(things) // max(1, most))
    ends = [-(-len(things) * n // parts) for n in range(parts + 1)] if parts else []
    return [things[start:end] for start, end in pairwise(ends)]
