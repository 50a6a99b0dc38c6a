"""Find who is meant by the name of a person, of an organization, or of a kind of people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from seating.groups import group_by_key
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


def _spellings(value: str) -> set[str]:
    return {squashed(word) for word in (value, singular(value), plural(value))}


def list_kind_columns(people: People) -> Iterator[str]:
    """Yield the columns of a list whose values can be kinds of people."""
    yield from LOOKED_AT
    yield from (column for column in people.headings if column not in CANONICAL)
