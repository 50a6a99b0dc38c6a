"""Ways out of a conflict: what the solver finds once one of them is taken.

A way out is tried on a copy of the inputs; nothing is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from seating.analysis.newcomers import add_newcomers, add_seats
from seating.api.inputs import RoundInputs
from seating.api.one_round import choose_effort
from seating.api.request import Request
from seating.api.searches.improve import complete_seats
from seating.engines import Child, Status, best_plan
from seating.engines.prestart import EXACT, begun
from seating.explanations.ways_out import Invitation, WayOut
from seating.judge import review
from seating.model import build_model
from seating.requirements.base.findings import Verdict
from seating.requirements.base.kind import Requirement, with_ties
from seating.result import Result

MOST_WEIGHT = 1000
"""The highest weight that a requirement may have."""


@dataclass(frozen=True)
class WayChange:
    """What a way out changes.

    Attributes
    ----------
    dropped : frozenset of str
        Ids of the requirements that no longer apply.
    softened : mapping of str to int
        The weights of the musts that become wishes, by requirement id.
    seats : mapping of str to int
        The number of seats that are added, by table id.
    invited : Invitation or None
        The people who are invited, who are not on the list yet.
    """

    dropped: frozenset[str] = frozenset()
    softened: Mapping[str, int] = field(default_factory=dict)
    seats: Mapping[str, int] = field(default_factory=dict)
    invited: Invitation | None = None


@dataclass(frozen=True)
class Trial:
    """What the solver finds once a way out is taken.

    Attributes
    ----------
    way : WayOut
    change : WayChange
    status : Status
    unmet : int
        The sum of the shortfalls of the musts; 0 if the way out helps.
    penalty : int
    bound : int or None
        A proven lower bound on the penalty.
    seats : mapping of person id to table id
        The seating that was found.
    moved : tuple of str
        Ids of the people who sit at another table than in the closest seating.
    short : tuple of Verdict
        The verdicts on the softened requirements that are not met.
    """

    way: WayOut
    change: WayChange
    status: Status
    unmet: int
    penalty: int
    bound: int | None
    seats: Mapping[str, str]
    moved: tuple[str, ...]
    short: tuple[Verdict, ...]


def find_change(result: Result, way: WayOut) -> WayChange:
    """Return what a way out changes.

    Musts that are made wishes keep their weight. Musts that are relaxed become wishes of such a weight that each unit
    of their shortfall costs more than the whole penalty of the closest seating, so the best seating falls short of them
    by no more than the closest one, if the highest weight allows that.

    Parameters
    ----------
    result : Result
        The closest seating, with the conflict.
    way : WayOut
        One of its ways out.
    """
    if way.kind == "soften":
        return WayChange(softened={identity: result.by_requirement[identity].weight for identity in way.requirements})
    if way.kind in {"access", "drop"}:
        return WayChange(dropped=frozenset(way.requirements))
    if way.kind == "recruit":
        return WayChange(invited=way.invitation)
    softened: dict[str, int] = {}
    seats: dict[str, int] = {}
    for identity in way.requirements:
        requirement = result.by_requirement[identity]
        findings = result.verdict(requirement).findings
        if way.kind == "seat" and requirement.is_about_seats and all(finding.table for finding in findings):
            for finding in findings:
                seats[finding.table or ""] = seats.get(finding.table or "", 0) + finding.shortfall
        else:
            softened[identity] = min(MOST_WEIGHT, max(requirement.weight, result.penalty + 1))
    return WayChange(softened=softened, seats=seats)


def apply_change(inputs: RoundInputs, change: WayChange) -> RoundInputs:
    """Return a copy of the inputs after a change."""
    tables = tuple(table.with_more_seats(change.seats.get(table.id, 0)) for table in inputs.room.tables)
    room = replace(inputs.room, tables=tables)
    if change.invited is not None:
        room = add_seats(room, change.invited.seats)
        for shortage in change.invited.shortages:
            room = add_newcomers(room, shortage.who, shortage.people)
    requirements = tuple(
        _soften(requirement, change) for requirement in inputs.requirements if requirement.id not in change.dropped
    )
    return replace(inputs, room=with_ties(room, requirements), requirements=requirements)


def try_way_out(inputs: RoundInputs, result: Result, way: WayOut, request: Request) -> Trial:
    """Solve a copy of the inputs in which a way out is taken. Nothing is written.

    Parameters
    ----------
    inputs : RoundInputs
    result : Result
        The closest seating of these inputs, with the conflict.
    way : WayOut
        One of its ways out.
    request : Request
        Gives the time limit or the work, the seed, the watch and the stop signal.
    """
    change = find_change(result, way)
    changed = apply_change(inputs, change)
    model = build_model(changed.room, changed.requirements)
    before = result.plan.seats
    with begun(EXACT), Child(stop_signal=request.stop_signal) as worker:
        request = request.begin_search()
        effort, start = choose_effort(request, model), complete_seats(model, before)
        outcome = best_plan(model, effort, request.seed, request.watch, worker, start)
    plan = model.plan(outcome.tables)
    verdicts = review(changed.room, changed.requirements, plan).verdicts
    return Trial(
        way=way,
        change=change,
        status=outcome.status,
        unmet=outcome.unmet,
        penalty=outcome.penalty,
        bound=outcome.bound,
        seats=plan.seats,
        moved=tuple(p.id for p in inputs.room.persons if p.id in before and plan.seats[p.id] != before[p.id]),
        short=tuple(verdicts[identity] for identity in change.softened if verdicts[identity].shortfall),
    )


def _soften(requirement: Requirement, change: WayChange) -> Requirement:
    weight = change.softened.get(requirement.id)
    return requirement if weight is None else requirement.model_copy(update={"must": False, "weight": weight})
