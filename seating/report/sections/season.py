"""A season of sessions: when each takes place, how many come, and which staff serve there."""

from __future__ import annotations

from collections.abc import Iterator

from seating.analysis.season.session_times import in_order_of_time
from seating.analysis.season.staffing import has_staff_plan
from seating.present.blocks import NOTHING, Block, Column, Lines, Row, Table, Text, data, join, paragraph, strong
from seating.profiles.heads import count_heads, say_in_column
from seating.report.person_names import tell_apart
from seating.report.sort_keys import by_name
from seating.result import Result
from seating.result.staff_plan import tell_season
from seating.wording import said, said_joined

ORDER = 49
TITLE = said("Sessions and their staff")

BY_SESSION = (
    Column(said("Session")),
    Column(said("When")),
    Column(said("Where")),
    Column(said("People"), is_number=True),
    Column(said("Staff")),
)
"""The columns of a table of sessions."""


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield what is proven and the sessions; nothing unless this is a season with staff."""
    if not has_staff_plan(result.room):
        return
    yield Lines(tell_season(result), name="intro")
    about = said("The page “Staff plan” (--pages staff-plan) lists each person’s sessions.")
    yield paragraph(about, "intro")
    yield Table(said("Sessions in chronological order"), BY_SESSION, list(_list_sessions(result)))


def _list_sessions(result: Result) -> Iterator[Row]:
    """Yield the sessions with people, in order of time."""
    numbers = {table.id: number for number, table in enumerate(result.room.tables, start=1)}
    people, staff = result.room.members(result.plan), result.room.staff_members(result.plan)
    for table in in_order_of_time(result.room.tables):
        if people[table.id] or staff[table.id]:
            serving = by_name(result.shown_persons(staff[table.id]))
            cells: tuple[Text, ...] = (
                data(said_joined([str(numbers[table.id]), table.label], " "), f"#table-{table.id}"),
                join([data(part) for part in (table.day, table.time) if part], " · "),
                data(table.place) if table.place else NOTHING,
                say_in_column(count_heads(people[table.id])),
                join([data(tell_apart(result, one)) for one in serving], ", ") or strong(said("no one")),
            )
            yield Row(cells, table=table.id)
