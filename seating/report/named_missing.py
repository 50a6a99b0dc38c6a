"""Who the tables named as missing, and where each of them is now."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from seating.analysis.promises import MissingLine
from seating.mentions import MentionKind
from seating.present.blocks import Block, Column, Row, Table, data
from seating.report.fates import has_left_list, tell_mention
from seating.report.shown_promises import describe_promises
from seating.result import Result
from seating.result.meanings import resolve_mention
from seating.room.lineage import label_of
from seating.wording import Said, fold, said, said_field, said_list


def list_blocks(result: Result) -> Iterator[Block]:
    """Yield who was named as missing; nothing if there is no file of promises."""
    commitments = result.commitments
    if commitments is None:
        return
    labels = describe_promises(commitments, result.convening, result.room.round_number).tables
    yield Table(
        said("Who the tables named as missing"),
        (Column(said("Name")), Column(said("Missing from")), Column(said("Now"))),
        [
            Row((data(line.label), data(labels[line.table]), _describe_now(result, line)))
            for line in {(fold(line.label), line.table): line for line in commitments.missing}.values()
        ],
    )


def _describe_now(result: Result, line: MissingLine) -> Said:
    """Return where a person, organization or voice that was named as missing is now, as far as the list tells."""
    mention = resolve_mention(result, line.text)
    is_one = mention.kind is MentionKind.PERSON and len(mention.ids) == 1  # someone who walked in is not on the list
    person = line.person or (mention.ids[0] if is_one and not has_left_list(result.people, mention) else None)
    if person in result.people.held:
        return said("a seat is held for them, and no one has taken it yet")
    if at := result.plan.tables_of(person or ""):  # several sessions in a season
        return said_list(list(map(partial(label_of, result.room), at)))
    if person is not None:
        return said("on the list but without a seat")
    there = [one for one in mention.ids if one in result.plan.seats]
    if mention.kind is MentionKind.ORGANIZATION and there:
        return said_field(said("people from this organization with a seat"), f"{len(there):,}")
    return tell_mention(result, mention, line.table)
