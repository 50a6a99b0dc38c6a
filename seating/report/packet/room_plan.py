"""The room plan: the room from above with every table, chair and person, and who sits at each table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from seating.present.paper import MARGINS, POSTERS
from seating.present.settings import Settings
from seating.report.chair_labels import ChairLabels, label_chairs
from seating.report.chair_names import shorten
from seating.report.floor_drawing import FloorDrawing, draw_floor, list_marks
from seating.report.places import Place, places
from seating.report.role_marks import RoleMark, role_marks
from seating.report.shades import Shades, list_coloring, shade
from seating.result import Result
from seating.wording import message

ORDER = 16
TITLE = message("Room plan")
ABOUT = message("The room seen from above, to hang up: each table with its number, its chairs, and who sits there.")
IS_LANDSCAPE = True


@dataclass(frozen=True, slots=True)
class RoomPlan:
    """The room plan.

    Attributes
    ----------
    floor : FloorDrawing
    labels : ChairLabels
        The names beside the chairs.
    places : tuple of Place
        The tables where anyone sits.
    marks : tuple of RoleMark
        Those that occur.
    shades : Shades
        The colors of people without roles, by the first column that all may see and whose values color most of them.
    has_order : bool
        Whether people have chairs of their own.
    """

    floor: FloorDrawing
    labels: ChairLabels
    places: tuple[Place, ...]
    marks: tuple[RoleMark, ...]
    shades: Shades
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
    named = [one.id for place in found for one in place.people if one.held_for is None]
    names = {person: shorten(result.people.by_id[person]) for person in named}
    return RoomPlan(
        floor,
        label_chairs(floor, names, find_space(settings)),
        tuple(place for place in found if place.people or place.staff),
        tuple(mark for mark in shown if mark.shape in seen),
        Shades() if marks else _shade(result, named, settings),
        any(place.chairs for place in found),
    )


def _shade(result: Result, named: Sequence[str], settings: Settings) -> Shades:
    """Return the colors of these people; none without a column that its readers may see and that colors most people."""
    persons = [result.people.by_id[person] for person in named]
    columns = list_coloring(result.shown_columns, persons)
    colored = (shade(column, persons, settings.words) for column in columns)
    return next((one for one in colored if one.count_others() <= MOST_OTHERS * len(persons)), Shades())


MOST_OTHERS = 0.25
"""The largest share of people who are all in one gray."""

HEIGHT, POSTER_HEIGHT = 116.0, 203.0
"""The height of the drawing on a sheet and on A3, as in the style sheet, in millimeters."""


def find_space(settings: Settings) -> tuple[float, float]:
    """Return the width and height of the drawing, in millimeters; on a poster those on A3, which is then enlarged."""
    long_side, height = (POSTERS["A3"].size[1], POSTER_HEIGHT) if settings.poster else (settings.paper_size[1], HEIGHT)
    return long_side - 2 * MARGINS[0], height
