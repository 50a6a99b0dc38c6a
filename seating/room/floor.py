"""The plan of a room: a place for every table and every chair, in meters.

Tables stay where the convening puts them. The others stand in rows in the order of the list, each row below the deepest
table of the row before. The plan depends on shapes and seats alone: a new name moves no table, and neither do a few
people too many at one. A new table at the end of the list moves none before it, as long as they all find a place in
rows and columns. In a hall of unknown size, it moves them where the block has no place left, after 6, 12, 20 … tables
of one size: rows are then longer.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seating.room.hall import Fixture, Hall, Shape
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
    places, is_in_lines = _find_places(tables, hall, extents)
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
    things = [((table.x, table.y), _extent(table.shape, table.width, table.depth, table.turn)) for table in plan.tables]
    things += [(thing.at, _turned(*thing.extent, thing.turn)) for thing in plan.fixed]
    return _take_first_free(_mark_taken(_fit(plan.width), _fit(plan.depth), things), _squares(size))


def _find_places(
    tables: Sequence[Table], hall: Hall, extents: Mapping[str, tuple[float, float]]
) -> tuple[dict[str, tuple[float, float] | None], bool]:
    """Return where each table stands, None if there is no place for it; and whether all are in the first lines tried.

    Tables that find no place in the rows of a hall of a known size take the first free place there.
    """
    things = [(thing.at, _turned(*thing.extent, thing.turn)) for thing in hall.fixed]
    things += [(table.at, extents[table.id]) for table in tables if table.at is not None]
    places = {table.id: table.at for table in tables}
    most = [math.inf if side is None else _fit(side) for side in (hall.width, hall.depth)]
    sizes = {table.id: _squares(extents[table.id]) for table in tables if table.at is None}
    sizes = {one: size for one, size in sizes.items() if size[0] <= most[0] and size[1] <= most[1]}
    if not sizes:
        return places, True
    across, down = extents[next(iter(sizes))]
    first = _squares((min(across, MOST_ACROSS), min(down, MOST_ACROSS)))
    is_known = hall.width is not None and hall.depth is not None
    is_first = True
    for taken, start, step in _choose_rows(hall, things, first, len(sizes)):
        found = _lay_rows(taken, sizes, start, step)
        if None not in found.values():
            return places | found, is_first or not is_known
        is_first = False
    for one, at in found.items():
        found[one] = at or _take_first_free(taken, sizes[one])
    return places | found, False


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


_Squares = NDArray[np.bool_]
"""The squares of the floor by row and column, and whether they are taken."""


def _mark_taken(columns: int, rows: int, things: Sequence[tuple[tuple[float, float], tuple[float, float]]]) -> _Squares:
    """Return a block of squares with what has its place, by its middle and size, and half an aisle around it."""
    taken = np.zeros((rows, columns), dtype=bool)
    for at, extent in things:
        left, top = (max(0, math.floor((at[n] - extent[n] / 2 - AISLE / 2) / UNIT + 1e-6)) for n in (0, 1))
        right, bottom = (max(0, math.ceil((at[n] + extent[n] / 2 + AISLE / 2) / UNIT - 1e-6)) for n in (0, 1))
        taken[top:bottom, left:right] = True
    return taken


def _choose_rows(
    hall: Hall,
    things: Sequence[tuple[tuple[float, float], tuple[float, float]]],
    first: tuple[int, int],
    number: int,
) -> Iterator[tuple[_Squares, tuple[int, int], tuple[int, int]]]:
    """Yield floors to be filled, with the row and column where tables begin, and how far apart lines are.

    In a hall of a known size, lines are as far apart as the first table needs, then one square. In another one, blocks
    grow without end; the first has as many places of the size of the first table as there are tables.
    """
    width, depth = (None if side is None else _fit(side) for side in (hall.width, hall.depth))
    if width is not None and depth is not None:
        taken = _mark_taken(width, depth, things)
        yield taken.copy(), _choose_lines(taken, first), first
        yield taken, (0, 0), (1, 1)
        return
    wide, deep = 3, 2
    while True:
        if wide * deep >= number:
            yield _mark_taken(width or wide * first[0], depth or deep * first[1], things), (0, 0), (1, 1)
        wide, deep = round(wide * 1.3), round(deep * 1.3)


def _lay_rows(
    taken: _Squares, sizes: Mapping[str, tuple[int, int]], start: tuple[int, int], step: tuple[int, int]
) -> dict[str, tuple[float, float] | None]:
    """Take places in rows for tables of these sizes, in their order; None for those that find no row.

    A row begins below the deepest table of the row before. A table smaller than a step is in the middle of it.
    """
    found: dict[str, tuple[float, float] | None] = {}
    row, column, deepest = *start, 0
    for one, size in sizes.items():
        found[one] = None
        margins = max(0, step[0] - size[0]) // 2, max(0, step[1] - size[1]) // 2
        at = row, column, deepest
        while at[0] + margins[1] + size[1] <= len(taken):
            free = (
                _count_taken(taken[at[0] + margins[1] :][: size[1], at[1] + margins[0] :], *size)[:1, :: step[0]] == 0
            )
            if free.any():
                row, column, deepest = at[0], at[1] + int(free.argmax()) * step[0], max(at[2], size[1])
                found[one] = _take(taken, (row + margins[1], column + margins[0]), size)
                column += step[0]
                break
            at = at[0] + max(at[2], step[1]), start[1], 0
    return found


def _choose_lines(taken: _Squares, step: tuple[int, int]) -> tuple[int, int]:
    """Return the first row and the first column of the lines with the most free places, nearest to the middle."""
    wide, deep = step
    free = _count_taken(taken, wide, deep) == 0
    middle = taken.shape[0] % deep // 2, taken.shape[1] % wide // 2
    starts = [(row, column) for row in range(deep) for column in range(wide)]

    def worth(start: tuple[int, int]) -> tuple[int, int]:
        off = abs(start[0] - middle[0]) + abs(start[1] - middle[1])
        return -int(free[start[0] :: deep, start[1] :: wide].sum()), off

    return min(starts, key=worth)


def _take(taken: _Squares, at: tuple[int, int], size: tuple[int, int]) -> tuple[float, float]:
    """Take the squares of a thing from this row and column on, and return its middle."""
    (row, column), (across, down) = at, size
    taken[row : row + down, column : column + across] = True
    return round((column + across / 2) * UNIT, 2), round((row + down / 2) * UNIT, 2)


def _take_first_free(taken: _Squares, size: tuple[int, int]) -> tuple[float, float] | None:
    """Take the first free place, row by row, and return its middle; None if there is none."""
    free = _count_taken(taken, *size) == 0
    return _take(taken, divmod(int(free.argmax()), free.shape[1]), size) if free.any() else None


def _count_taken(taken: _Squares, across: int, down: int) -> NDArray[np.int32]:
    """Return how many squares are taken in each rectangle of this size, by its first row and column."""
    sums = np.zeros((taken.shape[0] + 1, taken.shape[1] + 1), dtype=np.int32)
    np.cumsum(np.cumsum(taken, axis=0, dtype=np.int32), axis=1, out=sums[1:, 1:])
    return sums[down:, across:] - sums[:-down, across:] - sums[down:, :-across] + sums[:-down, :-across]


def _fit(side: float) -> int:
    """Return how many squares a side of the room holds."""
    return int(side / UNIT + 1e-6)


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
