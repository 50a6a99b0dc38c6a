"""A table from above: a ring of seats, each a shape."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["SPOT", "Ring", "Spot", "ring"]

SPOT = 15.0
"""The side of a seat's shape, in units of the drawing."""

PITCH = 21.0
"""The way from one seat to the next along the rim."""

SMALLEST_RING = 40.0


@dataclass(frozen=True, slots=True)
class Spot:
    """Where one seat is drawn (its top left corner), and as which shape."""

    x: float
    y: float
    shape: str


@dataclass(frozen=True, slots=True)
class Ring:
    """A drawing `side` wide and high: the table's top with radius `board`, and the seats around it."""

    side: float
    board: float
    spots: tuple[Spot, ...]


def ring(shapes: Sequence[str]) -> Ring:
    """Return the ring of these shapes, clockwise from the top."""
    radius = max(SMALLEST_RING, len(shapes) * PITCH / math.tau)
    middle = radius + SPOT
    spots = tuple(_spot(shape, math.tau * n / len(shapes), radius, middle) for n, shape in enumerate(shapes))
    return Ring(round(2 * middle, 1), round(radius - 0.8 * SPOT, 1), spots)


def _spot(shape: str, angle: float, radius: float, middle: float) -> Spot:
    x = middle + radius * math.sin(angle) - SPOT / 2
    y = middle - radius * math.cos(angle) - SPOT / 2
    return Spot(round(x, 1), round(y, 1), shape)
