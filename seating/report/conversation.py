"""The sheets for a table's conversation: their languages, and the content that every table gets.

A sheet is printed in each of the languages in the table's `language`. If the table names none, it is printed in the
language that everyone at the table shares. Every sheet has the same tasks, ground rules, agenda steps and prompts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from seating.analysis.agenda import GROUP, OPENING_SECONDS, SAID_IN_GROUPS, Agenda, plan_agenda, say_time
from seating.analysis.season.session_times import USUAL_MINUTES, Hours
from seating.convening.schema import AgendaItem
from seating.errors import Note
from seating.present.languages import Words, languages, words_in
from seating.present.settings import Settings
from seating.profiles import Person
from seating.profiles.days import name_weekday
from seating.report.places import Place, holders, places
from seating.result import Result, keep
from seating.result.readers import may_total
from seating.room.tables import Table, TableKind
from seating.wording import (
    fold,
    knows_language,
    language_key,
    language_named,
    message,
    said,
    said_field,
    said_joined,
    said_language,
    said_list,
)


@dataclass(frozen=True, slots=True)
class Task:
    """A task at a table: the duty of the people who may have it, its name, and its description."""

    duty: str
    name: str
    does: str


TASKS = (
    Task("facilitator", message("Facilitator"), message("keeps the conversation open and does not take sides")),
    Task("recorder", message("Recorder"), message("fills in the recorder’s form in the speakers’ own words")),
    Task(
        "time-keeper",
        message("Timekeeper"),
        message("announces the halfway point and the last five minutes"),
    ),
    Task("reporter", message("Reporter"), message("reads the one line aloud to the whole room")),
)

LISTENING_TASKS = TASKS[:-1]
"""The tasks of a listening session: its form and its agenda have no line to read out, so there is no reporter."""

_BEFORE = (message("Welcome, tasks and ground rules"),)
_QUESTIONS = message("The questions")
_CONVERSATION = message("The conversation")
"""The step in place of the questions if the convening has none for a table."""

_AFTER = (
    message("Where we agree, and where we differ"),
    message("What we will do: who, and by when"),
    message("One line for the whole room, and thanks"),
)
"""The steps of the agenda, except the opening round, which comes before the questions."""

_LISTENING_BEFORE = (
    message("Welcome, and how we talk"),
    message("Why this session, and why you"),
)
_LISTENING_AFTER = (
    message("What happens with your input, and when you will hear back"),
    message("Thanks"),
)
"""The same for a listening session. No one commits to anything there."""

_OPENING = {
    120: message("Opening round: everyone, two minutes each"),
    60: message("Opening round: everyone, one minute each"),
    30: message("Opening round: everyone, half a minute each"),
    10: message("Opening round: names only"),
}
"""The name of the opening round, by the seconds for each person."""

_IN_GROUPS = message("In groups of four or five, then one sentence from each group")


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the agenda: its start, its duration in minutes, its title, and how to do it, if that needs saying."""

    begins: str
    minutes: int
    what: str
    how: str = ""


def agenda(
    hours: Hours | None,
    people: int,
    words: Words,
    questions: Sequence[str] | None = None,
    has_questions: bool = True,
) -> tuple[Step, ...]:
    """Return the steps of a conversation.

    If the time is too short for everyone to answer in the whole table, the steps of the questions say so. Without
    anyone, there is no opening round.

    Parameters
    ----------
    hours : Hours or None
        The start and the length; if the start is unknown, the steps begin at 0:00.
    people : int
        The number of people at the table.
    words : Words
    questions : sequence of str, optional
        The questions of a listening session, each of which becomes a step. By default it is a working table.
    has_questions : bool
        Whether the convening has questions for the table.
    """
    planned, _ = _plan(hours, people, questions), words.gettext
    asked = (_(_QUESTIONS if has_questions else _CONVERSATION),)
    before, after = (_BEFORE, _AFTER) if questions is None else (_LISTENING_BEFORE, _LISTENING_AFTER)
    how = _(_IN_GROUPS) if planned.has_groups else ""
    found = [
        *((_(what), length, "") for what, length in zip(before, planned.before, strict=True)),
        *([(_(_OPENING[planned.opening_seconds]), planned.opening, "")] if planned.opening else []),
        *((what, length, how) for what, length in zip(questions or asked, planned.asked, strict=True)),
        *((_(what), length, "") for what, length in zip(after, planned.after, strict=True)),
    ]
    return _begin_steps(found, hours)


def _begin_steps(parts: Sequence[tuple[str, int, str]], hours: Hours | None) -> tuple[Step, ...]:
    begins = accumulate((length for _, length, _ in parts), initial=hours.begins if hours else 0)
    return tuple(
        Step(clock(start), length, what, how) for start, (what, length, how) in zip(begins, parts, strict=False)
    )


def own_agenda(items: Sequence[AgendaItem], hours: Hours | None, words: Words) -> tuple[Step, ...]:
    """Return the steps that the convening states, each with what people should have read.

    Parameters
    ----------
    items : sequence of AgendaItem
    hours : Hours or None
        The start; if it is unknown, the steps begin at 0:00.
    words : Words
    """
    read = [words.tell(said_field(said("Read beforehand"), one.read)) if one.read else "" for one in items]
    return _begin_steps([(one.item, one.minutes, how) for one, how in zip(items, read, strict=True)], hours)


def fit_own_agenda(items: Sequence[AgendaItem], hours: Hours | None, words: Words) -> str:
    """Return how long the stated steps take, if that is not the length of the meeting; "" otherwise."""
    taken, there = sum(one.minutes for one in items), hours.minutes if hours else None
    if there is None or there == taken:
        return ""
    minutes = ((said("Minutes of the agenda"), taken), (said("minutes of the meeting"), there))
    return words.tell(said_joined((said_field(name, f"{number:,}") for name, number in minutes), "; "))


_EACH_QUESTION = message("each question")
_ALL_QUESTIONS = (message("the conversation"), message("the question"), message("the questions"))
"""What a time is for, by the number of questions of a table that has one step for all of them."""


def describe_fit(
    hours: Hours | None,
    people: int,
    words: Words,
    questions: Sequence[str] | None = None,
    number: int = 2,
) -> str:
    """Return how long each person can speak, and whether groups are needed, in sentences; "" for an empty table.

    The parameters are those of `agenda`; `number` is that of the questions of the table.
    """
    planned, _ = _plan(hours, people, questions), words.gettext
    if not people:
        return ""
    steps = len(planned.asked)
    what = _(_EACH_QUESTION if steps > 1 else _ALL_QUESTIONS[min(number, 2)])
    time, in_groups, together = (
        words.tell(say_time(seconds))
        for seconds in (planned.seconds_each, planned.seconds_in_groups, 60 * sum(planned.asked) // steps)
    )
    found = [_("For %(what)s, each person has about %(time)s.", what=what, time=time)]
    if planned.has_groups:
        found = [
            _(
                "With about %(together)s for %(what)s, there is not enough time for everyone to speak to the whole "
                "table: each person would have about %(time)s.",
                together=together,
                what=what,
                time=time,
            ),
            _(SAID_IN_GROUPS, most=GROUP, time=in_groups),
        ]
    if planned.is_too_short and number:
        found.append(_("That is too short: ask fewer questions, or take more time."))
    return " ".join(found)


def describe_opening(
    own: Sequence[object], hours: Hours | None, people: int, words: Words, questions: Sequence[str] | None = None
) -> str:
    """Return how to lead the opening round; only names are asked for if the agenda has no time for more.

    `own` is the agenda that the convening states, which need not have the round. The others are those of `agenda`.
    """
    if not own and _plan(hours, people, questions).opening_seconds == OPENING_SECONDS[-1]:
        return words.gettext("“What is your name?” Go around the table.")
    return words.gettext(
        "“Who are you, and what brought you to this table?” Start with someone who does not usually speak first, and "
        "go around the table. Anyone may pass."
    )


def _plan(hours: Hours | None, people: int, questions: Sequence[str] | None) -> Agenda:
    minutes = hours.minutes if hours and hours.minutes else USUAL_MINUTES
    return plan_agenda(minutes, people, None if questions is None else len(questions))


def clock(minutes: int) -> str:
    """Return minutes after midnight as a time of day.

    >>> clock(575)
    '9:35'
    """
    return f"{minutes // 60 % 24}:{minutes % 60:02}"


@dataclass(frozen=True, slots=True)
class TaskHere:
    """A task at one table, its description, and the people who have it, if any."""

    name: str
    does: str
    people: tuple[str, ...]


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
        weekday = name_weekday(table.day)
        day = f"{self.words.gettext(weekday)} · {table.day}" if weekday else table.day
        return " · ".join(part for part in (table.place, day, table.time) if part)

    @property
    def is_listening(self) -> bool:
        """Whether the table only listens, so that no one commits to anything."""
        return self.place.table.kind is TableKind.LISTENING

    @property
    def tasks(self) -> tuple[TaskHere, ...]:
        """The tasks of a conversation at this table."""
        here, _ = (*self.place.people, *self.place.staff), self.words.gettext
        return tuple(
            TaskHere(_(task.name), _(task.does), holders(here, task.duty, self.words))
            for task in (LISTENING_TASKS if self.is_listening else TASKS)
        )


def spoken_places(result: Result, settings: Settings) -> Iterator[SpokenPlace]:
    """Yield each table where someone sits, once for each of its languages.

    Parameters
    ----------
    result : Result
    settings : Settings
        The readers; people and columns that they may not see are left out.
    """
    in_language: dict[str, tuple[Place, ...]] = {}
    attendees = result.room.attendees_at(result.plan)
    for number, table in enumerate(result.room.tables):
        for words in sheet_words(result, table, attendees[table.id], settings):
            if words.language not in in_language:
                in_language[words.language] = places(result, words)
            place = in_language[words.language][number]
            suffix = "" if words.language == settings.language else f"-{words.language}"
            if place.taken or place.staff:
                yield SpokenPlace(words, place, place.anchor + suffix)


def sheet_words(result: Result, table: Table, here: Sequence[Person], settings: Settings) -> tuple[Words, ...]:
    """Return the languages of a table's sheets, one sheet for each.

    These are the languages in the table's `language` that have a catalog. If there are none, it is the packet's
    language, which the convener chose for the room. The exception is a table where not everyone reads the packet's
    language but all share another one that is not the room's own; its sheet is in that language.

    Parameters
    ----------
    result : Result
    table : Table
    here : sequence of Person
        The people and staff at the table, without held seats.
    settings : Settings
    """
    named = [language for part in table.languages if (language := language_named(part))]
    if named:
        return tuple(map(words_in, dict.fromkeys(named)))
    return (words_in(_shared(result, here, settings)),)


def language_notes(tables: Sequence[Table]) -> Iterator[Note]:
    """Yield a note for each language of tables in which there are no pages."""
    lacking: dict[str, dict[str, Table]] = {}
    for table in tables:
        for written in table.languages:
            if language_named(written) is None:
                lacking.setdefault(said_language(written), {})[table.id] = table
    for language, here in lacking.items():
        at = said_list(table.label for table in here.values())
        text = said_field(said("No sheet in this language"), said_joined([language, at], ", "))
        # a table that has the key `questions`, even an empty one, would not accept a second one
        if any("questions" not in table.model_fields_set for table in here.values()):
            offer = said("for questions in it, write in the table’s entry")
            line = f"questions: {{{language}: [..., ..., ...]}}"
            text = said_joined([text, said_field(offer, line)], "; ")
        yield Note("language-without-pages", text)


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


@dataclass(frozen=True, slots=True)
class Questions:
    """The questions in one language: its code, the text of the convening if it is unknown, "" if it names none.

    `heading_language` is "" if the heading is in the language of the sheet, or as the convening writes it.
    """

    language: str
    heading: str
    heading_language: str
    asked: tuple[str, ...]


def list_questions(table: Table, words: Words) -> tuple[Questions, ...]:
    """Return the questions of a table in every language they are written in, the sheet's own language first.

    Parameters
    ----------
    table : Table
    words : Words
        The language of the sheet.
    """
    asked = [(language, texts) for language, texts in table.questions.items() if texts]
    asked.sort(key=lambda found: language_named(found[0]) != words.language)
    return tuple(_questions_in(language_named(language) or language, texts, words) for language, texts in asked)


def _questions_in(language: str, asked: tuple[str, ...], words: Words) -> Questions:
    """Return questions under a heading in their own language.

    Without a catalog, the heading is the name of the language as the convening writes it. If that is a code or nothing,
    the heading is in the sheet's language.
    """
    if language in languages():
        return Questions(language, words_in(language).gettext("Questions"), language, asked)
    code = language_key(language)
    if knows_language(language) and fold(language) != code:
        return Questions(code, language, "", asked)
    return Questions(language, words.gettext("Questions"), "", asked)


def name_in_language(name: str, words: Words) -> str:
    """Return the name of a language, given by name or code, in the language of a page; as written if it is unknown.

    Parameters
    ----------
    name : str
    words : Words
    """
    return words.tell(said_language(name))


def _shared(result: Result, here: Sequence[Person], settings: Settings) -> str:
    """Return the packet's language, or the language that everyone at the table shares instead."""
    if not here or not may_total(result, "languages"):
        return settings.language
    common = set.intersection(*(_spoken(person, settings) for person in here))
    if settings.language in common:
        return settings.language
    return min(common - {_room_language(result)}, default=settings.language)


def _spoken(person: Person, settings: Settings) -> set[str]:
    """Return a person's languages that have a catalog; a person who states none is assumed to read the packet's."""
    found = {language for name in person.languages if (language := language_named(name))}
    return found if person.languages else {settings.language}


@keep
def _room_language(result: Result) -> str | None:
    """Return the working language or, if none is stated, the language that most people speak."""
    if result.convening.working_language:
        return language_named(result.convening.working_language)
    persons = result.room.attendees
    spoken = Counter(language_named(name) for person in persons for name in set(person.languages))
    return max(spoken, key=lambda language: (spoken[language], language or ""), default=None)
