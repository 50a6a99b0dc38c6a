"""The seating chart: tables across, sectors and roles down, names in the cells; empty cells show who is missing."""

from __future__ import annotations

from dataclasses import dataclass

from seating.present.settings import Settings
from seating.report.chart.grid import Piece, known_sectors, knows_roles, pieces
from seating.report.person_names import tell_no_one
from seating.report.role_marks import RoleMark, role_marks
from seating.report.sort_keys import by_name
from seating.result import Result
from seating.room.plan import as_seated
from seating.wording import message

ORDER = 90
TITLE = "Seating chart"
ABOUT = "Tables across, sectors and roles down, names in the cells: an empty cell shows who is missing."
FILLED_BY = message("the columns `sector` and `representative_type`")


@dataclass(frozen=True, slots=True)
class Chart:
    """The chart, split into pieces that each fit on a sheet, with the marks of the roles; `empty` is in empty cells."""

    pieces: tuple[Piece, ...]
    marks: tuple[RoleMark, ...]
    empty: str


def fill(result: Result, settings: Settings) -> Chart | None:
    """Return the chart of everyone with a seat, without staff; None if neither sectors nor roles are known."""
    has_roles = knows_roles(result)
    if not has_roles and not known_sectors(result):
        return None
    people = by_name(result.shown_persons(as_seated(result.room.people, result.plan)))
    marks = tuple(mark for mark in role_marks(settings.words).values() if mark.letter and has_roles)
    return Chart(pieces(result, settings, people), marks, settings.words.tell(tell_no_one(result)))
