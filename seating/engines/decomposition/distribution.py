"""A first seating in which each group of tables gets a fair share of everyone.

Groups of equal tables need no program that decides how many persons of each class go to which group. With fractional
persons, the mean of a best distribution over all orders of the groups is also a best one, because the relaxed costs are
convex; and in it every group has the same share of every class. Persons are dealt in the order of their classes, so
that each share is rounded to the next whole person or close to it. This is systematic sampling from a stratified list,
as in W. G. Cochran, "Sampling Techniques", 1977, chapter 8.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from seating.engines.decomposition.grouping import MUST_COST
from seating.model import Model
from seating.model.classes import place_costs
from seating.room.plan import IntArray
from seating.terms import PartedTerm
from seating.terms.base import number_in_order

MOST_TIED = 12
"""Maximum number of persons who are dealt to one group together because pairs among them must share a table."""


def distribute(model: Model, groups: Sequence[IntArray]) -> IntArray:
    """Return a seating in which each group of tables has a fair share of the persons of each class.

    Within a group, persons are seated in turn at tables with free seats. A person whose own seat costs less in some
    groups gets one of these, and persons who must share a table are dealt to one group.

    Parameters
    ----------
    model : Model
    groups : sequence of int arrays
        Every table is in one of them.

    Returns
    -------
    int array, shape (persons,)
    """
    tables = np.empty(model.n_persons, dtype=np.int64)
    costs, tied, by_class = _costs_of_groups(model, groups), _tied_persons(model), _sorted_by_class(model)
    is_person = np.arange(model.n_persons) < model.n_people
    for these in (np.flatnonzero(is_person), np.flatnonzero(~is_person)):  # a group gets its share of both
        if len(these):
            for number, persons in _deal(these, _shares(model, groups, len(these)), costs, tied, by_class).items():
                tables[persons] = _in_turn(model.capacity[groups[number]], groups[number], len(persons))
    return tables


def _deal(
    these: IntArray, left: IntArray, costs: tuple[IntArray, IntArray], tied: list[list[int]], by_class: list[int]
) -> dict[int, list[int]]:
    """Return which of some persons each group gets, in ascending order.

    Parameters
    ----------
    these : int array
        The persons.
    left : int array, shape (groups,)
        How many of them each group should get.
    costs : tuple of int arrays
        As from `_costs_of_groups`.
    tied : list of lists of int
        As from `_tied_persons`; others than these are left out.
    by_class : list of int
        All persons, as from `_sorted_by_class`.
    """
    group_of: dict[int, int] = {}
    cost, kind = costs
    kept = set(these.tolist())
    units = [[person for person in unit if person in kept] for unit in tied]
    picky = [[person] for person in these[np.ptp(cost[these], axis=1) > 0].tolist()]
    for unit in (*units, *picky):  # those who cannot sit anywhere come first
        waiting = [person for person in unit if person not in group_of]
        if waiting:
            each = cost[unit].sum(axis=0)[kind]
            cheapest = np.flatnonzero(each == each.min())
            best = int(cheapest[np.argmax(left[cheapest])])
            left[best] -= len(waiting)
            group_of.update(dict.fromkeys(waiting, best))
    others = [person for person in by_class if person in kept and person not in group_of]
    group_of.update(zip(others, _turns(np.maximum(left, 0), len(others)), strict=True))
    members: dict[int, list[int]] = defaultdict(list)
    for person in sorted(group_of):
        members[group_of[person]].append(person)
    return members


def _shares(model: Model, groups: Sequence[IntArray], number: int) -> IntArray:
    """Return how many of `number` persons each group gets, in proportion to its seats, by largest remainder."""
    seats = np.array([np.minimum(model.capacity[group], model.n_persons).sum() for group in groups], dtype=float)
    exact = number * seats / seats.sum()
    shares: IntArray = exact.astype(np.int64)
    shares[np.argsort(shares - exact, kind="stable")[: number - int(shares.sum())]] += 1
    return shares


def _turns(shares: IntArray, number: int) -> list[int]:
    """Return groups in the order in which persons are dealt: at any time each has received its part of its share."""
    group = np.repeat(np.arange(len(shares)), shares)
    first = np.repeat(np.cumsum(shares) - shares, shares)
    position = (np.arange(len(group)) - first + 0.5) / shares[group]
    turns = group[np.argsort(position, kind="stable")]
    return np.resize(turns if len(turns) else np.arange(len(shares)), number).tolist()


def _in_turn(capacity: IntArray, group: IntArray, number: int) -> IntArray:
    """Return tables for some persons: each table of a group in turn, while it has free seats."""
    seats = np.minimum(capacity, number)
    turn = np.concatenate([np.arange(each) for each in seats])
    order = np.repeat(group, seats)[np.argsort(turn, kind="stable")]
    return np.resize(order if len(order) else group, number).astype(np.int64)


def _costs_of_groups(model: Model, groups: Sequence[IntArray]) -> tuple[IntArray, IntArray]:
    """Return what each person's own seat costs at least, by kind of group, and the kind of each group.

    Returns
    -------
    costs : int array, shape (persons, kinds)
    kind : int array, shape (groups,)
        Groups at whose tables everyone's seats cost the same are of one kind. A large room has few kinds.
    """
    places = place_costs(model)
    each = MUST_COST * places.musts + places.penalty
    columns = [np.unique(places.column[group]) for group in groups]
    kind = number_in_order(some.tobytes() for some in columns)
    first = np.unique(kind, return_index=True)[1].tolist()
    return np.column_stack([each[:, columns[group]].min(axis=1) for group in first]), kind


def _tied_persons(model: Model) -> list[list[int]]:
    """Return the sets of persons who must share a table, directly or through others, unless they are too many."""
    tied: list[list[int]] = []
    for requirement, term in model.terms:
        if model.musts[requirement] and isinstance(term, PartedTerm):
            component = term.components(model.n_persons)
            of_number: dict[int, list[int]] = defaultdict(list)
            for person in np.flatnonzero(component >= 0).tolist():
                of_number[int(component[person])].append(person)
            tied += [persons for persons in of_number.values() if len(persons) <= MOST_TIED]
    return tied


def _sorted_by_class(model: Model) -> list[int]:
    """Return all persons so that those in the same groups are neighbors; large groups decide first."""
    of_person: list[list[int]] = [[] for _ in range(model.n_persons)]
    groups = {group.tobytes(): group for _, term in model.terms for group in term.counted_groups}
    for number, group in enumerate(sorted(groups.values(), key=len, reverse=True)):
        for person in np.unique(group).tolist():
            of_person[person].append(number)
    return sorted(range(model.n_persons), key=lambda person: of_person[person])
