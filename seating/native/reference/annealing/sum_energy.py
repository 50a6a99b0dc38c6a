"""The sum terms of `sum_energy.h` in plain Python."""

from __future__ import annotations

from seating.native.annealing import Sums


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


def sum_cost(sums: Sums, t: int) -> int:
    """Return the energy of sum terms at table t."""
    cost = 0
    for k in range(len(sums.unit)):
        cost += _cost(sums, t, k, sums.total[t, k], sums.allowed[t, k])
    return cost


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


def _cost(sums: Sums, t: int, k: int, total: int, allowed: int) -> int:
    # the shortfall, rounded up to whole units
    over = max(0, abs(total) - allowed)
    shortfall = (over + sums.unit[k] - 1) // sums.unit[k]
    return sums.price[t, k] * min(shortfall, sums.most[t, k])
