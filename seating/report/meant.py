"""The people, voices and organizations that a typed text may mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from seating.charts.filled_chart import Cell
from seating.charts.summary import LongerNames, Perspective, text_may_mean
from seating.mentions.descriptions import are_alike, same_key
from seating.mentions.kinds_of_people import KindsOfPeople, list_kind_columns, list_readings, names_organization
from seating.profiles import People, Person, Who
from seating.profiles.heads import without_held_seats
from seating.profiles.near_names import NearNames
from seating.profiles.need_words import find_interpreted
from seating.requirements.staff import INTERPRETING
from seating.result import Result, keep
from seating.voices import Voice, VoiceState
from seating.wording import fold


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


def find_named(result: Result, text: str) -> Voice | None:
    """Return the voice, role or need that has this text as its name; None if there is none."""
    return next((one for one in find_meant(result, text) if fold(one.name) == fold(text)), None)


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


def find_near_name(result: Result, text: str) -> Person | None:
    """Return the only person on the list whose name is nearly a text, such as one with a typing error."""
    return _list_near_names(result).find(text)


@keep
def _list_near_names(result: Result) -> NearNames:
    return NearNames(result.people)
