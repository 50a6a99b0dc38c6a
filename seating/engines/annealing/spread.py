"""Spread terms while people change seats: at how many tables a group sits. Two functions are compiled."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from seating.engines.annealing.compiled import inner
from seating.engines.annealing.slots import Slots, slots_of
from seating.model import Model
from seating.plan import IntArray
from seating.terms import SpreadTerm

__all__ = ["Spread", "going", "respread", "spread_of"]

NOWHERE = -1


class Spread(NamedTuple):
    """Spread terms, and the tables each uses; term 0 is none.

    Attributes
    ----------
    slot : Slots
        The terms that count a person.
    at : bool array, shape (tables, terms)
        The tables that count.
    high, price : int64 arrays, shape (terms,)
    held : int64 array, shape (tables, terms)
        It changes.
    used : int64 array, shape (terms,)
        It changes.
    """

    slot: Slots
    at: NDArray[np.bool_]
    high: IntArray
    price: IntArray
    held: IntArray
    used: IntArray


@inner
def going(spread: Spread, p: int, other: int, a: int, b: int) -> int:
    """Return what the terms add that count `p` but not `other`, when `p` goes from table a to b."""
    change = 0
    for k in range(spread.slot.shape[1]):
        term = spread.slot[p, k]
        if term and spread.slot[other, k] != term:
            by = np.int64(spread.at[b, term] and spread.held[b, term] == 0)
            by -= np.int64(spread.at[a, term] and spread.held[a, term] == 1)
            if by:
                used, high = spread.used[term], spread.high[term]
                change += spread.price[term] * (max(0, used + by - high) - max(0, used - high))
    return change


@inner
def respread(spread: Spread, p: int, a: int, b: int) -> None:
    """Let a person go from table a, or from `NOWHERE`, to b."""
    for k in range(spread.slot.shape[1]):
        term = spread.slot[p, k]
        if term:
            if a != NOWHERE:
                spread.held[a, term] -= 1
                spread.used[term] -= spread.at[a, term] and spread.held[a, term] == 0
            spread.used[term] += spread.at[b, term] and spread.held[b, term] == 0
            spread.held[b, term] += 1


def spread_of(model: Model, price: IntArray) -> Spread:
    """Return the spread terms of a model, with nobody seated yet; `price` as for `rows_of`."""
    found = [(r, term) for r, term in model.terms if isinstance(term, SpreadTerm)]
    groups = [np.zeros(0, np.int64), *(np.unique(term.group) for _, term in found)]
    at = np.zeros((model.n_tables, len(groups)), dtype=np.bool_)
    for k, (_, term) in enumerate(found, start=1):
        at[term.tables, k] = True
    return Spread(
        slot=slots_of(groups, model.n_persons)[0],
        at=at,
        high=np.array([0, *(term.high for _, term in found)], np.int64),
        price=np.array([0, *(price[r] for r, _ in found)], np.int64),
        held=np.zeros_like(at, dtype=np.int64),
        used=np.zeros(len(groups), np.int64),
    )
