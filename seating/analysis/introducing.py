"""Who in the room could introduce somebody: a colleague, or somebody with a connection to them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from seating.profiles import Person, Status
from seating.wording import fold

__all__ = ["Introducer", "introducers"]

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
