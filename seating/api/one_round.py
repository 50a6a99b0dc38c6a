"""Seats one round that was opened, judges the seating, and explains it where the musts clash."""

from __future__ import annotations

import time
from dataclasses import replace

from seating.api.conflicts import explain
from seating.api.inputs import Opened
from seating.api.request import Request
from seating.api.result import Solved
from seating.api.resulting import result_of
from seating.convening import inferred_sentences
from seating.engines import Child, Effort, Ending, Outcome, best_plan
from seating.engines.feasibility.oracle import ALLOWANCE
from seating.engines.local_search.staff import spread_staff
from seating.errors import EngineError, Note
from seating.judge import Review, review
from seating.model import Model, build_model, penalty_of, shortfalls
from seating.plan import IntArray

__all__ = ["agree", "effort_of", "inferred_notes", "judged_as_it_is", "seat", "settled"]

AFTER_INTERRUPTION = 3.0
"""Seconds for the conflict and the ways out after Ctrl-C."""


def seat(opened: Opened, request: Request, child: Child) -> Solved:
    """Seat an opened convening and judge the seating; where its musts cannot all hold, explain why."""
    model = build_model(opened.room, opened.requirements)
    outcome = best_plan(model, effort_of(request, model), request.seed, request.watch, child)
    return settled(opened, request, child, model, outcome)


def settled(opened: Opened, request: Request, child: Child, model: Model, outcome: Outcome, rounds: int = 1) -> Solved:
    """Judge what the engine found for an opened convening; where its musts cannot all hold, explain why.

    Of several rounds that are planned together, each has its part of the work for that.
    """
    tables = spread_staff(model, outcome.tables)
    if penalty_of(model, tables) > outcome.value:
        raise EngineError("spreading staff made the seating worse. This is a fault of the program; please report it.")
    return judged_as_it_is(opened, request, child, model, replace(outcome, tables=tables), rounds)


def judged_as_it_is(
    opened: Opened, request: Request, child: Child, model: Model, outcome: Outcome, rounds: int = 1
) -> Solved:
    """Judge a seating of which nobody moves any more, staff neither; explain where its musts clash."""
    plan = model.plan(outcome.tables)
    judged = review(opened.room, opened.requirements, plan)
    agree(opened, model, outcome.tables, judged)
    result = result_of(request, opened, plan, judged, outcome.status, _notes(opened, outcome))
    result = replace(result, bound=outcome.bound, ending=outcome.ending, longer_limit=outcome.longer_limit)
    if judged.unmet:
        deadline = _explained_by(request, outcome) if rounds == 1 else request.deadline
        result = explain(result, model, outcome.tables, child, outcome.clash, deadline, ALLOWANCE / rounds)
    return result


def effort_of(request: Request, model: Model) -> Effort:
    """Return how much to try: until the time limit, or work by the size of the room."""
    deadline = request.search_deadline
    effort = Effort.for_room(model) if deadline is None else Effort.until(deadline)
    return effort if request.jobs is None else replace(effort, jobs=request.jobs)


def _explained_by(request: Request, outcome: Outcome) -> float | None:
    """Return the moment by which a conflict has to be explained."""
    if outcome.ending is Ending.INTERRUPTED:
        return time.monotonic() + AFTER_INTERRUPTION
    return request.deadline_from_now()


def agree(opened: Opened, model: Model, tables: IntArray, judged: Review) -> None:
    """Raise `EngineError` when the terms and the checks differ; the checker is believed, and it is said.

    Parameters
    ----------
    tables : int array, shape (persons,)
        The seating that was judged.
    """
    told = shortfalls(model, tables)
    for requirement, shortfall in zip(opened.requirements, told.tolist(), strict=True):
        found = judged.verdicts[requirement.id].shortfall
        if found != shortfall:
            raise EngineError(
                f"{requirement.id} falls short by {found} when checked, yet the engine was told {shortfall}. "
                "This is a fault of the program; please report it with the list and the convening."
            )


def inferred_notes(opened: Opened) -> list[Note]:
    """Return what was inferred, in words."""
    return [Note("inferred", sentence) for sentence in inferred_sentences(opened.convening, opened.people)]


def _notes(opened: Opened, outcome: Outcome) -> list[Note]:
    """Return what is worth a word about how the seating was made."""
    from seating.report.calendar import calendar_notes

    found = [*inferred_notes(opened), *calendar_notes(opened.room.tables)]
    if outcome.ending is Ending.INTERRUPTED:
        found.append(Note("interrupted", "Interrupted; this is the best seating found until then."))
    if outcome.longer_limit is not None:
        command = f"seating solve … --time-limit {outcome.longer_limit}"
        says = "A longer search may find a better seating, or prove that there is none"
        found.append(Note("more-time", f"{says}: {command}"))
    if outcome.ending is Ending.LOST:
        found.append(
            Note("engine-lost", "The solver's process ended early; this is the best seating found until then.")
        )
    return found
