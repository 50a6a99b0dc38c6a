"""What hangs on one person: their seat, duties, promises, ways between tables, and the people who depend on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from seating.analysis.channels import Channel
from seating.analysis.power import find_dependents
from seating.analysis.promises import Promise
from seating.analysis.relief import Relief, find_reliefs
from seating.analysis.stand_ins import Scope, list_refused
from seating.convening.relations import list_relations
from seating.convening.requirements import are_on_several_days, list_bars
from seating.findings import Finding, Verdict
from seating.plan import Plan, Room
from seating.profiles import People, Person
from seating.profiles.private_columns import relation_columns
from seating.report.shown_channels import list_channels
from seating.report.shown_worksheets import has_to_answer, list_waiting
from seating.requirement import Requirement
from seating.requirements.duty import DutyRequirement
from seating.result import Result
from seating.tables import ELECTED, Table
from seating.wording import fold
from seating.worksheets import Line


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
        The other people of their organization on the list, without deputies, held seats, those who are absent or
        declined, those above the person, members of the same governance tables, and, unless the person is staff,
        without staff. Whoever a must keeps from the seat, or cannot come then, is left out; of a held seat, also those
        who have a seat. So are those who sit at the table, if only the seat and duties that they cannot have remain
        open.
    reliefs : tuple of Relief or None
        What depends on them as staff, with who could take over. None if they are not staff of the room; none are found
        if `losses` is None.
    has_deputy_there : bool
        Whether a deputy of their organization was left out who is not absent and has not declined.
    has_absent_colleague : bool
        Whether someone of their organization was left out because they are absent or declined.
    has_other_colleague : bool
        Whether someone of their organization was left out because the person depends on them, they are members of the
        same governance table, they are staff and the person is not, a must keeps them from the seat, they cannot come
        then, or they have a seat already and can take over nothing else.
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
    has_absent_colleague: bool = False
    has_other_colleague: bool = False
    judged: Result | None = None


def _find_fellow_members(result: Result, person: Person) -> set[str]:
    """Return the ids of the members of the governance tables of which a person is a member."""
    governed = {one.table for one in result.memberships if one.person == person.id}
    return {one.person for one in result.memberships if one.table in governed}


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
    power = result.convening.power
    relations = list_relations(people.headings, power, relation_columns(result.requirements))
    room = replace(result.room, listed=people)
    depending = find_dependents(room, others, [person], relations, power)
    organization = fold(person.organization)
    channels = list_channels(result)
    ways = {(one.origin, one.target) for one in channels if one.person != person.id}
    own = tuple(one for one in channels if one.person == person.id and (one.origin, one.target) not in ways)
    deputies = people.deputies_of(person, result.private_columns)
    colleagues = [one for one in others if organization and fold(one.organization) == organization and not one.is_held]
    coming = [one for one in colleagues if not people.has_declined(one)]
    members = _find_fellow_members(result, person)  # cannot take over a membership
    fitting = [
        one
        for one in coming
        if (one.duty is None or person.duty is not None)
        and one.id not in members
        and not find_dependents(room, [person], [one], relations, power)
        and not (person.is_held and one.id in judged.plan.seats)
    ]
    duties = tuple(result.duties.get(person.id, ()))
    promises = tuple(one for one, _ in result.unkept if person.id in {each.person for each in one.who})
    requests = tuple(line for line, _ in list_waiting(result) if has_to_answer(result, line, person.id))
    hosted = tuple(t for t in result.convening.tables if organization and fold(t.hosted_by) == organization)
    if is_judged and not is_staff:
        has_work = bool(promises or requests or own or hosted)
        fitting = list(_list_admitted(judged, known, fitting, duties, has_work=has_work))
        deputies = keep_admitted(judged, known, deputies)
    return Transition(
        person=person,
        table=None if seat is None else result.room.table(seat),
        losses=() if seat is None else _find_losses(judged, known) if is_judged else None,
        duties=duties,
        promises=promises,
        requests=requests,
        channels=own,
        dependents=tuple(one for one in others if one.id in depending),
        hosted=hosted,
        deputies=tuple(one if isinstance(one, str) else one.label for one in deputies),
        colleagues=tuple(one for one in fitting if one not in deputies),
        reliefs=None if not is_staff else _find_reliefs(judged, known) if is_judged else (),
        has_deputy_there=any(one in deputies for one in coming),
        has_absent_colleague=len(coming) < len(colleagues),
        has_other_colleague=len(fitting) < len(coming),
        judged=judged if is_judged else None,
    )


def keep_admitted(result: Result, person: str, deputies: Iterable[Person | str]) -> tuple[Person | str, ...]:
    """Return the deputies of a person who is no staff, without those on the list who a must keeps from the seat."""
    found = tuple(deputies)
    admitted = list(_list_admitted(result, person, [one for one in found if isinstance(one, Person)], has_work=True))
    return tuple(one for one in found if isinstance(one, str) or one in admitted)


def may_take_duty(result: Result, away: str, duty: str, others: Iterable[Person]) -> bool:
    """Whether one of the others at the table of an absent person could have their duty.

    If no requirement asks for the duty there, anyone who does not have it could.
    """
    table = result.room.table(result.plan.seats[away])
    if duty in ELECTED:  # who is absent keeps no one from it
        table = table.model_copy(update={duty: tuple(one for one in getattr(table, duty) if one != away)})
    free = [one for one in others if duty not in result.duties.get(one.id, ())]
    asked = [
        r for r in result.requirements if isinstance(r, DutyRequirement) and r.name == duty and r.watches(table.id)
    ]
    return any(one.find_candidates(result.room, table, free) for one in asked) if asked else bool(free)


def _list_admitted(
    result: Result, person: str, others: Iterable[Person], duties: Sequence[str] = (), *, has_work: bool
) -> Iterator[Person]:
    """Yield the other people who can come to where a person who is no staff sits, if all musts admit them there.

    Unless the person `has_work` that anyone could do, those who sit there already are left out if they can have none of
    the `duties`. If there are none either, so are those who do not come to this round.
    """
    table, tables = result.plan.seats[person], result.room.tables
    scope, is_asked = Scope(result.room, result.plan), are_on_several_days(tables)
    musts = [one for one in result.requirements if one.is_must and not one.is_about_shares]
    for other in others:
        if not has_work and not duties and other.attending.is_away(result.room.round_number):
            continue
        if table in result.plan.tables_of(other.id):
            if has_work or any(may_take_duty(result, person, duty, [other.at(table)]) for duty in duties):
                yield other
            continue
        without = scope.without({person, other.id})
        is_barred = table in list_bars(other, tables, musts, is_asked)
        if not is_barred and not list_refused(without[0], musts, without[1], other, [table]):
            yield other


def _find_reliefs(result: Result, person: str) -> tuple[Relief, ...]:
    return tuple(find_reliefs(result.room, result.requirements, result.plan, result.convening.sessions, person))


def _is_worse(finding: Finding, before: Finding | None) -> bool:
    """Whether a finding falls shorter than the one about the same was, or has less of what there is too little of."""
    if before is None or finding.shortfall != before.shortfall:
        return finding.shortfall > (0 if before is None else before.shortfall)
    return finding.has_less_than(before)


def _find_losses(result: Result, person: str) -> tuple[Loss, ...]:
    """Return what falls shorter without a person.

    Shares of the room are rounded in another way with one person less, at any table; that is no loss.
    """
    asked = [one for one in result.requirements if not one.is_about_shares]
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
