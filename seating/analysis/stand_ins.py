"""Who on the list could stand in: people who are not coming, or only perhaps, and fit a description."""

from __future__ import annotations

from dataclasses import dataclass

from seating.analysis.aims import Cells
from seating.plan import Room
from seating.profiles import Person, Status, Who

__all__ = ["StandIn", "stand_ins"]

ORDER = ("idea", "nominated", "declined", "no", "maybe", "other rounds")


@dataclass(frozen=True, slots=True)
class StandIn:
    """Somebody of the list, how they stand, and what of a description fits them.

    Attributes
    ----------
    person : Person
    standing : str
        `idea`, `nominated`, `declined`, `no`, `maybe` or `other rounds`.
    fits : tuple of str
        The values of the description that fit; all of them, or some.
    """

    person: Person
    standing: str
    fits: tuple[str, ...]


def stand_ins(cells: Cells, room: Room) -> tuple[StandIn, ...]:
    """Return who of the list fits a description, or a part of it, and is not sure to be in the room.

    Whoever fits more of it comes first, then ideas and nominations, which cost no more than a call.
    Staff are nobody.

    Parameters
    ----------
    cells : mapping of column to value
        Empty fits nobody, as anybody would do.
    """
    each = [(value, Who.model_validate({column: value})) for column, value in cells.items()]
    found = []
    for person in room.listed:
        standing = "" if person.duty is not None else _standing(person, room.round_number)
        fits = tuple(value for value, who in each if standing and who.matches(person))
        if fits:
            found.append(StandIn(person, standing, fits))
    return tuple(sorted(found, key=lambda one: (-len(one.fits), ORDER.index(one.standing), one.person.id)))


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
