"""The quarterly check-in of the leadership table with the funder: one sheet that both read beforehand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from seating.analysis.promises import PromiseState
from seating.convening import Convening
from seating.forms.worksheets import MEASURE, THEORY, Worksheets
from seating.present.blocks import NOTHING, Block, Column, Heading, Lines, Row, Table, Text, below, data, paragraph
from seating.report.shown_promises import date_used
from seating.report.shown_worksheets import list_by_table, list_waiting, name_others, tell_unread
from seating.result import Result
from seating.result.open_promises import find_promises
from seating.room.tables import in_order_of_numbers
from seating.wording import message, said

QUESTIONS = (
    message("What did the tables learn that changes the plan?"),
    message("What does the funder hear elsewhere that the tables should know about?"),
    message("Which grant rule stands in a table’s way?"),
    message("Who else should hear this conversation?"),
)
"""The questions of the conversation, so that all members of the leadership table hear the same."""

BLANK_ROWS = 3


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield the sheet; nothing if there are neither promises nor requests nor measures."""
    measures = list(_list_measures(result.convening, result.worksheets))
    waiting = list_waiting(result)
    if result.commitments is None and not waiting and not measures:
        return
    if any(table.kind == "leadership" for table in result.convening.tables):
        about = said(
            "All members of the leadership table take part, so that everyone hears the same things "
            "and can ask questions."
        )
        yield paragraph(about, "intro")
    if result.convening.shared_result:
        yield paragraph((said("What all of this is for:"), " ", data(result.convening.shared_result)))
    titles = (Column(said("Measure")), Column(said("Baseline")), Column(said("Target")), Column(said("Now")))
    yield Table(said("Measures"), titles, measures or [Row(("",) * 4)] * BLANK_ROWS, "measures")
    yield from _count_promises(result)
    yield Heading(said("Questions"))
    yield Lines(list(map(said, QUESTIONS)), "numbers")
    agreed = (Column(said("What we agree on")), Column(said("Who")), Column(said("By when")))
    yield Table(said("Agreed"), agreed, [Row(("",) * 3)] * BLANK_ROWS, "asked")


def _list_measures(convening: Convening, worksheets: Worksheets) -> Iterator[Row]:
    """Yield the measures of the outcomes, whose date is their target, and those of the theories of change."""
    for outcome in convening.outcomes:
        measure = (data(outcome.measure), " ", below(outcome.name, is_data=True))
        target = data(outcome.by) if outcome.by else ""
        yield Row((measure if outcome.measure else data(outcome.name), "", target, ""))
    for line in worksheets.of(THEORY):
        if line["part"] == MEASURE:
            yield Row((data(line["text"]), data(line["baseline"]), data(line["target"]), ""))


def _count_promises(result: Result) -> Iterator[Block]:
    """Yield how many promises each table kept and how many of its requests wait."""
    counts: dict[str, Counter[PromiseState]] = {}
    for promise, state in find_promises(result):
        counts.setdefault(promise.table, Counter())[state] += 1
    by_table = list_by_table(result, [line for line, _ in list_waiting(result)])
    waiting = {table: len(lines) for table, _, lines in by_table}
    states = (PromiseState.KEPT, PromiseState.OPEN, PromiseState.LATE)
    rows = []
    named: dict[str, Text] = {table.id: data(table.label) for table in in_order_of_numbers(result.convening.tables)}
    for key, label in (named | name_others(result)).items():
        if key in counts or key in waiting:
            numbers = [counts.get(key, Counter[PromiseState]())[state] or NOTHING for state in states]
            asked = (waiting.get(key, NOTHING),) if result.worksheets.is_read else ()
            rows.append(Row((label, *numbers, *asked)))
    titles = (
        Column(said("Table")),
        *(Column(title, is_number=True) for title in (said("Kept"), said("Still open"), said("Late"))),
    )
    if result.worksheets.is_read:
        titles = (*titles, Column(said("Requests waiting"), is_number=True))
        yield Table(said("Promises and requests"), titles, rows, "promises")
    else:
        yield Table(said("Promises"), titles, rows, "promises")
        yield paragraph(tell_unread())
    if find_promises(result):
        yield paragraph(date_used(result.convening, result.room.round_number))
