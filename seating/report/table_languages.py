"""The languages of a table's sheets: those in its `language`, otherwise the one that everybody at it shares."""

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
        The fragment of its sheet, unique on the page.
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
    """Yield each table where somebody sits, once for each of its languages.

    Parameters
    ----------
    result : Result
    settings : Settings
    audience : Audience
        The readers; people and columns that they may not see are left out.
    """
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
    """Return the languages of a table's sheets, one sheet for each.

    These are the languages in the table's `language` that have a catalog. If there are none, it is the packet's
    language, which the convener chose for the room. The exception is a table where not everybody reads the packet's
    language but all share another one that is not the room's own; its sheet is in that language.

    Parameters
    ----------
    result : Result
    table : Table
    here : sequence of Person
        The people and staff at the table.
    settings : Settings
    """
    named = [language for part in re.split(r"[;,/+]", table.language) if (language := language_named(part))]
    if named:
        return tuple(map(words_in, dict.fromkeys(named)))
    return (words_in(_shared(result, here, settings)),)


def _shared(result: Result, here: Sequence[Person], settings: Settings) -> str:
    """Return the packet's language, or the language that everybody at the table shares instead."""
    if not here or "languages" in result.private_columns:
        return settings.language
    common = set.intersection(*(_spoken(person, settings) for person in here))
    if settings.language in common:
        return settings.language
    return min(common - {_room_language(result)}, default=settings.language)


def _spoken(person: Person, settings: Settings) -> set[str]:
    """Return a person's languages that have a catalog; a person who states none is assumed to read the packet."""
    found = {language for name in person.languages if (language := language_named(name))}
    return found if person.languages else {settings.language}


def _room_language(result: Result) -> str | None:
    """Return the working language or, if none is stated, the language that most people speak."""
    if result.convening.working_language:
        return language_named(result.convening.working_language)
    spoken = Counter(language_named(name) for person in result.room.persons for name in set(person.languages))
    return max(spoken, key=lambda language: (spoken[language], language or ""), default=None)


def language_named(name: str) -> str | None:
    """Return the catalog's language for a name or code, or None.

    >>> language_named("Español"), language_named("es-MX"), language_named("Klingon")
    ('es', 'es', None)
    """
    folded = fold(name)
    return _names().get(folded) or _names().get(re.split(r"[-_]", folded)[0])


@cache
def _names() -> dict[str, str]:
    """Return the language of each known name: its code, its English name, its own name, and its names in the others."""
    from babel import Locale

    found: dict[str, str] = {}
    for language in languages():
        names = [Locale.parse(other).languages.get(language, "") for other in languages()]
        found |= {fold(name): language for name in (language, *names) if name}
    return found
