"""Presence terms while people change seats: which groups are present where. Two functions are compiled."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from seating.engines.annealing.compiled import inner, inside
from seating.engines.annealing.slots import Slots, slots_of
from seating.model import Model
from seating.plan import IntArray
from seating.terms import PresenceTerm

__all__ = ["Presence", "presence_of", "replace_present", "replacement_present"]


class Presence(NamedTuple):
    """Presence terms, and who is present; terms of the same groups share a number, group 0 is none.

    Attributes
    ----------
    slot : Slots
        The groups that count a person.
    term : int64 array, shape (groups,)
        The number of the term a group belongs to.
    low, price : int64 arrays, shape (tables, terms)
    group : int64 array, shape (tables, groups)
        How many of a group sit there. It changes.
    present : int64 array, shape (tables, terms)
        How many groups have somebody there. It changes.
    """

    slot: Slots
    term: IntArray
    low: IntArray
    price: IntArray
    group: IntArray
    present: IntArray


@inside
def replacement_present(terms: Presence, t: int, out: int, into: int) -> int:
    """Return what presence terms at table t add when `into` takes the seat of `out`."""
    change = 0
    for term in range(terms.price.shape[1]):
        price = terms.price[t, term]
        if price:
            by = 0
            for k in range(terms.slot.shape[1]):
                x, y = terms.slot[out, k], terms.slot[into, k]
                if x != y:
                    by -= x > 0 and terms.term[x] == term and terms.group[t, x] == 1
                    by += y > 0 and terms.term[y] == term and terms.group[t, y] == 0
            if by:
                low, now = terms.low[t, term], terms.present[t, term]
                change += price * (max(0, low - now - by) - max(0, low - now))
    return change


@inner
def replace_present(terms: Presence, t: int, out: int, into: int) -> None:
    """Let `into` take the seat of `out` at table t."""
    for k in range(terms.slot.shape[1]):
        x, y = terms.slot[out, k], terms.slot[into, k]
        if x != y:
            if x:
                terms.group[t, x] -= 1
                terms.present[t, terms.term[x]] -= terms.group[t, x] == 0
            if y:
                terms.present[t, terms.term[y]] += terms.group[t, y] == 0
                terms.group[t, y] += 1


def presence_of(model: Model, price: IntArray) -> Presence:
    """Return the presence terms of a model, with nobody seated yet; `price` as for `rows_of`."""
    groups: list[IntArray] = [np.zeros(0, np.int64)]
    term_of = [0]
    known: dict[tuple[bytes, ...], list[int]] = {}
    lows: list[IntArray] = []
    prices: list[IntArray] = []
    for requirement, term in model.terms:
        if not isinstance(term, PresenceTerm):
            continue
        same = known.setdefault(tuple(group.tobytes() for group in term.groups), [])
        number = next((k for k in same if not prices[k][term.tables].any()), None)
        if number is None:
            number = len(lows)
            same.append(number)
            lows.append(np.zeros(model.n_tables, np.int64))
            prices.append(np.zeros(model.n_tables, np.int64))
            groups += [np.unique(group) for group in term.groups]
            term_of += [number] * len(term.groups)
        lows[number][term.tables], prices[number][term.tables] = term.low, price[requirement]
    low, at = (np.array(arrays, np.int64).reshape(len(lows), model.n_tables).T for arrays in (lows, prices))
    return Presence(
        slot=slots_of(groups, model.n_persons)[0],
        term=np.array(term_of, np.int64),
        low=np.ascontiguousarray(low),
        price=np.ascontiguousarray(at),
        group=np.zeros((model.n_tables, len(groups)), np.int64),
        present=np.zeros((model.n_tables, len(lows)), np.int64),
    )
