"""Everybody A to Z, with their table."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from seating.report.places import Seated, places, sort_key
from seating.report.privacy import Audience
from seating.report.settings import Settings
from seating.result import Result

__all__ = ["ORDER", "TITLE", "Line", "People", "fill"]

ORDER = 70
TITLE = "People A–Z"


@dataclass(frozen=True, slots=True)
class Line:
    """One person and the table; `id` is blank unless another person has the same name."""

    person: Seated
    id: str
    number: int
    anchor: str
    table: str


@dataclass(frozen=True, slots=True)
class People:
    """All lines, by name as written."""

    lines: tuple[Line, ...]


def fill(result: Result, settings: Settings) -> People:
    """Return everybody who is seated."""
    found = places(result, Audience.TEAM, settings.words)
    everybody = [(place, person) for place in found for person in (*place.people, *place.staff)]
    named = Counter(person.name for _, person in everybody)
    everybody.sort(key=lambda pair: (*sort_key(pair[1].name), pair[1].id))
    return People(
        tuple(
            Line(person, person.id if named[person.name] > 1 else "", place.number, place.anchor, place.table.label)
            for place, person in everybody
        )
    )
