"""Memoranda: who answers to whom for what, one for each two bodies, to be read and signed."""

from __future__ import annotations

from collections.abc import Iterator

from seating.analysis.promises import PromiseState, list_promises
from seating.errors import Miss
from seating.present.blocks import BREAK, Block, Card, Column, Row, Table, Text, data, join, paragraph
from seating.report.labels import name_duty
from seating.report.privacy import Audience
from seating.result import Result
from seating.tables import Table as SeatingTable
from seating.tables import find_table, in_order_of_numbers
from seating.wording import message, said, said_joined

ORDER = 62
TITLE = message("Memoranda")
ABOUT = message("Who answers to whom for what: one page to sign for each table that reports to another.")
AUDIENCE = Audience.TEAM


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield a memorandum for each table that reports to someone; nothing if none does."""
    tables = tuple(in_order_of_numbers(result.convening.tables))
    reporting = [table for table in tables if table.reports_to]
    if not reporting:
        return
    yield paragraph(
        said("Both sides read it, fill in the blanks, and sign. It ends when one of them asks for a new one."),
        "intro",
    )
    for table in reporting:
        found = find_table(table.reports_to, tables)
        above = None if isinstance(found, Miss) else found
        label = table.reports_to if above is None else above.label
        title = said("%(table)s answers to %(body)s", table=table.label, body=label)
        yield Card(title, tuple(_list_parts(result, table, above, label)), f"memorandum-{table.id}", "theory-sheet")


def _list_parts(result: Result, table: SeatingTable, above: SeatingTable | None, label: str) -> Iterator[Block]:
    rows = [
        Row((said("For what"), data(table.purpose))),
        Row((said("Decides itself"), data(table.decides))),
        Row((said("Reports when"), data(table.meets))),
        Row((said("Who reports"), _name_carriers(result, table, above))),
        Row((said("Has promised"), _list_open(result, table))),
        Row((said("%(body)s owes in return", body=label), "")),
        Row((said("Who settles a disagreement"), "")),
    ]
    yield Table(said("What both agree on"), (Column(said("Part")), Column(said("What"))), rows, "asked")
    titles = (Column(said("For")), Column(said("Name")), Column(said("Signature")), Column(said("Date")))
    signing = [Row((data(one), "", "", "")) for one in (table.label, label)]
    yield Table(said("Signed"), titles, signing, "asked")


def _name_carriers(result: Result, table: SeatingTable, above: SeatingTable | None) -> Text:
    """Return who carries a table's word to the body above it; empty, to be written by hand, if that is not known."""
    names = []
    for one in result.memberships:
        person = result.people.by_id.get(one.person)
        is_there = above is not None and one.table == above.id and one.role.partition(" of ")[2] == table.id
        if is_there and person is not None and not person.is_held and person.listed:
            role = name_duty(one.role.partition(" of ")[0])
            shown = said("%(role)s, suggested until elected", role=role) if result.has_suggested_role(one) else role
            if person.id not in result.plan.seats:
                shown = said_joined([shown, said("no seat in this round")], ", ")
            names.append(data(said_joined([person.label, " (", shown, ")"], "")))
    return join(names, BREAK)


def _list_open(result: Result, table: SeatingTable) -> Text:
    if result.commitments is None:
        return ""
    found = list_promises(result.commitments, result.convening, result.room.round_number, table.id)
    return join([data(one.what) for one, state in found if state is not PromiseState.KEPT], BREAK)
