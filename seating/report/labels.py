"""The wording of states and outcomes of voices, nominations, promises and requirements, of duties and figures.

Pages in English print the sentence that the judge wrote for a voice. Pages in other languages translate it if it names
tables. Otherwise, and if it was read from a record, they build a sentence with the same meaning from the state and its
numbers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from seating.analysis.promises import Commitments, Promise, PromiseState, find_date, list_promises
from seating.analysis.relief import Lack
from seating.charts.descriptions import are_alike, same_key
from seating.charts.filled_chart import Cell
from seating.charts.nominations import Fate, Nomination, find_fate, name_person
from seating.charts.summary import MOST_MEANT, LongerNames, Perspective, text_may_mean
from seating.convening import Convening
from seating.convening.rooms import list_days
from seating.groups import tuples_by_key
from seating.initiative.memberships import Membership
from seating.present.blocks import Span
from seating.present.languages import Words
from seating.profiles import People, Person, Role, Who
from seating.profiles.heads import without_held_seats
from seating.profiles.named_groups import KindsOfPeople, list_kind_columns, list_readings, names_organization
from seating.profiles.near_names import NearNames
from seating.profiles.need_words import find_interpreted
from seating.profiles.person import WHOLE_TOKEN
from seating.requirements.staff import INTERPRETING
from seating.result import Result, keep
from seating.tables import Table, in_order_of_numbers, list_renumbered
from seating.voices import NO_ONE_BUT_STAFF, Voice, VoiceState, count_where_needed, write_elsewhere, write_heard
from seating.wording import (
    Said,
    fold,
    list_first,
    message,
    said,
    said_alone,
    said_count,
    said_joined,
    said_language,
    said_list,
)

DUTIES = (
    message("facilitator"),
    message("interpreter"),
    message("recorder"),
    message("observer"),
    message("host"),
    message("chair"),
    message("reporter"),
    message("liaison"),
)
"""The duties whose names are translated; a duty that the convener named is printed as written."""


INTERPRETED = said("an interpreter for this language is on the list")
"""What is told of a text such as “Vietnamese interpreter” where no page may name people with their languages."""

ABSENT_AT_THEIR_SEAT = said("A person who was absent counts at the table where they had a seat. They met no one there.")
"""How absent people are counted where a page tells who moved."""

TABLES_RENAMED = said("Tables renamed, split or merged")
"""The heading of what `tell_renamed` returns."""


class Tone(StrEnum):
    """The meaning of a color; the value is a class in the stylesheet."""

    BAD = "bad"
    OPEN = "open"
    GOOD = "good"
    GRAY = "gray"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and the label of what it counts."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class StateWords:
    """A state in words: `word` is for a label, `lead` precedes a list of names; `shape` is the id of a drawing."""

    word: str
    lead: str
    tone: Tone
    shape: str


MOST_NAMED = 4
"""Maximum number of voices of one state that `list_lacking` names; the section on voices of the report names all."""


@dataclass(frozen=True, slots=True)
class LackingVoices:
    """The voices of one state other than heard, and their number."""

    state: StateWords
    names: str
    number: int


STATE_WORDS: Mapping[VoiceState, StateWords] = {
    VoiceState.MISSING: StateWords(said("Missing"), said("No one on the list"), Tone.BAD, "state-missing"),
    VoiceState.ABSENT: StateWords(said("Absent"), said("On the list, but without a seat"), Tone.BAD, "state-absent"),
    VoiceState.HELD: StateWords(
        said("Seat held"), said("A seat is held for someone yet to be found"), Tone.BAD, "state-held"
    ),
    VoiceState.SERVED: StateWords(
        said("Through others"),
        said("Heard only through an organization that serves them"),
        Tone.OPEN,
        "state-served",
    ),
    VoiceState.TOO_FEW: StateWords(said("Too few"), said("Too few people"), Tone.OPEN, "state-few"),
    VoiceState.ELSEWHERE: StateWords(
        said("Elsewhere"), said("In the room, but not where needed"), Tone.OPEN, "state-elsewhere"
    ),
    VoiceState.UNHEARD: StateWords(
        said("Unheard"),
        said("No one else at the table speaks their language"),
        Tone.OPEN,
        "state-unheard",
    ),
    VoiceState.UNKNOWN: StateWords(
        said("Not known"), said("Not known, because the list leaves it open"), Tone.GRAY, "state-unknown"
    ),
    VoiceState.HEARD: StateWords(said("Heard"), said("In the room"), Tone.GOOD, "state-heard"),
}


NOT_KNOWN_ON_LIST = said("No one known to be on the list")
"""Precedes the names of missing voices of which people could be whose cells are blank."""


def state_span(state: VoiceState) -> Span:
    """Return the word of a state with its drawing and its color."""
    shown = STATE_WORDS[state]
    return Span(shown.word, tone=shown.tone, mark=shown.shape)


ROLES = frozenset(role.value for role in Role)

PUBLIC_STATES = (
    (said("In the room"), {VoiceState.HEARD}),
    (said("Partly represented"), {VoiceState.TOO_FEW, VoiceState.ELSEWHERE, VoiceState.UNHEARD}),
    (said("Through others"), {VoiceState.SERVED}),
    (said("Missing"), {VoiceState.MISSING, VoiceState.ABSENT, VoiceState.HELD}),
    (said("Not known"), {VoiceState.UNKNOWN}),
)
"""The states that pages for everyone tell apart. Whether a person of a missing voice is on the list stays private."""


PUBLIC_STATE_WORDS: Mapping[VoiceState, StateWords] = {**STATE_WORDS} | {
    state: replace(STATE_WORDS[min(states, key=list(VoiceState).index)], word=title)
    for title, states in PUBLIC_STATES[1:]
    for state in states
}
"""The wording of each state on pages for everyone."""


def state_reason(voice: Voice, labels: Mapping[str, str]) -> Said:
    """Return the reason for a voice's state as a sentence without its name, which is printed next to it.

    Parameters
    ----------
    voice : Voice
        A voice that is not private.
    labels : mapping of table id to str
        The names of tables as the page writes them.
    """
    because = voice.because
    if isinstance(because, Said) and because.message:
        return said_alone(because)
    parts = [_state_sentence(voice)]
    if voice.serving:
        parts.append(
            said_count(
                "%(number)s person from an organization that serves them is coming.",
                "%(number)s people from organizations that serve them are coming.",
                voice.serving,
            )
        )
    if voice.held:
        tables = said_list([labels.get(table, table) for table in voice.held])
        parts.append(said("A seat is held at %(tables)s.", tables=tables))
    return Said(said_alone(because), " ", items=parts)


def voice_sentence(voice: Voice, labels: Mapping[str, str]) -> Said:
    """Return the name of a voice with the reason for its state: "Youth: no one on the list."."""
    name = name_voice(voice.name)
    if not voice.because:
        return said("%(name)s.", name=name)
    reason = Said(f"{voice.because}.", items=(state_reason(voice, labels),), form=_begin_small)
    return said_joined([name, reason], ": ")


def _begin_small(sentence: str) -> str:
    return f"{sentence[:1].lower()}{sentence[1:]}"


def _state_sentence(voice: Voice) -> Said:
    attending, needed = voice.attending, voice.needed
    match voice.state:
        case VoiceState.MISSING:
            return said_alone(NO_ONE_BUT_STAFF) if voice.because == NO_ONE_BUT_STAFF else _write_missing(voice.blank)
        case VoiceState.HELD | VoiceState.SERVED:
            return said("No one with this voice is known to be coming.")
        case VoiceState.UNKNOWN:
            return said("It is not known whether anyone is on the list, because some cells are blank.")
        case VoiceState.ABSENT:
            return said("On the list, but without a seat.")
        case VoiceState.TOO_FEW:
            return said("%(coming)s coming, %(needed)s needed.", coming=f"{attending:,}", needed=f"{needed:,}")
        case VoiceState.ELSEWHERE:
            return said_count(
                "%(number)s coming, but not seated where needed.",
                "%(number)s coming, but not seated where needed.",
                attending,
            )
        case VoiceState.UNHEARD:
            return said("At a table where no one else shares a language with them.")
        case VoiceState.HEARD:
            return said_alone(write_heard(attending, count_where_needed(voice)))


def _write_missing(blank: int | None) -> Said:
    """Return the sentence of a missing voice; `blank` is the number of people whose blank cells leave it open."""
    if blank:
        return said_count(
            "No one on the list is known to fit; %(number)s person might, but has a blank cell.",
            "No one on the list is known to fit; %(number)s people might, but each has a blank cell.",
            blank,
        )
    return said("No one on the list.") if blank == 0 else said_alone(NOT_KNOWN_ON_LIST)


def describe_none_there(result: Result, identity: str) -> tuple[Said | str, Said]:
    """Return a voice that is unmet without a shortfall, and at which tables no one of it sits; see `Verdict`.

    Parameters
    ----------
    result : Result
    identity : str
        The id of a voice with `or_none`.
    """
    members = result.room.members(result.plan)
    used = [table for table in result.room.tables if members[table.id] or not table.open_if_needed]
    voice = next((voice for voice in result.review.voices if voice.id == identity), None)
    lacking = [table.label for table in used if voice is not None and voice.tables.get(table.id) == 0]
    name = said("The room") if voice is None else name_voice(voice.name)
    if not lacking or len(lacking) == len(used):
        return name, said("no one with this voice is at any table")
    return name, said("no one with this voice is at %(tables)s", tables=said_list(lacking, last="or"))


def name_voice(name: str) -> str:
    """Return the name of a voice, role or need: roles are translated, others stand as written."""
    return said(name) if name in ROLES else name


def list_lacking(result: Result) -> tuple[LackingVoices, ...]:
    """Return the voices, roles and needs that are not heard, by state, the worst first."""
    by_state: dict[StateWords, list[Voice]] = {}
    for voice in sorted(result.review.asked, key=lambda voice: (voice.state.rank, _is_left_open(voice))):
        if voice.state is not VoiceState.HEARD:
            shown = STATE_WORDS[voice.state]
            shown = replace(shown, lead=NOT_KNOWN_ON_LIST) if _is_left_open(voice) else shown
            by_state.setdefault(shown, []).append(voice)
    return tuple(
        LackingVoices(shown, name_voices(result, of_state), len(of_state)) for shown, of_state in by_state.items()
    )


def _is_left_open(voice: Voice) -> bool:
    """Whether a missing voice has people on the list whose blank cells leave it open, or may have, as far as shown."""
    return voice.state is VoiceState.MISSING and voice.blank != 0


def name_voices(result: Result, voices: Sequence[Voice]) -> Said:
    """Return the names of voices as one text; a voice with too few people has "(coming of needed)" after its name.

    A missing voice has the number of people after its name whose blank cells leave it open.

    Parameters
    ----------
    result : Result
    voices : sequence of Voice
    """
    private = sum(1 for voice in voices if result.is_private(voice))
    names = list(dict.fromkeys(_with_numbers(voice) for voice in voices if not result.is_private(voice)))
    shown = list_first(names, MOST_NAMED)
    if private:
        shown.append(said_count("a private requirement", "%(number)s private requirements", private))
    return said_list(shown)


MEMBERS_MEET = said(
    "Members of a governance table also meet at that table, wherever else they sit. Requirements in the "
    "convening and on the list apply to ordinary seats only, unless they name a governance table."
)


OF_A_CELL = re.compile(rf"(\w+):(p-[0-9a-f]{{10}}(?:\+\d+)?|walk-in-\d+|{WHOLE_TOKEN.pattern})((?:-\d+)?)")
"""The id of a requirement from a cell of a person whose own id was made by the program."""


def name_requirement(identity: str, people: People) -> str:
    """Return the id of a requirement as it is printed: with the name of the person whose id was computed.

    Parameters
    ----------
    identity : str
    people : People
    """
    found = OF_A_CELL.fullmatch(identity)
    person = people.by_id.get(found[2]) if found else None
    return identity if found is None or person is None else name_cell(identity, {found[2]: person.label})


def name_cell(identity: str, names: Mapping[str, str]) -> str:
    """Return the id of a requirement from a cell as it is printed, or any other id as it is.

    >>> name_cell("chose:p-0123456789", {"p-0123456789": "Ana Ruiz"})
    'chose: Ana Ruiz'
    """
    found = OF_A_CELL.fullmatch(identity)
    if found is None or found[2] not in names:
        return identity
    return said_joined([f"{found[1]}: ", names[found[2]], found[3].replace("-", ", ")], "")


def _with_numbers(voice: Voice) -> str:
    name = name_voice(voice.name)
    if voice.blank:
        return said_count(
            "%(name)s (not known for %(number)s person)",
            "%(name)s (not known for %(number)s people)",
            voice.blank,
            name=name,
        )
    if voice.state is not VoiceState.TOO_FEW:
        return name
    return said("%(name)s (%(coming)s of %(needed)s)", name=name, coming=voice.attending, needed=voice.needed)


def find_meant(result: Result, text: str, cells: Sequence[Cell] = ()) -> tuple[Voice, ...]:
    """Return the voices, roles and needs that a text may mean and whose names the team may see.

    If one of them has the text as its name, it is the only one. A text with more words than a need that is met means
    someone else: landlords who accept vouchers are not those who know about vouchers. So does the name of an
    organization that is only of the kind of a voice that is heard: other people of organized labor are no dockers'
    union.

    Parameters
    ----------
    result : Result
    text : str
        As written on a chart or by a table.
    cells : sequence of Cell
        The cells of charts in which it stands.
    """
    shown = _list_shown(result)
    named = tuple(voice for (_, name), voice in shown.items() if name == fold(text))
    meant = ((one, shown[one.id, fold(one.name)]) for one in _list_perspectives(result))
    return named or tuple(
        voice
        for one, voice in meant
        if text_may_mean((text,), cells, one) and (voice.state is not VoiceState.HEARD or _may_be_heard(text, one))
    )


def _may_be_heard(text: str, perspective: Perspective) -> bool:
    """Whether people who are heard for a perspective may be those that a text names."""
    if is_need(perspective.who):
        return are_alike(perspective.name, text)
    return same_key(perspective.name) in same_key(text) or not names_organization(text)


def is_need(who: Who | None) -> bool:
    """Whether a description asks for something that people bring, not for a kind of people."""
    return who is not None and "assets" in who.columns


@keep
def _list_shown(result: Result) -> Mapping[tuple[str, str], Voice]:
    """Return each voice, role and need that all may see, by its requirement and its folded name."""
    return {(v.id, fold(v.name)): v for v in result.review.asked if not result.is_private(v)}


@keep
def _list_perspectives(result: Result) -> Sequence[Perspective]:
    """Return the people that each of these voices, roles and needs asks for."""
    shown = _list_shown(result)
    asked = [Perspective(identity, ask.name, ask.who) for identity, ask in result.asked_now or result.asks]
    return [one for one in asked if (one.id, fold(one.name)) in shown]


def find_kind_named(result: Result, text: str) -> tuple[Person, ...]:
    """Return the guests on the list of the kind that a text names, such as a sector, in columns that pages may tell of.

    Interests are left out: who is interested in a subject is not of a kind that has its name. So are columns that name
    people or organizations of the list: who is funded by the city is not of a kind called city.
    """
    if result.people.named(text):
        return ()
    found = filter(None, map(_index_kinds(result).find, list_readings(text)))
    return next((group.people for group in found), ())


@keep
def _index_kinds(result: Result) -> KindsOfPeople:
    guests = [person for person in without_held_seats(result.people) if person.duty is None]
    told = (
        one for one in list_kind_columns(result.people) if one not in {"interests", "duty"} and result.may_tell(one)
    )
    return KindsOfPeople(guests, (column for column in told if not _names_others(result.people, column)))


def _names_others(people: People, column: str) -> bool:
    values = {value for person in people for value in person.values(column)}
    return any(people.named(value) or people.from_organization(value) for value in values)


def tell_kind(result: Result, persons: Sequence[Person], table: str | None) -> Said:
    """Return how many people of a kind are coming, and whether any is at the table that named the kind as missing.

    Parameters
    ----------
    result : Result
    persons : sequence of Person
        The people of the kind, as from `find_kind_named`.
    table : str or None
        The id of the table; None if no table is named.

    Returns
    -------
    Said
        A clause without a full stop.
    """
    labels, coming = result.labels_of_tables, [one for one in persons if one.id in result.plan.seats]
    if not coming:
        return said_count(
            "%(number)s person like this is on the list, without a seat in this round",
            "%(number)s people like this are on the list, none with a seat in this round",
            len(persons),
        )
    if table is None or table not in labels:
        return said_count("%(number)s coming", "%(number)s coming", len(coming))
    if here := sum(is_at_table(result, one.id, table) for one in coming):
        return said_count(
            "%(number)s coming, seated at %(table)s",
            "%(number)s coming, %(here)s of them at %(table)s",
            len(coming),
            here=here,
            table=labels[table],
        )
    return write_elsewhere(len(coming), [labels[table]], is_none=True)


def is_at_table(result: Result, person: str, table: str) -> bool:
    """Whether a person sits at a table, or is a member of a governance table."""
    return table in result.plan.tables_of(person) or (table, person) in result.members


def has_interpreter_meant(result: Result, text: str) -> bool:
    """Whether staff interpret the language that a text such as “Vietnamese interpreter” names.

    It is False if the team may not know how many people speak a language.
    """
    return bool(_find_interpreters(result, text))


def list_interpreters_meant(result: Result, text: str) -> list[str]:
    """Return the names of staff who interpret the language that a text names, if the team may see the languages."""
    is_seen = result.may_see("languages")
    return [one.label for one in _find_interpreters(result, text)] if is_seen else []


def _find_interpreters(result: Result, text: str) -> list[Person]:
    staff = [one for one in result.shown_persons(result.room.staff) if one.duty in INTERPRETING]
    languages = find_interpreted(text) if staff and result.may_tell("languages") else None
    return [one for one in staff if result.room.languages(one) & languages] if languages else []


def list_organizations_meant(result: Result, text: str) -> list[str]:
    """Return the organizations of the list that a text may mean, if the team may see them."""
    return _list_longer_names(result).find(text) if result.may_see("organization") else []


@keep
def _list_longer_names(result: Result) -> LongerNames:
    return LongerNames(result.people.organizations)


def tell_where(result: Result, voice: Voice, table: str | None) -> Said:
    """Return the state of a voice that a table, or a chart for it, named as missing there.

    That enough people sit where the convening asks for them does not mean that any of them sits at this table.

    Parameters
    ----------
    result : Result
    voice : Voice
    table : str or None
        The id of the table; None if no table is named.

    Returns
    -------
    Said
        A clause without a full stop.
    """
    labels = {each.id: each.label for each in result.room.tables}
    if voice.state is not VoiceState.HEARD or table not in labels or voice.tables.get(table):
        return said_alone(state_reason(voice, labels), ending="")
    if table in voice.tables:
        return write_elsewhere(voice.attending, [labels[table]], is_none=True)
    return said_count("%(number)s coming", "%(number)s coming", voice.attending)


def find_named(result: Result, text: str) -> Voice | None:
    """Return the voice, role or need that has this text as its name; None if there is none."""
    return next((one for one in find_meant(result, text) if fold(one.name) == fold(text)), None)


def tell_fate(result: Result, one: Nomination) -> Said:
    """Return the outcome of a nomination in a seating, as a clause without a full stop.

    Parameters
    ----------
    result : Result
    one : Nomination
    """
    one = name_person(one, result.people)
    fate = find_fate(one, result.room, result.plan, result.members)
    if fate is Fate.UNKNOWN:
        return _unknown_in_words(result, one)
    tables = label_tables(result)
    person = result.people.by_id.get(one.person or "")
    goes_to = result.plan.tables_of(one.person or "")
    seat = one.table if one.table in goes_to else None  # guests go to further sessions
    at = said_list([tables[each] for each in ([seat] if seat else goes_to)])
    wanted = tables.get(one.table or "", "")
    has_seats = one.table is None or any(table.id == one.table for table in result.room.tables)
    if fate in {Fate.FOLLOWED, Fate.ELSEWHERE} and person is not None and person.is_held:
        held = said("a seat is held at %(table)s, as nominated", table=at)
        return held if fate is Fate.FOLLOWED else said("a seat is held at %(table)s instead", table=at)
    if fate is Fate.FOLLOWED and one.table not in {None, *goes_to}:  # members of a governance table sit elsewhere
        return said("is a member of %(table)s, as nominated", table=wanted)
    if fate is Fate.ELSEWHERE and not has_seats:
        return said("is not a member of %(table)s, and sits at %(at)s", table=wanted, at=at)
    if fate is Fate.FOLLOWED and one.table is None:
        return said("sits at %(table)s", table=at)
    return {
        Fate.FOLLOWED: said("sits at %(table)s, as nominated", table=at),
        Fate.ELSEWHERE: said("sits at %(table)s instead", table=at),
        Fate.NOT_COMING: said("on the list but without a seat in this round"),
        Fate.NOT_INVITED: said("on the list, not invited yet"),
    }[fate]


@keep
def label_tables(result: Result) -> dict[str, Said]:
    """Return the name of each table with its number."""
    numbered = enumerate(in_order_of_numbers(result.convening.tables), start=1)
    return {table.id: table.label_with(number) for number, table in numbered}


def _unknown_in_words(result: Result, one: Nomination) -> Said:
    """Return what became of a text that names no person on the list."""
    if has_left_list(result, one.text):
        return LEFT_LIST
    voice = find_named(result, one.text)
    if voice is not None:
        return tell_where(result, voice, one.table)
    if staff := without_held_seats(result.people.from_organization(one.text)):
        if not any(person.id in result.plan.seats for person in staff):
            return said_count(
                "an organization: %(number)s person on the list is from there, without a seat in this round",
                "an organization: %(number)s people on the list are from there, none with a seat in this round",
                len(staff),
            )
        return said_count(
            "an organization: %(number)s person on the list is from there",
            "an organization: %(number)s people on the list are from there",
            len(staff),
        )
    if kind := find_kind_named(result, one.text):
        return tell_kind(result, kind, one.table)
    voices = [voice.name for voice in find_meant(result, one.text, one.cells)]
    same = result.people.with_part_of_name(one.text)
    others = [person.label for person in same if fold(person.name) != fold(one.text)]
    names = others if len(same) <= MOST_MEANT else []
    names = names or list_interpreters_meant(result, one.text)
    if not same and (near := find_near_name(result, one.text)):
        names = [near.label]
    if meant := voices or list_organizations_meant(result, one.text) or names:
        return said("might mean %(voices)s", voices=said_list([f"“{name}”" for name in dict.fromkeys(meant)]))
    if same:
        return tell_same_name(len(same))
    if has_interpreter_meant(result, one.text):
        return INTERPRETED
    return said("not on the list: add a row, or find someone who fits")


def has_left_list(result: Result, text: str) -> bool:
    """Whether a text is the name of someone who was on an earlier list, and is not on this one."""
    former = list_former_people(result).named(text)
    return bool(former) and not result.people.named(text) and any(_is_gone(result, one.id) for one in former)


def _is_gone(result: Result, person: str) -> bool:
    """Whether someone on an earlier list is not on this one; a held seat was no one."""
    return person not in result.people.by_id and not any(person in past.held for past in result.room.history.rounds)


@keep
def list_former_people(result: Result) -> People:
    """Return the people on earlier lists with their ids and names alone, so that a typed name is found among them."""
    former = result.former_list
    rows = {} if former is None else {**former.earlier, **former.people}
    return People(tuple(Person(id=person, name=was.name) for person, was in rows.items()))


LEFT_LIST = said("no longer on the list")


def find_near_name(result: Result, text: str) -> Person | None:
    """Return the only person on the list whose name is nearly a text, such as one with a typing error."""
    return _list_near_names(result).find(text)


@keep
def _list_near_names(result: Result) -> NearNames:
    return NearNames(result.people)


def tell_same_name(number: int) -> Said:
    """Return how many people on the list have a name that could mean any of them."""
    return said_count(
        "%(number)s person on the list has this name", "%(number)s people on the list have this name", number
    )


PROMISE_STATES = {
    PromiseState.KEPT: said("kept"),
    PromiseState.OPEN: said("open"),
    PromiseState.LATE: said("late"),
}
"""The states of promises in words."""

NO_OWNER = said("no one named")
"""Who keeps a promise, if the cell is blank."""

UNNAMED_OWNER = said("not named here")
"""Who keeps a promise, if a page may not name who is in the cell."""


def date_used(convening: Convening, round_number: int) -> Said:
    """Return the sentence on the date with which the dates of promises are compared in a round."""
    used = find_date(convening, round_number)
    if used is None:
        return said(
            "Round %(round)s has no date, so no promise counts as late because of its date.", round=round_number
        )
    if used.key == "today":
        return said("Dates are compared with %(date)s, which was given as today’s date.", date=str(used.day))
    return said("Dates are compared with %(date)s, the day of round %(round)s.", date=str(used.day), round=round_number)


@dataclass(frozen=True, slots=True)
class PromiseOverview:
    """The promises in a round, late ones first, and the texts that a page prints above them.

    `tables` has the names of tables by id, former ones included; "" is the whole room. `date` is "" if no promise has a
    date.
    """

    promises: tuple[tuple[Promise, PromiseState], ...]
    tables: Mapping[str, str]
    summary: Said
    date: str


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """A promise on a sheet, with its state in words; `table` is "" on the sheet of the table itself."""

    what: str
    who: str
    by: str
    state: str
    is_late: bool
    table: str = ""


def name_promising(commitments: Commitments, convening: Convening) -> Mapping[str, str]:
    """Return the names of the tables that promises can belong to, also of tables that ended, by id."""
    tables = (*commitments.former, *convening.tables)
    return {table.id: table.label for table in tables} | {"": said("the whole room")}


def describe_promises(commitments: Commitments, convening: Convening, round_number: int) -> PromiseOverview:
    """Return the promises of all tables in a round.

    Parameters
    ----------
    commitments : Commitments
    convening : Convening
    round_number : int
    """
    found = tuple(list_promises(commitments, convening, round_number))
    states = [state for _, state in found]
    return PromiseOverview(
        promises=found,
        tables=name_promising(commitments, convening),
        summary=said(
            "Late: %(late)s. Open: %(open)s. Kept: %(kept)s.",
            late=states.count(PromiseState.LATE),
            open=states.count(PromiseState.OPEN),
            kept=states.count(PromiseState.KEPT),
        ),
        date=date_used(convening, round_number) if any(one.due for one, _ in found) else "",
    )


def tell_renamed(renamed: Collection[tuple[str, str]], then: Mapping[str, str], now: Mapping[str, str]) -> list[Said]:
    """Return a sentence on each table that has another name than in an earlier round, or was split or merged.

    Parameters
    ----------
    renamed : collection of (from, to)
        Ids of tables that were renamed, split or merged.
    then, now : mapping of table id to str
        The names of the tables in both rounds.
    """
    split = {a for a, count in Counter(a for a, _ in renamed).items() if count > 1}
    told = []
    for table, origins in group_origins(renamed, then, now).items():
        names = [then.get(one, one) for one in origins]
        if len(names) > 1 or names != [now.get(table, table)] or not split.isdisjoint(origins):  # not only another id
            told.append(said("%(now)s (was %(then)s)", now=now.get(table, table), then=said_list(names)))
    return told


def group_origins(
    renamed: Iterable[tuple[str, str]], then: Mapping[str, str], now: Mapping[str, str]
) -> Mapping[str, tuple[str, ...]]:
    """Return the ids that each table had in an earlier round, by its id; `tell_renamed` describes the parameters."""
    return tuples_by_key([*((b, a) for a, b in renamed), *((one, one) for one in then if one in now)])


def tell_renumbered(before: Mapping[str, int], labels: Mapping[str, str], now: Iterable[Table]) -> list[Said]:
    """Return a sentence on each table that has another number than in an earlier round; see `list_renumbered`.

    If other tables were merged into it, it is told under the name that it had then, because they had other numbers.

    Parameters
    ----------
    before : mapping of table id to int
        The numbers in the earlier round.
    labels : mapping of table id to str
        The names of the tables in that round.
    now : iterable of Table
    """
    return [
        _tell_number(table, number, table.id, then, before, labels)
        for table, number, then in list_renumbered(before, now)
    ]


def _tell_number(
    table: Table, now: int, former: str, then: int, before: Mapping[str, int], labels: Mapping[str, str]
) -> Said:
    """Return that a table has another number than `former`, the id of what it was, had in an earlier round."""
    is_merged = len(before.keys() & {table.id, *table.was}) > 1
    name = labels.get(former, table.label) if is_merged else table.label
    return said("%(table)s is now table %(now)s instead of %(then)s", table=name, now=now, then=then)


@keep
def find_numbers_before(result: Result) -> Mapping[str, int]:
    """Return the number that a person's table had in the last round, if it has another one now, by person id.

    A table that was renamed, or merged into another, is known by its heir, and a table that was split by the part that
    kept its id. In a season, it can be any session that the person went to then.
    """
    past, found = result.room.history.last, dict[str, int]()
    if past is None:
        return found
    numbers = {table.id: number for number, table in enumerate(in_order_of_numbers(result.convening.tables), start=1)}
    for person, sat in _had_tables(result).items():
        then = past.numbers.get(sat)
        if then is not None and numbers[result.plan.seats[person]] != then:
            found[person] = then
    return found


def tell_number_before(result: Result, person: str, at: Table, number: int) -> Said | None:
    """Return that the table where a person sat in the last round has another number now; None if it has not.

    If several tables were merged, it is told under the name that it had then. It is told at the first of several
    sessions only.

    Parameters
    ----------
    result : Result
    person : str
        The person's id.
    at : Table
        A table where they sit.
    number : int
        Its number.
    """
    past, then = result.room.history.last, find_numbers_before(result).get(person)
    if past is None or then is None or result.plan.seats[person] != at.id:
        return None
    return _tell_number(at, number, _had_tables(result)[person], then, past.numbers, past.labels)


@keep
def _had_tables(result: Result) -> Mapping[str, str]:
    """Return the table in the last round that is now that of their seat, for everyone who went to it, staff too."""
    past, found = result.room.history.last, dict[str, str]()
    if past is None:
        return found
    for person, sat in {**past.staff, **past.placed}.items():
        seat = result.plan.seats.get(person)
        went = (table for table in (sat, *past.further.get(person, ())) if result.room.heir_of(table) == seat)
        if seat is not None and (table := next(went, None)) is not None:
            found[person] = table
    return found


def duty_in_words(result: Result, person: str, duty: str) -> Said:
    """Return a duty as pages show it: "chair", or "chair (suggested until elected)" if the program chose the person.

    Parameters
    ----------
    result : Result
    person : str
        The person's id.
    duty : str
        As written in the list or the convening.
    """
    word = name_duty(duty)
    return said("%(duty)s (suggested until elected)", duty=word) if result.is_suggested(person, duty) else word


def name_duty(duty: str) -> Said:
    """Return the name of a duty; one that the convener named stands as written."""
    return said(duty) if duty in DUTIES else Said(duty)


def name_lack(lack: Lack) -> str:
    """Return the duty, or the duty with the language, that a table would lack."""
    duty = said_list([said(duty.value) for duty in lack.duties], last="or")
    if not lack.speaks:
        return duty
    languages = dict.fromkeys(map(said_language, lack.languages))
    return said("%(duty)s who speaks %(language)s", duty=duty, language=said_list(languages, last="or"))


def describe_role(result: Result, membership: Membership) -> tuple[str, str, str]:
    """Return the table from which a member was drawn ("" for none), their role, and their duty at the table itself.

    The role is "chair of Capital, suggested until elected", "chair", "member by name" or "chosen".

    Parameters
    ----------
    result : Result
    membership : Membership
    """
    duty, _, origin = membership.role.partition(" of ")
    word = name_duty(duty)
    if origin:
        label = next((one.label for one in result.convening.tables if one.id == origin), origin)
        role = said("%(duty)s of %(table)s", duty=word, table=label)
        if result.has_suggested_role(membership):
            role = said("%(role)s, suggested until elected", role=role)
            if result.is_named_member(membership):
                role = said("named member; %(role)s", role=role)
        return origin, role, ""
    if duty in DUTIES:
        return "", word, word
    return "", said("named member") if result.is_named_member(membership) else said("chosen"), ""


def governance_roles(result: Result, person: str) -> tuple[Said, ...]:
    """Return the memberships of a person, given by their id: "Leadership (chair of Capital)"."""
    held = [one for one in result.memberships if one.person == person]
    by_id = {table.id: table for table in result.convening.tables} if held else {}
    found = []
    for one in held:
        if one.table in by_id:
            _, role, _ = describe_role(result, one)
            found.append(said("%(table)s (%(role)s)", table=by_id[one.table].label, role=role))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class PlannedSeat:
    """Where a person sits in one of several rounds that were planned together.

    Attributes
    ----------
    round : str
        "Round 2", with the day and the time as far as the convening gives them.
    number : int
        The table's number.
    table : str
        The table's name.
    is_now : bool
        Whether it is the round of the page.
    """

    round: str
    number: int
    table: str
    is_now: bool


def planned_seats(result: Result, person: str, words: Words) -> tuple[PlannedSeat, ...]:
    """Return where a person sits in each of the rounds that were planned together, in order.

    Rounds to which the person does not come are left out. If the round was planned alone, return ().

    Parameters
    ----------
    result : Result
    person : str
        The person's id.
    words : Words
        The language.
    """
    known = result.room.table_index  # a table of a later round may have been taken out of the convening since
    rounds = ((number, seats.get(person, "")) for number, seats in sorted(result.planned.items()))
    return tuple(_plan_seat(result, number, table, words) for number, table in rounds if table in known)


@keep
def _plan_seat(result: Result, number: int, at: str, words: Words) -> PlannedSeat:
    table = result.room.table(at)
    plan = result.convening.round_plan(number)
    day = _days_of(result, number)[at] or (str(plan.day) if plan.day else "")
    parts = (words.gettext("Round %(number)s", number=number), day, table.time)
    is_now = number == result.room.round_number
    return PlannedSeat(
        " · ".join(filter(None, parts)), result.room.table_index[at] + 1, words.tell(table.label), is_now
    )


@keep
def _days_of(result: Result, number: int) -> Mapping[str, str]:
    return list_days(result.convening, number)
