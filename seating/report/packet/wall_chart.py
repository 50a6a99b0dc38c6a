"""The wall chart: each table with its people, and everyone A to Z with their table, in large type."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from seating.analysis.season.session_times import have_own_doors
from seating.groups import split_evenly
from seating.present.paper import Poster
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

ROOM_OF_TWO, ROOM_OF_ONE, ROOM_OF_LINE = 195.0, 480.0, 23.5
"""The height of the lines of a table where two rows of tables are on a page, or one, and of a line in the largest type,
in points.
"""

NAME_COLUMNS, NAMES, SIZES = 2, 39, tuple(n / 20 for n in range(26, 15, -1))
"""The columns of the list A to Z on a page, the number of lines in both in type of the usual size, and its sizes as
multiples of that, largest first.
"""

ENLARGED = 1.41
"""How many times as large everything is on A3, which has the lines of a page of A4 on twice the area."""

ZOOMS = tuple(n / 20 for n in range(56, 19, -1))
"""The same on larger posters, largest first. The last one, with the type of A4, counts if not all fits on one sheet."""

COLUMN, HEAD, NAME_LINE = 90.0, 39.0, 10.9
"""The width of a table with the gap beside it, the height of the title, and that of a line A to Z, in millimeters."""


@dataclass(frozen=True, slots=True)
class Division:
    """How tables and names are spread over sheets.

    Attributes
    ----------
    zoom : float
        How many times as large everything is as on a page of A4.
    columns, rows : int
        The number of tables side by side, and of rows of them.
    lines : int
        How many lines the longest table has.
    room : float
        The height that these may fill, in points.
    name_columns : int
        The number of columns of the list A to Z.
    name_sheets : int
        The number of sheets that it takes.
    size : float
        The size of its type, as a multiple of the usual one.
    """

    zoom: float
    columns: int
    rows: int
    lines: int
    room: float
    name_columns: int
    name_sheets: int
    size: float

    @property
    def is_long(self) -> bool:
        """Whether a table is too long for one page."""
        return self.lines > MOST_LINES


@dataclass(frozen=True, slots=True)
class WallChart:
    """The tables of each sheet in their order, everyone A to Z on each sheet, and how both are divided."""

    pages: list[Sequence[Place]]
    names: list[Sequence[tuple[Place, Seated]]]
    division: Division


def divide_page(tables: Sequence[Place], names: Sequence[str]) -> Division:
    """Return how tables and names are spread over pages of A4 or Letter.

    Three tables are side by side if a page would have one alone. The list A to Z has the largest type that takes the
    fewest pages.
    """
    columns = 3 if _count_lines(tables, 2) > TWO_ROWS and len(tables) > 1 and len(tables) % 2 else 2
    lines = _count_lines(tables, columns)
    rows = max(int(HEIGHT // (TABLE + LINE * lines)), 2 if lines <= TWO_ROWS else 1)
    room = ROOM_OF_TWO if lines <= TWO_ROWS else ROOM_OF_ONE
    size = min(SIZES, key=lambda size: math.ceil(_count_names(names, size) / NAMES))
    name_sheets = max(1, math.ceil(_count_names(names, size) / NAMES))
    return Division(1.0, columns, rows, lines, room, NAME_COLUMNS, name_sheets, size)


def divide_poster(tables: Sequence[Place], names: Sequence[str], poster: Poster) -> Division:
    """Return how tables and names are spread over posters: on A3 as on A4, and on larger ones on one sheet each.

    Both have the largest type with which they fit on a sheet.
    """
    if poster.zoom == 1:
        return replace(divide_page(tables, names), zoom=ENLARGED)
    lines, n_names = _count_lines(tables, 2), _count_names(names, 1.0)
    wide, high = (size - 2 * margin for size, margin in zip(poster.size, poster.margins, strict=True))
    across = {zoom: max(1, int(wide / zoom // COLUMN)) for zoom in ZOOMS}
    rows = {zoom: max(1, int((high / zoom - HEAD) // (TABLE + LINE * lines))) for zoom in ZOOMS}
    held = {zoom: across[zoom] * int(high / zoom // NAME_LINE) for zoom in ZOOMS}
    zoom = next((one for one in ZOOMS if across[one] * rows[one] >= len(tables)), ZOOMS[-1])
    name_zoom = next((one for one in ZOOMS if held[one] >= n_names), ZOOMS[-1])
    return Division(
        zoom=zoom,
        columns=across[zoom],
        rows=rows[zoom],
        lines=lines,
        room=ROOM_OF_LINE * lines,
        name_columns=across[name_zoom],
        name_sheets=max(1, math.ceil(n_names / held[name_zoom])),
        size=name_zoom / zoom,
    )


def _count_lines(tables: Sequence[Place], columns: int) -> int:
    """Return how many lines the longest table has if so many tables are side by side."""

    def count(place: Place) -> int:
        return sum(math.ceil(text_width(one.alone) / WIDTH[columns]) for one in (*place.people, *place.staff))

    return max(map(count, tables), default=1)


def _count_names(names: Sequence[str], size: float) -> float:
    """Return how many lines of the usual size the list A to Z takes in type of a size."""
    return size * sum(math.ceil(text_width(name) * size / NAME_WIDTH) for name in names)


def fill(result: Result, settings: Settings) -> WallChart | None:
    """Return the chart of all tables where someone sits, even if only unlisted people.

    None if each session has lists of its own.
    """
    if have_own_doors(result.room.tables):
        return None
    found = tuple(place for place in places(result, settings.words) if place.taken or place.staff)
    people = [(place, person) for place, person in everybody(found) if person.held_for is None]
    names = [person.alone for _, person in people]
    division = divide_poster(found, names, settings.poster) if settings.poster else divide_page(found, names)
    return WallChart(
        split_evenly(found, division.rows * division.columns),
        split_evenly(people, math.ceil(len(people) / division.name_sheets)),
        division,
    )
