"""What counting alone says of a list of people to invite: how few it takes at least, and a list that may do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from seating.analysis.aims import Aim
from seating.analysis.descriptions import Description
from seating.plan import Room
from seating.wording import fold

__all__ = ["counted_list", "fewest_by_counting"]


def fewest_by_counting(room: Room, aims: Sequence[Aim]) -> int:
    """Return how many people are missing at least, wherever anybody sits.

    Nobody has two values in one column, so what is lacking of different values adds up.
    """
    least = max((aim.lack(room) for aim in aims), default=0)
    by_value: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for aim in aims:
        for column in aim.alternatives[0] if aim.alternatives else ():
            values = {fold(cells[column]) for cells in aim.alternatives}
            if len(values) == 1:
                (value,) = values
                by_value[column][value] = max(by_value[column][value], aim.lack(room))
    return max([least, *(sum(lacks.values()) for lacks in by_value.values())])


def counted_list(room: Room, aims: Sequence[Aim], descriptions: Sequence[Description]) -> list[Description]:
    """Return people who make up for what is lacking, each serving as much of it as one can."""
    lacks = {number: lack for number, aim in enumerate(aims) if (lack := aim.lack(room))}
    found: list[Description] = []
    while lacks:
        best = max(descriptions, key=lambda d: len(d.serves & lacks.keys()), default=None)
        serves = best.serves & lacks.keys() if best is not None else frozenset()
        if best is None or not serves:
            break
        people = min(lacks[number] for number in serves)
        found += [best] * people
        lacks = {n: left for n, lack in lacks.items() if (left := lack - people * (n in serves))}
    return found
