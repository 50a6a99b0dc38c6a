"""The picture of a search: its penalty and its lower bound over time, as paths of an SVG."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from seating.board.solve_run import Point

WIDTH, HEIGHT = 640, 240
"""The size of the picture, in units of its own coordinates."""

LEFT, RIGHT, TOP, BOTTOM = 72, 150, 14, 30
"""Widths of the margins. On the right, the lines have their labels."""

APART = 18
"""Smallest distance between two labels."""


@dataclass(frozen=True, slots=True)
class Label:
    """A number beside an axis or a line, at a position of the picture."""

    x: float
    y: float
    number: int


@dataclass(frozen=True, slots=True)
class Course:
    """The lines of the picture. A line without points is "".

    Attributes
    ----------
    is_unmet : bool
        Whether musts are unmet; the line then is by how much, and there is no bound.
    line, bound : str
        Paths of the penalty and of the bound.
    line_label, bound_label : Label or None
        The last values, at the ends of the lines.
    levels : tuple of Label
        Values of the vertical axis.
    times : tuple of Label
        Seconds on the horizontal axis.
    """

    is_unmet: bool
    line: str
    bound: str
    line_label: Label | None
    bound_label: Label | None
    levels: tuple[Label, ...]
    times: tuple[Label, ...]


def draw_course(points: Sequence[Point], seconds: float) -> Course:
    """Return the picture of what a search has reported.

    Parameters
    ----------
    points : sequence of Point
        In the order of time.
    seconds : float
        The end of the horizontal axis.
    """
    end = max(1.0, seconds, *(point.seconds for point in points))
    is_unmet = bool(points) and points[-1].unmet > 0
    values = [(p.seconds, p.unmet if is_unmet else p.penalty) for p in points if is_unmet or not p.unmet]
    bounds = [(p.seconds, p.bound) for p in points if p.bound is not None and not is_unmet]
    numbers = [number for _, number in (*values, *bounds)]
    low, high = (min(numbers), max(numbers)) if numbers else (0, 1)
    high = max(high, low + 1)

    def across(moment: float) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * moment / end, 1)

    def down(number: float) -> float:
        return round(TOP + (HEIGHT - TOP - BOTTOM) * (high - number) / (high - low), 1)

    line_label = Label(across(end), down(values[-1][1]), values[-1][1]) if values else None
    bound_label = Label(across(end), down(bounds[-1][1]), bounds[-1][1]) if bounds else None
    if line_label and bound_label and bound_label.y - line_label.y < APART:
        bound_label = Label(bound_label.x, line_label.y + APART, bound_label.number)
    return Course(
        is_unmet=is_unmet,
        line=_steps(values, end, across, down),
        bound=_steps(bounds, end, across, down),
        line_label=line_label,
        bound_label=bound_label,
        levels=tuple(Label(LEFT, down(number), number) for number in (high, low)),
        times=tuple(Label(across(moment), HEIGHT - BOTTOM, round(moment)) for moment in (0.0, end)),
    )


def _steps(
    values: Sequence[tuple[float, int]],
    end: float,
    across: Callable[[float], float],
    down: Callable[[float], float],
) -> str:
    """Return a path that keeps each value until the next one."""
    if not values:
        return ""
    (first, start), *rest = values
    parts = [f"M{across(first)} {down(start)}"]
    parts += [f"H{across(moment)}V{down(number)}" for moment, number in rest]
    return "".join([*parts, f"H{across(end)}"])
