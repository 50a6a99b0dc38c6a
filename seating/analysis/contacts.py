"""Whom to call: people on the list who fit a description but are not coming, and people who could introduce them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from seating.analysis.aims import Cells
from seating.plan import Room
from seating.profiles import Person, Status, Who
from seating.wording import fold

__all__ = ["Introducer", "StandIn", "introducers", "stand_ins"]

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


CONNECTION = "connection"
"""The group of assets that says whom somebody knows."""

WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Introducer:
    """Somebody who comes, and the connection that leads to the person wanted; "" for the same organization."""

    person: Person
    connection: str


def introducers(wanted: Person, people: Iterable[Person]) -> tuple[Introducer, ...]:
    """Return who could introduce a person, colleagues first.

    A connection leads to somebody when all its words stand, as whole words, in their name,
    organization or sector, or the other way round: `connection: city council` leads to Office of the
    City Council.
    """
    found = []
    for person in people:
        if person.id == wanted.id or person.status is Status.OPEN:
            continue
        if wanted.organization and fold(person.organization) == fold(wanted.organization):
            found.append(Introducer(person, ""))
            continue
        connection = next((a.word for a in person.assets if fold(a.group) == CONNECTION and _leads(a.word, wanted)), "")
        if connection:
            found.append(Introducer(person, connection))
    return tuple(sorted(found, key=lambda one: (one.connection != "", one.person.id)))


def _leads(connection: str, wanted: Person) -> bool:
    known = _words(connection)
    for text in (wanted.name, wanted.organization, wanted.sector):
        words = _words(text)
        if words and (known <= words or words <= known):
            return bool(known)
    return False


def _words(text: str) -> frozenset[str]:
    return frozenset(WORD.findall(fold(text)))
