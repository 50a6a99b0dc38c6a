"""The aims of inviting people: each voice, role, need and cell of the frame, and descriptions of people who serve it.

The frame lists the perspectives that the shared result needs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import islice, product
from typing import Any

from seating.convening.schema import Frame
from seating.profiles import Who
from seating.requirements.base.kind import Ask, Requirement
from seating.requirements.base.voices import Voice, VoiceState, foresee, hear
from seating.room.plan import Plan, Room

Cells = Mapping[str, str]
"""A description of a person: one value in each of some columns."""

WantedCells = Mapping[str, Any]
"""A description of people as in a convening: in each column one value, or several of which any one will do.

The key `not` has the description of people who are left out.
"""

MOST_ALTERNATIVES = 24
"""Maximum number of descriptions for one aim; a `who` may allow many values in many columns."""


@dataclass(frozen=True, slots=True)
class Aim:
    """One perspective that should be met.

    Attributes
    ----------
    id : str
        The id of the requirement or the frame cell that asks for it.
    ask : Ask
    alternatives : tuple of mapping of column to value
        Descriptions of people who would serve it, each with as few cells as possible.
    """

    id: str
    ask: Ask
    alternatives: tuple[Cells, ...]

    def needed(self, room: Room) -> int:
        """Return how many people are needed; optional tables count as empty."""
        bound = sum(1 for table in room.tables if table.id in self.ask.tables and not table.open_if_needed)
        return self.ask.at_least if self.ask.for_room or self.ask.or_none else self.ask.at_least * bound

    def count_coming(self, room: Room) -> int:
        """Return how many people of the room belong to the perspective; held seats do not count."""
        return sum(map(self.ask.fits, room.coming))

    def lack(self, room: Room) -> int:
        """Return how many more people are needed, regardless of where people sit."""
        return max(0, self.needed(room) - self.count_coming(room))

    def foresee(self, room: Room, plan: Plan) -> Voice:
        """Return the perspective in a plan once its held seats are filled."""
        return foresee(self.id, self.ask, room, plan)

    def is_met(self, room: Room, plan: Plan) -> bool:
        """Whether enough of its people come, and enough sit where they are needed once its held seats are filled.

        They need not be heard: they may share no language with the others.
        """
        voice = self.foresee(room, plan)
        return not voice.lacks_people and voice.state is not VoiceState.UNKNOWN


def list_aims(
    requirements: Sequence[Requirement], room: Room, cells: Iterable[tuple[str, Ask, Cells]] = ()
) -> tuple[Aim, ...]:
    """Return the aims of the requirements and of the frame.

    Tables where only members sit are left out: no one who is invited could sit there.

    Parameters
    ----------
    requirements : sequence of Requirement
    room : Room
    cells : iterable of (id, Ask, cells)
        The needed cells of the frame, as `seating.analysis.aims.list_frame_cells` yields them.
    """
    closed = {table.id for table in room.tables if table.is_for_members}
    asks = ((r.id, _open_part(ask, closed)) for r in requirements for ask in r.asks(room))
    asked = [Aim(identity, ask, tuple(_alternatives(ask))) for identity, ask in asks if ask is not None]
    return (*asked, *(Aim(identity, ask, (described,)) for identity, ask, described in cells))


def select_binding(
    requirements: Sequence[Requirement], aims: Sequence[Aim], room: Room
) -> tuple[tuple[Requirement, ...], tuple[Aim, ...]]:
    """Return the binding requirements, and the aims that none of them includes or that ask for more.

    Musts are binding. A wish is binding if all its perspectives are among the aims, at all of its tables. If only
    some of them are, because the state of the others is unknown or because only members sit at a table, these aims are
    binding instead of the wish. The needed cells of the frame are binding too.

    Parameters
    ----------
    requirements : sequence of Requirement
    aims : sequence of Aim
    room : Room

    Returns
    -------
    binding : tuple of Requirement
    alone : tuple of Aim
    """
    of: Counter[str] = Counter()
    for aim in aims:
        of[aim.id] += _count_places(aim.ask)
    whole = {r.id for r in requirements if of[r.id] and of[r.id] == sum(map(_count_places, r.asks(room)))}
    binding = tuple(r for r in requirements if r.is_must or r.id in whole)
    said = {r.id for r in binding}
    return binding, tuple(aim for aim in aims if aim.id not in said or aim.ask.is_stricter)


def _open_part(ask: Ask, closed: Set[str]) -> Ask | None:
    """Return what is asked at tables that are not closed; None if all are."""
    if ask.for_room or closed.isdisjoint(ask.tables):
        return ask
    tables = tuple(table for table in ask.tables if table not in closed)
    return replace(ask, tables=tables) if tables else None


def list_asks(requirements: Iterable[Requirement], frame: Frame | None, room: Room) -> Iterator[tuple[str, Ask]]:
    """Yield every voice, role and need, with the id of the requirement or frame cell that asks for it."""
    for requirement in requirements:
        yield from ((requirement.id, ask) for ask in requirement.asks(room))
    yield from ((identity, ask) for identity, ask, _ in list_frame_cells(frame, room))


def _count_places(ask: Ask) -> int:
    """Return the number of tables that ask, and one more for the perspective itself."""
    return 1 + len(ask.tables)


def list_frame_cells(frame: Frame | None, room: Room) -> Iterator[tuple[str, Ask, Mapping[str, str]]]:
    """For each needed cell of a frame, yield an id, an `Ask` for the room, and a description of a suitable person."""
    if frame is None:
        return
    tables = tuple(table.id for table in room.tables)
    for number, (row, column) in enumerate(frame.needed, start=1):
        cells = {frame.rows: row, frame.columns: column}
        who = Who.model_validate(cells)
        ask = Ask(f"{row} · {column}", who.matches, who.could_be, 1, tables, for_room=True)
        yield f"frame-{number}", ask, cells


def find_frame_voices(frame: Frame | None, room: Room, plan: Plan) -> tuple[Voice, ...]:
    """Return the state of each needed cell of the frame, as a voice of the whole room."""
    return tuple(hear(identity, ask, room, plan) for identity, ask, _ in list_frame_cells(frame, room))


def _alternatives(ask: Ask) -> Iterator[Cells]:
    if ask.who is not None:
        columns = ask.who.columns
        values = islice(product(*columns.values()), MOST_ALTERNATIVES)
        yield from (dict(zip(columns, chosen, strict=True)) for chosen in values)
