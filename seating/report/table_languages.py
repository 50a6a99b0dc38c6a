"""The languages of a table's sheets: those of its `language`, otherwise the one that everybody at it shares."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from seating.profiles import Person
from seating.report.languages import Words, languages, words_in
from seating.report.places import Place, places
from seating.report.privacy import Audience
from seating.report.settings import Settings
from seating.result import Result
from seating.tables import Table
from seating.wording import fold

__all__ = ["SpokenPlace", "language_named", "sheet_words", "spoken_places"]


@dataclass(frozen=True, slots=True)
class SpokenPlace:
    """A table in one of its languages.

    Attributes
    ----------
    words : Words
    place : Place
    anchor : str
        The fragment of its sheet, which no other sheet of the page has.
    """

    words: Words
    place: Place
    anchor: str

    @property
    def when_and_where(self) -> str:
        """The table's place, day and time, in one line."""
        table = self.place.table
        return " · ".join(part for part in (table.place, table.day, table.time) if part)


def spoken_places(result: Result, settings: Settings, audience: Audience) -> Iterator[SpokenPlace]:
    """Yield each table at which somebody sits, once in each of its languages."""
    in_language: dict[str, tuple[Place, ...]] = {}
    people, staff = result.room.members(result.plan), result.room.staff_members(result.plan)
    for number, table in enumerate(result.room.tables):
        for words in sheet_words(result, table, (*people[table.id], *staff[table.id]), settings):
            if words.language not in in_language:
                in_language[words.language] = places(result, audience, words)
            place = in_language[words.language][number]
            suffix = "" if words.language == settings.language else f"-{words.language}"
            if place.taken or place.staff:
                yield SpokenPlace(words, place, place.anchor + suffix)


def sheet_words(result: Result, table: Table, here: Sequence[Person], settings: Settings) -> tuple[Words, ...]:
    """Return the languages of a table's sheets, a sheet for each; `here` are people and staff at it.

    Those that the table's `language` names, where there is a catalog for them; else the language of
    the packet, unless everybody at the table shares another one that is not the room's own: the packet's
    language is the convener's choice for the room.
    """
    named = [language for part in re.split(r"[;,/+]", table.language) if (language := language_named(part))]
    if named:
        return tuple(map(words_in, dict.fromkeys(named)))
    return (words_in(_shared(result, here, settings)),)


def _shared(result: Result, here: Sequence[Person], settings: Settings) -> str:
    """Return the language of the packet, or the one that all at the table share instead."""
    if not here or "languages" in result.private_columns:
        return settings.language
    common = set.intersection(*(_spoken(person, settings) for person in here))
    if settings.language in common:
        return settings.language
    return min(common - {_room_language(result)}, default=settings.language)


def _spoken(person: Person, settings: Settings) -> set[str]:
    """Return the catalogs' languages that a person has; whoever says none is taken to read the packet."""
    found = {language for name in person.languages if (language := language_named(name))}
    return found if person.languages else {settings.language}


def _room_language(result: Result) -> str | None:
    """Return the working language, or where none is stated the one that most people have."""
    if result.convening.working_language:
        return language_named(result.convening.working_language)
    spoken = Counter(language_named(name) for person in result.room.persons for name in set(person.languages))
    return max(spoken, key=lambda language: (spoken[language], language or ""), default=None)


def language_named(name: str) -> str | None:
    """Return the catalog's language that a name or a code means, or None.

    >>> language_named("Español"), language_named("es-MX"), language_named("Klingon")
    ('es', 'es', None)
    """
    folded = fold(name)
    return _names().get(folded) or _names().get(re.split(r"[-_]", folded)[0])


@cache
def _names() -> dict[str, str]:
    """Return each language under its code, its English name, and what it is called in itself and the others."""
    from babel import Locale

    found: dict[str, str] = {}
    for language in languages():
        names = [Locale.parse(other).languages.get(language, "") for other in languages()]
        found |= {fold(name): language for name in (language, *names) if name}
    return found
