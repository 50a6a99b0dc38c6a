"""What the list itself offers as an answer: the title row above its headings, and the day in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from seating.api.guided_start.answer_phrases import pattern_of
from seating.api.guided_start.questionnaire import PURPOSE, WHEN
from seating.errors import Note
from seating.profiles import People
from seating.profiles.days import find_day

TITLE_ROWS = "title-rows"
"""The slug of the note that there are rows with a title."""

LIST_OF = re.compile(
    rf"^{pattern_of('titles', 'list')}[\s:,–—-]*|[\s:,–—-]*{pattern_of('titles', 'list')}$", re.IGNORECASE
)


def list_offers(people: People, notes: Iterable[Note]) -> Mapping[str, str]:
    """Return the answers that the title rows of a list suggest, by the key of their question.

    Parameters
    ----------
    people : People
    notes : iterable of Note
        What was noted when the list was read.
    """
    if not any(note.slug == TITLE_ROWS for note in notes):
        return {}
    offers: dict[str, str] = {}
    for text in people.titles:
        written = find_day(text)
        if written is not None and written.date is not None:
            offers.setdefault(WHEN, written.date.isoformat())
            text = written.rest
        if title := LIST_OF.sub("", text).strip(" ,;:–—-"):
            offers.setdefault(PURPOSE, title)
    return offers
