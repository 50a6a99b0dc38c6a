"""The room in one look: each table a circle, each person a shape around it, and the same in numbers."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass

from seating.report.places import ROLE_MARKS, Place, RoleMark, Seated, places
from seating.report.privacy import Audience, may_see
from seating.report.settings import Settings
from seating.result import Result
from seating.wording import counted, listed

__all__ = ["ORDER", "TITLE", "Picture", "RoomView", "Spot", "fill"]

ORDER = 40
TITLE = "The room"

STAFF_SHAPE = "staff"
FREE_SHAPE = "free"
SEEN_SHAPE = "person"

SPOT = 15.0
"""The side of a seat's shape, in units of the drawing."""

PITCH = 21.0
"""The way from one seat to the next along the rim."""

SMALLEST_RING = 40.0

MOST_FREE_DRAWN = 40
"""Free seats drawn at one table; the words beside it count them all."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where one seat is drawn (its top left corner), and as which shape."""

    x: float
    y: float
    shape: str


@dataclass(frozen=True, slots=True)
class Picture:
    """One table drawn, with its numbers.

    Attributes
    ----------
    side : float
        Width and height of the drawing; its middle is the table's.
    board : float
        The radius of the table.
    roles : tuple of int
        People of each mark in the view's legend.
    """

    number: int
    anchor: str
    label: str
    seats: str
    taken: int
    room_left: str
    n_staff: int
    side: float
    board: float
    spots: tuple[Spot, ...]
    roles: tuple[int, ...]
    words: str


@dataclass(frozen=True, slots=True)
class RoomView:
    """All tables, and the marks that occur."""

    marks: tuple[RoleMark, ...]
    pictures: tuple[Picture, ...]
    has_staff: bool
    has_free: bool
    spot: float


def fill(result: Result, settings: Settings) -> RoomView:
    """Return the room as drawn."""
    found = places(result, Audience.TEAM, settings.words)
    marks: tuple[RoleMark, ...] = ()
    if may_see(result, Audience.TEAM, "representative_type"):
        seen = {person.mark for place in found for person in place.people}
        marks = tuple(mark for mark in ROLE_MARKS.values() if mark in seen)
    if len(marks) == 1 and not marks[0].letter:
        marks = ()
    pictures = tuple(_picture(place, marks) for place in found)
    shapes = {spot.shape for picture in pictures for spot in picture.spots}
    return RoomView(marks, pictures, STAFF_SHAPE in shapes, FREE_SHAPE in shapes, SPOT)


def _picture(place: Place, marks: tuple[RoleMark, ...]) -> Picture:
    order = {mark.shape: number for number, mark in enumerate(marks)}
    shapes = sorted((_shape(person, marks) for person in place.people), key=lambda shape: order.get(shape, 0))
    shapes += [FREE_SHAPE] * min(MOST_FREE_DRAWN, max(0, place.free or 0))
    shapes += [STAFF_SHAPE] * len(place.staff)
    ring = max(SMALLEST_RING, len(shapes) * PITCH / math.tau)
    side = 2 * (ring + SPOT)
    counts = Counter(person.mark for person in place.people)
    roles = tuple(counts[mark] for mark in marks)
    return Picture(
        number=place.number,
        anchor=place.anchor,
        label=place.table.label,
        seats=str(place.table.seats).replace("-", "–"),
        taken=place.taken,
        room_left=place.room_left,
        n_staff=len(place.staff),
        side=round(side, 1),
        board=round(ring - 0.8 * SPOT, 1),
        spots=tuple(_spot(number, shapes, ring, side / 2) for number in range(len(shapes))),
        roles=roles,
        words=_words(place, marks, roles),
    )


def _shape(person: Seated, marks: tuple[RoleMark, ...]) -> str:
    return person.mark.shape if person.mark is not None and person.mark in marks else SEEN_SHAPE


def _spot(number: int, shapes: list[str], ring: float, middle: float) -> Spot:
    angle = math.tau * number / len(shapes) - math.pi / 2
    x, y = middle + ring * math.cos(angle) - SPOT / 2, middle + ring * math.sin(angle) - SPOT / 2
    return Spot(round(x, 1), round(y, 1), shapes[number])


def _words(place: Place, marks: tuple[RoleMark, ...], roles: tuple[int, ...]) -> str:
    parts = [f"{number} {mark.word}" for number, mark in zip(roles, marks, strict=True) if number]
    parts += [f"{len(place.staff)} staff"] if place.staff else []
    parts += [place.room_left]
    return f"Table {place.number}: {counted(place.taken, 'person', 'people')}; {listed(parts)}"
