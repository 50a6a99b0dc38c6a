"""The harvest forms: space to write what each table found and will do, two pages per table."""

from __future__ import annotations

from dataclasses import dataclass

from seating.report.conversation import SpokenPlace, spoken_places
from seating.report.privacy import Audience
from seating.report.settings import Settings
from seating.result import Result

__all__ = ["ABOUT", "AUDIENCE", "ORDER", "TITLE", "Forms", "fill"]

ORDER = 55
TITLE = "Harvest forms"
ABOUT = "For the recorders: points, offers and requests, commitments with owner and date, who was missing, quotes."
AUDIENCE = Audience.EVERYONE

COMMITMENTS = 5


@dataclass(frozen=True, slots=True)
class Forms:
    """A form for each table where somebody sits, in each of its languages."""

    forms: tuple[SpokenPlace, ...]
    commitments: range


def fill(result: Result, settings: Settings) -> Forms:
    """Return the forms."""
    return Forms(tuple(spoken_places(result, settings, AUDIENCE)), range(COMMITMENTS))
