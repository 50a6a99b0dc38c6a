"""What breaks if one person, or two people at one table, stay away, and who could stand in. Each case is checked."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations

from seating.analysis.attendance.events import Event
from seating.findings import Finding
from seating.plan import Plan, Room
from seating.profiles import Person, Status, Who
from seating.requirement import Requirement
from seating.tables import Table

__all__ = [
    "Absence",
    "Card",
    "Found",
    "Loss",
    "Scope",
    "StandIn",
    "StandIns",
    "build_room_scope",
    "build_table_scope",
    "find_absences",
    "is_uncertain",
    "read_chance",
]

MOST_LOOKS = 1_000_000
"""Maximum number of people checked over all cases; the rest is skipped, and `is_complete` is then False."""

LARGEST_PAIRED = 40
"""The pairs at a table are tried only if at most this many people matter there."""

MOST_STAND_IN_LOOKS = 600_000
"""Maximum number of people checked over all attempts and requirements."""

MOST_TRIED, MOST_NAMED = 5, 2
"""Maximum number of people tried, and maximum named, for one absence, both from other tables and from the list."""

Worth = tuple[int, int]
"""The total shortfall of the musts in units, then the penalty in points; less is better."""


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
        return replace(self.room, people=people, staff=staff), self.plan

    @cached_property
    def uncertain(self) -> tuple[Person, ...]:
        """The persons who may or may not come."""
        return tuple(filter(is_uncertain, self.room.persons))


def build_room_scope(room: Room, plan: Plan) -> Scope:
    """Return the scope of the whole room."""
    return Scope(room, plan)


def build_table_scope(room: Room, plan: Plan, table: Table, members: Mapping[str, tuple[Person, ...]]) -> Scope:
    """Return the scope of one table.

    Parameters
    ----------
    room : Room
    plan : Plan
    table : Table
    members : mapping of table id to tuple of Person
        Everybody at each table, including staff.
    """
    here = members[table.id]
    people = tuple(person for person in here if person.duty is None)
    staff = tuple(person for person in here if person.duty is not None)
    listed = room.listed.with_persons(here)  # avoids searching the whole list for one table
    return Scope(replace(room, people=people, staff=staff, tables=(table,), listed=listed), plan)


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
        By how much the shortfall is larger than without the absence.
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

    `pairs` holds only pairs whose joint absence breaks more than their single absences. `is_complete` says whether
    every absence was tried against every requirement.
    """

    singles: tuple[Absence, ...]
    pairs: tuple[Absence, ...]
    is_complete: bool


def find_absences(room: Room, requirements: Sequence[Requirement], plan: Plan, events: Mapping[str, Event]) -> Found:
    """Try the absence of each person and of every two people at one table.

    Parameters
    ----------
    room : Room
    requirements : sequence of Requirement
    plan : Plan
    events : mapping of requirement id to Event
        The event that each requirement is met; says who matters to it.
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
        self._known: dict[Hashable, tuple[Loss, ...]] = {}
        self._scopes: dict[str | None, Scope] = {None: build_room_scope(room, plan)}
        self._before: dict[tuple[str, str | None], Mapping[Finding, int]] = {}
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
        for people in self._here.values():
            matter = [person for person in people if any(person in event.kinds for event in local)]
            if len(matter) <= LARGEST_PAIRED:
                yield from combinations(matter, 2)
            else:
                self.is_complete = False

    def absence(self, persons: tuple[str, ...]) -> Absence | None:
        """Return the absence of these people with its losses; None if it breaks nothing."""
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
            chance *= 1 - read_chance(self._room.persons[self._room.index[person]])
        return Absence(persons, tuple(losses), unmet, penalty, chance)

    def is_more(self, pair: Absence) -> bool:
        """Whether a pair breaks more than its two single absences; only table-by-table requirements count."""
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
            self._before[requirement.id, table] = _shortfalls(requirement.judge(scope.room, scope.plan).findings)
        before = self._before[requirement.id, table]
        then = requirement.judge(*scope.without(frozenset(away))).findings
        shown = {finding.subject: finding for finding in then}
        more = ((shown[subject], short - before.get(subject, 0)) for subject, short in _shortfalls(then).items())
        return tuple(Loss(requirement.id, finding, units) for finding, units in more if units > 0)

    def _scope(self, table: str | None) -> Scope:
        if table is not None and table not in self._scopes:
            everybody = tuple(self._room.persons[self._room.index[person]] for person in self._here[table])
            self._scopes[table] = build_table_scope(self._room, self._plan, self._room.table(table), {table: everybody})
        return self._scopes[table]


def _shortfalls(findings: Iterable[Finding]) -> Mapping[Finding, int]:
    """Return the total shortfall of each subject of a finding; findings with the same subject are added up."""
    found: dict[Finding, int] = {}
    for finding in findings:
        found[finding.subject] = found.get(finding.subject, 0) + finding.shortfall
    return found


@dataclass(frozen=True, slots=True)
class StandIn:
    """A person who would make up for some or all of the losses of an absence by joining a table.

    Attributes
    ----------
    person : str
        The id of the person.
    origin : str
        The id of the table they would leave; "" if they have no seat.
    target : str
        The id of the table they would join.
    keeps : tuple of (str, int)
        Groups that the person belongs to and that the absence reduced, each with the number of its people who stay
        at the table that the person leaves.
    unmet, penalty : int
        How much worse the seating would be than with everybody there, in units and points; negative if better.
    """

    person: str
    origin: str
    target: str
    keeps: tuple[tuple[str, int], ...]
    unmet: int
    penalty: int

    @property
    def makes_good(self) -> bool:
        """Whether the seating would be at least as good as with everybody there."""
        return (self.unmet, self.penalty) <= (0, 0)


@dataclass(frozen=True, slots=True)
class Card:
    """The stand-ins for an absent person; if there are none, the seat stays empty.

    If some stand-in makes up for the whole loss, those who make up for only a part are left out. Of those who make up
    for it, people with a duty at their own table come last, so that no table loses its chair without need.
    """

    absence: Absence
    from_tables: tuple[StandIn, ...]
    from_list: tuple[StandIn, ...]


@dataclass(frozen=True)
class StandIns:
    """Searches for stand-ins in one room with one plan.

    Attributes
    ----------
    room : Room
    requirements : sequence of Requirement
    plan : Plan
    busy : frozenset of str
        Ids of people with a duty at their table; they are asked only after everybody else.
    local : frozenset of str
        Ids of requirements whose shortfall at a table depends only on the people there. After a move only the tables
        that it changes are checked for them.
    """

    room: Room
    requirements: Sequence[Requirement]
    plan: Plan
    busy: frozenset[str] = frozenset()
    local: frozenset[str] = frozenset()

    def cards(self, worst_first: Iterable[Absence]) -> tuple[Card, ...]:
        """Return a `Card` for each single absence, until the work limit is reached."""
        size = (len(self.room.persons) + 1) * max(1, len(self.requirements))
        left = MOST_STAND_IN_LOOKS // size
        before = _add(self._worth_of_whole(self.room, self.plan), *self._worth_by_table.values())
        cards = []
        for absence in worst_first:
            if left < 2 * MOST_TRIED:
                break
            left -= 2 * MOST_TRIED
            cards.append(self._card(absence, before))
        return tuple(cards)

    def _card(self, absence: Absence, before: Worth) -> Card:
        (away,) = absence.persons
        room, plan = build_room_scope(self.room, self.plan).without({away})
        target = self.plan.seats[away]
        then = self._worth(room, plan, {target})
        wanted = self._wanted(absence.losses)
        is_staff = self.room.persons[self.room.index[away]].duty is not None
        movers = [p for p in room.persons if plan.seats[p.id] != target and p.status is not Status.OPEN]
        others = [p for p in room.listed if p.id not in self.room.index and _may_be_called(p)]
        found: list[list[StandIn]] = []
        for people in (movers, others):
            fitting = self._fitting([p for p in people if (p.duty is not None) == is_staff], wanted)
            tried = [self._tried(room, person, target, wanted, before, then) for person in fitting[:MOST_TRIED]]
            helping = sorted(
                (one for one in tried if one), key=lambda one: (one.unmet, one.penalty, one.person in self.busy)
            )
            whole_help = sorted((one for one in helping if one.makes_good), key=lambda one: one.person in self.busy)
            found.append((whole_help or helping)[:MOST_NAMED])
        return Card(absence, tuple(found[0]), tuple(found[1]))

    def _wanted(self, losses: Iterable[Loss]) -> Mapping[str, Who | None]:
        """Return the description of people who would help, by the group that was reduced; None means anybody.

        Losses of single people, such as somebody to talk with, have the key "".
        """
        by_id = {requirement.id: requirement for requirement in self.requirements}
        found: dict[str, Who | None] = {}
        for loss in losses:
            cells = by_id[loss.requirement].describes(loss.finding, self.room)
            if cells is not None:
                lost = "" if loss.finding.people else loss.finding.group or ""
                found[lost] = Who.model_validate(dict(cells)) if cells else None
        return found

    def _fitting(self, people: Sequence[Person], wanted: Mapping[str, Who | None]) -> list[Person]:
        """Return the people who match any description; most matches first, then people without a duty."""
        matched = [(sum(_matches(who, person) for who in wanted.values()), person) for person in people]
        ordered = sorted(matched, key=lambda each: (-each[0], self._is_busy(each[1]), each[1].id))
        return [person for number, person in ordered if number]

    def _is_busy(self, person: Person) -> bool:
        return person.duty is None and person.id in self.busy

    def _tried(
        self, room: Room, person: Person, target: str, wanted: Mapping[str, Who | None], before: Worth, then: Worth
    ) -> StandIn | None:
        """Return a person as a stand-in; None if the seating is not better with them at that table.

        `room` is without the absent person; `before` and `then` are the worth with everybody and with the absence.
        """
        origin = self.plan.seats.get(person.id, "")
        day = room if person.id in room.index else _joined(room, person)
        worth = self._worth(day, Plan({**self.plan.seats, person.id: target}), {target, origin})
        if worth >= then:
            return None
        left = [p for p in room.people if origin and self.plan.seats[p.id] == origin and p.id != person.id]
        keeps = tuple(
            (group, sum(1 for p in left if who is None or who.matches(p)))
            for group, who in wanted.items()
            if origin and group and (who is None or who.matches(person))
        )
        return StandIn(person.id, origin, target, keeps, worth[0] - before[0], worth[1] - before[1])

    def _worth(self, room: Room, plan: Plan, changed: Collection[str]) -> Worth:
        """Return the worth of a day on which other people than planned sit at these tables, and only there."""
        same = (worth for table, worth in self._worth_by_table.items() if table not in changed)
        tables = (table for table in room.tables if table.id in changed)
        return _add(self._worth_of_whole(room, plan), *same, *self._worth_at(room, plan, tables).values())

    @cached_property
    def _worth_by_table(self) -> Mapping[str, Worth]:
        """The worth of the local requirements at each table, if everybody comes."""
        return self._worth_at(self.room, self.plan, self.room.tables)

    def _worth_at(self, room: Room, plan: Plan, tables: Iterable[Table]) -> Mapping[str, Worth]:
        """Return the worth of the local requirements at some tables."""
        local = [requirement for requirement in self.requirements if requirement.id in self.local]
        people, staff = room.members(plan), room.staff_members(plan)
        members = {table: people[table] + staff[table] for table in people}
        scopes = {table.id: build_table_scope(room, plan, table, members) for table in tables}
        return {table: _judged(local, scope.room, plan) for table, scope in scopes.items()}

    def _worth_of_whole(self, room: Room, plan: Plan) -> Worth:
        """Return the worth of the requirements that are not local."""
        return _judged(
            [requirement for requirement in self.requirements if requirement.id not in self.local], room, plan
        )


def _judged(requirements: Iterable[Requirement], room: Room, plan: Plan) -> Worth:
    unmet = penalty = 0
    for requirement in requirements:
        short = requirement.judge(room, plan).shortfall
        unmet += short if requirement.is_must else 0
        penalty += 0 if requirement.is_must else short * requirement.weight
    return unmet, penalty


def _add(*worths: Worth) -> Worth:
    return sum(unmet for unmet, _ in worths), sum(penalty for _, penalty in worths)


def _may_be_called(person: Person) -> bool:
    """Whether a person without a seat might come if called: they have not declined or said no."""
    return person.status not in {Status.DECLINED, Status.OPEN} and person.attending.chance > 0


def _matches(who: Who | None, person: Person) -> bool:
    return who is None or who.matches(person)


def _joined(room: Room, person: Person) -> Room:
    """Return the room with an additional person from the list."""
    if person.duty is not None:
        return replace(room, staff=tuple(_sorted((*room.staff, person))))
    return replace(room, people=tuple(_sorted((*room.people, person))))


def _sorted(people: Iterable[Person]) -> Iterator[Person]:
    yield from sorted(people, key=lambda person: person.id)
