"""Make the dashboard: read the ratings and the results of earlier seatings, and write the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from seating.dashboard import Board, Quarter, Ratings, build_board, find_measures, read_ratings
from seating.errors import InputError, Note, Problem, UsageError
from seating.record.document import load_result
from seating.record.result import ResultRecord
from seating.sources import read
from seating.wording import listed

__all__ = ["Dashboard", "make_dashboard", "read_results", "write_template"]

PAGE = "dashboard.html"


LARGEST_RECORD = 200_000_000
"""Size in bytes up to which a result file is read."""


ROUND = re.compile(r"round-([0-9]{1,6})")


TEMPLATE = Path(__file__).parent.parent / "dashboard" / "template.csv"


QUARTER_IN_TEMPLATE = "QUARTER"


@dataclass(frozen=True)
class Dashboard:
    """A board, the ratings it was made from, and the files that were written."""

    ratings: Ratings
    board: Board
    notes: tuple[Note, ...]
    files: Mapping[str, str] = field(default_factory=dict)


def make_dashboard(ratings: str | Path, out: Path, quarter: Quarter | None = None, title: str = "") -> Dashboard:
    """Make the board of a quarter and write it to `out` as `dashboard.html`.

    Parameters
    ----------
    ratings : str or Path
        The file of ratings, or `-` for standard input.
    out : Path
        The output folder. Results of earlier seatings are read from it.
    quarter : Quarter, optional
        By default, the newest quarter in the file.
    title : str

    Raises
    ------
    UsageError, InputError
        When the file does not exist or has errors, or when it has no row for the quarter.
    """
    from seating.report.dashboard import render_dashboard
    from seating.report.files import write_whole

    read_in = read_ratings(read(ratings))
    chosen = _choose_quarter(read_in, quarter)
    records, notes = read_results(out)
    board = build_board(read_in, chosen, find_measures(records))
    where = out / PAGE
    write_whole(where, render_dashboard(board, read_in, title).encode(errors="replace"))
    return Dashboard(read_in, board, (*read_in.notes, *notes), {"dashboard": where.as_posix()})


def write_template(path: Path, quarter: Quarter | None = None) -> Quarter:
    """Write a file of ratings to fill in: every component of the three elements, with its description.

    Returns
    -------
    Quarter
        The quarter to fill in: `quarter` if given, otherwise the current one.

    Raises
    ------
    UsageError
        When the file exists already or cannot be written. Nothing is overwritten.
    """
    from seating.report.files import write_whole

    if path.exists():
        raise UsageError(f"{path} already exists. Nothing was written. Name another file.")
    chosen = quarter or Quarter.of(date.today())
    text = TEMPLATE.read_text(encoding="utf-8").replace(QUARTER_IN_TEMPLATE, str(chosen))
    write_whole(path, ("\ufeff" + text.replace("\n", "\r\n")).encode())  # as spreadsheets write CSV
    return chosen


def _choose_quarter(ratings: Ratings, quarter: Quarter | None) -> Quarter:
    quarters = ratings.quarters
    if not quarters:
        hint = "Write the quarter in each row you rate, for example 2026-Q3."
        raise InputError([Problem("quarter-missing", "no row names a quarter", ratings.file, hint=hint)])
    if quarter is not None and quarter not in quarters:
        raise UsageError(f"{ratings.file} has no row for {quarter}. It has rows for {listed(map(str, quarters))}.")
    return quarter or quarters[-1]


def read_results(out: Path) -> tuple[list[ResultRecord], list[Note]]:
    """Return the results in the output folder, sorted by round, and a note for each that cannot be read."""
    found = {int(m[1]): path for path in out.glob("round-*/result.json") if (m := ROUND.fullmatch(path.parent.name))}
    records, notes = [], []
    for _, path in sorted(found.items()):
        record = _read_result(path)
        if record is None:
            notes.append(Note("result-unread", f"{path} cannot be read, so no ratings are proposed from it."))
        else:
            records.append(record)
    return records, notes


def _read_result(path: Path) -> ResultRecord | None:
    try:
        return load_result(path.read_bytes()) if path.stat().st_size <= LARGEST_RECORD else None
    except OSError:
        return None
