"""Names beside the chairs of a drawn room that is printed, as large as most of them fit."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from seating.report.chair_names import ChairName
from seating.report.floor_drawing import MARK, STAFF_SHAPE, DrawnTable, DrawnThing, FloorDrawing, Spot
from seating.report.stock.fitting import MM_PER_POINT, text_width

SIZES = (12.0, 10.0, 8.5, 7.0)
"""The sizes of type that are tried, in points."""

REGULAR = 0.87
"""The width of regular type as a share of that of bold type, for which `text_width` is."""

FROM_MIDDLE = 20
"""How far from the middle of a mark, away from its table, a name begins, in centimeters."""

BESIDE, ABOVE = 0.2, 0.6
"""How much farther out it is, to the side and up or down, in ems."""

BASE_LINE = 0.35
"""How far the base line is below the middle of the letters, in ems."""

STEEP = 0.25
"""A chair is above or below its table, not beside it, if it is less than this share of its distance to the side."""

ROUND = 0.15
"""The share of a round table's side that its corners leave free."""

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class ChairLabel:
    """A name, the point where it begins, ends or has its middle, and which of these."""

    text: str
    x: int
    y: int
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class ChairLabels:
    """The names in a drawing, and the size of their type, in centimeters of the room."""

    size: int
    names: tuple[ChairLabel, ...]


class _Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float


def label_chairs(floor: FloorDrawing, names: Mapping[str, ChairName], paper: tuple[float, float]) -> ChairLabels:
    """Return the names that have space beside their chairs.

    A name is its short form, or initials where only these have space, or left out. It meets no mark, no table, no
    other name and no wall of the drawing. Of the sizes of type, the one with the most names counts, and of several the
    largest.

    Parameters
    ----------
    floor : FloorDrawing
    names : mapping of str to ChairName
        Of each person who may be named, by id.
    paper : tuple of float
        The width and height of the place for the drawing, in millimeters.
    """
    per_mm = max(floor.width / paper[0], floor.height / paper[1])
    margin = (paper[0] * per_mm - floor.width) / 2
    tried = [_label(floor, names, max(1, round(points * MM_PER_POINT * per_mm)), margin) for points in SIZES]
    return max(tried, key=lambda one: one[0])[1]


def _label(floor: FloorDrawing, names: Mapping[str, ChairName], size: int, margin: float) -> tuple[int, ChairLabels]:
    """Return the names in one size of type, and their worth: two for a short name, one for initials."""
    taken, worth, found = _Taken(4 * size), 0, []
    for box in _list_taken(floor):
        taken.add(box)
    for table in floor.tables:
        for spot in table.spots:
            name = names.get(spot.person)
            if name is None or spot.shape == STAFF_SHAPE:
                continue
            for value, text in ((2, name.short), (1, name.initials)):
                label, box = _place(table, spot, text, size)
                if box.left >= -margin and box.right <= floor.width + margin and not taken.meets(box):
                    taken.add(box)
                    found.append(label)
                    worth += value
                    break
    return worth, ChairLabels(size, tuple(found))


def _list_taken(floor: FloorDrawing) -> Iterator[_Box]:
    """Yield where marks, tables and things are."""
    for table in floor.tables:
        yield _cover(table, ROUND * table.width if table.is_round else 0)
        for spot in table.spots:
            yield _Box(spot.x + 0.2 * MARK, spot.y + 0.2 * MARK, spot.x + 0.8 * MARK, spot.y + 0.8 * MARK)
    yield from map(_cover, floor.things)


def _cover(one: DrawnTable | DrawnThing, inner: float = 0) -> _Box:
    """Return the place of a table or thing without its corners; of a turned one, the square around its middle."""
    is_turned = one.turn % 180 != 0
    across, down = (max(one.width, one.depth),) * 2 if is_turned else (one.width, one.depth)
    wide, high = across / 2 - inner, down / 2 - inner
    return _Box(one.x - wide, one.y - high, one.x + wide, one.y + high)


def _place(table: DrawnTable, spot: Spot, text: str, size: int) -> tuple[ChairLabel, _Box]:
    """Return a name on the outer side of a chair, and the place that it takes."""
    x, y = spot.x + MARK / 2, spot.y + MARK / 2
    right, down = x - table.x, y - table.y
    away = max(1.0, math.hypot(right, down))
    side = 0 if abs(right) < STEEP * away else math.copysign(1, right)
    anchor: Anchor = "middle" if side == 0 else "start" if side > 0 else "end"
    at = x + FROM_MIDDLE * right / away + BESIDE * side * size
    middle = y + FROM_MIDDLE * down / away + ABOVE * down / away * size
    wide = REGULAR * text_width(text) * size
    left = at - {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor] * wide
    label = ChairLabel(text, round(at), round(middle + BASE_LINE * size), anchor)
    return label, _Box(left, middle - size / 2, left + wide, middle + size / 2)


class _Taken:
    """The places that are taken, in squares, so that a name is compared with those near it alone."""

    def __init__(self, side: float) -> None:
        self._side = side
        self._squares: defaultdict[tuple[int, int], list[_Box]] = defaultdict(list)

    def add(self, box: _Box) -> None:
        """Take a place."""
        for square in self._near(box):
            self._squares[square].append(box)

    def meets(self, box: _Box) -> bool:
        """Whether something is there already."""
        return any(
            one.left < box.right and box.left < one.right and one.top < box.bottom and box.top < one.bottom
            for square in self._near(box)
            for one in self._squares.get(square, ())
        )

    def _near(self, box: _Box) -> Iterator[tuple[int, int]]:
        for across in range(int(box.left // self._side), int(box.right // self._side) + 1):
            for down in range(int(box.top // self._side), int(box.bottom // self._side) + 1):
                yield across, down
