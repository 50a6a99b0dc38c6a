"""Print a study: what it found, the cases in order, and how to go on."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import partial

from seating.analysis.cases import Case
from seating.api.study import Study, Taken
from seating.cli.console import Console
from seating.pages import solved
from seating.present.terminal import align
from seating.report.record import result_record
from seating.report.study.texts import STATUSES, Comparison, describe_value, study_record
from seating.wording import counted, listed, shortened

SHOWN_CASES = 30
"""Maximum number of cases in the table; the others are in study.csv."""

SHOWN_FAILURES = 10

VALUE_LENGTH = 40
"""Maximum length of a value in the table, in characters."""

MESSAGE_LENGTH = 300


class StudyProgress:
    """Shows which case is being solved, and how long the others will probably take.

    Parameters
    ----------
    console : Console
    """

    def __init__(self, console: Console) -> None:
        self._console = console

    def announce(self, study: Study) -> None:
        """Print how many cases there are, and how many are solved already."""
        known = sum(1 for case in study.cases if case.result is not None)
        done = f" {known:,} of them solved already;" if known else ""
        self._console.note(f"{counted(len(study.cases), 'case')},{done} Ctrl-C keeps what is solved.")

    def __call__(self, number: int, of: int, seconds: float | None) -> None:
        """Show the number of the case, the number of cases, and the seconds that are left, if they can be told."""
        left = "" if seconds is None else f" · about {_in_words(seconds)} left"
        self._console.progress(f"case {number:,} of {of:,}{left}")


def print_study(console: Console, study: Study, comparison: Comparison, files: Mapping[str, str]) -> None:
    """Print what a study found: the record with --json, otherwise text.

    Parameters
    ----------
    console : Console
    study : Study
    comparison : Comparison
    files : mapping of str to str
        The files that were written.
    """
    if console.as_json:
        console.record(study_record(comparison, files))
        return
    first, *others = comparison.describe()
    best = comparison.ranked[0].goals if comparison.ranked else None
    console.verdict(first, good=best is not None and not best.unmet)
    for sentence in others:
        console.result(sentence)
    shown = comparison.ranked[:SHOWN_CASES]
    rows = [_row(comparison, case) for case in shown]
    headings = (
        "case",
        *comparison.factors,
        "status",
        "unmet",
        "penalty",
        "bound",
        "not heard",
        "left out",
        "differs",
        "",
    )
    console.section("Cases, the best first", align([headings, *rows]) if rows else [])
    if len(comparison.ranked) > len(shown):
        console.result(f"  {len(comparison.ranked) - len(shown):,} more are in {files['study_csv']}.")
    console.section("Failed", [_describe_failure(comparison, case) for case in comparison.failed[:SHOWN_FAILURES]])
    console.result(f"\nThe comparison was written to {files['study_html']} and {files['study_csv']}.")
    if comparison.for_others().is_partial:
        console.result("They leave out the points of private requirements, so penalties and order can differ there.")
    if study.is_interrupted:
        console.result("Interrupted. Run the same command again to solve the other cases.")


def print_taken(console: Console, taken: Taken) -> None:
    """Print what was changed to make a case the open round, how to undo it, and the round as `solve` does."""
    result = taken.solved
    console.show(partial(result_record, result), solved.list_notes(result), solved.list_blocks(result))
    if console.as_json:
        return
    out = taken.arrivals.parent
    number = taken.solved.room.round_number
    console.result(f"\nRound {number} is case {taken.case.number} of the study now.")
    console.section(f"Changed in {taken.convening}", taken.changed)
    if taken.absent:
        console.result(f"\nMarked absent in {taken.arrivals}: {listed(taken.absent)}.")
    called = os.environ.get("SEATING_CALLED", "seating")
    undo = [f"{called} rounds undo --out {out}"]
    undo += [f"cp {taken.former} {taken.convening}"] if taken.former else []
    console.section("To undo this", undo)
    if taken.absent:
        console.result(f"  Then take these people out of {taken.arrivals}.")


def _row(comparison: Comparison, case: Case) -> tuple[str, ...]:
    one, goals, far = case.result, case.goals, comparison.distance(case)
    assert one is not None
    assert goals is not None
    own = f" ({one.penalty:,})" if one.penalty != goals.penalty else ""
    better = comparison.dominated.get(case.number)
    return (
        str(case.number),
        *(shortened(str(describe_value(key, case.values[key])), VALUE_LENGTH) for key in comparison.factors),
        STATUSES[one.status],
        f"{goals.unmet:,}",
        f"{goals.penalty:,}{own}",
        "–" if one.bound is None else f"{one.bound:,}",
        f"{goals.not_heard:,}",
        f"{goals.left_out:,}",
        "–" if far is None else f"{far:.0%}",
        f"candidate {case.candidate}" if case.candidate else "" if better is None else f"worse than {better}",
    )


def _describe_failure(comparison: Comparison, case: Case) -> str:
    values = ", ".join(str(describe_value(key, case.values[key])) for key in comparison.factors)
    why = shortened(" ".join(case.result.message.split()) if case.result else "", MESSAGE_LENGTH)
    return f"{case.number} ({shortened(values, 2 * VALUE_LENGTH)}): {why}"


def _in_words(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    return f"{round(seconds / 60)} min" if seconds < 5_400 else f"{seconds / 3_600:.1f} h"
