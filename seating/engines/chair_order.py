"""The best order around one table: branch and bound over all orders, chair by chair.

The work is limited in steps, so the same question always gets the same answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations

from seating.room.chairs import FREE, POINTS, Fault, Question, are_alike, count_points

MOST_STEPS = 20_000
"""Maximum number of chairs that one search fills, and of orders that it improves before."""


@dataclass(frozen=True, slots=True)
class ChairOrder:
    """An order: the person on each chair, or `FREE`; its points, and whether no order has fewer."""

    people: tuple[int, ...]
    points: int
    is_proven: bool


@lru_cache(maxsize=4096)
def find_order(question: Question, steps: int = MOST_STEPS) -> ChairOrder:
    """Return the best order that was found; among those in which everyone in `kept` has their chair.

    Parameters
    ----------
    question : Question
        With at least as many chairs as people.
    steps : int, optional
    """
    order, points = _improve(question, _start(question), steps)
    if points == 0:
        return ChairOrder(tuple(order), 0, is_proven=True)
    search = _Search(question, order, points, steps)
    search.fill(0, 0)
    return ChairOrder(tuple(search.best), search.points, is_proven=search.left > 0)


def _start(question: Question) -> list[int]:
    """Return an order with everyone on the chair they keep, and the others on the first free ones."""
    order = [FREE] * len(question.near)
    for person, chair in enumerate(question.kept):
        if chair is not None:
            order[chair] = person
    free = (chair for chair, person in enumerate(order) if person == FREE)
    kept = set(order)
    for person, chair in zip((p for p in range(question.people) if p not in kept), list(free), strict=False):
        order[chair] = person
    return order


def _improve(question: Question, order: list[int], steps: int) -> tuple[list[int], int]:
    """Swap the people of two chairs as long as that helps."""
    points = count_points(question, order)
    fixed = {chair for chair in question.kept if chair is not None}
    pairs = list(combinations([chair for chair in range(len(order)) if chair not in fixed], 2))
    left, is_better = steps // 10, True
    while is_better and points and left > 0:
        is_better = False
        for one, other in pairs:
            left -= 1
            order[one], order[other] = order[other], order[one]
            now = count_points(question, order)
            if now < points:
                points, is_better = now, True
            else:
                order[one], order[other] = order[other], order[one]
            if left <= 0 or not points:
                break
    return order, points


@dataclass
class _Search:
    """One search: `order` is filled from the first chair on, and cut where it has no fewer points than the best."""

    question: Question
    best: list[int]
    points: int
    left: int
    order: list[int] = field(init=False)
    closed: list[list[tuple[int, bool]]] = field(init=False)

    def __post_init__(self) -> None:
        question, number = self.question, len(self.question.near)
        self.best = list(self.best)
        self.order = [FREE] * number
        self.unused = set(range(question.people))
        self.free = number - question.people
        self.owner = {chair: person for person, chair in enumerate(question.kept) if chair is not None}
        self.alike = _name_alike(question)
        self.closed = [[] for _ in range(number)]
        for chair in range(number):
            self.closed[max(chair, *question.near[chair], chair)].append((chair, True))
            self.closed[max(chair, *question.layout.beside[chair], chair)].append((chair, False))
        self.facing_after = [sum(c in question.layout.facing for c in range(k, number)) for k in range(number + 1)]
        self.not_below = _break_symmetry(question)

    def fill(self, chair: int, points: int) -> None:
        """Fill a chair and those after it in every way that can have fewer points than the best order."""
        if chair == len(self.order):
            self.best, self.points = list(self.order), points
            return
        for person in self._list_candidates(chair):
            self.left -= 1
            if self.left <= 0:
                return
            self.order[chair] = person
            self.unused.discard(person)
            self.free -= person == FREE
            more = points + self._points_of(chair)
            if more + self._least_after(chair + 1) < self.points:
                self.fill(chair + 1, more)
            self.free += person == FREE
            if person != FREE:
                self.unused.add(person)
            self.order[chair] = FREE

    def _list_candidates(self, chair: int) -> Iterator[int]:
        """Yield one person of each group of those who can be swapped without a difference, then a free chair."""
        least = max((self._rank(self.order[other]) for other in self.not_below[chair]), default=-1)
        if chair in self.owner:
            yield self.owner[chair]
            return
        seen = set()
        for person in sorted(self.unused - set(self.owner.values())):
            group = self.alike[person]
            if group not in seen and group >= least:
                seen.add(group)
                yield person
        if self.free:
            yield FREE

    def _rank(self, person: int) -> int:
        return self.question.people if person == FREE else self.alike[person]

    def _points_of(self, chair: int) -> int:
        """Return the points that are certain once this chair is filled."""
        question, person, points = self.question, self.order[chair], 0
        if person != FREE:
            if person in question.faces and chair not in question.layout.facing:
                points += POINTS[Fault.TURNED_AWAY]
            for other in question.layout.beside[chair]:
                neighbor = self.order[other] if other < chair else FREE
                if neighbor == FREE:
                    continue
                if neighbor in question.avoids[person]:
                    points += POINTS[Fault.AVOIDED]
                if are_alike(question, person, neighbor):
                    points += POINTS[Fault.ALIKE]
        for closed, is_near in self.closed[chair]:
            sitting = self.order[closed]
            if sitting == FREE:
                continue
            wanted = question.companions[sitting] if is_near else question.wishes[sitting]
            around = question.near[closed] if is_near else question.layout.beside[closed]
            if wanted and not any(self.order[other] in wanted for other in around):
                points += POINTS[Fault.PARTED if is_near else Fault.WISHED]
        return points

    def _least_after(self, chair: int) -> int:
        """Return the points that the chairs from this one on must have: too few of them may face the stage."""
        waiting = len(self.question.faces & self.unused)
        return POINTS[Fault.TURNED_AWAY] * max(0, waiting - self.facing_after[chair])


def _name_alike(question: Question) -> list[int]:
    """Return for each person the first one that they can swap chairs with at no difference, ever."""
    named = set().union(*question.companions, *question.wishes, *question.avoids)
    first: dict[tuple[str, bool], int] = {}
    found = []
    for person in range(question.people):
        own = question.companions[person] or question.wishes[person] or question.avoids[person]
        keeps = bool(question.kept) and question.kept[person] is not None
        kind = question.values[person], person in question.faces
        found.append(person if own or keeps or person in named else first.setdefault(kind, person))
    return found


def _break_symmetry(question: Question) -> list[list[int]]:
    """Return for each chair the earlier ones whose person must not rank after its own.

    Turning or mirroring the table gives an order with the same points. Of all of them, only the one in which the first
    chairs have the people who rank first is searched.
    """
    number = len(question.near)
    found: list[list[int]] = [[] for _ in range(number)]
    if any(chair is not None for chair in question.kept):
        return found
    for way in (1, -1):
        for start in range(number):
            to = [(start + way * chair) % number for chair in range(number)]
            moved = next((chair for chair in range(number) if to[chair] != chair), None)
            if moved is not None and to[moved] > moved and _is_same(question, to):
                found[to[moved]].append(moved)
    return found


def _is_same(question: Question, to: list[int]) -> bool:
    """Whether a table looks the same after each chair was moved to the place of another."""
    layout = question.layout
    if question.faces and {to[chair] for chair in layout.facing} != layout.facing:
        return False
    return all(
        {to[other] for other in links[chair]} == set(links[to[chair]])
        for links in (layout.beside, question.near)
        for chair in range(len(to))
    )
