"""Who on the list could stand in: people who are not coming, or only perhaps, and fit a description."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from seating.missing.aims import Cells
from seating.plan import Room
from seating.profiles import Person, Status, Who

__all__ = ["StandIn", "stand_ins"]

ORDER = ("idea", "nominated", "declined", "no", "maybe", "other rounds")


@dataclass(frozen=True, slots=True)
class StandIn:
    """Somebody of the list, and how they stand: idea, nominated, declined, no, maybe, or other rounds."""

    person: Person
    standing: str


def stand_ins(cells: Cells, room: Room, taken: Collection[str] = ()) -> tuple[StandIn, ...]:
    """Return who of the list fits a description and is not sure to be in the room; staff are nobody.

    Parameters
    ----------
    cells : mapping of column to value
        Empty fits anybody.
    taken : ids of people
        Who stands in for somebody else already.
    """
    who = Who.model_validate(cells) if cells else None
    found = [
        StandIn(person, standing)
        for person in room.listed
        if person.duty is None and person.id not in taken and (standing := _standing(person, room.round_number))
        if who is None or who.matches(person)
    ]
    return tuple(sorted(found, key=lambda one: (ORDER.index(one.standing), one.person.id)))


def _standing(person: Person, round_number: int) -> str:
    """Return how somebody stands who may not come; "" for whoever comes."""
    if person.status in {Status.IDEA, Status.NOMINATED, Status.DECLINED}:
        return person.status.value
    if person.status is Status.OPEN:
        return ""
    if person.attending.chance == 0:
        return "no"
    if person.attending.rounds is not None and round_number not in person.attending.rounds:
        return "other rounds"
    return "maybe" if person.attending.chance < 1 else ""
