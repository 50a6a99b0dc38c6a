"""The room plan: the room from above with every table, chair and person, and who sits at each table."""

from __future__ import annotations

from dataclasses import dataclass

from seating.present.settings import Settings
from seating.report.floor_drawing import FloorDrawing, draw_floor, list_marks
from seating.report.places import Place, places
from seating.report.role_marks import RoleMark, role_marks
from seating.result import Result
from seating.wording import message

ORDER = 16
TITLE = message("Room plan")
ABOUT = message("The room seen from above, to hang up: each table with its number, its chairs, and who sits there.")
IS_LANDSCAPE = True


@dataclass(frozen=True, slots=True)
class RoomPlan:
    """The drawing, the tables where anyone sits, the marks that occur, and whether people have chairs of their own."""

    floor: FloorDrawing
    places: tuple[Place, ...]
    marks: tuple[RoleMark, ...]
    has_order: bool


def fill(result: Result, settings: Settings) -> RoomPlan | None:
    """Return the plan; None if each session has a place of its own, or there are too many tables to draw."""
    found = places(result, settings.words)
    marks = list_marks(found)
    floor = draw_floor(result.convening, result.room, found, marks)
    if floor is None:
        return None
    shown = role_marks(settings.words).values()
    seen = {mark.shape for mark in marks}
    return RoomPlan(
        floor,
        tuple(place for place in found if place.people or place.staff),
        tuple(mark for mark in shown if mark.shape in seen),
        any(place.chairs for place in found),
    )
