"""Who may sit in for someone who stays away, and at which tables a must forbids it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from seating.analysis.obstacles import Case
from seating.profiles import Person
from seating.requirements.base.findings import Verdict
from seating.requirements.base.kind import Ask, Requirement, can_judge
from seating.room.languages import with_others
from seating.room.plan import Plan, Room, judged_tables
from seating.room.tables import Table


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
        return with_others(self.room, people=people, staff=staff), self.plan


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
    return Scope(with_others(room, people=people, staff=staff, tables=(table,), listed=listed), plan)


def is_judged_by_table(must: Requirement) -> bool:
    """Whether the shortfall at each table depends only on the people and the staff there."""
    return must.is_table_by_table and not must.is_for_room


def find_needed(asks: Iterable[Ask], members: Mapping[str, Iterable[Person]]) -> frozenset[tuple[str, str]]:
    """Return the people that their table would miss for a voice, a role or a need, each with the table.

    Parameters
    ----------
    asks : iterable of Ask
    members : mapping of table id to iterable of Person
        The people at each table, without held seats, because no perspective depends on them.
    """
    found: set[tuple[str, str]] = set()
    for ask in asks:
        for table in () if ask.for_room else ask.tables:
            here = [person for person in members.get(table, ()) if ask.matches(person)]
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
        self._by_table = [must for must in musts if is_judged_by_table(must)]
        self._whole = [must for must in musts if not is_judged_by_table(must)]
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

    def refuse(self, case: Case) -> bool:
        """Whether a must falls shorter if someone takes the seat of a person who stays away."""
        return not self.may_stand_in(case.other, case.table, None if case.away is None else case.away.id)

    def makes_up(self, person: Person, target: str, away: str) -> bool:
        """Whether a must that misses people falls less short if a person joins a table than if a seat stays empty.

        Parameters
        ----------
        person : Person
            A person with or without a seat, who may stand in.
        target : str
            The id of the table that the person joins.
        away : str
            The id of the person who stays away.
        """
        at_table = zip(
            self._by_table,
            self._judge(target, self._join(person, target, away)),
            self._without(target, away),
            strict=True,
        )
        if any(short < had for must, short, had in at_table if must.misses_people):
            return True
        return any(
            now.shortfall < had.shortfall
            for must, now, had in self._in_room(person, target, away)
            if must.misses_people
        )

    def _may_by_table(self, person: Person, target: str, away: str | None) -> bool:
        origin = self._plan.seats.get(person.id)
        if origin == target:
            return True
        change = [0] * len(self._by_table)
        if origin is not None:
            change = _subtract(self._without(origin, away, person.id), self._without(origin, away))
            if any(more > 0 for more in change):
                return False
        more_there = _subtract(self._judge(target, self._join(person, target, away)), self._without(target, away))
        return all(more + more_left <= 0 for more, more_left in zip(more_there, change, strict=True))

    def _without(self, table: str, away: str | None, leaving: str | None = None) -> list[int]:
        """Return the shortfall of each must at a table without one or two people."""
        if away is not None and table not in self._plan.tables_of(away):
            away = None
        key = table, away, leaving
        if key not in self._known:
            self._known[key] = self._judge(table, self._at(table, away, leaving))
        return self._known[key]

    def _join(self, person: Person, target: str, away: str | None) -> list[Person]:
        """Return who is at a table if a person joins it."""
        there = self._room.persons[self._room.index[person.id]] if person.id in self._room.index else person
        return [*self._at(target, away, person.id), there.at(target)]

    def _at(self, table: str, *absent: str | None) -> list[Person]:
        here = (*self._room.members(self._plan)[table], *self._room.staff_members(self._plan)[table])
        return [one for one in here if one.id not in absent]

    def _judge(self, table: str, here: Sequence[Person]) -> list[int]:
        plan = Plan({one.id: table for one in here})
        scope = build_table_scope(self._room, plan, self._room.table(table), {table: tuple(here)})
        self.looks += len(here) * len(self._by_table)
        return [must.judge(scope.room, plan).shortfall for must in self._by_table]

    def _may_in_room(self, person: Person, target: str, away: str | None) -> bool:
        origin = self._plan.seats.get(person.id)
        return all(
            now.shortfall <= had.shortfall and _shortfall_at(origin, now) <= _shortfall_at(origin, had)
            for _, now, had in self._in_room(person, target, away)
        )

    def _in_room(self, person: Person, target: str, away: str | None) -> Iterator[tuple[Requirement, Verdict, Verdict]]:
        """Yield each must about the room with its verdict if a person joins a table, and if a seat stays empty."""
        if not self._whole:
            return
        if away not in self._whole_without:
            empty, _ = Scope(self._room, self._plan).without({away} if away else ())
            self._whole_without = {away: (empty, [must.judge(empty, self._plan) for must in self._whole])}
        empty, before = self._whole_without[away]
        day = empty if person.id in self._room.index else joined_room(empty, person)
        then = moved_plan(self._plan, person, target)
        self.looks += 2 * len(day.persons) * len(self._whole)
        for must, had in zip(self._whole, before, strict=True):
            yield must, must.judge(day, then), had


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
    day, asked = joined_room(room, person), list(tables)
    musts = [must for must in requirements if must.is_must]
    return frozenset(table for must in musts for table in _refuse(must, room, day, plan, person, asked))


def _refuse(
    must: Requirement, room: Room, day: Room, plan: Plan, person: Person, tables: Sequence[str]
) -> Iterator[str]:
    """Yield the tables at which a must falls shorter with the person, who is in `day` only."""
    before = must.judge(room, plan).shortfall
    if type(must).check is not Requirement.check or person.duty is not None:
        yield from (at for at in tables if must.judge(day, moved_plan(plan, person, at)).shortfall > before)
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


def moved_plan(plan: Plan, person: Person, target: str) -> Plan:
    """Return the plan with a person at a table; their further tables stay."""
    others = tuple(table for table in plan.further.get(person.id, ()) if table != target)
    return Plan({**plan.seats, person.id: target}, {**plan.further, person.id: others})


def joined_room(room: Room, person: Person) -> Room:
    """Return the room with an additional person from the list, and with the same language of the room."""
    if person.duty is not None:
        return with_others(room, staff=tuple(_sorted((*room.staff, person))))
    return with_others(room, people=tuple(_sorted((*room.people, person))))


def _sorted(people: Iterable[Person]) -> Iterator[Person]:
    yield from sorted(people, key=lambda person: person.id)
