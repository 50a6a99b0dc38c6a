"""Units: people who musts tie together are seated as one.

Where musts keep people together at every table, the unit of these people takes their place in the model. It sits at one
table and counts there as its members do: a unit may have two designees and three people who speak Spanish. So a seating
of units is a smaller question, and what is proven about it holds for every seating that meets the musts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from seating.model.model import Model
from seating.model.pair_bound import penalty_bound, with_pairs_bounded
from seating.model.trivial_bound import value_bound
from seating.plan import IntArray
from seating.terms import Join, PartedTerm, SpreadTerm, Term
from seating.terms.base import number_in_order


@dataclass(frozen=True, eq=False, slots=True)
class Units:
    """The units of a room with at least one of several persons.

    Attributes
    ----------
    whole : Model
        The room with its persons.
    model : Model
        The room with units as its persons. Its ids are those of their first members.
    join : Join
    first : int array, shape (units,)
        The number of the first member of each unit.
    ties : frozenset of str
        The ids of the musts that tie them.
    """

    whole: Model
    model: Model
    join: Join
    first: IntArray
    ties: frozenset[str]

    @classmethod
    def of(cls, model: Model, first: Sequence[int], ties: frozenset[str] = frozenset()) -> Units:
        """Return the units of a room, given the number of the first member of each person's unit."""
        firsts = np.unique(np.array(first, dtype=np.int64))
        join = Join(number_in_order(first), len(firsts), model.n_tables)
        return cls(model, _joined(model, join, firsts), join, firsts, ties)

    def seats_of_persons(self, tables: IntArray) -> IntArray:
        """Return the table of each person, given that of each unit."""
        seats: IntArray = tables[self.join.unit]
        return seats

    def seats_of_units(self, tables: IntArray) -> IntArray:
        """Return the table of each unit, given that of each person: that of its first member."""
        seats: IntArray = tables[self.first]
        return seats

    def members_of(self, units: Iterable[int]) -> tuple[int, ...]:
        """Return the persons of some units, in ascending order."""
        return tuple(np.flatnonzero(np.isin(self.join.unit, list(units))).tolist())

    def joined(self, model: Model) -> Model:
        """Return a room of the same persons and tables with these units as its persons."""
        return _joined(model, self.join, self.first)

    def penalty_bound(self) -> int:
        """Return a lower bound on the penalty of seatings that meet the musts, by arithmetic alone."""
        return max(penalty_bound(self.whole), value_bound(self.model).penalty)

    def with_pairs_bounded(self) -> Model:
        """Return the model of the units in which a fixed cost replaces all shoulds about pairs of persons."""
        return self.joined(with_pairs_bounded(self.whole))


def units_of(model: Model) -> Units | None:
    """Return the units of a room; None if no must ties people, or if a unit cannot meet the musts on its own."""
    tying = [(number, term) for number, term in model.terms if model.musts[number]]
    ties = [(number, group) for number, term in tying for group in _tied(term, model.n_tables)]
    if not ties:
        return None
    first = _first_of_each(model.n_persons, (group for _, group in ties))
    # people come before staff, so the first member of a unit is one of the people if it has any
    if first == list(range(model.n_persons)):
        return None
    units = Units.of(model, first, frozenset(model.requirement_ids[number] for number, _ in ties))
    return None if value_bound(units.model).unmet > 0 else units


def _joined(model: Model, join: Join, firsts: IntArray) -> Model:
    """Return the model of the units with these first members."""
    return replace(
        model,
        person_ids=tuple(model.person_ids[person] for person in firsts.tolist()),
        n_people=int((firsts < model.n_people).sum()),
        members=np.bincount(join.unit[: model.n_people], minlength=join.n_units).astype(np.int64),
        terms=tuple((number, found) for number, term in model.terms for found in term.joined(join)),
    )


def _first_of_each(n_persons: int, groups: Iterable[IntArray]) -> list[int]:
    """Return the first person of each person's unit, where each group is part of one unit."""
    first = list(range(n_persons))

    def find(person: int) -> int:
        while first[person] != person:
            first[person] = first[first[person]]
            person = first[person]
        return person

    for group in groups:
        firsts = [find(person) for person in group.tolist()]
        for one in firsts:
            first[one] = min(firsts)
    return [find(person) for person in range(n_persons)]


def _tied(term: Term, n_tables: int) -> Iterator[IntArray]:
    """Yield groups of persons who share a table wherever they sit, if the term is a must."""
    if isinstance(term, PartedTerm) and term.covers(n_tables):
        yield from term.pairs[(term.costs > 0) & (term.pairs[:, 0] != term.pairs[:, 1])]
    elif isinstance(term, SpreadTerm) and term.high <= 1 and len(np.unique(term.tables)) == n_tables:
        yield np.unique(term.group)
