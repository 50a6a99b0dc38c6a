"""The free seats for one person who has none, best first. Everyone else stays where they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import inf

from seating.api.gains import GainLine, Gains
from seating.api.head_tables import find_head_tables
from seating.api.inputs import RoundInputs
from seating.errors import UsageError
from seating.explanations.seat_gains import Gain
from seating.room.plan import find_valid_seats
from seating.wording import Said, quoted, said


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


@dataclass(frozen=True, slots=True)
class FreeSeats:
    """The tables with a free seat, best first, and what their gains do not count or name, as in `Gains.leaves_out`."""

    seats: tuple[FreeSeat, ...] = ()
    leaves_out: tuple[Said, ...] = ()


def count_free_seats(inputs: RoundInputs, seats: Mapping[str, str], person: str = "") -> Mapping[str, int | None]:
    """Return the number of seats that are free at each table, by table id.

    It is None for a table without a limit, and for staff, who take no seat. It is negative at a table with too many
    people. A seat of the person counts as free. Guests take a seat at each of their sessions.

    Parameters
    ----------
    inputs : RoundInputs
    seats : mapping of person id to table id
        Who sits where now.
    person : str
        The id of the person of the room who can take them; "" for someone who is not in the room.
    """
    room, further = inputs.room, inputs.list_former_further(seats)
    if person and room.persons[room.index[person]].duty is not None:
        return dict.fromkeys(room.table_index)
    seated = [one.id for one in room.people if one.id in seats and one.id != person]
    taken = Counter(table for one in seated for table in (seats[one], *further.get(one, ())))
    return {
        table.id: None if table.seats.maximum is None else table.seats.maximum - taken[table.id]
        for table in room.tables
    }


def list_free_seats(
    inputs: RoundInputs,
    seats: Mapping[str, str],
    person: str,
    gains: Callable[[bool], Gains] | None = None,
) -> FreeSeats:
    """Return the tables with a free seat for one person, best first.

    The best table lets the musts fall short the least, then is no head table for which others were chosen, then adds
    the least to the penalty; private requirements count. Of equally good ones, the one with the most free seats comes
    first.

    Parameters
    ----------
    inputs : RoundInputs
    seats : mapping of person id to table id
        Who sits where now. It may lack people of the room. A seat of the person is left out.
    person : str
        The id of a person of the room.
    gains : callable or None
        Returns the gains, if some are kept for these inputs; they are given the seats. Given True, it returns those
        that others than the convener see. By default they are made anew.

    Raises
    ------
    UsageError
        When the person is not in the room.
    """
    room = inputs.room
    if person not in room.index:
        raise UsageError(
            said(
                "%(person)s is not the id of anyone who is coming to round %(number)s.",
                person=quoted(person),
                number=room.round_number,
            )
        )
    now = find_valid_seats(room, {**seats, person: None})
    free_at = count_free_seats(inputs, now, person)
    every, shared = (
        Gains(inputs, now, is_shared=is_shared) if gains is None else gains(is_shared) for is_shared in (False, True)
    )
    every.seat(now)
    shared.seat(now)
    found = []
    for table, gain, shown in zip(room.tables, every.list_moves(person), shared.list_moves(person), strict=False):
        free = free_at[table.id]
        if free is None or free > 0:
            found.append(FreeSeat(table.id, free, gain, shown, shared.describe(person, shown)))
    heads = find_head_tables(inputs.requirements, now)

    def rank(seat: FreeSeat) -> tuple[tuple[int, bool, int], float]:
        return heads.order(person, seat.table, seat.gain.units, seat.gain.points), -_count_free(seat)

    left_out = list(shared.leaves_out)
    if inputs.private_names:
        left_out.append(said("Private requirements count in this order, but are not named here."))
    return FreeSeats(tuple(sorted(found, key=rank)), tuple(left_out))


def _count_free(seat: FreeSeat) -> float:
    return inf if seat.free is None else seat.free
