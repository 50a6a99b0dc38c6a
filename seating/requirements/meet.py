"""Everyone, or certain people, share a table by the last planned round."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import field_validator, model_validator

from seating.errors import InvalidValueError
from seating.groups import group_by_key
from seating.profiles import Person, Who
from seating.requirements.base.findings import Finding, state
from seating.requirements.base.keys import Pairs, Persons, require_group, require_one_of
from seating.requirements.base.kind import Requirement
from seating.requirements.base.phrases import about_pairs, names, only_at
from seating.room.history import History, PastRound
from seating.room.plan import IntArray, Plan, Room
from seating.terms import FixedTerm, PartedTerm, SharedTerm, Term
from seating.terms.pair_terms import number_pairs
from seating.wording import fold, message, said, said_count, said_list

EVERYONE = "everyone"
"""What `people` may say instead of naming everyone."""


class MeetRequirement(Requirement):
    """Everyone, or certain people, meet: they share a table at least once by the last planned round.

    Without a key that names people, everyone should meet everyone. `people` means that every pair of these people
    should meet, and `pairs` means that the two people in each pair should meet. `who` and `whom` mean that each person
    who matches the first description should meet each person who matches the second: all guests every host, for
    example. `people: everyone` is the same as no key. One unit of shortfall is one pair that has not shared a table,
    counted in the last planned round. A pair counts if both people attend that round, or if both attend another round
    planned with it. With `at`, the pair must meet at one of those tables. Staff are not included.

    Example
    -------
    ```yaml
    requirement: {kind: meet, who: {sector: finance}, whom: {sector: business}}
    history: [{north: [ana, ben], south: [cam, dee]}]
    people:
      - {id: ana, sector: finance}
      - {id: ben, sector: business}
      - {id: cam, sector: business}
      - {id: dee, sector: business}
    seating: {north: [ana, cam], south: [ben, dee]}
    shortfall: 1
    because: Ana met Ben in the previous round and sits with Cam now; she has not met Dee.
    ---
    requirement: {kind: meet}
    history: [{north: [ana, ben], south: [cam, dee]}]
    people: [{id: ana}, {id: ben}, {id: cam}, {id: dee}]
    seating: {north: [ana, cam], south: [ben, dee]}
    shortfall: 2
    because: Ana and Dee have not met, and neither have Ben and Cam.
    ```
    """

    kind: ClassVar[str] = "meet"
    kind_label: ClassVar[str] = message("meet")
    topic: ClassVar[str] = message("who meets")
    is_about_all_tables: ClassVar[bool] = True

    people: Persons | None = None
    pairs: Pairs | None = None
    who: Who | None = None
    whom: Who | None = None

    @field_validator("people", mode="before")
    @classmethod
    def _may_be_everyone(cls, value: Any) -> Any:
        only = value[0] if isinstance(value, list | tuple) and len(value) == 1 else value
        return None if isinstance(only, str) and fold(only) == EVERYONE else value

    @model_validator(mode="after")
    def _brings_somebody_together(self) -> Self:
        if (self.who is None) != (self.whom is None):
            raise InvalidValueError(
                said("only one of `who` and `whom` is given"),
                said("Give both: everyone who matches the first description meets everyone who matches the second."),
            )
        if not self._is_of_everyone:
            require_one_of(self, "people", "pairs", "who")
        require_group(self.people)
        return self

    @property
    def _is_of_everyone(self) -> bool:
        return self.people is None and self.pairs is None and self.who is None

    def applies(self, room: Room) -> bool:
        if not room.is_last or self._is_of_everyone or self.who is not None or len(_Asked.of(self, room).pairs):
            return room.is_last
        known = _Acquaintance((past.tables for past in room.history.rounds), self._watched(room))
        return any(other.id in known.of(one.id) for one, other in self._named(room))

    def sentence(self, room: Room) -> str:
        where = only_at(room, self.at)
        if self.people is not None:
            people = names(room, tuple(dict.fromkeys(self.people)))
            if len(set(self.people)) == 2:
                return said("%(people)s share a table by the last planned round%(where)s.", people=people, where=where)
            return said(
                "Any two of %(people)s share a table by the last planned round%(where)s.", people=people, where=where
            )
        if self.pairs is not None:
            one = message("%(people)s share a table by the last planned round%(where)s.")
            several = message("These pairs share a table by the last planned round%(where)s: %(people)s.")
            return about_pairs(room, self.pairs, self.at, one, several)
        if self.who is None:
            return said("By the last planned round, everyone shares a table with everyone else%(where)s.", where=where)
        who, whom = (each.clause(is_one=True) if each else "" for each in (self.who, self.whom))
        return said(
            "By the last planned round, everyone %(who)s shares a table with everyone %(whom)s%(where)s.",
            who=who,
            whom=whom,
            where=where,
        )

    def encode(self, room: Room) -> Iterable[Term]:
        if room.is_last:
            asked = _Asked.of(self, room)
            unmet = asked.unmet(room.history)
            here = asked.both_at(unmet, {person.id for person in room.people})
            yield from self._parted(room, asked.numbers(unmet[here], room), room.numbers_at(self.at))
            if not here.all():
                yield FixedTerm(int((~here).sum()))

    def count_open(self, room: Room) -> int:
        """Return how many pairs have not met before this round: the most that they could fall short in it."""
        return len(_Asked.of(self, room).unmet(room.history))

    def open_pairs(self, room: Room) -> tuple[tuple[str, str], ...]:
        """Return the pairs, by id, that come to this round or one planned with it and have not met before."""
        asked = _Asked.of(self, room)
        return tuple((asked.ids[one], asked.ids[other]) for one, other in asked.unmet(room.history).tolist())

    def encode_later(self, room: Room, later: Room, plan: Plan) -> Iterable[Term]:
        if later.is_last and any(past.number == room.round_number for past in later.history.rounds):
            asked = _Asked.of(self, later)
            there = {p.id: plan.seats[p.id] for p in later.people if self.watches(plan.seats[p.id])}
            unmet = asked.unmet(later.history.without(room.round_number).then(later.round_number, there))
            here = asked.both_at(unmet, {person.id for person in room.people})
            tables = room.numbers_at(None if self.at is None else sorted(asked.tables))
            yield from self._parted(room, asked.numbers(unmet[here], room), tables)

    def _parted(self, room: Room, pairs: IntArray, tables: IntArray) -> Iterator[Term]:
        """Yield terms that cost 1 for each of these pairs that does not sit together at one of these tables."""
        if len(pairs):
            costs = np.ones(len(pairs), dtype=np.int64)
            yield PartedTerm(pairs, costs, room.numbers_at(None))
            elsewhere = np.setdiff1d(room.numbers_at(None), tables)
            if len(elsewhere):
                yield SharedTerm(pairs, costs, elsewhere)

    def check(self, room: Room, plan: Plan) -> Iterable[Finding]:
        if not room.is_last:
            return
        here = {person.id: plan.seats[person.id] for person in room.people if person.id in plan.seats}
        waiting = {person.id for person in room.people} - here.keys()
        planned = [past.seats for past in room.history.rounds if past.is_planned]
        now = group_by_key((table, identity) for identity, table in here.items() if self.watches(table))
        known = _Acquaintance([now, *(past.tables for past in room.history.rounds)], self._watched(room))
        chances = [seats.keys() for seats in (here, *planned)]
        if self.people is not None or self.pairs is not None:
            for one, other in self._named(room):
                had_chance = any(one.id in there and other.id in there for there in chances)
                had_chance &= not _waits(one.id, other.id, waiting, room)
                if had_chance and other.id not in known.of(one.id):
                    ids = (one.id, other.id)
                    yield Finding(
                        None,
                        said_list([one.label, other.label]),
                        said("no table shared"),
                        state(said("a table shared")),
                        1,
                        ids,
                        says=said("%(people)s have not shared a table", people=said_list([one.label, other.label])),
                    )
            return
        for one, partners, counted in self._described(room):
            reached = partners & frozenset[str]().union(*(there for there in chances if one.id in there))
            missing = reached - known.of(one.id)
            if waiting:
                missing = frozenset(each for each in missing if not _waits(one.id, each, waiting, room))
            if missing & counted:
                have = said("met %(met)s of %(all)s", met=f"{len(reached) - len(missing):,}", all=f"{len(reached):,}")
                says = _met_so_far(one.label, len(reached) - len(missing), len(reached))
                wanted = state(said("all of them"))
                yield Finding(None, one.label, have, wanted, len(missing & counted), (one.id,), says=says)

    def _watched(self, room: Room) -> frozenset[str] | None:
        """Return the ids, including former ids, of the tables where a meeting counts; None for all tables."""
        if self.at is None:
            return None
        return frozenset[str]().union(*(table.lineage(room.tables) for table in room.tables_at(self.at)))

    def _named(self, room: Room) -> Iterator[tuple[Person, Person]]:
        """Yield every two people named, each pair once; pairs with staff are left out."""
        named = self.pairs or tuple(combinations(self.people or (), 2))
        for pair in sorted({(min(pair), max(pair)) for pair in named if pair[0] != pair[1]}):
            both = [room.listed.by_id[identity] for identity in pair if identity in room.listed.by_id]
            if len(both) == 2 and all(person.duty is None for person in both):
                yield both[0], both[1]

    def _described(self, room: Room) -> Iterator[tuple[Person, frozenset[str], frozenset[str]]]:
        """Yield each person with the ids of all whom they should meet, and of those who are counted for them.

        Each pair is counted for one of the two.
        """
        people = sorted((person for person in room.listed if person.duty is None), key=lambda person: person.id)
        wanted = frozenset(person.id for person in people if self.whom is None or self.whom.matches(person))
        done: set[str] = set()
        for person in people:
            if self.who is None or self.who.matches(person):
                partners = wanted - {person.id}
                yield person, partners, partners - done if person.id in wanted else partners
                done |= {person.id}


def _waits(one: str, other: str, waiting: Collection[str], room: Room) -> bool:
    """Whether two persons, by id, both come to this round and one of them has no seat yet."""
    return (one in waiting and other in room.index) or (other in waiting and one in room.index)


def _met_so_far(person: str, met: int, of: int) -> str:
    """Return how many of the people that a person should meet they have met."""
    if not met:
        return said_count(
            "%(person)s still has %(number)s person to meet",
            "%(person)s still has all %(number)s people to meet",
            of,
            person=person,
        )
    return said("%(person)s has met %(met)s of the %(of)s people to meet", person=person, met=f"{met:,}", of=f"{of:,}")


class _Acquaintance:
    """Records which people shared one of these tables in any of these rounds.

    `rounds` holds the ids of the people at each table of each round, by table id; `tables` is None for all tables.
    """

    def __init__(self, rounds: Iterable[Mapping[str, Iterable[str]]], tables: frozenset[str] | None) -> None:
        self._tables: dict[str, list[frozenset[str]]] = {}
        for sitting in rounds:
            for members in (
                frozenset(people) for table, people in sitting.items() if tables is None or table in tables
            ):
                for person in members:
                    self._tables.setdefault(person, []).append(members)

    def of(self, person: str) -> frozenset[str]:
        """Return the ids of everyone this person sat with, their own included."""
        return frozenset[str]().union(*self._tables.get(person, ()))


@dataclass(frozen=True)
class _Asked:
    """The pairs that should meet.

    Attributes
    ----------
    ids : tuple of str
        Ids of all people on the list who are not staff, sorted.
    pairs : int array, shape (pairs, 2)
        Indices into `ids`, the smaller one first; rows are sorted.
    tables : frozenset of str
        Ids, including former ids, of the tables where the pairs should meet.
    everywhere : bool
        Whether a meeting at any table counts.
    """

    ids: tuple[str, ...]
    pairs: IntArray
    tables: frozenset[str]
    everywhere: bool

    @classmethod
    def of(cls, asking: MeetRequirement, room: Room) -> _Asked:
        """Return the pairs that could meet in this room's round or in a round planned with it."""
        people = sorted((person for person in room.listed if person.duty is None), key=lambda person: person.id)
        number = {person.id: i for i, person in enumerate(people)}
        if asking.who is not None and asking.whom is not None:
            pairs = _crossed(*(np.array([who.matches(p) for p in people]) for who in (asking.who, asking.whom)))
        elif asking.people is None and asking.pairs is None:
            pairs = _crossed(*np.ones((2, len(people)), dtype=bool))
        else:
            pairs = number_pairs(number, asking.people, asking.pairs or ())
        names = frozenset[str]().union(*(table.lineage(room.tables) for table in room.tables_at(asking.at)))
        every = cls(tuple(number), pairs, names, asking.at is None)
        chances = [past.seats.keys() for past in room.history.rounds if past.is_planned]
        had = [every.both_at(pairs, there) for there in (room.index.keys(), *chances)]
        return replace(every, pairs=pairs[np.logical_or.reduce(had)])

    def both_at(self, pairs: IntArray, there: Collection[str]) -> NDArray[np.bool_]:
        """Return whether both people of each pair were there, shape (pairs,)."""
        came = np.array([identity in there for identity in self.ids], dtype=bool)
        both: NDArray[np.bool_] = came[pairs[:, 0]] & came[pairs[:, 1]]
        return both

    def unmet(self, history: History) -> IntArray:
        """Return the pairs that shared none of the tables in these rounds, shape (unmet pairs, 2)."""
        pairs = self.pairs
        for past in history.rounds:
            at = self._visited(past)
            one, other = at[pairs[:, 0], :, None], at[pairs[:, 1], None, :]
            pairs = pairs[~((one == other) & (one >= 0)).any(axis=(1, 2))]
        return pairs

    def _visited(self, past: PastRound) -> IntArray:
        """Return the numbers of those of these tables where each person was, shape (people, tables); -1 for none."""
        index: dict[str, int] = {}
        visits = [
            [index.setdefault(t, len(index)) for t in past.tables_of(one) if self.everywhere or t in self.tables]
            for one in self.ids
        ]
        most = max(map(len, visits), default=0)
        return np.array([here + [-1] * (most - len(here)) for here in visits], dtype=np.int64).reshape(
            len(visits), most
        )

    def numbers(self, pairs: IntArray, room: Room) -> IntArray:
        """Return pairs of people as person numbers of a room, shape (pairs, 2); these follow the order of ids too."""
        numbers = np.array([room.index.get(identity, -1) for identity in self.ids], dtype=np.int64)
        found: IntArray = numbers[pairs]
        return found


def _crossed(who: NDArray[np.bool_], whom: NDArray[np.bool_]) -> IntArray:
    """Return the pairs of a person in `who` and a person in `whom`, shape (pairs, 2), the smaller number first.

    `who` and `whom` are masks of shape (people,).
    """
    rows: list[IntArray] = [np.empty((0, 2), dtype=np.int64)]
    for one in np.flatnonzero(who | whom).tolist():
        others = np.flatnonzero((whom[one + 1 :] & who[one]) | (who[one + 1 :] & whom[one])) + one + 1
        rows.append(np.stack([np.full_like(others, one), others], axis=1))
    return np.concatenate(rows)
