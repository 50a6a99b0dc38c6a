"""What the tables ask of the leadership and steering tables, what waits longest, and what was answered."""

from __future__ import annotations

from collections.abc import Iterator

from seating.analysis.promises import find_date
from seating.forms.worksheets import INTRODUCTION, OTHER, OUTREACH, POLICY, REQUESTS, RESOURCE, UNPLACED, Line
from seating.present.blocks import (
    NOTHING,
    Block,
    Column,
    Heading,
    Row,
    Table,
    Text,
    below,
    data,
    keep_filled,
    paragraph,
)
from seating.report.shown_worksheets import (
    is_answered,
    list_by_table,
    list_waiting,
    name_others,
    name_people,
    tell_unread,
)
from seating.result import Result
from seating.room.tables import map_labels
from seating.wording import said, said_field

KINDS = {
    POLICY: said("a policy change"),
    INTRODUCTION: said("an introduction"),
    OUTREACH: said("help reaching people"),
    RESOURCE: said("a resource"),
    OTHER: said("something else"),
}
"""The words for the kinds of request."""

BLANK_ROWS = 4
"""Number of empty rows to write in."""


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield the requests that wait, with empty rows, and what each table asked and was answered."""
    labels: dict[str, Text] = {table: data(label) for table, label in map_labels(result.convening.tables).items()}
    labels = {**name_others(result), UNPLACED: said("table not known"), "": said("the whole room"), **labels}
    waiting = list_waiting(result)
    yield paragraph(said_field(said("New rows"), REQUESTS.file), "intro")
    number = said_field(said("Requests without an answer"), f"{len(waiting):,}")
    yield paragraph(number if result.worksheets.is_read else tell_unread(), "intro")
    used = find_date(result.convening, result.room.round_number)
    if used is not None and any(days is not None for _, days in waiting):
        yield paragraph(said_field(said("Days up to"), str(used.day)), "intro")
    titles = (
        Column(said("Table")),
        Column(said("What it asks for")),
        Column(said("Asked of")),
        Column(said("Owner")),
        Column(said("Asked on")),
        Column(said("Days"), is_number=True),
        Column(said("Answer")),
    )
    rows = [
        Row(
            (
                labels.get(line.table, labels[UNPLACED]),
                _describe(line),
                data(line["asked of"]),
                data(name_people(result, line.names["owner"])),
                data(line["asked"]),
                NOTHING if days is None else days,
                "",
            )
        )
        for line, days in waiting
    ]
    is_dated = any("asked" in line.days for line, _ in waiting)
    caption = said("Requests without an answer, oldest first") if is_dated else said("Requests without an answer")
    yield Table(caption, titles, [*rows, *[Row(("",) * 7)] * BLANK_ROWS], "asked")
    yield from keep_filled(_list_answers(result))


def _describe(line: Line) -> Text:
    kind = (" ", below(KINDS[line["kind"]])) if line["kind"] != OTHER else ()
    return (data(line["request"]), *kind)


def _list_answers(result: Result) -> Iterator[Block]:
    """Yield what each table asked and was answered, so that the leadership table can play it back."""
    answered = [line for line in result.worksheets.of(REQUESTS) if is_answered(line)]
    if answered:
        yield Heading(said("What the tables asked for, and the answers"))
    titles = (
        Column(said("What it asks for")),
        Column(said("Answer")),
        Column(said("Owner")),
        Column(said("Answered on")),
    )
    for _, name, lines in list_by_table(result, answered):
        rows = [
            Row(
                (
                    _describe(line),
                    data(line["answer"]) if line["answer"] else said("answered"),
                    data(name_people(result, line.names["owner"])),
                    data(line["answered"]),
                )
            )
            for line in lines
        ]
        yield Table(name, titles, rows, "answered")
