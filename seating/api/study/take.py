"""Make a case of a study the open round: change the convening, mark who stays away, and save the seating."""

from __future__ import annotations

import difflib
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from seating.analysis.arrivals import ArrivalState
from seating.analysis.cases import Case, CaseResult
from seating.api.day.desk_arrivals import ARRIVALS, mark_arrival
from seating.api.editing.convening_edits import HISTORY, edit_convening
from seating.api.editing.convening_text import read_convening_text
from seating.api.inputs import RoundInputs
from seating.api.one_round import judge_outcome
from seating.api.request import Request
from seating.api.result import Solved
from seating.api.saved_rounds.saving import Hold
from seating.api.solve import complete_round
from seating.api.study.study_changes import Changes, find_changes, read_case
from seating.api.study.study_run import Study
from seating.engines import Child, Outcome, Status, Worker
from seating.engines.prestart import begun, likely_engine
from seating.errors import UsageError
from seating.model import build_model, penalty_of
from seating.plan import Plan
from seating.wording import counted


@dataclass(frozen=True)
class Taken:
    """What was done to make a case the open round.

    Attributes
    ----------
    case : Case
    solved : Solved
        The saved round.
    changed : tuple of str
        The lines of the convening that were removed ("-…") and added ("+…"); () if the case did not change it.
    convening : Path
        The file of the convening.
    former : Path or None
        A file with the convening as it was before.
    absent : tuple of str
        The names of the people who were marked absent.
    arrivals : Path
        The file in which they were marked.
    """

    case: Case
    solved: Solved
    changed: tuple[str, ...]
    convening: Path
    former: Path | None
    absent: tuple[str, ...]
    arrivals: Path


def take_case(study: Study, number: int) -> Taken:
    """Make a solved case the open round, as if `solve` had found its seating.

    The convening is changed in place, as one step that can be undone. People who stay away are marked absent in the
    file of arrivals. The list is not changed.

    Parameters
    ----------
    study : Study
    number : int
        The number of the case, from 1.

    Raises
    ------
    UsageError
        When there is no such case, it has no seating, or it cannot be made the round. Nothing is changed then.
    InputError, FolderHeldError
        As for `solve`.
    """
    case, result = _choose(study, number)
    base = study.base
    changes = find_changes(base, case.values)
    _refuse_people(changes)
    edits = changes.listed()
    request = replace(base.request, seed=changes.seed, started=time.monotonic())
    with begun(likely_engine(request.people)), Child(stop_signal=request.stop_signal) as worker, Hold(request) as hold:
        hold.ready(base.inputs.past)
        before = read_convening_text(request)
        after = edit_convening(request, edits, f"Case {number} of a study") if edits else before
        absent = _mark_absent(request, base.inputs, changes, number)
        # who stays away is in the file of arrivals now
        inputs = read_case(replace(base, request=request), replace(changes, out=set()), ())
        first = _judge_again(inputs, request, worker, result)
        solved = complete_round(request, inputs, worker, first)
    lines = difflib.unified_diff(before.text.splitlines(), after.text.splitlines(), lineterm="", n=0)
    changed = tuple(line for line in lines if line[:1] in "+-" and line[:3] not in {"+++", "---"})
    former = request.out / HISTORY / f"{before.sha256[:32]}{after.path.suffix}" if edits else None
    return Taken(case, solved, changed, after.path, former, absent, request.out / ARRIVALS)


def _choose(study: Study, number: int) -> tuple[Case, CaseResult]:
    if not 1 <= number <= len(study.cases):
        raise UsageError(f"The study has no case {number}. It has {counted(len(study.cases), 'case')}.")
    case = study.cases[number - 1]
    if case.result is None:
        raise UsageError(
            f"Case {number} is not solved yet, or the list or the convening has changed since. Run the study."
        )
    if case.goals is None:
        raise UsageError(f"Case {number} has no seating: {case.result.message}")
    return case, case.result


def _refuse_people(changes: Changes) -> None:
    if changes.is_drawn:
        raise UsageError(
            "In this case, chance decides who stays away. It is one possible day, not a plan. "
            "Take the case with absences=0, or leave out `absences`."
        )
    if changes.included:
        raise UsageError(
            "This case adds people whom the list leaves out, and the list is never changed here. "
            "Write yes in their column attending and confirmed in their column status, and run the study again."
        )


def _mark_absent(request: Request, inputs: RoundInputs, changes: Changes, number: int) -> tuple[str, ...]:
    """Mark the people absent who stay away in a case and had a seat. Return their names."""
    away = [person for person in inputs.room.persons if person.id in changes.out]
    for person in away:
        note = f"case {number} of a study"
        mark_arrival(request.out, inputs.people, inputs.room.round_number, person.id, ArrivalState.ABSENT, note=note)
    return tuple(person.label for person in away)


def _judge_again(inputs: RoundInputs, request: Request, worker: Worker, result: CaseResult) -> Solved:
    """Return the result for the seats of a case. Raise `UsageError` if it is not what the study found."""
    model = build_model(inputs.room, inputs.requirements)
    persons: Iterable[str] = (person.id for person in inputs.room.persons)
    if set(persons) != set(result.seats):
        raise UsageError(
            "The people are not those of the case, because a file has changed meanwhile. Run the study again."
        )
    tables = model.tables_of(Plan(dict(result.seats)))
    unmet, penalty = penalty_of(model, tables)
    bound = None if unmet or result.bound is None else min(result.bound, penalty)
    outcome = Outcome(tables, unmet, penalty, bound, Status(result.status), result.seconds)
    solved = judge_outcome(inputs, request, worker, model, outcome)
    if (solved.review.unmet, solved.penalty) != (result.unmet, result.penalty):
        raise UsageError(
            "The seating has another penalty now, because a file has changed meanwhile. Run the study again."
        )
    return solved
