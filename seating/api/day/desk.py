"""What the desk sees: everyone with their table and whether they have arrived, found by a few letters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from seating.analysis.arrivals import Arrival, Arrivals, ArrivalState
from seating.api.inputs import RoundInputs
from seating.profiles import People
from seating.wording import fold


@dataclass(frozen=True, slots=True)
class DeskEntry:
    """One person as the desk sees them.

    Attributes
    ----------
    id, name : str
    organization : str
        "" for none.
    table : str
        The id of the table where they sit; "" if they have no seat.
    arrival : Arrival
        Their row of the arrivals; one without a state if there is none.
    comes : bool
        Whether they take part in the round, so that they may have a seat.
    is_found : bool
        Whether it is a person, and no seat that is held for one to be found, with words in place of a name.
    further : tuple of str
        In a season, the ids of their further sessions.
    """

    id: str
    name: str
    organization: str
    table: str
    arrival: Arrival
    comes: bool
    is_found: bool = True
    further: tuple[str, ...] = ()

    @property
    def is_here(self) -> bool:
        """Whether they have arrived."""
        return self.arrival.state in {ArrivalState.ARRIVED, ArrivalState.WALK_IN}

    @property
    def is_absent(self) -> bool:
        """Whether the desk marked them absent."""
        return self.arrival.state is ArrivalState.ABSENT


@dataclass(frozen=True, slots=True)
class DeskCounts:
    """How many people have arrived, are expected in all, are absent, walked in, and are here without a seat."""

    arrived: int
    expected: int
    absent: int
    walk_ins: int
    without_seat: int


def list_desk(inputs: RoundInputs, seats: Mapping[str, str]) -> tuple[DeskEntry, ...]:
    """Return everyone on the list and all walk-ins, by name. Reserved seats without a name are left out.

    Parameters
    ----------
    inputs : RoundInputs
    seats : mapping of person id to table id
        Who sits where now.
    """
    number = inputs.room.round_number
    rows = {} if inputs.arrivals is None else inputs.arrivals.here()
    further = inputs.list_former_further(seats)
    found = [
        DeskEntry(
            id=person.id,
            name=person.label,
            organization=person.organization,
            table=seats.get(person.id, ""),
            arrival=rows.get(person.id) or Arrival(str(number), person.id, person.label),
            comes=person.id in inputs.room.index,
            is_found=person.id not in inputs.people.held,
            further=further.get(person.id, ()),
        )
        for person in inputs.people
        if person.name
    ]
    return tuple(sorted(found, key=lambda entry: (fold(entry.name), entry.id)))


def count_arrivals(entries: Iterable[DeskEntry]) -> DeskCounts:
    """Return the counts of the desk. No one is expected for a held seat until someone comes for it.

    Someone who takes no part in the round, because no session fits or the list says that they do not come, is not among
    those expected; if they come all the same, they are here without a seat.
    """
    entries = tuple(entries)
    here = [entry for entry in entries if entry.is_here]
    return DeskCounts(
        arrived=sum(entry.comes for entry in here),
        expected=sum(entry.comes and (entry.is_here or entry.is_found) for entry in entries),
        absent=sum(entry.is_absent for entry in entries),
        walk_ins=sum(entry.arrival.state is ArrivalState.WALK_IN for entry in entries),
        without_seat=sum(not entry.table for entry in here),
    )


def without_walk_ins(people: People, arrivals: Arrivals | None) -> People:
    """Return the list without the walk-ins who were added to it for the day."""
    added = set() if arrivals is None else {row.id for row in arrivals.here().values() if row.is_walk_in}
    return people.with_persons(person for person in people if person.id not in added)
