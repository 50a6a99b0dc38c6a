"""Seat one round and check the seating. If its musts cannot all be met, find the conflicts and the ways out."""

from __future__ import annotations

import time
from collections.abc import Collection
from contextlib import suppress
from dataclasses import replace

from seating.api.inputs import RoundInputs
from seating.api.recruit import describe_shortage, find_invitations
from seating.api.request import Request
from seating.api.result import Solved, build_result
from seating.convening import inferred_sentences
from seating.engines import Child, Effort, Ending, FeasibilityOracle, Outcome, Status, best_plan
from seating.engines.feasibility.oracle import ALLOWANCE
from seating.engines.local_search.construction import spread_staff
from seating.errors import EngineError, Note
from seating.explain.conflicts import Conflict, Conflicts, count_clashes, find_conflicts
from seating.explain.ways_out import (
    WayOut,
    find_relaxation,
    list_drops,
    list_invitation_ways,
    list_untried_drops,
    sort_ways,
)
from seating.judge import Review, review
from seating.model import Model, build_model, penalty_of, shortfalls
from seating.plan import IntArray
from seating.requirement import Requirement
from seating.result import Recruit
from seating.wording import said

__all__ = [
    "check_agreement",
    "choose_effort",
    "explain_conflicts",
    "judge_outcome",
    "list_inferred",
    "seat_round",
    "settle_outcome",
]

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
    plan = model.plan(outcome.tables)
    judged = review(inputs.room, inputs.requirements, plan)
    check_agreement(inputs, model, outcome.tables, judged)
    result = build_result(request, inputs, plan, judged, outcome.status, _notes(inputs, outcome))
    result = replace(result, bound=outcome.bound, ending=outcome.ending, longer_limit=outcome.longer_limit)
    if judged.unmet:
        deadline = _explained_by(request, outcome) if rounds == 1 else request.deadline
        result = explain_conflicts(result, model, outcome.tables, child, outcome.clash, deadline, ALLOWANCE / rounds)
    return result


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


def explain_conflicts(
    result: Solved,
    model: Model,
    tables: IntArray,
    child: Child,
    clash: Collection[str] = (),
    deadline: float | None = None,
    allowance: float = ALLOWANCE,
) -> Solved:
    """Return the result with the conflicts, the ways out, and the people to invite.

    The result is returned unchanged unless it is proven that the musts cannot all be met.

    Parameters
    ----------
    result : Solved
        The result of the closest seating.
    model : Model
        The model of the result's room and requirements.
    tables : int array, shape (persons,)
        The closest seating.
    child : Child
    clash : collection of str
        Ids of musts already proven to conflict. If there are any, the first conflict is searched for among them.
    deadline : float or None
        A `time.monotonic` value after which no question is asked. What is undecided then stays unconfirmed.
    allowance : float
        Work units for finding the conflicts and the requirements whose removal resolves them.
    """
    if result.status is not Status.IMPOSSIBLE:
        return result
    together = FeasibilityOracle(model, child, known=[tables], seed=result.seed, allowance=allowance, deadline=deadline)
    order = _order_by_blame(result, model)
    suspects = [identity for identity in order if identity in clash] or order
    ways: list[WayOut] = []
    invited: tuple[Recruit, ...] = ()
    conflicts = Conflicts((Conflict(tuple(suspects), confirmed=False),), complete=False, lifts=())
    began = time.monotonic()
    with suppress(KeyboardInterrupt):  # Ctrl-C ends the search; what was found by then is kept
        unmet = frozenset(identity for identity in order if result.review.verdicts[identity].shortfall)
        conflicts = find_conflicts(order, together, together.once_more, suspects, unmet)
        ways, invited = _find_ways(result, conflicts, together, child, deadline)
    ways = ways or _known_ways(result, conflicts)
    return replace(
        result,
        notes=(*result.notes, *_note_cut_short(conflicts, began, deadline)),
        conflicts=conflicts.found,
        conflicts_complete=conflicts.complete,
        ways_out=sort_ways(ways),
        recruit=invited,
    )


def _find_ways(
    result: Solved, conflicts: Conflicts, together: FeasibilityOracle, child: Child, deadline: float | None
) -> tuple[list[WayOut], tuple[Recruit, ...]]:
    invited = find_invitations(result, child, deadline)
    ways = _relaxed_way(result)
    ways += list_invitation_ways(invited, result.room)
    ways += list_drops(conflicts.lifts, result.by_requirement, result.room, together.shortfall_without)
    if not conflicts.lifts:
        ways += list_untried_drops(conflicts.found[0].requirements, result.by_requirement, result.room)
    return ways, tuple(
        describe_shortage(shortage, invitation) for invitation in invited for shortage in invitation.shortages
    )


def _known_ways(result: Solved, conflicts: Conflicts) -> list[WayOut]:
    """Return the ways out that are known without running the engines."""
    untried = list_untried_drops(conflicts.found[0].requirements, result.by_requirement, result.room)
    return [*_relaxed_way(result), *untried]


def _relaxed_way(result: Solved) -> list[WayOut]:
    """Return the way out that the closest seating shows: relax its unmet musts, if the convener allows that."""
    way = find_relaxation(result.by_requirement, result.review.verdicts, result.room)
    return [] if way is None else [way]


def _order_by_blame(result: Solved, model: Model) -> list[str]:
    """Return the ids of the musts, the most likely causes of a conflict first.

    Musts that counting alone rules out come first, then those written in the convening, those from cells of the list,
    and those about the numbers of seats.
    """
    ruled_out = {clash.requirement for clash in count_clashes(model)}

    def rank(requirement: Requirement) -> tuple[bool, bool, bool]:
        return requirement.id not in ruled_out, requirement.is_about_seats, ":" in requirement.id

    return [requirement.id for requirement in sorted((r for r in result.requirements if r.is_must), key=rank)]


def _note_cut_short(conflicts: Conflicts, began: float, deadline: float | None) -> list[Note]:
    """Return a note if the search for conflicts ran out of time."""
    is_late = deadline is not None and time.monotonic() >= deadline
    if not is_late or (conflicts.complete and conflicts.found[0].confirmed):
        return []
    says = f"The search for conflicts was cut off after {time.monotonic() - began:.1f} seconds."
    return [Note("conflict-cut-short", f"{says} There may be smaller conflicts, and further ones.")]
