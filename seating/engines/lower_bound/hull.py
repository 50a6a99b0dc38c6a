"""Lines under and over the ends of a band, whole numbers all."""

from __future__ import annotations

import itertools
from typing import NamedTuple

from seating.plan import IntArray

__all__ = ["Line", "lines_over", "lines_under", "on_lines"]


class Line(NamedTuple):
    """The values v with ``v * run == rise * s + start`` for a number s."""

    run: int
    rise: int
    start: int


def lines_under(first: int, values: IntArray) -> list[Line]:
    """Return the lines of the lower convex hull of the points (first, values[0]), (first + 1, values[1]), ….

    The largest convex function that is nowhere above the points is the maximum of these lines (Andrew's
    monotone chain gives its corners). One point gives a line of no rise.

    Examples
    --------
    >>> import numpy as np
    >>> lines_under(8, np.array([0, 1, 1]))
    [Line(run=2, rise=1, start=-8)]
    """
    corners: list[tuple[int, int]] = []
    for s, value in enumerate(values.tolist(), start=first):
        while len(corners) > 1 and _turns_down(corners[-2], corners[-1], (s, value)):
            corners.pop()
        corners.append((s, value))
    if len(corners) == 1:
        return [Line(1, 0, corners[0][1])]
    return [
        Line(after[0] - at[0], after[1] - at[1], at[1] * (after[0] - at[0]) - (after[1] - at[1]) * at[0])
        for at, after in itertools.pairwise(corners)
    ]


def lines_over(first: int, values: IntArray) -> list[Line]:
    """Return the lines of the upper concave hull; as `lines_under` for the other side."""
    return [Line(run, -rise, -start) for run, rise, start in lines_under(first, -values)]


def on_lines(first: int, values: IntArray, lines: list[Line]) -> bool:
    """Whether every point lies on one of its hull's lines, so that the hull loses nothing at whole numbers."""
    return all(
        any(value * line.run == line.rise * s + line.start for line in lines)
        for s, value in enumerate(values.tolist(), start=first)
    )


def _turns_down(one: tuple[int, int], two: tuple[int, int], three: tuple[int, int]) -> bool:
    """Whether the middle point is on or above the line through its neighbours."""
    return (two[1] - one[1]) * (three[0] - one[0]) >= (three[1] - one[1]) * (two[0] - one[0])
