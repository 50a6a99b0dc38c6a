"""The table sheets: each table's purpose, its people, and a recorder's form."""

from __future__ import annotations

from dataclasses import dataclass

from seating.present.settings import Settings
from seating.report.conversation import (
    Questions,
    SpokenPlace,
    list_questions,
    spoken_places,
)
from seating.report.filled_forms import FilledForm, fill_form
from seating.report.paper_forms import SHORT_RECORDER
from seating.report.role_marks import RoleMark
from seating.result import Result

ORDER = 20
TITLE = "Table sheets"
ABOUT = "One sheet per table: its purpose, questions and people, with the recorder’s form on the back."

ANSWER_LINES = 12
"""Lines to write on, for all questions of a listening session together."""

MOST_EMPTY_LINES = 4
LINES_WITHOUT_LIMIT = 2

MOST_IN_FULL, MOST_WITH_LANGUAGES = 14, 10
"""With more people than this, two stand side by side in small letters, so that the sheet stays on its side.

The second number is for tables whose questions are in several languages.
"""

MOST_ON_TWO_LINES, MOST_BELOW_LANGUAGES = 20, 14
"""With more people than this, an organization that is too long for one line is cut, for the same reason."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table's sheet in one language.

    There is a line for each free seat as far as there is room, and `more_free` counts the others. If it `is_full`, two
    people stand side by side, and with `has_one_line`, each has one line. The recorder's `form` is on the back.
    """

    at: SpokenPlace
    questions: tuple[Questions, ...]
    empty_lines: range
    more_free: int
    marks: tuple[RoleMark, ...]
    is_full: bool
    has_one_line: bool
    form: FilledForm


def fill(result: Result, settings: Settings) -> tuple[Sheet, ...]:
    """Return the sheets of each table where someone sits, one for each of the table's languages."""
    return tuple(_sheet(result, at) for at in spoken_places(result, settings))


def _sheet(result: Result, at: SpokenPlace) -> Sheet:
    place, words = at.place, at.words
    free = 0 if not place.has_room else place.free or LINES_WITHOUT_LIMIT
    questions = list_questions(place.table, words)
    has_languages = len(questions) > 1
    here = len(place.people) + len(place.staff)
    is_full = here > (MOST_WITH_LANGUAGES if has_languages else MOST_IN_FULL)
    lines = min(free, LINES_WITHOUT_LIMIT if is_full else MOST_EMPTY_LINES)
    marks = {person.mark for person in place.people if person.mark is not None and person.mark.letter}
    return Sheet(
        at=at,
        questions=questions,
        empty_lines=range(lines),
        more_free=free - lines,
        marks=tuple(sorted(marks, key=lambda mark: mark.word)),
        is_full=is_full,
        has_one_line=here > (MOST_BELOW_LANGUAGES if has_languages else MOST_ON_TWO_LINES),
        form=fill_form(result.convening, result.room, SHORT_RECORDER, at, ANSWER_LINES),
    )
