"""The free seats for one person who has none, best first. Everybody else stays where they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from seating.api.inputs import RoundInputs
from seating.engines.local_search.incremental import IncrementalCosts
from seating.errors import UsageError
from seating.explain.gains import NO_SEAT, Gain, list_gains
from seating.model import Model
from seating.wording import quoted

__all__ = ["FreeSeat", "list_free_seats"]


@dataclass(frozen=True, slots=True)
class FreeSeat:
    """A table with a free seat.

    Attributes
    ----------
    table : str
        The id of the table.
    gain : Gain
        What would change if the person sat there, compared with having no seat.
    free : int or None
        The number of free seats before the person sits there; None for a table without a limit, and for staff, who
        take no seat.
    """

    table: str
    gain: Gain
    free: int | None


def list_free_seats(inputs: RoundInputs, model: Model, seats: Mapping[str, str], person: str) -> tuple[FreeSeat, ...]:
    """Return the tables with a free seat for one person, best first.

    The best table lets the musts fall short the least, then adds the least to the penalty. Of equally good ones, the
    first in the order of the convening comes first.

    Parameters
    ----------
    inputs : RoundInputs
    model : Model
        The model of the room.
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
    own = room.index[person]
    tables = np.full(model.n_persons, NO_SEAT, dtype=np.int64)
    for number, identity in enumerate(model.person_ids):
        if number != own and seats.get(identity, "") in room.table_index:
            tables[number] = room.table_index[seats[identity]]
    counts = IncrementalCosts.of(model, tables)
    gains = list_gains(counts, own)[:-1]
    takes_seat = room.persons[own].duty is None
    found = []
    for table, taken, gain in zip(room.tables, counts.heads.tolist(), gains, strict=True):
        limit = table.seats.maximum if takes_seat else None
        if limit is None or taken < limit:
            found.append(FreeSeat(table.id, gain, None if limit is None else limit - taken))
    return tuple(sorted(found, key=lambda seat: (seat.gain.units, seat.gain.points)))
