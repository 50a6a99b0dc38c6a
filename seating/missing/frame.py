"""The frame: which perspectives the shared result needs, and who is there; who sends whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from seating.convening.schema import Frame
from seating.plan import Plan, Room
from seating.profiles import Person, Role, Status, Who
from seating.requirement import Ask
from seating.voices import Voice, hear
from seating.wording import fold

__all__ = ["Sent", "cells_wanted", "frame_voices", "sent_by"]


@dataclass(frozen=True, slots=True)
class Sent:
    """Whom an organization or a sector has in the room, by representative type.

    Attributes
    ----------
    name : str
    types : mapping of Role to int
    untold : int
        People whose type is blank.
    """

    name: str
    types: Mapping[Role, int]
    untold: int

    @property
    def people(self) -> int:
        """All of them."""
        return sum(self.types.values()) + self.untold

    @property
    def only_designees(self) -> bool:
        """Whether everybody is a designee: they carry word back, and decide and do nothing here."""
        return self.people > 0 and self.types.get(Role.DESIGNEE, 0) == self.people

    @property
    def without_decision_maker(self) -> bool:
        """Whether nobody decides, as far as is known; a blank type leaves it open."""
        return self.people > 0 and not self.untold and not self.types.get(Role.DECISION_MAKER, 0)


def cells_wanted(frame: Frame | None, room: Room) -> Iterator[tuple[str, Ask, Mapping[str, str]]]:
    """Yield the needed cells of a frame: an id, what is asked of the room, and whose cells would do."""
    if frame is None:
        return
    tables = tuple(table.id for table in room.tables)
    for number, (row, column) in enumerate(frame.needed, start=1):
        cells = {frame.rows: row, frame.columns: column}
        who = Who.model_validate(cells)
        ask = Ask(f"{row} · {column}", who.matches, who.could_be, 1, tables, for_room=True)
        yield f"frame-{number}", ask, cells


def frame_voices(frame: Frame | None, room: Room, plan: Plan) -> tuple[Voice, ...]:
    """Return the state of each needed cell, as a voice of the room."""
    return tuple(hear(identity, ask, room, plan) for identity, ask, _ in cells_wanted(frame, room))


def sent_by(people: Iterable[Person], column: str) -> tuple[Sent, ...]:
    """Return whom each value of a column has in the room, most people first; an open seat is nobody."""
    found: dict[str, list[Person]] = {}
    label: dict[str, str] = {}
    for person in people:
        for value in person.values(column) if person.status is not Status.OPEN else ():
            label.setdefault(fold(value), value)
            found.setdefault(fold(value), []).append(person)
    ordered = sorted(found, key=lambda key: (-len(found[key]), key))
    return tuple(_sent(label[key], found[key]) for key in ordered)


def _sent(name: str, people: Sequence[Person]) -> Sent:
    types = {role: number for role in Role if (number := sum(p.representative_type is role for p in people))}
    return Sent(name, types, sum(p.representative_type is None for p in people))
