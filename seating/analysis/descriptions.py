"""Descriptions of people to invite. Each serves one aim, or several aims whose cells do not contradict each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from seating.analysis.aims import Aim, Cells
from seating.analysis.newcomers import newcomer
from seating.wording import fold

__all__ = ["Description", "Descriptions", "described", "descriptions_of", "merged"]

MOST_MERGED = 2_000
"""Number of merged descriptions after which no more are formed."""


def merged(singles: Sequence[Cells]) -> tuple[list[Cells], bool]:
    """Return all merged descriptions whose cells agree, and whether the result is complete."""
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
"""Maximum number of descriptions considered; if there are more, those that serve the most aims are kept."""


@dataclass(frozen=True, slots=True)
class Description:
    """The cells of a person to invite, and the numbers of the aims that person serves."""

    cells: Cells
    serves: frozenset[int]


@dataclass(frozen=True, slots=True)
class Descriptions:
    """Descriptions, and whether no other description could be better."""

    found: tuple[Description, ...]
    complete: bool


def described(cells: Cells, aims: Sequence[Aim]) -> Description:
    """Return a description of these cells with the aims it serves."""
    person = newcomer("imagined", cells)
    return Description(dict(cells), frozenset(n for n, aim in enumerate(aims) if aim.ask.matches(person)))


def descriptions_of(
    aims: Sequence[Aim], unmet: frozenset[int], only_the_most: bool, wanted: frozenset[int]
) -> Descriptions:
    """Return the descriptions that may help; those that serve the most aims come first.

    A description contains only cells that serve an unmet aim. A person has one value in each column, so only
    descriptions that agree are merged.

    Parameters
    ----------
    aims : sequence of Aim
    unmet : frozenset of int
        Numbers of the aims that are not met.
    only_the_most : bool
        Whether serving more aims never does harm, so that a description can be dropped if another one serves all
        of its aims.
    wanted : frozenset of int
        Numbers of the unmet aims that lack people. If there are too many descriptions, only theirs are merged.
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
