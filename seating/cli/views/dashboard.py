"""Print the result of `seating dashboard`: the board in a few lines, or a record."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from seating.api.dashboard import Dashboard
from seating.cli.console import Console, align
from seating.dashboard import Board, Color, ElementState, Quarter, read_quarter
from seating.errors import UsageError
from seating.report.dashboard import dashboard_record
from seating.wording import counted, listed, quoted, shortened

__all__ = ["parse_quarter", "print_board", "print_template"]

HEADINGS = ((Color.RED, "Red"), (Color.GREY, "Grey: too little is known"), (None, "Not rated"))


def parse_quarter(text: str | None) -> Quarter | None:
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


def print_template(console: Console, path: Path, quarter: Quarter) -> None:
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


def print_board(console: Console, made: Dashboard) -> None:
    """Print the board."""
    if console.as_json:
        console.record(dashboard_record(made.board, made.ratings, made.notes, made.files))
        return
    board = made.board
    console.notes(made.notes)
    console.heading(f"The board of {board.quarter}")
    for line in align([_element_row(element) for element in board.elements]):
        console.result(f"  {line}")
    for color, heading in HEADINGS:
        named = list(_list_components(board, color))
        if named:
            console.heading(heading)
            for line in named:
                console.result(f"  {line}")
    proposals = list(_list_proposals(board))
    if proposals:
        console.heading("Proposed from earlier seatings, and part of no average")
        for line in proposals:
            console.result(f"  {line}")
    console.result(f"\nThe dashboard is {made.files['dashboard']}.")


SHOWN_NAME = 60


def _element_row(element: ElementState) -> tuple[str, str, str, str, str]:
    """Return the name, average, color, arrow and counts of an element."""
    average, arrow = element.average, element.arrow
    left = [f"{n} {word}" for n, word in ((average.grey, "grey"), (average.blank, "not rated")) if n]
    counts = f"{average.rated} rated" + (f", {listed(left)} left out" if left else "")
    way = f"{arrow.trend.value} ({arrow.sentence})" if arrow else "no arrow yet"
    return shortened(element.name, SHOWN_NAME), average.text, average.color.value, way, counts


def _list_components(board: Board, color: Color | None) -> Iterator[str]:
    """Yield a line for each element with components of this color. None means components that nobody has rated."""
    for element in board.elements:
        names = [component.name for component in element.components if component.color is color]
        if names:
            shown = listed(shortened(name, SHOWN_NAME) for name in names)
            yield f"{shortened(element.name, SHOWN_NAME)} ({counted(len(names), 'component')}): {shown}"


def _list_proposals(board: Board) -> Iterator[str]:
    """Yield the proposals from earlier seatings, then the measures that belong to no component."""
    for element in board.elements:
        for component in element.components:
            if component.proposal:
                name = f"{shortened(element.name, SHOWN_NAME)}, {shortened(component.name, SHOWN_NAME)}"
                yield f"{name}: {component.proposal.color.value}. {component.proposal.says}"
    for measure in board.unplaced:
        yield f"{measure.components[0]}: {measure.color.value}. {measure.says}"
