"""People to contact: those on the list who fit a description but might not come, and those who could introduce them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from seating.analysis.aims import Cells
from seating.plan import Room
from seating.profiles import Person, Status, Who
from seating.wording import fold

__all__ = ["Contact", "Introducer", "find_contacts", "find_introducers"]

ORDER = ("idea", "nominated", "declined", "no", "maybe", "other rounds")


@dataclass(frozen=True, slots=True)
class Contact:
    """A person on the list who fits a description, or part of it, but might not come.

    Attributes
    ----------
    person : Person
    standing : str
        Why they might not come: `idea`, `nominated`, `declined`, `no`, `maybe` or `other rounds`.
    fits : tuple of str
        The values of the description that fit them.
    """

    person: Person
    standing: str
    fits: tuple[str, ...]


def find_contacts(cells: Cells, room: Room) -> tuple[Contact, ...]:
    """Return the people on the list who fit a description, or part of it, but might not come.

    People who fit more of it come first, then people who only need a call: ideas and nominations. Staff are left
    out.

    Parameters
    ----------
    cells : mapping of column to value
        The description; if it is empty, nobody is returned.
    room : Room
    """
    each = [(value, Who.model_validate({column: value})) for column, value in cells.items()]
    found = []
    for person in room.listed:
        standing = "" if person.duty is not None else _standing(person, room.round_number)
        fits = tuple(value for value, who in each if standing and who.matches(person))
        if fits:
            found.append(Contact(person, standing, fits))
    return tuple(sorted(found, key=lambda one: (-len(one.fits), ORDER.index(one.standing), one.person.id)))


def _standing(person: Person, round_number: int) -> str:
    """Return why a person might not come to this round; "" if they are sure to come."""
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
"""The group of assets that name people or organizations a person knows."""

WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Introducer:
    """A person who is coming, and their connection to the wanted person; "" if both belong to the same organization."""

    person: Person
    connection: str


def find_introducers(wanted: Person, people: Iterable[Person]) -> tuple[Introducer, ...]:
    """Return the people who could introduce a person, colleagues first.

    A connection leads to a person if all its words occur, as whole words, in their name, organization or sector, or
    vice versa: `connection: city council` leads to "Office of the City Council".
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
