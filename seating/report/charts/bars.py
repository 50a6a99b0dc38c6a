"""A bar of several parts, side by side, from 0 to 100."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Slice", "slices"]

GAP = 0.8
"""Between two parts, so that they are told apart without colour."""


@dataclass(frozen=True, slots=True)
class Slice:
    """One part of a bar: the number of its value, where it begins, how wide it is."""

    value: int
    x: float
    width: float


def slices(counts: Sequence[int]) -> tuple[Slice, ...]:
    """Return the parts of a bar in the proportion of the counts; a count of 0 has none."""
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
