"""The sheets of the bodies: how each table works, who its members are, who it answers to, and what it promised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from seating.analysis.promises import Promise, PromiseState
from seating.errors import Miss
from seating.present.languages import Words
from seating.present.settings import Settings
from seating.profiles.heads import without_held_seats
from seating.report.claims.labels import OTHERS
from seating.report.conversation import SpokenPlace, sheet_words, spoken_places
from seating.report.heard_tables import HeardTables, hear_tables
from seating.report.members import GovernancePlace, awaited_members, governance_places, name_elected_away, name_member
from seating.report.named_before import list_missing
from seating.report.paper_forms import Grid, build_promises
from seating.report.person_names import name_without_seat
from seating.report.places import holders, name_number
from seating.report.shown_promises import NO_OWNER, PROMISE_STATES, UNNAMED_OWNER, PromiseLine, date_used
from seating.report.shown_worksheets import list_names
from seating.report.word_carriers import name_carriers
from seating.result import Result
from seating.result.open_promises import find_promises
from seating.room.tables import ELECTED, Table, find_table
from seating.wording import message

ORDER = 58
TITLE = message("Governance")
ABOUT = message(
    "One sheet per table: its purpose, members and chair, how it decides, to whom it reports, what it promised, and "
    "lines to sign."
)

MOST_PROMISES, MOST_MISSING = 8, 6
"""Maximum numbers of promises, and of lines on who was missing, on one sheet; the others are counted."""

MANY_MEMBERS = 8
"""With more members beside their roles, the print is smaller."""


@dataclass(frozen=True, slots=True)
class Governing:
    """What the sheet of a governance table has besides: its members with their roles, and what their tables say."""

    at: GovernancePlace
    heard: HeardTables

    @property
    def is_full(self) -> bool:
        """Whether there are more than `MANY_MEMBERS` members."""
        return len(self.at.members) > MANY_MEMBERS

    @property
    def promises(self) -> Grid:
        """The table for what it will do."""
        return build_promises(5 if self.heard.is_long else 2)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table's sheet in one language; a text is "" where the convening states nothing, and is written by hand.

    Attributes
    ----------
    words : Words
    anchor : str
        The fragment of the sheet, unique on the page.
    number : int
    numbered, when_and_where : str
    table : Table
    chairs, members, held : tuple of str
        A held seat has no member yet.
    governing : Governing or None
        None for a table whose members all sit at it.
    reports_to : str
        The label of the body above it.
    carriers : tuple of str
        Who reports to that body.
    promises : tuple of PromiseLine
    more_promises : int
    date : str
        The date with which dates of promises were compared; "" if there are none.
    missing : tuple of str
    """

    words: Words
    anchor: str
    number: int
    numbered: str
    when_and_where: str
    table: Table
    chairs: tuple[str, ...]
    members: tuple[str, ...]
    held: tuple[str, ...]
    governing: Governing | None
    reports_to: str
    carriers: tuple[str, ...]
    promises: tuple[PromiseLine, ...]
    more_promises: int
    date: str
    missing: tuple[str, ...]


def fill(result: Result, settings: Settings) -> tuple[Sheet, ...] | None:
    """Return the sheets of all bodies, one for each of their languages; None if there is no body."""
    told = result.for_everyone  # the members read them, also where a harvest makes them a page for the team
    return tuple(_list_sheets(told, settings)) or None


def _list_sheets(result: Result, settings: Settings) -> Iterator[Sheet]:
    """Yield the sheets of the tables at which people sit, then of those whose members sit elsewhere in the room."""
    by_language: dict[str, dict[str, GovernancePlace]] = {}

    def find_governing(table: Table, words: Words) -> Governing | None:
        if words.language not in by_language:
            by_language[words.language] = {at.table.id: at for at in governance_places(result, words)}
        at = by_language[words.language].get(table.id)
        return None if at is None else _govern(result, at, words)

    told = set()
    for place in spoken_places(result, settings):
        if not place.is_listening or _is_chartered(result, place.place.table):
            told.add(place.place.table.id)
            yield _sheet_of_place(result, place, find_governing(place.place.table, place.words))
    for at in governance_places(result, settings.words):
        here = () if at.table.id in told else without_held_seats(awaited_members(result, at.table))
        for words in () if at.table.id in told else sheet_words(result, at.table, here, settings):
            suffix = "" if words.language == settings.language else f"-{words.language}"
            governing = find_governing(at.table, words)
            if governing is not None:
                yield _sheet_of_members(result, governing, words, f"table-{at.table.id}{suffix}")


def _is_chartered(result: Result, table: Table) -> bool:
    """Whether the convening states how a table works, or the table promised something or named someone as missing."""
    has_promised = any(promise.table == table.id for promise, _ in find_promises(result))
    return bool(table.decides or table.reports_to or table.meets or has_promised or list_missing(result, table))


def _govern(result: Result, at: GovernancePlace, words: Words) -> Governing:
    """Return what the sheet of a governance table has besides. No child is a member."""
    adults = tuple(one for one in at.members if not result.people.by_id[one.id].is_child_of_a_party)
    return Governing(replace(at, members=adults), hear_tables(result, at, words))


def _sheet_of_place(result: Result, at: SpokenPlace, governing: Governing | None) -> Sheet:
    """Return the sheet of a table at which people sit. No child is a member."""
    place, words = at.place, at.words
    away = {duty: name_elected_away(result, place.table, duty, words) for duty in ELECTED}
    chairs = (*holders(place.people, "chair", words), *away["chair"])
    adults = (one for one in place.people if not result.people.by_id[one.id].is_child_of_a_party)
    members = [(person.id, person.held_for or person.alone) for person in adults]
    members += [("", name) for name in dict.fromkeys(chain.from_iterable(away.values()))]
    members += [(member.id, name_member(member, words)) for member in place.members]
    head = _Head(at.anchor, place.number, place.numbered, at.when_and_where, place.table)
    return _sheet(result, head, words, chairs, members, governing)


def _sheet_of_members(result: Result, governing: Governing, words: Words, anchor: str) -> Sheet:
    """Return the sheet of a table without seats, whose members sit elsewhere in the room."""
    at = governing.at
    leading = [member for member in at.members if member.duty == words.gettext("chair")]
    chairs = tuple(
        member.alone if member.sits_at else words.tell(name_without_seat(member.alone)) for member in leading
    )
    members = [(member.id, name_member(member, words)) for member in at.members]
    table = at.table
    when_and_where = " · ".join(part for part in (table.place, table.day, table.time) if part)
    head = _Head(anchor, at.number, words.tell(name_number(at.number, is_session=False)), when_and_where, table)
    return _sheet(result, head, words, chairs, members, governing)


@dataclass(frozen=True, slots=True)
class _Head:
    """The head of a sheet; the fields are those of `Sheet`."""

    anchor: str
    number: int
    numbered: str
    when_and_where: str
    table: Table


def _sheet(
    result: Result,
    head: _Head,
    words: Words,
    chairs: tuple[str, ...],
    members: Sequence[tuple[str, str]],
    governing: Governing | None,
) -> Sheet:
    """Return the sheet of a table. Each member has an id and a name; a held seat has no member yet."""
    table = head.table
    held = result.people.held
    found = find_table(table.reports_to, result.convening.tables) if table.reports_to else None
    above = None if isinstance(found, Miss) else found
    promised = [(promise, state) for promise, state in find_promises(result) if promise.table == table.id]
    dated = any(promise.due for promise, _ in promised)
    return Sheet(
        words=words,
        anchor=head.anchor,
        number=head.number,
        numbered=head.numbered,
        when_and_where=head.when_and_where,
        table=table,
        chairs=chairs,
        members=tuple(name for identity, name in members if identity not in held),
        held=tuple(name for identity, name in members if identity in held),
        governing=governing,
        reports_to=table.reports_to if above is None else above.label,
        carriers=name_carriers(result, table, above, words),
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
    return (*found[:MOST_MISSING], words.tell(OTHERS(number=left)))


def _line(result: Result, promise: Promise, state: PromiseState, words: Words) -> PromiseLine:
    who = list_names(result, promise.who)
    shown = words.tell(PROMISE_STATES[state])
    owners = words.listed(who) or words.tell(UNNAMED_OWNER if promise.who else NO_OWNER)
    return PromiseLine(words.tell(promise.label), owners, promise.by, shown, state is PromiseState.LATE)
