"""Descriptions of people worth inviting. Each serves one aim, or several aims whose cells do not contradict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from seating.analysis.aims import Aim, Cells
from seating.analysis.newcomers import newcomer
from seating.wording import fold

__all__ = ["Description", "Descriptions", "described", "descriptions_of", "merged"]

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


MOST = 72
"""Descriptions that are looked at; with more, those that serve most aims."""


@dataclass(frozen=True, slots=True)
class Description:
    """Somebody to invite, and the numbers of the aims that they serve."""

    cells: Cells
    serves: frozenset[int]


@dataclass(frozen=True, slots=True)
class Descriptions:
    """Descriptions, and whether no other could do better."""

    found: tuple[Description, ...]
    complete: bool


def described(cells: Cells, aims: Sequence[Aim]) -> Description:
    """Return a description with what it serves."""
    person = newcomer("imagined", cells)
    return Description(dict(cells), frozenset(n for n, aim in enumerate(aims) if aim.ask.matches(person)))


def descriptions_of(
    aims: Sequence[Aim], unmet: frozenset[int], only_the_most: bool, wanted: frozenset[int]
) -> Descriptions:
    """Return every description that may help, those that serve most first.

    Nobody is described by what is there already: only by what serves an unmet aim.

    A person has one value in each column, so descriptions are put together only where they agree.

    Parameters
    ----------
    aims : sequence of Aim
    unmet : frozenset of int
        The numbers of the aims that are not met.
    only_the_most : bool
        Whether serving more never does harm, so that who serves less need not be looked at.
    wanted : frozenset of int
        Those of the unmet that lack people; where there are too many descriptions, only these are put together.
    """
    joined, complete = merged([a for number in sorted(unmet) for a in aims[number].alternatives])
    if not complete or len(joined) > MOST:
        few, _ = merged([a for number in sorted(wanted) for a in aims[number].alternatives])
        reduced = _reduced([described(cells, aims) for cells in joined], only_the_most) if complete else []
        if complete and len(reduced) <= MOST:
            return Descriptions(tuple(reduced), True)
        found = _reduced([described(cells, aims) for cells in few], True)
        return Descriptions(tuple(found[:MOST]), False)
    return Descriptions(tuple(_reduced([described(cells, aims) for cells in joined], only_the_most)), True)


def _reduced(found: Sequence[Description], only_the_most: bool) -> list[Description]:
    ordered = sorted(found, key=lambda d: (-len(d.serves), len(d.cells), sorted(d.cells.items())))
    if not only_the_most:
        return ordered
    kept: list[Description] = []
    for description in ordered:
        if not any(description.serves <= other.serves for other in kept):
            kept.append(description)
    return kept
