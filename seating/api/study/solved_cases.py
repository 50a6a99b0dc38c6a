"""Solve one case, and keep the results of all cases in a file, so that each case is solved once."""

from __future__ import annotations

import hashlib
import json
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from seating._version import __version__
from seating.analysis.cases import ERROR, Case, CaseResult, Goals, Public, rank_cases
from seating.api.checked_seats import check_seats
from seating.api.day.desk_arrivals import ARRIVALS
from seating.api.form_files import COMMITMENTS, RESOURCES
from seating.api.inputs import RoundInputs
from seating.api.one_round import choose_effort, place_staff
from seating.api.result import Solved
from seating.api.study.study_changes import Base, find_changes, read_case
from seating.api.study.variation import Variation, list_cases
from seating.convening.convening_file import plain_table
from seating.engines import Status, Worker
from seating.engines.alternatives import find_alternative
from seating.engines.budget import work_for_room
from seating.engines.interruption import Ending
from seating.engines.outcome import outcome_of
from seating.errors import InputError, SeatingError, as_text
from seating.judge import review
from seating.ledger.event_log import EventLog
from seating.model import build_model, penalty_of
from seating.plan import Plan
from seating.profiles.heads import without_held_seats
from seating.tasks.jobs import Search, Steps, run_here
from seating.voices import VoiceState
from seating.wording import listed

FOLDER = Path("study")
"""The folder in the output folder for what a study keeps. Only this user can read it."""

CASES = FOLDER / "cases.jsonl"
"""One line of JSON for each solved case."""

LOCK = ".cases.lock"
LONGEST_WAIT = 10.0
"""Seconds to wait for another process that is appending a case, which takes milliseconds."""
LONGEST_MESSAGE = 2_000


def number_cases(base: Base, variation: Variation, number: int = 0, within: int = 0) -> tuple[Case, ...]:
    """Return the cases of a study, numbered from 1, with the results that are known already. Candidates come last.

    Parameters
    ----------
    base : Base
    variation : Variation
    number : int
        The number of candidates, the best case included; 0 for none.
    within : int
        How many penalty points a candidate may cost more than the best case.
    """
    given = _hash(_list_given(base))
    keyed = [(values, _hash([given, values])) for values in list_cases(variation)]
    known = _read_results(base.request.out)
    cases = [Case(n, values, key, known.get(key)) for n, (values, key) in enumerate(keyed, start=1)]
    best = find_best(cases)
    for candidate in range(2, number + 1 if best is not None or not all(case.result for case in cases) else 0):
        found = cases[len(keyed) :]
        case = Case(len(cases) + 1, {} if best is None else best.values, "", candidate=candidate)
        if best is not None and all(other.result for other in found):
            key = _hash(
                [best.key, within, [sorted(other.result.seats.items()) for other in (best, *found) if other.result]]
            )
            case = replace(case, key=key, result=known.get(key))
        cases.append(case)
    return tuple(cases)


def find_best(cases: Iterable[Case]) -> Case | None:
    """Return the best case of a study, without candidates; None if a case is not solved yet, or none has a seating."""
    solved = [case for case in cases if not case.candidate]
    return next(iter(rank_cases(solved)), None) if all(case.result for case in solved) else None


def search_candidate(base: Base, earlier: Sequence[Case], case: Case, within: int, worker: Worker) -> CaseResult | None:
    """Return another seating of the best case, as different as possible from earlier ones; None if none was found.

    Parameters
    ----------
    base : Base
    earlier : sequence of Case
        The best case, and the candidates before this one.
    case : Case
        The candidate.
    within : int
        How many penalty points it may cost more than the best case.
    worker : Worker

    Raises
    ------
    SeatingError
        As for `solve`.
    KeyboardInterrupt
        At Ctrl-C.
    """
    started = time.monotonic()
    changes = find_changes(base, case.values)
    request = replace(base.request, seed=changes.seed, started=started)
    inputs = read_case(base, changes, changes.listed())
    model = build_model(inputs.room, inputs.requirements)
    results = [one.result for one in earlier if one.result is not None]
    before = [model.tables_of(Plan(dict(result.seats))) for result in results]
    best = penalty_of(model, before[0])
    effort = choose_effort(request, model)
    work = work_for_room(model) if effort.work is None else effort.work
    most = best._replace(penalty=best.penalty + within)
    found = find_alternative(model, before, most, worker, request.seed, work, effort.jobs)
    if found is None:
        return None
    tables = place_staff(inputs, model, found.tables)
    outcome = outcome_of(model, tables, results[0].bound or 0, 0.0, otherwise=Status(results[0].status))
    solved = check_seats(inputs, request, worker, model, tables, outcome.status, outcome.bound)
    is_proven = found.is_proven and np.array_equal(tables, found.tables) and not solved.plan.further
    result = replace(_result_of(base, case, solved), is_proven_different=is_proven)
    return replace(result, seconds=round(time.monotonic() - started, 3))


def append_result(out: Path, result: CaseResult) -> None:
    """Append the result of a case to the file. It is on the disk when this returns.

    Raises
    ------
    FolderHeldError
        When another process keeps the lock for longer than `LONGEST_WAIT`.
    UsageError
        When the file cannot be written.
    """
    log = EventLog(out, CASES, LOCK, wait=LONGEST_WAIT)
    with log.lock():
        log.append([result.as_plain()])


def solve_case(base: Base, case: Case, worker: Worker) -> CaseResult:
    """Solve one case as `solve` would, and return what is kept of it. A case that fails gets a message.

    Parameters
    ----------
    base : Base
    case : Case
    worker : Worker
        A solver process; cases may share one.

    Raises
    ------
    KeyboardInterrupt
        At Ctrl-C. The case counts as not solved then.
    """
    return run_here(solve_case_in_steps(base, case, worker), base.request.watch, worker)


def solve_case_in_steps(base: Base, case: Case, worker: Worker) -> Steps[CaseResult]:
    """Do what `solve_case` does, but let the caller search for the seating; parameters and errors are the same."""
    started = time.monotonic()
    try:
        solved = yield from _seat_case(base, case, worker)
        if solved.ending is Ending.INTERRUPTED:
            raise KeyboardInterrupt
        result = _result_of(base, case, solved)
    except InputError as error:
        first, more = error.problems[0], len(error.problems) - 1
        rest = f" {more:,} more." if more else ""
        shared = as_text(first)
        if first.column is not None:  # the column may be private
            shared = f"A cell of {first.file} does not fit this convening. The terminal says which. [{first.slug}]"
        result = _failure(case, as_text(first) + rest, shared + rest)
    except SeatingError as error:
        result = _failure(case, str(error), str(error))
    return replace(result, seconds=round(time.monotonic() - started, 3))


def _seat_case(base: Base, case: Case, worker: Worker) -> Steps[Solved]:
    """Return the seating of a case, checked, without explanations of what cannot be met; errors are as for `solve`."""
    changes = find_changes(base, case.values)
    request = replace(base.request, seed=changes.seed, started=time.monotonic())
    inputs = read_case(base, changes, changes.listed())
    model = build_model(inputs.room, inputs.requirements)
    outcome = yield Search(model, choose_effort(request, model), request.seed)
    tables = place_staff(inputs, model, outcome.tables)
    result = check_seats(inputs, request, worker, model, tables, outcome.status, outcome.bound)
    return replace(result, ending=outcome.ending)


def _result_of(base: Base, case: Case, solved: Solved) -> CaseResult:
    shared = solved.for_team
    not_heard = tuple(
        (voice.name, voice.state.value) for voice in shared.review.voices if voice.state is not VoiceState.HEARD
    )
    there = {person.id for person in solved.room.persons}
    stated = _judge_alike(base, case, solved)
    shared_stated = stated.for_team
    unmet = [one for one in shared.judged if not one.met and one.applies]
    broken = {one.id: None if one.is_private and not one.is_must else one.verdict.shortfall for one in unmet}
    message = ""
    if solved.review.unmet:
        musts = [one.id for one in unmet if one.is_must]
        proven = solved.status.value == "impossible"
        message = f"{'The musts cannot all be met' if proven else 'No seating that meets all musts was found'}. "
        message += f"Unmet: {listed(musts)}."
    return CaseResult(
        key=case.key,
        values=dict(case.values),
        status=solved.status.value,
        unmet=solved.review.unmet,
        penalty=solved.penalty,
        bound=solved.bound,
        goals=Goals(
            stated.review.unmet,
            len(not_heard),
            sum(one.id not in there for one in without_held_seats(base.inputs.room.persons)),
            stated.penalty,
        ),
        public=Public(
            shared.penalty,
            shared.bound,
            shared_stated.penalty,
            shared.lacks_points or shared_stated.lacks_points,
        ),
        broken=broken,
        not_heard=not_heard,
        has_voices=bool(shared.review.voices),
        worst=_find_worst(solved),
        seats=dict(solved.plan.seats),
        further=dict(solved.plan.further),
        message=message,
        shared_message=message,
    )


def _judge_alike(base: Base, case: Case, solved: Solved) -> Solved:
    """Return the result judged by the requirements as the convening states them.

    The penalties of two cases with other requirements or weights could not be compared.
    """
    changes = find_changes(base, case.values)
    edits = changes.listed(with_requirements=False)
    if len(edits) == len(changes.listed()):
        return solved
    inputs: RoundInputs = read_case(base, changes, edits)
    judged = review(inputs.room, inputs.all_requirements, solved.plan)
    return replace(solved, requirements=inputs.all_requirements, private_names=inputs.private_names, review=judged)


def _find_worst(solved: Solved) -> tuple[str, int] | None:
    """Return the person that unmet shoulds that are not private name most, by weight times shortfall."""
    points: Counter[str] = Counter()
    for requirement in solved.requirements:
        if not requirement.is_must and not solved.is_private(requirement):
            for finding in solved.verdict(requirement).findings:
                for person in finding.people:
                    points[person] += requirement.weight * finding.shortfall
    return min(points.items(), key=lambda one: (-one[1], one[0]), default=None)


def _failure(case: Case, message: str, shared: str) -> CaseResult:
    kept = message[:LONGEST_MESSAGE], shared[:LONGEST_MESSAGE]
    return CaseResult(case.key, dict(case.values), ERROR, message=kept[0], shared_message=kept[1])


def _read_results(out: Path) -> Mapping[str, CaseResult]:
    """Return the saved results by key. Of two with the same key, the first counts."""
    found: dict[str, CaseResult] = {}
    for result in EventLog(out, CASES, LOCK).read(CaseResult.of):
        found.setdefault(result.key, result)
    return found


def _list_given(base: Base) -> Sequence[Any]:
    """Return everything besides its values on which the result of a case depends, as plain data."""
    request, inputs = base.request, base.inputs
    beside = Path(request.people).parent
    files = (request.out / ARRIVALS, beside / RESOURCES, beside / COMMITMENTS)
    past = [
        [
            one.number,
            sorted(one.seats.items()),
            sorted(one.duties.items()),
            sorted(one.unmet),
            sorted(one.staff.items()),
        ]
        for one in inputs.room.history.rounds
    ]
    return [
        __version__,
        base.listed.people.sha256,
        base.text.text,
        repr([plain_table(table) for table in inputs.convening.tables]),
        [list(one) for one in inputs.chart_files],
        [_hash_file(path) for path in files],
        [inputs.room.round_number, past],
        [request.work, request.jobs],
    ]


def _hash(plain: Any) -> str:
    return hashlib.sha256(
        json.dumps(plain, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")
    ).hexdigest()


def _hash_file(path: Path) -> str:
    with suppress(OSError):
        return hashlib.sha256(path.read_bytes()).hexdigest()
    return ""
