"""The theory of change of each table: why its work should lead to its goal, and how anyone will know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from seating.forms.worksheets import ASSUMPTION, GOAL, LONG, MEASURE, MEDIUM, SHORT, STRATEGY, THEORY, Line
from seating.groups import group_by_key
from seating.present.blocks import BREAK, Block, Card, Column, Row, Table, Text, data, field, join, paragraph, titled
from seating.report.shown_worksheets import name_others
from seating.result import Result
from seating.room.tables import GOVERNANCE_KINDS, TableKind, in_order_of_numbers
from seating.room.tables import Table as SeatingTable
from seating.wording import message, quoted, said, said_list

SHEET = "sheet theory-sheet"
"""The classes of a sheet."""

PARTS = (
    (GOAL, message("What will be different in the end"), 1),
    (ASSUMPTION, message("What we assume"), 2),
    (STRATEGY, message("What we do"), 3),
    (SHORT, message("What will have changed within a year"), 2),
    (MEDIUM, message("What will have changed in three years"), 1),
    (LONG, message("What will have changed in five years"), 2),
)
"""The parts of a sheet in order: the meaning of their rows, the heading, and how many lines a blank sheet has."""

TARGETS = frozenset({SHORT, MEDIUM, LONG})
"""The parts that state what will have changed."""

MEASURED = {
    "text": message("Measure"),
    "baseline": message("Baseline"),
    "target": message("Target"),
    "source": message("Where the number comes from"),
}
"""The fields of the worksheet with what is known of a measure, each with the heading above its cells."""

MEASURES = 3
"""Number of empty rows for measures on a blank sheet."""


BLANK = "____"
"""Where a number is still to be written."""


def list_theory_blocks(result: Result) -> Iterator[Block]:
    """Yield a sheet for each table that works, filled in as far as the worksheet goes."""
    lines = group_by_key((line.table, line) for line in result.worksheets.of(THEORY))
    for number, table in enumerate(in_order_of_numbers(result.convening.tables), start=1):
        if table.kind not in GOVERNANCE_KINDS and table.kind is not TableKind.LISTENING:
            yield Card(
                (str(number), " ", data(table.label)),
                tuple(_list_parts(table, lines.get(table.id, ()))),
                f"theory-{number}",
                SHEET,
            )
    for number, (other, name) in enumerate(name_others(result).items()):
        if rest := lines.get(other, ()):
            anchor = f"theory-former-{number}" if other else "theory-whole-room"
            yield Card(name, tuple(_list_parts(None, rest)), anchor, SHEET)
    if rows := list(_list_targets(result, lines)):
        titles = (
            Column(said("Table")),
            Column(said("Within a year")),
            Column(said("In three years")),
            Column(said("In five years")),
            Column(said("Measures, with baseline and target")),
        )
        shown = Table(said("Each table’s targets and measures"), titles, rows, "targets")
        yield Card(said("What all tables measure"), (shown,), "theory-measures", SHEET)


def _list_targets(result: Result, lines: Mapping[str, Sequence[Line]]) -> Iterator[Row]:
    """Yield the targets and measures of each table, for the table that watches the data."""
    labels: dict[str, Text] = {table.id: data(table.label) for table in in_order_of_numbers(result.convening.tables)}
    for table, label in {**labels, **name_others(result)}.items():
        found = lines.get(table, ())
        cells = [
            join([data(one["text"]) for one in found if one["part"] == part], BREAK) for part in (SHORT, MEDIUM, LONG)
        ]
        measures = join([_tell_measure(one) for one in found if one["part"] == MEASURE], BREAK)
        if any((*cells, measures)):
            yield Row((label, *cells, measures))


def _tell_measure(line: Line) -> Text:
    numbers = " → ".join(line[key] or BLANK for key in ("baseline", "target"))
    return (data(line["text"]), ": ", data(numbers))


def _list_parts(table: SeatingTable | None, lines: Sequence[Line]) -> Iterator[Block]:
    """Yield the parts of a sheet, each with its rows or with empty lines, and what is still to be decided."""
    yield paragraph(said("Theory of change"), "eyebrow")
    yield paragraph(said("Write one line for each part. What is not measured cannot be reported."), "intro")
    if table is not None and table.purpose:
        yield paragraph(data(table.purpose), "intro")
    parts = []
    for part, title, blank in PARTS:
        found: list[Text] = [data(line["text"]) for line in lines if line["part"] == part] or [""] * blank
        parts += [Row((said(title), found[0])), *(Row(("", text)) for text in found[1:])]
    yield Table(
        said("Why our work should lead to our goal"),
        (Column(said("Part")), Column(said("In our words"))),
        parts,
        "theory",
    )
    measures = [line for line in lines if line["part"] == MEASURE]
    titles = [Column(said(heading)) for heading in MEASURED.values()]
    rows = [Row([data(one[column]) for column in MEASURED]) for one in measures]
    yield Table(said("How we will know"), titles, rows or [Row(("",) * len(titles))] * MEASURES, "measures")
    yield from titled(said("Still to decide"), _list_gaps(lines, measures))
    yield from titled(said("Not assigned to a part yet"), (data(line["text"]) for line in lines if not line["part"]))


def _list_gaps(lines: Sequence[Line], measures: Sequence[Line]) -> Iterator[Text]:
    """Yield what a table that began its sheet has not said; nothing for a table that has not begun."""
    parts = {line["part"] for line in lines}
    if not parts:
        return
    if parts & TARGETS and not measures:
        yield said("No measure shows whether the targets are reached. Write down one number that would show it.")
    if STRATEGY in parts and ASSUMPTION not in parts:
        yield said("Say why this work should lead to the goal: no assumption is written down.")
    if STRATEGY in parts and not parts & TARGETS:
        yield said("Say what will have changed, and by when: the lines for the coming years are blank.")
    lacking = {"baseline": said("Measures without today’s value"), "target": said("Measures without a target")}
    for key, about in lacking.items():
        if without := [quoted(one["text"]) for one in measures if not one[key]]:
            yield field(about, data(said_list(without)))
