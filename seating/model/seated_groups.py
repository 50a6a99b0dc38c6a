"""Groups that should use few tables, and what each part of a group costs: the terms that count people of one group.

A part is the people of a group at one table. What a group costs depends on the sizes of its parts alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from seating.model.model import Model
from seating.plan import IntArray
from seating.terms import CountTerm, SpreadTerm

COUNTED = "groups counted"
"""Id of the requirement that stands for all groups; ids that users write have no spaces."""


@dataclass(frozen=True, eq=False, slots=True)
class SeatedGroup:
    """A group of which no member is in another one.

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
        The sizes that a part can have, in ascending order.
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


def has_groups(model: Model) -> bool:
    """Whether some group should use few of all tables, at a cost."""
    return any(
        isinstance(term, SpreadTerm) and not model.musts[r] and model.weights[r] > 0 and _is_everywhere(model, term)
        for r, term in model.terms
    )


def groups_in(model: Model) -> list[SeatedGroup]:
    """Return groups that should or must use few of all tables; of groups with common members, the dearest ones."""
    spreads: dict[bytes, list[tuple[int | None, SpreadTerm]]] = {}
    for requirement, term in model.terms:
        if isinstance(term, SpreadTerm) and len(term.group) and _is_everywhere(model, term):
            spreads.setdefault(np.unique(term.group).tobytes(), []).append((_price(model, requirement), term))
    taken, found = np.zeros(model.n_persons, dtype=bool), list[SeatedGroup]()
    bands = _bands_of(model)
    for key, own in sorted(spreads.items(), key=lambda item: -sum(price or 0 for price, _ in item[1])):
        persons = np.frombuffer(key, dtype=np.int64)
        if not taken[persons].any():
            taken[persons] = True
            counts = _members_of(model, persons)
            everyone = np.repeat(persons, counts).tobytes()
            sizes = _sums_of(counts.tolist())
            found.append(SeatedGroup(persons, int(counts.sum()), tuple(own), tuple(bands.get(everyone, ())), sizes))
    return found


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


def _is_everywhere(model: Model, term: SpreadTerm | CountTerm) -> bool:
    """Whether a term is about all tables, and about people who count there."""
    return len(np.unique(term.tables)) == model.n_tables and bool((term.group < model.n_people).all())


def _members_of(model: Model, persons: IntArray) -> IntArray:
    """Return how many people each of some persons stands for."""
    return np.ones(len(persons), dtype=np.int64) if model.members is None else model.members[persons]


def _bands_of(model: Model) -> dict[bytes, list[tuple[int | None, CountTerm]]]:
    """Return the limits on groups at tables where any of them are, by the people that they count."""
    found: dict[bytes, list[tuple[int | None, CountTerm]]] = {}
    for requirement, term in model.terms:
        if isinstance(term, CountTerm) and term.is_constant and term.or_none and _is_everywhere(model, term):
            found.setdefault(np.sort(term.group).tobytes(), []).append((_price(model, requirement), term))
    return found


def _sums_of(numbers: Iterable[int]) -> tuple[int, ...]:
    """Return all sums of some of these numbers, in ascending order, without 0.

    >>> _sums_of([2, 2, 3])
    (2, 3, 4, 5, 7)
    """
    sums = {0}
    for number in numbers:
        sums |= {each + number for each in sums}
    return tuple(sorted(sums - {0}))
