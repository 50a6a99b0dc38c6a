"""The closest seating if not all musts can be met: the fewest unmet musts first, then the lowest penalty.

The musts are turned into wishes, so that every engine that minimizes a penalty can be used, and its bounds are proofs.
The two objectives are minimized one after the other, the second with the first one fixed: lexicographic optimization,
see M. Ehrgott, "Multicriteria Optimization", 2nd ed. 2005, chapter 5.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from seating.engines.budget import Effort, share_of
from seating.engines.interruption import Ending
from seating.engines.outcome import Outcome, Status
from seating.model import Model, Value, penalty_of
from seating.model.trivial_bound import value_bound
from seating.room.plan import IntArray

FIRST_SHARE = 0.5
"""Share of the effort for the unmet musts; the rest goes to the penalty."""

LARGEST = 2**31
"""Maximum total cost of unmet musts; up to this total, no engine overflows."""

Solver = Callable[[Model, IntArray, Effort], Outcome]
"""Returns a good seating of a model, at least as good as the one given."""


class Closest(NamedTuple):
    """The closest seating that was found.

    Attributes
    ----------
    tables : int array, shape (persons,)
    is_proven : bool
        Whether it is proven that no seating has fewer unmet musts, or as few and a lower penalty.
    work : float
        Work units that it took.
    ending : Ending
    """

    tables: IntArray
    is_proven: bool
    work: float
    ending: Ending


def find_closest(model: Model, tables: IntArray, effort: Effort, solve: Solver) -> Closest:
    """Return a seating with the fewest unmet musts, and among those one with the lowest penalty.

    Parameters
    ----------
    model : Model
    tables : int array, shape (persons,)
        A complete seating to begin with.
    effort : Effort
        For both objectives together.
    solve : callable
        Called with models that have no musts.
    """
    least = value_bound(model)
    musts = softened(model.with_requirements(_ids_of_musts(model)), 1)
    first = solve(musts, tables, share_of(effort, FIRST_SHARE))
    tables = min(tables, first.tables, key=lambda each: penalty_of(model, each))
    value = penalty_of(model, tables)
    if first.ending in {Ending.INTERRUPTED, Ending.LOST}:
        return Closest(tables, False, first.work, first.ending)
    fewest_proven = first.status is Status.OPTIMAL and first.penalty == value.unmet
    if fewest_proven and value.penalty <= least.penalty:
        return Closest(tables, True, first.work, first.ending)
    price = _price_of_a_must(value, least)
    second = solve(softened(model, price), tables, _rest(effort, first.work))
    tables = min(tables, second.tables, key=lambda each: penalty_of(model, each))
    # all seatings with the fewest unmet musts pay the price equally often, so it does not decide between them
    found = penalty_of(model, tables)
    least_proven = second.status is Status.OPTIMAL and second.penalty == found.unmet * price + found.penalty
    return Closest(tables, fewest_proven and least_proven, first.work + second.work, second.ending)


def softened(model: Model, price: int) -> Model:
    """Return the model with every must turned into a wish of weight `price`."""
    weights = np.where(model.musts, price, model.weights).astype(np.int64)
    return replace(model, musts=np.zeros_like(model.musts), weights=weights)


def _price_of_a_must(value: Value, least: Value) -> int:
    """Return a price of an unmet must at which no seating with more unmet musts than `value` is cheaper.

    A seating with one more unmet unit costs this price once more, and its penalty is at least the lower bound.
    """
    return max(1, min(value.penalty - least.penalty + 1, LARGEST // (value.unmet + 1)))


def _ids_of_musts(model: Model) -> list[str]:
    return [identity for identity, must in zip(model.requirement_ids, model.musts.tolist(), strict=True) if must]


def _rest(effort: Effort, spent: float) -> Effort:
    """Return the rest of an effort: at least the share that was reserved for the second objective."""
    if effort.work is None:
        return effort
    return replace(effort, work=max(effort.work - spent, effort.work * (1 - FIRST_SHARE)))
