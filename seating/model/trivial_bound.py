"""Lower bounds on the shortfall of each requirement, by arithmetic alone: quick and valid, but rarely tight.

Each term is bounded by itself, so the bounds of different terms may be added up. Count terms of one requirement and
group are bounded together (`tallies`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from seating.model.model import Model
from seating.model.penalty_of_terms import Value
from seating.room.plan import IntArray
from seating.terms import CountTerm, PlaceTerm


@dataclass(frozen=True, slots=True)
class Tally:
    """The limits that one requirement sets on one group, added up over its tables.

    Attributes
    ----------
    requirement : int
        The number of the requirement.
    people : int
        Number of persons in the group.
    asked : int
        Minimum number of members that the tables need together.
    room : int or None
        Maximum number of members at all tables together; None if members may sit where they do not count.
    group : int array, shape (people,)
        The numbers of the persons.
    tables : int array
        The numbers of the tables, in the order of the terms.
    """

    requirement: int
    people: int
    asked: int
    room: int | None
    group: IntArray = field(compare=False)
    tables: IntArray = field(compare=False)

    @property
    def missing(self) -> int:
        """How many members are missing."""
        return max(0, self.asked - self.people)

    @property
    def over(self) -> int:
        """How many places for members are missing."""
        return 0 if self.room is None else max(0, self.people - self.room)


MOST_SEATS, MOST_SETS = 10_000_000, 500
"""Limits on people who may not sit everywhere times tables, and on their sets of tables. Beyond them crowding proves
nothing."""

MOST_CHECKS = 200
"""How many times musts that crowd people are left out on trial to find those that are needed for it."""


def value_bound(model: Model) -> Value:
    """Return a lower bound on the unmet musts of any seating, and one on its penalty."""
    least = shortfall_bounds(model)
    return Value(int(least[model.musts].sum()), int((least * model.weights).sum()))


def crowding_bound(model: Model) -> int:
    """Return by how many people some tables are too small for those that musts allow to sit nowhere else.

    Each of them is at a forbidden table or exceeds the seats of an allowed one, so as many units of musts are unmet. A
    unit of several people sits nowhere else than at one table.
    """
    places = [term for r, term in model.terms if model.musts[r] and isinstance(term, PlaceTerm)]
    people = np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *(term.people for term in places)]))
    people = people[people < model.n_people]
    members = np.ones(model.n_people, dtype=np.int64) if model.members is None else model.members[: model.n_people]
    has_units = bool((members > 1).any())
    if not (len(people) or has_units) or len(people) * model.n_tables > MOST_SEATS or not model.n_tables:
        return 0
    seats = model.must_sizes(np.repeat(np.arange(model.n_people, dtype=np.int64), members))[1]
    is_open = np.ones((len(people), model.n_tables), dtype=bool)
    for term in places:
        rows = np.flatnonzero(term.people < model.n_people)
        np.logical_and.at(is_open, np.searchsorted(people, term.people[rows]), term.costs_at_tables[rows] <= 0)
    most = np.full(model.n_people, seats.max())
    most[people] = np.where(is_open, seats, 0).max(axis=1)
    of_units = int((members - most)[members > 1].max(initial=0))
    sets, which = np.unique(is_open, axis=0, return_inverse=True)
    if len(sets) > MOST_SETS:
        return of_units
    number = np.bincount(which, weights=members[people], minlength=len(sets))
    room = np.where(sets, seats, 0).sum(axis=1)
    within = [int(number[~(sets & ~one).any(axis=1)].sum()) for one in sets]
    return max(0, of_units, *(inside - int(held) for inside, held in zip(within, room, strict=True)))


def clashing_musts(model: Model) -> frozenset[str]:
    """Return the ids of musts of which arithmetic shows that they cannot all be met; empty if it does not.

    These are all musts that cannot be met by themselves. If there are none, they are musts that crowd people at few
    tables together, and each of them is needed for it unless so many are that not all of them can be checked.
    """
    alone = np.flatnonzero(model.musts & (shortfall_bounds(model) > 0))
    if len(alone) or not crowding_bound(model):
        return frozenset(model.requirement_ids[number] for number in alone.tolist())
    needed: list[str] = []
    crowding = {number for number, term in model.terms if isinstance(term, PlaceTerm | CountTerm)}
    parts = [[identity for r, identity in enumerate(model.requirement_ids) if model.musts[r] and r in crowding]]
    for _ in range(MOST_CHECKS):
        if not parts:
            break
        part = parts.pop()
        others = frozenset(needed).union(*parts)
        if crowding_bound(model.with_requirements(others)):
            continue
        if len(part) == 1:
            needed += part
        else:
            parts += [part[len(part) // 2 :], part[: len(part) // 2]]
    return frozenset(needed).union(*parts)


def shortfall_bounds(model: Model) -> IntArray:
    """Return a lower bound on the shortfall of each requirement, shape (requirements,)."""
    least = np.zeros(len(model.requirement_ids), dtype=np.int64)
    for requirement, term in model.terms:
        least[requirement] += term.shortfall_bound(model.may_be_empty)
    for tally in tallies(model):
        least[tally.requirement] += tally.missing + tally.over
    return least


def tallies(model: Model) -> Iterator[Tally]:
    """Yield one tally for each requirement and each group that its count terms are about."""
    counted: dict[tuple[int, bytes], list[CountTerm]] = {}
    covered: dict[tuple[int, bytes], set[int]] = {}
    contents: dict[int, bytes] = {}  # many terms share an array, which can contain each person
    for requirement, term in model.terms:
        if isinstance(term, CountTerm):
            if id(term.group) not in contents:
                contents[id(term.group)] = term.group.tobytes()
            key = (requirement, contents[id(term.group)])
            if key not in counted:
                counted[key] = [term]
                continue
            # two bands on the same group at one table must not be added up, so only the first counts
            if key not in covered:  # most groups have a single term
                covered[key] = set(counted[key][0].tables.tolist())
            if covered[key].isdisjoint(tables := term.tables.tolist()):
                covered[key].update(tables)
                counted[key].append(term)
    for (requirement, _), terms in counted.items():
        yield _tally(model, requirement, terms)


def _tally(model: Model, requirement: int, terms: list[CountTerm]) -> Tally:
    people = len(terms[0].group)
    asked = sum(
        0 if term.or_none else int(term.low.min()) * int((~model.may_be_empty[term.tables]).sum()) for term in terms
    )
    room = sum(min(int(term.high.max()), people) * len(term.tables) for term in terms)
    covered = sum(len(term.tables) for term in terms) == model.n_tables
    is_closed = covered and not _may_hide(model, terms[0])
    tables = np.concatenate([term.tables for term in terms])
    return Tally(requirement, people, asked, room if is_closed else None, terms[0].group, tables)


def _may_hide(model: Model, term: CountTerm) -> bool:
    """Whether members may sit where they do not count: staff at a table without people."""
    return bool(model.may_be_empty.any() and (term.group >= model.n_people).any())
