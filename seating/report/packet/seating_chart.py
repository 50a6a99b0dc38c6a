"""The chart itself: tables across, sectors and roles down, names in the cells, and every hole to be seen."""

from __future__ import annotations

from dataclasses import dataclass

from seating.report.grid import Piece, pieces
from seating.report.places import RoleMark, by_name, role_marks
from seating.report.privacy import Audience, may_see, shown_persons
from seating.report.settings import Settings
from seating.result import Result

__all__ = ["ABOUT", "AUDIENCE", "ORDER", "TITLE", "Chart", "audience_for", "fill"]

ORDER = 90
TITLE = "Seating chart"
ABOUT = "Tables across, sectors and roles down, names in the cells: an empty cell shows who is missing."
AUDIENCE = Audience.CONVENER


@dataclass(frozen=True, slots=True)
class Chart:
    """The chart in pieces that fit a sheet, with the marks of the roles."""

    pieces: tuple[Piece, ...]
    marks: tuple[RoleMark, ...]


def audience_for(result: Result) -> Audience:
    """Return for whom the chart is: for everyone only where the convener shows both sectors and roles."""
    shown = all(may_see(result, Audience.EVERYONE, column) for column in ("sector", "representative_type"))
    return Audience.EVERYONE if shown else Audience.CONVENER


def fill(result: Result, settings: Settings) -> Chart:
    """Return the chart of everybody with a seat, staff left out."""
    audience = audience_for(result)
    people = by_name(shown_persons(result.room.people, audience))
    marks = tuple(mark for mark in role_marks(settings.words).values() if mark.letter)
    return Chart(pieces(result, settings, audience, people), marks)
