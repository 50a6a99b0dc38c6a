"""Changes of tables and of other things in the drawn room, as edits of the convening."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from seating.api.editing.convening_edits import list_entries
from seating.api.editing.convening_text import read_convening_text
from seating.api.editing.hall_pictures import add_picture
from seating.api.request import Request
from seating.api.searches.way_edits import write_seats
from seating.board.opened import Opened
from seating.board.routing import Form
from seating.convening.document import KeyPath
from seating.convening.edit import Edit, Insert, Remove, Set
from seating.convening.room_picture import check_picture
from seating.convening.table_form import read_table_form
from seating.errors import InvalidValueError, UsageError
from seating.present.languages import Words
from seating.report.floor_drawing import OF_FIXTURE, FloorDrawing
from seating.room.floor import find_free_place, plan_floor
from seating.room.hall import LARGEST, USUAL_SIZES, FixtureKind, Shape
from seating.room.tables import Table
from seating.wording import quoted, said, said_alone, said_joined, whole_number

TURN = 15
"""Degrees by which one press turns a table or a thing."""

USUAL_SEATS = 8
"""Seats of a table that is added to a room without tables."""

LONGEST_NAME = 80

DOOR_NAME, CLEAR = 0.4, 0.8
"""How far the name of a door is from its wall, and how far chairs should be from that name, in meters."""


@dataclass(frozen=True, slots=True)
class RoomEdit:
    """Edits of the convening, what they do in words, and the table or thing that they are about; "" for none.

    `file` was written for them, and is of no use without them.
    """

    edits: tuple[Edit, ...]
    name: str
    table: str = ""
    thing: str = ""
    file: Path | None = None


def make_room_edit(request: Request, opened: Opened, floor: FloorDrawing | None, form: Form, words: Words) -> RoomEdit:
    """Return the edits that a form of the room asks for.

    Parameters
    ----------
    request : Request
    opened : Opened
    floor : FloorDrawing or None
        The room as it is drawn. Tables keep their places on it.
    form : Form
    words : Words

    Raises
    ------
    UsageError
        When the table or the thing no longer exists, or the form cannot be read.
    """
    if form["what"] == "add-table":
        return _add_table(request, floor, words)
    if form["what"] in {kind.value for kind in FixtureKind if kind is not FixtureKind.OTHER}:
        return _add_thing(request, opened, floor, FixtureKind(form["what"]), words)
    if form["thing"]:
        return _change_thing(request, floor, form, words)
    if form["what"] == "no-picture":
        if not _list_things(request)[0].get("picture"):
            raise UsageError(said("The room has no picture."))
        return RoomEdit((Remove(("room", "picture")),), words.gettext("Remove the picture of the hall"))
    entries = list_entries(request, "tables")
    number = next((n for n, entry in enumerate(entries) if str(entry.get("id", "")) == form["table"]), None)
    if number is None or form["table"] not in opened.inputs.room.table_index:
        raise UsageError(said("This table no longer exists."))
    table = opened.inputs.room.table(form["table"])
    piece = _Piece(("tables", number), entries[number], table.label, table)
    edit, name = _TABLE_EDITS.get(form["what"], _refuse)(piece, form, words)
    leaves = isinstance(edit, Remove)
    pinned = () if form["what"] == "rename" else _pin_places(entries, floor, form["table"] if leaves else "")
    return RoomEdit((*pinned, edit), name, "" if leaves else form["table"])


def _pin_places(entries: Sequence[Mapping[str, Any]], floor: FloorDrawing | None, leaving: str = "") -> list[Edit]:
    """Return edits that write where each table stands, so that none moves when another one changes."""
    if floor is None:
        return []
    places = {
        one.place.table.id: [one.x / 100, one.y / 100]
        for one in floor.tables
        if one.x < floor.width and one.y < floor.depth
    }
    written = ((number, str(entry.get("id", "")), entry) for number, entry in enumerate(entries))
    return [
        Set(("tables", number, "at"), places[identity])
        for number, identity, entry in written
        if "at" not in entry and identity in places and identity != leaving
    ]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A table or another thing in the room: its place in the convening, what is written there, and its name."""

    path: KeyPath
    entry: Mapping[str, Any]
    label: str
    table: Table | None = None


_MakeEdit = Callable[[_Piece, Form, Words], tuple[Edit, str]]


def _rename(piece: _Piece, form: Form, words: Words) -> tuple[Edit, str]:
    name = " ".join(form["name"].split())
    if not name or len(name) > LONGEST_NAME:
        raise UsageError(said("Type a name of at most %(number)s characters.", number=LONGEST_NAME))
    return Set((*piece.path, "name"), name), words.gettext("Rename %(old)s to %(new)s", old=piece.label, new=name)


def _seats(piece: _Piece, form: Form, words: Words) -> tuple[Edit, str]:
    table, by = piece.table, whole_number(form["by"].removeprefix("-"), digits=4)
    assert table is not None
    most = table.seats.maximum
    if not by or most is None:
        return _refuse(piece, form, words)
    least = max(1, 1 if table.seats.minimum == most else table.seats.minimum)
    by = max(-by, least - most) if form["by"].startswith("-") else by
    if not by:
        raise UsageError(said("%(table)s cannot have fewer seats.", table=table.label))
    changed = table.with_more_seats(by)
    if table.seats.minimum == most:  # exactly so many
        changed = changed.model_copy(
            update={"seats": changed.seats.model_copy(update={"minimum": changed.seats.maximum})}
        )
    name = words.ngettext("%(table)s: %(number)s seat", "%(table)s: %(number)s seats", most + by, table=table.label)
    return Set((*piece.path, "seats"), write_seats(changed)), name


def _turn(piece: _Piece, form: Form, words: Words) -> tuple[Edit, str]:
    by = TURN if form["what"] == "right" else -TURN
    angle = (float(piece.entry.get("turn") or 0) + by) % 360
    return Set((*piece.path, "turn"), _plain(angle)), words.gettext("Turn %(name)s", name=piece.label)


def _shape(piece: _Piece, form: Form, words: Words) -> tuple[Edit, str]:
    return Set((*piece.path, "shape"), form["what"]), words.gettext("Shape of %(name)s", name=piece.label)


def _remove(piece: _Piece, form: Form, words: Words) -> tuple[Edit, str]:
    return Remove(piece.path), words.gettext("Remove %(name)s", name=piece.label)


def _place(piece: _Piece, form: Form, words: Words) -> tuple[Edit, str]:
    x, y = whole_number(form["x"]), whole_number(form["y"])
    if x is None or y is None:
        return _refuse(piece, form, words)
    return Set((*piece.path, "at"), [x / 100, y / 100]), words.gettext("Move %(name)s", name=piece.label)


def _refuse(piece: _Piece, form: Form, words: Words) -> tuple[Edit, str]:
    raise UsageError(said("The board does not recognize this change."))


_EDITS: dict[str, _MakeEdit] = {"place": _place, "left": _turn, "right": _turn, "remove": _remove}
_TABLE_EDITS: dict[str, _MakeEdit] = {
    **_EDITS,
    "rename": _rename,
    "seats": _seats,
    **{shape.value: _shape for shape in Shape},
}


def _add_table(request: Request, floor: FloorDrawing | None, words: Words) -> RoomEdit:
    entries = list_entries(request, "tables")
    name = words.gettext("Table %(number)s", number=len(entries) + 1)
    seats = entries[-1].get("seats", USUAL_SEATS) if entries else USUAL_SEATS
    values = {"name": name, "seats": str(seats)}
    entry = read_table_form(values, None, tuple(str(one.get("id", "")) for one in entries))
    edits = (*_pin_places(entries, floor), Insert(("tables",), entry))
    return RoomEdit(edits, words.gettext("Add %(name)s", name=name), str(entry["id"]))


def _list_things(request: Request) -> tuple[Mapping[str, Any], list[Mapping[str, Any]]]:
    """Return what the convening writes under `room`, and the things in it."""
    room = read_convening_text(request).plain.get("room")
    room = room if isinstance(room, Mapping) else {}
    return room, [one for one in room.get("fixed") or () if isinstance(one, Mapping)]


def _add_thing(
    request: Request, opened: Opened, floor: FloorDrawing | None, kind: FixtureKind, words: Words
) -> RoomEdit:
    room, things = _list_things(request)
    at = _find_place(kind, opened, floor)
    entry = {"kind": kind.value, "at": [_plain(round(one, 2)) for one in at]}
    added: Edit = Insert(("room", "fixed"), entry) if things else Set(("room", "fixed"), [entry])
    if not room:
        added = Set(("room",), {"fixed": [entry]})
    pinned = _pin_places(list_entries(request, "tables"), floor)
    return RoomEdit((*pinned, added), words.gettext("Add %(name)s", name=_name(entry, words)), thing=str(len(things)))


def _find_place(kind: FixtureKind, opened: Opened, floor: FloorDrawing | None) -> tuple[float, float]:
    """Return where a new thing stands: a door in the wall at the top, the others where they touch nothing.

    In a room without walls, that is below the tables if they leave no place between them.
    """
    width, depth = USUAL_SIZES[kind]
    if floor is None:
        return width / 2, depth / 2
    hall, places = opened.inputs.convening.room, [one.place for one in floor.tables]
    plan = plan_floor([one.table for one in places], hall, {one.table.id: one.taken for one in places})
    middle = plan.width / 2
    if kind is FixtureKind.DOOR:
        doors = [thing.at[0] for thing in plan.fixed if thing.at[1] < 1]
        chairs = [chair for table in plan.tables for chair in table.chairs]
        along = (middle + side * n / 2 for n in range(int(2 * middle)) for side in (1, -1))
        beside = [x for x in along if all(abs(x - one) > width for one in doors)] or [middle]

        def clearance(x: float) -> float:
            return min((math.hypot(chair.x - x, chair.y - DOOR_NAME) for chair in chairs), default=math.inf)

        return next((x for x in beside if clearance(x) > CLEAR), max(beside, key=clearance)), depth / 2
    below = plan.drawn_depth + depth / 2
    return find_free_place(plan, (width, depth)) or (middle, depth / 2 if floor.has_walls else below)


def make_picture_edit(request: Request, form: Form, file: tuple[str, bytes] | None, words: Words) -> RoomEdit:
    """Keep a picture in the folder of the convening, and return the edit that lays it behind the plan.

    Parameters
    ----------
    request : Request
    form : Form
        With the width and the depth of the hall, in meters.
    file : (str, bytes) or None
        The name and the content of the file that was chosen; None if there is none.
    words : Words

    Raises
    ------
    UsageError
        When no file was chosen, when it is no picture or too large, or when the size cannot be read.
    """
    if file is None:
        raise UsageError(said("No file was chosen. Choose a picture of the hall."))
    name, content = file
    try:
        check_picture(name, content)
    except InvalidValueError as error:
        says = said_alone(said_joined([quoted(name), error.says], " "))
        raise UsageError(said_joined([says, error.hint or ""], " ")) from None
    size = {key: _read_meters(form[key]) for key in ("width", "depth")}
    suffix = Path(name).suffix.lower()
    place = add_picture(request, suffix, content)
    room, _ = _list_things(request)
    values = {**size, "picture": place.name}
    edits = tuple(Set(("room", key), value) for key, value in values.items())
    return RoomEdit(edits if room else (Set(("room",), values),), words.gettext("A picture of the hall"), file=place)


def _read_meters(text: str) -> float | int:
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        number = 0.0
    if not 0 < number <= LARGEST:
        raise UsageError(said("Write the width and the depth of the hall in meters."))
    return _plain(round(number, 2))


def _change_thing(request: Request, floor: FloorDrawing | None, form: Form, words: Words) -> RoomEdit:
    _, things = _list_things(request)
    number = whole_number(form["thing"])
    if number is None or number >= len(things):
        raise UsageError(said("This item is no longer in the room."))
    piece = _Piece(("room", "fixed", number), things[number], _name(things[number], words))
    edit, name = _EDITS.get(form["what"], _refuse)(piece, form, words)
    pinned = _pin_places(list_entries(request, "tables"), floor)
    return RoomEdit((*pinned, edit), name, thing="" if isinstance(edit, Remove) else form["thing"])


def _name(entry: Mapping[str, Any], words: Words) -> str:
    """Return what a thing is called."""
    kind = str(entry.get("kind", ""))
    known = {one.value: one for one in FixtureKind}
    usual = OF_FIXTURE.get(known[kind], said("pillar")) if kind in known else kind
    return str(entry.get("name") or words.tell(usual))


def _plain(number: float) -> float | int:
    """Return a number as a person would write it."""
    return int(number) if float(number).is_integer() else number
