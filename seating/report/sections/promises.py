"""What the tables promised: what was kept, is open or is late; and who they named as missing."""

from __future__ import annotations

from collections.abc import Iterator

from seating.analysis.promises import MissingLine, PromiseState, find_date
from seating.present.blocks import NOTHING, Block, Column, Row, Table, data, join, paragraph, quiet, strong
from seating.profiles.person import without_tokens
from seating.report.labels import (
    INTERPRETED,
    LEFT_LIST,
    NO_OWNER,
    PROMISE_STATES,
    PromiseOverview,
    describe_promises,
    find_kind_named,
    find_meant,
    find_named,
    has_interpreter_meant,
    has_left_list,
    list_interpreters_meant,
    list_organizations_meant,
    tell_kind,
    tell_same_name,
    tell_where,
)
from seating.result import Result
from seating.wording import Said, fold, said, said_count, said_list

ORDER = 58
TITLE = "Promises"


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield the promises, late ones first, and who was named as missing; nothing if there is no file of them."""
    commitments = result.commitments
    if commitments is None:
        return
    overview = describe_promises(commitments, result.convening, result.room.round_number)
    if overview.promises:
        lacks_date = bool(overview.date) and find_date(result.convening, result.room.round_number) is None
        advice = said("Write “today”, or the round’s “day”, in the convening.") if lacks_date else ""
        yield paragraph(join(filter(None, (overview.summary, overview.date, advice)), " "), "intro")
        yield _list_promises(overview)
    yield Table(
        said("Who the tables named as missing"),
        (Column(said("Name")), Column(said("Missing from")), Column(said("Now"))),
        [
            Row((data(line.label), data(overview.tables[line.table]), _describe_now(result, line)))
            for line in {(fold(line.label), line.table): line for line in commitments.missing}.values()
        ],
    )


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


def _describe_now(result: Result, line: MissingLine) -> Said:
    """Return where a person, organization or voice that was named as missing is now, as far as the list tells."""
    alike = result.people.named(line.text)
    person = line.person or (alike[0].id if len(alike) == 1 else None)  # someone who walked in is not on the list
    listed = result.people.by_id.get(person or "")
    if listed is not None and listed.is_held:
        return said("a seat is held for them, and no one has taken it yet")
    if at := result.plan.tables_of(person or ""):  # several sessions in a season
        return said("sits at %(table)s", table=said_list(map(result.room.label_of, at)))
    if person is not None:
        return said("on the list but without a seat")
    if has_left_list(result, line.text):
        return LEFT_LIST
    people = result.people.from_organization(line.text) if result.may_total("organization") else ()
    there = [person for person in people if person.id in result.plan.seats]
    if there:
        return said_count(
            "%(number)s person from this organization has a seat",
            "%(number)s people from this organization have a seat",
            len(there),
        )
    if (voice := find_named(result, line.text)) is not None:
        return tell_where(result, voice, line.table)
    if kind := find_kind_named(result, line.text):
        return tell_kind(result, kind, line.table)
    meant = [voice.name for voice in find_meant(result, line.text)] or list_organizations_meant(result, line.text)
    meant = meant or list_interpreters_meant(result, line.text)
    if meant:
        return said("might mean %(voices)s", voices=said_list(f"“{name}”" for name in meant))
    if alike:
        return tell_same_name(len(alike))
    if has_interpreter_meant(result, line.text):
        return INTERPRETED
    return said("not on the list by this name")
