"""To consider: who may be missing although no requirement asks for them, with the line that would ask."""

from __future__ import annotations

from seating.present.settings import Settings
from seating.report.invitations import ToConsider, list_to_consider
from seating.report.privacy import shared_candidates
from seating.result import Result

ORDER = 31
TITLE = "To consider"


def fill(result: Result, settings: Settings) -> ToConsider | None:
    """Return what others may see of the candidates; None if there are none."""
    found = shared_candidates(result)
    return list_to_consider(found, result, settings.words) if found else None
