"""Who is missing, and who calls: on one sheet for the steering table, with what is open."""

from __future__ import annotations

from collections.abc import Iterator

from seating.present.blocks import BOX, Block, Column, Row, Table, keep_filled, paragraph
from seating.report.asks import list_open, list_overdue
from seating.report.calls import list_calls
from seating.report.missing import TITLE as SHEET
from seating.report.missing import list_missing
from seating.report.shown_promises import date_used
from seating.result import Result
from seating.wording import message, said

ORDER = 25
TITLE = SHEET
ABOUT = message("One sheet: each missing voice, why it matters, who could open the door, who calls, and what is open.")


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield who is missing, with blank cells where nothing is known, and what the steering table may decide."""
    found = list_missing(result, has_doors=True)
    yield from list_calls(result, found)
    yield from keep_filled(_list_open(result))


def _list_open(result: Result) -> Iterator[Block]:
    title = said("What is open")
    columns = (Column(title), Column(said("How many"), is_number=True), Column(said("Who")), Column(said("Done")))
    rows = [Row((matter.what, matter.number, "", BOX)) for matter in list_open(result)]
    yield Table(title, columns, rows, "asks", repeats_heading=True)
    if list_overdue(result) and (used := date_used(result.convening, result.room.round_number)):
        yield paragraph(used)
