"""What the tables promised at earlier meetings: what was kept, is open or is late; and whom they named as missing."""

from __future__ import annotations

from dataclasses import dataclass

from seating.analysis.commitments import MissingLine, PromiseState
from seating.present.languages import Words
from seating.present.settings import Settings
from seating.report.labels import describe_promises, list_organizations_meant, promise_state, state_reason
from seating.report.privacy import may_total, shared_voices
from seating.result import Result
from seating.wording import fold

ORDER = 58
TITLE = "Promises"


@dataclass(frozen=True, slots=True)
class Line:
    """One promise; `is_late` marks the ones to ask about first."""

    table: str
    who: tuple[str, ...]
    what: str
    by: str
    state: str
    is_late: bool
    note: str


@dataclass(frozen=True, slots=True)
class Missed:
    """Somebody whom a table named as missing, and whether they have a seat now."""

    table: str
    name: str
    now: str


@dataclass(frozen=True, slots=True)
class Promises:
    """The promises, late ones first, with the date that was used; and who was named as missing."""

    summary: str
    date: str
    lines: tuple[Line, ...]
    missing: tuple[Missed, ...]


def fill(result: Result, settings: Settings) -> Promises | None:
    """Return the promises; None if there is no file of them, or it is empty."""
    commitments, words = result.commitments, settings.words
    if commitments is None or not (commitments.promises or commitments.missing):
        return None
    overview = describe_promises(commitments, result.convening, result.room.round_number, words)
    labels = overview.tables
    return Promises(
        summary=overview.summary if overview.promises else "",
        date=overview.date,
        lines=tuple(
            Line(
                table=labels[promise.table],
                who=tuple(one.text for one in promise.who),
                what=promise.what,
                by=promise.by,
                state=promise_state(state, words),
                is_late=state is PromiseState.LATE,
                note=promise.note,
            )
            for promise, state in overview.promises
        ),
        missing=tuple(Missed(labels[line.table], line.text, _now(result, line, words)) for line in commitments.missing),
    )


def _now(result: Result, line: MissingLine, words: Words) -> str:
    """Return where somebody who was named as missing is now, as far as the list says."""
    seat = result.plan.seats.get(line.person or "")
    if seat is not None:
        return words.gettext("sits at %(table)s", table=result.room.table(seat).label)
    if line.person is not None:
        return words.gettext("on the list, without a seat")
    people = result.people.from_organization(line.text) if may_total(result, "organization") else ()
    there = [person for person in people if person.id in result.plan.seats]
    if there:
        return words.ngettext(
            "%(number)s person from there has a seat", "%(number)s people from there have a seat", len(there)
        )
    voices = [voice for voice in shared_voices(result, result.review.voices) if not voice.is_private]
    for voice in voices:
        if fold(voice.name) == fold(line.text):
            return state_reason(voice, {table.id: table.label for table in result.room.tables}, words)
    if meant := list_organizations_meant(result, line.text):
        return words.gettext("may mean %(voices)s", voices=words.listed([f"“{name}”" for name in meant]))
    return words.gettext("not on the list by this name")
