"""The dashboard: ratings read, earlier seatings looked at, the page written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from seating.api.earlier_results import earlier_results
from seating.dashboard import Board, Quarter, Ratings, board_of, measures_of, read_ratings
from seating.errors import InputError, Note, Problem, UsageError
from seating.sources import read
from seating.wording import listed

__all__ = ["Dashboard", "dashboard_request"]

PAGE = "dashboard.html"


@dataclass(frozen=True)
class Dashboard:
    """A board, what it was made from, and what was written."""

    ratings: Ratings
    board: Board
    notes: tuple[Note, ...]
    files: Mapping[str, str] = field(default_factory=dict)


def dashboard_request(ratings: str | Path, out: Path, quarter: Quarter | None = None, title: str = "") -> Dashboard:
    """Make the board of a quarter, and write it to `out` as `dashboard.html`.

    Parameters
    ----------
    ratings : str or Path
        The file of ratings, or `-`.
    out : Path
        Also where results of earlier seatings are looked for.
    quarter : Quarter, optional
        The newest one by default.
    title : str

    Raises
    ------
    UsageError, InputError
        When the file is not there or something in it is wrong; when no row is of the quarter.
    """
    from seating.report.dashboard import render_dashboard
    from seating.report.files import write_whole

    read_in = read_ratings(read(ratings))
    chosen = _chosen(read_in, quarter)
    records, notes = earlier_results(out)
    board = board_of(read_in, chosen, measures_of(records))
    where = out / PAGE
    write_whole(where, render_dashboard(board, read_in, title).encode(errors="replace"))
    return Dashboard(read_in, board, (*read_in.notes, *notes), {"dashboard": where.as_posix()})


def _chosen(ratings: Ratings, quarter: Quarter | None) -> Quarter:
    quarters = ratings.quarters
    if not quarters:
        hint = "Write the quarter in each row you rate, as 2026-Q3."
        raise InputError([Problem("quarter-missing", "no row names a quarter", ratings.file, hint=hint)])
    if quarter is not None and quarter not in quarters:
        raise UsageError(f"No row of {ratings.file} is of {quarter}; it has {listed(map(str, quarters))}.")
    return quarter or quarters[-1]
