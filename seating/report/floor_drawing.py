"""The room drawn from above: every table with its number, chairs and people, in centimeters."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from seating.analysis.season.session_times import have_own_doors
from seating.convening import Convening
from seating.convening.room_picture import write_address
from seating.groups import group_by_key
from seating.profiles.heads import Heads, say_heads
from seating.report.claims import labels
from seating.report.places import Place, Seated
from seating.report.role_marks import ROLE_MARKS, RoleMark
from seating.report.stock.fitting import text_width
from seating.room.floor import FloorPlan, PlacedTable, plan_floor
from seating.room.hall import Fixture, FixtureKind, Shape
from seating.room.plan import Room
from seating.wording import Said, said, said_field, said_joined

MOST_DRAWN = 400
"""With more tables than this, the room is not drawn."""

MARK = 42
"""The side of a person's mark, in centimeters."""

STAFF_SHAPE, FREE_SHAPE, SEEN_SHAPE = "staff", "free", "person"

MOST_STAFF = 4
"""Maximum number of staff marks drawn at a table."""

NUMBER, LONG_NUMBER, NAME = 0.8, 0.9, 0.15
"""The largest size of a table's number, of that of a long table, and of a table's name, as shares of its depth."""

LEAST_NUMBER = 0.35
"""The smallest size of a number above a name, as a share of the table's depth. Without the place, no name is drawn."""

NAME_WIDTH, LINE = 0.78, 1.1
"""How wide a name may be, as a share of the table's depth, and the distance of its two lines, in ems."""

DIGIT, UNDERLINE = 0.72, 0.2
"""How tall a digit is, and how far a line under it reaches below its base line, in ems."""

LARGEST_NAME = 40
"""The largest type of the name of a thing, in centimeters of the room."""

PAPER = (270.0, 116.0)
"""The place for the drawing on a sheet of A4, in millimeters."""

SMALLEST_NAME, SMALLEST_TYPE = 16, 6 * 25.4 / 72
"""The smallest name of a table, in centimeters of the room, and in millimeters on that sheet (6 pt).

A name that would be smaller is not drawn. It is in the list beside the drawing.
"""

OF_FIXTURE = {
    FixtureKind.DOOR: said("door"),
    FixtureKind.STAGE: said("stage"),
    FixtureKind.BAR: said("bar"),
}
"""The words for things without a name. A pillar needs none."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One mark: its top left corner, its shape, the name and id of the person ("" for a free chair), and the chair.

    `chair` is None where there is no order around the table.
    """

    x: int
    y: int
    shape: str
    name: str
    person: str = ""
    chair: int | None = None


@dataclass(frozen=True, slots=True)
class Letters:
    """A text in the drawing: its size, and how far below the middle its base line is."""

    text: str
    size: int
    below: int


@dataclass(frozen=True, slots=True)
class DrawnTable:
    """A table on the drawing, with a text alternative.

    Attributes
    ----------
    place : Place
    is_round : bool
    x, y : int
        Its middle.
    width, depth : int
    turn : float
        Degrees, clockwise.
    number : Letters
    name : tuple of Letters
        One or two lines; () if the table has no name beside its number, or none that can be read.
    spots : tuple of Spot
        People and free chairs, clockwise, then staff.
    words : str
    """

    place: Place
    is_round: bool
    x: int
    y: int
    width: int
    depth: int
    turn: float
    number: Letters
    name: tuple[Letters, ...]
    spots: tuple[Spot, ...]
    words: str


@dataclass(frozen=True, slots=True)
class DrawnThing:
    """A thing that is no table.

    Attributes
    ----------
    kind : str
    x, y : int
        Its middle.
    width, depth : int
    turn : float
        Degrees, clockwise.
    name : str
        "" for a pillar.
    size : int
        Of the letters.
    name_below : int
        How far the base line of the name is below the middle of the thing, before it is turned.
    name_turn : float
        The angle of the name, so that it is read from below or from the right.
    """

    kind: str
    x: int
    y: int
    width: int
    depth: int
    turn: float
    name: str
    size: int
    name_below: int
    name_turn: float


@dataclass(frozen=True, slots=True)
class FloorDrawing:
    """Everything in the drawing, in centimeters.

    Attributes
    ----------
    width, depth : int
    has_walls : bool
        Whether the convening states how large the room is.
    height : int
        The depth with the tables below the room.
    tables : tuple of DrawnTable
    things : tuple of DrawnThing
    mark : int
        The side of a mark.
    words : str
        The title for those who do not see the drawing.
    outside : str
        The sentences about tables in several places, and about those for which the room has no space; "" for none.
    has_staff, has_free : bool
    picture : Path or None
        The picture that lies behind the plan.
    """

    width: int
    depth: int
    has_walls: bool
    height: int
    tables: tuple[DrawnTable, ...]
    things: tuple[DrawnThing, ...]
    mark: int
    words: str
    outside: str
    has_staff: bool
    has_free: bool
    picture: Path | None = None

    @property
    def picture_address(self) -> str:
        """The picture itself, as a `data:` address."""
        return write_address(self.picture) if self.picture else ""


MOST_PLACES = 8
"""Maximum number of places that are named with their tables."""


def draw_floor(
    convening: Convening, room: Room, found: Sequence[Place], marks: Sequence[RoleMark]
) -> FloorDrawing | None:
    """Return the drawing of the room; None for sessions in different places, no table, and very many tables.

    Parameters
    ----------
    convening : Convening
    room : Room
    found : sequence of Place
        All tables, with the people that the readers may see. A chair of someone else is drawn as taken, without a name.
    marks : sequence of RoleMark
        The marks of roles in the order of the legend; () if the readers may not see roles.
    """
    if not found or len(found) > MOST_DRAWN or have_own_doors(room.tables):
        return None
    hall = convening.room
    plan = plan_floor([place.table for place in found], hall, {place.table.id: place.taken for place in found})
    order = {mark.shape: number for number, mark in enumerate(marks)}
    scale = max(_cm(plan.width) / PAPER[0], _cm(plan.drawn_depth) / PAPER[1])
    smallest = max(SMALLEST_NAME, math.ceil(SMALLEST_TYPE * scale))
    size = _common_size(found, plan, smallest)
    tables = tuple(_draw_table(place, at, order, size) for place, at in zip(found, plan.tables, strict=True))
    tables = _with_even_numbers(tables)
    shapes = {spot.shape for table in tables for spot in table.spots}
    return FloorDrawing(
        width=_cm(plan.width),
        depth=_cm(plan.depth),
        has_walls=hall is not None and hall.has_walls,
        picture=None if hall is None else hall.picture_path,
        height=_cm(plan.drawn_depth),
        tables=tables,
        things=tuple(_draw_thing(thing, plan) for thing in plan.fixed),
        mark=MARK,
        words=_describe(found, plan),
        outside=said_joined(filter(None, (_name_places(found) if hall is None else "", _name_outside(plan))), " "),
        has_staff=any(place.staff for place in found),
        has_free=FREE_SHAPE in shapes,
    )


def list_marks(found: Sequence[Place]) -> tuple[RoleMark, ...]:
    """Return the marks of roles that occur, in legend order; () if no one has a role that the readers may see."""
    seen = {person.mark.shape for place in found for person in place.people if person.mark is not None}
    marks = tuple(mark for mark in ROLE_MARKS.values() if mark.shape in seen)
    return marks if any(mark.letter for mark in marks) else ()


def shape_of(person: Seated) -> str:
    """Return the shape of a person's mark."""
    if person.is_staff:
        return STAFF_SHAPE
    return SEEN_SHAPE if person.mark is None else person.mark.shape


def _cm(meters: float) -> int:
    return round(meters * 100)


def _draw_table(place: Place, at: PlacedTable, order: dict[str, int], size: int) -> DrawnTable:
    side = _side(at)
    staff = place.staff[:MOST_STAFF]
    number, name = _letter(place, at, side, size)
    return DrawnTable(
        place=place,
        is_round=at.shape is Shape.ROUND,
        x=_cm(at.x),
        y=_cm(at.y),
        width=_cm(at.width),
        depth=_cm(at.depth),
        turn=at.turn,
        number=number,
        name=name,
        spots=(*_draw_chairs(place, at, order), *_draw_staff(staff, at, side)),
        words=_say(place, order),
    )


def _draw_chairs(place: Place, at: PlacedTable, order: dict[str, int]) -> list[Spot]:
    if place.chairs:
        return list(_draw_order(place, at, order))
    people = sorted(place.people, key=lambda person: order.get(shape_of(person), 0))
    shown = [(shape_of(one) if shape_of(one) in order else SEEN_SHAPE, one.name, one.id) for one in people]
    shown += [(SEEN_SHAPE, "", "")] * (place.taken - len(people))
    shown += [(FREE_SHAPE, "", "")] * (len(at.chairs) - len(shown))
    return [
        Spot(_cm(chair.x) - MARK // 2, _cm(chair.y) - MARK // 2, *one)
        for chair, one in zip(at.chairs, shown, strict=True)
    ]


def _draw_order(place: Place, at: PlacedTable, order: dict[str, int]) -> Iterator[Spot]:
    """Yield each chair with the person that the order puts there; a person that readers may not see has no name."""
    people = {person.chair: person for person in place.people}
    for number, chair in enumerate(at.chairs, start=1):
        person, shape = people.get(number), SEEN_SHAPE if number in place.chairs else FREE_SHAPE
        if person is not None and shape_of(person) in order:
            shape = shape_of(person)
        name, identity = ("", "") if person is None else (person.name, person.id)
        yield Spot(_cm(chair.x) - MARK // 2, _cm(chair.y) - MARK // 2, shape, name, identity, number)


def _draw_staff(staff: Sequence[Seated], at: PlacedTable, side: int) -> list[Spot]:
    """Return the marks of staff, who take no chair, in a row on the table below its number."""
    left = _cm(at.x) - len(staff) * MARK // 2
    top = _cm(at.y) + round(0.44 * side) - MARK
    return [Spot(left + n * MARK, top, STAFF_SHAPE, person.name, person.id) for n, person in enumerate(staff)]


def _side(at: PlacedTable) -> int:
    return min(_cm(at.width), _cm(at.depth))


@lru_cache(maxsize=4096)
def _fit(label: str, side: int) -> tuple[int, tuple[str, ...]]:
    """Return the largest size of a name on a table, and its lines: two if the letters are larger then."""
    words = label.split()
    cuts = [(label,), *((" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words)))]
    sizes = [min(round(NAME * side), round(NAME_WIDTH * side / max(map(text_width, cut)))) for cut in cuts]
    best = sizes.index(max(sizes))
    return sizes[best], cuts[best]


def _common_size(found: Sequence[Place], plan: FloorPlan, smallest: int) -> int:
    """Return the size of all names: the largest that fits on each table whose name can be read; 0 if none can be."""
    placed = zip(found, plan.tables, strict=True)
    sizes = [_fit(label, _side(at))[0] for place, at in placed if (label := place.own_name)]
    return min((size for size in sizes if size >= smallest), default=0)


def _letter(place: Place, at: PlacedTable, side: int, size: int) -> tuple[Letters, tuple[Letters, ...]]:
    """Return the number of a table, as large as it fits, and its name; the marks of staff are below both."""
    name = _draw_name(place, side, size)
    number = _draw_number(place, at, side, name)
    if name and number.size < LEAST_NUMBER * side:
        return _draw_number(place, at, side, ()), ()
    return number, name


def _draw_name(place: Place, side: int, size: int) -> tuple[Letters, ...]:
    label = place.own_name
    largest, cut = _fit(label, side) if label else (0, ())
    if not size or largest < size:
        return ()
    lines = (label,) if text_width(label) * size <= NAME_WIDTH * side else cut
    last = round(0.41 * side) - MARK if place.staff else round(0.24 * side) + size // 2
    above = range(len(lines) - 1, -1, -1)
    return tuple(Letters(text, size, last - round(n * LINE * size)) for n, text in zip(above, lines, strict=True))


def _draw_number(place: Place, at: PlacedTable, side: int, name: Sequence[Letters]) -> Letters:
    digits, has_staff = str(place.number), bool(place.staff)
    wide = text_width(digits)
    if at.shape is Shape.LONG:
        height = min(LONG_NUMBER * side, 0.9 * max(_cm(at.width), _cm(at.depth)) / wide)
    else:  # the corners of the digits stay inside a circle
        height = min(NUMBER * side, 0.92 * side / math.hypot(DIGIT, wide))
    base = DIGIT * height / 2
    if name or has_staff:  # the number, and the line under it, end above what is below
        line = UNDERLINE if place.is_underlined else 0.04
        end = (name[0].below - DIGIT * name[0].size if name else 0.44 * side - MARK) - 0.02 * side
        height = min(0.85 * height, (end + 0.4 * side) / (DIGIT + line))
        base = min(DIGIT * height / 2 - 0.12 * side, end - line * height)
    return Letters(digits, math.floor(height), math.floor(base))


def _with_even_numbers(tables: Sequence[DrawnTable]) -> tuple[DrawnTable, ...]:
    """Return the tables with numbers of one size on all that have the same top, whatever is written below them."""
    least: dict[tuple[bool, int, int], int] = {}
    for one in tables:
        top = (one.is_round, one.width, one.depth)
        least[top] = min(least.get(top, one.number.size), one.number.size)
    return tuple(replace(one, number=_shrink(one.number, least[one.is_round, one.width, one.depth])) for one in tables)


def _shrink(number: Letters, size: int) -> Letters:
    """Return a number in a smaller size, with the middle of its digits where it was."""
    return replace(number, size=size, below=number.below - round(DIGIT * (number.size - size) / 2))


def _draw_thing(thing: Fixture, plan: FloorPlan) -> DrawnThing:
    width, depth = map(_cm, thing.extent)
    name = thing.name or OF_FIXTURE.get(thing.kind, "")
    size = min(LARGEST_NAME, round(0.9 * width / text_width(name)), depth) if name else 0
    below, turn = size // 3, (thing.turn + 90) % 180 - 90
    if thing.kind is FixtureKind.DOOR:  # too narrow for its name, which is beside it, inside the room
        size, angle = LARGEST_NAME, math.radians(turn)
        inward = (plan.depth / 2 - thing.at[1]) * math.cos(angle) - (plan.width / 2 - thing.at[0]) * math.sin(angle)
        below = depth // 2 + size if inward > 0 else -depth // 2 - size // 4
    return DrawnThing(
        kind=thing.kind.value,
        x=_cm(thing.at[0]),
        y=_cm(thing.at[1]),
        width=width,
        depth=depth,
        turn=thing.turn,
        name=name,
        size=size,
        name_below=below,
        name_turn=turn,
    )


def _say(place: Place, order: dict[str, int]) -> str:
    counts = Counter(shape_of(person) for person in place.people)
    words = {mark.shape: mark.word for mark in ROLE_MARKS.values()}
    parts = [said_joined([words[shape], str(counts[shape])], " ") for shape in order if counts[shape]]
    parts += [said_joined([said("staff"), f"{len(place.staff)}"], " ")] if place.staff else []
    heads = said_field(place.numbered, say_heads(place.heads))
    return place.tell(said_joined([heads, said_joined([*parts, place.room_left], ", ")], "; "))


def _describe(found: Sequence[Place], plan: FloorPlan) -> Said:
    taken, held = sum(place.taken for place in found), sum(place.held for place in found)
    chairs = sum(len(table.chairs) for table in plan.tables)
    return said_joined(
        [
            labels.TABLES(number=len(found)),
            say_heads(Heads(taken - held, held)),
            labels.FREE_CHAIRS(number=chairs - taken),
        ],
        ", ",
    )


def _name_places(found: Sequence[Place]) -> Said | str:
    """Return that the tables are in several places, with the numbers of the tables; "" if fewer than two are known."""
    at = group_by_key((place.table.place, str(place.number)) for place in found)
    if len(at.keys() - {""}) < 2:
        return ""
    about = said("The tables are in several places, and are drawn side by side.")
    if len(at) > MOST_PLACES:
        return about
    named = [said_field(where or said("place not stated"), ", ".join(numbers)) for where, numbers in at.items()]
    return said_joined([about, said_joined(named, "; ")], " ")


def _name_outside(plan: FloorPlan) -> Said | str:
    if not plan.outside:
        return ""
    about = said("Drawn below the room, which has no free space for them")
    return said_field(about, labels.TABLES(number=len(plan.outside)))
