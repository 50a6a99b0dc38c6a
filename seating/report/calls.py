"""The calls to whoever is missing: who they are, who could open the door, who calls, and by when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from seating.present.blocks import BREAK, Block, Column, Row, Table, below, data, join, paragraph
from seating.report.missing import NO_VOICE_MISSING, Missing, tell_cut
from seating.report.missing import TITLE as SHEET
from seating.report.shown_invitations import fewest_sentence
from seating.report.voice_states import state_span
from seating.result import Result
from seating.wording import said, said_joined

FEWEST_LINES = 6
"""Number of rows of a sheet with few names: the others are blank, to write on."""

MOST_ROWS = 10
"""Maximum number of rows, so that the sheet is one page."""


def list_calls(result: Result, found: Sequence[Missing], most: int = MOST_ROWS) -> Iterator[Block]:
    """Yield who is missing, with blank cells where nothing is known.

    Parameters
    ----------
    result : Result
    found : sequence of Missing
        As `list_missing` found them, with doors.
    most : int
        Maximum number of rows.
    """
    rows = found[:most]
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
    if len(rows) < len(found):
        yield paragraph(tell_cut(len(rows), found))
    if fewest := fewest_sentence(result):
        yield paragraph(fewest)


def _describe(one: Missing) -> Row:
    about = (" ", below(one.about)) if one.about else ()
    callers = join((data(call.caller) for call in one.calls if call.caller), BREAK)
    dates = join((data(call.by) for call in one.calls if call.by), BREAK)
    untold = [] if one.needs_no_call else [said("open")]
    states = [(data(call.whom), ": ", call.state) if call.whom else call.state for call in one.calls]
    return Row(
        (
            (data(one.label), " ", state_span(one.state), *about),
            join(map(data, one.why), BREAK),
            join(map(data, one.doors), BREAK),
            callers,
            dates,
            join(states or untold, BREAK),
        )
    )
