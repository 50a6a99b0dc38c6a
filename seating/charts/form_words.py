"""The words of both chart forms: labels, headings, and the marks that a cell may contain.

The words are data: `seating/forms/words`, a file for each language. Blank charts show some of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from seating.forms.entries import Field, form_fields, form_meanings
from seating.wording import message, squashed

FIELDS = form_fields("charts", ("chart of", "group", "date", "table", "sector", "role", "who", "why"), needed=("who",))
"""The headings of the long form."""

OWN_TABLE, BRINGS = "I could contribute most at", "Because I bring"
"""Labels above the grid, beside those for the name of the author, the group and the date."""

SECTOR, ROLE, WHOLE_ROOM = "sector", "role", "The whole room"
"""Headings of a grid."""

QUESTIONS = "questions"
"""The title of a sheet of guiding questions, and the heading of its first column."""

GUIDING_QUESTIONS = (
    message("What result do we want?"),
    message("What does this table need to get there?"),
    message("Who in the room has it?"),
    message("Who has it and is not here?"),
    message("In what way would each take part?"),
    message("Who must not sit alone?"),
)

ONESELF = "me"
"""What a blank chart calls its author."""

NAMES_NOBODY = re.compile(r"(?:nobody|no one|no-one|nadie|ningun[oa])\b", re.IGNORECASE)
"""The beginning of a remark that names no one: no one who speaks Vietnamese?"""

MARK, TRUTH_VALUE = "mark", "truth value"
"""What a cell contains that names no one: a mark or a word for everyone, or the value of a check box."""


LABELS = form_fields("chart labels", ("chart of", "group", "date", OWN_TABLE, BRINGS))
GRID = form_fields("chart grid", (SECTOR, ROLE, WHOLE_ROOM, QUESTIONS))
ASKED = form_fields("chart questions", GUIDING_QUESTIONS)


def _find_names(fields: Sequence[Field]) -> Mapping[str, str]:
    """Return the name of the field that each word stands for, in the form in which headings are compared."""
    return {word: field.name for field in fields for word in field.words}


_LABELS, _GRID, _QUESTIONS = map(_find_names, (LABELS, GRID, ASKED))
_MARKS = {squashed(word): mark for word, mark in form_meanings("charts", "who").items()}


def find_label(text: str) -> str | None:
    """Return the name of a label above the grid; None for any other text."""
    return _LABELS.get(squashed(text))


def find_question(text: str) -> str:
    """Return a guiding question in English if a blank chart asks it, in either language; any other text as it is."""
    return _QUESTIONS.get(squashed(text), text)


def is_a(text: str, heading: str) -> bool:
    """Whether a text is a heading of a grid or the title of a sheet of questions."""
    return _GRID.get(squashed(text)) == heading


def find_mark(text: str) -> str | None:
    """Return what a cell states that is no person and no description: `MARK`, `TRUTH_VALUE`, "nobody" or `ONESELF`."""
    return _MARKS.get(squashed(text))


def is_nobody(text: str) -> bool:
    """Whether a text means that no one is needed."""
    return find_mark(text) == "nobody"


def is_oneself(text: str) -> bool:
    """Whether a text means the person who fills in the chart."""
    return find_mark(text) == ONESELF
