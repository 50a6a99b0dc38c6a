"""The lists of each session of a season: who is expected, to check off and sign, and a sheet for the wall."""

from __future__ import annotations

from dataclasses import dataclass

from seating.analysis.season.sessions import in_order_of_time, is_season
from seating.report.languages import translatable
from seating.report.places import Place, Seated, everybody, places
from seating.report.privacy import Audience
from seating.report.settings import Settings
from seating.result import Result

__all__ = ["ABOUT", "AUDIENCE", "ORDER", "TITLE", "SessionLists", "SessionSheet", "fill"]

ORDER = 17
TITLE = translatable("Lists of each session")
ABOUT = translatable("For each session: a list to check off and sign at the door, and a sheet for the wall.")
AUDIENCE = Audience.EVERYONE

LATE_LINES = 4


@dataclass(frozen=True, slots=True)
class SessionSheet:
    """One session with its people and staff, A to Z."""

    place: Place
    people: tuple[Seated, ...]

    @property
    def when_and_where(self) -> str:
        """The day, the time and the place, in one line."""
        table = self.place.table
        return " · ".join(part for part in (table.day, table.time, table.place) if part)


@dataclass(frozen=True, slots=True)
class SessionLists:
    """The sessions in order of time, and blank lines for late arrivals."""

    sessions: tuple[SessionSheet, ...]
    late_lines: range


def fill(result: Result, settings: Settings) -> SessionLists | None:
    """Return the lists; None unless the tables are a season of sessions."""
    if not is_season(result.room.tables):
        return None
    found = {place.table.id: place for place in places(result, AUDIENCE, settings.words)}
    ordered = (found[table.id] for table in in_order_of_time(result.room.tables))
    sheets = (SessionSheet(place, tuple(person for _, person in everybody([place]))) for place in ordered)
    return SessionLists(tuple(s for s in sheets if s.place.taken or s.place.staff), range(LATE_LINES))
