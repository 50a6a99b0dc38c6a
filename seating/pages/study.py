"""A study: what it found, the cases in order, and how to go on; and a case that was made the open round."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping

from seating.analysis.cases import Case
from seating.api.study import Study, Taken
from seating.pages import solved
from seating.pages.unmet import cut
from seating.present.blocks import (
    NOTHING,
    Block,
    Column,
    Heading,
    Lines,
    Row,
    Span,
    Table,
    Text,
    data,
    paragraph,
    titled,
)
from seating.report.study.study_page import name_factor, show_value
from seating.report.study.texts import STATUSES, Comparison, describe_case
from seating.wording import Said, said, said_count, said_list, shortened

SHOWN_CASES = 30
"""Maximum number of cases in the table; the others are in study.csv."""

SHOWN_FAILURES = 10

VALUE_LENGTH = 40
"""Maximum length of a value in the table, in characters."""

MESSAGE_LENGTH = 300


def list_blocks(study: Study, comparison: Comparison, files: Mapping[str, str]) -> Iterator[Block]:
    """Yield what a study found.

    Parameters
    ----------
    study : Study
    comparison : Comparison
    files : mapping of str to str
        The files that were written.
    """
    first, *others = comparison.describe()
    best = comparison.ranked[0].goals if comparison.ranked else None
    yield paragraph(Span(first, tone="good" if best is not None and not best.unmet else "open"))
    yield Lines(others)
    yield _tabulate_cases(comparison)
    if (left := len(comparison.ranked) - SHOWN_CASES) > 0:
        yield paragraph(
            said_count(
                "%(number)s more is in %(file)s.", "%(number)s more are in %(file)s.", left, file=files["study_csv"]
            )
        )
    yield from titled(said("Failed"), [_tell_failure(comparison, case) for case in comparison.failed[:SHOWN_FAILURES]])
    page, table = files["study_html"], files["study_csv"]
    yield paragraph(said("The comparison was written to %(page)s and %(file)s.", page=page, file=table))
    if comparison.for_others().is_partial:
        yield paragraph(
            said("They leave out the points of private requirements, so penalties and order can differ there.")
        )
    if study.is_interrupted:
        yield paragraph(said("Interrupted. Run the same command again to solve the other cases."))


def list_taken(taken: Taken) -> Iterator[Block]:
    """Yield the round as `solve` does, what was changed to make a case the open round, and how to undo it."""
    yield from solved.list_blocks(taken.solved)
    out, number = taken.arrivals.parent, taken.solved.room.round_number
    yield paragraph(said("Round %(round)s is case %(case)s of the study now.", round=number, case=taken.case.number))
    yield from titled(said("Changed in %(file)s", file=taken.convening.as_posix()), map(data, taken.changed))
    if taken.absent:
        yield paragraph(
            said("Marked absent in %(file)s: %(names)s.", file=taken.arrivals.as_posix(), names=said_list(taken.absent))
        )
    called = os.environ.get("SEATING_CALLED", "seating")
    undo: list[Text] = [data(f"{called} rounds undo --out {out}")]
    undo += [data(f"cp {taken.former} {taken.convening}")] if taken.former else []
    undo += [said("Then take these people out of %(file)s.", file=taken.arrivals.as_posix())] if taken.absent else []
    yield Heading(said("To undo this"))
    yield Lines(undo, "bullets")


def _tabulate_cases(comparison: Comparison) -> Table:
    titles = (
        Column(said("Case")),
        *(Column(name_factor(key)) for key in comparison.factors),
        Column(said("How good")),
        Column(said("Unmet musts"), is_number=True),
        Column(said("Penalty"), is_number=True),
        Column(said("Bound"), is_number=True),
        Column(said("Voices not fully in the room"), is_number=True),
        Column(said("Left out"), is_number=True),
        Column(said("Differs"), is_number=True),
        Column(""),
    )
    rows = [_describe_row(comparison, case) for case in comparison.ranked[:SHOWN_CASES]]
    return Table(said("Cases, the best first"), titles, rows)


def _describe_row(comparison: Comparison, case: Case) -> Row:
    one, goals, far = case.result, case.goals, comparison.distance(case)
    assert one is not None
    assert goals is not None
    remark: Text = ""
    if case.candidate:
        remark = said("candidate %(number)s", number=case.candidate)
    elif (better := comparison.dominated.get(case.number)) is not None:
        remark = said("worse than case %(case)s", case=better)
    cells: tuple[Text, ...] = (
        str(case.number),
        *(data(cut(show_value(key, case.values[key]), VALUE_LENGTH) or NOTHING) for key in comparison.factors),
        said(STATUSES[one.status]),
        goals.unmet,
        goals.penalty if one.penalty == goals.penalty else f"{goals.penalty:,} ({one.penalty:,})",
        NOTHING if one.bound is None else one.bound,
        goals.not_heard,
        goals.left_out,
        NOTHING if far is None else f"{far:.0%}",
        remark,
    )
    return Row(cells)


def _tell_failure(comparison: Comparison, case: Case) -> Said:
    values = describe_case(case, comparison.factors)
    why = shortened(" ".join(case.result.message.split()) if case.result else "", MESSAGE_LENGTH)
    values = cut(values, 2 * VALUE_LENGTH)
    return said("%(case)s (%(values)s): %(why)s", case=case.number, values=values, why=why)
