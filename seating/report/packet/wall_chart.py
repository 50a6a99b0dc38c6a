"""The wall chart: each table with its people, and everyone A to Z with their table, in large type."""

from __future__ import annotations

from dataclasses import dataclass

from seating.analysis.season.session_times import have_own_doors
from seating.present.settings import Settings
from seating.report.places import Place, Seated, everybody, places
from seating.result import Result
from seating.wording import message

ORDER = 15
TITLE = message("Wall chart")
ABOUT = message("Each table with its people, and everyone A to Z, in large type, to hang next to the door.")

MOST_LINES = 27
"""The number of people at a table for whom there is room on one page in the smallest type."""


@dataclass(frozen=True, slots=True)
class WallChart:
    """The tables in their order, and everyone A to Z."""

    tables: tuple[Place, ...]
    people: tuple[tuple[Place, Seated], ...]

    @property
    def lines(self) -> int:
        """How many people the longest table has."""
        return max((len(place.people) + len(place.staff) for place in self.tables), default=1)

    @property
    def is_long(self) -> bool:
        """Whether a table is too long for one page."""
        return self.lines > MOST_LINES


def fill(result: Result, settings: Settings) -> WallChart | None:
    """Return the chart of all tables where someone sits, even if only unlisted people.

    None if each session has lists of its own.
    """
    if have_own_doors(result.room.tables):
        return None
    found = tuple(place for place in places(result, settings.words) if place.taken or place.staff)
    return WallChart(found, tuple((place, person) for place, person in everybody(found) if person.held_for is None))
