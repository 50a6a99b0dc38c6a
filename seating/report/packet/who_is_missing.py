"""Who is missing, and who calls: on one sheet for the steering table, with what it is asked to decide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from seating.analysis.promises import find_date
from seating.present.blocks import (
    BOX,
    BREAK,
    Block,
    Column,
    Row,
    Table,
    below,
    data,
    join,
    keep_filled,
    paragraph,
)
from seating.report.asks import MOST_ASKS, list_asks, list_overdue, tell_later_asks
from seating.report.labels import state_span
from seating.report.missing import NO_VOICE_MISSING, Missing, list_missing, name_all
from seating.report.missing import TITLE as SHEET
from seating.report.shown_invitations import fewest_sentence
from seating.result import Result
from seating.wording import message, said, said_count, said_joined

ORDER = 25
TITLE = SHEET
ABOUT = message(
    "One sheet: each missing voice, why it matters, who could open the door, who calls, and what to decide by Friday."
)

FEWEST_LINES = 6
"""Number of rows of a sheet with few names: the others are blank, to write on."""

MOST_ROWS = 10
"""Maximum number of rows, so that the sheet is one page; all others are named in a line below them."""


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield who is missing, with blank cells where nothing is known, and what is asked of the steering table."""
    found = list_missing(result, has_doors=True)
    first = [one for one in found if one.state is not None or one.named_by != 1 or one.calls]
    rows = (first or found)[:MOST_ROWS]
    others = [one for one in found if one not in rows]
    if not found:
        yield paragraph(said_joined([NO_VOICE_MISSING, said("Who else must be here?")], " "))
    about = said("Write down who will call, and by when.")
    if result.invitations is not None:
        typed = said("Then type it into invitations.csv in the output folder, and it will appear on the next sheet.")
        about = said_joined([about, typed], " ")
    yield paragraph(about, "intro")
    lines = [*map(_describe, rows), *([Row(("",) * 6)] * max(1, FEWEST_LINES - len(rows)))]
    titles = (
        said("Who is missing"),
        said("Why it matters"),
        said("Who could open the door"),
        said("Who calls"),
        said("By when"),
        said("State"),
    )
    yield Table(said(SHEET), list(map(Column, titles)), lines, "calls", repeats_heading=True)
    yield from keep_filled(_list_below(result, others, found))


def _list_below(result: Result, others: Sequence[Missing], found: Sequence[Missing]) -> Iterator[Block]:
    if others:
        once = said("Also named:"), " ", data(name_all(others)), "."
        yield paragraph(once)
    if fewest := fewest_sentence(result):
        yield paragraph(fewest)
    asks = list_asks(result, found)
    now = asks[:MOST_ASKS]
    title = said_count("%(number)s ask, by Friday", "%(number)s asks, by Friday", len(now))
    columns = (Column(title), Column(said("Who")), Column(said("Done")))
    yield Table(title, columns, [Row((ask, "", BOX)) for ask in now], "asks", repeats_heading=True)
    if later := tell_later_asks(asks):
        yield paragraph(later)
    used = find_date(result.convening, result.room.round_number)
    if used is not None and list_overdue(result):
        yield paragraph(said("Promises count as late on %(date)s.", date=str(used.day)))


def _describe(one: Missing) -> Row:
    state = () if one.state is None else (" ", state_span(one.state))
    about = (" ", below(one.about)) if one.about else ()
    callers = join((data(call.caller) for call in one.calls if call.caller), BREAK)
    dates = join((data(call.by) for call in one.calls if call.by), BREAK)
    untold = [] if one.needs_no_call else [said("open")]
    states = [(data(call.whom), ": ", call.state) if call.whom else call.state for call in one.calls]
    return Row(
        (
            (data(one.name), *state, *about),
            join(map(data, one.why), " "),
            join(map(data, one.doors), BREAK),
            callers,
            dates,
            join(states or untold, BREAK),
        )
    )
