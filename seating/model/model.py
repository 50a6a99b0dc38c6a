"""The model that engines read, as arrays and a list of terms, and how it is built from a room."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from seating.model.small_limits import SmallLimits, is_small_limit
from seating.room.plan import IntArray, Plan, Room
from seating.terms import CountTerm, FixedTerm, Part, Term

if TYPE_CHECKING:  # the solver's process reads arrays only, and starts sooner without it
    from seating.requirements.base.kind import Requirement


@dataclass(frozen=True, eq=False)
class Model:
    """A room and its requirements, as engines read them.

    Attributes
    ----------
    person_ids : tuple of str
        People who count first, then staff.
    n_people : int
        How many of the persons are people; the others are staff.
    table_ids : tuple of str
    capacity : int array, shape (tables,)
        Maximum number of people at a table; a large number if there is no limit. Construction heuristics use it as
        a hint; the limit itself is set by the `size` requirement.
    may_be_empty : bool array, shape (tables,)
        Tables that may stay empty; a term that is a sum over tables costs nothing at one of these tables while it is
        empty.
    requirement_ids : tuple of str
    musts : bool array, shape (requirements,)
    weights : int array, shape (requirements,)
        Penalty per unit of shortfall; 0 for a must.
    terms : tuple of (int, Term)
        The terms, each with the number of its requirement.
    members : int array, shape (persons,), or None
        How many people each person stands for, if persons are units; None if each person is one.
    """

    person_ids: tuple[str, ...]
    n_people: int
    table_ids: tuple[str, ...]
    capacity: IntArray
    may_be_empty: NDArray[np.bool_]
    requirement_ids: tuple[str, ...]
    musts: NDArray[np.bool_]
    weights: IntArray
    terms: tuple[tuple[int, Term], ...]
    members: IntArray | None = None

    @property
    def n_persons(self) -> int:
        """The number of people and staff."""
        return len(self.person_ids)

    @property
    def n_tables(self) -> int:
        """The number of tables."""
        return len(self.table_ids)

    @cached_property
    def small_limits(self) -> SmallLimits:
        """The terms that are counted all at once when a seating is valued; the others are in `other_terms`."""
        found = [(r, term) for r, term in self.terms if is_small_limit(term, self.n_tables)]
        return SmallLimits.of(found)

    @cached_property
    def other_terms(self) -> tuple[tuple[int, Term], ...]:
        """The terms that are not in `small_limits`."""
        return tuple((r, term) for r, term in self.terms if not is_small_limit(term, self.n_tables))

    def plan(self, tables: IntArray) -> Plan:
        """Return the plan in which each person sits at the table with the given number, shape (persons,)."""
        at = zip(self.person_ids, tables.tolist(), strict=True)
        return Plan({person: self.table_ids[t] for person, t in at if t >= 0})

    def tables_of(self, plan: Plan) -> IntArray:
        """Return the table numbers of a plan, -1 for a person without a seat, shape (persons,)."""
        number = {table: t for t, table in enumerate(self.table_ids)}
        seats = (plan.seats.get(person) for person in self.person_ids)
        return np.array([-1 if seat is None else number[seat] for seat in seats], dtype=np.int64)

    def with_fixed_cost(self, terms: Sequence[tuple[int, Term]], requirement_id: str, cost: int) -> Model:
        """Return a model with these terms instead of its own, and a wish that costs the same in every seating.

        Parameters
        ----------
        terms : sequence of (int, Term)
            The number of a requirement of this model, and a term of it.
        requirement_id : str
            The id of the wish; no requirement of this model has it.
        cost : int
            What it adds to the penalty.
        """
        return replace(
            self,
            requirement_ids=(*self.requirement_ids, requirement_id),
            musts=np.append(self.musts, False),
            weights=np.append(self.weights, 1),
            terms=(*terms, (len(self.requirement_ids), FixedTerm(cost))),
        )

    def must_sizes(self, people: IntArray | None = None) -> tuple[IntArray, IntArray]:
        """Return the minimum and maximum number of people that musts allow at each table, each of shape (tables,).

        Only constant bands count. The result does not take into account that some tables may stay empty.

        Parameters
        ----------
        people : int array, or None
            Count only these people, given as numbers in ascending order; None means everyone.

        Returns
        -------
        low, high : int arrays, shape (tables,)
            0 and the number of people if no must sets a limit.
        """
        everybody = np.arange(self.n_people, dtype=np.int64) if people is None else people
        low, high = np.zeros(self.n_tables, np.int64), np.full(self.n_tables, len(everybody), np.int64)
        for requirement, term in self.terms:
            if not self.musts[requirement] or not isinstance(term, CountTerm) or not term.is_constant or term.or_none:
                continue
            if np.array_equal(np.sort(term.group), everybody):
                low[term.tables] = np.maximum(low[term.tables], term.low[0])
                high[term.tables] = np.minimum(high[term.tables], term.high[0])
        return low, high

    def restricted(self, part: Part) -> Model:
        """Return the model of some tables with the persons who sit there, while everyone else keeps their seat.

        The difference in value between two seatings of the part is the same in both models.
        """
        return replace(
            self,
            person_ids=tuple(self.person_ids[person] for person in part.persons.tolist()),
            n_people=int((part.persons < self.n_people).sum()),
            table_ids=tuple(self.table_ids[table] for table in part.tables.tolist()),
            capacity=self.capacity[part.tables],
            may_be_empty=self.may_be_empty[part.tables],
            members=None if self.members is None else self.members[part.persons],
            terms=tuple((number, kept) for number, term in self.terms for kept in term.restricted(part)),
        )

    def with_requirements(self, requirement_ids: Collection[str]) -> Model:
        """Return the model with only these requirements, in the same order."""
        kept = [i for i, identity in enumerate(self.requirement_ids) if identity in requirement_ids]
        number = {old: new for new, old in enumerate(kept)}
        return replace(
            self,
            requirement_ids=tuple(self.requirement_ids[i] for i in kept),
            musts=self.musts[kept],
            weights=self.weights[kept],
            terms=tuple((number[i], term) for i, term in self.terms if i in number),
        )


@dataclass(frozen=True)
class Later:
    """A later round whose plan is fixed already.

    Attributes
    ----------
    room : Room
        Its history has every earlier round, including the one that is being seated.
    requirements : sequence of Requirement
        The requirements that are active in the round.
    plan : Plan
    """

    room: Room
    requirements: Sequence[Requirement]
    plan: Plan


def build_model(room: Room, requirements: Sequence[Requirement], later: Sequence[Later] = ()) -> Model:
    """Return the model of a room and its requirements.

    Parameters
    ----------
    room : Room
    requirements : sequence of Requirement
        With distinct ids.
    later : sequence of Later
        Later rounds whose shortfalls depend on the seats of this one. They count too, up to a constant, under ids
        such as `2:new_company-1`, where 2 is the number of the later round.
    """
    no_limit = len(room.people) + 1
    asked = [(requirement.id, requirement, requirement.encode(room)) for requirement in requirements]
    for after in later:
        asked += [
            (f"{after.room.round_number}:{requirement.id}", requirement, terms)
            for requirement in after.requirements
            if (terms := tuple(requirement.encode_later(room, after.room, after.plan)))
        ]
    return Model(
        person_ids=tuple(person.id for person in room.persons),
        n_people=len(room.people),
        table_ids=tuple(table.id for table in room.tables),
        capacity=np.array(
            [no_limit if t.seats.maximum is None else t.seats.maximum for t in room.tables], dtype=np.int64
        ),
        may_be_empty=np.array([table.open_if_needed for table in room.tables], dtype=bool),
        requirement_ids=tuple(identity for identity, _, _ in asked),
        musts=np.array([requirement.is_must for _, requirement, _ in asked], dtype=bool),
        weights=np.array([0 if r.is_must else r.weight for _, r, _ in asked], dtype=np.int64),
        terms=tuple((i, term) for i, (_, _, terms) in enumerate(asked) for term in terms),
    )
