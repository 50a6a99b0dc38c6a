"""A list in as few words as it can be told: nobody is described by a cell that nothing needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from seating.analysis.aims import Aim, Cells
from seating.analysis.descriptions import Description, described
from seating.plan import Room

__all__ = ["trimmed", "without_more"]


def trimmed(
    room: Room, aims: Sequence[Aim], coming: Sequence[tuple[Description, str]]
) -> tuple[tuple[Description, str], ...]:
    """Return the newcomers with fewer cells, where the aims are met in number by fewer.

    Somebody keeps a cell when the room as a whole would lack people without it. Who comes for a table though nobody
    is lacking by number keeps every cell; who comes for no table is left out then. Whether the musts still hold has
    to be asked.

    Parameters
    ----------
    coming : sequence of (Description, str)
        Each newcomer with the id of a table, "" where it is not known.
    """
    left = [aim.lack(room) for aim in aims]
    found = []
    for description, table in sorted(
        coming, key=lambda one: (len(one[0].serves), sorted(one[0].cells.items()), one[1])
    ):
        wanted = [number for number in sorted(description.serves) if left[number] > 0]
        if wanted:
            shorter = described(_cells_for([aims[number] for number in wanted], description.cells), aims)
            for number in shorter.serves:
                left[number] -= 1
            found.append((shorter, table))
        elif table:
            found.append((description, table))
    return tuple(found)


def without_more(
    coming: Sequence[tuple[Description, str]],
    aims: Sequence[Aim],
    holds_with: Callable[[Sequence[tuple[Description, str]]], bool],
) -> tuple[tuple[Description, str], ...]:
    """Return the newcomers without any cell that can be left out, one after another, while everything holds.

    Parameters
    ----------
    holds_with : callable
        Whether everything is known to hold with these newcomers.
    """
    found = list(coming)
    kept: set[tuple[tuple[str, str], ...]] = set()
    for place, (first, table) in enumerate(coming):
        for column in first.cells:
            cells = found[place][0].cells
            shorter = described({key: value for key, value in cells.items() if key != column}, aims)
            tried = (*sorted(cells.items()), ("without", column), ("at", table))
            if tried in kept:
                continue
            if holds_with([*found[:place], (shorter, table), *found[place + 1 :]]):
                found[place] = (shorter, table)
            else:
                kept.add(tried)
    return tuple(found)


def _cells_for(aims: Sequence[Aim], cells: Cells) -> Cells:
    """Return those cells of a description that these aims ask for."""
    kept: dict[str, str] = {}
    for aim in aims:
        fitting = [a for a in aim.alternatives if all(cells.get(column) == value for column, value in a.items())]
        if fitting:
            shortest = min(fitting, key=_length)
            kept |= shortest
    return kept or dict(cells)


def _length(cells: Cells) -> int:
    return len(cells)
