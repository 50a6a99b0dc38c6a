"""How many people sit where they chose, and where charts name them. Only the convener sees who does not, and why."""

from __future__ import annotations

from seating.present.settings import Settings
from seating.result import Result

ORDER = 34
TITLE = "Choices and charts"


def fill(result: Result, settings: Settings) -> tuple[str, ...] | None:
    """Return a sentence on choices, one on charts, and one on all others; None if nobody asked for a table."""
    if result.choices is None:
        return None
    words = settings.words
    sentences = tuple(map(words.tell, result.choices.sentences))
    if not result.choices.departures:
        return sentences
    others = words.gettext(
        "The page “Choices and charts”, for the convener only, lists everybody else and says what moving them would "
        "cost."
    )
    return (*sentences, others)
