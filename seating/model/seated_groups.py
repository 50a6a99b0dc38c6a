"""Groups that should use few tables, and what each part of a group costs: the terms that count people of one group.

A part is the people of a group at one table. What a group costs depends on the sizes of its parts alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from seating.groups import group_by_key
from seating.model.model import Model
from seating.room.plan import IntArray
from seating.terms import CountTerm, SpreadTerm

COUNTED = "groups counted"
"""Id of the requirement that stands for all groups; ids that users write have no spaces."""

MOST_COLUMNS = 20_000
"""How many sizes of parts, and places where parts begin at tables, are listed at most. A room of 120 people at tables
of up to 12 has about 600."""


@dataclass(frozen=True, eq=False, slots=True)
class SeatedGroup:
    """A group, or those of its members who are in no dearer one.

    Attributes
    ----------
    persons : int array
        In ascending order.
    size : int
        How many people they are; more than persons where units have several members.
    spreads : tuple of pairs of int or None, SpreadTerm
        How many tables the group should use; the first number is the penalty of a unit of shortfall, None for a must.
    bands : tuple of pairs of int or None, CountTerm
        Limits on how many people of the group are at a table where any are.
    sizes : tuple of int
        The sizes that a part at a table can have, in ascending order.
    """

    persons: IntArray
    size: int
    spreads: tuple[tuple[int | None, SpreadTerm], ...]
    bands: tuple[tuple[int | None, CountTerm], ...]
    sizes: tuple[int, ...]

    def price_of(self, size: int) -> int | None:
        """Return what a part of this size costs by the bands; None if a must forbids it."""
        short = [(price, int(band.shortfall_with(np.array([size]))[0])) for price, band in self.bands]
        if any(price is None and units for price, units in short):
            return None
        return sum(units * (price or 0) for price, units in short)


@dataclass(frozen=True, eq=False, slots=True)
class AlikeTables:
    """Tables with the same limits: their numbers, the fewest and most people, and whether they may stay empty."""

    numbers: tuple[int, ...]
    low: int
    high: int
    may_be_empty: bool

    def arcs(self, sizes: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Yield where a part of each size can begin: at a table, the larger parts come first."""
        for size in sizes:
            yield from ((begin, size) for begin in range(self.high - size + 1) if begin == 0 or begin >= size)


@dataclass(frozen=True, eq=False, slots=True)
class SeatedGroups:
    """The groups of a room, and its tables.

    Attributes
    ----------
    groups : tuple of SeatedGroup
    tables : tuple of AlikeTables
    others : int
        How many people are in no group.
    members : int array, shape (people,)
        How many people each person stands for.
    """

    groups: tuple[SeatedGroup, ...]
    tables: tuple[AlikeTables, ...]
    others: int
    members: IntArray

    @property
    def sizes(self) -> list[int]:
        """All sizes of parts that fit at a table, in ascending order."""
        return sorted({size for group in self.groups for size in group.sizes})


def has_groups(model: Model) -> bool:
    """Whether some group should use few of all tables, at a cost, and the parts of all groups can be listed."""
    is_asked = any(
        isinstance(term, SpreadTerm) and not model.musts[r] and model.weights[r] > 0 for r, term in model.terms
    )
    found = groups_in(model) if is_asked else None
    return found is not None and any(price for group in found.groups for price, _ in group.spreads)


def groups_in(model: Model) -> SeatedGroups | None:
    """Return groups that should or must use few of all tables; who is in several groups counts in the dearest one.

    In such a room, groups with limits wherever any of them are count too, if no one of them is in another group. None
    if there are no groups or no tables, or if the ways to cut groups and to fill tables are too many.
    """
    is_everywhere, spreads = _Everywhere(model), dict[bytes, list[tuple[int | None, SpreadTerm]]]()
    for requirement, term in model.terms:
        if isinstance(term, SpreadTerm) and len(term.group) and is_everywhere(term):
            spreads.setdefault(np.unique(term.group).tobytes(), []).append((_price(model, requirement), term))
    members = np.ones(model.n_people, dtype=np.int64) if model.members is None else model.members[: model.n_people]
    tables = _tables_of(model, members) if spreads else ()
    most = max((one.high for one in tables), default=0)
    if not most:
        return None
    taken, found = np.zeros(model.n_persons, dtype=bool), list[SeatedGroup]()
    bands, left = _bands_of(model, is_everywhere), MOST_COLUMNS
    for key in bands:  # a group that cannot sit at fewer tables than there are has limits only
        spreads.setdefault(np.unique(np.frombuffer(key, dtype=np.int64)).tobytes(), [])
    for key, own in sorted(spreads.items(), key=lambda item: (not item[1], -sum(price or 0 for price, _ in item[1]))):
        members_of_it = np.frombuffer(key, dtype=np.int64)
        persons = members_of_it[~taken[members_of_it]]
        if not len(persons):
            continue
        counts = members[persons]
        everyone = np.repeat(persons, counts).tobytes()
        # without those in another group, it uses no more tables, but someone may be alone who is not
        limits = bands.get(everyone, ()) if len(persons) == len(members_of_it) else ()
        if not own and not limits:
            continue
        taken[persons] = True
        sizes = _sums_of(counts.tolist(), most)
        found.append(SeatedGroup(persons, int(counts.sum()), tuple(own), tuple(limits), sizes))
        left -= len(sizes)
        if left < 0:
            return None
    groups = SeatedGroups(tuple(found), tables, int(members.sum()) - sum(one.size for one in found), members)
    return groups if len(groups.sizes) * sum(one.high for one in tables) <= left else None


def _tables_of(model: Model, members: IntArray) -> tuple[AlikeTables, ...]:
    """Return the tables by the limits that musts set on the number of people there."""
    low, high = model.must_sizes(np.repeat(np.arange(model.n_people, dtype=np.int64), members))
    high = np.minimum(high, int(members.sum()))
    alike = group_by_key(
        (limits, table)
        for table, limits in enumerate(zip(low.tolist(), high.tolist(), model.may_be_empty.tolist(), strict=True))
    )
    return tuple(AlikeTables(tuple(numbers), *limits) for limits, numbers in alike.items())


def with_groups_costing(model: Model, groups: Sequence[SeatedGroup], cost: int) -> Model:
    """Return a model in which a fixed cost replaces all that groups cost; musts are kept.

    Parameters
    ----------
    model : Model
    groups : sequence of SeatedGroup
    cost : int
        A lower bound on it in seatings that meet the musts.
    """
    used = {id(term) for group in groups for _, term in (*group.spreads, *group.bands)}
    kept = tuple((r, term) for r, term in model.terms if id(term) not in used or model.musts[r])
    return model.with_fixed_cost(kept, COUNTED, cost)


def _price(model: Model, requirement: int) -> int | None:
    return None if model.musts[requirement] else int(model.weights[requirement])


class _Everywhere:
    """Tells whether a term is about all tables, and about people who count there; many terms share one array."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._known: dict[int, bool] = {}

    def __call__(self, term: SpreadTerm | CountTerm) -> bool:
        key = id(term.tables)
        if key not in self._known:
            self._known[key] = len(np.unique(term.tables)) == self._model.n_tables
        return self._known[key] and bool((term.group < self._model.n_people).all())


def _bands_of(
    model: Model, is_everywhere: Callable[[CountTerm], bool]
) -> dict[bytes, list[tuple[int | None, CountTerm]]]:
    """Return the limits on groups at tables where any of them are, by the people that they count."""
    found: dict[bytes, list[tuple[int | None, CountTerm]]] = {}
    for requirement, term in model.terms:
        if isinstance(term, CountTerm) and term.is_constant and term.or_none and is_everywhere(term):
            found.setdefault(np.sort(term.group).tobytes(), []).append((_price(model, requirement), term))
    return found


def _sums_of(numbers: Iterable[int], most: int) -> tuple[int, ...]:
    """Return all sums of some of these numbers that are not above `most`, in ascending order, without 0.

    >>> _sums_of([2, 2, 3], 5)
    (2, 3, 4, 5)
    """
    sums = {0}
    for number, times in Counter(numbers).items():
        largest = min(times, most // number)
        sums = {each + number * k for each in sums for k in range(largest + 1) if each + number * k <= most}
    return tuple(sorted(sums - {0}))
