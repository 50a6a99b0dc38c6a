"""Who has no seat, and why."""

from __future__ import annotations

from collections.abc import Iterator

from seating.present.blocks import Block, Column, Row, Table, Text, data
from seating.report.person_names import tell_apart
from seating.report.sort_keys import name_key
from seating.result import Result
from seating.result.cells import show_cell
from seating.wording import said

ORDER = 80
TITLE = "Not seated"


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield the people without a seat, by name: first those who fit no session, then the others."""
    now = result.room.round_number
    absent = sorted(
        result.not_seated, key=lambda one: (not one.person.attending.find_unsuited(now), name_key(one.person.label))
    )
    if not absent:
        return
    columns = [Column(said("Name")), Column(said("Why")), Column(said("Organization"))]
    rows: list[tuple[Text, ...]] = [
        (data(tell_apart(result, one.person)), one.reason, data(show_cell(result, one.person, "organization")))
        for one in absent
    ]
    if not any(show_cell(result, one.person, "organization") for one in absent):
        columns, rows = columns[:-1], [cells[:-1] for cells in rows]
    yield Table(said("Without a seat in this round"), columns, list(map(Row, rows)), "absent")
