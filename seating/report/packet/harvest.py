"""The recorder's forms, for the harvest: space to write what each table found and will do, two pages per table."""

from __future__ import annotations

from dataclasses import dataclass

from seating.present.settings import Settings
from seating.report.conversation import Questions, SpokenPlace, list_questions, questions_in, spoken_places
from seating.result import Result
from seating.wording import message

ORDER = 55
TITLE = "Recorder’s forms"
ABOUT = "For the recorders: space for what people said, for who was missing, and for quotes."

UNASKED = message("What we heard")
"""The heading where a session has no questions."""

ANSWER_LINES = 15
"""Lines to write on, for all questions of a listening session together."""


@dataclass(frozen=True, slots=True)
class Form:
    """One table's form in one of its languages.

    Attributes
    ----------
    at : SpokenPlace
    asked : tuple of str
        The questions of a listening session.
    language : str
        The language of the questions.
    others : tuple of Questions
        The same questions in the other languages in which they are written.
    lines : int
        Lines to write on, for each question.
    """

    at: SpokenPlace
    asked: tuple[str, ...]
    language: str
    others: tuple[Questions, ...]
    lines: int


def fill(result: Result, settings: Settings) -> tuple[Form, ...]:
    """Return a form for each table where someone sits, in each of its languages."""
    return tuple(_form(at) for at in spoken_places(result, settings))


def _form(at: SpokenPlace) -> Form:
    language, asked = questions_in(at.place.table, at.words)
    asked = asked or (at.words.gettext(UNASKED),)
    others = list_questions(at.place.table, at.words)[1:] if at.is_listening else ()
    return Form(at, asked, language, others, max(3, ANSWER_LINES // len(asked)))
