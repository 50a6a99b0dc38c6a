"""The order around a table: which chairs are beside or across from each other, and how well people sit on them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from seating.room.floor import SEAT, PlacedTable, count_on_sides
from seating.room.hall import FixtureKind, Hall, Shape

FREE = -1
"""Instead of a person: the chair is free."""

WIDEST_LOOK = 60.0
"""A chair faces the stage if the middle of the stage is at most so many degrees from straight ahead."""


class Fault(StrEnum):
    """What can be wrong with the place of a person in an order."""

    TURNED_AWAY = "turned away"
    PARTED = "parted"
    AVOIDED = "avoided"
    WISHED = "wished"
    ALIKE = "alike"


POINTS = {Fault.TURNED_AWAY: 8, Fault.PARTED: 4, Fault.AVOIDED: 4, Fault.WISHED: 2, Fault.ALIKE: 1}
"""The points of each fault; the best order has the fewest."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The chairs of one table, numbered from 0 as on the plan.

    Attributes
    ----------
    beside, across : tuple of tuple of int
        For each chair, the next ones around the table, and those on the other side.
    facing : frozenset of int
        The chairs that face the stage.
    """

    beside: tuple[tuple[int, ...], ...]
    across: tuple[tuple[int, ...], ...]
    facing: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Question:
    """Everything that decides the best order at one table. People are numbered from 0.

    Attributes
    ----------
    layout : Layout
    near : tuple of tuple of int
        For each chair, those on which companions should sit: the ones beside it or the ones across.
    companions, wishes : tuple of frozenset of int
        For each person, those at the table they belong to, and those they wish to sit with.
    avoids : tuple of frozenset of int
        For each person, those who avoid them and those they avoid.
    values : tuple of str
        The value of each person that neighbors should not share; "" for none.
    faces : frozenset of int
        Those who should face the stage.
    kept : tuple of int or None
        The chairs of those who keep theirs.
    """

    layout: Layout
    near: tuple[tuple[int, ...], ...]
    companions: tuple[frozenset[int], ...]
    wishes: tuple[frozenset[int], ...]
    avoids: tuple[frozenset[int], ...]
    values: tuple[str, ...]
    faces: frozenset[int] = frozenset()
    kept: tuple[int | None, ...] = ()

    @property
    def people(self) -> int:
        """The number of people."""
        return len(self.values)


def lay_out(at: PlacedTable, hall: Hall | None) -> Layout:
    """Return who would sit beside and across from whom at a table, and which chairs face the stage nearest to it."""
    number = len(at.chairs)
    beside = tuple(tuple(sorted({(c - 1) % number, (c + 1) % number} - {c})) for c in range(number))
    across: list[tuple[int, ...]] = [()] * number
    for one, other in _pairs_across(at):
        across[one], across[other] = (*across[one], other), (*across[other], one)
    stages = [] if hall is None else [thing for thing in hall.fixed if thing.kind is FixtureKind.STAGE]
    if not stages:
        return Layout(beside, tuple(across))
    stage = min((thing.at for thing in stages), key=lambda place: math.dist(place, (at.x, at.y)))
    return Layout(beside, tuple(across), frozenset(c for c in range(number) if _faces(at, c, stage)))


def list_faults(question: Question, order: Sequence[int]) -> Iterator[tuple[Fault, int, int]]:
    """Yield each fault of an order with the person and, where two are alike or avoided, their neighbor.

    Parameters
    ----------
    question : Question
    order : sequence of int
        The person on each chair, or `FREE`.
    """
    layout = question.layout
    for chair, person in enumerate(order):
        if person == FREE:
            continue
        beside = {order[other] for other in layout.beside[chair]} - {FREE}
        if person in question.faces and chair not in layout.facing:
            yield Fault.TURNED_AWAY, person, FREE
        companions = question.companions[person]
        if companions and not any(order[other] in companions for other in question.near[chair]):
            yield Fault.PARTED, person, FREE
        if question.wishes[person] and not question.wishes[person] & beside:
            yield Fault.WISHED, person, FREE
        for other in sorted(beside):
            if person < other and other in question.avoids[person]:
                yield Fault.AVOIDED, person, other
            if person < other and are_alike(question, person, other):
                yield Fault.ALIKE, person, other


def are_alike(question: Question, one: int, other: int) -> bool:
    """Whether two people should not be neighbors, because they share a value. Companions may be."""
    value = question.values[one]
    return bool(value) and value == question.values[other] and other not in question.companions[one]


def count_points(question: Question, order: Sequence[int]) -> int:
    """Return the points of all faults of an order."""
    return sum(POINTS[fault] for fault, _, _ in list_faults(question, order))


def _pairs_across(at: PlacedTable) -> Iterator[tuple[int, int]]:
    number = len(at.chairs)
    if at.shape is Shape.ROUND:
        yield from ((c, c + number // 2) for c in range(number // 2) if number % 2 == 0)
        return
    top, right, bottom, _ = count_on_sides(at.shape, number)
    sides = [range(top), range(top, top + right)]
    sides += [range(top + right, top + right + bottom), range(top + right + bottom, number)]
    for along, (these, those) in enumerate(zip(sides[:2], sides[2:], strict=True)):
        if along and at.shape is Shape.LONG:  # a whole table is between its ends
            return
        angle = math.radians(at.turn + 90 * along)
        for one in these:
            for other in those:
                x, y = at.chairs[one].x - at.chairs[other].x, at.chairs[one].y - at.chairs[other].y
                if abs(x * math.cos(angle) + y * math.sin(angle)) <= SEAT / 2 + 0.01:
                    yield one, other


def _faces(at: PlacedTable, chair: int, stage: tuple[float, float]) -> bool:
    place = at.chairs[chair]
    if at.shape is Shape.ROUND:
        look = at.x - place.x, at.y - place.y
    else:
        top, right, bottom, _ = count_on_sides(at.shape, len(at.chairs))
        side = sum(chair >= end for end in (top, top + right, top + right + bottom))
        angle = math.radians(at.turn + 90 * side)
        look = -math.sin(angle), math.cos(angle)
    to = stage[0] - place.x, stage[1] - place.y
    straight = look[0] * to[0] + look[1] * to[1]
    return straight >= math.cos(math.radians(WIDEST_LOOK)) * math.hypot(*look) * math.hypot(*to) - 1e-9
