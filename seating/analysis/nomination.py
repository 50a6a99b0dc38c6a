"""What a nomination is: who was named for which table, by whom, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from seating.errors import Note
from seating.plan import Plan, Room
from seating.profiles import People, Person

__all__ = ["Fate", "Nomination", "Nominations", "candidates", "fate_of"]


class Fate(StrEnum):
    """What became of a nomination."""

    FOLLOWED = "followed"
    ELSEWHERE = "elsewhere"
    NOT_COMING = "not_coming"
    NOT_INVITED = "not_invited"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Nomination:
    """Somebody who was named, for one table or for the room.

    Attributes
    ----------
    text : str
        The person, or the description, as first written.
    person : str or None
        An id of the list; None for somebody who is not on it.
    table : str or None
        An id; None where no table was named.
    by : tuple of str
        Who says it, each once; a blank counts as somebody else each time and stands as "".
    why : tuple of str
        The reasons given, as written.
    """

    text: str
    person: str | None
    table: str | None
    by: tuple[str, ...]
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Nominations:
    """All nominations of a file, those named by most first."""

    file: str
    found: tuple[Nomination, ...]
    notes: tuple[Note, ...] = ()


def fate_of(nomination: Nomination, room: Room, plan: Plan) -> Fate:
    """Return what became of a nomination in a seating: whether it was followed, and if not, why."""
    person = room.listed.by_id.get(nomination.person or "")
    if person is None:
        return Fate.UNKNOWN
    seat = plan.seats.get(person.id)
    if seat is not None:
        return Fate.FOLLOWED if nomination.table in {None, seat} else Fate.ELSEWHERE
    return Fate.NOT_COMING if person.status.is_invited else Fate.NOT_INVITED


def candidates(people: People) -> tuple[Person, ...]:
    """Return who of the list is an idea or was nominated, and has not been invited."""
    return tuple(person for person in people if not person.status.is_invited)
