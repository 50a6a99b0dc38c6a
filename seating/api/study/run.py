"""Run a study: solve the cases that are not solved yet, one after another, and compare all of them."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace

from seating.analysis.cases import Case, CaseResult
from seating.api.request import Request
from seating.api.study.cases import FOLDER, append_result, number_cases, solve_case, solve_case_in_steps
from seating.api.study.changes import Base, open_base
from seating.api.study.variation import Variation, read_variation
from seating.engines import Child
from seating.engines.prestart import begun, likely_engine
from seating.errors import UsageError
from seating.ledger.files import lock_folder, make_private_folder, replace_file
from seating.report.output import Manifest
from seating.report.settings import STANDARD
from seating.report.study.page import render_study
from seating.report.study.texts import Comparison, study_csv
from seating.report.study.workbook import study_xlsx
from seating.tasks.executor import ClusterLostError, open_cluster
from seating.tasks.steps import run_at_once

__all__ = ["Study", "compare", "open_study", "run_study", "write_study"]

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
        Numbered from 1.
    solved : int
        How many cases this run has solved.
    is_interrupted : bool
        Whether the user stopped the run.
    """

    base: Base
    variation: Variation
    cases: tuple[Case, ...]
    solved: int = 0
    is_interrupted: bool = False


def open_study(request: Request, given: Sequence[str] = (), sample: int | None = None) -> Study:
    """Return a study as far as it is solved. Nothing is solved and nothing is written.

    Parameters
    ----------
    request : Request
    given : sequence of str
        What varies, as for `read_variation`; without any, what varied in the last study in the output folder.
    sample : int, optional

    Raises
    ------
    UsageError
        When nothing is given and there is no last study, or a file cannot be read.
    InputError
        With the errors in the list, the convening, or what varies.
    """
    if given:
        variation = read_variation(given, sample, request.seed)
    else:
        variation, request = _read_last(request)
    base = open_base(request, variation)
    return Study(base, variation, number_cases(base, variation))


def run_study(study: Study, progress: Progress = lambda number, of, seconds: None) -> Study:
    """Solve the cases that are not solved yet. Each result is on the disk as soon as it is known.

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
    with lock_folder(request.out / FOLDER, LOCK):
        cases = list(number_cases(study.base, study.variation))  # another run may have solved some meanwhile
        content = json.dumps(study.variation.as_plain() | {"work": request.work, "jobs": request.jobs})
        replace_file(request.out / LAST, content.encode(), is_private=True)
        waiting = [case for case in cases if case.result is None]
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
    return replace(study, cases=tuple(cases), solved=solved, is_interrupted=is_interrupted)


def _solve_waiting(
    study: Study, waiting: Sequence[Case], progress: Progress
) -> Generator[tuple[Case, CaseResult], None, None]:
    """Yield the result of each case: one after another or, with a cluster, in the order in which they end."""
    base, request, seconds = study.base, study.base.request, 0.0
    if request.cluster is None:
        with begun(likely_engine(request.people)), Child(stop_signal=request.stop_signal) as child:
            for n, case in enumerate(waiting):
                progress(case.number, len(study.cases), seconds / n * (len(waiting) - n) if n else None)
                started = time.monotonic()
                yield case, solve_case(base, case, child)
                seconds += time.monotonic() - started
        return
    with open_cluster(request.cluster) as executor, Child(stop_signal=request.stop_signal) as child:
        started = time.monotonic()
        jobs = ((case, solve_case_in_steps(base, case, child)) for case in waiting)
        for n, (case, found) in enumerate(run_at_once(executor, jobs, request.stop_signal.check), start=1):
            if isinstance(found, Exception):
                raise found
            yield case, found
            progress(case.number, len(study.cases), (time.monotonic() - started) / n * (len(waiting) - n))


def compare(study: Study, candidates: int = 0, within: int = 0) -> Comparison:
    """Return the comparison of the cases, with the names and sentences that others may see.

    Parameters
    ----------
    study : Study
    candidates : int
        The number of good cases to choose that differ most from one another; 0 for none.
    within : int
        How many penalty points such a case may cost more than the best.
    """
    inputs = study.base.inputs
    private = inputs.private_names
    sentences = {one.id: one.sentence(inputs.room) for one in inputs.all_requirements if one.id not in private}
    people = {person.id: person.label for person in inputs.people}
    return Comparison(study.cases, inputs.convening.title, people, sentences, candidates, within)


def write_study(study: Study, compared: Comparison | None = None) -> Mapping[str, str]:
    """Write the comparison to the output folder, and return the files by name.

    Parameters
    ----------
    study : Study
    compared : Comparison, optional
        The comparison, if it was made already.

    Raises
    ------
    UsageError
        When a file cannot be written, or somebody else's file has its name.
    """
    out = study.base.request.out
    compared = compared or compare(study)
    page = render_study(compared, study.base.request.settings or STANDARD)
    content = {
        out / "study.html": page.encode(errors="replace"),
        out / "study.csv": study_csv(compared),
        out / "study.xlsx": study_xlsx(compared),
    }
    Manifest(out).write(content)
    return {path.name.replace(".", "_"): path.as_posix() for path in content}


def _read_last(request: Request) -> tuple[Variation, Request]:
    """Return what varied in the last study in the output folder, and the request with the effort of that study."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        plain = json.loads((request.out / LAST).read_text(encoding="utf-8"))
        return Variation.of(plain), replace(request, work=plain["work"], jobs=plain["jobs"])
    raise UsageError(f"{request.out} has no study to continue. Say what varies, for example --vary tables=5,6.")
