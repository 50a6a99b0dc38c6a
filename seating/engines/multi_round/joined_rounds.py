"""Several rounds planned together: their models joined into one, and the cost of each pair's meetings.

In the joined model each person occurs once for each round they come to (a sitter), and each table once for each round.
A meeting is a pair that shares a table; the rounds in which a pair meets are the bits of one number. `company_bound` is
a lower bound on the cost of meetings by arithmetic alone: quick and valid, but rarely tight.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from seating.engines.local_search.incremental import MUST_PRICE
from seating.engines.messages import Anneal
from seating.model import Model, Value, penalty_of
from seating.model.units import Units
from seating.room.plan import IntArray
from seating.terms import CompanyTerm


@dataclass(frozen=True, eq=False, slots=True)
class Stack:
    """The joined model of several rounds. A sitter is a person in one round.

    Attributes
    ----------
    model : Model
        Its persons are all sitters: people of the first round, of the second, …, then staff in the same order.
    ids : tuple of str
        The ids of everyone who comes to any round, sorted.
    person : int array, shape (sitters,)
        The person of each sitter, as a place in `ids`.
    round_of : int array, shape (sitters,)
        The round of each sitter, from 0.
    people_from, tables_from : int arrays, shape (rounds + 1,)
        Round r has the people ``people_from[r]:people_from[r + 1]``, and its tables likewise.
    sitters : tuple of int arrays
        The sitters of each round, in the order of the persons of its own model.
    units : tuple of Units
        The units of each round, if they are its sitters; empty if persons are.
    """

    model: Model
    ids: tuple[str, ...]
    person: IntArray
    round_of: IntArray
    people_from: IntArray
    tables_from: IntArray
    sitters: tuple[IntArray, ...]
    units: tuple[Units, ...] = ()

    @property
    def n_rounds(self) -> int:
        """How many rounds there are."""
        return len(self.sitters)

    def joined(self, rounds: Sequence[IntArray]) -> IntArray:
        """Join the seatings of the rounds, each of shape (persons of the round,), into one of all sitters."""
        tables = np.zeros(self.model.n_persons, np.int64)
        for number, own in enumerate(rounds):
            seats = self.units[number].seats_of_units(own) if self.units else own
            tables[self.sitters[number]] = seats + self.tables_from[number]
        return tables

    def parted(self, tables: IntArray) -> tuple[IntArray, ...]:
        """Split the seating of all sitters into those of the rounds."""
        rounds = tuple(tables[own] - self.tables_from[number] for number, own in enumerate(self.sitters))
        if not self.units:
            return rounds
        return tuple(units.seats_of_persons(own) for units, own in zip(self.units, rounds, strict=True))


def stack_rounds(models: Sequence[Model]) -> Stack:
    """Join models into one; ids of tables and requirements get the number of the round as a prefix, from 0."""
    people = np.cumsum([0, *(model.n_people for model in models)])
    staff = np.cumsum([people[-1], *(model.n_persons - model.n_people for model in models)])
    tables = np.cumsum([0, *(model.n_tables for model in models)])
    asked = np.cumsum([0, *(len(model.requirement_ids) for model in models)])
    sitters = tuple(
        np.concatenate([np.arange(people[r], people[r + 1]), np.arange(staff[r], staff[r + 1])]).astype(np.int64)
        for r in range(len(models))
    )
    ids = tuple(sorted({identity for model in models for identity in model.person_ids}))
    number = {identity: i for i, identity in enumerate(ids)}
    person, round_of = np.zeros((2, staff[-1]), np.int64)
    for r, model in enumerate(models):
        person[sitters[r]] = [number[identity] for identity in model.person_ids]
        round_of[sitters[r]] = r
    terms = []
    for r, model in enumerate(models):
        own = np.arange(tables[r], tables[r + 1], dtype=np.int64)
        terms += [
            (int(asked[r]) + requirement, term.renumbered(sitters[r], own, int(staff[-1]), int(tables[-1])))
            for requirement, term in model.terms
        ]
    members = None
    if any(model.members is not None for model in models):
        members = np.ones(staff[-1], np.int64)
        for r, model in enumerate(models):
            members[sitters[r]] = 1 if model.members is None else model.members
    whole = Model(
        person_ids=tuple(f"{round_of[s]}:{ids[person[s]]}" for s in range(len(person))),
        n_people=int(people[-1]),
        table_ids=tuple(f"{r}:{table}" for r, model in enumerate(models) for table in model.table_ids),
        capacity=np.concatenate([model.capacity for model in models]),
        may_be_empty=np.concatenate([model.may_be_empty for model in models]),
        requirement_ids=tuple(
            f"{r}:{identity}" for r, model in enumerate(models) for identity in model.requirement_ids
        ),
        musts=np.concatenate([model.musts for model in models]),
        weights=np.concatenate([model.weights for model in models]),
        terms=tuple(terms),
        members=members,
    )
    return Stack(whole, ids, person, round_of, people.astype(np.int64), tables.astype(np.int64), sitters)


MOST_MEMORY = 40_000_000
"""Maximum number of values that a chain may keep about pairs: about a third of a gigabyte."""


MOST_ROUNDS = 12
"""Maximum number of rounds: a cost is kept for every set of rounds, and each round doubles their number."""


@dataclass(frozen=True, eq=False, slots=True)
class Rounds:
    """Several rounds and the costs of meetings.

    Attributes
    ----------
    stack : Stack
    kind : int array, shape (persons, persons)
        The row of `cost` for a pair; persons are places in `stack.ids`.
    cost : int array, shape (kinds, 2 ** rounds)
        Energy of a pair that meets in exactly the rounds whose bits are set; musts count `MUST_PRICE`.
    """

    stack: Stack
    kind: IntArray
    cost: IntArray


def is_searchable(models: Sequence[Model]) -> bool:
    """Whether rounds of this number and size can be searched at once."""
    people = len({identity for model in models for identity in model.person_ids})
    return 1 < len(models) <= MOST_ROUNDS and people**2 + 2 ** len(models) <= MOST_MEMORY


def most_chains(rounds: Rounds) -> int:
    """Return the number of chains for which there is memory; at least two for rounds that satisfy `is_searchable`."""
    return max(2, 2 * MOST_MEMORY // rounds.kind.size)


def rounds_of(models: Sequence[Model], terms: Sequence[tuple[int, CompanyTerm]]) -> Rounds:
    """Join models and the terms about meetings into rounds that can be searched together.

    Parameters
    ----------
    models : sequence of Model
        Without the requirements that the terms are about.
    terms : sequence of (int, CompanyTerm)
        Each with the price of a unit of its shortfall: its weight, or `MUST_PRICE`.
    """
    stack = stack_rounds(models)
    number = {identity: i for i, identity in enumerate(stack.ids)}
    kind = np.zeros((len(stack.ids), len(stack.ids)), np.int64)
    cost = np.zeros((1, 2 ** len(models)), np.int64)
    for price, term in terms:
        own = np.zeros_like(kind)
        for (one, other), row in term.kinds.items():
            if one in number and other in number:
                own[number[one], number[other]] = own[number[other], number[one]] = row
        cost = (cost[:, None, :] + price * term.costs[None, :, :]).reshape(-1, cost.shape[1])
        kind = kind * len(term.costs) + own
    seen, again = np.unique(kind, return_inverse=True)
    return Rounds(stack, again.reshape(kind.shape).astype(np.int64), np.ascontiguousarray(cost[seen]))


def met_in(stack: Stack, tables: IntArray) -> IntArray:
    """Return the rounds in which each pair shares a table, as bits, shape (persons, persons)."""
    met = np.zeros((len(stack.ids), len(stack.ids)), np.int64)
    for r, (start, end) in enumerate(zip(stack.people_from[:-1], stack.people_from[1:], strict=True)):
        people, at = stack.person[start:end], tables[start:end]
        met[np.ix_(people, people)] |= (at[:, None] == at).astype(np.int64) << r
    np.fill_diagonal(met, 0)
    return met


def value_of_rounds(rounds: Rounds, tables: IntArray) -> Value:
    """Return the value of the seatings of all rounds, computed from scratch: the reference for the search.

    The value includes each round's own terms and the meetings.

    Parameters
    ----------
    rounds : Rounds
    tables : int array, shape (sitters,)
        The table of each sitter, in the numbers of the joined model.
    """
    own = penalty_of(rounds.stack.model, tables)
    costs = rounds.cost[rounds.kind, met_in(rounds.stack, tables)]
    unmet, penalty = divmod(int(costs[np.triu_indices(len(costs), 1)].sum()), MUST_PRICE)
    return Value(own.unmet + unmet, own.penalty + penalty)


@dataclass(frozen=True, eq=False, slots=True)
class AnnealRounds(Anneal):
    """The request to anneal several rounds at once; its `tables` are those of all sitters.

    Attributes
    ----------
    rounds : Rounds
    """

    rounds: Rounds = field(kw_only=True)


def company_bound(rounds: Rounds) -> int:
    """Return a lower bound on the penalty of meetings, beyond those of the first round by itself.

    Pairs that may meet again at no cost, such as those that a must keeps together, are left out.
    """
    met = np.arange(1, rounds.cost.shape[1])
    again = np.array([int(n).bit_count() - 1 for n in met])
    added = (rounds.cost[:, met] - rounds.cost[:, met & 1])[:, again > 0]
    each = (added // again[again > 0]).min(axis=1, initial=MUST_PRICE)  # for each kind of pair
    priced = int(each[each > 0].min(initial=MUST_PRICE))
    if each[0] <= 0 or priced >= MUST_PRICE:
        return 0
    return priced * repeats_bound(rounds.stack, each[rounds.kind] <= 0)


def repeats_bound(stack: Stack, free: NDArray[np.bool_] | None = None) -> int:
    """Return a lower bound on repeated meetings, for seatings that meet the musts.

    Parameters
    ----------
    stack : Stack
    free : bool array, shape (persons, persons), optional
        Pairs whose meetings do not count. By default all meetings count.
    """
    free = np.zeros((len(stack.ids), len(stack.ids)), bool) if free is None else free.copy()
    np.fill_diagonal(free, False)
    lows = [_min_sizes(stack, r) for r in range(stack.n_rounds)]
    return max(_by_person(stack, lows, free), _by_table(stack, lows, free))


def _min_sizes(stack: Stack, number: int) -> IntArray:
    """Return the minimum number of people that musts allow at each table of a round, shape (tables,)."""
    start, end = stack.people_from[number : number + 2].tolist()
    low, _ = stack.model.must_sizes(np.arange(start, end, dtype=np.int64))
    low[stack.model.may_be_empty] = 0
    return low[slice(*stack.tables_from[number : number + 2].tolist())]


def _by_person(stack: Stack, lows: list[IntArray], free: NDArray[np.bool_]) -> int:
    """Bound repeats by person: a person with more meetings than there are other people has to repeat some.

    At each table, some of the others may be people that the person may meet again at no cost (`free`); as many as
    possible are assumed, and these meetings are not counted.
    """
    meetings = np.zeros(len(stack.ids), np.int64)
    partners = np.zeros((len(stack.ids), len(stack.ids)), bool)
    for own, low in zip(_people(stack), lows, strict=True):
        others = int(low.min(initial=len(own))) - 1 - free[np.ix_(own, own)].sum(axis=1)
        meetings[own] += np.maximum(0, others)
        partners[np.ix_(own, own)] = True
    np.fill_diagonal(partners, False)
    again = np.maximum(0, meetings - (partners & ~free).sum(axis=1)).sum()
    return int(-(-again // 2))


def _by_table(stack: Stack, lows: list[IntArray], free: NDArray[np.bool_]) -> int:
    """Bound repeats by table: if a table has more people than an earlier round had tables, some met in that round.

    All pairs of the round that may meet again at no cost (`free`) are assumed to be among them, and are not counted.
    """
    people = [set(own.tolist()) for own in _people(stack)]
    found = 0
    for later in range(stack.n_rounds):
        origins = [len(lows[r]) + len(people[later] - people[r]) for r in range(later)]
        least = max((sum(_sharing(int(seats), m) for seats in lows[later]) for m in origins), default=0)
        coming = sorted(people[later])
        found += max(0, least - int(free[np.ix_(coming, coming)].sum()) // 2)
    return found


def _sharing(people: int, origins: int) -> int:
    """Return the minimum number of pairs of people with the same origin, reached if the origins are spread evenly."""
    each, more = divmod(people, max(1, origins))
    return max(1, origins) * (each * (each - 1) // 2) + more * each


def _people(stack: Stack) -> Iterator[IntArray]:
    """Yield the persons who come to each round, without staff."""
    for start, end in zip(stack.people_from[:-1], stack.people_from[1:], strict=True):
        yield stack.person[start:end]
