"""What falls short if someone does not come, and who could take over, with what the judge finds then."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from seating.analysis.obstacles import Case, PlaceKind, Situation, find_obstacle, list_deputies
from seating.analysis.season.session_times import is_season
from seating.analysis.stand_ins import Musts, Scope, build_table_scope, is_judged_by_table, joined_room, moved_plan
from seating.judge import total_shortfalls
from seating.profiles import Person
from seating.report.situation import build_situation
from seating.report.sort_keys import name_key
from seating.report.transition import Loss, breaks_must_for_good, find_losses
from seating.requirements.base.kind import Requirement, can_judge
from seating.result import Result, keep
from seating.room.languages import with_others
from seating.room.plan import Plan, Room
from seating.room.tables import Table

MOST_HEIRS = 3
"""Maximum number of people named who could take over."""

MOST_LOOKS = 400_000
"""Maximum number of people checked over all requirements; after that, no one is named, and `is_checked` is False."""

Worth = tuple[int, int]
"""The total shortfall of the musts in units, then the penalty in points."""


@dataclass(frozen=True, slots=True)
class Heir:
    """A person who could take over a seat or a duty.

    Attributes
    ----------
    person : Person
    origin : str
        The id of the table they would leave; "" if they have no seat.
    worth : tuple of int
        How much more the musts would fall short, and how much higher the penalty would be, than with everyone there.
    """

    person: Person
    origin: str
    worth: Worth


@dataclass(frozen=True, slots=True)
class Absence:
    """A person whose absence would break a must.

    Attributes
    ----------
    person : Person
    table : Table
        The table that would lack something, or the table of the person if the room would.
    losses : tuple of Loss
    heirs : tuple of Heir
        Who could take the seat.
    is_checked : bool
        Whether everyone was tried.
    """

    person: Person
    table: Table
    losses: tuple[Loss, ...]
    heirs: tuple[Heir, ...]
    is_checked: bool


class TakingOver:
    """Finds who could take over from someone who stays away, and judges the seating with them.

    Parameters
    ----------
    result : Result
    requirements : sequence of Requirement
        Those that the judge looks at.
    staying : collection of str
        Ids of people who keep their seats.
    """

    def __init__(self, result: Result, requirements: Sequence[Requirement], staying: Collection[str] = ()) -> None:
        self._result, self._requirements = result, requirements
        self._musts = Musts(result.room, requirements, result.plan)
        self._situation = replace(
            build_situation(result), requirements=requirements, staying=staying, breaks_must=self._musts.refuse
        )
        self._looks = 0
        self._now = self._review(result.room, result.plan)

    @property
    def is_over(self) -> bool:
        """Whether the work limit is reached."""
        return self._looks + self._musts.looks > MOST_LOOKS

    def list_able(self, away: Person, target: str) -> Iterator[Person]:
        """Yield the participants who could take a seat, because there is no obstacle.

        Deputies come first, then people with a seat, those without a duty at their own table first.

        Parameters
        ----------
        away : Person
        target : str
            The id of the table where they sit.
        """
        for person in self._list_candidates(away):
            if self.is_over:
                return
            if find_obstacle(Case(self._situation, person, PlaceKind.SEAT, target, away)) is None:
                yield person

    def makes_up(self, away: Person, heir: Person, target: str) -> bool:
        """Whether a must for which the absent person is missed falls less short with someone else in their seat."""
        return self._musts.makes_up(heir, target, away.id)

    def judge(self, away: Person, heir: Person, target: str) -> Heir:
        """Return someone who takes over at a table, with what the judge finds then.

        Parameters
        ----------
        away, heir : Person
        target : str
            The id of the table. In a season, staff keep their other sessions.
        """
        room, plan = self._leave(away, target)
        tables = () if heir.id not in room.index else plan.tables_of(heir.id)
        if heir.id not in room.index:
            room = joined_room(room, heir)
        plan = moved_plan(plan, heir, target)
        if heir.duty is not None and is_season(room.tables):
            plan = Plan(plan.seats, {**plan.further, heir.id: tuple(one for one in tables if one != target)})
        origin = self._result.plan.seats.get(heir.id, "")
        return Heir(heir, origin, self._compare(room, plan))

    def judge_empty(self, away: Person, target: str) -> Worth:
        """Return what the judge finds if a seat stays empty, compared with everyone there."""
        return self._compare(*self._leave(away, target))

    def _leave(self, away: Person, target: str) -> tuple[Room, Plan]:
        """Return the room and the plan if someone is not at one of their tables."""
        room, plan = self._result.room, self._result.plan
        others = tuple(table for table in plan.tables_of(away.id) if table != target)
        if not others:
            return Scope(room, plan).without({away.id})
        return room, Plan({**plan.seats, away.id: others[0]}, {**plan.further, away.id: others[1:]})

    def _compare(self, room: Room, plan: Plan) -> Worth:
        unmet, penalty = self._review(room, plan)
        return unmet - self._now[0], penalty - self._now[1]

    def _review(self, room: Room, plan: Plan) -> Worth:
        self._looks += len(room.persons) * len(self._requirements)
        return total_shortfalls(self._requirements, (one.judge(room, plan) for one in self._requirements))

    def _list_candidates(self, away: Person) -> Iterator[Person]:
        result = self._result
        deputies = {one.id for one in find_deputies(result, away.id) if isinstance(one, Person)}
        absent = (one for one in result.people if one.id not in result.room.index)
        yield from sorted(
            (*result.room.people, *absent),
            key=lambda one: (
                one.id not in deputies,
                one.id not in result.room.index,
                bool(result.duties.get(one.id)),
                *name_key(one.label),
                one.id,
            ),
        )


def find_absences(result: Result) -> tuple[tuple[Absence, ...], bool]:
    """Return the participants whose absence would break a must, by table and name, and whether all musts were tried.

    These are the musts about voices, roles, needs, duties and languages. Shares change with every absence, and whether
    too few people would be left at a table does not depend on a single person. A held seat makes up for no one.
    """
    musts = [one for one in result.requirements if one.is_must and one.misses_people and not one.is_about_staff]
    if not can_judge(result.requirements):
        return (), False
    room = with_others(result.room, people=result.room.coming)
    at_tables = [one for one in musts if is_judged_by_table(one)]
    for_room = [one for one in musts if not is_judged_by_table(one)]
    is_complete = len(room.people) * len(room.persons) * len(for_room) <= MOST_LOOKS
    found = list(_list_losses(room, result.plan, at_tables, for_room if is_complete else ()))
    if not found:
        return (), is_complete
    taking = TakingOver(result, result.requirements)
    return tuple(_add_heirs(taking, *one) for one in found), is_complete


def _list_losses(
    room: Room, plan: Plan, at_tables: Sequence[Requirement], for_room: Sequence[Requirement]
) -> Iterator[tuple[Person, Table, tuple[Loss, ...]]]:
    """Yield who would be missed at which table, with what would fall shorter."""
    people, staff = room.members(plan), room.staff_members(plan)
    everyone = Scope(room, plan)
    now = {one.id: one.judge(room, plan) for one in for_room}
    for table in room.tables:
        scope = build_table_scope(room, plan, table, {table.id: (*people[table.id], *staff[table.id])})
        here = {one.id: one.judge(scope.room, plan) for one in at_tables}
        for person in sorted(people[table.id], key=lambda one: (*name_key(one.label), one.id)):
            losses = find_losses(at_tables, here, scope.without({person.id}))
            if for_room and plan.seats[person.id] == table.id:
                losses += find_losses(for_room, now, everyone.without({person.id}))
            if losses:
                yield person, table, losses


def _add_heirs(taking: TakingOver, person: Person, table: Table, losses: tuple[Loss, ...]) -> Absence:
    able = (one for one in taking.list_able(person, table.id) if taking.makes_up(person, one, table.id))
    heirs = tuple(taking.judge(person, one, table.id) for one in islice(able, MOST_HEIRS))
    return Absence(person, table, losses, heirs, not taking.is_over)


def find_deputies(result: Result, person: str) -> tuple[Person | str, ...]:
    """Return who can come instead of a person by the list, without those who have an obstacle."""
    away, invitations = result.people.by_id[person], result.invitations
    named = result.people.deputies_of(away, result.private_columns)
    if invitations is not None:
        named = tuple(one for one in named if not (isinstance(one, str) and invitations.is_refused_by(one)))
    situation = _build_deputies(result, is_staff=away.duty is not None)
    return list_deputies(situation, PlaceKind.SUCCESSION, result.plan.seats[person], away, named)


@keep
def _build_deputies(result: Result, *, is_staff: bool) -> Situation:
    """Return what is known about deputies. Staff take no seat, so no must rules out their deputies."""
    situation = build_situation(result)
    return replace(situation, requirements=()) if is_staff else replace(situation, breaks_must=breaks_must_for_good)
