"""The geometry of a chart as plain numbers: the history of an element."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from seating.addons.dashboard.average import Average
from seating.addons.dashboard.board import QuarterState
from seating.addons.dashboard.ratings import Quarter

WIDTH, HEIGHT = 360, 150
LEFT, RIGHT, TOP, BOTTOM = 86, 332, 16, 116
"""The edges of the area with the dots; the scores are printed to its left, the quarters below it."""

LOWEST, HIGHEST = 1, 3
MOST_TICKS = 5


@dataclass(frozen=True, slots=True)
class Dot:
    """The dot of a quarter that has an average."""

    x: float
    y: float
    average: Average


@dataclass(frozen=True, slots=True)
class Line:
    """The line between two neighboring dots; `skips` if there are quarters without an average between them."""

    x1: float
    y1: float
    x2: float
    y2: float
    skips: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A quarter's label below the chart."""

    x: float
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything in the chart; `levels` are the y coordinates of the scores 1, 2 and 3."""

    dots: tuple[Dot, ...]
    lines: tuple[Line, ...]
    ticks: tuple[Tick, ...]
    levels: tuple[float, float, float]


def chart_of(history: Sequence[QuarterState], span: tuple[Quarter, Quarter] | None = None) -> Chart | None:
    """Return the chart of a history; None if fewer than two quarters have an average.

    The x axis is proportional to time, so that a quarter without ratings leaves a gap.

    Parameters
    ----------
    history : sequence of QuarterState
        In the order of time.
    span : (Quarter, Quarter), optional
        The ends of the x axis, so that several charts have the same. By default, those of the history. With a span,
        these two quarters are labeled, and one average is enough.
    """
    rated = [past for past in history if past.average.value is not None]
    if len(rated) < (1 if span else 2):
        return None
    first, last = span or (history[0].quarter, history[-1].quarter)
    width = max(1, last - first)

    def x_of(quarter: Quarter) -> float:
        return round(LEFT + (RIGHT - LEFT) * (quarter - first) / width, 1)

    dots = tuple(Dot(x_of(past.quarter), _height(float(past.average.value or LOWEST)), past.average) for past in rated)
    lines = tuple(
        Line(one.x, one.y, other.x, other.y, later.quarter - earlier.quarter > 1)
        for (one, other), (earlier, later) in zip(pairwise(dots), pairwise(rated), strict=True)
    )
    labeled = sorted(set(span)) if span else [past.quarter for past in _some(history)]
    ticks = tuple(Tick(x_of(quarter), str(quarter)) for quarter in labeled)
    return Chart(dots, lines, ticks, (_height(1), _height(2), _height(3)))


def _height(score: float) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * (score - LOWEST) / (HIGHEST - LOWEST), 1)


def _some(history: Sequence[QuarterState]) -> list[QuarterState]:
    """Return the quarters to label: the last, others at equal steps before it, and the first if there is room."""
    step = max(1, -(-(len(history) - 1) // (MOST_TICKS - 1)))
    shown = list(history[::-1][::step])
    if shown[-1] != history[0] and len(shown) < MOST_TICKS:
        shown.append(history[0])
    return shown[::-1]
