"""A lower bound on unmet wishes, by counting circles of wishes.

If everyone at a table sits with someone they wished for, then following wishes from person to person never leaves the
table, so it ends in a circle: Ana wished for Ben, Ben for Cam, and Cam for Ana. A circle is no longer than the table,
and two tables have no person in common. So at most as many tables are free of unmet wishes as there are disjoint short
circles, and at each other table one person's wish is unmet at least. Someone without a wish is a circle by themselves.

Where people name a few others, short circles are rare: of 300 people who each name one to three others, at tables of
five, 54 wishes stay unmet at least.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from heapq import heapify, heappop, heappush
from typing import NamedTuple

import numpy as np

from seating.model.model import Model
from seating.terms import CountTerm, PartedTerm

COUNTED = "wishes counted"
"""Id of the requirement that stands for all wishes; ids that users write have no spaces."""

MOST_CIRCLES, MOST_STEPS = 1_000, 500_000
"""Limits on the circles that are listed, and on the steps to find them. Beyond them nothing is proven."""

ROUNDS, STEP, WHOLE = 1_500, 0.15, 2**20
"""Rounds in which the shares of people are adjusted, by how much at once, and the integer that stands for a share of
1."""


class Wish(NamedTuple):
    """That one person shares a table with at least one of some others.

    Attributes
    ----------
    price : int or None
        What the penalty grows by if they do not; None if a must requires it.
    others : tuple of int
    """

    price: int | None
    others: tuple[int, ...]


class Tables(NamedTuple):
    """What musts allow at tables.

    Attributes
    ----------
    seats : int
        How many people fit at the largest table.
    used : int
        How many tables have people at them, at least.
    """

    seats: int
    used: int


class Circles(NamedTuple):
    """The wishes of a room, and the circles that fit at a table.

    Attributes
    ----------
    wishes : dict of int to Wish
        One wish of each person who has any.
    circles : list of tuple of int
        All circles of people who wished for each other in turn and fit at a table.
    tables : Tables
    """

    wishes: dict[int, Wish]
    circles: list[tuple[int, ...]]
    tables: Tables


@lru_cache(maxsize=1)  # the first bound and the search ask it of the same model
def with_wishes_bounded(model: Model) -> Model:
    """Return a model in which one fixed cost, their lower bound, replaces all wishes.

    A lower bound for that model is one for the given model too, over seatings that meet the musts. If nothing is proven
    about wishes, the model is returned unchanged.
    """
    wishes, _ = _wishes_of(model)
    without = model.n_people - len(wishes)
    if not _has_price(wishes) or without >= _tables(model).used:
        return model
    found = circles_in(model)
    bound = 0 if found is None else _unmet_cost(found, found.tables.used - without, model.n_people)
    return with_wishes_costing(model, bound) if bound else model


def with_wishes_costing(model: Model, cost: int) -> Model:
    """Return a model in which a fixed cost replaces all wishes.

    Parameters
    ----------
    model : Model
    cost : int
        A lower bound on what unmet wishes cost in seatings that meet the musts.
    """
    _, used = _wishes_of(model)
    kept = tuple((r, term) for r, term in model.terms if id(term) not in used or model.musts[r])
    return model.with_fixed_cost(kept, COUNTED, cost)


def circles_in(model: Model) -> Circles | None:
    """Return the wishes and circles of a room; None if no unmet wish costs anything, or if there are too many."""
    wishes, _ = _wishes_of(model)
    tables = _tables(model)
    if not _has_price(wishes) or not tables.seats:
        return None
    others = [wishes[p].others if p in wishes else () for p in range(model.n_people)]
    circles = circles_of(others, tables.seats)
    return None if circles is None else Circles(wishes, circles, tables)


def has_wishes(model: Model) -> bool:
    """Whether someone has a wish to share a table with one of several others."""
    return any(
        isinstance(term, CountTerm) and not model.musts[r] and model.weights[r] > 0 and _is_wish(model, term)
        for r, term in model.terms
    )


def _has_price(wishes: dict[int, Wish]) -> bool:
    """Whether some unmet wish costs something."""
    return any(wish.price for wish in wishes.values())


def _tables(model: Model) -> Tables:
    """Return how many people fit at one table, and how many tables have people at them."""
    low, high = model.must_sizes()
    low[model.may_be_empty] = 0
    at_most = np.sort(np.minimum(high, model.n_people))[::-1]
    if not model.n_people or not len(at_most):
        return Tables(0, 0)
    enough = 1 + int(np.searchsorted(np.cumsum(at_most), model.n_people))
    return Tables(int(at_most[0]), max(int((low > 0).sum()), enough))


def _wishes_of(model: Model) -> tuple[dict[int, Wish], set[int]]:
    """Return one wish of each person who has any, and the ids of the terms that they come from.

    A pair that costs something wherever it is parted is a wish of one of the two, of whichever has no other.
    """
    found: dict[int, Wish] = {}
    pairs: list[tuple[int, int, int | None]] = []
    used: set[int] = set()
    for requirement, term in model.terms:
        price = None if model.musts[requirement] else int(model.weights[requirement])
        if isinstance(term, CountTerm) and _is_wish(model, term):
            used.add(id(term))
            for person in term.group.tolist():
                _add(found, person, Wish(price, tuple(term.base.tolist() if term.base is not None else ())))
        elif isinstance(term, PartedTerm) and _is_of_wishes(model, term):
            used.add(id(term))
            costs = [None if price is None else price * cost for cost in term.costs.tolist()]
            pairs += [(a, b, cost) for (a, b), cost in zip(term.pairs.tolist(), costs, strict=True) if cost != 0]
    _add_pairs(found, pairs)
    return found, used


def _is_wish(model: Model, term: CountTerm) -> bool:
    """Whether a term costs something for each of its people who sits with no one of its base."""
    if term.base is None or term.high[0] > 0 or len(np.unique(term.tables)) < model.n_tables:
        return False
    persons = np.concatenate([term.group, term.base])
    return bool((persons < model.n_people).all()) and not np.isin(term.group, term.base).any()


def _is_of_wishes(model: Model, term: PartedTerm) -> bool:
    """Whether a term is about pairs of people that cost something wherever they are parted, and about few of them."""
    is_few = len(term.pairs) <= 2 * model.n_people and bool((term.costs >= 0).all())
    return is_few and term.covers(model.n_tables) and bool((term.pairs < model.n_people).all())


def _add(found: dict[int, Wish], person: int, wish: Wish) -> None:
    """Add a wish of a person unless there is one that costs as much."""
    if person not in found or _is_dearer(wish, found[person]):
        found[person] = wish


def _is_dearer(one: Wish, other: Wish) -> bool:
    return other.price is not None and (one.price is None or one.price > other.price)


def _add_pairs(found: dict[int, Wish], pairs: Sequence[tuple[int, int, int | None]]) -> None:
    """Add each pair as a wish of one of the two who has none, first of those with the fewest pairs left."""
    left: dict[int, set[int]] = {}
    for number, (a, b, _) in enumerate(pairs):
        if a != b:
            for person in {a, b} - found.keys():
                left.setdefault(person, set()).add(number)
    waiting = [(len(numbers), person) for person, numbers in left.items()]
    heapify(waiting)
    while waiting:
        size, person = heappop(waiting)
        if person in found or size != len(left[person]) or not size:
            continue
        number = min(left[person])
        a, b, price = pairs[number]
        other = b if person == a else a
        found[person] = Wish(price, (other,))
        if other in left:
            left[other].discard(number)
            heappush(waiting, (len(left[other]), other))


def _unmet_cost(found: Circles, used: int, n_people: int) -> int:
    """Return a lower bound on what unmet wishes cost if this number of tables have only people with wishes."""
    if _some_disjoint(found.circles) >= used:
        return 0
    forced = used - most_disjoint(found.circles, n_people)
    prices = sorted(wish.price for wish in found.wishes.values() if wish.price is not None)
    return sum(prices[: max(0, forced)])


def circles_of(wishes: Sequence[Iterable[int]], longest: int) -> list[tuple[int, ...]] | None:
    """Return all circles of at most so many people, each from its smallest number; None if they are too many.

    Parameters
    ----------
    wishes : sequence of iterables of int
        The people that each person wished for.
    longest : int

    Examples
    --------
    >>> circles_of([[1], [0, 2], [0]], 3)
    [(0, 1), (0, 1, 2)]
    """
    wished_by: list[list[int]] = [[] for _ in wishes]
    for person, others in enumerate(wishes):
        for other in others:
            wished_by[other].append(person)
    found: list[tuple[int, ...]] = []
    steps = 0
    for first in range(len(wishes)):
        away = _distances(wished_by, first, longest)
        steps += len(away)
        paths: list[tuple[int, ...]] = [(first,)]
        while paths:
            path = paths.pop()
            steps += 1
            for other in wishes[path[-1]]:
                if other == first:
                    found.append(path)
                elif other not in path and len(path) + away.get(other, longest) <= longest:
                    paths.append((*path, other))
            if steps > MOST_STEPS or len(found) > MOST_CIRCLES:
                return None
    return found


def _distances(wished_by: Sequence[Iterable[int]], first: int, longest: int) -> dict[int, int]:
    """Return how many wishes lead from each person to the first, over people with larger numbers only."""
    away, edge = {first: 0}, [first]
    for distance in range(1, longest):
        reached = {p for person in edge for p in wished_by[person] if p > first and p not in away}
        away |= dict.fromkeys(reached, distance)
        edge = list(reached)
    return away


def _some_disjoint(circles: Sequence[tuple[int, ...]]) -> int:
    """Return the number of disjoint circles that are found by taking the shortest ones first."""
    taken: set[int] = set()
    number = 0
    for circle in sorted(circles, key=len):
        if taken.isdisjoint(circle):
            taken.update(circle)
            number += 1
    return number


def most_disjoint(circles: Sequence[tuple[int, ...]], n_people: int) -> int:
    """Return an upper bound on the number of circles of which no two have a person in common.

    If each person has a share so that the shares of every circle add up to at least 1, there are at most as many
    disjoint circles as all shares together. Shares grow where the sum is smallest, which is the method of N. Garg and
    J. Könemann, "Faster and simpler algorithms for multicommodity flow", SIAM Journal on Computing 37, 2007. The sums
    are checked in integers.
    """
    if not circles:
        return 0
    inside = np.zeros((len(circles), n_people), dtype=np.int64)
    for number, circle in enumerate(circles):
        inside[number, list(circle)] = 1
    inside = inside[:, inside.any(axis=0)]
    times = inside.astype(float)
    shares, fewest = np.ones(inside.shape[1]), inside.shape[1]
    sums = times @ shares
    for _ in range(ROUNDS):
        shares *= 1 + STEP * times[int(sums.argmin())]
        sums = times @ shares
        whole = np.ceil(shares * (WHOLE / sums.min())).astype(np.int64)
        if int(whole.sum()) // WHOLE < fewest and (inside @ whole).min() >= WHOLE:
            fewest = int(whole.sum()) // WHOLE
    return fewest
