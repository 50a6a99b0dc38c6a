"""Print the result of `seating dashboard`: the board in a few lines, or a record."""

from __future__ import annotations

import os
from pathlib import Path

from seating.api.dashboard import Dashboard
from seating.cli.board_lines import line_of, named_in, proposals_in
from seating.cli.columns import aligned
from seating.cli.console import Console
from seating.dashboard import Color, Quarter, read_quarter
from seating.errors import UsageError
from seating.report.dashboard import dashboard_record
from seating.wording import quoted

__all__ = ["tell_board", "tell_template", "wanted_quarter"]

HEADINGS = ((Color.RED, "Red"), (Color.GREY, "Grey: too little is known"), (None, "Not rated"))


def wanted_quarter(text: str | None) -> Quarter | None:
    """Return the quarter that an option names, or None without the option.

    Raises
    ------
    UsageError
        When the text is not a quarter.
    """
    if text is None:
        return None
    try:
        return read_quarter(text)
    except ValueError as error:
        raise UsageError(f"{quoted(text)} is not a quarter. {error}") from None


def tell_template(console: Console, path: Path, quarter: Quarter) -> None:
    """Print that a file of ratings to fill in was written, and how to use it.

    Parameters
    ----------
    console : Console
    path : Path
        The file.
    quarter : Quarter
        The quarter to fill in.
    """
    if console.as_json:
        console.record({"schema_version": 1, "quarter": str(quarter), "files": [str(path)]})
        return
    called = os.environ.get("SEATING_CALLED", "seating")
    console.result(f"wrote {path}, to fill in for {quarter}")
    console.result(
        "Write red, yellow, green or grey beside each component; change, add or drop rows as you need. Then:"
    )
    console.result(f"  {called} dashboard {path}")


def tell_board(console: Console, made: Dashboard) -> None:
    """Print the board."""
    if console.as_json:
        console.record(dashboard_record(made.board, made.ratings, made.notes, made.files))
        return
    board = made.board
    console.notes(made.notes)
    console.heading(f"The board of {board.quarter}")
    for line in aligned([line_of(element) for element in board.elements]):
        console.result(f"  {line}")
    for color, heading in HEADINGS:
        named = list(named_in(board, color))
        if named:
            console.heading(heading)
            for line in named:
                console.result(f"  {line}")
    proposals = list(proposals_in(board))
    if proposals:
        console.heading("Proposed from earlier seatings, and part of no average")
        for line in proposals:
            console.result(f"  {line}")
    console.result(f"\nThe dashboard is {made.files['dashboard']}.")
