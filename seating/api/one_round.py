"""Seat one round and check the seating. If its musts cannot all be met, find the conflicts and the ways out."""

from __future__ import annotations

import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace

import numpy as np

from seating.analysis.candidates import Candidates
from seating.analysis.season.guests import add_guests, build_guest_model, withdraw_guests
from seating.analysis.season.sessions import is_season
from seating.analysis.season.staff_plan import (
    Season,
    StaffCosts,
    apply_staff_plan,
    build_staff_model,
    has_staff_plan,
)
from seating.api.conflicts import explain_conflicts
from seating.api.inputs import RoundInputs
from seating.api.request import Request
from seating.api.result import Solved, build_result
from seating.convening import inferred_sentences
from seating.engines import Child, Effort, Ending, Outcome, Status, best_plan
from seating.engines.child import ChildDiedError, OutOfTimeError
from seating.engines.feasibility.oracle import ALLOWANCE
from seating.engines.local_search.construction import spread_staff
from seating.engines.local_search.incremental import MUST_PRICE, IncrementalCosts
from seating.engines.messages import AssignSessions, Quiet, SolveStatus
from seating.engines.outcome import is_optimal, status_of
from seating.engines.repair import Baseline, find_min_moves, reduce_penalty
from seating.errors import EngineError, Note
from seating.findings import Verdict
from seating.initiative.memberships import (
    Membership,
    governance_plan,
    governance_requirements,
    governance_room,
    group_governance_tables,
    list_chosen,
    may_stay_member,
)
from seating.judge import Review, review
from seating.model import Model, Value, build_model, penalty_of, shortfalls
from seating.model.sessions import SessionModel, Visits
from seating.plan import IntArray, Plan
from seating.result import Repair
from seating.terms import SharedTerm
from seating.wording import said

__all__ = [
    "CheckedSeats",
    "add_governance",
    "as_governance",
    "assign_sessions",
    "check_agreement",
    "check_seats",
    "choose_effort",
    "judge_governance",
    "judge_outcome",
    "list_inferred",
    "seat_round",
    "settle_outcome",
]

SESSION_WORK = 20.0
"""Work units for a staff plan; about a second each."""

AFTER_INTERRUPTION = 3.0
"""Seconds for finding the conflicts and the ways out after Ctrl-C."""


def seat_round(inputs: RoundInputs, request: Request, child: Child) -> Solved:
    """Seat one round and check the seating. If its musts cannot all be met, explain why.

    Parameters
    ----------
    inputs : RoundInputs
    request : Request
        Gives the effort, the seed and the watch.
    child : Child

    Raises
    ------
    EngineError
        When the engine and the checker disagree.
    """
    model = build_model(inputs.room, inputs.requirements)
    outcome = best_plan(model, choose_effort(request, model), request.seed, request.watch, child)
    return settle_outcome(inputs, request, child, model, outcome)


def add_governance(
    result: Solved,
    inputs: RoundInputs,
    request: Request,
    child: Child | None,
    known: tuple[Membership, ...] | None = None,
) -> Solved:
    """Return the result with the members of the governance tables and the verdicts on requirements that name them.

    The members of some tables are chosen here, after everybody has a seat and duties are drawn. Chosen members of the
    last round stay as far as the musts allow it.

    Parameters
    ----------
    result : Solved
        Everybody has a seat. Its members are those that are named or drawn.
    inputs : RoundInputs
    request : Request
    child : Child or None
        Without it, no members are chosen, and the tables for which they would be are judged only with `known`.
    known : tuple of Membership, optional
        The members of all governance tables if they were chosen before.
    """
    memberships, found = known or result.memberships, list[Solved]()
    for tables in group_governance_tables(inputs.convening.tables):
        is_open = tables[0].chooses_members and known is None
        if is_open and child is None:
            continue
        asked = governance_requirements(inputs.at_governance, tables)
        stay = [one for one in inputs.former_members if is_open and may_stay_member(inputs.people, one)]
        room = governance_room(inputs.room, tables, (*memberships, *stay), result.plan)
        its = replace(inputs, room=room, requirements=asked, at_governance=(), former_members=tuple(stay))
        if is_open and child is not None:
            view = _choose_members(its, request, child)
            ids = {table.id for table in tables}
            chosen = list_chosen(room, view.plan)
            pairs = {(one.table, one.person) for one in chosen}
            others = (m for m in memberships if m.table not in ids or (m.is_drawn and (m.table, m.person) not in pairs))
            memberships = (*others, *chosen)
        elif asked:
            judged = (one for one in memberships if not (tables[0].chooses_members and one.is_drawn))
            view = judge_governance(its, request, judged)
        else:
            continue
        found.append(as_governance(view, result))
    found = [replace(view, memberships=memberships) for view in found]
    return replace(result, memberships=memberships, governance=tuple(found))


def judge_governance(inputs: RoundInputs, request: Request, memberships: Iterable[Membership]) -> Solved:
    """Return the verdicts on the requirements at governance tables whose members are known.

    Parameters
    ----------
    inputs : RoundInputs
        Its room and requirements are those of the governance tables.
    request : Request
    memberships : iterable of Membership
    """
    plan = governance_plan(inputs.room, memberships)
    judged = review(inputs.room, inputs.requirements, plan)
    status = Status.NO_SEATING if judged.unmet else Status.FEASIBLE
    return build_result(request, inputs, plan, judged, status, ())


def as_governance(view: Solved, result: Solved) -> Solved:
    """Return the result at governance tables with what it shares with the result of its round.

    Parameters
    ----------
    view : Solved
        The result at governance tables.
    result : Solved
        The result of the round.
    """
    return replace(
        view,
        private_names=result.private_names,
        duties=result.duties,
        notes=(),
        not_seated=result.not_seated,
        candidates=Candidates(),
        nominations=None,
        harvest=None,
        choices=None,
        invitations=None,
        resources=None,
        recruit=(),
    )


def _choose_members(inputs: RoundInputs, request: Request, child: Child) -> Solved:
    """Choose the members of governance tables, and explain why if the musts cannot all be met.

    Parameters
    ----------
    inputs : RoundInputs
        Its room and requirements are those of the governance tables.
    request : Request
    child : Child
    """
    room = inputs.room
    model = build_model(room, inputs.requirements)
    deadline = request.deadline_from_now()
    former = [one for one in inputs.former_members if one.table in room.table_index]
    if former:
        at = governance_plan(room, former).seats
        numbers = np.array([room.table_index[at[person.id]] for person in room.people], dtype=np.int64)
        baseline = Baseline.of(numbers, model.n_tables)
        work = Effort.for_room(model).work or 0.0
        fewest = find_min_moves(model, baseline, child, request.seed, work, deadline)
        if fewest.tables is not None:
            most = baseline.moves(fewest.tables)
            tables = reduce_penalty(model, baseline, fewest.tables, most, child, request.seed, work, deadline)
            found = judge_governance(inputs, request, list_chosen(room, model.plan(tables)))
            return replace(found, repair=Repair(most <= fewest.bound, most))
    effort = Effort.for_room(model) if deadline is None else Effort.until(deadline)
    outcome = best_plan(model, effort, request.seed, Quiet(request.watch), child)
    return _judge(inputs, request, child, model, outcome)


def settle_outcome(
    inputs: RoundInputs, request: Request, child: Child, model: Model, outcome: Outcome, rounds: int = 1
) -> Solved:
    """Spread the staff over the tables of the seating that an engine found, then proceed as `judge_outcome` does.

    Parameters
    ----------
    inputs : RoundInputs
    request : Request
    child : Child
    model : Model
        The model of the inputs.
    outcome : Outcome
    rounds : int
        The number of rounds that are planned together. They share the work units for explanations.

    Raises
    ------
    EngineError
        When spreading staff made the seating worse, or when the engine and the checker disagree.
    """
    tables = spread_staff(model, outcome.tables)
    if penalty_of(model, tables) > outcome.value:
        raise EngineError("spreading staff made the seating worse. This is a bug in the program; please report it.")
    return judge_outcome(inputs, request, child, model, replace(outcome, tables=tables), rounds)


def judge_outcome(
    inputs: RoundInputs, request: Request, child: Child, model: Model, outcome: Outcome, rounds: int = 1
) -> Solved:
    """Check a final seating, staff included. If its musts cannot all be met, explain why.

    Parameters
    ----------
    inputs : RoundInputs
    request : Request
    child : Child
    model : Model
        The model of the inputs.
    outcome : Outcome
        Its seating is taken as it is.
    rounds : int
        The number of rounds that are planned together. They share the work units for explanations.

    Raises
    ------
    EngineError
        When the engine and the checker disagree.
    """
    return add_governance(_judge(inputs, request, child, model, outcome, rounds), inputs, request, child)


def _judge(
    inputs: RoundInputs, request: Request, child: Child, model: Model, outcome: Outcome, rounds: int = 1
) -> Solved:
    checked = check_seats(inputs, request, child, model, outcome.tables, outcome.status, outcome.bound)
    plan, judged, season = checked.plan, checked.judged, checked.season
    result = build_result(request, inputs, plan, judged, checked.status, _notes(inputs, outcome), season=season)
    result = replace(result, bound=checked.bound, ending=outcome.ending, longer_limit=outcome.longer_limit)
    if judged.unmet:
        deadline = _explained_by(request, outcome) if rounds == 1 else request.deadline
        result = explain_conflicts(result, model, outcome.tables, child, outcome.clash, deadline, ALLOWANCE / rounds)
    return result


@dataclass(frozen=True)
class CheckedSeats:
    """Seats with the staff plan of a season, if it is one, and the checker's verdict.

    Attributes
    ----------
    plan : Plan
    judged : Review
        The checker's verdict on all requirements.
    status : Status
    bound : int or None
        A proven lower bound on the penalty of every seating that meets the musts, whatever its staff plan.
    season : Season or None
    """

    plan: Plan
    judged: Review
    status: Status
    bound: int | None
    season: Season | None = None


def check_seats(
    inputs: RoundInputs,
    request: Request,
    child: Child,
    model: Model,
    tables: IntArray,
    status: Status,
    bound: int | None,
) -> CheckedSeats:
    """Check final seats. In a season of sessions, make the staff plan for them first.

    Parameters
    ----------
    inputs : RoundInputs
    request : Request
    child : Child
    model : Model
        The model of the inputs.
    tables : int array, shape (persons,)
        The table number of each person.
    status : Status
        Of the seats, without the requirements that the staff plan meets.
    bound : int or None
        A proven lower bound of their penalty.

    Raises
    ------
    EngineError
        When the engine and the checker disagree.
    """
    plan = model.plan(tables)
    judged = review(inputs.room, inputs.requirements, plan)
    check_agreement(inputs, model, tables, judged)
    has_staff, rules = has_staff_plan(inputs.room), inputs.convening.sessions
    has_guests = rules.most > 1 and is_season(inputs.room.tables)
    if not has_staff and not has_guests:
        return CheckedSeats(plan, judged, status, bound)
    season = Season(judged.penalty, bound, 0, 0, True, has_staff)
    if has_guests:
        plan, season = _invite_guests(inputs, request, child, model, plan, season)
        judged = review(inputs.room, inputs.requirements, plan)
    if has_staff:
        costs = _find_staff_costs(model, tables)
        sessions = build_staff_model(inputs.room, plan, inputs.staffing, costs, rules)
        visits, is_proven = assign_sessions(sessions, model, request, child)
        plan = apply_staff_plan(inputs.room, plan, visits)
        season = replace(season, is_proven=is_proven)
    whole = review(inputs.room, inputs.all_requirements, plan)
    season = replace(season, staff_penalty=whole.penalty - judged.penalty, staff_unmet=whole.unmet - judged.unmet)
    if season.guests:
        bound = 0 if not whole.penalty else None  # the bound holds for seats without guests
    if whole.unmet and status is not Status.IMPOSSIBLE:
        status, bound = Status.NO_SEATING, None
    elif not whole.unmet:
        status = status_of(
            Value(0, whole.penalty), status is Status.OPTIMAL and is_optimal(Value(0, whole.penalty), bound)
        )
    return CheckedSeats(plan, whole, status, bound, season)


def _invite_guests(
    inputs: RoundInputs, request: Request, child: Child, model: Model, plan: Plan, season: Season
) -> tuple[Plan, Season]:
    """Return the plan with the further sessions of people, and the season with their number."""
    prices = _find_prices(model, model.tables_of(plan), range(model.n_people))
    rules = inputs.convening.sessions
    sessions = build_guest_model(inputs.room, plan, inputs.requirements, prices <= 0, rules)
    visits, is_proven = assign_sessions(sessions, model, request, child)

    def judge(one: Plan) -> list[Verdict]:
        return [requirement.judge(inputs.room, one) for requirement in inputs.requirements]

    visits, is_less = withdraw_guests(inputs.room, plan, visits, judge)
    season = replace(season, guests=int(visits.sum()), guests_proven=is_proven and not is_less)
    return add_guests(inputs.room, plan, visits), season


def assign_sessions(sessions: SessionModel, model: Model, request: Request, child: Child) -> tuple[Visits, bool]:
    """Return who goes to which session, and whether that is proven to be best; nobody goes if the solver fails.

    Parameters
    ----------
    sessions : SessionModel
    model : Model
        The model of the room.
    request : Request
        Gives the seed and the time limit.
    child : Child
    """
    deadline = request.deadline_from_now()
    seconds = None if deadline is None else max(0.01, deadline - time.monotonic())
    with suppress(ChildDiedError, OutOfTimeError):
        child.load(model)  # a worker takes no question before it has a model
        answer = child.ask(AssignSessions(sessions, request.seed, SESSION_WORK, seconds), deadline)
        if answer.tables is not None:
            visits = answer.tables.reshape(sessions.allowed.shape).astype(bool)
            if not sessions.is_possible(visits):
                raise EngineError(
                    "the staff plan breaks its own limits. This is a bug in the program; please report it."
                )
            return visits, answer.status is SolveStatus.PROVEN
    return np.zeros_like(sessions.allowed), False


def _find_staff_costs(model: Model, tables: IntArray) -> StaffCosts:
    """Return where each staff member may serve by the other requirements, with everybody else in their seats."""
    prices = _find_prices(model, tables, range(model.n_people, model.n_persons))
    unmet = prices // MUST_PRICE
    pairs = [
        term.pairs[(term.costs > 0) & (term.pairs >= model.n_people).all(axis=1)] - model.n_people
        for requirement, term in model.terms
        if isinstance(term, SharedTerm) and model.musts[requirement]
    ]
    return StaffCosts(
        allowed=unmet == unmet.min(axis=1, keepdims=True),
        costs=np.maximum(0, prices - unmet * MUST_PRICE),
        apart=np.concatenate([np.zeros((0, 2), dtype=np.int64), *pairs]),
    )


def _find_prices(model: Model, tables: IntArray, persons: range) -> IntArray:
    """Return what a seat at each table would cost each of these persons, shape (persons, tables)."""
    costs = IncrementalCosts.of(model, tables)
    prices = np.zeros((len(persons), model.n_tables), dtype=np.int64)
    for number, person in enumerate(persons):
        home = costs.take(person)
        prices[number] = costs.prices(person)
        costs.put(person, home)
    return prices


def choose_effort(request: Request, model: Model) -> Effort:
    """Return the effort of a search: up to the time limit or, without one, work units for the size of the room."""
    deadline = request.search_deadline
    effort = Effort.for_room(model) if deadline is None else Effort.until(deadline)
    return effort if request.jobs is None else replace(effort, jobs=request.jobs)


def check_agreement(inputs: RoundInputs, model: Model, tables: IntArray, judged: Review) -> None:
    """Compare the shortfalls that the model's terms give with those of the checker, which is authoritative.

    Parameters
    ----------
    inputs : RoundInputs
    model : Model
    tables : int array, shape (persons,)
        The seating that was checked.
    judged : Review
        The checker's result for this seating.

    Raises
    ------
    EngineError
        When a shortfall differs.
    """
    told = shortfalls(model, tables)
    for requirement, shortfall in zip(inputs.requirements, told.tolist(), strict=True):
        found = judged.verdicts[requirement.id].shortfall
        if found != shortfall:
            raise EngineError(
                f"{requirement.id} has a shortfall of {found} by the checker, but of {shortfall} by the model. "
                "This is a bug in the program; please report it with the list and the convening."
            )


def list_inferred(inputs: RoundInputs) -> list[Note]:
    """Return a note for each setting that was inferred."""
    return [Note("inferred", sentence) for sentence in inferred_sentences(inputs.convening, inputs.people)]


def _explained_by(request: Request, outcome: Outcome) -> float | None:
    """Return the deadline for explaining conflicts, as a `time.monotonic` value."""
    if outcome.ending is Ending.INTERRUPTED:
        return time.monotonic() + AFTER_INTERRUPTION
    return request.deadline_from_now()


def _notes(inputs: RoundInputs, outcome: Outcome) -> list[Note]:
    """Return notes on how the seating was made."""
    from seating.report.calendar import calendar_notes

    found = [*list_inferred(inputs), *calendar_notes(inputs.room.tables)]
    if outcome.ending is Ending.INTERRUPTED:
        found.append(Note("interrupted", said("Interrupted. This is the best seating found by then.")))
    if outcome.longer_limit is not None:
        command = f"seating solve … --time-limit {outcome.longer_limit}"
        says = said(
            "A longer search may find a better seating, or prove that there is none: %(command)s", command=command
        )
        found.append(Note("more-time", says))
    if outcome.ending is Ending.LOST:
        says = said("The solver process ended early. This is the best seating found by then.")
        found.append(Note("engine-lost", says))
    return found
