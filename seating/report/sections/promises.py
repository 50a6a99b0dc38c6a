"""What the tables promised: what was kept, is open or is late."""

from __future__ import annotations

from collections.abc import Iterator

from seating.analysis.promises import PromiseState, find_date
from seating.present.blocks import NOTHING, Block, Column, Row, Table, data, join, paragraph, quiet, strong
from seating.profiles.person import without_tokens
from seating.report.shown_promises import NO_OWNER, PROMISE_STATES, PromiseOverview, describe_promises
from seating.result import Result
from seating.wording import said

ORDER = 58
TITLE = "Promises"


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield the promises, late ones first; nothing if there is no file of them."""
    commitments = result.commitments
    if commitments is None:
        return
    overview = describe_promises(commitments, result.convening, result.room.round_number)
    if overview.promises:
        lacks_date = bool(overview.date) and find_date(result.convening, result.room.round_number) is None
        advice = said("Write “today”, or the round’s “day”, in the convening.") if lacks_date else ""
        yield paragraph(join(filter(None, (overview.summary, overview.date, advice)), " "), "intro")
        yield _list_promises(overview)


def _list_promises(overview: PromiseOverview) -> Table:
    titles = (said("Promise"), said("Table"), said("Who"), said("By when"), said("State"), said("Note"))
    rows = []
    for promise, state in overview.promises:
        shown = PROMISE_STATES[state]
        cells = (
            data(promise.label),
            data(overview.tables[promise.table]),
            join([data(one.label) for one in promise.who], ", ") or quiet(NO_OWNER),
            data(promise.by) if promise.by else NOTHING,
            strong(shown) if state is PromiseState.LATE else shown,  # the ones to ask about first
            data(without_tokens(promise.note)) if promise.note else NOTHING,
        )
        rows.append(Row(cells))
    return Table(said("What the tables promised"), list(map(Column, titles)), rows)
