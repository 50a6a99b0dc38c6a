"""Print the result of `seating dashboard`: the board in a few lines, or a record."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from seating.api.dashboard import Dashboard, form_record
from seating.cli.console import Console
from seating.dashboard import Board, Color, Comparison, ElementState, Quarter, read_quarter
from seating.dashboard.average import Arrow
from seating.errors import UsageError
from seating.present.terminal import align
from seating.report.dashboard.record import dashboard_record
from seating.wording import counted, listed, quoted, shortened

NAME_LENGTH = 60
"""Maximum length of the name of an element or a component, in characters."""

HEADINGS = ((Color.RED, "Red"), (Color.GRAY, "Gray: too little is known"), (None, "Not rated"))
"""The colors whose components are listed; None stands for components without an agreed rating."""


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
        console.record(form_record(path, quarter))
        return
    called = os.environ.get("SEATING_CALLED", "seating")
    if path.suffix.lower() in {".html", ".htm"}:
        console.result(f"Wrote {path}, a form for {quarter} to print. Print one for each rater.")
        return
    console.result(f"Wrote {path} with the components to rate for {quarter}.")
    console.result(
        "Write red, yellow, green or gray beside each component. Change, add or remove rows as needed. Then run:"
    )
    console.result(f"  {called} dashboard {path}")


def print_board(console: Console, made: Dashboard) -> None:
    """Print the board, or the averages of several sites side by side."""
    if console.as_json:
        console.record(dashboard_record(made.boards, made.ratings, made.notes, made.files))
        return
    console.notes(made.notes)
    if len(made.boards) > 1:
        _print_sites(console, made.boards)
    else:
        _print_one(console, made.board)
    console.result(f"\nThe dashboard was written to {made.files['dashboard']}.")
    if "raters" in made.files:
        console.result(f"Who chose what is in {made.files['raters']}, for the convener only.")


def _print_one(console: Console, board: Board) -> None:
    where = f" at {shortened(board.site, NAME_LENGTH)}" if board.site else ""
    rows = align([_element_row(element, bool(board.comparison)) for element in board.elements])
    console.section(f"Dashboard for {board.quarter}{where}", rows)
    if board.comparison:
        console.section(_raters_heading(board.comparison), _list_spreads(board.comparison))
    for color, heading in HEADINGS:
        says = "Not agreed" if color is None and board.comparison else heading
        console.section(says, _list_components(board, color))
    console.section("Suggested by earlier seatings; not counted in any average", _list_proposals(board))
    console.section("Evidence from the newest seating; not a rating", _list_evidence(board))


def _print_sites(console: Console, boards: Sequence[Board]) -> None:
    names = dict.fromkeys(element.name for board in boards for element in board.elements)
    rows = [("", *(shortened(board.site, NAME_LENGTH) for board in boards))]
    for name in names:
        found = [next((one for one in board.elements if one.name == name), None) for board in boards]
        rows.append((shortened(name, NAME_LENGTH), *map(_site_cell, found)))
    console.section(f"Sites in {boards[0].quarter}", align(rows))


def _site_cell(element: ElementState | None) -> str:
    """Return the average, color and trend of an element at one site."""
    if element is None:
        return "no such element"
    average = element.average
    trend = f" {element.arrow.trend.value}" if element.arrow else ""
    return f"{average.text} {average.color.value}{trend}, {average.rated} of {len(element.components)} rated"


def _raters_heading(comparison: Comparison) -> str:
    return f"Rated alone by {counted(len(comparison.raters), 'person', 'people')}, the widest range first"


def _list_spreads(comparison: Comparison) -> Iterator[str]:
    """Yield a line for each component on which raters differ, and the number of the others."""
    same = 0
    for spread in comparison.spreads:
        if spread.is_unanimous:
            same += 1
            continue
        counts = listed(f"{number} {color.value}" for color, number in spread.counts.items() if number)
        agreed = f"agreed: {spread.agreed.value}" if spread.agreed else "not agreed yet"
        name = f"{shortened(spread.element, NAME_LENGTH)}, {shortened(spread.component, NAME_LENGTH)}"
        yield f"{name}: {counts}; {agreed}"
    if same:
        yield f"{counted(same, 'other component')}: nobody chose differently."


def _element_row(element: ElementState, has_raters: bool) -> tuple[str, str, str, str, str]:
    """Return the name, average, color, trend and numbers of rated components of an element."""
    average, arrow = element.average, element.arrow
    blank = "not agreed" if has_raters else "not rated"
    left_out = [f"{n} {word}" for n, word in ((average.gray, "gray"), (average.blank, blank)) if n]
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


def _list_evidence(board: Board) -> Iterator[str]:
    """Yield the evidence beside the components, then the evidence that belongs to none."""
    for element in board.elements:
        for component in element.components:
            for evidence in component.evidence:
                name = f"{shortened(element.name, NAME_LENGTH)}, {shortened(component.name, NAME_LENGTH)}"
                yield f"{name}: {' '.join(evidence.says)}"
    for evidence in board.other_evidence:
        yield f"{evidence.components[0]}: {' '.join(evidence.says)}"
