"""The plan of a room: a place for every table and every chair, in meters.

Tables stay where the convening puts them. The others take the first free place in a fixed order, so the plan depends on
shapes and seats alone: a new name moves no table, and neither do a few people too many at one. A new table at the end
of the list moves none before it, as long as they all find a place in rows and columns. In a hall of unknown size, it
moves them where the block has no place left, after 6, 12, 20 … tables: rows are then longer, so that the numbers of
tables can be read row by row.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seating.room.hall import LARGEST, Fixture, Hall, Shape
from seating.room.tables import Table

SEAT = 0.6
"""Length of the edge of a table that one person needs."""

CHAIR = 0.5
"""How far the chairs reach beyond the edge of a table."""

AISLE = 0.9
"""Width of the way between the chairs of two tables, wide enough for a wheelchair."""

LONG_DEPTH = 0.8
SMALLEST = 0.8
"""The depth of a long table, and the smallest width of a table."""

USUAL_CHAIRS = 8
"""Number of chairs at a table without a maximum."""

MOST_CHAIRS = 60
"""Maximum number of chairs at one table, unless more people sit there."""

MOST_ACROSS = 20.0
"""Maximum width and depth of a place of the block in which tables stand, in meters: about that of `MOST_CHAIRS`.

A table at which a thousand people sit takes several places; otherwise the block would be a square kilometer."""

UNIT = 0.3
"""The side of the squares into which the floor is divided to find free places."""


@dataclass(frozen=True, slots=True)
class Chair:
    """The place of one chair."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A table on the plan.

    Attributes
    ----------
    id : str
    shape : Shape
    x, y : float
        Its middle.
    width, depth : float
        The size of its top before it is turned; for a round table, twice the diameter.
    turn : float
        Degrees, clockwise.
    chairs : tuple of Chair
        Clockwise from the top, or for a table with sides from the left end of its top side.
    """

    id: str
    shape: Shape
    x: float
    y: float
    width: float
    depth: float
    turn: float
    chairs: tuple[Chair, ...]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """The left, top, right and bottom of the table with its chairs."""
        across, down = _extent(self.shape, self.width, self.depth, self.turn)
        return self.x - across / 2, self.y - down / 2, self.x + across / 2, self.y + down / 2


@dataclass(frozen=True, slots=True)
class FloorPlan:
    """Every table at its place.

    Attributes
    ----------
    width, depth : float
        As written for the hall, otherwise as large as the tables need.
    fixed : tuple of Fixture
    tables : tuple of PlacedTable
        In the order of the convening.
    outside : frozenset of str
        The ids of tables for which the room has no free place. They stand below it.
    is_in_lines : bool
        Whether all found a place while they looked for one in rows and columns first.
    """

    width: float
    depth: float
    fixed: tuple[Fixture, ...]
    tables: tuple[PlacedTable, ...]
    outside: frozenset[str] = frozenset()
    is_in_lines: bool = True

    @property
    def drawn_depth(self) -> float:
        """The depth of the drawing, with the tables below the room."""
        below = [table.box[3] for table in self.tables if table.id in self.outside]
        return max([self.depth, *(bottom + AISLE / 2 for bottom in below)])


def count_chairs(table: Table, taken: int = 0) -> int:
    """Return the number of chairs at a table: its seats, and at least one for each person there.

    A table without a limit has the usual number, but one for its members only has one for each of them.
    """
    usual = len(table.people) if table.is_for_members else USUAL_CHAIRS
    seats = table.seats.maximum if table.seats.maximum is not None else max(table.seats.minimum, usual)
    return max(taken, min(seats, MOST_CHAIRS))


def _count_for_top(table: Table, taken: int) -> int:
    """Return the number of chairs for which a table is large enough.

    A few people too many sit closer together; otherwise one move would give the whole room another plan. For each
    quarter of the seats beyond that, the table is larger.
    """
    seats = count_chairs(table)
    step = max(1, seats // 4)
    return seats + step * max(0, math.ceil((taken - seats) / step) - 1)


def plan_floor(tables: Sequence[Table], hall: Hall | None = None, taken: Mapping[str, int] | None = None) -> FloorPlan:
    """Return a place for every table.

    Parameters
    ----------
    tables : sequence of Table
    hall : Hall, optional
        With a width, tables without a place of their own fill it row by row. Without one, they fill a block that is
        wider than deep and grows in steps.
    taken : mapping of str to int, optional
        How many people sit at each table, if there may be more than seats.
    """
    hall = hall or Hall()
    people = {table.id: (taken or {}).get(table.id, 0) for table in tables}
    chairs = {table.id: count_chairs(table, people[table.id]) for table in tables}
    sizes = {table.id: _top(table.shape, _count_for_top(table, people[table.id])) for table in tables}
    extents = {table.id: _extent(table.shape, *sizes[table.id], table.turn) for table in tables}
    places = _find_places(tables, hall, extents, in_lines=True)
    is_in_lines = None not in places.values()
    if not is_in_lines:
        places = _find_places(tables, hall, extents, in_lines=False)
    lacking = [table for table in tables if places[table.id] is None]
    found = {identity: at for identity, at in places.items() if at is not None}
    width, depth = _measure(hall, found, extents)
    found |= _line_up(lacking, extents, width, depth)
    placed = tuple(
        PlacedTable(
            table.id,
            table.shape,
            *found[table.id],
            *sizes[table.id],
            table.turn,
            _chairs(table, chairs[table.id], sizes[table.id], found[table.id]),
        )
        for table in tables
    )
    return FloorPlan(width, depth, hall.fixed, placed, frozenset(table.id for table in lacking), is_in_lines)


def find_free_place(plan: FloorPlan, size: tuple[float, float]) -> tuple[float, float] | None:
    """Return the middle of the first free place for a thing of a size, row by row; None if a room has none."""
    floor = _Floor(Hall(width=plan.width, depth=plan.depth), [], in_lines=False)
    for table in plan.tables:
        left, top, right, bottom = table.box
        floor.block((table.x, table.y), (right - left, bottom - top))
    for thing in plan.fixed:
        floor.block(thing.at, _turned(*thing.extent, thing.turn))
    return floor.find_place(size)


def _find_places(
    tables: Sequence[Table], hall: Hall, extents: Mapping[str, tuple[float, float]], *, in_lines: bool
) -> dict[str, tuple[float, float] | None]:
    """Return where each table stands; None if there is no place for it."""
    floor = _Floor(hall, [extents[table.id] for table in tables if table.at is None], in_lines)
    for thing in hall.fixed:
        floor.block(thing.at, _turned(*thing.extent, thing.turn))
    for table in tables:
        if table.at is not None:
            floor.block(table.at, extents[table.id])
    return {table.id: table.at or floor.find_place(extents[table.id]) for table in tables}


def _top(shape: Shape, chairs: int) -> tuple[float, float]:
    """Return the width and depth of a table's top."""
    if shape is Shape.ROUND:
        across = max(SMALLEST, round(chairs * SEAT / math.pi, 2))
        return across, across
    if shape is Shape.SQUARE:
        side = max(SMALLEST, math.ceil(chairs / 4) * SEAT + 0.2)
        return round(side, 2), round(side, 2)
    return round(max(1.2, math.ceil(max(0, chairs - 2) / 2) * SEAT), 2), LONG_DEPTH


def _turned(width: float, depth: float, turn: float) -> tuple[float, float]:
    angle = math.radians(turn)
    across, down = abs(math.cos(angle)), abs(math.sin(angle))
    return width * across + depth * down, width * down + depth * across


def _extent(shape: Shape, width: float, depth: float, turn: float) -> tuple[float, float]:
    """Return how much room a table takes with its chairs, along the walls."""
    around = width + 2 * CHAIR, depth + 2 * CHAIR
    return around if shape is Shape.ROUND else _turned(*around, turn)


def _chairs(table: Table, number: int, size: tuple[float, float], at: tuple[float, float]) -> tuple[Chair, ...]:
    if table.shape is Shape.ROUND:
        beyond = size[0] / 2 + CHAIR / 2
        angles = [math.tau * n / number for n in range(number)]
        around = [(beyond * math.sin(angle), -beyond * math.cos(angle)) for angle in angles]
    else:
        around = list(_along_sides(count_on_sides(table.shape, number), *size))
    angle = math.radians(table.turn)
    cos, sin = math.cos(angle), math.sin(angle)
    return tuple(Chair(round(at[0] + x * cos - y * sin, 3), round(at[1] + x * sin + y * cos, 3)) for x, y in around)


def count_on_sides(shape: Shape, number: int) -> tuple[int, int, int, int]:
    """Return the number of chairs at the top, the right, the bottom and the left."""
    if shape is Shape.SQUARE:
        return (number + 3) // 4, (number + 1) // 4, (number + 2) // 4, number // 4
    ends = max(0, min(2, number - 2))
    along = number - ends
    return (along + 1) // 2, (ends + 1) // 2, along // 2, ends // 2


def _along_sides(share: tuple[int, int, int, int], width: float, depth: float) -> Iterator[tuple[float, float]]:
    top, right, bottom, left = share
    beyond_x, beyond_y = width / 2 + CHAIR / 2, depth / 2 + CHAIR / 2
    yield from ((width * ((n + 0.5) / top - 0.5), -beyond_y) for n in range(top))
    yield from ((beyond_x, depth * ((n + 0.5) / right - 0.5)) for n in range(right))
    yield from ((width * (0.5 - (n + 0.5) / bottom), beyond_y) for n in range(bottom))
    yield from ((-beyond_x, depth * (0.5 - (n + 0.5) / left)) for n in range(left))


class _Floor:
    """The squares of the floor, and which of them are taken; around each table, half an aisle is taken too.

    Tables take the first free place, row by row, in a block that begins at the top left corner: the first block of
    `_blocks` with room for them. In a hall of a known size, they first look for a place `in_lines`: in rows and columns
    as wide and as deep as the first table, laid so that most of them are free.
    """

    def __init__(self, hall: Hall, extents: Sequence[tuple[float, float]], in_lines: bool) -> None:
        self.hall = hall
        self.in_lines = in_lines and hall.width is not None and hall.depth is not None
        self.lines: tuple[int, int] | None = None
        self.number = len(extents)
        across, down = extents[0] if extents else (0.0, 0.0)
        self.first = _squares((min(across, MOST_ACROSS), min(down, MOST_ACROSS)))
        self.taken: NDArray[np.bool_] = np.zeros((0, 0), dtype=bool)
        self.full: dict[tuple[int, int], int] = {}
        """The number of blocks that have no room for a table of this size; what is taken stays so."""

    def block(self, at: tuple[float, float], extent: tuple[float, float]) -> None:
        """Take the squares of a thing that has its place."""
        left, top = (max(0, math.floor((at[n] - extent[n] / 2 - AISLE / 2) / UNIT + 1e-6)) for n in (0, 1))
        right, bottom = (max(0, math.ceil((at[n] + extent[n] / 2 + AISLE / 2) / UNIT - 1e-6)) for n in (0, 1))
        self._cover(right, bottom)
        self.taken[top:bottom, left:right] = True

    def find_place(self, extent: tuple[float, float]) -> tuple[float, float] | None:
        """Return the first free place, and take it; None if there is none."""
        across, down = _squares(extent)
        for number, (columns, rows) in enumerate(self._blocks()):
            if number < self.full.get((across, down), 0) or across > columns or down > rows:
                continue
            self._cover(columns, rows)
            taken = self.taken[:rows, :columns]
            free = self._find_in_lines(taken, across, down) if self.in_lines else None
            free = free or _find_free(taken, across, down)
            if free is not None:
                row, column = free
                self.taken[row : row + down, column : column + across] = True
                return round((column + across / 2) * UNIT, 2), round((row + down / 2) * UNIT, 2)
            self.full[across, down] = number + 1
        return None

    def _find_in_lines(self, taken: NDArray[np.bool_], across: int, down: int) -> tuple[int, int] | None:
        """Return the row and column of the first free place that begins at a line; None if there is none."""
        (rows, columns), (wide, deep) = taken.shape, self.first
        if self.lines is None:
            self.lines = self._choose_lines(taken)
        for row in range(self.lines[0], rows - down + 1, deep):
            for column in range(self.lines[1], columns - across + 1, wide):
                place = row + max(0, deep - down) // 2, column + max(0, wide - across) // 2
                is_inside = place[0] + down <= rows and place[1] + across <= columns
                if is_inside and not taken[place[0] : place[0] + down, place[1] : place[1] + across].any():
                    return place
        return None

    def _choose_lines(self, taken: NDArray[np.bool_]) -> tuple[int, int]:
        """Return the first row and the first column of the lines with the most free places, nearest to the middle."""
        wide, deep = self.first
        free = _count_taken(taken, wide, deep) == 0
        middle = taken.shape[0] % deep // 2, taken.shape[1] % wide // 2
        starts = [(row, column) for row in range(deep) for column in range(wide)]

        def worth(start: tuple[int, int]) -> tuple[int, int]:
            off = abs(start[0] - middle[0]) + abs(start[1] - middle[1])
            return -int(free[start[0] :: deep, start[1] :: wide].sum()), off

        return min(starts, key=worth)

    def _blocks(self) -> Iterator[tuple[int, int]]:
        """Yield the columns and rows of blocks, each of which contains those before it; without end if they may.

        The first one has as many places of the size of the first table as there are tables.
        """
        width, depth = (
            None if side is None else int(side / UNIT + 1e-6) for side in (self.hall.width, self.hall.depth)
        )
        if width is not None and depth is not None:
            yield width, depth
            return
        wide, deep = 3, 2
        while wide * deep < self.number:
            wide, deep = _grow(wide, deep)
        while True:
            columns, rows = width or wide * self.first[0], depth or deep * self.first[1]
            yield columns, rows
            if columns * UNIT > 100 * LARGEST or rows * UNIT > 100 * LARGEST:
                return
            wide, deep = _grow(wide, deep)

    def _cover(self, columns: int, rows: int) -> None:
        """Make the squares as many as a block has."""
        more = max(0, rows - self.taken.shape[0]), max(0, columns - self.taken.shape[1])
        if any(more):
            self.taken = np.pad(self.taken, ((0, more[0]), (0, more[1])))


def _grow(wide: int, deep: int) -> tuple[int, int]:
    return round(wide * 1.3), round(deep * 1.3)


def _find_free(taken: NDArray[np.bool_], across: int, down: int) -> tuple[int, int] | None:
    """Return the row and column of the first free rectangle, row by row; None if there is none."""
    within = _count_taken(taken, across, down)
    first = int(np.argmin(within != 0))
    row, column = divmod(first, within.shape[1])
    return None if within[row, column] else (row, column)


def _count_taken(taken: NDArray[np.bool_], across: int, down: int) -> NDArray[np.int32]:
    """Return how many squares are taken in each rectangle of this size, by its first row and column."""
    sums = np.zeros((taken.shape[0] + 1, taken.shape[1] + 1), dtype=np.int32)
    np.cumsum(np.cumsum(taken, axis=0, dtype=np.int32), axis=1, out=sums[1:, 1:])
    return sums[down:, across:] - sums[:-down, across:] - sums[down:, :-across] + sums[:-down, :-across]


def _squares(extent: tuple[float, float]) -> tuple[int, int]:
    """Return how many squares something takes with half an aisle around it."""
    across, down = (math.ceil((side + AISLE) / UNIT - 1e-6) for side in extent)
    return across, down


def _measure(
    hall: Hall, places: Mapping[str, tuple[float, float]], extents: Mapping[str, tuple[float, float]]
) -> tuple[float, float]:
    """Return the width and depth of the room."""
    things = [(places[one], extents[one]) for one in places]
    things += [(thing.at, _turned(*thing.extent, thing.turn)) for thing in hall.fixed]
    needed = [max((at[n] + size[n] / 2 + AISLE / 2 for at, size in things), default=4.0) for n in (0, 1)]
    return hall.width or round(needed[0], 2), hall.depth or round(needed[1], 2)


def _line_up(
    tables: Sequence[Table], extents: Mapping[str, tuple[float, float]], width: float, depth: float
) -> dict[str, tuple[float, float]]:
    """Return places below the room, in rows, for tables for which it has none."""
    found: dict[str, tuple[float, float]] = {}
    left, top, deepest = 0.0, depth + AISLE, 0.0
    for table in tables:
        across, down = (side + AISLE for side in extents[table.id])
        if left and left + across > width:
            left, top, deepest = 0.0, top + deepest, 0.0
        found[table.id] = round(left + across / 2, 2), round(top + down / 2, 2)
        left, deepest = left + across, max(deepest, down)
    return found
