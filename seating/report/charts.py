"""The geometry of charts as plain numbers: the slices of a bar, and the seats around a table."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["SPOT", "Ring", "Slice", "Spot", "ring", "slices"]


GAP = 0.8
"""The gap between two slices, in percent of the bar, so that they can be distinguished without color."""

SPOT = 15.0
"""The side of a seat's shape, in units of the drawing."""

PITCH = 21.0
"""The distance from one seat to the next along the rim."""

SMALLEST_RING = 40.0


@dataclass(frozen=True, slots=True)
class Slice:
    """One slice of a bar: the index of its value, its start, and its width, both in percent of the bar."""

    value: int
    x: float
    width: float


def slices(counts: Sequence[int]) -> tuple[Slice, ...]:
    """Return the slices of a bar, in proportion to the counts; a count of 0 has no slice."""
    total = sum(counts)
    shown = [(value, count) for value, count in enumerate(counts) if count]
    if not shown:
        return ()
    room = 100 - GAP * (len(shown) - 1)
    found, x = [], 0.0
    for value, count in shown:
        width = room * count / total
        found.append(Slice(value, round(x, 2), round(width, 2)))
        x += width + GAP
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Spot:
    """The place of one seat in the drawing (its top left corner) and its shape."""

    x: float
    y: float
    shape: str


@dataclass(frozen=True, slots=True)
class Ring:
    """A drawing `side` units wide and high: the table's top with radius `board`, and the seats around it."""

    side: float
    board: float
    spots: tuple[Spot, ...]


def ring(shapes: Sequence[str]) -> Ring:
    """Return a ring of these shapes, clockwise from the top."""
    radius = max(SMALLEST_RING, len(shapes) * PITCH / math.tau)
    middle = radius + SPOT
    spots = tuple(_spot(shape, math.tau * n / len(shapes), radius, middle) for n, shape in enumerate(shapes))
    return Ring(round(2 * middle, 1), round(radius - 0.8 * SPOT, 1), spots)


def _spot(shape: str, angle: float, radius: float, middle: float) -> Spot:
    x = middle + radius * math.sin(angle) - SPOT / 2
    y = middle - radius * math.cos(angle) - SPOT / 2
    return Spot(round(x, 1), round(y, 1), shape)
