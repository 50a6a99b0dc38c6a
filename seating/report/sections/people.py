"""Everybody A to Z, with their table and why they sit there; `seating.report.seat_reasons` finds the reasons.

In a very large room, the section only says which files list everybody.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from seating.present.settings import Settings
from seating.report.places import MANY_TABLES, Seated, places, sort_key
from seating.report.privacy import Audience
from seating.report.seat_reasons import seat_reasons
from seating.result import Result

ORDER = 71
TITLE = "People A–Z"


@dataclass(frozen=True, slots=True)
class Line:
    """One person, the table and the reason; `id` is blank unless another person has the same name.

    Staff who serve at several sessions have a line for each; `is_first` is true for the first of them.
    """

    person: Seated
    is_first: bool
    id: str
    number: int
    anchor: str
    table: str
    why: str


@dataclass(frozen=True, slots=True)
class People:
    """One line for each seated person, sorted by name; or () and a sentence that names the files that list them."""

    lines: tuple[Line, ...]
    elsewhere: str = ""


def fill(result: Result, settings: Settings) -> People | None:
    """Return everybody who has a seat; None if nobody has."""
    if len(result.room.tables) > MANY_TABLES:
        folder = f"round-{result.room.round_number}"
        text = settings.words.ngettext(
            "The %(number)s person in this room is listed in %(csv)s and %(xlsx)s in the folder %(folder)s.",
            "The %(number)s people in this room are listed with their tables in %(csv)s and %(xlsx)s in the folder "
            "%(folder)s.",
            len(result.plan.seats),
            csv="seating.csv",
            xlsx="seating.xlsx",
            folder=folder,
        )
        return People((), text) if result.plan.seats else None
    why = seat_reasons(result, settings.words)
    found = places(result, Audience.TEAM, settings.words)
    everybody = [(place, person) for place in found for person in (*place.people, *place.staff)]
    named = Counter({person.id: person.name for _, person in everybody}.values())
    everybody.sort(key=lambda pair: (*sort_key(pair[1].name), pair[1].id))
    before = ["", *(person.id for _, person in everybody)]
    lines = tuple(
        Line(
            person=person,
            is_first=person.id != last,
            id=person.id if named[person.name] > 1 else "",
            number=place.number,
            anchor=place.anchor,
            table=place.table.label,
            why=why[person.id],
        )
        for last, (place, person) in zip(before, everybody, strict=False)
    )
    return People(lines) if lines else None
