"""The resource worksheets: what each table needs, who in the room has it, and who has it and is not here."""

from __future__ import annotations

from dataclasses import dataclass

from seating.present.settings import Settings
from seating.report.conversation import SpokenPlace, spoken_places
from seating.report.privacy import Audience
from seating.result import Result
from seating.tables import TableKind

ORDER = 57
TITLE = "Resource worksheets"
ABOUT = (
    "One sheet per table: what the table needs to reach its goal, who in the room has it, and who "
    "has it but is not here."
)
AUDIENCE = Audience.EVERYONE

LINES = 12


@dataclass(frozen=True, slots=True)
class Worksheet:
    """One table's sheet in one of its languages; `needs` are what the convening says it needs, to start with."""

    at: SpokenPlace
    needs: tuple[str, ...]
    lines: range


@dataclass(frozen=True, slots=True)
class Worksheets:
    """A sheet for each table that works."""

    sheets: tuple[Worksheet, ...]


def fill(result: Result, settings: Settings) -> Worksheets | None:
    """Return the sheets; None if all tables only listen."""
    sheets = tuple(
        Worksheet(at, at.place.table.needs[:LINES], range(max(4, LINES - len(at.place.table.needs))))
        for at in spoken_places(result, settings, AUDIENCE)
        if at.place.table.kind is not TableKind.LISTENING
    )
    return Worksheets(sheets) if sheets else None
