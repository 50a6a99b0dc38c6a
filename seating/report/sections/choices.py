"""How many people sit where they chose, and where charts name them. Only the convener sees who does not, and why."""

from __future__ import annotations

from seating.report.settings import Settings
from seating.result import Result

__all__ = ["ORDER", "TITLE", "fill"]

ORDER = 34
TITLE = "Choices and charts"


def fill(result: Result, settings: Settings) -> tuple[str, ...] | None:
    """Return one sentence on choices and one on charts; None if nobody asked for a table."""
    return None if result.choices is None else tuple(map(settings.words.tell, result.choices.sentences))
