"""The history of an element as a drawing: where each quarter's dot stands, and which are joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from seating.dashboard import QuarterState
from seating.dashboard.average import Average

__all__ = ["HEIGHT", "WIDTH", "Chart", "Dot", "Line", "Tick", "chart_of"]

WIDTH, HEIGHT = 360, 150
LEFT, RIGHT, TOP, BOTTOM = 86, 332, 16, 116
"""Of the field the dots stand in; the scores stand to its left, the quarters below."""

LOWEST, HIGHEST = 1, 3
MOST_TICKS = 5


@dataclass(frozen=True, slots=True)
class Dot:
    """A quarter that has an average: its place in the drawing."""

    x: float
    y: float
    average: Average


@dataclass(frozen=True, slots=True)
class Line:
    """Two neighbouring dots joined; `skips` where quarters without an average lie between."""

    x1: float
    y1: float
    x2: float
    y2: float
    skips: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A quarter named below the drawing."""

    x: float
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything that is drawn; `levels` are the heights of the scores 1, 2 and 3."""

    dots: tuple[Dot, ...]
    lines: tuple[Line, ...]
    ticks: tuple[Tick, ...]
    levels: tuple[float, float, float]


def chart_of(history: Sequence[QuarterState]) -> Chart | None:
    """Return the drawing of a history; None where fewer than two quarters have an average.

    Quarters stand apart as they do in time, so that one nobody rated leaves a gap.
    """
    rated = [past for past in history if past.average.value is not None]
    if len(rated) < 2:
        return None
    first, last = history[0].quarter, history[-1].quarter
    span = last - first

    def x_of(past: QuarterState) -> float:
        return round(LEFT + (RIGHT - LEFT) * (past.quarter - first) / span, 1)

    dots = tuple(Dot(x_of(past), _height(float(past.average.value or LOWEST)), past.average) for past in rated)
    lines = tuple(
        Line(one.x, one.y, other.x, other.y, later.quarter - earlier.quarter > 1)
        for (one, other), (earlier, later) in zip(pairwise(dots), pairwise(rated), strict=True)
    )
    ticks = tuple(Tick(x_of(past), str(past.quarter)) for past in _some(history))
    return Chart(dots, lines, ticks, (_height(1), _height(2), _height(3)))


def _height(score: float) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * (score - LOWEST) / (HIGHEST - LOWEST), 1)


def _some(history: Sequence[QuarterState]) -> list[QuarterState]:
    """Return the quarters to name: the last, the first, and as many between as there is room for."""
    step = max(1, -(-(len(history) - 1) // (MOST_TICKS - 1)))
    shown = list(history[::-1][::step])
    if shown[-1] != history[0] and len(shown) < MOST_TICKS:
        shown.append(history[0])
    return shown[::-1]
