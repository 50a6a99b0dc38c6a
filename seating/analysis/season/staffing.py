"""The staff plan of a season: which staff serve at which sessions, after the people have their seats.

The people keep their seats. A `staff` requirement is no part of the seating then, because one seat for each staff
member could not meet it; the staff plan meets it, or comes as close as any plan for these seats can.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from seating.analysis.season.session_times import find_clashes, in_order_of_time, is_season, list_former_visits
from seating.convening.schema import SessionRules
from seating.model.session_model import FormerVisit, Level, SessionModel, SessionNeed, Visits
from seating.profiles import Duty, Person
from seating.record.result import RoundRecord
from seating.requirements.base.kind import Requirement
from seating.requirements.pin import PinRequirement
from seating.requirements.staff import StaffRequirement
from seating.room.languages import languages_of, speaks_main
from seating.room.plan import IntArray, Plan, Room
from seating.room.tables import Table
from seating.wording import said, said_count

NO_LIMIT = 2**20
"""More than any number of sessions or people."""


@dataclass(frozen=True, slots=True)
class Season:
    """What is known about a season's seats and its staff plan.

    Attributes
    ----------
    penalty : int
        The penalty of the seats of the people, without `staff` requirements.
    bound : int or None
        A proven lower bound of it.
    staff_penalty : int
        The penalty of the staff plan: that of all wishes minus `penalty`.
    staff_unmet : int
        Shortfall of the `staff` requirements that are musts.
    is_proven : bool
        Whether no staff plan for these seats is better.
    has_staff : bool
        Whether there is a staff plan.
    guests : int or None
        How many further sessions people come to; None if each comes to one.
    guests_proven : bool
        Whether no more could come without making something worse.
    is_partial : bool
        Whether only public requirements are spoken of, and the points of private wishes are left out.
    """

    penalty: int
    bound: int | None
    staff_penalty: int
    staff_unmet: int
    is_proven: bool
    has_staff: bool = True
    guests: int | None = None
    guests_proven: bool = False
    is_partial: bool = False

    @property
    def about_guests(self) -> tuple[str, ...]:
        """How many guests come, and what is proven, in sentences."""
        return tuple(self._list_about_guests())

    def _list_about_guests(self) -> Iterator[str]:
        if self.guests is None:
            return
        if not self.guests:
            yield said("No one is invited to a further session.")
            if self.guests_proven:
                yield said(
                    "Among the sessions that are meant for each person or that they chose, the program found no "
                    "invitation that would leave all requirements unchanged."
                )
            return
        yield said_count(
            "There is %(number)s invitation to a further session.",
            "There are %(number)s invitations to further sessions.",
            self.guests,
        )
        if self.guests_proven:
            yield said(
                "Among the sessions that are meant for each person or that they chose, the program found no other "
                "invitation that would leave all requirements unchanged."
            )

    @property
    def about_staff(self) -> tuple[str, ...]:
        """How good the staff plan is, in sentences that do not speak of guests."""
        found = []
        if self.staff_unmet:
            found.append(said("The staff plan does not meet every must about staff."))
        elif self.staff_penalty:
            found.append(said("The staff plan does not meet every requirement about staff."))
        if not (self.staff_unmet or self.staff_penalty):
            every = said("The staff plan meets every requirement about staff.")
            public = said("The staff plan meets every public requirement about staff.")
            found.append(public if self.is_partial else every)
        if not self.is_proven:
            found.append(
                said("The search for a better staff plan ended before the program could prove that there is none.")
            )
        else:
            found.append(said("For these seats, no staff plan meets the requirements about staff better."))
        return tuple(found)


@dataclass(frozen=True, eq=False, slots=True)
class StaffCosts:
    """What the other requirements say about where each staff member may serve.

    Attributes
    ----------
    allowed : bool array, shape (staff, tables)
        Whether serving there breaks no must that the staff member could keep elsewhere.
    costs : int array, shape (staff, tables)
        The penalty for serving there.
    apart : int array, shape (pairs, 2)
        Pairs of staff who must not be at the same table.
    """

    allowed: Visits
    costs: IntArray
    apart: IntArray


def has_staff_plan(room: Room) -> bool:
    """Whether staff can serve at several tables: the room has staff, and its tables are a season of sessions."""
    return bool(room.staff) and is_season(room.tables)


def is_met_by_staff_plan(requirement: Requirement, room: Room) -> bool:
    """Whether the staff plan meets a requirement, not the seats. Such a requirement has no price in seats."""
    return requirement.is_about_staff and has_staff_plan(room)


def build_staff_model(
    room: Room,
    plan: Plan,
    staffing: Sequence[StaffRequirement],
    costs: StaffCosts,
    rules: SessionRules,
    former: Mapping[str, Sequence[str]] = MappingProxyType({}),
    locks: Iterable[PinRequirement] = (),
) -> SessionModel:
    """Return the model of the staff plan for these seats. Its sessions are the tables of the room, in their order.

    Parameters
    ----------
    room : Room
    plan : Plan
        Seats everyone in the room; the seats of staff do not matter.
    staffing : sequence of StaffRequirement
        The active `staff` requirements.
    costs : StaffCosts
    rules : SessionRules
    former : mapping of person id to sequence of str, optional
        Where staff served before: the ids of tables, which may be gone or split.
    locks : iterable of PinRequirement, optional
        Staff who they keep at a session serve there, and can serve at others too.
    """
    members = room.members(plan)
    held = [number for number, table in enumerate(room.tables) if members[table.id] or not table.open_if_needed]
    needs = [need for number in held for need in _list_needs(room, number, members[room.tables[number].id], staffing)]
    needs += _list_locked(room, locks)
    most = NO_LIMIT if rules.staff_most is None else rules.staff_most
    return SessionModel(
        allowed=costs.allowed,
        costs=costs.costs,
        clashes=find_clashes(room.tables, rules.travel),
        apart=costs.apart,
        least=1,
        most=np.full(len(room.staff), most, dtype=np.int64),
        room=np.full(len(room.tables), NO_LIMIT, dtype=np.int64),
        needs=tuple(needs),
        is_even=True,
        former=tuple(_list_needed(list_former_visits(room, room.staff, former), needs)),
    )


def _list_needed(visits: Iterable[FormerVisit], needs: Sequence[SessionNeed]) -> Iterator[FormerVisit]:
    """Yield the visits of staff to sessions that still need them; the first visit of staff that no session needs.

    An interpreter leaves an evening when the person they interpret for no longer comes to it.
    """
    needed = {(person, need.session) for need in needs for person in need.persons.tolist()}
    busy, kept = {person for person, _ in needed}, set[int]()
    for visit in visits:
        is_needed = any((visit.person, session) in needed for session in visit.sessions.tolist())
        if is_needed or not {visit.person} & (busy | kept):
            kept.add(visit.person)
            yield visit


def _list_needs(
    room: Room, number: int, members: Sequence[Person], staffing: Sequence[StaffRequirement]
) -> Iterator[SessionNeed]:
    """Yield what one session needs: what the requirements ask for, otherwise one person for each duty on the list."""
    table = room.tables[number].id
    asked = [requirement for requirement in staffing if requirement.watches(table)]
    for requirement in asked:
        level = Level.MUST if requirement.is_must else Level.SHOULD
        weight = 1 if requirement.is_must else requirement.weight
        on_duty = _on_duty(room, *requirement.duties)
        yield SessionNeed(number, on_duty, requirement.at_least, level, weight)
        if requirement.speaks:
            wanted = Counter(requirement.languages(room, person) for person in members)
            for languages, people in ((each, n) for each, n in wanted.items() if each):
                able = on_duty[[bool(languages_of(room, room.staff[i]) & languages) for i in on_duty.tolist()]]
                yield SessionNeed(number, able, 1, level, weight, people, step=1)
    covered = {requirement.duty for requirement in asked if not requirement.for_others}
    for duty in sorted({person.duty for person in room.staff if person.duty is not None} - covered):
        able = _on_duty(room, duty)
        if duty is Duty.INTERPRETER and any(person.languages for person in room.people):
            spoken = [languages_of(room, person) for person in members if not speaks_main(room, person)]
            able = np.array(
                [
                    i
                    for i in able.tolist()
                    if any(languages_of(room, room.staff[i]) & languages for languages in spoken)
                ],
                dtype=np.int64,
            )
        if len(able):
            yield SessionNeed(number, able, 1, Level.USUAL)


def _list_locked(room: Room, locks: Iterable[PinRequirement]) -> Iterator[SessionNeed]:
    """Yield a need of a session for each staff member that a lock keeps there."""
    numbers = {person.id: number for number, person in enumerate(room.staff)}
    for lock in locks:
        for table in room.numbers_at(lock.tables).tolist():
            for person in numbers.keys() & {*(lock.people or ())}:
                yield SessionNeed(table, np.array([numbers[person]]), 1, Level.MUST)


def _on_duty(room: Room, *duties: Duty) -> IntArray:
    """Return the numbers, among the staff, of those with one of these duties."""
    return np.array([i for i, person in enumerate(room.staff) if person.duty in duties], dtype=np.int64)


def read_season(record: RoundRecord) -> tuple[dict[str, tuple[str, ...]], Season | None]:
    """Return the further tables of each person, by id, and the season, as recorded."""
    further: dict[str, tuple[str, ...]] = {}
    for each in record.further:
        further[each.id] = (*further.get(each.id, ()), each.table)
    return further, None if record.season is None else record.season.fact(Season)


def apply_staff_plan(room: Room, plan: Plan, visits: Visits) -> Plan:
    """Return the plan in which staff serve at these tables. The first in order of time becomes their seat.

    Parameters
    ----------
    room : Room
    plan : Plan
    visits : bool array, shape (staff, tables)
        A staff member without any keeps their seat.
    """
    seats, further = dict(plan.seats), dict(plan.further)
    for person, serves in zip(room.staff, visits.tolist(), strict=True):
        tables: list[Table] = [table for table, here in zip(room.tables, serves, strict=True) if here]
        if tables:
            first, *others = (table.id for table in in_order_of_time(tables))
            seats[person.id], further[person.id] = first, tuple(others)
    return Plan(seats, {person: tables for person, tables in further.items() if tables})
