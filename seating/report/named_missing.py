"""Who the tables named as missing, and where each of them is now."""

from __future__ import annotations

from collections.abc import Iterator

from seating.analysis.promises import MissingLine
from seating.present.blocks import Block, Column, Row, Table, data
from seating.report.fates import INTERPRETED, LEFT_LIST, tell_kind, tell_same_name, tell_where
from seating.report.meant import (
    find_kind_named,
    find_meant,
    find_named,
    has_interpreter_meant,
    has_left_list,
    list_interpreters_meant,
    list_organizations_meant,
)
from seating.report.shown_promises import describe_promises
from seating.result import Result
from seating.wording import Said, fold, said, said_count, said_list


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
