"""The count terms of `count_energy.h` in plain Python."""

from __future__ import annotations

from seating.native.annealing import CountRows


def count_change(rows: CountRows, t: int, out: int, into: int) -> int:
    """Return the change in energy of count terms at table t when `into` takes the seat of `out`.

    Parameters
    ----------
    rows : CountRows
    t : int
        The table.
    out : int
        The person who leaves the seat; `Model.n_persons` means no one.
    into : int
        The person who takes the seat; `Model.n_persons` means no one.
    """
    change = 0
    if rows.base_class[out] == rows.base_class[into]:  # no band moves, so the prices of one more and one less are exact
        for k in range(rows.slot.shape[1]):
            x, y = rows.slot[out, k], rows.slot[into, k]
            if x != y:
                change += rows.less[t, x] + rows.more[t, y]
        return change
    for k in range(rows.slot.shape[1]):
        x, y = rows.slot[out, k], rows.slot[into, k]
        if len(rows.times):
            change += _change_by_times(rows, t, k, out, into)
        elif x != y:
            if rows.in_base[out, rows.base_of[x]] == rows.in_base[into, rows.base_of[x]]:
                change += rows.less[t, x]
            if rows.in_base[out, rows.base_of[y]] == rows.in_base[into, rows.base_of[y]]:
                change += rows.more[t, y]
    # rows whose base gains or loses someone: their bands move, so both costs are computed anew
    for k in range(rows.bases_of.shape[1]):
        x, y = rows.bases_of[out, k], rows.bases_of[into, k]
        if x:
            change += _change_of_base(rows, t, x, out, into)
        if y and not rows.in_base[out, y]:
            change += _change_of_base(rows, t, y, out, into)
        if not x and not y:
            break
    return change


def _change_of_base(rows: CountRows, t: int, base: int, out: int, into: int) -> int:
    """Return the change in energy of the rows of a base at table t when `into` takes the seat of `out`."""
    change, by = 0, rows.in_base[into, base] - rows.in_base[out, base]
    if by:
        s, column = rows.base[t, base], rows.column[t]
        for i in range(rows.base_start[base], rows.base_start[base + 1]):
            row = rows.base_rows[i]
            if rows.price[column, row]:
                k, c = rows.slot_of[row], rows.n_seated[t, row]
                then = c + _times(rows, k, into, row) - _times(rows, k, out, row)
                change += _cost(rows, t, row, then, s + by) - _cost(rows, t, row, c, s)
    return change


def _times(rows: CountRows, k: int, p: int, row: int) -> int:
    """Return how often a row, which is in slot k, counts p."""
    if rows.slot[p, k] != row:
        return 0
    return int(rows.times[p, k]) if len(rows.times) else 1


def _change_by_times(rows: CountRows, t: int, k: int, out: int, into: int) -> int:
    """Return the change in energy of the rows in slot k, where they count units by their members.

    Rows whose base changes are left out.
    """
    change, x, y = 0, rows.slot[out, k], rows.slot[into, k]
    if x and rows.in_base[out, rows.base_of[x]] == rows.in_base[into, rows.base_of[x]]:
        change += _change_of_row(rows, t, x, _times(rows, k, into, x) - rows.times[out, k])
    if y and y != x and rows.in_base[out, rows.base_of[y]] == rows.in_base[into, rows.base_of[y]]:
        change += _change_of_row(rows, t, y, rows.times[into, k])
    return change


def _change_of_row(rows: CountRows, t: int, row: int, by: int) -> int:
    """Return the change in energy of a row if so many more of its group sit at table t, or fewer if negative."""
    if by == 0:
        return 0
    if by == 1:
        return rows.more[t, row]
    if by == -1:
        return rows.less[t, row]
    c, s = rows.n_seated[t, row], rows.base[t, rows.base_of[row]]
    return _cost(rows, t, row, c + by, s) - _cost(rows, t, row, c, s)


def outgoing_change(rows: CountRows, a: int, b: int, p: int) -> int:
    """Return the change in energy when `p` goes from table a to b and someone who is in no group moves from b to a.

    It is also saved slot by slot, so that one call is enough for all swaps of `p` with people at table b.

    Parameters
    ----------
    rows : CountRows
    a : int
        The table that p leaves.
    b : int
        The table that p goes to.
    p : int
        The person.
    """
    slot, less, more = rows.slot[p], rows.less[a], rows.more[b]
    change = 0
    for k in range(len(slot)):
        rows.outgoing[k] = less[slot[k]] + more[slot[k]]
        change += rows.outgoing[k]
    return change


def incoming_change(rows: CountRows, a: int, b: int, p: int, q: int) -> int:
    """Return the correction to the `outgoing_change` of `p` if `q`, who is in the same bases, goes from b to a.

    Parameters
    ----------
    rows : CountRows
    a : int
        The table of p.
    b : int
        The table of q.
    p : int
        The person.
    q : int
        The other person.
    """
    slot, other, less, more = rows.slot[p], rows.slot[q], rows.less[b], rows.more[a]
    change = 0
    for k in range(len(slot)):
        y = other[k]
        change += less[y] + more[y] if y != slot[k] else -rows.outgoing[k]
    return change


def update_counts(rows: CountRows, t: int, out: int, into: int) -> None:
    """Update counts and prices at table t after `into` has taken the seat of `out`.

    Parameters
    ----------
    rows : CountRows
    t : int
        The table.
    out : int
        The person who leaves the seat; `Model.n_persons` means no one.
    into : int
        The person who takes the seat; `Model.n_persons` means no one.
    """
    for k in range(rows.slot.shape[1]):
        x, y = rows.slot[out, k], rows.slot[into, k]
        if x != y or len(rows.times):
            rows.n_seated[t, x] -= _times(rows, k, out, x) * (x > 0)
            rows.n_seated[t, y] += _times(rows, k, into, y) * (y > 0)
            _update_prices(rows, t, x)
            _update_prices(rows, t, y)
    if rows.base_class[out] != rows.base_class[into]:
        for k in range(rows.bases_of.shape[1]):
            x, y = rows.bases_of[out, k], rows.bases_of[into, k]
            if x:
                _update_base(rows, t, x, rows.in_base[into, x] - rows.in_base[out, x])
            if y and not rows.in_base[out, y]:
                _update_base(rows, t, y, rows.in_base[into, y])
            if not x and not y:
                break


def _update_base(rows: CountRows, t: int, base: int, by: int) -> None:
    """Update the number of a base at table t, and the prices of its rows there."""
    if by:
        rows.base[t, base] += by
        for i in range(rows.base_start[base], rows.base_start[base + 1]):
            _update_prices(rows, t, rows.base_rows[i])


def _cost(rows: CountRows, t: int, row: int, count: int, base: int) -> int:
    """Return the energy of a row at table t with `count` of its group and `base` of its base there."""
    column = rows.column[t]
    price = rows.price[column, row]
    if price == 0 or (count == 0 and rows.or_none[row]):
        return 0
    at = rows.first[column, row] + min(base, rows.last[column, row])
    return price * (max(0, rows.low[at] - count) + max(0, count - rows.high[at]))


def _update_prices(rows: CountRows, t: int, row: int) -> None:
    """Recompute the prices of one more and one less of a row's group at table t."""
    if row and rows.price[rows.column[t], row]:
        c, s = rows.n_seated[t, row], rows.base[t, rows.base_of[row]]
        now = _cost(rows, t, row, c, s)
        rows.more[t, row] = _cost(rows, t, row, c + 1, s) - now
        rows.less[t, row] = _cost(rows, t, row, c - 1, s) - now if c else 0


def initialize_counts(rows: CountRows, t: int) -> int:
    """Compute the prices of one more and one less at empty table t, and return the energy of the empty table."""
    cost = 0
    for row in range(len(rows.base_of)):
        _update_prices(rows, t, row)
        cost += _cost(rows, t, row, 0, 0)
    return cost
