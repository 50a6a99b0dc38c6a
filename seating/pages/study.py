"""A study: what it found, the cases in order, and how to go on; and a case that was made the open round."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping

from seating.analysis.cases import Case
from seating.api.study import Study, Taken
from seating.pages import solved
from seating.present.blocks import (
    Block,
    Heading,
    Lines,
    Span,
    Text,
    data,
    paragraph,
    titled,
)
from seating.present.shortening import cut, cut_short
from seating.report.study.study_page import list_cases
from seating.report.study.texts import Comparison, describe_case
from seating.wording import Said, said, said_list, shortened

SHOWN_CASES = 30
"""Maximum number of cases in the table; the others are on the page."""

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
    for block in list_cases(comparison):
        yield from cut_short(block, SHOWN_CASES)
    yield from titled(said("Failed"), [_tell_failure(comparison, case) for case in comparison.failed[:SHOWN_FAILURES]])
    page, table = files["study_html"], files["study_csv"]
    yield paragraph(said("The comparison was written to %(page)s and %(file)s.", page=page, file=table))
    if comparison.for_others().is_partial:
        yield paragraph(
            said(
                "These files leave out points from private requirements, so penalties and the order of cases "
                "can differ there."
            )
        )
    if study.is_interrupted:
        yield paragraph(said("Interrupted. Rerun the same command to solve the other cases."))


def list_taken(taken: Taken, given: str) -> Iterator[Block]:
    """Yield the round as `solve` does, what was changed to make a case the open round, and how to undo it.

    Parameters
    ----------
    taken : Taken
    given : str
        The list and the options that name the same inputs to another command.
    """
    yield from solved.list_blocks(taken.solved, given)
    out, number = taken.arrivals.parent, taken.solved.room.round_number
    yield paragraph(said("Round %(round)s is now case %(case)s of the study.", round=number, case=taken.case.number))
    yield from titled(said("Changed in %(file)s", file=taken.convening.as_posix()), map(data, taken.changed))
    if taken.absent:
        yield paragraph(
            said("Marked absent in %(file)s: %(names)s.", file=taken.arrivals.as_posix(), names=said_list(taken.absent))
        )
    called = os.environ.get("SEATING_CALLED", "seating")
    undo: list[Text] = [data(f"{called} rounds undo --out {out}")]
    undo += [data(f"cp {taken.former} {taken.convening}")] if taken.former else []
    undo += (
        [said("Then, in %(file)s, remove the people marked absent.", file=taken.arrivals.as_posix())]
        if taken.absent
        else []
    )
    yield Heading(said("To undo this"))
    yield Lines(undo, "bullets")


def _tell_failure(comparison: Comparison, case: Case) -> Said:
    values = describe_case(case, comparison.factors)
    why = shortened(" ".join(case.result.message.split()) if case.result else "", MESSAGE_LENGTH)
    values = cut(values, 2 * VALUE_LENGTH)
    return said("%(case)s (%(values)s): %(why)s", case=case.number, values=values, why=why)
