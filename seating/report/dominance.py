"""Power: tables that one organization or decision-makers dominate, and the shares of hosts; no one is named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from seating.analysis.power import Dominance, find_dominances
from seating.analysis.season.hosts import find_host_shares
from seating.present.blocks import Block, Column, Row, Table, Text, data, keep_filled
from seating.profiles import Role
from seating.report.claims.labels import PART_OF
from seating.report.role_marks import ROLE_MARKS
from seating.result import Result
from seating.result.cells import lacks_cells
from seating.result.readers import may_total
from seating.room.plan import Plan, Room, as_seated
from seating.wording import fold, said

KNOWN = ("representative_type", "organization")
"""Columns of which a group can outvote a table."""


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield the tables that a group could outvote, and the shares of hosts; nothing if no column tells of groups."""
    people = as_seated(result.room.coming, result.plan)
    known = [
        column for column in KNOWN if may_total(result, column) and not lacks_cells(result.room, result.unread, column)
    ]
    columns = [column for column in known if any(person.values(column) for person in people)]
    yield from keep_filled(_list_dominance(result.room, result.plan, columns))


def _list_dominance(room: Room, plan: Plan, columns: Sequence[str]) -> Iterator[Block]:
    """Yield the groups with more than half of a table, and how many of the people at a table are from its host."""
    labels = {table.id: data(table.label_with(number)) for number, table in enumerate(room.tables, start=1)}
    majorities = [
        Row((labels[one.table.id], name_group(one), PART_OF(part=one.people, all=one.of)), table=one.table.id)
        for one in find_dominances(room, plan, columns)
    ]
    titles = (Column(said("Table")), Column(said("Group")), Column(said("People"), is_number=True))
    yield Table(said("Groups with more than half of the people at a table"), titles, majorities)
    if "organization" in columns:
        hosts = [
            Row((labels[one.table.id], data(one.table.hosted_by), PART_OF(part=one.people, all=one.of)))
            for one in find_host_shares(room, plan)
        ]
        titles = (Column(said("Table")), Column(said("Host")), Column(said("People"), is_number=True))
        yield Table(said("People from the host at its table"), titles, hosts)


def name_group(one: Dominance) -> Text:
    """Return the name of a group: an organization, or the word for a role."""
    return data(one.value) if one.column == "organization" else said(ROLE_MARKS[Role(fold(one.value))].word)
