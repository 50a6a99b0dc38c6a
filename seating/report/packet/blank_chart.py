"""The chart without names, for every participant to fill in: who should sit at which table, and who is missing."""

from __future__ import annotations

from dataclasses import dataclass

from seating.report.grid import Piece, pieces
from seating.report.places import RoleMark
from seating.report.privacy import Audience
from seating.report.settings import Settings
from seating.result import Result

__all__ = ["ABOUT", "AUDIENCE", "ORDER", "TITLE", "BlankChart", "fill"]

ORDER = 60
TITLE = "Blank seating chart"
ABOUT = "Tables across, sectors and roles down, empty cells: for every participant to fill in."
AUDIENCE = Audience.EVERYONE

SPARE_SECTORS = 2


@dataclass(frozen=True, slots=True)
class BlankChart:
    """The empty chart, split into pieces that each fit on a sheet; `spare` rows are for further sectors."""

    pieces: tuple[Piece, ...]
    marks: tuple[RoleMark, ...]
    spare: range


def fill(result: Result, settings: Settings) -> BlankChart:
    """Return the chart without people."""
    empty = pieces(result, settings, AUDIENCE, ())
    marks = tuple(row.role for row in empty[0].sectors[0].rows) if empty else ()
    return BlankChart(empty, marks, range(SPARE_SECTORS))
