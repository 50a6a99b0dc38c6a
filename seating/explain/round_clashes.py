"""Musts about several rounds that counting alone proves impossible, before any seat is looked at.

Each proof counts something that every plan of the rounds has: the tables that a person can still go to, the pairs that
share a table, the people that a table passes on to the next round. The proofs are sound but not complete.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import NamedTuple, TypeVar

from seating.plan import Room
from seating.requirement import Requirement
from seating.requirements.meet import MeetRequirement
from seating.requirements.new_company import NewCompanyRequirement
from seating.requirements.new_table import NewTableRequirement

MOST_PEOPLE = 400
"""Maximum number of people in a round for which pairs are counted."""

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


class _Sizes(NamedTuple):
    """The fewest and the most people at each table, and the ids of the musts from which these numbers follow."""

    low: tuple[int, ...]
    high: tuple[int, ...]
    because: tuple[str, ...]


def find_round_clashes(rounds: Sequence[PlannedRound]) -> tuple[tuple[str, ...], ...]:
    """Return sets of musts, by id, of which no plan of these rounds can meet all; the smallest set of each kind.

    Parameters
    ----------
    rounds : sequence of PlannedRound
        In order.
    """
    if any(len(one.room.people) > MOST_PEOPLE or not one.room.tables for one in rounds):
        return ()
    found = [*_of_tables(rounds), *_of_company(rounds), *_of_both(rounds), *_of_meetings(rounds)]
    smallest = sorted(dict.fromkeys(found), key=len)
    return tuple(one for n, one in enumerate(smallest) if not any(set(less) <= set(one) for less in smallest[:n]))


def _musts_of(rounds: Sequence[PlannedRound], kind: type[_Kind]) -> list[_Kind]:
    """Return the musts of a kind that are about all tables, each once."""
    found = {must.id: must for one in rounds for must in one.musts if isinstance(must, kind) and must.at is None}
    return list(found.values())


def _has(one: PlannedRound, must: Requirement) -> bool:
    return any(each.id == must.id for each in one.musts)


def _of_tables(rounds: Sequence[PlannedRound]) -> Iterator[tuple[str, ...]]:
    """Yield a must for new tables if someone comes to more rounds than there are tables where they have not sat."""
    for must in _musts_of(rounds, NewTableRequirement):
        active = [one for one in rounds if _has(one, must)]
        visits = Counter(person for one in active for person in one.ids)
        tables = {table.id: one.room.lineage(table) for one in active for table in one.room.tables}
        before: dict[str, set[str]] = {}
        for past in rounds[0].room.history.rounds:
            for person, table in past.seats.items():
                before.setdefault(person, set()).add(table)
        for person, times in visits.items():
            sat_at = before.get(person, set())
            if times > sum(sat_at.isdisjoint(lineage) for lineage in tables.values()):
                yield (must.id,)
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


def _of_company(rounds: Sequence[PlannedRound]) -> Iterator[tuple[str, ...]]:
    """Yield a must for new company, with those about sizes if they matter, if some pair has to meet twice."""
    for must in _musts_of(rounds, NewCompanyRequirement):
        for window in _windows(rounds, must):
            if any(one.room.ties for one in window):  # people whom a must keeps together may meet again
                continue
            if _passes_too_many(window) or _meets_too_often(window, [_free_sizes(one) for one in window]):
                yield (must.id,)
                break
            sizes = [_sizes(one) for one in window]
            if _meets_too_often(window, sizes):
                yield (must.id, *dict.fromkeys(identity for each in sizes for identity in each.because))
                break


def _passes_too_many(window: Sequence[PlannedRound], others: bool = False) -> bool:
    """Whether some table of a round has more people than the next round has tables, or other tables, for them."""
    for one, then in pairwise(window):
        least = -(-len(one.ids) // len(one.room.tables)) - len(one.ids - then.ids)
        same = {table.id for table in one.room.tables} == {table.id for table in then.room.tables}
        if least > len(then.room.tables) - (others and same):
            return True
    return False


def _meets_too_often(window: Sequence[PlannedRound], sizes: Sequence[_Sizes]) -> bool:
    """Whether more pairs share a table than there are, or someone has more company than there are people."""
    needed = sum(_fewest_pairs(len(one.ids), each) for one, each in zip(window, sizes, strict=True))
    pairs = {pair for one in window for pair in combinations(sorted(one.ids), 2)}
    if needed > len(pairs):
        return True
    company, others = Counter[str](), dict[str, set[str]]()
    for one, each in zip(window, sizes, strict=True):
        for person in one.ids:
            company[person] += max(0, min(each.low) - 1)
            others.setdefault(person, set()).update(one.ids - {person})
    return any(company[person] > len(others[person]) for person in company)


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


def _of_both(rounds: Sequence[PlannedRound]) -> Iterator[tuple[str, ...]]:
    """Yield musts for new tables and new company if a table's people find too few other tables for all of them."""
    for table in _musts_of(rounds, NewTableRequirement):
        for company in _musts_of(rounds, NewCompanyRequirement):
            for one, then in pairwise(rounds):
                is_asked = _has(then, table) and _has(then, company) and not then.room.ties
                if is_asked and _passes_too_many((one, then), others=True):
                    yield table.id, company.id
                    break


def _of_meetings(rounds: Sequence[PlannedRound]) -> Iterator[tuple[str, ...]]:
    """Yield a must that people meet, with those about sizes, if there are fewer places beside people than pairs."""
    sizes = [_sizes(one) for one in rounds]
    last = rounds[-1]
    for must in last.musts:
        if not isinstance(must, MeetRequirement):
            continue
        pairs = must.open_pairs(last.room)
        wanted = Counter(person for pair in pairs for person in pair)
        beside = Counter[str]()
        for one, each in zip(rounds, sizes, strict=True):
            beside.update(dict.fromkeys(one.ids & wanted.keys(), max(0, max(each.high) - 1)))
        offered = sum(min(beside[person], number) for person, number in wanted.items())
        if offered < 2 * len(pairs):
            yield (must.id, *dict.fromkeys(identity for each in sizes for identity in each.because))
