"""Find who is meant by the name of a person, of an organization, or of a kind of people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from seating.groups import group_by_key
from seating.near_words import nearest
from seating.profiles.columns import CANONICAL
from seating.profiles.names import NO_PERSON, name_words
from seating.profiles.people import People
from seating.profiles.person import Person
from seating.profiles.sectors import USUAL_SECTORS, sector_key
from seating.wording import fold, knows_language, language_key, message, plural, singular, squashed

LOOKED_AT = ("sector", "representative_type", "speaks_to", "languages", "interests", "duty")
"""The known columns whose values can be kinds of people. Columns of the list's own are looked at too."""

ARTICLE = re.compile(
    r"^(?:(?:someone|somebody|alguien)\s+(?:from|de)\s+)?(?:(?:a|an|the|some|un|una|el|la|los|las)\s+)?", re.IGNORECASE
)
"""What stands before a name in a sentence: the bank, someone from the bank."""

FROM_SOMEWHERE = re.compile(r"^(?:someone|somebody|alguien)\s+(?:from|de)\s", re.IGNORECASE)
"""What stands before the name of an organization, whatever its capital letters: someone from the courts."""

FROM = re.compile(r"\s+(?:from|of|at|de|del)\s+", re.IGNORECASE)
"""What stands between a kind of people and where they come from: decision makers from the county."""

LEAST_SIMILAR = 0.75
"""The lowest similarity of a name on the list to one that may mean it."""

ANYONE = frozenset({"people", "persons", "gente", "personas"})
"""Words for people of any kind, folded: people from the county."""

MORE_ABOUT = re.compile(r"\s+(?:from|in|of|at|who|with|without|under|over|de|del|que|con|sin|en)\s+.*$", re.IGNORECASE)
"""What follows the noun: young people from South Valley."""

PEOPLE_WORDS = name_words("people")
"""Words for people, also where they are written with a capital letter."""

PERSPECTIVE = message("perspective")
"""The column for kinds of people that have no column of their own in the list."""

SPEAKERS = re.compile(r"(?:people who speak|speakers of)\s+(\w+)|(\w+)[ -]speak(?:ers?|ing people)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Group:
    """Who is meant, as a `who` of the convening, and the people on the list who are."""

    who: Mapping[str, Any]
    people: tuple[Person, ...] = ()

    @property
    def number(self) -> int:
        """How many people on the list are meant."""
        return len(self.people)


def find_group(people: People, name: str) -> Group:
    """Return who is meant by a name, also if no one on the list is: a sector, a language, a kind, or an organization.

    Parameters
    ----------
    people : People
    name : str
        As typed: a person, an organization, or a kind of people in the singular or the plural.
    """
    for text in list_readings(name):
        if (group := _find_listed(people, text)) is not None:
            return group
    return _find_kind_from(people, name) or describe_missing(people, name)


def list_readings(name: str) -> tuple[str, ...]:
    """Return a name as typed and, if it begins with an article, without it.

    >>> list_readings("a resident"), list_readings("residents")
    (('a resident', 'resident'), ('residents',))
    """
    return tuple(dict.fromkeys((name, ARTICLE.sub("", name))))


def _find_kind_from(people: People, name: str) -> Group | None:
    """Return a kind of people from an organization on the list, also if none of it is on the list; None if not that."""
    for kind, organization in _split_from(name):
        there = people.from_organization(organization)
        if not there:
            continue
        at = Group({"organization": there[0].organization}, there)
        if fold(kind) in ANYONE:
            return at
        found = find_group(people, kind)
        if not found.who.keys() & {"organization", "name"}:
            return Group({**found.who, **at.who}, tuple(one for one in found.people if one in there))
    return None


def _split_from(name: str) -> Iterator[tuple[str, str]]:
    """Yield each way to read a text as a kind of people and where they come from, without articles."""
    for found in FROM.finditer(name):
        yield ARTICLE.sub("", name[: found.start()]), ARTICLE.sub("", name[found.end() :])


def names_organization(name: str) -> bool:
    """Whether a text is the name of an organization, and not that of a sector, a language or a kind of people.

    >>> [names_organization(name) for name in ("Union of dockers", "a union", "young dockers", "Spanish speakers")]
    [True, False, False, False]
    """
    return "organization" in describe_missing(People(()), name).who


def describe_missing(people: People, name: str) -> Group:
    """Return the description of those who are meant by a name if no one on the list is.

    Parameters
    ----------
    people : People
    name : str
        As typed.
    """
    bare = ARTICLE.sub("", name)
    if key := _find_language(bare):
        return Group({"languages": key})
    usual = USUAL_SECTORS.get(sector_key(bare))
    if usual is not None:
        is_english = any(fold(value) in USUAL_SECTORS for person in people for value in person.values("sector"))
        return Group({"sector": usual.name if is_english else bare})
    is_kind = not FROM_SOMEWHERE.match(name) and _is_kind(bare)
    return Group({PERSPECTIVE if is_kind else "organization": bare})


def _is_kind(name: str) -> bool:
    """Whether a name is that of a kind of people, such as young people, and not that of an organization.

    Organizations have a capital letter, or a word such as bank.
    """
    words = MORE_ABOUT.sub("", name).split() or [name]
    first, last = words[0], words[-1]
    if fold(last) in PEOPLE_WORDS:
        return True
    if fold(last) in NO_PERSON:
        return False
    if not (first[:1].isupper() or first[:1].isdigit()):
        return True
    if len(words) == 1:
        return singular(first) != first and not first.isupper()
    return not (last[:1].isupper() or last[:1].isdigit())


def _find_listed(people: People, name: str) -> Group | None:
    """Return who on the list is meant by a name, None if no one is."""
    named = people.named(name)
    if named:
        return Group({"name": named[0].name}, named)
    if found := people.from_organization(name):
        return Group({"organization": found[0].organization}, found)
    return KindsOfPeople(people, list_kind_columns(people)).find(name)


class KindsOfPeople:
    """Finds the people of a kind by its name: a sector, a language, or a value of another column of the list.

    Parameters
    ----------
    people : iterable of Person
    columns : iterable of str
        The columns whose values are looked at, the first ones first.
    """

    def __init__(self, people: Iterable[Person], columns: Iterable[str]) -> None:
        self._people = {column: _index_by_written_value(people, column) for column in columns}
        self._values = {
            column: group_by_key((spelling, value) for value in found for spelling in _spellings(value))
            for column, found in self._people.items()
        }

    def find(self, name: str) -> Group | None:
        """Return the people that are meant by the name of a kind, in the singular or the plural; None if no one is."""
        if (key := _find_language(name)) and "languages" in self._people:
            speakers = [found for value, found in self._people["languages"].items() if language_key(value) == key]
            if speakers:
                return Group({"languages": key}, _join_people(speakers))
        enterprise = _name_enterprise(name)
        wanted = {squashed(word) for text in (name, enterprise) for word in (text, singular(text), plural(text))}
        for sector in {sector_key(name), sector_key(enterprise)} & USUAL_SECTORS.keys():
            wanted |= set(map(squashed, USUAL_SECTORS[sector].words))
        for column, values in self._values.items():
            if meant := sorted({value for word in wanted for value in values.get(word, ())}):
                found = _join_people(self._people[column][value] for value in meant)
                return Group({column: meant[0] if len(meant) == 1 else meant}, found)
        return None


def _index_by_written_value(people: Iterable[Person], column: str) -> dict[str, list[Person]]:
    return group_by_key((value, person) for person in people for value in dict.fromkeys(person.values(column)))


def _join_people(groups: Iterable[Iterable[Person]]) -> tuple[Person, ...]:
    return tuple({person.id: person for group in groups for person in group}.values())


OWNERS = re.compile(r"\s+(?:owners?|leaders?|members?|people|persons?|folks|rep(?:resentative)?s?)$", re.IGNORECASE)
ENTREPRENEURS = re.compile(r"(?:entrepreneurs?|empresari[ao]s?)$", re.IGNORECASE)


def _name_enterprise(name: str) -> str:
    """Return the kind of enterprise that the name of its people contains: business owners, microentrepreneurs."""
    return ENTREPRENEURS.sub("enterprise", OWNERS.sub("", name))


def _find_language(name: str) -> str:
    """Return the language of those who are named by it, such as Spanish speakers or Spanish; "" if they are not."""
    found = SPEAKERS.fullmatch(name)
    spoken = (found[1] or found[2]) if found else name
    return language_key(spoken) if spoken and knows_language(spoken) else ""


def find_near(people: People, name: str) -> str | None:
    """Return the name, organization or kind of people on the list that is most similar to a name, or None."""
    words = [word for person in people for word in (person.name, person.organization) if word]
    words += [value for column in list_kind_columns(people) for person in people for value in person.values(column)]
    if _find_kind_from(people, name):
        return None
    bare = ARTICLE.sub("", name)
    containing = {word for word in words if f" {fold(bare)} " in f" {fold(word)} "}
    if (bare != name or bare[:1].isupper()) and len(
        containing
    ) == 1:  # "youth" alone is a kind of people, not an organization
        return containing.pop()
    if near := nearest(bare, words, LEAST_SIMILAR) or nearest(singular(bare), words, LEAST_SIMILAR):
        return near
    return _find_near_origin(people, name) or _find_same_word(people, name)


def _find_near_origin(people: People, name: str) -> str | None:
    """Return a kind of people with the name of the one organization that its origin can mean; None without one."""
    for found in FROM.finditer(name):
        origin = fold(ARTICLE.sub("", name[found.end() :]))
        organizations = {one.organization for one in people if f" {origin} " in f" {fold(one.organization)} "}
        if len(organizations) == 1:
            return f"{name[: found.start()]}{found.group()}{organizations.pop()}"
    return None


def _find_same_word(people: People, name: str) -> str | None:
    """Return the one organization that shares a word with another name for it: the carpenters' union."""
    if describe_missing(people, name).who.keys() != {"organization"}:
        return None
    told = _list_telling(name)
    found = {one.organization for one in people if told & _list_telling(one.organization)}
    return found.pop() if len(found) == 1 else None


def _list_telling(name: str) -> frozenset[str]:
    """Return the words of a name that tell it from others: not the short ones, and not bank or union."""
    words = re.findall(r"[^\W\d_]{5,}", fold(name))
    return frozenset(singular(word) for word in words if word not in NO_PERSON)


def _spellings(value: str) -> set[str]:
    return {squashed(word) for word in (value, singular(value), plural(value))}


def list_kind_columns(people: People) -> Iterator[str]:
    """Yield the columns of a list whose values can be kinds of people."""
    yield from LOOKED_AT
    yield from (column for column in people.headings if column not in CANONICAL)
