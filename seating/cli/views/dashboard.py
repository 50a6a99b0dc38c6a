"""Print the result of `seating dashboard`: the board in a few lines, or a record."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from seating.api.dashboard import Dashboard
from seating.cli.console import Console, align
from seating.dashboard import Board, Color, ElementState, Quarter, read_quarter
from seating.dashboard.average import Arrow
from seating.errors import UsageError
from seating.report.dashboard import dashboard_record
from seating.wording import counted, listed, quoted, shortened

__all__ = ["parse_quarter", "print_board", "print_template"]

NAME_LENGTH = 60
"""Maximum length of the name of an element or a component, in characters."""

HEADINGS = ((Color.RED, "Red"), (Color.GRAY, "Gray: too little is known"), (None, "Not rated"))
"""The colors whose components are listed; None stands for components that nobody has rated."""


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
    console.result(f"Wrote {path} with the components to rate for {quarter}.")
    console.result(
        "Write red, yellow, green or gray beside each component. Change, add or remove rows as needed. Then run:"
    )
    console.result(f"  {called} dashboard {path}")


def print_board(console: Console, made: Dashboard) -> None:
    """Print the board."""
    if console.as_json:
        console.record(dashboard_record(made.board, made.ratings, made.notes, made.files))
        return
    board = made.board
    console.notes(made.notes)
    console.section(f"Dashboard for {board.quarter}", align([_element_row(element) for element in board.elements]))
    for color, heading in HEADINGS:
        console.section(heading, _list_components(board, color))
    console.section("Suggested by earlier seatings; not counted in any average", _list_proposals(board))
    console.result(f"\nThe dashboard was written to {made.files['dashboard']}.")


def _element_row(element: ElementState) -> tuple[str, str, str, str, str]:
    """Return the name, average, color, trend and numbers of rated components of an element."""
    average, arrow = element.average, element.arrow
    left_out = [f"{n} {word}" for n, word in ((average.gray, "gray"), (average.blank, "not rated")) if n]
    counts = f"{average.rated} rated" + (f", {listed(left_out)} (not counted)" if left_out else "")
    trend = _describe_trend(arrow) if arrow else "no trend yet"
    return shortened(element.name, NAME_LENGTH), average.text, average.color.value, trend, counts


def _describe_trend(arrow: Arrow) -> str:
    """Return the trend and its origin: the earlier value, or the person who entered it."""
    if arrow.is_given:
        return f"{arrow.trend.value} (as entered)"
    others = "" if arrow.same_components else "; other components were rated then"
    return f"{arrow.trend.value} ({arrow.was} in {arrow.than}{others})"


def _list_components(board: Board, color: Color | None) -> Iterator[str]:
    """Yield a line for each element with components of this color. None means components that nobody has rated."""
    for element in board.elements:
        names = [component.name for component in element.components if component.color is color]
        if names:
            shown = listed(shortened(name, NAME_LENGTH) for name in names)
            yield f"{shortened(element.name, NAME_LENGTH)} ({counted(len(names), 'component')}): {shown}"


def _list_proposals(board: Board) -> Iterator[str]:
    """Yield the proposals from earlier seatings, then the measures that belong to no component."""
    for element in board.elements:
        for component in element.components:
            if component.proposal:
                name = f"{shortened(element.name, NAME_LENGTH)}, {shortened(component.name, NAME_LENGTH)}"
                yield f"{name}: {component.proposal.color}. {component.proposal.says}"
    for measure in board.unplaced:
        yield f"{measure.components[0]}: {measure.color}. {measure.says}"
