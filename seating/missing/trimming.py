"""A list in as few words as it can be told: nobody is described by a cell that nothing needs."""

from __future__ import annotations

from collections.abc import Sequence

from seating.missing.aims import Aim, Cells
from seating.missing.descriptions import Description, described
from seating.plan import Room

__all__ = ["trimmed"]


def trimmed(
    room: Room, aims: Sequence[Aim], coming: Sequence[tuple[Description, str]]
) -> tuple[tuple[Description, str], ...]:
    """Return the same newcomers with fewer cells, where the aims are met in number by fewer.

    Somebody keeps a cell when the room as a whole would lack people without it; or, where nobody is
    lacking by number, every cell. Whether the musts still hold has to be asked.

    Parameters
    ----------
    coming : sequence of (Description, str)
        Each newcomer with the id of a table.
    """
    lacks = [aim.lack(room) for aim in aims]
    left = list(lacks)
    found = []
    for description, table in sorted(
        coming, key=lambda one: (len(one[0].serves), sorted(one[0].cells.items()), one[1])
    ):
        wanted = [number for number in sorted(description.serves) if left[number] > 0]
        if not wanted:
            found.append((description, table))
            continue
        shorter = described(_cells_for([aims[number] for number in wanted], description.cells), aims)
        for number in shorter.serves:
            left[number] -= 1
        found.append((shorter, table))
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
