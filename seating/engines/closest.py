"""The closest seating where the musts cannot all hold: the fewest unmet musts first, then the least penalty.

The musts become shoulds, so that every engine that lessens a penalty can be used, and its bounds are proofs.
Ordering two aims by solving for the first, then for the second while the first is kept: see M. Ehrgott,
"Multicriteria Optimization", 2nd ed. 2005, chapter 5 (lexicographic optimization).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from seating.engines.budget import Effort
from seating.engines.outcome import Ending, Outcome, Status
from seating.model import Model, Value, penalty_of
from seating.model.trivial_bound import least_value
from seating.plan import IntArray

__all__ = ["Closest", "Solver", "find_closest", "softened"]

FIRST_SHARE = 0.5
"""Share of the effort for the fewest unmet musts; what is left of it goes to the penalty."""

LARGEST = 2**31
"""What unmet musts may cost together: all engines count up to there without overflow."""

Solver = Callable[[Model, IntArray, Effort], Outcome]
"""Returns a good seating of a model, at least as good as the one given."""


class Closest(NamedTuple):
    """The closest seating that was found.

    Attributes
    ----------
    tables : int array, shape (persons,)
    is_proven : bool
        Whether no seating has fewer unmet musts, nor as few and a lower penalty.
    work : float
        Work units that it took.
    ending : Ending
    """

    tables: IntArray
    is_proven: bool
    work: float
    ending: Ending


def find_closest(model: Model, tables: IntArray, effort: Effort, solve: Solver) -> Closest:
    """Return a seating with as few unmet musts as possible, and of these one with as low a penalty as possible.

    Parameters
    ----------
    model : Model
    tables : int array, shape (persons,)
        A complete seating to begin with.
    effort : Effort
    solve : callable
        Its models have no musts.
    """
    least = least_value(model)
    musts = softened(model.keeping(_ids_of_musts(model)), 1)
    first = solve(musts, tables, _share(effort, FIRST_SHARE))
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
    # of seatings with the fewest unmet musts, all pay the price equally often, so the least of all is the least of them
    found = penalty_of(model, tables)
    least_proven = second.status is Status.OPTIMAL and second.penalty == found.unmet * price + found.penalty
    return Closest(tables, fewest_proven and least_proven, first.work + second.work, second.ending)


def softened(model: Model, price: int) -> Model:
    """Return the model in which every must is a should of this weight."""
    weights = np.where(model.musts, price, model.weights).astype(np.int64)
    return replace(model, musts=np.zeros_like(model.musts), weights=weights)


def _price_of_a_must(value: Value, least: Value) -> int:
    """Return what a unit of unmet must has to cost for every cheaper seating to have no more of them.

    A seating that lacks one unit more costs that price more and, besides, the least penalty there is.
    """
    return max(1, min(value.penalty - least.penalty + 1, LARGEST // (value.unmet + 1)))


def _ids_of_musts(model: Model) -> list[str]:
    return [identity for identity, must in zip(model.requirement_ids, model.musts.tolist(), strict=True) if must]


def _share(effort: Effort, share: float) -> Effort:
    """Return a share of an effort from now on."""
    work = None if effort.work is None else effort.work * share
    now = time.monotonic()
    deadline = None if effort.deadline is None else now + share * max(0.0, effort.deadline - now)
    return replace(effort, work=work, deadline=deadline)


def _rest(effort: Effort, spent: float) -> Effort:
    """Return what is left of an effort; at least what was not meant for the first aim."""
    if effort.work is None:
        return effort
    return replace(effort, work=max(effort.work - spent, effort.work * (1 - FIRST_SHARE)))
