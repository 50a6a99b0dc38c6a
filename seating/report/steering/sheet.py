"""A sheet for the steering table: the tables, their messages, who is missing, promises, and what is open."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from seating.analysis.channels import Channel, find_unheard
from seating.analysis.promises import Promise, PromiseState
from seating.charts.nominations import Nomination
from seating.forms.cells import Named
from seating.present.languages import Words
from seating.present.settings import Settings
from seating.profiles.heads import say_in_column
from seating.report.asks import CHAIR, OpenMatter, find_steering, list_open
from seating.report.claims.labels import OTHERS
from seating.report.members import name_elected_away
from seating.report.missing import NO_VOICE_MISSING, list_missing, tell_missing
from seating.report.named_before import list_meant
from seating.report.person_names import label_apart
from seating.report.places import Place, places
from seating.report.shown_channels import ChannelPicture, draw_channels, list_channels, list_targets
from seating.report.shown_promises import (
    NO_OWNER,
    PROMISE_STATES,
    UNNAMED_OWNER,
    PromiseLine,
    date_used,
    name_promising,
)
from seating.report.shown_worksheets import list_names
from seating.report.workload import describe_load, list_shown_heavy
from seating.result import Result
from seating.result.memberships import group_memberships, is_suggested, pair_members, rests_on_suggestion
from seating.result.naming import may_hide_ways
from seating.result.open_promises import find_unkept
from seating.room.tables import Table
from seating.wording import shortened

MOST_TABLES, MANY_TABLES = 12, 5
"""Maximum number of tables on the sheet; with more than the second number, the sheet has no picture, and less text."""

LONG_PURPOSE, SHORT_PURPOSE = 90, 44
"""Maximum number of characters of a purpose, with few tables and with many."""

MANY_WAYS = 12
"""With more ways from a table to one that hears it, the sheet has no picture, and less text."""

FEW_MATTERS = 3
"""With more rows of what is open, the sheet has fewer promises and fewer people who carry more than a share."""

MOST_PROMISES = 4
"""Maximum number of promises: one less with many tables and much to tell of them, and one less with more rows."""

MOST_LOADS, FEW_LOADS = 2, 1
"""Maximum number of people named who carry more than a share, and the number with many tables or more rows."""

MOST_NAMED = 4
"""Maximum number of people or things in one list on the sheet; the others are counted."""

PROMISE_LENGTH = 70
"""Maximum number of characters of a promise."""


@dataclass(frozen=True, slots=True)
class Way:
    """The table to which messages are carried, and who carries them; "" if there is no room for their names.

    `has_suggested` tells whether someone of them has an asterisk: they are a member of that table only by a suggested
    duty.
    """

    target: str
    carriers: str
    has_suggested: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A table with its purpose, its chairs and the ways that its messages take; drawn chairs have an asterisk."""

    number: int
    label: str
    purpose: str
    chairs: str
    people: str
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Steering:
    """The sheet.

    Attributes
    ----------
    name, purpose, meets : str
        Those of the steering table; "" if the convening does not say.
    lines : tuple of Line
        The tables that seat people, at most `MOST_TABLES`; `more` counts the others.
    has_suggested : bool
        Whether a chair, someone who carries messages, or a duty of someone who carries more than a share, is only
        suggested.
    picture : ChannelPicture or None
        None if no one carries messages, or there are too many tables.
    unheard : str
        The tables from which no one carries messages; "" for none.
    missing : str
        Who is missing, in one sentence.
    promises : tuple of PromiseLine
        Late ones first; `more_promises` counts the others. `date` tells with which date they were compared.
    open : tuple of OpenMatter
        What the table may decide.
    wanted : str
        Those that charts name for this table and who are no members, with the number of charts; "" for none.
    charts : int
        How many charts name one of them.
    heavy : tuple of str
        The people who carry more than a share, with what each carries, the heaviest load first; `more_heavy` counts
        the others, who are in the report.
    is_long : bool
        Whether there are more than `MANY_TABLES` tables, more tables that hear them, or more than `MANY_WAYS` ways.
    """

    name: str
    purpose: str
    meets: str
    lines: tuple[Line, ...]
    more: int
    has_suggested: bool
    picture: ChannelPicture | None
    unheard: str
    may_hide_ways: bool
    missing: str
    promises: tuple[PromiseLine, ...]
    more_promises: int
    date: str
    open: tuple[OpenMatter, ...]
    wanted: str
    charts: int
    heavy: tuple[str, ...]
    more_heavy: int
    is_long: bool


def draw_sheet(result: Result, settings: Settings) -> Steering | None:
    """Return the sheet; None unless the convening has a table of kind steering or leadership."""
    steering = find_steering(result.convening)
    if not steering:
        return None
    words = settings.words
    everyone = result.for_everyone  # a steering table has readers beyond the team
    channels = list_channels(everyone)
    targets = list_targets(result.convening, result.room, channels)
    unheard = [result.room.table(table).label for table in find_unheard(result.room, result.plan, channels)]
    found = [place for place in places(everyone, words) if place.taken or place.table.purpose]
    is_long = max(len(found), len(targets)) > MANY_TABLES or len(found) * len(targets) > MANY_WAYS
    unkept, missing, matters = find_unkept(result), tell_missing(list_missing(result)), list_open(result)
    is_many = len(matters) > FEW_MATTERS
    is_tight = is_long or (len(found) >= MANY_TABLES and missing is not None)
    shown = unkept[: MOST_PROMISES - is_tight - is_many]
    wanted = _list_wanted(everyone, steering)
    heavy = list_shown_heavy(result)
    named = heavy[: FEW_LOADS if is_long or is_many else MOST_LOADS]
    lines = tuple(_line(everyone, place, channels, targets, is_long, words) for place in found[:MOST_TABLES])
    return Steering(
        name=words.listed([table.label for table in steering]),
        purpose=" ".join(dict.fromkeys(table.purpose for table in steering if table.purpose)),
        meets=words.listed(list(dict.fromkeys(table.meets for table in steering if table.meets))),
        lines=lines,
        more=max(0, len(found) - MOST_TABLES),
        has_suggested=any(CHAIR in person.suggested for place in found[:MOST_TABLES] for person in place.people)
        or any(way.has_suggested for line in lines for way in line.ways)
        or any(is_suggested(result, one.person.id, duty) for one in named for duty in one.duties),
        picture=draw_channels(result.room.tables, targets, channels) if channels and not is_long else None,
        unheard=_listed(unheard, words),
        may_hide_ways=may_hide_ways(everyone),
        missing=words.tell(NO_VOICE_MISSING if missing is None else missing),
        promises=tuple(_promise(everyone, promise, state, words) for promise, state in shown),
        more_promises=len(unkept) - len(shown),
        date=date_used(result.convening, result.room.round_number) if any(promise.due for promise, _ in shown) else "",
        open=matters,
        wanted=_listed([f"{one.label} ({one.number})" for one in wanted], words),
        charts=len({number for one in wanted for number in one.charts}),
        heavy=tuple(words.tell(describe_load(result, one)) for one in named),
        more_heavy=len(heavy) - len(named),
        is_long=is_long,
    )


def _list_wanted(result: Result, steering: Sequence[Table]) -> list[Nomination]:
    """Return those that charts name for these tables and who are no members, those named most often first.

    People on the list who are not invited yet, or are not listed, are left out, and so are texts that might mean a
    member or the organization of one.
    """
    tables = {table.id for table in steering}
    found = result.nominations.found if result.nominations is not None else ()
    members = pair_members(result)
    for_them = [one for one in found if one.charts and one.table in tables and (one.table, one.person) not in members]
    named = [one for one in for_them if list_names(result, [Named(one.text, one.person)])]
    return [one for one in named if not any((one.table, person) in members for person in _list_meant(result, one))]


def _list_meant(result: Result, one: Nomination) -> list[str]:
    """Return the ids of the people on the list that the text of a nomination might mean, if it names no person."""
    if one.person is not None:
        return []
    return list_meant(result, one.text, None)


def _line(
    result: Result,
    place: Place,
    channels: Sequence[Channel],
    targets: Iterable[Table],
    is_long: bool,
    words: Words,
) -> Line:
    """Return a table's line.

    Parameters
    ----------
    result : Result
    place : Place
    channels : sequence of Channel
    targets : iterable of Table
        The tables that hear others.
    is_long : bool
        Whether to print less of each table.
    words : Words
    """
    ways = []
    chairing = {person.id for person in place.people if CHAIR in person.duties}
    starred = {person.id for person in place.people if CHAIR in person.suggested}
    for target in targets:
        ids = [c.person for c in channels if (c.origin, c.target) == (place.table.id, target.id)]
        if ids:
            drawn = {one for one in ids if _is_suggested(result, target, one)}
            are_chairs = set(ids) == chairing and drawn <= starred
            chairs_there = words.gettext("the chairs") if len(ids) > 1 else words.gettext("the chair")
            carriers = chairs_there if are_chairs else _names(result, ids, drawn, words)
            has_suggested = bool(drawn) and not is_long and not are_chairs
            star = "*" if is_long and drawn == set(ids) else ""  # names are left out, so the table has the mark
            ways.append(Way(f"{target.label}{star}", "" if is_long else carriers, has_suggested or bool(star)))
    chairs = [p.alone + ("*" if CHAIR in p.suggested else "") for p in place.people if CHAIR in p.duties]
    chairs += name_elected_away(result, place.table, CHAIR, words)
    return Line(
        number=place.number,
        label=place.table.label,
        purpose=shortened(place.table.purpose, SHORT_PURPOSE if is_long else LONG_PURPOSE),
        chairs=_listed(chairs, words),
        people=words.tell(say_in_column(place.heads)),
        ways=tuple(ways),
    )


def _is_suggested(result: Result, target: Table, person: str) -> bool:
    """Whether a person is a member of a governance table only by a duty that is suggested."""
    held = group_memberships(result).get(person, ())
    return any(one.table == target.id and rests_on_suggestion(result, one) for one in held)


def _names(result: Result, ids: Iterable[str], drawn: Collection[str], words: Words) -> str:
    """Return the names of people on the list; those who are only suggested have an asterisk."""
    persons = (result.people.by_id[person] for person in ids if person in result.people.by_id)
    names = [words.tell(label_apart(result, one)) + ("*" if one.id in drawn else "") for one in persons]
    return _listed(names, words)


def _listed(texts: Sequence[str], words: Words) -> str:
    """Return texts as one, each once, at most `MOST_NAMED` of them; the others are counted."""
    found = list(dict.fromkeys(texts))
    left = max(0, len(found) - MOST_NAMED)
    more = [words.tell(OTHERS(number=left))] if left else []
    return words.listed([*found[:MOST_NAMED], *more])


def _promise(result: Result, promise: Promise, state: PromiseState, words: Words) -> PromiseLine:
    tables = {} if result.commitments is None else name_promising(result.commitments, result.convening)
    who = list_names(result, promise.who)
    return PromiseLine(
        what=shortened(words.tell(promise.label), PROMISE_LENGTH),
        who=_listed(who, words) or words.tell(UNNAMED_OWNER if promise.who else NO_OWNER),
        table=words.tell(tables.get(promise.table, promise.table)),
        by=promise.by,
        state=words.tell(PROMISE_STATES[state]),
        is_late=state is PromiseState.LATE,
    )
