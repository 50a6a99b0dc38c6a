"""The lists of each session of a season: who is expected, to check off and sign, and a sheet for the wall."""

from __future__ import annotations

from dataclasses import dataclass

from seating.analysis.season.session_times import in_order_of_time, is_season
from seating.days import name_weekday
from seating.present.settings import Settings
from seating.report.conversation import SpokenPlace, spoken_places
from seating.report.places import Seated, everybody
from seating.result import Result
from seating.wording import message

ORDER = 17
TITLE = message("Lists for each session")
ABOUT = message("For each session: a list to check off and sign at the door, and a sheet for the wall.")

FEWEST_LATE_LINES = 4
"""Minimum number of blank lines on a list, for people who were not expected."""

LINES_ON_A_SHEET = 30
"""Lines of a list that fit on a sheet of Letter paper."""


@dataclass(frozen=True, slots=True)
class SessionSheet:
    """One session in the first of its languages, with its people and staff, A to Z, and blank lines for late arrivals.

    `people` has the guests, who have their seat at another session, and the staff. `weekday` is the English name of the
    day of the week; "" if the session has no date.
    """

    at: SpokenPlace
    people: tuple[Seated, ...]
    late_lines: range
    weekday: str


def fill(result: Result, settings: Settings) -> tuple[SessionSheet, ...] | None:
    """Return the lists; None unless the tables are a season of sessions."""
    if not is_season(result.room.tables):
        return None
    found = dict[str, SpokenPlace]()
    for at in spoken_places(result, settings):
        found.setdefault(at.place.table.id, at)
    return tuple(_sheet(found[table.id]) for table in in_order_of_time(result.room.tables) if table.id in found)


def _sheet(at: SpokenPlace) -> SessionSheet:
    """Return the lists of one session. There is a blank line for each free seat, as far as the sheet has room."""
    place = at.place
    people = tuple(person for _, person in everybody([place]))
    left = LINES_ON_A_SHEET - len(people)
    lines = left if place.free is None else min(place.free, left)
    return SessionSheet(at, people, range(max(FEWEST_LATE_LINES, lines)), name_weekday(place.table.day))
