"""What `seating dashboard` says: the board in a few lines, or as a record."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from seating.cli.columns import aligned
from seating.cli.console import Console
from seating.convene.dashboard import Dashboard
from seating.dashboard import Board, Colour, ElementState, Quarter, read_quarter
from seating.errors import UsageError
from seating.report.dashboard import dashboard_record
from seating.wording import counted, listed, quoted, shortened

__all__ = ["tell_board", "tell_template", "wanted_quarter"]

SHOWN_NAME = 60
HEADINGS = ((Colour.RED, "Red"), (Colour.GREY, "Grey: too little is known"), (None, "Not rated"))


def wanted_quarter(text: str | None) -> Quarter | None:
    """Return the quarter an option names.

    Raises
    ------
    UsageError
        When it names none.
    """
    if text is None:
        return None
    try:
        return read_quarter(text)
    except ValueError as error:
        raise UsageError(f"{quoted(text)} is not a quarter. {error}") from None


def tell_template(console: Console, path: Path, quarter: Quarter) -> None:
    """Say that ratings to fill in were written, and what to do with them."""
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
    """Say what the board shows."""
    if console.as_json:
        console.record(dashboard_record(made.board, made.ratings, made.notes, made.files))
        return
    board = made.board
    console.notes(made.notes)
    console.heading(f"The board of {board.quarter}")
    for line in aligned([_line(element) for element in board.elements]):
        console.result(f"  {line}")
    for colour, heading in HEADINGS:
        named = list(_named(board, colour))
        if named:
            console.heading(heading)
            for line in named:
                console.result(f"  {line}")
    proposals = list(_proposals(board))
    if proposals:
        console.heading("Proposed from earlier seatings, and part of no average")
        for line in proposals:
            console.result(f"  {line}")
    console.result(f"\nThe dashboard is {made.files['dashboard']}.")


def _line(element: ElementState) -> tuple[str, str, str, str, str]:
    average, arrow = element.average, element.arrow
    left = [f"{n} {word}" for n, word in ((average.grey, "grey"), (average.blank, "not rated")) if n]
    counts = f"{average.rated} rated" + (f", {listed(left)} left out" if left else "")
    way = f"{arrow.trend.value} ({arrow.sentence})" if arrow else "no arrow yet"
    return shortened(element.name, SHOWN_NAME), average.text, average.colour.value, way, counts


def _named(board: Board, colour: Colour | None) -> Iterator[str]:
    for element in board.elements:
        names = [component.name for component in element.components if component.colour is colour]
        if names:
            shown = listed(shortened(name, SHOWN_NAME) for name in names)
            yield f"{shortened(element.name, SHOWN_NAME)} ({counted(len(names), 'component')}): {shown}"


def _proposals(board: Board) -> Iterator[str]:
    for element in board.elements:
        for component in element.components:
            if component.proposal:
                name = f"{shortened(element.name, SHOWN_NAME)}, {shortened(component.name, SHOWN_NAME)}"
                yield f"{name}: {component.proposal.colour.value}. {component.proposal.says}"
    for measure in board.unplaced:
        yield f"{measure.components[0]}: {measure.colour.value}. {measure.says}"
