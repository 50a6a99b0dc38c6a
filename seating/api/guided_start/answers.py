"""Read the answers of the guided start. Each answer is one line of plain text, in English or Spanish."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from seating.api.guided_start.access_answer import read_access
from seating.api.guided_start.asking import Misunderstood, Read
from seating.api.guided_start.company_answer import read_apart, read_members, read_together
from seating.api.guided_start.event_answer import read_purpose, read_when
from seating.api.guided_start.people_answer import read_needed
from seating.api.guided_start.questionnaire import (
    ACCESS,
    APART,
    BEFORE,
    MEMBERS,
    NEEDED,
    PURPOSE,
    TABLES,
    TOGETHER,
    WHEN,
    Draft,
)
from seating.api.guided_start.table_answer import read_tables
from seating.wording import fold, is_blank_text, said


def answer(draft: Draft, key: str, typed: str) -> Draft | Misunderstood:
    """Return the draft with the answer to a question; a blank answer skips the question.

    Parameters
    ----------
    draft : Draft
    key : str
        The key of the question.
    typed : str
    """
    text = " ".join("".join(c for c in typed if c.isprintable() or c.isspace()).split())
    if is_blank_text(text) or fold(text).strip(" .!") in NOTHING:
        return draft
    read = READERS[key](draft, text)
    if isinstance(read, Misunderstood):
        return read
    made, told = read
    return replace(made, typed={**made.typed, key: text}, told={**made.told, key: told})


NOTHING = frozenset({"no", "none", "nothing", "no one", "nobody", "nada", "ninguno", "ninguna", "nadie"})
"""Answers that skip a question, folded; `no` would be Norwegian."""

FIRST, SAME, OTHER = "first", "same", "other"

HAPPENED: Mapping[str, str] = {
    FIRST: r"^(?:the |la )?(?:first|primera)$|first (?:meeting|time|round|session)|primera (?:reunión|vez|ronda|sesión)"
    r"|nothing|nada",
    SAME: r"same|go(?:es)? on|continue|stay|keep|mism|sigue|continúa",
    OTHER: r"(?<!each )other|mix|different|new (?:people|company|faces)|otr[ao]s|mezcl|conoc",
}
"""For each meaning, a pattern of the words for it, which can be the beginnings of longer words."""

LATER = re.compile(
    r"\b(?:(?:second|third|fourth|fifth|next|another|\d+(?:nd|rd|th)) (?:meeting|time|round|session)"
    r"|(?:segunda|tercera|cuarta|quinta|próxima|proxima|otra) (?:reunion|reunión|vez|ronda|sesion|sesión))\b"
)
"""A meeting that is not the first."""


def _read_before(draft: Draft, text: str) -> Read:
    meanings = {
        FIRST: said("This is the first meeting."),
        SAME: said("The same tables continue: most people stay, and newcomers sit with someone who was there before."),
        OTHER: said("People meet different people than before."),
    }
    rest, later = LATER.subn("", fold(text))
    found = [meaning for meaning, words in HAPPENED.items() if re.search(rf"\b(?:{words})", rest)]
    if {SAME, OTHER} <= set(found) or (later and not set(found) - {FIRST}):
        return Misunderstood(said("Do the same tables continue, or should people meet others?"))
    if not found:
        return Misunderstood(said("Write “first meeting”, “same tables continue”, or “people meet others”."))
    before = SAME if SAME in found else found[0]
    return replace(draft, before=before), meanings[before]


READERS: Mapping[str, Callable[[Draft, str], Read]] = {
    PURPOSE: read_purpose,
    WHEN: read_when,
    TABLES: read_tables,
    MEMBERS: read_members,
    NEEDED: read_needed,
    TOGETHER: read_together,
    APART: read_apart,
    ACCESS: read_access,
    BEFORE: _read_before,
}
