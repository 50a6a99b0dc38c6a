"""The wall chart: each table with its people, and everyone A to Z with their table, in large type."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from seating.analysis.season.session_times import have_own_doors
from seating.groups import split_evenly
from seating.present.settings import Settings
from seating.report.places import Place, Seated, everybody, places
from seating.report.stock.fitting import text_width
from seating.result import Result
from seating.wording import message

ORDER = 15
TITLE = message("Wall chart")
ABOUT = message("Each table with its people, and everyone A to Z, in large type, to hang next to the door.")

MOST_LINES = 27
"""The number of lines of a table for which there is room on one page in the smallest type."""

TWO_ROWS = 11
"""The number of lines of a table with which two rows of tables have room on a page."""

HEIGHT, TABLE, LINE = 222.0, 39.5, 8.2
"""The height of the tables on a page, of one without people, and of a line in the largest type, in millimeters."""

WIDTH, NAME_WIDTH = {2: 17.5, 3: 13.5}, 13.5
"""The width of a line at a table, by the number of tables side by side, and in the list A to Z, in ems."""

NAMES, SIZES = 39, tuple(n / 20 for n in range(26, 15, -1))
"""The number of lines A to Z on a page in type of the usual size, and its sizes as multiples of that, largest first."""


@dataclass(frozen=True, slots=True)
class WallChart:
    """The tables in their order, and everyone A to Z."""

    tables: tuple[Place, ...]
    people: tuple[tuple[Place, Seated], ...]

    @property
    def columns(self) -> int:
        """How many tables are side by side: three if a page would have one alone."""
        return 3 if self._count_lines(2) > TWO_ROWS and len(self.tables) > 1 and len(self.tables) % 2 else 2

    @property
    def lines(self) -> int:
        """How many lines the longest table has."""
        return self._count_lines(self.columns)

    @property
    def pages(self) -> list[Sequence[Place]]:
        """The tables of each page: about as many on all of them."""
        rows = max(int(HEIGHT // (TABLE + LINE * self.lines)), 2 if self.lines <= TWO_ROWS else 1)
        return split_evenly(self.tables, rows * self.columns)

    @property
    def size(self) -> float:
        """The largest size of the list A to Z, as a multiple of the usual one, that takes the fewest pages."""
        return min(SIZES, key=lambda size: math.ceil(self._fill_pages(size)))

    @property
    def names(self) -> list[Sequence[tuple[Place, Seated]]]:
        """The people of each page of the list A to Z: about as many on all of them."""
        pages = max(1, math.ceil(self._fill_pages(self.size)))
        return split_evenly(self.people, math.ceil(len(self.people) / pages))

    def _fill_pages(self, size: float) -> float:
        lines = (math.ceil(text_width(person.alone) * size / NAME_WIDTH) for _, person in self.people)
        return size * sum(lines) / NAMES

    def _count_lines(self, columns: int) -> int:
        def count(place: Place) -> int:
            return sum(math.ceil(text_width(one.alone) / WIDTH[columns]) for one in (*place.people, *place.staff))

        return max(map(count, self.tables), default=1)

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
