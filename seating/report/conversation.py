"""The sheets for a table's conversation: their languages, and the content that every table gets.

A sheet is printed in each of the languages in the table's `language`. If the table names none, it is printed in the
language that everybody at the table shares. Every sheet has the same tasks, ground rules, agenda steps and prompts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import ceil

from seating.analysis.season.sessions import USUAL_MINUTES, Hours
from seating.profiles import Person
from seating.report.languages import Words, languages, translatable, words_in
from seating.report.places import Place, places
from seating.report.privacy import Audience
from seating.report.settings import Settings
from seating.result import Result
from seating.tables import Table
from seating.wording import fold

__all__ = [
    "GROUND_RULES",
    "STUCK_PROMPTS",
    "TASKS",
    "SpokenPlace",
    "Step",
    "Task",
    "agenda",
    "clock",
    "language_named",
    "sheet_words",
    "spoken_places",
]


@dataclass(frozen=True, slots=True)
class Task:
    """A task at a table: the duty of the people who may have it, its name, and its description."""

    duty: str
    name: str
    does: str


TASKS = (
    Task("facilitator", translatable("Facilitator"), translatable("keeps the conversation open and takes no side")),
    Task("recorder", translatable("Recorder"), translatable("fills in the harvest form in the speakers’ own words")),
    Task(
        "time-keeper",
        translatable("Timekeeper"),
        translatable("announces half-time and the last five minutes"),
    ),
    Task("reporter", translatable("Reporter"), translatable("reads out the one line for the whole room")),
)

GROUND_RULES = (
    translatable("One person speaks at a time."),
    translatable("Listen to understand before you answer."),
    translatable("Share the time: make room for those who have spoken least."),
    translatable("Disagree with ideas, never with people."),
    translatable("What is said here stays here; what is learned here may leave."),
    translatable("Anyone may pass."),
)

STUCK_PROMPTS = (
    translatable("One person talks a lot: “Let us hear from someone who has not spoken yet.”"),
    translatable("Nobody talks: everyone writes alone for two minutes, then says one sentence."),
    translatable("People blame each other: “What would have to be true for this to work?”"),
    translatable("The conversation stays general: “Can you tell us about one time when this happened?”"),
    translatable("The conversation drifts from the question: write the new topic down and come back to the question."),
    translatable("Two people clash: each says what the other means until the other agrees."),
)

_SHARES = (
    (translatable("Welcome, tasks and ground rules"), 5),
    (translatable("The questions"), 40),
    (translatable("Where we agree, and where we differ"), 10),
    (translatable("What we will do: who, and by when"), 15),
    (translatable("One line for the whole room, and thanks"), 5),
)
"""The steps of the agenda, except the opening round, which comes second, with their relative lengths."""

_OPENING = (
    (120, translatable("Opening round: everybody, two minutes each")),
    (60, translatable("Opening round: everybody, one minute each")),
    (30, translatable("Opening round: everybody, half a minute each")),
    (10, translatable("Opening round: names only")),
)
"""Seconds for each person in the opening round, longest first, with the name of the step."""

_OPENING_SHARE = 6
"""The opening round may take at most 1/`_OPENING_SHARE` of the time."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the agenda: its start, its duration in minutes, and its title."""

    begins: str
    minutes: int
    what: str


def agenda(hours: Hours | None, people: int, words: Words) -> tuple[Step, ...]:
    """Return the steps of a conversation.

    In the opening round each person gets the longest time with which the round fits in its part of the conversation.

    Parameters
    ----------
    hours : Hours or None
        The start and the length; if the start is unknown, the steps begin at 0:00.
    people : int
        The number of people at the table.
    words : Words
    """
    begins = hours.begins if hours else 0
    minutes = hours.minutes if hours and hours.minutes else USUAL_MINUTES
    fitting = (each for each in _OPENING if _OPENING_SHARE * people * each[0] <= 60 * minutes)
    seconds, opening = next(fitting, _OPENING[-1])
    round_minutes = min(minutes, ceil(people * seconds / 60))
    all_shares, passed = sum(share for _, share in _SHARES), 0
    lengths: list[tuple[str, int]] = []
    for what, share in _SHARES:  # the sums are rounded, not the steps, so that rounding errors do not add up
        left = minutes - round_minutes
        start, passed = round(passed * left / all_shares), passed + share
        lengths.append((what, round(passed * left / all_shares) - start))
    steps, start = [], begins
    for what, length in (lengths[0], (opening, round_minutes), *lengths[1:]):
        steps.append(Step(clock(start), length, words.gettext(what)))
        start += length
    return tuple(steps)


def clock(minutes: int) -> str:
    """Return minutes after midnight as a time of day.

    >>> clock(575)
    '9:35'
    """
    return f"{minutes // 60 % 24}:{minutes % 60:02}"


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


def language_named(name: str) -> str | None:
    """Return the catalog's language for a name or code, or None.

    >>> language_named("Español"), language_named("es-MX"), language_named("Klingon")
    ('es', 'es', None)
    """
    folded = fold(name)
    return _names().get(folded) or _names().get(re.split(r"[-_]", folded)[0])


def _shared(result: Result, here: Sequence[Person], settings: Settings) -> str:
    """Return the packet's language, or the language that everybody at the table shares instead."""
    if not here or "languages" in result.private_columns:
        return settings.language
    common = set.intersection(*(_spoken(person, settings) for person in here))
    if settings.language in common:
        return settings.language
    return min(common - {_room_language(result)}, default=settings.language)


def _spoken(person: Person, settings: Settings) -> set[str]:
    """Return a person's languages that have a catalog; a person who states none is assumed to read the packet's."""
    found = {language for name in person.languages if (language := language_named(name))}
    return found if person.languages else {settings.language}


def _room_language(result: Result) -> str | None:
    """Return the working language or, if none is stated, the language that most people speak."""
    if result.convening.working_language:
        return language_named(result.convening.working_language)
    spoken = Counter(language_named(name) for person in result.room.persons for name in set(person.languages))
    return max(spoken, key=lambda language: (spoken[language], language or ""), default=None)


@cache
def _names() -> dict[str, str]:
    """Return each language by its code, its name in English, its name in itself, and its names in the others."""
    from babel import Locale

    found: dict[str, str] = {}
    for language in languages():
        names = [Locale.parse(other).languages.get(language, "") for other in languages()]
        found |= {fold(name): language for name in (language, *names) if name}
    return found
