"""The door list: everybody A to Z with their table, in large type, to tick off at the door."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from seating.report.places import Place, places, sort_key
from seating.report.privacy import Audience
from seating.report.settings import Settings
from seating.result import Result

__all__ = ["ABOUT", "AUDIENCE", "ORDER", "TITLE", "DoorList", "Letter", "Line", "LookUp", "fill"]

ORDER = 10
TITLE = "Door list"
ABOUT = "Everybody A to Z with their table, a box to tick, and lines for walk-ins."
AUDIENCE = Audience.EVERYONE

WALK_IN_LINES = 10
NO_LETTER = "#"


@dataclass(frozen=True, slots=True)
class Line:
    """One person: name, organization, duties, and the table's number and name."""

    name: str
    organization: str
    duties: tuple[str, ...]
    number: int
    table: str


@dataclass(frozen=True, slots=True)
class Letter:
    """The people whose names begin with one letter."""

    letter: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class LookUp:
    """A person under the other form of their name: "Vance, Boris" for "Boris Vance"."""

    name: str
    number: int


@dataclass(frozen=True, slots=True)
class DoorList:
    """The list by name as written, the index by last name, the tables with free seats, and lines for walk-ins."""

    letters: tuple[Letter, ...]
    look_up: tuple[LookUp, ...]
    with_room: tuple[Place, ...]
    walk_in_lines: range


def fill(result: Result, settings: Settings) -> DoorList:
    """Return the door list, without people who are not listed."""
    found = places(result, AUDIENCE, settings.words)
    lines = [
        Line(person.name, person.organization, person.duty_words, place.number, place.table.label)
        for place in found
        for person in (*place.people, *place.staff)
    ]
    lines.sort(key=lambda line: (*sort_key(line.name), line.number))
    look_up = [LookUp(turned, line.number) for line in lines if (turned := _last_name_first(line.name))]
    return DoorList(
        letters=tuple(_by_letter(lines)),
        look_up=tuple(sorted(look_up, key=lambda entry: (*sort_key(entry.name), entry.number))),
        with_room=tuple(place for place in found if place.has_room),
        walk_in_lines=range(WALK_IN_LINES),
    )


def _by_letter(lines: Iterable[Line]) -> list[Letter]:
    grouped: dict[str, list[Line]] = {}
    for line in lines:
        grouped.setdefault(_letter(line.name), []).append(line)
    return [Letter(letter, tuple(found)) for letter, found in grouped.items()]


def _letter(name: str) -> str:
    """Return the letter under which a name is listed, without its accent; `#` if it does not start with a letter."""
    sign = sort_key(name)[1][:1]
    return sign.upper() if unicodedata.category(sign or " ").startswith("L") else NO_LETTER


def _last_name_first(name: str) -> str:
    """Return a name with the last word first, or a name with a comma in its usual order; "" for a name of one word."""
    if "," in name:
        family, _, given = name.partition(",")
        return f"{given.strip()} {family.strip()}" if given.strip() else ""
    *given_words, family = name.split() or [""]
    return f"{family}, {' '.join(given_words)}" if given_words else ""
