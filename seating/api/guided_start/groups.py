"""Find who is meant by the name of a person, of an organization, or of a kind of people."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from seating.near_words import nearest
from seating.profiles import People, Person
from seating.profiles.columns import CANONICAL
from seating.wording import fold, knows_language, language_key, plural, singular, squashed

LOOKED_AT = ("sector", "representative_type", "speaks_to", "languages", "interests", "duty")
"""The known columns whose values can be kinds of people. Columns of the list's own are looked at too."""

ARTICLE = re.compile(
    r"^(?:(?:someone|somebody|alguien)\s+(?:from|de)\s+)?(?:(?:a|an|the|some|un|una|el|la|los|las)\s+)?", re.IGNORECASE
)
"""What stands before a name in a sentence: the bank, someone from the bank."""

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
    """Return who is meant by a name. Someone who is not on the list is taken for an organization that is missing.

    Parameters
    ----------
    people : People
    name : str
        As typed: a person, an organization, or a kind of people in the singular or the plural.
    """
    for text in dict.fromkeys((name, ARTICLE.sub("", name))):
        if (group := _find_listed(people, text)) is not None:
            return group
    return Group({"organization": name})


def _find_listed(people: People, name: str) -> Group | None:
    """Return who on the list is meant by a name, None if no one is."""
    named = people.named(name)
    if named:
        return Group({"name": named[0].name}, named)
    if found := people.from_organization(name):
        return Group({"organization": found[0].organization}, found)
    language = SPEAKERS.fullmatch(name)
    if language and knows_language(spoken := language[1] or language[2]):
        key = language_key(spoken)
        if found := tuple(p for p in people if key in map(language_key, p.values("languages"))):
            return Group({"languages": key}, found)
    wanted = {squashed(word) for word in (name, singular(name), plural(name))}
    for column in _list_columns(people):
        values = {value for person in people for value in person.values(column)}
        meant = sorted(value for value in values if not wanted.isdisjoint(_spellings(value)))
        if meant:
            found = tuple(p for p in people if not set(meant).isdisjoint(p.values(column)))
            return Group({column: meant[0] if len(meant) == 1 else meant}, found)
    return None


def find_near(people: People, name: str, cutoff: float = 0.75) -> str | None:
    """Return the name, organization or kind of people on the list that is most similar to a name, or None."""
    words = [word for person in people for word in (person.name, person.organization) if word]
    words += [value for column in _list_columns(people) for person in people for value in person.values(column)]
    bare = ARTICLE.sub("", name)
    containing = {word for word in words if f" {fold(bare)} " in f" {fold(word)} "}
    if bare != name and len(containing) == 1:  # "youth" alone is a kind of people, not an organization
        return containing.pop()
    return nearest(bare, words, cutoff) or nearest(singular(bare), words, cutoff)


def _spellings(value: str) -> set[str]:
    return {squashed(word) for word in (value, singular(value), plural(value))}


def _list_columns(people: People) -> Iterator[str]:
    yield from (column for column in LOOKED_AT if column in people.headings)
    yield from (column for column in people.headings if column not in CANONICAL)
