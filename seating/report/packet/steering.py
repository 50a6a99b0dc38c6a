"""For the steering table: the sheet about the tables, the calls, what the tables ask for, and the check-in.

A steering table has readers beyond the team. No part of the page therefore names people who are not listed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from seating.forms.worksheets import REQUESTS
from seating.present.blocks import Block, Card, list_sections
from seating.present.settings import ALL_PAGES, Settings
from seating.report.asks import find_steering
from seating.report.calls import list_calls
from seating.report.missing import TITLE as CALLS
from seating.report.missing import list_missing
from seating.report.steering import check_in, requests
from seating.report.steering.sheet import Steering, draw_sheet
from seating.result import Result
from seating.wording import Said, message, said

ORDER = 57
TITLE = message("Steering")
ABOUT = message(
    "For the steering table: the tables, where their messages go, what this table is asked to do, promises, who calls, "
    "what the tables ask for, and the check-in with the funder."
)
FILLED_BY = message("a table of kind `steering` or `leadership`, or, without one, promises, requests and measures")

CHOICE = "steering"

MOST_CALLS = 8
"""Maximum number of people to call, so that what tables ask for stands on the same side."""


@dataclass(frozen=True, slots=True)
class SteeringPage:
    """The sheet about the tables, None without a steering table, and the other parts of the page."""

    sheet: Steering | None
    parts: tuple[Card, ...]


def fill(result: Result, settings: Settings) -> SteeringPage | None:
    """Return the page; None if there is nothing to show.

    Without a steering table, it has what the tables ask for and the check-in, but only where it is asked for by name.
    """
    has_table = bool(find_steering(result.convening))
    if not has_table and {ALL_PAGES, CHOICE}.isdisjoint(settings.pages):
        return None
    sheet = draw_sheet(result, settings)
    parts = tuple(list_sections(_list_parts(result, has_table=has_table)))
    return SteeringPage(sheet, parts) if parts else None


def _list_parts(result: Result, *, has_table: bool) -> Iterator[tuple[str, Said, Iterator[Block]]]:
    if has_table:
        yield "calls", said(CALLS), list_calls(result, list_missing(result, has_doors=True), MOST_CALLS)
    if has_table or result.worksheets.of(REQUESTS):
        yield "requests", said("What the tables ask for"), requests.list_blocks(result.for_everyone)
    yield "check-in", said("Check-in with the funder"), check_in.list_blocks(result)
