"""A sheet for the steering table: the tables, who carries messages, who is missing, promises, and what is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from seating.analysis.channels import Channel, find_unheard
from seating.analysis.promises import Promise, PromiseState, find_date, list_promises
from seating.present.languages import Words
from seating.present.settings import Settings
from seating.report.channels import ChannelPicture, draw_channels, list_channels, list_targets
from seating.report.labels import (
    PROMISE_STATES,
    LackingVoices,
    date_used,
    find_meant,
    list_lacking,
    list_organizations_meant,
    name_further,
)
from seating.report.places import Place, places
from seating.report.privacy import Audience, SharedVoice, shared_recruit, shared_requirements, shown_persons
from seating.result import Result
from seating.tables import Table, TableKind
from seating.voices import VoiceState
from seating.wording import fold, message, said_count, shortened

ORDER = 57
TITLE = message("Sheet for the steering table")
ABOUT = message("On one sheet: the tables, who carries messages, who is missing, promises, and what is asked.")
AUDIENCE = Audience.TEAM

MOST_TABLES, MANY_TABLES = 12, 5
"""Maximum number of tables on the sheet; with more than the second number, the sheet has no picture, and less text."""

LONG_PURPOSE, SHORT_PURPOSE = 90, 44
"""Maximum number of characters of a purpose, with few tables and with many."""

MANY_WAYS = 12
"""With more ways from a table to one that hears it, the sheet has no picture, and less text."""

MOST_PROMISES, FEW_PROMISES = 4, 3
"""Maximum number of promises with few tables and with many; the others are counted."""

MOST_NAMED = 4
"""Maximum number of people or things in one list on the sheet; the others are counted."""

MOST_INVITED = 2
"""Maximum number of invitations on the sheet; the others are counted."""

CHAIR = "chair"
PROMISE_LENGTH = 70
"""Maximum number of characters of a promise."""


@dataclass(frozen=True, slots=True)
class Way:
    """The table to which messages are carried, and who carries them; "" if there is no room for their names."""

    target: str
    carriers: str


@dataclass(frozen=True, slots=True)
class Line:
    """A table with its purpose, its chairs and the ways that its messages take; drawn chairs have an asterisk."""

    number: int
    label: str
    purpose: str
    chairs: str
    people: int
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """A promise that is open or late."""

    what: str
    who: str
    table: str
    by: str
    state: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """Something that is asked of the steering table; `is_quoted` marks a sentence that may be in English."""

    text: str
    is_quoted: bool = False


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
        Whether a chair is only suggested.
    picture : ChannelPicture or None
        None if nobody carries messages, or there are too many tables.
    unheard : str
        The tables from which nobody carries messages; "" for none.
    lacking : tuple of LackingVoices
    named_missing, nominated : str
        Whom tables, and charts, named who are not on the list; "" for nobody.
    promises : tuple of PromiseLine
        Late ones first; `more_promises` counts the others. `date` says with which date they were compared.
    asked : tuple of Asked
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
    lacking: tuple[LackingVoices, ...]
    named_missing: str
    nominated: str
    promises: tuple[PromiseLine, ...]
    more_promises: int
    date: str
    asked: tuple[Asked, ...]
    is_long: bool


def fill(result: Result, settings: Settings) -> Steering | None:
    """Return the sheet; None unless the convening has a table of kind steering or leadership."""
    steering = _steering_tables(result)
    if not steering:
        return None
    words = settings.words
    channels = list_channels(result)
    targets = list_targets(result, channels)
    unheard = [result.room.table(table).label for table in find_unheard(result.room, result.plan, channels)]
    found = [place for place in places(result, Audience.EVERYONE, words) if place.taken or place.table.purpose]
    is_long = max(len(found), len(targets)) > MANY_TABLES or len(found) * len(targets) > MANY_WAYS
    unkept = _list_unkept(result)
    shown = unkept[: FEW_PROMISES if is_long else MOST_PROMISES]
    return Steering(
        name=words.listed([table.label for table in steering]),
        purpose=" ".join(dict.fromkeys(table.purpose for table in steering if table.purpose)),
        meets=words.listed(list(dict.fromkeys(table.meets for table in steering if table.meets))),
        lines=tuple(_line(result, place, channels, targets, is_long, words) for place in found[:MOST_TABLES]),
        more=max(0, len(found) - MOST_TABLES),
        has_suggested=any(CHAIR in person.suggested for place in found[:MOST_TABLES] for person in place.people),
        picture=draw_channels(result.room.tables, targets, channels) if channels and not is_long else None,
        unheard=_listed(unheard, words),
        lacking=list_lacking(result),
        named_missing=_listed(_list_named_missing(result), words),
        nominated=_listed(_list_nominated(result), words),
        promises=tuple(_promise(result, promise, state, words) for promise, state in shown),
        more_promises=len(unkept) - len(shown),
        date=date_used(find_date(result.convening, result.room.round_number))
        if any(promise.due for promise, _ in shown)
        else "",
        asked=tuple(_asked(result, steering, unkept, unheard, words)),
        is_long=is_long,
    )


def _steering_tables(result: Result) -> tuple[Table, ...]:
    """Return the steering tables; the leadership tables if there are none."""
    for kind in (TableKind.STEERING, TableKind.LEADERSHIP):
        if found := tuple(table for table in result.convening.tables if table.kind is kind):
            return found
    return ()


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
    for target in targets:
        ids = [c.person for c in channels if (c.origin, c.target) == (place.table.id, target.id)]
        if ids:
            carriers = words.gettext("the chairs") if set(ids) == chairing else _names(result, ids, words)
            ways.append(Way(target.label, "" if is_long else carriers))
    chairs = [p.name + ("*" if CHAIR in p.suggested else "") for p in place.people if CHAIR in p.duties]
    return Line(
        number=place.number,
        label=place.table.label,
        purpose=shortened(place.table.purpose, SHORT_PURPOSE if is_long else LONG_PURPOSE),
        chairs=_listed(chairs, words),
        people=place.taken,
        ways=tuple(ways),
    )


def _names(result: Result, ids: Iterable[str], words: Words) -> str:
    """Return the names of the people whom pages for everybody may name, and "others" for the rest."""
    persons = [result.people.by_id[person] for person in dict.fromkeys(ids) if person in result.people.by_id]
    shown = [person.label for person in shown_persons(persons, Audience.EVERYONE)]
    return _listed(shown, words, len(persons) - len(shown))


def _listed(texts: Sequence[str], words: Words, unnamed: int = 0) -> str:
    """Return texts as one, at most `MOST_NAMED` of them; the others and those without a name are counted."""
    found = list(dict.fromkeys(texts))
    left = max(0, len(found) - MOST_NAMED) + unnamed
    more = [words.ngettext("%(number)s other", "%(number)s others", left)] if left else []
    return words.listed([*found[:MOST_NAMED], *more])


def _list_unkept(result: Result) -> list[tuple[Promise, PromiseState]]:
    if result.commitments is None:
        return []
    found = list_promises(result.commitments, result.convening, result.room.round_number)
    return [(promise, state) for promise, state in found if state is not PromiseState.KEPT]


def _promise(result: Result, promise: Promise, state: PromiseState, words: Words) -> PromiseLine:
    labels: Mapping[str, str] = {table.id: table.label for table in result.convening.tables}
    who = [one.text for one in promise.who if one.person is None]
    named = [one.person for one in promise.who if one.person is not None]
    names = [result.people.by_id[person] for person in named if person in result.people.by_id]
    who += [person.label for person in shown_persons(names, Audience.EVERYONE)]
    return PromiseLine(
        what=shortened(promise.what, PROMISE_LENGTH),
        who=_listed(who, words),
        table=labels.get(promise.table, "") or words.gettext("the whole room"),
        by=promise.by,
        state=PROMISE_STATES[state],
        is_late=state is PromiseState.LATE,
    )


def _list_named_missing(result: Result) -> list[str]:
    """Return whom tables named as missing, without people on the list and voices of which people come."""
    found = result.commitments.missing if result.commitments is not None else ()
    return [line.text for line in found if line.person is None and not _is_known(result, line.text)]


def _is_known(result: Result, text: str) -> bool:
    """Whether people with this name or a longer one are on the list, or people of such an organization or voice."""
    if result.people.from_organization(text) or list_organizations_meant(result, text):
        return True
    if result.people.with_part_of_name(text) and not find_meant(result, text):
        return True
    return any(_is_told(voice) for voice in find_meant(result, text) if fold(voice.name) == fold(text))


def _is_told(voice: SharedVoice) -> bool:
    """Whether people of a voice come, or blank cells leave open whether they do, which the sheet tells by itself."""
    return bool(voice.attending) or voice.state is VoiceState.UNKNOWN


def _list_nominated(result: Result) -> list[str]:
    """Return who was nominated on charts and is not on the list, without those whom tables named as missing.

    An organization with people on the list is on the list. Texts that may mean a voice are one, under its name, and
    are left out if people of the voice are in the room, or if it is not known. Those on the most charts come first.
    """
    named = _list_named_missing(result)
    told = set(map(fold, (*named, *(voice.name for text in named for voice in find_meant(result, text)))))
    charts: dict[str, set[int]] = {}
    for one in result.nominations.found if result.nominations is not None else ():
        if one.person is None and not _is_known(result, one.text):
            voices = find_meant(result, one.text, one.cells)
            absent = [voice.name for voice in voices if not _is_told(voice)]
            for name in absent or ([] if voices else [one.text]):
                if fold(name) not in told:
                    charts.setdefault(name, set()).update(one.charts)
    return sorted(charts, key=lambda name: -len(charts[name]))


def _asked(
    result: Result,
    steering: Sequence[Table],
    unkept: Sequence[tuple[Promise, PromiseState]],
    unheard: Sequence[str],
    words: Words,
) -> Iterator[Asked]:
    """Yield what is asked of the steering table, as far as it follows from what is known.

    Parameters
    ----------
    result : Result
    steering : sequence of Table
        The steering tables.
    unkept : sequence of (Promise, PromiseState)
        The promises that are open or late.
    unheard : sequence of str
        The names of the tables from which nobody carries messages.
    words : Words
    """
    ids = {table.id for table in steering}
    own = sum(promise.table in ids for promise, _ in unkept)
    late = sum(state is PromiseState.LATE and promise.table not in ids for promise, state in unkept)
    drawn = sum(any(CHAIR in p.suggested for p in place.people) for place in places(result, Audience.TEAM, words))
    absent = len(set(map(fold, (*_list_named_missing(result), *_list_nominated(result)))))
    unmet = sum(not one.met for view in result.governance for one in shared_requirements(view))
    counts = (
        said_count(
            "Say what became of %(number)s promise that this table made.",
            "Say what became of %(number)s promises that this table made.",
            own,
        ),
        said_count(
            "Ask what %(number)s late promise made by another table needs.",
            "Ask what %(number)s late promises made by other tables need.",
            late,
        ),
        said_count(
            "Have %(number)s table elect its chair: the program only suggests one.",
            "Have %(number)s tables elect their chairs: the program only suggests them.",
            drawn,
        ),
        said_count(
            "No one carries messages from %(number)s table. Name someone who does.",
            "No one carries messages from %(number)s tables. Name someone for each of them.",
            len(unheard),
        ),
        said_count(
            "Decide about %(number)s person or group that tables or charts name but the list does not.",
            "Decide about %(number)s people or groups that tables or charts name but the list does not.",
            absent,
        ),
        said_count(
            "The report names %(number)s unmet requirement at governance tables. See whether you can accept it.",
            "The report names %(number)s unmet requirements at governance tables. See whether you can accept them.",
            unmet,
        ),
    )
    yield from (Asked(words.tell(one)) for one in counts if one.number)
    recruits = shared_recruit(result)
    yield from (Asked(recruit.sentence, is_quoted=True) for recruit in recruits[:MOST_INVITED])
    if len(recruits) > MOST_INVITED:
        yield Asked(words.tell(name_further(recruits[MOST_INVITED:])))
