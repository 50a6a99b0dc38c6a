"""Everybody A to Z, with their table and why they sit there; `seating.report.seat_reasons` finds the reasons."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from seating.report.places import Seated, places, sort_key
from seating.report.privacy import Audience
from seating.report.seat_reasons import seat_reasons
from seating.report.settings import Settings
from seating.result import Result

__all__ = ["ORDER", "TITLE", "Line", "People", "fill"]


ORDER = 71
TITLE = "People A–Z"


@dataclass(frozen=True, slots=True)
class Line:
    """One person, the table and the reason; `id` is blank unless another person has the same name."""

    person: Seated
    id: str
    number: int
    anchor: str
    table: str
    why: str


@dataclass(frozen=True, slots=True)
class People:
    """One line for each seated person, sorted by name."""

    lines: tuple[Line, ...]


def fill(result: Result, settings: Settings) -> People | None:
    """Return everybody who has a seat; None if nobody has."""
    why = seat_reasons(result, settings.words)
    found = places(result, Audience.TEAM, settings.words)
    everybody = [(place, person) for place in found for person in (*place.people, *place.staff)]
    named = Counter(person.name for _, person in everybody)
    everybody.sort(key=lambda pair: (*sort_key(pair[1].name), pair[1].id))
    lines = tuple(
        Line(
            person=person,
            id=person.id if named[person.name] > 1 else "",
            number=place.number,
            anchor=place.anchor,
            table=place.table.label,
            why=why[person.id],
        )
        for place, person in everybody
    )
    return People(lines) if lines else None
