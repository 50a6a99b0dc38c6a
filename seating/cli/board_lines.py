"""The lines of a dashboard's board for the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from seating.dashboard import Board, Color, ElementState
from seating.wording import counted, listed, shortened

__all__ = ["line_of", "named_in", "proposals_in"]

SHOWN_NAME = 60


def line_of(element: ElementState) -> tuple[str, str, str, str, str]:
    """Return the name, average, color, arrow and counts of an element."""
    average, arrow = element.average, element.arrow
    left = [f"{n} {word}" for n, word in ((average.grey, "grey"), (average.blank, "not rated")) if n]
    counts = f"{average.rated} rated" + (f", {listed(left)} left out" if left else "")
    way = f"{arrow.trend.value} ({arrow.sentence})" if arrow else "no arrow yet"
    return shortened(element.name, SHOWN_NAME), average.text, average.color.value, way, counts


def named_in(board: Board, color: Color | None) -> Iterator[str]:
    """Yield a line for each element with components of this color. None means components that nobody has rated."""
    for element in board.elements:
        names = [component.name for component in element.components if component.color is color]
        if names:
            shown = listed(shortened(name, SHOWN_NAME) for name in names)
            yield f"{shortened(element.name, SHOWN_NAME)} ({counted(len(names), 'component')}): {shown}"


def proposals_in(board: Board) -> Iterator[str]:
    """Yield the proposals from earlier seatings, then the measures that belong to no component."""
    for element in board.elements:
        for component in element.components:
            if component.proposal:
                name = f"{shortened(element.name, SHOWN_NAME)}, {shortened(component.name, SHOWN_NAME)}"
                yield f"{name}: {component.proposal.color.value}. {component.proposal.says}"
    for measure in board.unplaced:
        yield f"{measure.components[0]}: {measure.color.value}. {measure.says}"
