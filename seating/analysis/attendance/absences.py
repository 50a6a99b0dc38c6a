"""What breaks if one person, or two people at one table, stay away. Each case is checked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import TypeVar

from seating.analysis.attendance.events import Event
from seating.findings import Finding
from seating.plan import Plan, Room
from seating.profiles import Person
from seating.requirement import Requirement
from seating.tables import Table

T = TypeVar("T")

MOST_LOOKS = 1_000_000
"""Maximum number of people checked over all cases; the rest is skipped, and `is_complete` is then False."""

MOST_PAIRS_TRIED = 30_000
"""Maximum number of pairs tried; 5,000 people at tables of ten make 22,500. The rest is skipped as above."""

LARGEST_PAIRED = 40
"""The pairs at a table are tried only if at most this many people matter there."""


def read_chance(person: Person) -> float:
    """Return the probability that a person with a seat comes."""
    return float(person.attending.chance)


def is_uncertain(person: Person) -> bool:
    """Whether it is uncertain that a person with a seat comes."""
    return 0 < person.attending.chance < 1


@dataclass(frozen=True)
class Scope:
    """A part of the room that is checked separately: the whole room, or one table treated as a room.

    Attributes
    ----------
    room : Room
    plan : Plan
    """

    room: Room
    plan: Plan

    def without(self, absent: Collection[str]) -> tuple[Room, Plan]:
        """Return the room and the plan of a day on which the people with these ids stay away."""
        if not absent:
            return self.room, self.plan
        people = tuple(person for person in self.room.people if person.id not in absent)
        staff = tuple(person for person in self.room.staff if person.id not in absent)
        return self.room.with_others(people=people, staff=staff), self.plan

    @cached_property
    def uncertain(self) -> tuple[Person, ...]:
        """The persons who may or may not come."""
        return tuple(filter(is_uncertain, self.room.persons))


def room_without_held_seats(room: Room) -> Room:
    """Return the room of a day on which no one is found for any held seat.

    Whether something is missing without a person is judged there: a held seat is no person who would make up for them.
    """
    return room.with_others(people=room.coming)


def build_table_scope(room: Room, plan: Plan, table: Table, members: Mapping[str, tuple[Person, ...]]) -> Scope:
    """Return the scope of one table.

    Parameters
    ----------
    room : Room
    plan : Plan
    table : Table
    members : mapping of table id to tuple of Person
        Everyone at each table, including staff.
    """
    here = members[table.id]
    people = tuple(person for person in here if person.duty is None)
    staff = tuple(person for person in here if person.duty is not None)
    listed = room.listed.with_persons(here)  # avoids searching the whole list for one table
    return Scope(room.with_others(people=people, staff=staff, tables=(table,), listed=listed), plan)


@dataclass(frozen=True, slots=True)
class Loss:
    """The additional shortfall of a requirement because of an absence.

    Attributes
    ----------
    requirement : str
        The id of the requirement.
    finding : Finding
        The finding with the absence.
    units : int
        By how much the shortfall is larger than without the absence; 0 if someone had too little of something before,
        and has less now.
    """

    requirement: str
    finding: Finding
    units: int


@dataclass(frozen=True, slots=True)
class Absence:
    """The absence of one person, or of two people at one table, and the requirements it breaks.

    Attributes
    ----------
    persons : tuple of str
        Ids of the absent people.
    losses : tuple of Loss
        Losses of musts come first.
    unmet : int
        Additional shortfall of musts, in units.
    penalty : int
        Additional penalty of shoulds, in points.
    chance : float
        The probability that all of these people stay away.
    """

    persons: tuple[str, ...]
    losses: tuple[Loss, ...]
    unmet: int
    penalty: int
    chance: float

    @property
    def rank(self) -> tuple[int, int, float, tuple[str, ...]]:
        """The sort key: worst first; equally bad absences are sorted by probability, the likeliest first."""
        return (-self.unmet, -self.penalty, -self.chance, self.persons)


@dataclass(frozen=True, slots=True)
class Found:
    """All absences that break something, worst first.

    `pairs` holds only pairs whose joint absence breaks more than their single absences. `is_complete` tells whether
    every absence was tried against every requirement.
    """

    singles: tuple[Absence, ...]
    pairs: tuple[Absence, ...]
    is_complete: bool


def checked(items: Iterable[T], check: Callable[[], None]) -> Iterator[T]:
    """Yield the items. Before each, call `check`, which may raise an exception to end the computation."""
    for item in items:
        check()
        yield item


def find_absences(
    room: Room,
    requirements: Sequence[Requirement],
    plan: Plan,
    events: Mapping[str, Event],
    check: Callable[[], None] = lambda: None,
) -> Found:
    """Try the absence of each person and of every two people at one table.

    Parameters
    ----------
    room : Room
    requirements : sequence of Requirement
    plan : Plan
    events : mapping of requirement id to Event
        The event that each requirement is met; it tells who matters to it.
    check : callable, optional
        Called before each absence is tried. It may raise an exception to end the computation.
    """
    trying = _Trying(room, requirements, plan, events)
    singles = [found for person in checked(room.persons, check) if (found := trying.absence((person.id,)))]
    pairs = [
        found for pair in checked(trying.pairs(), check) if (found := trying.absence(pair)) and trying.is_more(found)
    ]
    return Found(
        tuple(sorted(singles, key=lambda each: each.rank)),
        tuple(sorted(pairs, key=lambda each: each.rank)),
        trying.is_complete,
    )


def find_absence(
    room: Room, requirements: Sequence[Requirement], plan: Plan, events: Mapping[str, Event], person: str
) -> Absence | None:
    """Return what the absence of one person breaks; None if it breaks nothing.

    Parameters
    ----------
    room, requirements, plan, events
        As for `find_absences`.
    person : str
        The id of a person with a seat.
    """
    return _Trying(room, requirements, plan, events).absence((person,))


class _Trying:
    """Checks each requirement with absent people who matter to it; interchangeable people are checked once."""

    def __init__(
        self, room: Room, requirements: Sequence[Requirement], plan: Plan, events: Mapping[str, Event]
    ) -> None:
        self._room, self._plan, self._events = room, plan, events
        self._requirements = sorted(requirements, key=lambda requirement: not requirement.is_must)
        self._looks = 0
        asked = {r.id for r in self._requirements if not self._takes_too_much(r)}
        self.is_complete = len(asked) == len(self._requirements)
        self._requirements = [requirement for requirement in self._requirements if requirement.id in asked]
        self._local = [r for r in self._requirements if events[r.id].table_by_table]
        self._known: dict[Hashable, tuple[Loss, ...]] = {}
        self._alone: dict[str, tuple[int, int]] = {}
        self._scopes: dict[str | None, Scope] = {None: Scope(room, plan)}
        self._before: dict[tuple[str, str | None], tuple[Finding, ...]] = {}
        here: dict[str, list[str]] = {table.id: [] for table in room.tables}
        for person in room.persons:
            here[plan.seats[person.id]].append(person.id)
        self._here = here

    def _takes_too_much(self, requirement: Requirement) -> bool:
        """Whether a requirement on the whole room would use more than a quarter of the work limit."""
        event = self._events[requirement.id]
        return not event.table_by_table and len(event.kinds) * len(self._room.persons) > MOST_LOOKS // 4

    def pairs(self) -> Iterator[tuple[str, ...]]:
        """Yield the pairs to try: at each table, pairs of people who matter to a table-by-table requirement."""
        local = [event for event in self._events.values() if event.table_by_table]
        left = MOST_PAIRS_TRIED
        for people in self._here.values():
            matter = [person for person in people if any(person in event.kinds for event in local)]
            n_pairs = len(matter) * (len(matter) - 1) // 2
            if len(matter) <= LARGEST_PAIRED and n_pairs <= left:
                left -= n_pairs
                yield from combinations(matter, 2)
            else:
                self.is_complete = False

    def absence(self, persons: tuple[str, ...]) -> Absence | None:
        """Return the absence of these people with its losses; None if it breaks nothing."""
        asked = self._requirements if len(persons) == 1 else self._local
        losses, unmet, penalty = self._add_up(asked, persons)
        if not losses:
            return None
        chance = 1.0
        for person in persons:
            chance *= 1 - read_chance(self._room.persons[self._room.index[person]])
        return Absence(persons, tuple(losses), unmet, penalty, chance)

    def is_more(self, pair: Absence) -> bool:
        """Whether a pair breaks more than its two single absences; only table-by-table requirements count."""
        alone = [self._worth_alone(person) for person in pair.persons]
        return pair.unmet > sum(unmet for unmet, _ in alone) or pair.penalty > sum(penalty for _, penalty in alone)

    def _worth_alone(self, person: str) -> tuple[int, int]:
        """Return the unmet units and the penalty that one person's absence adds in table-by-table requirements."""
        if person not in self._alone:  # a person is in a pair with everyone at the table
            _, unmet, penalty = self._add_up(self._local, (person,))
            self._alone[person] = unmet, penalty
        return self._alone[person]

    def _add_up(self, requirements: Iterable[Requirement], persons: tuple[str, ...]) -> tuple[list[Loss], int, int]:
        """Return the losses of requirements without these people, and the unmet units and the penalty that they add."""
        losses: list[Loss] = []
        unmet = penalty = 0
        for requirement in requirements:
            found = self._losses(requirement, persons)
            units = sum(loss.units for loss in found)
            unmet += units if requirement.is_must else 0
            penalty += 0 if requirement.is_must else units * requirement.weight
            losses += found
        return losses, unmet, penalty

    def _losses(self, requirement: Requirement, persons: tuple[str, ...]) -> tuple[Loss, ...]:
        event = self._events[requirement.id]
        away = [person for person in persons if person in event.kinds]
        is_at_one = not any(person in self._plan.further for person in persons)
        table = self._plan.seats[persons[0]] if event.table_by_table and is_at_one else None
        if not away or (table is not None and table not in event.tables):
            return ()
        if not is_at_one:
            return self._tried(requirement, table, away)
        kinds = [event.kind_of(person, self._plan) for person in away]
        key = (requirement.id, kinds[0] if len(kinds) == 1 else (frozenset(kinds), len(kinds)))
        if key in self._known:
            return self._known[key]
        found = self._tried(requirement, table, away)
        if not any(loss.finding.people for loss in found):  # a finding that names a person does not apply to others
            self._known[key] = found
        return found

    def _tried(self, requirement: Requirement, table: str | None, away: Iterable[str]) -> tuple[Loss, ...]:
        scope = self._scope(table)
        if self._looks > MOST_LOOKS:
            self.is_complete = False
            return ()
        self._looks += len(scope.room.persons)
        if (requirement.id, table) not in self._before:
            self._before[requirement.id, table] = tuple(requirement.judge(scope.room, scope.plan).findings)
        now = self._before[requirement.id, table]
        then = requirement.judge(*scope.without(frozenset(away))).findings
        before, had, shown = _shortfalls(now), _by_subject(now), _by_subject(then)
        more = ((shown[subject], short - before.get(subject, 0)) for subject, short in _shortfalls(then).items())
        return tuple(
            Loss(requirement.id, finding, units)
            for finding, units in more
            if units > 0 or (units == 0 and finding.has_less_than(had[finding.subject]))
        )

    def _scope(self, table: str | None) -> Scope:
        if table is not None and table not in self._scopes:
            everybody = tuple(self._room.persons[self._room.index[person]] for person in self._here[table])
            self._scopes[table] = build_table_scope(self._room, self._plan, self._room.table(table), {table: everybody})
        return self._scopes[table]


def _by_subject(findings: Iterable[Finding]) -> Mapping[Finding, Finding]:
    """Return a finding of each subject."""
    return {finding.subject: finding for finding in findings}


def _shortfalls(findings: Iterable[Finding]) -> Mapping[Finding, int]:
    """Return the total shortfall of each subject of a finding; findings with the same subject are added up."""
    found: dict[Finding, int] = {}
    for finding in findings:
        found[finding.subject] = found.get(finding.subject, 0) + finding.shortfall
    return found
