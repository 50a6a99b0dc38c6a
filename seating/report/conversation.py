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
from itertools import accumulate, pairwise
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
    "questions_in",
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

_LISTENING_BEFORE = (
    (translatable("Welcome, and how we talk"), 4),
    (translatable("Why this session, and why you"), 6),
)
"""The steps of a listening session before the opening round."""

_LISTENING_AFTER = (
    (translatable("What happens with what you said, and when you hear back"), 6),
    (translatable("Thanks"), 2),
)
"""The steps after the questions. Nobody commits to anything in a listening session."""

_QUESTIONS_SHARE = 42
"""The length of all questions together, relative to the steps above."""

_GROUPS_BELOW = 60
"""Seconds. If each person has less than this for each question, the table splits into groups for the questions."""

_OPENING = (
    (120, translatable("Opening round: everybody, two minutes each")),
    (60, translatable("Opening round: everybody, one minute each")),
    (30, translatable("Opening round: everybody, half a minute each")),
    (10, translatable("Opening round: names only")),
)
"""Seconds for each person in the opening round, longest first, with the name of the step."""

_IN_GROUPS = translatable("In groups of four or five, then one sentence from each group")

_OPENING_SHARE = 6
"""The opening round may take at most 1/`_OPENING_SHARE` of the time."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the agenda: its start, its duration in minutes, its title, and how to do it, if that needs saying."""

    begins: str
    minutes: int
    what: str
    how: str = ""


def agenda(hours: Hours | None, people: int, words: Words, questions: Sequence[str] | None = None) -> tuple[Step, ...]:
    """Return the steps of a conversation.

    In the opening round each person gets the longest time with which the round fits in its part of the conversation.
    If there are too many people for everybody to answer in the whole table, the steps of the questions say so.

    Parameters
    ----------
    hours : Hours or None
        The start and the length; if the start is unknown, the steps begin at 0:00.
    people : int
        The number of people at the table.
    words : Words
    questions : sequence of str, optional
        The questions of a listening session, each of which becomes a step. By default it is a working table.
    """
    begins = hours.begins if hours else 0
    minutes = hours.minutes if hours and hours.minutes else USUAL_MINUTES
    fitting = (each for each in _OPENING if _OPENING_SHARE * people * each[0] <= 60 * minutes)
    seconds, opening = next(fitting, _OPENING[-1])
    round_minutes = min(minutes, ceil(people * seconds / 60))
    before, asked, after = _list_steps(questions)
    lengths = _share_out(minutes - round_minutes, [share for _, share in (*before, *asked, *after)])
    talking = sum(lengths[len(before) : len(before) + len(asked)])
    how = words.gettext(_IN_GROUPS) if 60 * talking < _GROUPS_BELOW * people * len(asked) else ""
    titles = [words.gettext(what) for what, _ in before] + [words.gettext(opening)]
    titles += [what if questions else words.gettext(what) for what, _ in asked]  # questions are printed as written
    titles += [words.gettext(what) for what, _ in after]
    lengths.insert(len(before), round_minutes)
    steps, start = [], begins
    for number, (what, length) in enumerate(zip(titles, lengths, strict=True)):
        is_asked = len(before) < number <= len(before) + len(asked)
        steps.append(Step(clock(start), length, what, how if is_asked else ""))
        start += length
    return tuple(steps)


_Shares = Sequence[tuple[str, float]]


def _list_steps(questions: Sequence[str] | None) -> tuple[_Shares, _Shares, _Shares]:
    """Return the steps before the opening round, the questions, and the steps after them, with relative lengths."""
    if questions is None:
        return _SHARES[:1], _SHARES[1:2], _SHARES[2:]
    asked = questions or (_SHARES[1][0],)
    return _LISTENING_BEFORE, [(question, _QUESTIONS_SHARE / len(asked)) for question in asked], _LISTENING_AFTER


def _share_out(minutes: int, shares: Sequence[float]) -> list[int]:
    """Return whole minutes in proportion to shares; the sums are rounded, so that rounding errors do not add up."""
    ends = [round(minutes * passed / sum(shares)) for passed in accumulate(shares)]
    return [end - start for start, end in pairwise((0, *ends))]


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


def questions_in(table: Table, words: Words) -> tuple[str, tuple[str, ...]]:
    """Return the language and the questions of a table: those in the language of the sheet, otherwise the first ones.

    Parameters
    ----------
    table : Table
    words : Words
        The language of the sheet.
    """
    written = sorted(table.questions.items(), key=lambda found: language_named(found[0]) != words.language)
    language, asked = next(((language, texts) for language, texts in written if texts), ("", ()))
    return language_named(language) or language, asked


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
