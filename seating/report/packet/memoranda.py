"""Memoranda: who answers to whom for what, one for each two bodies, to be read and signed."""

from __future__ import annotations

from collections.abc import Iterator

from seating.analysis.channels import COUNTERPART, find_drawn_from
from seating.errors import Miss
from seating.initiative.memberships import MEMBER, Membership
from seating.present.blocks import BREAK, Block, Card, Column, Row, Table, Text, data, join, paragraph
from seating.profiles import Person
from seating.report.labels import describe_role, name_duty
from seating.report.places import by_name
from seating.report.shown_channels import list_channels
from seating.result import Result
from seating.tables import Table as SeatingTable
from seating.tables import find_table, in_order_of_numbers
from seating.wording import message, said, said_joined

ORDER = 62
TITLE = message("Memoranda")
ABOUT = message("One page to sign for each table that reports to another: what it decides, reports and promises.")


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield a memorandum for each table that reports to someone; nothing if none does."""
    tables = tuple(in_order_of_numbers(result.convening.tables))
    reporting = [table for table in tables if table.reports_to]
    if not reporting:
        return
    yield paragraph(
        said(
            "Both sides read the memorandum, fill in the blanks, and sign. It ends when either side asks for a new one."
        ),
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
        Row((said("Answers for"), data(table.purpose))),
        Row((said("How the table decides"), data(table.decides))),
        Row((said("When it meets"), data(table.meets))),
        Row((said("What it decides on its own"), "")),
        Row((said("When it reports"), "")),
        Row((said("Who reports"), _name_carriers(result, table, above))),
        Row((said("What it has promised"), _list_open(result, table))),
        Row((said("What %(body)s owes in return", body=label), "")),
        Row((said("Who settles a disagreement"), "")),
    ]
    yield Table(said("What both sides agree on"), (Column(said("Part")), Column(said("What"))), rows, "asked")
    titles = (Column(said("Signs for")), Column(said("Name")), Column(said("Signature")), Column(said("Date")))
    signing = [Row((data(one), "", "", "")) for one in (table.label, label)]
    yield Table(said("Signed"), titles, signing, "asked")


def _name_carriers(result: Result, table: SeatingTable, above: SeatingTable | None) -> Text:
    """Return who carries a table's word to the body above it; empty, to be written by hand, if that is not known.

    They are the people who were drawn from the table, members of the body who sit at the table or are members of both,
    unless they were drawn from a third table, and counterparts who sit at the table. Staff report only if they were
    drawn from the table: they might interpret at the body or at both.
    """
    if above is None:
        return ""
    told = result.for_everyone  # both sides read it
    channels = list_channels(told)
    found = [one for one in channels if (one.origin, one.target) == (table.id, above.id)]
    carrying = {one.person for one in found}
    named: dict[str, Text] = {}
    for one in result.memberships:
        person = result.people.by_id.get(one.person)
        if one.table != above.id or person is None or person.is_held or not told.may_name(person):
            continue
        is_of_another = find_drawn_from(result.room, one.role) not in {"", table.id}
        is_of_both = person.duty is None and (table.id, one.person) in result.members
        if one.person in carrying or (is_of_both and not is_of_another):
            named[one.person] = _with_role(person, _describe_role(result, one, table, above))
    met = [one.person for one in found if one.role == COUNTERPART and result.plan.seats.get(one.person) == table.id]
    for person in by_name(told.shown_persons(result.people.by_id[one] for one in met)):
        if not person.is_held:
            named.setdefault(person.id, _with_role(person, said(COUNTERPART)))
    return join(list(named.values()), BREAK)


def _with_role(person: Person, role: str) -> Text:
    return data(said_joined([person.label, " (", role, ")"], ""))


def _describe_role(result: Result, one: Membership, table: SeatingTable, above: SeatingTable) -> str:
    """Return by which duty a member of the body above carries a table's word."""
    duty, _, origin = one.role.partition(" of ")
    shown: str = name_duty(duty)
    if not origin:
        shown = said("%(duty)s of %(table)s", duty=said(MEMBER) if duty == MEMBER else shown, table=above.label)
    elif origin != table.id:
        _, shown, _ = describe_role(result, one)
    elif result.has_suggested_role(one):
        shown = said("%(role)s, suggested until elected", role=shown)
    for own in result.memberships_by_person[one.person]:
        if own.table == table.id and result.rests_on_suggestion(own):  # no member of the table that reports, until then
            _, role, _ = describe_role(result, own)
            shown = said_joined([shown, role], "; ")
    if one.person not in result.plan.seats:
        shown = said_joined([shown, said("no seat in this round")], ", ")
    return shown


def _list_open(result: Result, table: SeatingTable) -> Text:
    return join([data(promise.label) for promise, _ in result.unkept if promise.table == table.id], BREAK)
