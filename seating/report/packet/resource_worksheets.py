"""The resource worksheets: what each table needs, who in the room has it, and who has it and is not here."""

from __future__ import annotations

from dataclasses import dataclass

from seating.present.settings import Settings
from seating.report.conversation import SpokenPlace, spoken_places
from seating.result import Result

ORDER = 57
TITLE = "Resource worksheets"
ABOUT = (
    "One sheet per table: what the table needs to reach its goal, who in the room has it, and who "
    "has it but is not here."
)

LINES = 12


@dataclass(frozen=True, slots=True)
class Worksheet:
    """One table's sheet in one of its languages; `needs` are what it needs by the convening, to start with."""

    at: SpokenPlace
    needs: tuple[str, ...]
    lines: range


def fill(result: Result, settings: Settings) -> tuple[Worksheet, ...] | None:
    """Return the sheets; None if all tables only listen."""
    return (
        tuple(
            Worksheet(at, at.place.table.needs[:LINES], range(max(4, LINES - len(at.place.table.needs))))
            for at in spoken_places(result, settings)
            if not at.is_listening
        )
        or None
    )
