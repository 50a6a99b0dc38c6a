"""Earlier rounds: who sat where, their duties, and how voices and requirements fared."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from seating.groups import group_by_key
from seating.wording import said

MOST_PAIRS = 15_000_000
"""Maximum number of pairs that are counted, over all tables and rounds. Counting them takes half a gigabyte."""


NUMBERED = re.compile(r"[a-z_]+-\d+")
"""Ids that count requirements, such as "voice-2": one that comes before another changes them."""


@dataclass(frozen=True, slots=True)
class PastVoice:
    """The state of one voice in an earlier round, and the number of its people at each table, by table id.

    The name of a private voice is not known.
    """

    state: str
    tables: Mapping[str, int] = field(default_factory=dict)
    name: str = ""
    is_private: bool = False


@dataclass(frozen=True, slots=True)
class AskedVoice:
    """What identifies a voice in all rounds: its name and the ids of its tables, and its id unless it is a number."""

    id: str
    name: str
    tables: frozenset[str]
    is_private: bool = False


@dataclass(frozen=True)
class PastRound:
    """One earlier round, with the people who attended.

    Attributes
    ----------
    number : int
        Rounds of the ledger count from 1. Imported rounds have the numbers 0, -1, …, from the newest to the oldest.
    seats : mapping of person id to table id
        The people who attended, without staff.
    members : mapping of person id to table id
        The members of each table: people who attended, and absent people who sat there when they last attended.
    duties : mapping of person id to tuple of str
        The duties of people in this round: chair, reporter, …
    suggested : frozenset of (person id, duty)
        Those of these duties that were only suggested.
    unmet : frozenset of str
        Ids of unmet requirements. A voice counts as unmet if none of its people attended.
    staff : mapping of person id to table id
        The staff who attended.
    voices : mapping of requirement id to PastVoice
        The voices that were required in this round; private ones in the order of the convening.
    away : mapping of person id to table id
        The people with a seat who did not attend, without staff.
    assumed : frozenset of str
        Those of them whose absence was not recorded: the list, or the desk, has marked them as not coming.
    held : mapping of id to table id
        The seats that were held for a person to be found.
    labels : mapping of table id to str
        The names of the tables in this round.
    numbers : mapping of table id to int
        The numbers of the tables on the sheets of this round. No search is asked about them.
    walked_in : frozenset of str
        Ids of people who came on the day and were not on the list.
    is_planned : bool
        Whether the round is planned but not held yet.
    further : mapping of person id to tuple of table ids
        In a season of sessions, the further sessions of the people and the staff who attended.
    """

    number: int
    seats: Mapping[str, str]
    members: Mapping[str, str] = field(default_factory=dict)
    duties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unmet: frozenset[str] = frozenset()
    staff: Mapping[str, str] = field(default_factory=dict)
    voices: Mapping[str, PastVoice] = field(default_factory=dict)
    is_planned: bool = False
    further: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    away: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    suggested: frozenset[tuple[str, str]] = frozenset()
    held: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict, compare=False)
    walked_in: frozenset[str] = field(default=frozenset(), compare=False)
    assumed: frozenset[str] = frozenset()

    @cached_property
    def placed(self) -> Mapping[str, str]:
        """The table of everyone who sat or had a seat, without staff and held seats. Who moved is counted from here."""
        found = {**self.away, **self.seats}
        return {person: table for person, table in found.items() if person not in self.held}

    @cached_property
    def tables(self) -> Mapping[str, tuple[str, ...]]:
        """The sorted ids of the people who attended, by table id; guests are at each of their sessions."""
        found = group_by_key((table, person) for person in sorted(self.seats) for table in self.tables_of(person))
        return {table: tuple(people) for table, people in found.items()}

    def tables_of(self, person: str) -> tuple[str, ...]:
        """Return the ids of the tables where a person sat, with further sessions; () if they did not attend."""
        return (self.seats[person], *self.further.get(person, ())) if person in self.seats else ()

    @cached_property
    def company(self) -> frozenset[tuple[str, str]]:
        """The pairs of people who shared a table, each as sorted ids."""
        return frozenset(pair for people in self.tables.values() for pair in combinations(people, 2))

    def members_of(self, tables: Collection[str]) -> frozenset[str]:
        """Return the ids of the members of any of these tables, present or absent."""
        return frozenset(person for table in tables for person in self._belonging.get(table, ()))

    @cached_property
    def _belonging(self) -> Mapping[str, tuple[str, ...]]:
        found = group_by_key((table, person) for person, table in {**self.members, **self.seats}.items())
        return {table: tuple(people) for table, people in found.items()}

    def as_planned(self) -> PastRound:
        """Return what is known of the round to a later one that is planned together with it."""
        of = (self.number, self.seats, self.members, self.duties)
        return PastRound(
            *of, further=self.further, held=self.held, labels=self.labels, numbers=self.numbers, is_planned=True
        )

    def with_voices(self, asked: Collection[AskedVoice]) -> PastRound:
        """Return the round with its voices under the ids that the same voices have now; others have none.

        Records do not name private voices. They are the same in the same order, unless there are more or fewer of them.
        """
        found: dict[str, str] = {}  # the id of now, by the id of then
        private = [each.id for each in asked if each.is_private]
        then = [identity for identity, voice in self.voices.items() if voice.is_private]
        if len(private) == len(then):
            found.update(zip(then, private, strict=True))
        left = [
            AskedVoice(identity, voice.name, frozenset(voice.tables))
            for identity, voice in self.voices.items()
            if not voice.is_private
        ]
        right = [each for each in asked if not each.is_private]
        found.update((left[one].id, right[other].id) for one, other in match_voices(left, right).items())
        named = {each.id: each.id for each in left if each.id not in found and not (each.name and _is_number(each.id))}
        taken = set(found.values())
        found.update((named[each.id], each.id) for each in right if each.id not in taken and each.id in named)
        unmet = {
            found.get(identity, identity) for identity in self.unmet if identity in found or identity not in self.voices
        }
        voices = {found[identity]: voice for identity, voice in self.voices.items() if identity in found}
        return replace(self, voices=voices, unmet=frozenset(unmet))

    @property
    def name(self) -> str:
        """The name of the round in a sentence: "round 2", or "a round before the first" for an imported round."""
        return said("round %(number)s", number=self.number) if self.number > 0 else said("a round before the first")


@dataclass(frozen=True)
class History:
    """Earlier rounds, oldest first.

    Attributes
    ----------
    rounds : tuple of PastRound
    told : mapping of (requirement id, name) to str
        The last saved state of each voice, role and need: of this round if it was saved before, else of an earlier one.
        It is no part of what a search is asked, so histories that differ only here are equal.
    saved : mapping of person id to table id
        The seats of the people in this round if it was saved before, also of those who were then marked absent; without
        staff and held seats. No search is asked about them either.
    saved_labels : mapping of table id to str
        The names of the tables in this round as it was saved before, each time: some of them may be gone.
    """

    rounds: tuple[PastRound, ...] = ()
    told: Mapping[tuple[str, str], str] = field(default_factory=dict, compare=False)
    saved: Mapping[str, str] = field(default_factory=dict, compare=False)
    saved_labels: Mapping[str, str] = field(default_factory=dict, compare=False)

    def __bool__(self) -> bool:
        return bool(self.rounds)

    @property
    def last(self) -> PastRound | None:
        """The round before this one."""
        return self.rounds[-1] if self.rounds else None

    @cached_property
    def seen(self) -> frozenset[str]:
        """Ids of all people who attended a round."""
        return frozenset(person for past in self.rounds for person in past.seats)

    @cached_property
    def placed(self) -> frozenset[str]:
        """Ids of all people who attended a round or had a seat in one."""
        return frozenset(person for past in self.rounds for person in past.placed)

    @cached_property
    def assumed_away(self) -> frozenset[str]:
        """Ids of all people who had a seat in a round and might have come: no one recorded that they were absent."""
        return frozenset(person for past in self.rounds for person in past.assumed)

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """The last known name of each table, by id."""
        labels = (*(past.labels for past in self.rounds), self.saved_labels)
        return {table: label for known in labels for table, label in known.items()}

    def has_merged(self, tables: Collection[str]) -> bool:
        """Whether several of these tables, which are one table now, were different tables in the same round."""
        return any(len(past.labels.keys() & tables) > 1 for past in self.rounds)

    def within(self, rounds: int | None) -> History:
        """Return the history of the last `rounds` rounds; the whole history for None."""
        return self if rounds is None else History(self.rounds[max(0, len(self.rounds) - rounds) :])

    def with_voices(self, asked: Callable[[int], Collection[AskedVoice]]) -> History:
        """Return the history with the voices of each round under the ids that they have now.

        Parameters
        ----------
        asked : callable
            Returns the voices of now that may have been asked for in a round, by its number.
        """
        return replace(self, rounds=tuple(past.with_voices(asked(past.number)) for past in self.rounds))

    def without(self, number: int) -> History:
        """Return the history without the round of this number."""
        return History(tuple(past for past in self.rounds if past.number != number))

    def then(
        self,
        number: int,
        seats: Mapping[str, str],
        duties: Mapping[str, tuple[str, ...]] | None = None,
        held: Collection[str] = (),
    ) -> History:
        """Return the history with one more planned round at its end.

        Parameters
        ----------
        number : int
            The number of the planned round.
        seats : mapping of person id to table id
            Without staff.
        duties : mapping of person id to tuple of str, optional
        held : collection of str
            The ids of those seats that are held for a person to be found.
        """
        earlier = {**self.last.members, **self.last.seats} if self.last else {}
        there = {seat: seats[seat] for seat in held}
        planned = PastRound(number, seats, {**earlier, **seats}, duties or {}, held=there, is_planned=True)
        return History((*self.rounds, planned), self.told)


@dataclass(frozen=True)
class Company:
    """How often people share a table.

    Attributes
    ----------
    people : tuple of str
        Sorted ids.
    pairs : int array, shape (pairs, 2)
        The pairs who share a table at least once, as positions in `people`, sorted; the smaller position comes first.
    times : int array, shape (pairs,)
        The number of rounds in which they do.
    """

    people: tuple[str, ...]
    pairs: NDArray[np.int64]
    times: NDArray[np.int64]

    @cached_property
    def by_ids(self) -> Mapping[tuple[str, str], int]:
        """The number of rounds by pair of sorted ids. For few people only, because it takes much memory."""
        pairs = zip(self.pairs.tolist(), self.times.tolist(), strict=True)
        return {(self.people[one], self.people[other]): times for (one, other), times in pairs}


def count_company(people: Iterable[str], rounds: Iterable[Mapping[str, Collection[str]]]) -> Company | None:
    """Return how often each pair of people shares a table; None if these are more than `MOST_PAIRS` pairs.

    Parameters
    ----------
    people : iterable of str
        The ids of those who count.
    rounds : iterable of mapping of table id to collection of person id
        Who is at each table in each round. One person may be at several tables.
    """
    ids = tuple(sorted(people))
    number = {person: position for position, person in enumerate(ids)}
    sitting = [
        [np.array(sorted({number[p] for p in here if p in number}), dtype=np.int64) for here in tables.values()]
        for tables in rounds
    ]
    if sum(len(here) * (len(here) - 1) // 2 for tables in sitting for here in tables) > MOST_PAIRS:
        return None
    found = [np.empty(0, dtype=np.int64)]
    for tables in sitting:
        codes = [np.empty(0, dtype=np.int64)]
        for here in tables:
            first, second = np.triu_indices(len(here), k=1)
            codes.append(here[first] * len(ids) + here[second])
        found.append(np.unique(np.concatenate(codes)))  # two who share two tables in one round share that round once
    unique, times = np.unique(np.concatenate(found), return_counts=True)
    return Company(ids, np.stack(np.divmod(unique, max(1, len(ids))), axis=1), times.astype(np.int64))


def is_same_visit(before: Sequence[str], now: Sequence[str], is_same: Callable[[str, str], bool]) -> bool:
    """Whether someone still goes to the table of their earlier seat; in a season, as a further session too.

    Which of several sessions is the seat and which the further one can change without anyone noticing.

    Parameters
    ----------
    before, now : sequence of str
        The ids of the tables of one person, the seat first.
    is_same : callable
        Whether a table of before is a table of now.
    """
    return any(is_same(before[0], one) for one in now)


def are_same_sessions(before: Iterable[str], now: Iterable[str], is_same: Callable[[str, str], bool]) -> bool:
    """Whether some sessions of before are those of now, in whatever order.

    Parameters
    ----------
    before, now : iterable of str
        The ids of tables.
    is_same : callable
        Whether a table of before is a table of now.
    """
    then, here = {*before}, {*now}
    pairs = [(one, other) for one in then for other in here if is_same(one, other)]
    return {one for one, _ in pairs} == then and {other for _, other in pairs} == here


def match_voices(then: Sequence[AskedVoice], now: Sequence[AskedVoice]) -> dict[int, int]:
    """Return which voice of another round has the name of each voice, by their places in these lists.

    Of voices of one name, those with the same tables are the same ones, then those with the same id, then they are the
    same in the same order.
    """
    found: dict[int, int] = {}
    for keys in (("id", "name", "tables"), ("name", "tables"), ("id", "name"), ("name",)):
        key, taken = attrgetter(*keys), set(found.values())
        free = group_by_key((key(each), place) for place, each in enumerate(then) if place not in found)
        for place, each in enumerate(now):
            if place not in taken and (same := free.get(key(each))):
                found[same.pop(0)] = place
    return found


def _is_number(identity: str) -> bool:
    return NUMBERED.fullmatch(identity) is not None


def name_former(identity: str, heirs: Mapping[str, str], last: str, is_merged: bool = False) -> str:
    """Return the name of a table of any round, as all pages of a later round have it.

    It is what the table is called now or, if it is gone, was split or was merged with another, its last name.

    Parameters
    ----------
    identity : str
        An id that the table has or had.
    heirs : mapping of table id to str
        The names of the tables of the later round that have or had this id.
    last : str
        The last name of the table.
    is_merged : bool
        Whether its only heir is what another table of the same round became, too.
    """
    if identity in heirs:
        return heirs[identity]
    return next(iter(heirs.values())) if len(heirs) == 1 and not is_merged else last
