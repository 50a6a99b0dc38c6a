"""Descriptions put together: somebody who is both, where no column contradicts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from seating.analysis.aims import Cells
from seating.wording import fold

__all__ = ["merged"]

MOST_MERGED = 2_000
"""Descriptions that are put together before the search for more ends."""


def merged(singles: Sequence[Cells]) -> tuple[list[Cells], bool]:
    """Return all cells that agree put together, and whether none were left out."""
    known: dict[frozenset[tuple[str, str]], Cells] = {}
    for single in singles:
        for other in [{}, *known.values()]:
            both = _together(single, other)
            if both is not None:
                known.setdefault(_key(both), both)
        if len(known) > MOST_MERGED:
            return list(known.values()), False
    return list(known.values()), True


def _together(one: Cells, other: Cells) -> Cells | None:
    if any(column in one and fold(one[column]) != fold(value) for column, value in other.items()):
        return None
    return {**other, **one}


def _key(cells: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    return frozenset((column, fold(value)) for column, value in cells.items())
