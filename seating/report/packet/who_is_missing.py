"""Who is missing, and who calls: on one sheet for the steering table, with what it is asked to decide."""

from __future__ import annotations

from collections.abc import Iterator

from seating.analysis.promises import find_date
from seating.present.blocks import BOX, Block, Column, Row, Table, keep_filled, paragraph
from seating.report.asks import MOST_ASKS, list_asks, list_overdue, tell_later_asks
from seating.report.calls import list_calls
from seating.report.missing import TITLE as SHEET
from seating.report.missing import list_missing
from seating.result import Result
from seating.wording import message, said, said_count

ORDER = 25
TITLE = SHEET
ABOUT = message(
    "One sheet: each missing voice, why it matters, who could open the door, who calls, and what to decide by Friday."
)


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield who is missing, with blank cells where nothing is known, and what is asked of the steering table."""
    found = list_missing(result, has_doors=True)
    yield from list_calls(result, found)
    yield from keep_filled(_list_asks(result))


def _list_asks(result: Result) -> Iterator[Block]:
    asks = list_asks(result)
    now = asks[:MOST_ASKS]
    title = said_count("%(number)s ask, by Friday", "%(number)s asks, by Friday", len(now))
    columns = (Column(title), Column(said("Who")), Column(said("Done")))
    yield Table(title, columns, [Row((ask, "", BOX)) for ask in now], "asks", repeats_heading=True)
    if later := tell_later_asks(asks):
        yield paragraph(later)
    used = find_date(result.convening, result.room.round_number)
    if used is not None and list_overdue(result):
        yield paragraph(said("Promises count as late on %(date)s.", date=str(used.day)))
