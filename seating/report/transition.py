"""What hangs on one person: their seat, duties, promises, ways between tables, and the people who depend on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from seating.analysis.channels import Channel
from seating.analysis.obstacles import Case, Obstacle, PlaceKind, Situation, find_obstacle, list_deputies
from seating.analysis.promises import Promise
from seating.analysis.relief import Relief, find_reliefs
from seating.analysis.stand_ins import Scope, list_refused
from seating.convening.relations import list_relations
from seating.forms.worksheets import Line
from seating.profiles import People, Person
from seating.profiles.private_columns import relation_columns
from seating.report.shown_channels import list_channels
from seating.report.shown_worksheets import has_to_answer, list_waiting
from seating.report.situation import build_situation
from seating.requirements.base.findings import Finding, Verdict
from seating.requirements.base.kind import Requirement, is_about_shares
from seating.result import Result
from seating.result.open_promises import find_unkept
from seating.room.plan import Plan, Room
from seating.room.tables import Table
from seating.wording import fold


@dataclass(frozen=True, slots=True)
class Loss:
    """A requirement whose shortfall grows when a seat is empty, with the findings that are new or larger then."""

    requirement: Requirement
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Transition:
    """What would be open without a person.

    Attributes
    ----------
    person : Person
    table : Table or None
        The table where they sit.
    losses : tuple of Loss or None
        What the room would lack if their seat were empty, musts first. None if they have no such seat any more by the
        present list and convening, so that this cannot be judged.
    duties : tuple of str
        At their table.
    promises : tuple of Promise
        Those that they made, alone or with others, and that are not kept.
    requests : tuple of Line
        Requests of tables without an answer that they own, or that were asked of them.
    channels : tuple of Channel
        Ways from one table to another that no one else carries messages along.
    dependents : tuple of Person
        The people on the list who depend on them or their organization, by the row of either.
    hosted : tuple of Table
        The tables that their organization hosts.
    deputies : tuple of str
        Who the list names as their deputies, without those who a must keeps from the seat.
    colleagues : tuple of Person
        The other people of their organization on the list who have no obstacle, without deputies.
    reliefs : tuple of Relief or None
        What depends on them as staff, with who could take over. None if they are not staff of the room; none are found
        if `losses` is None.
    has_deputy_there : bool
        Whether a deputy is of their organization.
    judged : Result or None
        The result by which the losses and the reliefs were found. None if there is none.
    """

    person: Person
    table: Table | None
    losses: tuple[Loss, ...] | None
    duties: tuple[str, ...]
    promises: tuple[Promise, ...]
    requests: tuple[Line, ...]
    channels: tuple[Channel, ...]
    dependents: tuple[Person, ...]
    hosted: tuple[Table, ...]
    deputies: tuple[str, ...]
    colleagues: tuple[Person, ...]
    reliefs: tuple[Relief, ...] | None = None
    has_deputy_there: bool = False
    judged: Result | None = None


def find_transition(
    result: Result,
    person: Person,
    listed: People | None = None,
    identity: str | None = None,
    present: Result | None = None,
) -> Transition:
    """Return what hangs on a person. Nothing is searched: their seat is only left empty.

    Parameters
    ----------
    result : Result
    person : Person
    listed : People, optional
        The present list, if it or the convening has changed since the seating was saved. Who depends on the person or
        could take over is looked up there, by the ids of the saved seating.
    identity : str, optional
        The id of the person on the present list, if it has changed.
    present : Result, optional
        The saved seats as the present list and convening judge them, if `listed` is given. By default `result`.
    """
    people = result.people if listed is None else listed
    known = person.id if identity is None else identity
    seat = result.plan.seats.get(person.id)
    judged = result if present is None else present
    is_judged = known in judged.plan.seats
    is_staff = any(one.id == person.id for one in result.room.staff)
    others = [one for one in people if one.id != person.id]
    situation = _build_situation(result, people, judged)
    depending = [one for one in others if known in situation.above.get(one.id, ())]
    organization = fold(person.organization)
    channels = list_channels(result)
    ways = {(one.origin, one.target) for one in channels if one.person != person.id}
    own = tuple(one for one in channels if one.person == person.id and (one.origin, one.target) not in ways)
    duties = tuple(result.duties.get(person.id, ()))
    promises = tuple(one for one, _ in find_unkept(result) if person.id in {each.person for each in one.who})
    requests = tuple(line for line, _ in list_waiting(result) if has_to_answer(result, line, person.id))
    hosted = tuple(t for t in result.convening.tables if organization and fold(t.hosted_by) == organization)
    left = _Left(
        away=people.by_id.get(known, person),
        table=judged.plan.seats[known] if is_judged and not is_staff else "",
        duties=duties,
        bodies=tuple(dict.fromkeys(one.table for one in result.memberships if one.person == person.id)),
        has_work=bool(promises or requests or own or hosted),
    )
    named = people.deputies_of(person, result.private_columns)
    deputies = list_deputies(situation, PlaceKind.SUCCESSION, left.table, left.away, named, has_more=True)
    colleagues = [one for one in others if organization and fold(one.organization) == organization]
    found = [(one, _find_obstacle(situation, one, left)) for one in colleagues]
    return Transition(
        person=person,
        table=None if seat is None else result.room.table(seat),
        losses=() if seat is None else _find_losses(judged, known) if is_judged else None,
        duties=duties,
        promises=promises,
        requests=requests,
        channels=own,
        dependents=tuple(depending),
        hosted=hosted,
        deputies=tuple(one if isinstance(one, str) else one.label for one in deputies),
        colleagues=tuple(one for one, obstacle in found if obstacle is None and one not in deputies),
        reliefs=None if not is_staff else _find_reliefs(judged, known) if is_judged else (),
        has_deputy_there=any(one in deputies for one in colleagues),
        judged=judged if is_judged else None,
    )


@dataclass(frozen=True, slots=True)
class _Left:
    """What someone leaves to others for good: the seat if `table` is filled, duties, memberships, and other work."""

    away: Person
    table: str
    duties: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    has_work: bool = True


def _build_situation(result: Result, people: People, judged: Result) -> Situation:
    """Return what is known about the people of a list who could take over in the seating that was judged."""
    power = result.convening.power
    return replace(
        build_situation(judged),
        people=people,
        members=frozenset((one.table, one.person) for one in result.memberships),
        relations=list_relations(people.headings, power, relation_columns(result.requirements)),
        power=power,
        breaks_must=breaks_must_for_good,
    )


def breaks_must_for_good(case: Case) -> bool:
    """Whether a must forbids someone the table where the place is, after both people have left their seats."""
    situation = case.situation
    musts = [one for one in situation.requirements if one.is_must and not is_about_shares(one)]
    left = {case.other.id, *(() if case.away is None else (case.away.id,))}
    room, plan = Scope(situation.room, situation.plan).without(left)
    return bool(list_refused(room, musts, plan, case.other, [case.table]))


def _find_obstacle(situation: Situation, other: Person, left: _Left) -> Obstacle | None:
    """Return what keeps someone from taking over. At the table of the seat, they could have a duty or other work."""
    is_here = left.table in situation.plan.tables_of(other.id)
    duties = (Case(situation, other.at(left.table), PlaceKind.DUTY, left.table, left.away, one) for one in left.duties)
    has_more = not left.table or left.has_work
    has_more = has_more or (any(find_obstacle(one) is None for one in duties) if is_here else bool(left.duties))
    seat = Case(situation, other, PlaceKind.SUCCESSION, left.table, left.away, has_more=has_more)
    bodies = (Case(situation, other, PlaceKind.MEMBERSHIP, body, left.away) for body in left.bodies)
    return find_obstacle(seat, *bodies)


def _find_reliefs(result: Result, person: str) -> tuple[Relief, ...]:
    return tuple(find_reliefs(build_situation(result), result.convening.sessions, person))


def _is_worse(finding: Finding, before: Finding | None) -> bool:
    """Whether a finding falls shorter than the one about the same was, or has less of what there is too little of."""
    if before is None or finding.shortfall != before.shortfall:
        return finding.shortfall > (0 if before is None else before.shortfall)
    return finding.has_less_than(before)


def _find_losses(result: Result, person: str) -> tuple[Loss, ...]:
    """Return what falls shorter without a person.

    Shares of the room are rounded in another way with one person less, at any table; that is no loss.
    """
    asked = [one for one in result.requirements if not is_about_shares(one)]
    return find_losses(asked, result.review.verdicts, Scope(result.room, result.plan).without({person}))


def find_losses(
    requirements: Iterable[Requirement], verdicts: Mapping[str, Verdict], day: tuple[Room, Plan]
) -> tuple[Loss, ...]:
    """Return what falls shorter on a day than with everyone there, musts first.

    A total can stay the same: someone who falls short leaves, and someone else falls short then.

    Parameters
    ----------
    requirements : iterable of Requirement
    verdicts : mapping of requirement id to Verdict
        Those with everyone there.
    day : tuple of Room and Plan
        Those of the day on which someone stays away.
    """
    found = []
    for requirement in requirements:
        now, then = verdicts[requirement.id], requirement.judge(*day)
        before = {one: one for one in now.findings}  # equal findings can differ in their amounts
        worse = [one for one in then.findings if _is_worse(one, before.get(one))]
        if worse or then.shortfall > now.shortfall:
            found.append(Loss(requirement, tuple(worse)))
    return tuple(sorted(found, key=lambda loss: not loss.requirement.is_must))
