"""People sit with people they have not sat with before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations
from typing import Annotated, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from seating.groups import group_by_key
from seating.profiles import Person
from seating.requirements.base.findings import Finding, at_most, state
from seating.requirements.base.keys import Count
from seating.requirements.base.kind import Requirement, is_active
from seating.requirements.base.phrases import only_at
from seating.room.history import History
from seating.room.plan import IntArray, Plan, Room, are_tied
from seating.room.tables import Table
from seating.terms import NO_LIMIT, CompanyTerm, CountTerm, SharedTerm
from seating.wording import message, said, said_count, said_joined, said_list


class NewCompanyRequirement(Requirement):
    """No two people who shared a table in an earlier round share one again.

    `within` is the number of past rounds that count. Without it, all past rounds count. One unit of shortfall
    is one pair at the same table who have already shared a table. With `grows: true`, a pair costs one unit for
    each round in which the two shared a table. With `at`, only pairs who now sit at those tables count. Pairs
    that a must keeps together, such as the people of one party, do not count, because no seating can separate
    them. Staff are not included.

    If repeats cannot be avoided, `at_most: n` spreads them over people: no one shares a table with more than n people
    they sat with before. One unit of shortfall is then one person more than n, for each person. With `grows: true`,
    each earlier round with a person counts.

    Example
    -------
    ```yaml
    requirement: {kind: new_company}
    history: [{north: [ana, ben, cam], south: [dee, eli]}]
    people: [{id: ana}, {id: ben}, {id: cam}, {id: dee}, {id: eli}]
    seating: {north: [ana, ben, dee], south: [cam, eli]}
    shortfall: 1
    because: Ana and Ben shared a table in the previous round; no other pair now at one table did.
    ---
    requirement: {kind: new_company, at_most: 1}
    history: [{north: [ana, ben, cam], south: [dee, eli]}]
    people: [{id: ana}, {id: ben}, {id: cam}, {id: dee}, {id: eli}]
    seating: {north: [ana, ben, cam], south: [dee, eli]}
    shortfall: 3
    because: Ana, Ben and Cam each sit with two people they know; Dee and Eli with one.
    ```
    """

    kind: ClassVar[str] = "new_company"
    kind_label: ClassVar[str] = message("new company")
    topic: ClassVar[str] = message("earlier meetings")

    within: Annotated[Count, Field(ge=1)] | None = Field(
        default=None, description="the number of past rounds that count"
    )
    grows: bool = False
    at_most: Annotated[Count, Field(ge=1)] | None = None

    def applies(self, room: Room) -> bool:
        return bool(room.history)

    def sentence(self, room: Room) -> str:
        told = {
            "where": only_at(room, self.at),
            "before": said("in an earlier round") if self.within is None else _last(self.within),
            "again": said("; each earlier meeting counts") if self.grows else "",
            "tied": said("; people kept together by a must are exempt") if room.ties else "",
        }
        if self.at_most is not None:
            return said_count(
                "No one shares a table with more than %(number)s person they sat with %(before)s%(limits)s.",
                "No one shares a table with more than %(number)s people they sat with %(before)s%(limits)s.",
                self.at_most,
                before=told["before"],
                limits=said_joined([told["where"], told["again"], told["tied"]], ""),
            )
        return said("No one shares a table with anyone they sat with %(before)s%(where)s%(again)s%(tied)s.", **told)

    def encode(self, room: Room) -> Iterable[SharedTerm | CountTerm]:
        pairs, times = _counted_pairs(room, room.history.within(self.within))
        free = _free(room, pairs)
        yield from self._shared(room, pairs[free], times[free], room.numbers_at(self.at))

    def _shared(
        self, room: Room, codes: IntArray, times: IntArray, tables: IntArray, others: Mapping[int, int] | None = None
    ) -> Iterable[SharedTerm | CountTerm]:
        """Yield the terms of pairs, coded as in `pairs_sharing`, who shared a table so often before.

        Parameters
        ----------
        room : Room
        codes, times : int arrays, shape (pairs,)
        tables : int array
            Where they count.
        others : mapping of int to int, optional
            With `at_most`: how many others count for each person wherever they sit.
        """
        if not self.grows:
            times = np.ones_like(times)
        if self.at_most is not None:
            yield from _limit_each(room, codes, times, tables, self.at_most, others or {})
        elif len(codes):
            pairs = np.stack(np.divmod(codes, len(room.people)), axis=1)
            yield SharedTerm(pairs, times, tables)

    def encode_later(self, room: Room, later: Room, plan: Plan) -> Iterable[SharedTerm | CountTerm]:
        looked_at = later.history.within(self.within)
        if all(past.number != room.round_number for past in looked_at.rounds):
            return
        watched = {table.id for table in later.tables_at(self.at)}
        at = group_by_key((plan.seats[p.id], p.id) for p in later.people if plan.seats[p.id] in watched)
        sharing = pairs_sharing(room, at)
        sharing = sharing[_free(room, sharing, later)]
        others = None if self.at_most is None else self._count_met(later, plan, looked_at.without(room.round_number))
        if not self.grows:  # a pair that met in another round costs the same wherever they sit in this one
            sharing = np.setdiff1d(sharing, _counted_pairs(room, looked_at.without(room.round_number))[0])
        met = None if others is None else {i: others.get(person.id, 0) for i, person in enumerate(room.people)}
        yield from self._shared(room, sharing, np.ones_like(sharing), room.numbers_at(None), met)

    def _count_met(self, room: Room, plan: Plan, history: History) -> Mapping[str, int]:
        """Return how often each person sits in a plan with someone they sat with in these rounds."""
        codes, times = _counted_pairs(room, history)
        free = _free(room, codes)
        found = Counter[str]()
        for code, number in zip(codes[free].tolist(), times[free].tolist(), strict=True):
            one, other = _ids(room, code)
            if plan.seats[one] == plan.seats[other] and self.watches(plan.seats[one]):
                found.update(dict.fromkeys((one, other), number if self.grows else 1))
        return found

    def encode_company(self, rooms: Sequence[Room]) -> Iterable[CompanyTerm]:
        if self.at is not None or self.at_most is not None:
            return
        before = rooms[0].history.rounds[::-1]
        times: dict[tuple[str, str], tuple[int, ...]] = {}
        for back, past in enumerate(before, start=1):
            for pair in past.company:
                times[pair] = (*times.get(pair, ()), back)
        tied = _tied_in(rooms)
        kind = {pair: (times.get(pair, ()), tied.get(pair, 0)) for pair in {**times, **tied}}
        rows = {((), 0): 0, **{each: row for row, each in enumerate(sorted(set(kind.values())), start=1)}}
        costs = [[self._lacking(rooms, *each, met) for met in range(2 ** len(rooms))] for each in rows]
        yield CompanyTerm({pair: rows[each] for pair, each in kind.items()}, np.array(costs, dtype=np.int64))

    def _lacking(self, rooms: Sequence[Room], backs: tuple[int, ...], tied: int, met: int) -> int:
        """Return the shortfall of one pair over all rooms.

        Parameters
        ----------
        rooms : sequence of Room
        backs : tuple of int
            For each earlier meeting, how many rounds before the first room it was.
        tied : int
            Bit n is set if a must keeps the pair together in the room with index n.
        met : int
            Bit n is set if the pair shares a table in the room with index n.
        """
        lacking = 0
        for number, room in enumerate(rooms):
            if (met & ~tied) >> number & 1 and is_active(self, room.round_number):
                ago = [number + back for back in backs] + [number - n for n in range(number) if met >> n & 1]
                times = sum(self.within is None or rounds <= self.within for rounds in ago)
                lacking += times if self.grows else min(1, times)
        return lacking

    def check_table(self, room: Room, table: Table, members: Sequence[Person]) -> Iterable[Finding]:
        looked_at = room.history.rounds if self.within is None else room.history.rounds[-self.within :]
        visits = [(past.name, {one.id: {*past.tables_of(one.id)} for one in members}) for past in looked_at]
        again = Counter[str]()
        for one, other in combinations(members, 2):
            if are_tied(room, one.id, other.id):
                continue
            shared = [name for name, tables in visits if tables[one.id] & tables[other.id]]
            if shared and self.at_most is not None:
                again.update(dict.fromkeys((one.id, other.id), len(shared) if self.grows else 1))
            elif shared:
                people = said_list([one.label, other.label])
                rounds = said_list(dict.fromkeys(shared))
                have = said("together in %(rounds)s", rounds=rounds)
                units = len(shared) if self.grows else 1
                yield Finding(
                    table.id,
                    people,
                    have,
                    state(said("new company")),
                    units,
                    (one.id, other.id),
                    says=said("%(people)s already shared a table in %(rounds)s", people=people, rounds=rounds),
                )
        for person in members:
            yield from self._too_many(table, person, again[person.id])

    def _too_many(self, table: Table, person: Person, have: int) -> Iterable[Finding]:
        """Yield the finding for someone who sits with more people again than `at_most` allows."""
        over = have - (self.at_most or have)
        if over > 0:
            says = said(
                "%(person)s sits again with people from earlier rounds: %(number)s", person=person.label, number=have
            )
            yield Finding(table.id, person.label, have, at_most(self.at_most or 0), over, (person.id,), says=says)


def _limit_each(
    room: Room, codes: IntArray, times: IntArray, tables: IntArray, most: int, others: Mapping[int, int]
) -> Iterable[CountTerm]:
    """Yield a term for each person that costs 1 for each meeting again above `most`, of which `others` counts some."""
    company: dict[int, list[int]] = {}
    for code, number in zip(codes.tolist(), times.tolist(), strict=True):
        one, other = divmod(code, len(room.people))
        company.setdefault(one, []).extend([other] * number)
        company.setdefault(other, []).extend([one] * number)
    for person, group in sorted(company.items()):
        left = max(0, most - others.get(person, 0))
        if len(group) > left:
            low, high = np.zeros(2, dtype=np.int64), np.array([NO_LIMIT, left], dtype=np.int64)
            base = np.array([person], dtype=np.int64)
            yield CountTerm(np.sort(np.array(group, dtype=np.int64)), tables, low, high, base)


def pairs_sharing(room: Room, tables: Mapping[str, Collection[str]]) -> IntArray:
    """Return the pairs of people in the room who share a table of some round, shape (pairs,).

    A pair is coded as its smaller person number times the number of people, plus its larger person number. The
    codes are sorted.

    Parameters
    ----------
    room : Room
    tables : mapping of table id to collection of person id
        Who was at each table. One person may have been at several.
    """
    number = {person.id: i for i, person in enumerate(room.people)}
    found = [np.empty(0, dtype=np.int64)]
    for here in tables.values():
        numbers = np.array(sorted(number[person] for person in here if person in number), dtype=np.int64)
        first, second = np.triu_indices(len(numbers), k=1)
        found.append(numbers[first] * len(room.people) + numbers[second])
    return np.unique(np.concatenate(found))


def _counted_pairs(room: Room, history: History) -> tuple[IntArray, IntArray]:
    """Return the pairs who shared a table in these rounds, coded as in `pairs_sharing`, and how often.

    Both have shape (pairs,).
    """
    found = [pairs_sharing(room, past.tables) for past in history.rounds]
    codes, times = np.unique(np.concatenate([np.empty(0, dtype=np.int64), *found]), return_counts=True)
    return codes, times.astype(np.int64)


def _ids(room: Room, code: int) -> tuple[str, str]:
    """Return the ids of a pair coded as in `pairs_sharing`."""
    first, second = divmod(code, len(room.people))
    return room.people[first].id, room.people[second].id


def _free(room: Room, codes: IntArray, later: Room | None = None) -> NDArray[np.bool_]:
    """Return which of these pairs of a room no must keeps together, there or in a later room, shape (pairs,)."""
    held = room if later is None else later
    if not held.ties:
        return np.ones(len(codes), dtype=bool)
    return np.array([not are_tied(held, *_ids(room, code)) for code in codes.tolist()], dtype=bool)


def _tied_in(rooms: Sequence[Room]) -> dict[tuple[str, str], int]:
    """Return the rooms in which musts keep a pair together, as bits, for each pair of sorted ids that has any."""
    found: dict[tuple[str, str], int] = {}
    for number, room in enumerate(rooms):
        groups = group_by_key(
            (room.ties[person], person) for person in sorted(each.id for each in room.people) if person in room.ties
        )
        for members in groups.values():
            for pair in combinations(members, 2):
                found[pair] = found.get(pair, 0) | 1 << number
    return found


def _last(rounds: int) -> str:
    return said_count("in the last round", "in the last %(number)s rounds", rounds)
