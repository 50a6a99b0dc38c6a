"""Sum terms of a chain: running totals at each table. Compiled in part."""

from __future__ import annotations

import numpy as np

from seating.engines.jit import compiled
from seating.engines.local_search.tallies import LARGEST_COST
from seating.model import Model
from seating.native.annealing import Sums
from seating.plan import IntArray
from seating.terms import SumTerm


@compiled
def sum_change(sums: Sums, t: int, out: int, into: int) -> int:
    """Return the change in energy of sum terms at table t when `into` takes the seat of `out`.

    Parameters
    ----------
    sums : Sums
    t : int
        The table.
    out : int
        The person who leaves the seat; `Model.n_persons` means no one.
    into : int
        The person who takes the seat; `Model.n_persons` means no one.
    """
    change = 0
    for k in range(len(sums.unit)):
        if sums.price[t, k]:
            total, allowed = sums.total[t, k], sums.allowed[t, k]
            value = sums.values[into, k] - sums.values[out, k]
            allowance = sums.allowances[into, k] - sums.allowances[out, k]
            if value or allowance:
                change += _cost(sums, t, k, total + value, allowed + allowance) - _cost(sums, t, k, total, allowed)
    return change


@compiled
def sum_cost(sums: Sums, t: int) -> int:
    """Return the energy of sum terms at table t."""
    cost = 0
    for k in range(len(sums.unit)):
        cost += _cost(sums, t, k, sums.total[t, k], sums.allowed[t, k])
    return cost


@compiled
def update_sums(sums: Sums, t: int, out: int, into: int) -> None:
    """Update the totals at table t after `into` has taken the seat of `out`.

    Parameters
    ----------
    sums : Sums
    t : int
        The table.
    out : int
        The person who leaves the seat; `Model.n_persons` means no one.
    into : int
        The person who takes the seat; `Model.n_persons` means no one.
    """
    for k in range(len(sums.unit)):
        sums.total[t, k] += sums.values[into, k] - sums.values[out, k]
        sums.allowed[t, k] += sums.allowances[into, k] - sums.allowances[out, k]


@compiled
def _cost(sums: Sums, t: int, k: int, total: int, allowed: int) -> int:
    # the shortfall, rounded up to whole units
    over = max(0, abs(total) - allowed)
    shortfall = (over + sums.unit[k] - 1) // sums.unit[k]
    return sums.price[t, k] * min(shortfall, sums.most[t, k])


def sums_of(model: Model, price: IntArray) -> Sums:
    """Return the sum terms of a model, with no one seated; `price` as for `count_rows_of`."""
    found = [(r, term) for r, term in model.terms if isinstance(term, SumTerm)]
    values = np.zeros((model.n_persons + 1, len(found)), dtype=np.int64)
    allowances, unit = np.zeros_like(values), np.ones(len(found), dtype=np.int64)
    at = np.zeros((model.n_tables, len(found)), dtype=np.int64)
    for k, (r, term) in enumerate(found):
        values[:-1, k], allowances[:-1, k], unit[k] = term.values, term.allowances, term.unit
        at[term.tables, k] = price[r]
    most = LARGEST_COST // np.maximum(1, at)
    return Sums(values, allowances, unit, at, most, np.zeros_like(at), np.zeros_like(at))
