"""Who could stand in for someone who stays away. Each stand-in is checked by the requirements themselves."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from seating.analysis.attendance.absences import Absence, Loss, Scope, build_table_scope
from seating.findings import Verdict
from seating.plan import Plan, Room, judged_tables
from seating.profiles import Person, Who
from seating.profiles.heads import without_held_seats
from seating.requirement import Ask, Requirement, can_judge
from seating.tables import Table

MOST_STAND_IN_LOOKS = 600_000
"""Maximum number of people checked over all attempts and requirements."""

MOST_TRIED, MOST_NAMED = 5, 2
"""Maximum number of people tried, and maximum named, for one absence, both from other tables and from the list."""

MOST_TRIED_FOR_MUST = 20
"""As `MOST_TRIED`, while none of them restores the musts that the absence breaks; fewer in large rooms."""

Worth = tuple[int, int]
"""The total shortfall of the musts in units, then the penalty in points; less is better."""


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
        How much worse the seating would be than with everyone there, in units and points; negative if better.
    """

    person: str
    origin: str
    target: str
    keeps: tuple[tuple[str, int], ...]
    unmet: int
    penalty: int

    @property
    def makes_good(self) -> bool:
        """Whether the seating would be at least as good as with everyone there."""
        return (self.unmet, self.penalty) <= (0, 0)


@dataclass(frozen=True, slots=True)
class Tried:
    """How many people were tried as stand-ins, of how many at other tables or who could be called.

    A must or a lock may keep those at other tables where they are. With `are_staff`, only staff are counted.
    """

    number: int = 0
    of: int = 0
    are_staff: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """The stand-ins for an absent person; if there are none, the seat stays empty.

    If some stand-in makes up for the whole loss, those who make up for only a part are left out. Of those who make up
    for it, people with a duty at their own table come last, so that no table loses its chair without need.

    Attributes
    ----------
    absence : Absence
    from_tables, from_list : tuple of StandIn
    empty : tuple of int
        How much worse the seating is with the seat empty than with everyone there, in units and points.
    tried : tuple of Tried
        How many people were tried: from other tables, and from the list.
    """

    absence: Absence
    from_tables: tuple[StandIn, ...]
    from_list: tuple[StandIn, ...]
    empty: Worth = (0, 0)
    tried: tuple[Tried, Tried] = (Tried(), Tried())


@dataclass(frozen=True)
class StandIns:
    """Searches for stand-ins in one room with one plan.

    Attributes
    ----------
    room : Room
    requirements : sequence of Requirement
    plan : Plan
    busy : frozenset of str
        Ids of people with a duty at their table; they are asked only after everyone else.
    local : frozenset of str
        Ids of requirements whose shortfall at a table depends only on the people there. After a move only the tables
        that it changes are checked for them.
    refused : frozenset of str
        Ids of people who said no to an invitation, so that no one calls them again.
    staying : frozenset of str
        Ids of people who are not moved.
    tries_everybody : bool
        Whether everyone is tried, until the work limit is reached, and those who help most are named. By default a
        few are tried who match what is missing.
    """

    room: Room
    requirements: Sequence[Requirement]
    plan: Plan
    busy: frozenset[str] = frozenset()
    local: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()
    staying: frozenset[str] = frozenset()
    tries_everybody: bool = False

    def cards(self, worst_first: Iterable[Absence]) -> tuple[Card, ...]:
        """Return a `Card` for each single absence, until the work limit is reached."""
        size = (len(self.room.persons) + 1) * max(1, len(self.requirements))
        left = MOST_STAND_IN_LOOKS // size
        before = _add(self._worth_of_whole(self.room, self.plan), *self._worth_by_table.values())
        for_must = max(MOST_TRIED, min(MOST_TRIED_FOR_MUST, left // 8))  # the same for one card as for all
        cards = []
        for absence in worst_first:
            if left < 2 * MOST_TRIED:
                break
            most = left // 2 if self.tries_everybody else MOST_TRIED
            left -= 2 * most
            cards.append(self._card(absence, before, most, max(most, for_must)))
        return tuple(cards)

    def _card(self, absence: Absence, before: Worth, most: int, for_must: int) -> Card:
        (away,) = absence.persons
        room, plan = Scope(self.room, self.plan).without({away})
        target = self.plan.seats[away]
        then = self._worth(room, plan, {target})
        wanted = self._wanted(absence.losses)
        musts = self._wanted(loss for loss in absence.losses if self._by_id[loss.requirement].is_must)
        is_staff = self.room.persons[self.room.index[away]].duty is not None
        elsewhere = [p for p in without_held_seats(room.persons) if plan.seats[p.id] != target]
        movers = [p for p in elsewhere if p.id not in self.staying and not self._is_the_only_one(room, p)]
        left_out = {*self.room.index, *self.refused}
        others = [p for p in room.listed if p.id not in left_out and p.may_be_called(room.round_number)]
        found: list[list[StandIn]] = []
        numbers = []
        for people, everyone in ((movers, elsewhere), (others, others)):
            alike = [p for p in people if (p.duty is not None) == is_staff]
            tried: list[StandIn | None] = []
            for person in self._fitting(alike, wanted, musts, target)[: for_must if musts else most]:
                if len(tried) >= most and any(one.unmet <= 0 for one in tried if one):
                    break
                tried.append(self._tried(room, person, away, wanted, before, then))
            of = sum((p.duty is not None) == is_staff for p in everyone)
            numbers.append(Tried(len(tried), of, is_staff))
            helping = sorted(
                (one for one in tried if one), key=lambda one: (one.unmet, one.penalty, one.person in self.busy)
            )
            if helping and helping[0].unmet <= 0:  # no one is named who leaves a must unmet where another leaves none
                helping = [one for one in helping if one.unmet <= 0]
            if not self.tries_everybody:
                whole_help = sorted((one for one in helping if one.makes_good), key=lambda one: one.person in self.busy)
                helping = whole_help or helping
            found.append(helping[:MOST_NAMED])
        empty = then[0] - before[0], then[1] - before[1]
        return Card(absence, tuple(found[0]), tuple(found[1]), empty, (numbers[0], numbers[1]))

    def _is_the_only_one(self, room: Room, person: Person) -> bool:
        """Whether no other staff at the table of a staff member has the same duty, so that it would lose it."""
        table = self.plan.seats[person.id]
        others = (p for p in room.staff if p.id != person.id and self.plan.seats[p.id] == table)
        return person.duty is not None and all(p.duty is not person.duty for p in others)

    def _wanted(self, losses: Iterable[Loss]) -> Mapping[str, Who | None]:
        """Return the description of people who would help, by the group that was reduced; None means anyone.

        Losses of single people, such as someone to talk with, have the key "".
        """
        found: dict[str, Who | None] = {}
        for loss in losses:
            cells = self._by_id[loss.requirement].describes(loss.finding, self.room)
            if cells is not None:
                lost = "" if loss.finding.people else loss.finding.group or ""
                found[lost] = Who.model_validate(dict(cells)) if cells else None
        return found

    def _fitting(
        self, people: Sequence[Person], wanted: Mapping[str, Who | None], musts: Mapping[str, Who | None], target: str
    ) -> list[Person]:
        """Return the people to try at a table: those who match most of what the musts miss come first.

        Then come people that their own table can spare, most matches of a description, and people without a duty.
        """

        def order(person: Person) -> tuple[int, bool, int, bool, str]:
            then = person.at(target)
            for_must, for_any = (sum(_matches(who, then) for who in each.values()) for each in (musts, wanted))
            is_needed = (person.id, self.plan.seats.get(person.id)) in self._needed
            return -for_must, is_needed, -for_any, self._is_busy(person), person.id

        fitting = [one for one in people if any(_matches(who, one.at(target)) for who in wanted.values())]
        return sorted(people if self.tries_everybody else fitting, key=order)

    @cached_property
    def _by_id(self) -> Mapping[str, Requirement]:
        return {requirement.id: requirement for requirement in self.requirements}

    @cached_property
    def _musts(self) -> Musts:
        return Musts(self.room, self.requirements, self.plan)

    @cached_property
    def _needed(self) -> frozenset[tuple[str, str]]:
        """As `find_needed` returns it for this seating."""
        asks = (ask for requirement in self.requirements for ask in requirement.asks(self.room))
        return find_needed(asks, self.room.members(self.plan))

    @cached_property
    def _asked_at(self) -> Mapping[str, frozenset[str]]:
        """The tables that are asked for people of a group, by the name of the group; the room is no table."""
        found: dict[str, set[str]] = {}
        for requirement in self.requirements:
            for ask in (one for one in requirement.asks(self.room) if not one.for_room):
                found.setdefault(ask.name, set()).update(ask.tables)
        return {group: frozenset(tables) for group, tables in found.items()}

    def _is_busy(self, person: Person) -> bool:
        return person.duty is None and person.id in self.busy

    def _tried(
        self, room: Room, person: Person, away: str, wanted: Mapping[str, Who | None], before: Worth, then: Worth
    ) -> StandIn | None:
        """Return a person as a stand-in; None if the seating is not better with them at that table, or a must is worse.

        `room` is without the absent person; `before` and `then` are the worth with everyone and with the absence.
        """
        origin, target = self.plan.seats.get(person.id, ""), self.plan.seats[away]
        day = room if person.id in room.index else _joined(room, person)
        worth = self._worth(day, Plan({**self.plan.seats, person.id: target}), {target, origin})
        if worth >= then or (then[0] > before[0] and worth[0] >= then[0]):
            return None
        if not self._musts.may_stand_in(person, target, away):
            return None  # a must that is paid with another must is no help
        others = (p for p in room.coming if origin and self.plan.seats[p.id] == origin and p.id != person.id)
        left = [p.at(origin) for p in others]
        keeps = tuple(
            (group, sum(_matches(who, p) for p in left))
            for group, who in wanted.items()
            if origin in self._asked_at.get(group, ()) and _matches(who, person.at(origin))
        )
        if keeps and not any(number for _, number in keeps):
            return None  # what the absent person takes away would be missing at another table instead
        return StandIn(person.id, origin, target, keeps, worth[0] - before[0], worth[1] - before[1])

    def _worth(self, room: Room, plan: Plan, changed: Collection[str]) -> Worth:
        """Return the worth of a day on which other people than planned sit at these tables, and only there."""
        same = (worth for table, worth in self._worth_by_table.items() if table not in changed)
        tables = (table for table in room.tables if table.id in changed)
        return _add(self._worth_of_whole(room, plan), *same, *self._worth_at(room, plan, tables).values())

    @cached_property
    def _worth_by_table(self) -> Mapping[str, Worth]:
        """The worth of the local requirements at each table, if everyone comes."""
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


def find_needed(asks: Iterable[Ask], members: Mapping[str, Iterable[Person]]) -> frozenset[tuple[str, str]]:
    """Return the people that their table would miss for a voice, a role or a need, each with the table.

    Parameters
    ----------
    asks : iterable of Ask
    members : mapping of table id to iterable of Person
        The people at each table. Open seats are not counted, because no perspective depends on them.
    """
    found: set[tuple[str, str]] = set()
    for ask in asks:
        for table in () if ask.for_room else ask.tables:
            here = [person for person in without_held_seats(members.get(table, ())) if ask.matches(person)]
            if ask.depends_on(here):
                found |= {(person.id, table) for person in here}
    return frozenset(found)


class Musts:
    """The musts of a room with one plan, which tell who may stand in without breaking any of them.

    Musts that are judged table by table are judged only at the table that the person joins and at the one they leave.

    Parameters
    ----------
    room : Room
    requirements : iterable of Requirement
        Those that are not musts are left out.
    plan : Plan

    Attributes
    ----------
    looks : int
        How many people were checked so far, over all musts.
    can_judge : bool
        Whether the musts can be judged. Of the musts of a saved record, only the sentences are known.
    """

    def __init__(self, room: Room, requirements: Iterable[Requirement], plan: Plan) -> None:
        self._room, self._plan = room, plan
        musts = [requirement for requirement in requirements if requirement.is_must]
        self._by_table = [must for must in musts if must.is_judged_by_table]
        self._whole = [must for must in musts if not must.is_judged_by_table]
        self._known: dict[tuple[str, str | None, str | None], list[int]] = {}
        self._whole_without: dict[str | None, tuple[Room, list[Verdict]]] = {}
        self.looks, self.can_judge = 0, can_judge(musts)

    def may_stand_in(self, person: Person, target: str, away: str | None = None) -> bool:
        """Whether no must falls shorter if a person joins a table than if the seat of the absent one stays empty.

        Neither does a must at the table that the person leaves: otherwise the empty seat would only move there.

        Parameters
        ----------
        person : Person
            A person with or without a seat.
        target : str
            The id of the table that the person joins.
        away : str, optional
            The id of the person who stays away. By default everyone comes.
        """
        return self._may_by_table(person, target, away) and self._may_in_room(person, target, away)

    def _may_by_table(self, person: Person, target: str, away: str | None) -> bool:
        origin = self._plan.seats.get(person.id)
        if origin == target:
            return True
        change = [0] * len(self._by_table)
        if origin is not None:
            change = _subtract(self._without(origin, away, person.id), self._without(origin, away))
            if any(more > 0 for more in change):
                return False
        there = self._room.persons[self._room.index[person.id]] if person.id in self._room.index else person
        joined = [*self._at(target, away, person.id), there.at(target)]
        more_there = _subtract(self._judge(target, joined), self._without(target, away))
        return all(more + more_left <= 0 for more, more_left in zip(more_there, change, strict=True))

    def _without(self, table: str, away: str | None, leaving: str | None = None) -> list[int]:
        """Return the shortfall of each must at a table without one or two people."""
        if away is not None and table not in self._plan.tables_of(away):
            away = None
        key = table, away, leaving
        if key not in self._known:
            self._known[key] = self._judge(table, self._at(table, away, leaving))
        return self._known[key]

    def _at(self, table: str, *absent: str | None) -> list[Person]:
        here = (*self._room.members(self._plan)[table], *self._room.staff_members(self._plan)[table])
        return [one for one in here if one.id not in absent]

    def _judge(self, table: str, here: Sequence[Person]) -> list[int]:
        plan = Plan({one.id: table for one in here})
        scope = build_table_scope(self._room, plan, self._room.table(table), {table: tuple(here)})
        self.looks += len(here) * len(self._by_table)
        return [must.judge(scope.room, plan).shortfall for must in self._by_table]

    def _may_in_room(self, person: Person, target: str, away: str | None) -> bool:
        if not self._whole:
            return True
        if away not in self._whole_without:
            empty, _ = Scope(self._room, self._plan).without({away} if away else ())
            self._whole_without = {away: (empty, [must.judge(empty, self._plan) for must in self._whole])}
        empty, before = self._whole_without[away]
        day = empty if person.id in self._room.index else _joined(empty, person)
        then, origin = _moved(self._plan, person, target), self._plan.seats.get(person.id)
        self.looks += 2 * len(day.persons) * len(self._whole)
        verdicts = ((must.judge(day, then), had) for must, had in zip(self._whole, before, strict=True))
        return all(
            now.shortfall <= had.shortfall and _shortfall_at(origin, now) <= _shortfall_at(origin, had)
            for now, had in verdicts
        )


def _subtract(these: Iterable[int], others: Iterable[int]) -> list[int]:
    return [one - other for one, other in zip(these, others, strict=True)]


def _shortfall_at(table: str | None, verdict: Verdict) -> int:
    """Return the shortfall at a table; 0 for None."""
    return sum(finding.shortfall for finding in verdict.findings if table and finding.table == table)


def list_refused(
    room: Room, requirements: Iterable[Requirement], plan: Plan, person: Person, tables: Iterable[str]
) -> frozenset[str]:
    """Return the tables that a person without a seat cannot join, because a must would fall shorter.

    The same as `Musts.may_stand_in` for each table while everyone comes, but all tables are judged at once.

    Parameters
    ----------
    room : Room
    requirements : iterable of Requirement
    plan : Plan
    person : Person
        A person who is not in the room.
    tables : iterable of str
        The ids of the tables in question.
    """
    day, asked = _joined(room, person), list(tables)
    musts = [must for must in requirements if must.is_must]
    return frozenset(table for must in musts for table in _refuse(must, room, day, plan, person, asked))


def _refuse(
    must: Requirement, room: Room, day: Room, plan: Plan, person: Person, tables: Sequence[str]
) -> Iterator[str]:
    """Yield the tables at which a must falls shorter with the person, who is in `day` only."""
    before = must.judge(room, plan).shortfall
    if type(must).check is not Requirement.check or person.duty is not None:
        yield from (at for at in tables if must.judge(day, _moved(plan, person, at)).shortfall > before)
        return
    # each table is checked by itself, so one more person changes nothing at the others
    members = room.members(plan)
    apart = {table.id: _lack(must, day, table, people) for table, people in judged_tables(room, plan, must.at)}
    lacks = sum(apart.values())
    for table in map(room.table, tables):
        joined = tuple(_sorted((*members[table.id], person.at(table.id))))
        is_asked = must.at is None or table.id in must.at
        then = _lack(must, day, table, joined) if is_asked else 0
        if lacks - apart.get(table.id, 0) + then > before:
            yield table.id


def _lack(must: Requirement, room: Room, table: Table, members: Sequence[Person]) -> int:
    return sum(finding.shortfall for finding in must.check_table(room, table, members))


def _moved(plan: Plan, person: Person, target: str) -> Plan:
    """Return the plan with a person at a table; their further tables stay."""
    others = tuple(table for table in plan.further.get(person.id, ()) if table != target)
    return Plan({**plan.seats, person.id: target}, {**plan.further, person.id: others})


def _judged(requirements: Iterable[Requirement], room: Room, plan: Plan) -> Worth:
    unmet = penalty = 0
    for requirement in requirements:
        short = requirement.judge(room, plan).shortfall
        unmet += short if requirement.is_must else 0
        penalty += 0 if requirement.is_must else short * requirement.weight
    return unmet, penalty


def _add(*worths: Worth) -> Worth:
    return sum(unmet for unmet, _ in worths), sum(penalty for _, penalty in worths)


def _matches(who: Who | None, person: Person) -> bool:
    return who is None or who.matches(person)


def _joined(room: Room, person: Person) -> Room:
    """Return the room with an additional person from the list, and with the same language of the room."""
    if person.duty is not None:
        return room.with_others(staff=tuple(_sorted((*room.staff, person))))
    return room.with_others(people=tuple(_sorted((*room.people, person))))


def _sorted(people: Iterable[Person]) -> Iterator[Person]:
    yield from sorted(people, key=lambda person: person.id)
