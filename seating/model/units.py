"""Units: people who musts tie together are seated as one.

Where musts keep people together at every table, the unit of these people takes their place in the model. It sits at one
table and counts there as its members do: a unit may have two designees and three people who speak Spanish. So a seating
of units is a smaller question, and what is proven about it holds for every seating that meets the musts.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from seating.groups import join_groups
from seating.model.model import Model
from seating.model.pair_bound import penalty_bound
from seating.model.trivial_bound import clashing_musts, crowding_bound, value_bound
from seating.room.plan import IntArray
from seating.terms import Join, PartedTerm, SpreadTerm, Term
from seating.terms.base import number_in_order

MOST_CHECKS = 60
"""How many sets of ties are checked to leave out those that contradict other musts; the rest are then left out."""

Tie = tuple[str, IntArray]
"""The id of a must, and persons that it ties together."""

Thing = TypeVar("Thing", bound=Hashable)


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
    contradiction : frozenset of str
        The ids of musts that contradict each other by arithmetic alone, such as that two people share a table and that
        they do not; empty if there are none. Ties that are part of a contradiction are left out of the units.
    """

    whole: Model
    model: Model
    join: Join
    first: IntArray
    ties: frozenset[str]
    contradiction: frozenset[str] = frozenset()

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


def units_of(model: Model) -> Units | None:
    """Return the units of a room; None if no must ties people."""
    ties = _ties_of(model)
    units = _tied_by(model, ties)
    if units is None or not _is_contradictory(units):
        return units
    contradiction = _smallest_contradiction(units)
    consistent = _tied_by(model, _consistent(model, ties)) or Units.of(model, range(model.n_persons))
    return replace(consistent, contradiction=contradiction)


def people_who_contradict(model: Model, musts: frozenset[str]) -> tuple[int, ...]:
    """Return the fewest persons found whose ties contradict musts, in ascending order.

    Parameters
    ----------
    model : Model
    musts : frozenset of str
        The `contradiction` of its units.
    """
    asked = model.with_requirements(musts)

    def contradict(persons: Sequence[int]) -> bool:
        return _is_contradictory(_tied_by(asked, _ties_of(asked, persons)))

    groups = join_groups(group.tolist() for _, group in _ties_of(asked))
    own = ([person for person in groups if groups[person] == first] for first in sorted({*groups.values()}))
    kept = next(filter(contradict, own), [*groups])
    return tuple(_fewest(sorted(kept), contradict, MOST_CHECKS))


def list_tied(model: Model, person: int, pairs: Iterable[tuple[int, int]] = ()) -> list[int]:
    """Return the persons that musts tie to one person, in ascending order, with this person.

    Parameters
    ----------
    model : Model
    person : int
    pairs : iterable of pair of int
        Persons who are tied by something else, such as a lock.
    """
    groups = (*(group for _, group in _ties_of(model)), *(np.array(pair) for pair in pairs))
    first = _first_of_each(model.n_persons, groups)
    return [number for number, one in enumerate(first) if one == first[person]]


def _ties_of(model: Model, persons: Sequence[int] | None = None) -> list[Tie]:
    """Return the ties of a room, or only those among some persons."""
    is_among = np.full(model.n_persons, persons is None)
    is_among[list(persons or ())] = True
    tying = [(model.requirement_ids[number], term) for number, term in model.terms if model.musts[number]]
    return [(must, group) for must, term in tying for group in _tied(term, model.n_tables, is_among)]


def _tied_by(model: Model, ties: Sequence[Tie]) -> Units | None:
    """Return the units that some ties make; None if each person is alone."""
    # people come before staff, so the first member of a unit is one of the people if it has any
    first = _first_of_each(model.n_persons, (group for _, group in ties))
    if first == list(range(model.n_persons)):
        return None
    return Units.of(model, first, frozenset(must for must, _ in ties))


def _is_contradictory(units: Units | None) -> bool:
    """Whether arithmetic shows that the units cannot meet the musts, although it does not for persons."""
    if units is None:
        return False
    if value_bound(units.model).unmet > value_bound(units.whole).unmet:
        return True
    return crowding_bound(units.model) > crowding_bound(units.whole)


def _smallest_contradiction(units: Units) -> frozenset[str]:
    """Return musts that contradict each other by arithmetic; without any of them, the others do not."""
    ties = _ties_of(units.whole)

    def contradict(musts: Sequence[str]) -> bool:
        smaller = units.whole.with_requirements(frozenset(musts))
        return _is_contradictory(_tied_by(smaller, [tie for tie in ties if tie[0] in musts]))

    return frozenset(_fewest(sorted(units.ties | clashing_musts(units.model)), contradict))


def _fewest(
    things: Sequence[Thing], suffice: Callable[[Sequence[Thing]], bool], most: int | None = None
) -> list[Thing]:
    """Return some of the things that suffice: ever smaller parts are left out if the others do, in `most` trials."""
    kept, size, trials = list(things), len(things), 0
    while size > 1:
        size = (size + 1) // 2
        for start in range(0, len(things), size):
            part = set(things[start : start + size])
            if part.isdisjoint(kept):
                continue
            trials += 1
            if most is not None and trials > most:
                return kept
            if suffice(fewer := [thing for thing in kept if thing not in part]):
                kept = fewer
    return kept


def _consistent(model: Model, ties: Sequence[Tie]) -> list[Tie]:
    """Return ties that contradict no must: as many as are found by halving, one half after the other."""
    kept: list[Tie] = []
    waiting, checks = [list(ties)], 0
    while waiting and checks < MOST_CHECKS:
        part, checks = waiting.pop(), checks + 1
        if not _is_contradictory(_tied_by(model, [*kept, *part])):
            kept += part
        elif len(part) > 1:
            waiting += [part[len(part) // 2 :], part[: len(part) // 2]]
    return kept


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
    first = join_groups(group.tolist() for group in groups)
    return [first.get(person, person) for person in range(n_persons)]


def _tied(term: Term, n_tables: int, is_among: NDArray[np.bool_]) -> Iterator[IntArray]:
    """Yield few groups of some persons who share a table wherever they sit, if the term is a must."""
    if isinstance(term, PartedTerm) and term.covers(n_tables):
        counts = (term.costs > 0) & is_among[term.pairs].all(axis=1)
        first = replace(term, pairs=term.pairs[counts], costs=term.costs[counts]).components(len(is_among))
        others = np.flatnonzero((first >= 0) & (first != np.arange(len(first))))
        yield from np.column_stack([first[others], others])
    elif isinstance(term, SpreadTerm) and term.high <= 1 and len(np.unique(term.tables)) == n_tables:
        group = np.unique(term.group)
        yield group[is_among[group]]
