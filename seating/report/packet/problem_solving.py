"""The problem-solving sheets: define, interpret, find, reflect, with space to write, one sheet per table.

Most groups are good at one or two of the four steps and skip the last. Listening tables get no sheet.
"""

from __future__ import annotations

from dataclasses import dataclass

from seating.present.settings import Settings
from seating.report.conversation import SpokenPlace, spoken_places
from seating.result import Result
from seating.tables import Stage
from seating.wording import message

ORDER = 35
TITLE = message("Problem-solving sheets")
ABOUT = message("One sheet per table with space to write, in four steps: define, interpret, find, reflect.")

STAGE_NAMES = {
    Stage.FORMING: message("forming"),
    Stage.STORMING: message("storming"),
    Stage.NORMING: message("norming"),
    Stage.PERFORMING: message("performing"),
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table's sheet in one of its languages; `stage`, and how often it `meets`, are "" if none is stated."""

    at: SpokenPlace
    stage: str
    meets: str


@dataclass(frozen=True, slots=True)
class Sheets:
    """All sheets."""

    sheets: tuple[Sheet, ...]


def fill(result: Result, settings: Settings) -> Sheets | None:
    """Return a sheet for each table that works; None if all tables only listen."""
    planned = result.convening.round_plan(result.room.round_number)
    sheets = [
        Sheet(
            at,
            STAGE_NAMES[stage] if (stage := at.place.table.stage or planned.stage) else "",
            at.place.table.meets or planned.cadence,
        )
        for at in spoken_places(result, settings)
        if not at.is_listening
    ]
    return Sheets(tuple(sheets)) if sheets else None
