"""Check final seats. In a season of sessions, choose the further sessions of people and staff first."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

import numpy as np

from seating.analysis.season.guests import add_guests, build_guest_model, may_invite_guests, withdraw_guests
from seating.analysis.season.staffing import (
    Season,
    StaffCosts,
    apply_staff_plan,
    build_staff_model,
    has_staff_plan,
)
from seating.api.inputs import RoundInputs
from seating.api.request import Request
from seating.api.result import Solved, build_result
from seating.engines import Status, Worker
from seating.engines.local_search.incremental import MUST_PRICE, IncrementalCosts
from seating.engines.messages import AssignSessions, SolveStatus, Stage
from seating.engines.outcome import is_optimal, status_of
from seating.engines.worker import OutOfTimeError, WorkerDiedError
from seating.errors import EngineError, Note
from seating.judge import Review, review
from seating.model import Model, Value, build_model, shortfalls
from seating.model.session_model import SessionModel, Visits
from seating.requirements.base.findings import Verdict
from seating.requirements.base.kind import allows_further
from seating.requirements.pin import PinRequirement
from seating.room.plan import IntArray, Plan
from seating.terms import SharedTerm

SESSION_WORK = 20.0
"""Work units for a staff plan; about a second each."""


def check_seats(
    inputs: RoundInputs,
    request: Request,
    worker: Worker,
    model: Model,
    tables: IntArray,
    status: Status,
    bound: int | None,
    notes: Iterable[Note] = (),
    kept_chairs: Mapping[str, int] | None = None,
) -> Solved:
    """Return the result of final seats, checked. In a season of sessions, make the staff plan for them first.

    Parameters
    ----------
    inputs : RoundInputs
    request : Request
    worker : Worker
    model : Model
        The model of the inputs.
    tables : int array, shape (persons,)
        The table number of each person.
    status : Status
        Of the seats, without the requirements that the staff plan meets.
    bound : int or None
        A proven lower bound of their penalty. That of the result holds for every seating that meets the musts, whatever
        its staff plan.
    notes, kept_chairs
        As for `build_result`.

    Raises
    ------
    EngineError
        When the engine and the checker disagree.
    """
    request.watch.stage(Stage.CHECKING)
    plan = model.plan(tables)
    judged = review(inputs.room, inputs.requirements, plan)
    _check_agreement(inputs, model, tables, judged)
    has_staff, rules = has_staff_plan(inputs.room), inputs.convening.sessions
    has_guests = may_invite_guests(rules, inputs.room.tables)
    if not has_staff and not has_guests:
        result = build_result(request, inputs, plan, judged, status, notes, kept_chairs=kept_chairs)
        return replace(result, bound=bound)
    season = Season(judged.penalty, bound, 0, 0, True, has_staff)
    if has_guests:
        plan, season = _invite_guests(inputs, request, worker, model, plan, season)
        judged = review(inputs.room, inputs.requirements, plan)
    if has_staff:
        locks = [one for one in inputs.requirements if isinstance(one, PinRequirement) and allows_further(one)]
        free = tuple(one for one in inputs.requirements if one not in locks)
        costs = _find_staff_costs(build_model(inputs.room, free) if locks else model, tables)
        former = {person: one.tables for person, one in inputs.former_people.items()}
        sessions = build_staff_model(inputs.room, plan, inputs.staffing, costs, rules, former, locks)
        visits, is_proven = _assign_sessions(sessions, model, request, worker)
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
    return replace(build_result(request, inputs, plan, whole, status, notes, season, kept_chairs), bound=bound)


def _check_agreement(inputs: RoundInputs, model: Model, tables: IntArray, judged: Review) -> None:
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


def _invite_guests(
    inputs: RoundInputs, request: Request, worker: Worker, model: Model, plan: Plan, season: Season
) -> tuple[Plan, Season]:
    """Return the plan with the further sessions of people, and the season with their number."""
    counting = [
        number for number, one in enumerate(inputs.requirements) if one.counts_guests and not allows_further(one)
    ]
    is_harmless = _find_harmless(model, model.tables_of(plan), counting)
    unread = [inputs.room.index[person] for person in inputs.unexpected]
    is_harmless[unread] = False  # a cell of theirs may rule a session out
    rules = inputs.convening.sessions
    former = inputs.list_former_further()
    sessions = build_guest_model(inputs.room, plan, inputs.requirements, is_harmless, rules, former)
    visits, is_proven = _assign_sessions(sessions, model, request, worker)

    def judge(one: Plan) -> list[Verdict]:
        return [requirement.judge(inputs.room, one) for requirement in inputs.requirements]

    visits, is_less = withdraw_guests(inputs.room, plan, visits, judge)
    season = replace(season, guests=int(visits.sum()), guests_proven=is_proven and not is_less)
    return add_guests(inputs.room, plan, visits), season


def _assign_sessions(sessions: SessionModel, model: Model, request: Request, worker: Worker) -> tuple[Visits, bool]:
    """Return who goes to which session, and whether that is proven to be best; no one goes if no answer comes.

    Parameters
    ----------
    sessions : SessionModel
    model : Model
        The model of the room.
    request : Request
        Gives the seed and the time limit.
    worker : Worker
    """
    deadline = request.deadline_from_now()
    seconds = None if deadline is None else max(0.01, deadline - time.monotonic())
    with suppress(WorkerDiedError, OutOfTimeError, KeyboardInterrupt):  # Ctrl-C keeps the seats
        worker.load(model)  # a worker takes no question before it has a model
        answer = worker.ask(AssignSessions(sessions, request.seed, SESSION_WORK, seconds), deadline)
        if answer.tables is not None:
            visits = answer.tables.reshape(sessions.allowed.shape).astype(bool)
            if not sessions.is_possible(visits):
                raise EngineError(
                    "the staff plan breaks its own limits. This is a bug in the program; please report it."
                )
            return visits, answer.status is SolveStatus.PROVEN
    return np.zeros_like(sessions.allowed), False


def _find_staff_costs(model: Model, tables: IntArray) -> StaffCosts:
    """Return where each staff member may serve by the other requirements, with everyone else in their seats."""
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


def _find_harmless(model: Model, tables: IntArray, counting: Sequence[int]) -> Visits:
    """Return whether a further seat for a person at a table would make no requirement worse, shape (people, tables).

    `counting` has the numbers of the requirements that count guests.

    What one requirement gains makes up for no loss of another: a person is not asked to come where they cannot be.
    """
    costs = IncrementalCosts.of(model, tables)
    harmless = np.zeros((model.n_people, model.n_tables), dtype=bool)
    for person in range(model.n_people):
        home = costs.take(person)
        harmless[person] = (costs.shortfall_changes(person)[counting] <= 0).all(axis=0)
        costs.put(person, home)
    return harmless


def _find_prices(model: Model, tables: IntArray, persons: range) -> IntArray:
    """Return what a seat at each table would cost each of these persons, shape (persons, tables)."""
    costs = IncrementalCosts.of(model, tables)
    prices = np.zeros((len(persons), model.n_tables), dtype=np.int64)
    for number, person in enumerate(persons):
        home = costs.take(person)
        prices[number] = costs.prices(person)
        costs.put(person, home)
    return prices
