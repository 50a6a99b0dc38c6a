"""The frame: the perspectives that the shared result needs, and whether they are in the room."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from seating.convening.schema import Frame
from seating.plan import Plan, Room
from seating.profiles import Who
from seating.requirement import Ask, Requirement
from seating.voices import Voice, hear

__all__ = ["asks_of", "cells_wanted", "frame_voices"]


def cells_wanted(frame: Frame | None, room: Room) -> Iterator[tuple[str, Ask, Mapping[str, str]]]:
    """Yield an id, an `Ask` for the room, and a description of a fitting person for each needed cell of a frame."""
    if frame is None:
        return
    tables = tuple(table.id for table in room.tables)
    for number, (row, column) in enumerate(frame.needed, start=1):
        cells = {frame.rows: row, frame.columns: column}
        who = Who.model_validate(cells)
        ask = Ask(f"{row} · {column}", who.matches, who.could_be, 1, tables, for_room=True)
        yield f"frame-{number}", ask, cells


def asks_of(requirements: Iterable[Requirement], frame: Frame | None, room: Room) -> Iterator[tuple[str, Ask]]:
    """Yield every voice, role and need, with the id of the requirement or frame cell that asks for it."""
    for requirement in requirements:
        yield from ((requirement.id, ask) for ask in requirement.asks(room))
    yield from ((identity, ask) for identity, ask, _ in cells_wanted(frame, room))


def frame_voices(frame: Frame | None, room: Room, plan: Plan) -> tuple[Voice, ...]:
    """Return the state of each needed cell of the frame, as a voice of the whole room."""
    return tuple(hear(identity, ask, room, plan) for identity, ask, _ in cells_wanted(frame, room))
