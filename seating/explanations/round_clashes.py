"""Musts about several rounds that counting alone proves impossible, before any seat is looked at.

Each proof counts something that every plan of the rounds has: the tables that a person can still go to, the pairs that
share a table, the people that a table passes on to the next round. The proofs are sound but not complete.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple, TypeVar

from seating.requirements.base.kind import Requirement
from seating.requirements.meet import MeetRequirement
from seating.requirements.new_company import NewCompanyRequirement
from seating.requirements.new_table import NewTableRequirement
from seating.room.plan import Room
from seating.wording import message, said

MOST_PEOPLE = 400
"""Maximum number of people in a round for which the pairs that have to meet are listed."""

_Kind = TypeVar("_Kind", bound=Requirement)


@dataclass(frozen=True, slots=True)
class PlannedRound:
    """A round that is planned together with others: its room, whose history ends before all of them, and its musts."""

    room: Room
    musts: tuple[Requirement, ...]

    @property
    def ids(self) -> frozenset[str]:
        """The ids of the people who come, without staff."""
        return frozenset(person.id for person in self.room.people)


@dataclass(frozen=True, slots=True)
class RoundClash:
    """Musts of which no plan of the rounds can meet all.

    Attributes
    ----------
    requirements : tuple of str
        Their ids.
    needed, available : int
        What the rounds need and what there is: tables, people or pairs.
    sentence : str
        What was counted.
    """

    requirements: tuple[str, ...]
    needed: int
    available: int
    sentence: str


class _Count(NamedTuple):
    """What was counted, and the sentence that tells it."""

    needed: int
    available: int
    text: str

    def of(self, *requirements: str) -> RoundClash:
        """Return the clash of the musts that need more than there is."""
        shown = said(self.text, needed=f"{self.needed:,}", available=f"{self.available:,}")
        return RoundClash(tuple(dict.fromkeys(requirements)), self.needed, self.available, shown)


_VISITS = message("Rounds that someone comes to: %(needed)s. Tables where they have not sat: %(available)s.")
_PASSED_ON = message(
    "People at one table who come to the next round: at least %(needed)s. Tables for them there: %(available)s."
)
_PASSED_TO_OTHERS = message(
    "People at one table who come to the next round: at least %(needed)s. Other tables for them there: %(available)s."
)
_PAIRS = message(
    "Pairs that share a table in these rounds: at least %(needed)s. Pairs of people who come: %(available)s."
)
_COMPANY = message(
    "People that someone sits with in these rounds: at least %(needed)s. Other people who come: %(available)s."
)
_MEETINGS = message(
    "Pairs still to meet: %(needed)s. Pairs that can share a table in these rounds: at most %(available)s."
)


class _Sizes(NamedTuple):
    """The fewest and the most people at each table, and the ids of the musts from which these numbers follow."""

    low: tuple[int, ...]
    high: tuple[int, ...]
    because: tuple[str, ...]


def find_round_clashes(rounds: Sequence[PlannedRound]) -> tuple[RoundClash, ...]:
    """Return clashes of musts, of which no plan of these rounds can meet all; the smallest of each kind.

    Parameters
    ----------
    rounds : sequence of PlannedRound
        In order.
    """
    if not all(one.room.tables for one in rounds):
        return ()
    found = [*_of_tables(rounds), *_of_company(rounds), *_of_both(rounds), *_of_meetings(rounds)]
    smallest = sorted({one.requirements: one for one in reversed(found)}.values(), key=_number_of_musts)
    sets = [set(one.requirements) for one in smallest]
    return tuple(one for n, one in enumerate(smallest) if not any(less <= sets[n] for less in sets[:n]))


def _number_of_musts(clash: RoundClash) -> int:
    return len(clash.requirements)


def _musts_of(rounds: Sequence[PlannedRound], kind: type[_Kind]) -> list[_Kind]:
    """Return the musts of a kind that are about all tables, each once, without those that allow some repeats."""
    found = {must.id: must for one in rounds for must in one.musts if isinstance(must, kind) and must.at is None}
    return [must for must in found.values() if getattr(must, "at_most", None) is None]


def _has(one: PlannedRound, must: Requirement) -> bool:
    return any(each.id == must.id for each in one.musts)


def _of_tables(rounds: Sequence[PlannedRound]) -> Iterator[RoundClash]:
    """Yield a must for new tables if someone comes to more rounds than there are tables where they have not sat."""
    for must in _musts_of(rounds, NewTableRequirement):
        active = [one for one in rounds if _has(one, must)]
        visits = Counter(person for one in active for person in one.ids)
        tables = {table.id: table.lineage(one.room.tables) for one in active for table in one.room.tables}
        before: dict[str, set[str]] = {}
        for past in rounds[0].room.history.rounds:
            for person, table in past.seats.items():
                before.setdefault(person, set()).add(table)
        for person, times in visits.items():
            sat_at = before.get(person, set())
            open_ = sum(sat_at.isdisjoint(lineage) for lineage in tables.values())
            if times > open_:
                yield _Count(times, open_, _VISITS).of(must.id)
                break


def _windows(rounds: Sequence[PlannedRound], must: NewCompanyRequirement) -> Iterator[Sequence[PlannedRound]]:
    """Yield successive rounds in which no two people may meet twice: the must applies to all of them but the first."""
    longest = len(rounds) if must.within is None else min(len(rounds), must.within + 1)
    for first in range(len(rounds) - 1):
        last = first + 1
        while last < len(rounds) and last - first < longest and _has(rounds[last], must):
            last += 1
        if last - first > 1:
            yield rounds[first:last]


def _of_company(rounds: Sequence[PlannedRound]) -> Iterator[RoundClash]:
    """Yield a must for new company, with those about sizes if they matter, if some pair has to meet twice."""
    for must in _musts_of(rounds, NewCompanyRequirement):
        for window in _windows(rounds, must):
            if any(one.room.ties for one in window):  # people whom a must keeps together may meet again
                continue
            pairs = _Pairs.of(window)
            free = _count_passed_on(window) or _count_company(window, pairs, [_free_sizes(one) for one in window])
            if free is not None:
                yield free.of(must.id)
                break
            sizes = [_sizes(one) for one in window]
            found = _count_company(window, pairs, sizes)
            if found is not None:
                yield found.of(must.id, *(identity for each in sizes for identity in each.because))
                break


def _count_passed_on(window: Sequence[PlannedRound], others: bool = False) -> _Count | None:
    """Return the people of a table for whom the next round has too few tables, or too few other tables."""
    for one, then in pairwise(window):
        least = -(-len(one.ids) // len(one.room.tables)) - len(one.ids - then.ids)
        same = {table.id for table in one.room.tables} == {table.id for table in then.room.tables}
        tables = len(then.room.tables) - (others and same)
        if least > tables:
            return _Count(least, tables, _PASSED_TO_OTHERS if others and same else _PASSED_ON)
    return None


class _Pairs(NamedTuple):
    """The number of pairs who both come to some round, and of each person the number of people they can meet."""

    number: int
    others: Mapping[str, int]

    @classmethod
    def of(cls, window: Sequence[PlannedRound]) -> _Pairs:
        """Count them. People who come to the same rounds are counted together, so that no pair is listed."""
        comes: dict[str, frozenset[int]] = {}
        for number, one in enumerate(window):
            for person in one.ids:
                comes[person] = comes.get(person, frozenset()) | {number}
        sets = Counter(comes.values())
        reach = {one: sum(n for other, n in sets.items() if one & other) - 1 for one in sets}
        others = {person: reach[rounds] for person, rounds in comes.items()}
        return cls(sum(others.values()) // 2, others)


def _count_company(window: Sequence[PlannedRound], pairs: _Pairs, sizes: Sequence[_Sizes]) -> _Count | None:
    """Return the pairs who share a table, or the company of one person, if there are too few pairs or people for it."""
    needed = sum(_fewest_pairs(len(one.ids), each) for one, each in zip(window, sizes, strict=True))
    if needed > pairs.number:
        return _Count(needed, pairs.number, _PAIRS)
    company = Counter[str]()
    for one, each in zip(window, sizes, strict=True):
        company.update(dict.fromkeys(one.ids, max(0, min(each.low) - 1)))
    for person, number in company.items():
        if number > pairs.others[person]:
            return _Count(number, pairs.others[person], _COMPANY)
    return None


def _fewest_pairs(people: int, sizes: _Sizes) -> int:
    """Return the fewest pairs that can share a table: people go one by one where they have the least company."""
    at = list(sizes.low)
    if sum(at) > people:
        return 0  # impossible for another reason
    for _ in range(people - sum(at)):
        open_ = [n for n, high in enumerate(sizes.high) if at[n] < high]
        if not open_:
            return 0
        at[min(open_, key=lambda n: at[n])] += 1
    return sum(n * (n - 1) // 2 for n in at)


def _free_sizes(one: PlannedRound) -> _Sizes:
    tables = len(one.room.tables)
    return _Sizes((0,) * tables, (len(one.ids),) * tables, ())


def _sizes(one: PlannedRound) -> _Sizes:
    """Return the fewest and most people at each table that the musts about seats allow."""
    free, because = _free_sizes(one), list[str]()
    low, high = list(free.low), list(free.high)
    for must in one.musts:
        if not must.is_about_seats:
            continue
        because.append(must.id)
        for table in one.room.tables_at(must.at):
            n, seats = one.room.table_index[table.id], table.seats
            low[n] = max(low[n], 0 if table.open_if_needed else seats.minimum)
            high[n] = min(high[n], high[n] if seats.maximum is None else seats.maximum)
    room = sum(high)
    low = [max(0, fewest, len(one.ids) - (room - most)) for fewest, most in zip(low, high, strict=True)]
    return _Sizes(tuple(low), tuple(high), tuple(because))


def _of_both(rounds: Sequence[PlannedRound]) -> Iterator[RoundClash]:
    """Yield musts for new tables and new company if a table's people find too few other tables for all of them."""
    for table in _musts_of(rounds, NewTableRequirement):
        for company in _musts_of(rounds, NewCompanyRequirement):
            for one, then in pairwise(rounds):
                is_asked = _has(then, table) and _has(then, company) and not then.room.ties
                found = _count_passed_on((one, then), others=True) if is_asked else None
                if found is not None:
                    yield found.of(table.id, company.id)
                    break


def _of_meetings(rounds: Sequence[PlannedRound]) -> Iterator[RoundClash]:
    """Yield a must that people meet, with those about sizes, if there are fewer places beside people than pairs."""
    last = rounds[-1]
    if any(len(one.room.people) > MOST_PEOPLE for one in rounds):
        return
    sizes = [_sizes(one) for one in rounds]
    for must in last.musts:
        if not isinstance(must, MeetRequirement):
            continue
        pairs = must.open_pairs(last.room)
        wanted = Counter(person for pair in pairs for person in pair)
        beside = Counter[str]()
        for one, each in zip(rounds, sizes, strict=True):
            beside.update(dict.fromkeys(one.ids & wanted.keys(), max(0, max(each.high) - 1)))
        by_person = sum(min(beside[person], number) for person, number in wanted.items()) // 2
        by_table = sum(_most_pairs(len(one.ids), each) for one, each in zip(rounds, sizes, strict=True))
        offered = min(by_person, by_table)
        if offered < len(pairs):
            because = (identity for each in sizes for identity in each.because)
            yield _Count(len(pairs), offered, _MEETINGS).of(must.id, *because)


def _most_pairs(people: int, sizes: _Sizes) -> int:
    """Return the most pairs that can share a table: the largest tables are filled first."""
    pairs, left = 0, people
    for high in sorted(sizes.high, reverse=True):
        here = min(left, high)
        pairs, left = pairs + here * (here - 1) // 2, left - here
    return pairs
