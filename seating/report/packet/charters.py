"""The charters: a page for each table with how it works, and what it promised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from seating.analysis.promises import Promise, PromiseState
from seating.errors import Miss
from seating.present.languages import Words
from seating.present.settings import Settings
from seating.report.conversation import spoken_places
from seating.report.labels import NO_OWNER, PROMISE_STATES, UNNAMED_OWNER, PromiseLine, date_used
from seating.report.places import (
    governance_places,
    holders,
    list_missing,
    name_elected_away,
    name_member,
    name_number,
    name_without_seat,
)
from seating.report.shown_worksheets import list_names
from seating.result import Result
from seating.tables import ELECTED, Table, find_table

ORDER = 58
TITLE = "Charters and promises"
ABOUT = "One page per table: its purpose, members and chair, how it decides, and what it promised."

MOST_PROMISES, MOST_MISSING = 8, 6
"""Maximum numbers of promises, and of lines on who was missing, on one page; the others are counted."""


@dataclass(frozen=True, slots=True)
class Charter:
    """One table's page in one language; a text is "" where the convening states nothing, and is written by hand."""

    words: Words
    anchor: str
    number: int
    numbered: str
    table: Table
    chairs: tuple[str, ...]
    members: tuple[str, ...]
    held: tuple[str, ...]
    reports_to: str
    promises: tuple[PromiseLine, ...]
    more_promises: int
    date: str
    missing: tuple[str, ...]


def fill(result: Result, settings: Settings) -> tuple[Charter, ...] | None:
    """Return the pages; None if no table has a charter, and no table made a promise or named someone as missing."""
    commitments = result.commitments
    has_charter = any(table.decides or table.reports_to or table.meets for table in result.convening.tables)
    has_promises = commitments is not None and (commitments.promises or commitments.missing)
    if not has_charter and not has_promises:
        return None
    return (*_of_room(result, settings), *_of_governance(result, settings))


def _of_room(result: Result, settings: Settings) -> Iterator[Charter]:
    """Yield the pages of tables at which people sit, one for each of the table's languages. No child is a member."""
    for at in spoken_places(result, settings):
        place, words = at.place, at.words
        away = {duty: name_elected_away(result, place.table, duty, words) for duty in ELECTED}
        chairs = (*holders(place.people, "chair", words), *away["chair"])
        adults = (one for one in place.people if not result.people.by_id[one.id].is_child_of_a_party)
        members = [(person.id, person.held_for or person.alone) for person in adults]
        members += [("", name) for name in dict.fromkeys(chain.from_iterable(away.values()))]
        members += [(member.id, name_member(member, words)) for member in place.members]
        yield _charter(result, place.table, (place.number, place.numbered), at.anchor, words, chairs, members)


def _of_governance(result: Result, settings: Settings) -> Iterator[Charter]:
    """Yield the pages of tables without seats, whose members sit elsewhere in the room."""
    words = settings.words
    for at in governance_places(result, words):
        if at.table.seats_people:
            continue
        leading = [member for member in at.members if member.duty == words.gettext("chair")]
        chairs = tuple(
            member.alone if member.sits_at else words.tell(name_without_seat(member.alone)) for member in leading
        )
        members = [(member.id, name_member(member, words)) for member in at.members]
        number = (at.number, words.tell(name_number(at.number, is_session=False)))
        yield _charter(result, at.table, number, f"table-{at.table.id}", words, chairs, members)


def _charter(
    result: Result,
    table: Table,
    number: tuple[int, str],
    anchor: str,
    words: Words,
    chairs: tuple[str, ...],
    members: Sequence[tuple[str, str]],
) -> Charter:
    """Return the page of a table. Each member has an id and a name; a held seat has no member yet."""
    held = {identity for identity, _ in members if identity and result.people.by_id[identity].is_held}
    above = find_table(table.reports_to, result.convening.tables) if table.reports_to else None
    promised = [(promise, state) for promise, state in result.promises if promise.table == table.id]
    dated = any(promise.due for promise, _ in promised)
    return Charter(
        words=words,
        anchor=anchor,
        number=number[0],
        numbered=number[1],
        table=table,
        chairs=chairs,
        members=tuple(name for identity, name in members if identity not in held),
        held=tuple(name for identity, name in members if identity in held),
        reports_to=table.reports_to if above is None or isinstance(above, Miss) else above.label,
        promises=tuple(_line(result, promise, state, words) for promise, state in promised[:MOST_PROMISES]),
        more_promises=max(0, len(promised) - MOST_PROMISES),
        date=words.tell(date_used(result.convening, result.room.round_number)) if dated else "",
        missing=_list_missing(result, table, words),
    )


def _list_missing(result: Result, table: Table, words: Words) -> tuple[str, ...]:
    """Return those who a table named as missing, at most `MOST_MISSING` lines; the others are counted in the last."""
    found = list_missing(result, table)
    if len(found) <= MOST_MISSING:
        return found
    left = len(found) - MOST_MISSING
    return (*found[:MOST_MISSING], words.ngettext("%(number)s other", "%(number)s others", left))


def _line(result: Result, promise: Promise, state: PromiseState, words: Words) -> PromiseLine:
    who = list_names(result, promise.who)
    shown = words.tell(PROMISE_STATES[state])
    owners = words.listed(who) or words.tell(UNNAMED_OWNER if promise.who else NO_OWNER)
    return PromiseLine(words.tell(promise.label), owners, promise.by, shown, state is PromiseState.LATE)
