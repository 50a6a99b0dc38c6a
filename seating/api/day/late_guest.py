"""The free seats for one person who has none, best first. Everybody else stays where they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from seating.api.gains import GainLine, Gains
from seating.api.inputs import RoundInputs
from seating.errors import UsageError
from seating.explain.gains import Gain
from seating.plan import find_valid_seats
from seating.report.privacy import Audience
from seating.wording import quoted

__all__ = ["FreeSeat", "list_free_seats"]


@dataclass(frozen=True, slots=True)
class FreeSeat:
    """A table with a free seat.

    Attributes
    ----------
    table : str
        The id of the table.
    free : int or None
        The number of free seats before the person sits there; None for a table without a limit, and for staff, who
        take no seat.
    gain : Gain
        What would change if the person sat there, compared with having no seat.
    shown : Gain
        The same without private requirements, for a desk at which other people stand.
    lines : tuple of GainLine
        What is shown, in words, musts first.
    """

    table: str
    free: int | None
    gain: Gain
    shown: Gain
    lines: tuple[GainLine, ...]


def list_free_seats(inputs: RoundInputs, seats: Mapping[str, str], person: str) -> tuple[FreeSeat, ...]:
    """Return the tables with a free seat for one person, best first.

    The best table lets the musts fall short the least, then adds the least to the penalty; private requirements count.
    Of equally good ones, the first in the order of the convening comes first.

    Parameters
    ----------
    inputs : RoundInputs
    seats : mapping of person id to table id
        Who sits where now. It may lack people of the room. A seat of the person is left out.
    person : str
        The id of a person of the room.

    Raises
    ------
    UsageError
        When the person is not in the room.
    """
    room = inputs.room
    if person not in room.index:
        raise UsageError(f"{quoted(person)} is the id of nobody who comes to round {room.round_number}.")
    now = find_valid_seats(room, {**seats, person: None})
    taken = Counter(now[one.id] for one in room.people if one.id in now)
    takes_seat = room.persons[room.index[person]].duty is None
    every, shared = Gains(inputs, now), Gains(inputs, now, Audience.TEAM)
    found = []
    for table, gain, shown in zip(room.tables, every.list_moves(person), shared.list_moves(person), strict=False):
        limit = table.seats.maximum if takes_seat else None
        if limit is None or taken[table.id] < limit:
            free = None if limit is None else limit - taken[table.id]
            found.append(FreeSeat(table.id, free, gain, shown, shared.describe(person, shown)))
    return tuple(sorted(found, key=lambda seat: (seat.gain.units, seat.gain.points)))
