"""Sign-in sheets: names A to Z with a line to sign on, lines for late arrivals, and the tables with free seats."""

from __future__ import annotations

from dataclasses import dataclass

from seating.analysis.season.session_times import have_own_doors
from seating.present.settings import Settings
from seating.report.places import Place, Seated, everybody, list_open_to_walk_ins, places
from seating.report.stock.sheet import spares_for
from seating.result import Result
from seating.wording import message

ORDER = 62
TITLE = message("Sign-in sheets")
ABOUT = message("Everyone A to Z, each with a line to sign, and lines for late arrivals.")

FEWEST_LATE_LINES = 12
"""Minimum number of blank lines for people who are not on the list."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """Everyone A to Z, lines for late arrivals, and the tables with free seats.

    `has_closed` is whether a must keeps, or may keep, free seats from an unknown person.
    """

    lines: tuple[tuple[Place, Seated], ...]
    late_lines: range
    with_room: tuple[Place, ...]
    has_closed: bool


def fill(result: Result, settings: Settings) -> SignIn | None:
    """Return the sign-in sheets; people who are not listed sign on a blank line.

    None if each session has lists of its own.
    """
    if have_own_doors(result.room.tables):
        return None
    found = places(result, settings.words)
    with_room, has_closed = list_open_to_walk_ins(result, found)
    lines = tuple((place, person) for place, person in everybody(found) if not person.held_for)
    return SignIn(
        lines=lines,
        late_lines=range(max(FEWEST_LATE_LINES, spares_for(len(lines)))),
        with_room=with_room,
        has_closed=has_closed,
    )
