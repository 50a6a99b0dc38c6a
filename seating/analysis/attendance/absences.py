"""What a seating lacks when one person, or two people at one table, stay away; the judge tries each case."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations

from seating.analysis.attendance.events import Event
from seating.findings import Finding
from seating.plan import Plan, Room
from seating.profiles import Person
from seating.requirement import Requirement
from seating.tables import Table

__all__ = ["Absence", "Found", "Loss", "Scope", "absences", "at_table", "chance_to_come", "is_uncertain", "whole"]


def chance_to_come(person: Person) -> float:
    """Return the chance that somebody with a seat comes."""
    return float(person.attending.chance)


def is_uncertain(person: Person) -> bool:
    """Whether somebody with a seat may come or not."""
    return 0 < person.attending.chance < 1


@dataclass(frozen=True)
class Scope:
    """What is looked at by itself: the whole room, or one table as if it were the room.

    Attributes
    ----------
    room : Room
    plan : Plan
    """

    room: Room
    plan: Plan

    def without(self, absent: Collection[str]) -> tuple[Room, Plan]:
        """Return the room and the plan of a day on which these people (ids) stay away."""
        if not absent:
            return self.room, self.plan
        people = tuple(person for person in self.room.people if person.id not in absent)
        staff = tuple(person for person in self.room.staff if person.id not in absent)
        return replace(self.room, people=people, staff=staff), self.plan

    @cached_property
    def uncertain(self) -> tuple[Person, ...]:
        """Those who may come or not."""
        return tuple(filter(is_uncertain, self.room.persons))


def whole(room: Room, plan: Plan) -> Scope:
    """Return the whole room."""
    return Scope(room, plan)


def at_table(room: Room, plan: Plan, table: Table, members: Mapping[str, tuple[Person, ...]]) -> Scope:
    """Return one table by itself.

    Parameters
    ----------
    members : mapping of table id to tuple of Person
        Everybody at each table, staff included.
    """
    here = members[table.id]
    people = tuple(person for person in here if person.duty is None)
    staff = tuple(person for person in here if person.duty is not None)
    listed = room.listed.with_persons(here)  # so that nobody looks through the whole list for one table
    return Scope(replace(room, people=people, staff=staff, tables=(table,), listed=listed), plan)


MOST_LOOKS = 1_000_000
"""People looked at, over all that is tried; what would take more is left out, and said so."""

LARGEST_PAIRED = 40
"""People at a table up to which its pairs are tried."""


@dataclass(frozen=True, slots=True)
class Loss:
    """What a requirement lacks then and did not before.

    Attributes
    ----------
    requirement : str
        Its id.
    finding : Finding
        As it is then.
    units : int
        How much more is short.
    """

    requirement: str
    finding: Finding
    units: int


@dataclass(frozen=True, slots=True)
class Absence:
    """One person away, or two of one table, and what that breaks.

    Attributes
    ----------
    persons : tuple of str
        Ids.
    losses : tuple of Loss
        Musts first.
    unmet : int
        Units of musts that are short then.
    penalty : int
        Points that shoulds cost more.
    chance : float
        That all of them stay away.
    """

    persons: tuple[str, ...]
    losses: tuple[Loss, ...]
    unmet: int
    penalty: int
    chance: float

    @property
    def rank(self) -> tuple[int, int, float, tuple[str, ...]]:
        """What to sort by for the worst first; of equals the likeliest."""
        return (-self.unmet, -self.penalty, -self.chance, self.persons)


@dataclass(frozen=True, slots=True)
class Found:
    """All that breaks something, worst first; pairs only where they break more together than each alone.

    `is_complete` says whether every absence was tried against every requirement.
    """

    singles: tuple[Absence, ...]
    pairs: tuple[Absence, ...]
    is_complete: bool


def absences(room: Room, requirements: Sequence[Requirement], plan: Plan, events: Mapping[str, Event]) -> Found:
    """Try each person's absence, and that of each two people of one table.

    Parameters
    ----------
    requirements : sequence of Requirement
    events : mapping of requirement id to Event
        Who matters to each.
    """
    trying = _Trying(room, requirements, plan, events)
    singles = [found for person in room.persons if (found := trying.absence((person.id,)))]
    pairs = [found for pair in trying.pairs() if (found := trying.absence(pair)) and trying.is_more(found)]
    return Found(
        tuple(sorted(singles, key=lambda each: each.rank)),
        tuple(sorted(pairs, key=lambda each: each.rank)),
        trying.is_complete,
    )


class _Trying:
    """Judges each requirement with some away, where they matter to it; those alike are judged once."""

    def __init__(
        self, room: Room, requirements: Sequence[Requirement], plan: Plan, events: Mapping[str, Event]
    ) -> None:
        self._room, self._plan, self._events = room, plan, events
        self._requirements = sorted(requirements, key=lambda requirement: not requirement.is_must)
        self._looks = 0
        asked = {r.id for r in self._requirements if not self._takes_too_much(r)}
        self.is_complete = len(asked) == len(self._requirements)
        self._requirements = [requirement for requirement in self._requirements if requirement.id in asked]
        self._known: dict[Hashable, tuple[Loss, ...]] = {}
        self._scopes: dict[str | None, Scope] = {None: whole(room, plan)}
        self._before: dict[tuple[str, str | None], Mapping[Finding, int]] = {}
        here: dict[str, list[str]] = {table.id: [] for table in room.tables}
        for person in room.persons:
            here[plan.seats[person.id]].append(person.id)
        self._here = here

    def _takes_too_much(self, requirement: Requirement) -> bool:
        """Whether a requirement of the whole room would take a good part of the work that all may take."""
        event = self._events[requirement.id]
        return not event.table_by_table and len(event.kinds) * len(self._room.persons) > MOST_LOOKS // 4

    def pairs(self) -> Iterator[tuple[str, ...]]:
        """Yield the pairs that are tried: at each table, those who matter to anything at it by itself."""
        local = [event for event in self._events.values() if event.table_by_table]
        for people in self._here.values():
            matter = [person for person in people if any(person in event.kinds for event in local)]
            if len(matter) <= LARGEST_PAIRED:
                yield from combinations(matter, 2)
            else:
                self.is_complete = False

    def absence(self, persons: tuple[str, ...]) -> Absence | None:
        """Return what breaks when these stay away; None when nothing does."""
        losses: list[Loss] = []
        unmet = penalty = 0
        for requirement in self._requirements:
            if len(persons) > 1 and not self._events[requirement.id].table_by_table:
                continue
            found = self._losses(requirement, persons)
            units = sum(loss.units for loss in found)
            unmet += units if requirement.is_must else 0
            penalty += 0 if requirement.is_must else units * requirement.weight
            losses += found
        if not losses:
            return None
        chance = 1.0
        for person in persons:
            chance *= 1 - chance_to_come(self._room.persons[self._room.index[person]])
        return Absence(persons, tuple(losses), unmet, penalty, chance)

    def is_more(self, pair: Absence) -> bool:
        """Whether two break more together than each alone; requirements of more than one table are left out."""
        alone = {True: 0, False: 0}
        for person in pair.persons:
            for requirement in self._requirements:
                if self._events[requirement.id].table_by_table:
                    units = sum(loss.units for loss in self._losses(requirement, (person,)))
                    alone[requirement.is_must] += units * (1 if requirement.is_must else requirement.weight)
        return pair.unmet > alone[True] or pair.penalty > alone[False]

    def _losses(self, requirement: Requirement, persons: tuple[str, ...]) -> tuple[Loss, ...]:
        event = self._events[requirement.id]
        away = [person for person in persons if person in event.kinds]
        table = self._plan.seats[persons[0]] if event.table_by_table else None
        if not away or (table is not None and table not in event.tables):
            return ()
        key = (requirement.id, tuple(sorted(repr(event.kind_of(person, self._plan)) for person in away)))
        if key in self._known:
            return self._known[key]
        found = self._tried(requirement, table, away)
        if not any(loss.finding.people for loss in found):  # what is said of a person is not so of those alike
            self._known[key] = found
        return found

    def _tried(self, requirement: Requirement, table: str | None, away: Iterable[str]) -> tuple[Loss, ...]:
        scope = self._scope(table)
        if self._looks > MOST_LOOKS:
            self.is_complete = False
            return ()
        self._looks += len(scope.room.persons)
        if (requirement.id, table) not in self._before:
            self._before[requirement.id, table] = _shortfalls(requirement.judge(scope.room, scope.plan).findings)
        before = self._before[requirement.id, table]
        then = requirement.judge(*scope.without(frozenset(away))).findings
        more = ((finding, short - before.get(finding, 0)) for finding, short in _shortfalls(then).items())
        return tuple(Loss(requirement.id, finding, units) for finding, units in more if units > 0)

    def _scope(self, table: str | None) -> Scope:
        if table is not None and table not in self._scopes:
            everybody = tuple(self._room.persons[self._room.index[person]] for person in self._here[table])
            self._scopes[table] = at_table(self._room, self._plan, self._room.table(table), {table: everybody})
        return self._scopes[table]


def _shortfalls(findings: Iterable[Finding]) -> Mapping[Finding, int]:
    """Return how much is short of what, findings about the same thing together."""
    found: dict[Finding, int] = {}
    for finding in findings:
        found[finding] = found.get(finding, 0) + finding.shortfall
    return found
