"""Run a study: solve the cases that are not solved yet, one after another, and compare all of them."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace

from seating.analysis.cases import Case, CaseResult
from seating.api.request import Request
from seating.api.study.solved_cases import (
    FOLDER,
    append_result,
    find_best,
    number_cases,
    search_candidate,
    solve_case,
    solve_case_in_steps,
)
from seating.api.study.study_changes import Base, open_base
from seating.api.study.variation import Variation, read_variation
from seating.engines import Child
from seating.engines.prestart import begun, kept, likely_engine
from seating.errors import UsageError
from seating.ledger.atomic_files import lock_folder, make_private_folder, replace_file
from seating.present.settings import STANDARD
from seating.report.output import Manifest
from seating.report.study.study_page import render_study
from seating.report.study.study_workbook import study_xlsx
from seating.report.study.texts import Comparison, study_csv
from seating.tasks.cluster import open_cluster
from seating.tasks.executor import ClusterLostError
from seating.tasks.jobs import run_at_once

LAST = FOLDER / "study.json"
"""What varied in the last study, so that it can be continued and taken from without repeating the options."""

LOCK = ".study.lock"

Progress = Callable[[int, int, float | None], None]
"""Is told the number of the case, the number of cases, and the seconds that the rest will probably take, if known."""


@dataclass(frozen=True)
class Study:
    """The cases of a study, with the results known so far.

    Attributes
    ----------
    base : Base
    variation : Variation
    cases : tuple of Case
        Numbered from 1; candidates come last.
    solved : int
        How many cases this run has solved.
    is_interrupted : bool
        Whether the user stopped the run.
    candidates : int
        The number of candidates wanted, the best case included; 0 for none.
    within : int
        How many penalty points a candidate may cost more than the best case.
    """

    base: Base
    variation: Variation
    cases: tuple[Case, ...]
    solved: int = 0
    is_interrupted: bool = False
    candidates: int = 0
    within: int = 0


def open_study(
    request: Request,
    given: Sequence[str] | Variation = (),
    sample: int | None = None,
    candidates: int = 0,
    within: int = 0,
) -> Study:
    """Return a study as far as it is solved. Nothing is solved and nothing is written.

    Parameters
    ----------
    request : Request
    given : sequence of str or Variation
        What varies, or its texts for `read_variation`; without any, what varied in the last study in the output folder.
    sample : int, optional
    candidates : int
        The number of different seatings of the best case to find, with its own; 0 for none.
    within : int
        How many penalty points a candidate may cost more than the best case.

    Raises
    ------
    UsageError
        When nothing is given and there is no last study, or a file cannot be read.
    InputError
        With the errors in the list, the convening, or what varies.
    """
    if isinstance(given, Variation):
        variation = given
    elif given:
        variation = read_variation(given, sample, request.seed)
    else:
        variation, request, last = _read_last(request)
        candidates, within = (candidates, within) if candidates else last
    base = open_base(request, variation)
    cases = number_cases(base, variation, candidates, within)
    return Study(base, variation, cases, candidates=candidates, within=within)


def run_study(study: Study, progress: Progress = lambda number, of, seconds: None) -> Study:
    """Solve the cases that are not solved yet, then search the candidates. Each result is on the disk once it is known.

    If a cluster is lost, the other cases stay unsolved; the same command goes on with them.

    Parameters
    ----------
    study : Study
    progress : callable
        See `Progress`.

    Raises
    ------
    FolderHeldError
        When another study is running in the output folder.
    UsageError
        When the folder cannot be written.
    """
    request = study.base.request
    make_private_folder(request.out, FOLDER)
    with lock_folder(request.out / FOLDER, LOCK), kept():
        cases = list(_renumber(study))  # another run may have solved some meanwhile
        content = json.dumps(
            study.variation.as_plain()
            | {"work": request.work, "jobs": request.jobs, "candidates": study.candidates, "within": study.within}
        )
        replace_file(request.out / LAST, content.encode(), is_private=True)
        waiting = [case for case in cases if case.result is None and not case.candidate]
        solved, is_interrupted = 0, False
        if waiting:
            with closing(_solve_waiting(study, waiting, progress)) as results, suppress(ClusterLostError):
                try:
                    for case, result in results:
                        append_result(request.out, result)
                        cases[case.number - 1] = replace(case, result=result)
                        solved += 1
                except KeyboardInterrupt:
                    is_interrupted = True
        best = find_best(cases) if study.candidates and not is_interrupted else None
        if best is not None:
            cases, found, is_interrupted = _search_candidates(study, best, progress)
            solved += found
    return replace(study, cases=tuple(cases), solved=solved, is_interrupted=is_interrupted)


def _renumber(study: Study) -> tuple[Case, ...]:
    return number_cases(study.base, study.variation, study.candidates, study.within)


def _search_candidates(study: Study, best: Case, progress: Progress) -> tuple[list[Case], int, bool]:
    """Search the candidates one after another. Return the cases, how many were found, and whether the user stopped it.

    A candidate that was not found is left out, and so are those after it.
    """
    request, found = study.base.request, 0
    cases = list(_renumber(study))
    with Child(stop_signal=request.stop_signal) as worker:
        while (waiting := next((case for case in cases if case.result is None), None)) is not None:
            progress(waiting.number, len(cases), None)
            earlier = [best, *(case for case in cases if case.candidate and case.result is not None)]
            try:
                result = search_candidate(study.base, earlier, waiting, study.within, worker)
            except KeyboardInterrupt:
                return cases, found, True
            if result is None:
                return [case for case in cases if case.result is not None], found, False
            append_result(request.out, result)
            cases, found = list(_renumber(study)), found + 1
    return cases, found, False


def _solve_waiting(
    study: Study, waiting: Sequence[Case], progress: Progress
) -> Generator[tuple[Case, CaseResult], None, None]:
    """Yield the result of each case: one after another or, with a cluster, in the order in which they end."""
    base, request, seconds = study.base, study.base.request, 0.0
    if request.cluster is None:
        with begun(likely_engine(request.people)), Child(stop_signal=request.stop_signal) as worker:
            for n, case in enumerate(waiting):
                progress(case.number, len(study.cases), seconds / n * (len(waiting) - n) if n else None)
                started = time.monotonic()
                yield case, solve_case(base, case, worker)
                seconds += time.monotonic() - started
        return
    with open_cluster(request.cluster) as executor, Child(stop_signal=request.stop_signal) as worker:
        started = time.monotonic()
        jobs = ((case, solve_case_in_steps(base, case, worker)) for case in waiting)
        for n, (case, found) in enumerate(run_at_once(executor, jobs, request.stop_signal.check), start=1):
            if isinstance(found, Exception):
                raise found
            yield case, found
            progress(case.number, len(study.cases), (time.monotonic() - started) / n * (len(waiting) - n))


def compare(study: Study) -> Comparison:
    """Return the comparison of the cases, with the names and sentences that others may see."""
    inputs = study.base.inputs
    private = inputs.private_names
    sentences = {one.id: one.sentence(inputs.room) for one in inputs.all_requirements if one.id not in private}
    people = {person.id: person.label for person in inputs.people}
    factors = {key: _shared_factor(key, private) for case in study.cases for key in case.values}
    cases = study.cases
    if any(key != shared for key, shared in factors.items()):
        cases = tuple(
            replace(case, values={factors[key]: value for key, value in case.values.items()}) for case in cases
        )
    return Comparison(cases, inputs.convening.title, people, sentences, study.candidates, study.within)


def _shared_factor(key: str, private: Mapping[str, str]) -> str:
    """Return the name of a factor without the id of a private requirement: "private-1.weight"."""
    rest = key.removeprefix("requirements.")
    identity = next((one for one in private if rest == one or rest.startswith(f"{one}.")), None)
    return key if identity is None else private[identity] + rest.removeprefix(identity)


def write_study(study: Study, compared: Comparison | None = None) -> Mapping[str, str]:
    """Write the comparison to the output folder, as others may see it, and return the files by name.

    Parameters
    ----------
    study : Study
    compared : Comparison, optional
        The comparison, if it was made already.

    Raises
    ------
    UsageError
        When a file cannot be written, or someone else's file has its name.
    """
    out = study.base.request.out
    compared = (compared or compare(study)).for_others()
    page = render_study(compared, study.base.request.settings or STANDARD)
    content = {
        out / "study.html": page.encode(errors="replace"),
        out / "study.csv": study_csv(compared),
        out / "study.xlsx": study_xlsx(compared),
    }
    Manifest(out).write(content)
    return {path.name.replace(".", "_"): path.as_posix() for path in content}


def _read_last(request: Request) -> tuple[Variation, Request, tuple[int, int]]:
    """Return what varied in the last study in the output folder, the request with its effort, and its candidates."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        plain = json.loads((request.out / LAST).read_text(encoding="utf-8"))
        variation, candidates = Variation.of(plain), (plain.get("candidates", 0), plain.get("within", 0))
        if all(type(number) is int and number >= 0 for number in candidates):
            return variation, replace(request, work=plain["work"], jobs=plain["jobs"]), candidates
    raise UsageError(f"{request.out} has no study to continue. Say what varies, for example --vary tables=5,6.")
