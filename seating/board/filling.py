"""The room while a search or hands fill it: drawings in which only those who move change place."""

from __future__ import annotations

import itertools
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace

from seating.api.manual_seating import judge_manual_seating
from seating.board.opened import Opened
from seating.report.floor_drawing import STAFF_SHAPE, DrawnTable, FloorDrawing, Spot, draw_floor, list_marks
from seating.report.places import places

NUMBERS = itertools.count(1)
"""The numbers of the drawings of this process."""

QUICK = 0.1
"""Seconds that a drawing can take without a pause after it. With some 300 people it takes longer."""

PAUSE = 10
"""The pause after a slow drawing, as a multiple of the seconds beyond `QUICK`. Meanwhile the last one is shown."""


@dataclass(frozen=True, slots=True)
class Filled:
    """The drawing of a seating.

    Attributes
    ----------
    number : int
        Tells it from the drawings before it.
    floor : FloorDrawing
        Its tables have the free chairs alone.
    marks : tuple of Spot
        Everyone with a seat.
    """

    number: int
    floor: FloorDrawing
    marks: tuple[Spot, ...]


class Filling:
    """Drawings of one room. Whoever stays at a table keeps the chair, as long as the table keeps its chairs."""

    def __init__(self) -> None:
        self._chairs: dict[str, list[str]] = {}
        self._last: tuple[object, Mapping[str, str], Filled | None] | None = None
        self._pauses_until = 0.0

    def end_pause(self) -> None:
        """Let the next drawing be made at once."""
        self._pauses_until = 0.0

    def draw(self, opened: Opened, seats: Mapping[str, str], can_wait: bool = False) -> Filled | None:
        """Return the drawing of some seats; None for a room that is not drawn.

        Parameters
        ----------
        opened : Opened
        seats : mapping of person id to table id
        can_wait : bool
            Whether an earlier drawing will do while drawings pause, because better seats are still looked for.
        """
        began = time.monotonic()
        last, pauses = self._last, can_wait and began < self._pauses_until
        if last is None or last[0] is not opened.inputs or (last[1] != seats and not pauses):
            last = self._last = opened.inputs, dict(seats), self._draw(opened, seats)
            ended = time.monotonic()
            self._pauses_until = ended + PAUSE * (ended - began - QUICK)
        return last[2]

    def _draw(self, opened: Opened, seats: Mapping[str, str]) -> Filled | None:
        result = judge_manual_seating(opened.inputs, seats)
        found = places(result)
        floor = draw_floor(result.convening, result.room, found, list_marks(found))
        if floor is None:
            return None
        tables = self.keep_chairs(floor).tables
        marks = tuple(spot for table in tables for spot in table.spots if spot.person)
        empty = (replace(table, spots=tuple(spot for spot in table.spots if not spot.person)) for table in tables)
        return Filled(next(NUMBERS), replace(floor, tables=tuple(empty)), marks)

    def keep_chairs(self, floor: FloorDrawing) -> FloorDrawing:
        """Return a drawing in which everyone who was at their table before has the same chair."""
        return replace(floor, tables=tuple(map(self._keep_chairs, floor.tables)))

    def _keep_chairs(self, table: DrawnTable) -> DrawnTable:
        if table.place.chairs:  # their order decides
            return table
        chairs = [spot for spot in table.spots if spot.shape != STAFF_SHAPE]
        staff = [spot for spot in table.spots if spot.shape == STAFF_SHAPE]
        here = {spot.person: spot for spot in chairs if spot.person}
        kept = self._chairs.get(table.place.table.id, [])
        kept = [person if person in here else "" for person in (*kept, *[""] * len(chairs))][: len(chairs)]
        coming = iter([person for person in here if person not in kept])
        kept = [person or next(coming, "") for person in kept]
        self._chairs[table.place.table.id] = kept
        others = iter([spot for spot in chairs if not spot.person])  # free chairs, and people without a name
        sat = [here[person] if person else next(others) for person in kept]
        sat = [replace(spot, x=chair.x, y=chair.y) for spot, chair in zip(sat, chairs, strict=True)]
        return replace(table, spots=(*sat, *staff))
