"""Pairs over classes of tables: of tables that are one class it is not known who shares which."""

from __future__ import annotations

import numpy as np

from seating.engines.lower_bound.program import NO_END
from seating.engines.lower_bound.seats import Seats
from seating.plan import IntArray
from seating.terms import PartedTerm, SharedTerm
from seating.terms.cliques import cliques

__all__ = ["MOST_PAIRS", "add_parted", "add_shared"]

MOST_PAIRS = 60_000
"""Pairs times classes of tables up to which they are told one by one; more are left out."""


def add_shared(seats: Seats, term: SharedTerm, times: IntArray, price: int | None) -> None:
    """Add a shared term: told by pair where a class is one table, by clique where it is several.

    Parameters as for `add_count`. Of n people of whom every two are a pair, at m tables, at least
    n - m pairs share one.
    """
    pairs, costs = _costly(seats, term, price)
    classes = np.flatnonzero(times)
    several = classes[seats.m[classes] > 1]
    single = classes[seats.m[classes] == 1]
    if not len(pairs) or not len(classes):
        return
    if price is None:
        for all_apart in cliques(pairs):
            columns, _ = seats.of(np.array(all_apart, dtype=np.int64), classes)
            seats.draft.add_rows(-NO_END, seats.m[classes], (columns, 1))
        return
    if len(several):
        for clique, cost in _disjoint_cliques(pairs, costs):
            columns, _ = seats.of(clique, several)
            slack = seats.draft.add_columns(
                np.full(len(several), len(clique)), price * cost * times[several], implied=True
            )
            seats.draft.add_rows(-NO_END, seats.m[several], (columns, 1), (slack, -1))
    if len(pairs) * len(single) > MOST_PAIRS:
        seats.draft.is_exact = False
    elif len(single):
        _price_pairs(seats, (pairs, costs), single, times, price)


def _price_pairs(
    seats: Seats, priced: tuple[IntArray, IntArray], single: IntArray, times: IntArray, price: int
) -> None:
    """Price pairs at classes of one table: a column a pair, as they can share only one."""
    pairs, costs = priced
    for often in np.unique(times[single]).tolist():
        kept = single[times[single] == often]
        shared = seats.draft.add_columns(np.ones(len(pairs)), price * often * costs, implied=True)
        one, other = (seats.columns[seats.persons.of[pairs[:, side]]][:, kept] for side in (0, 1))
        at_each = np.broadcast_to(shared[:, None], one.shape)
        seats.draft.add_rows(
            -NO_END, 1, (one.reshape(-1, 1), 1), (other.reshape(-1, 1), 1), (at_each.reshape(-1, 1), -1)
        )


def add_parted(seats: Seats, term: PartedTerm, price: int | None) -> None:
    """Add a parted term: one sits in a class where the other does not, so they sit apart.

    Parameters as for `add_spread`.
    """
    pairs, costs = _costly(seats, term, price)
    classes = seats.classes_at(term.tables)
    if not len(pairs) or not len(classes):
        return
    if len(pairs) * len(classes) > MOST_PAIRS:
        seats.draft.is_exact = False
        return
    one, other = (seats.columns[seats.persons.of[pairs[:, side]]][:, classes].reshape(-1, 1) for side in (0, 1))
    if price is None:
        seats.draft.add_rows(0, 0, (one, 1), (other, -1))
        return
    parted = seats.draft.add_columns(np.ones(len(pairs)), price * costs, implied=True)
    either = np.repeat(parted, len(classes))[:, None]
    seats.draft.add_rows(0, NO_END, (one, -1), (other, 1), (either, 1))
    seats.draft.add_rows(0, NO_END, (one, 1), (other, -1), (either, 1))


def _costly(seats: Seats, term: SharedTerm | PartedTerm, price: int | None) -> tuple[IntArray, IntArray]:
    """Return the pairs of two persons that cost something, and their costs; others are told as too little or not."""
    both = term.pairs[:, 0] != term.pairs[:, 1]
    seats.draft.is_exact &= bool((both | (term.costs == 0)).all() and (term.costs >= 0).all())
    if price is not None:
        seats.draft.offset += price * int(np.minimum(term.costs, 0).sum()) * len(seats.tables.of)
    kept = both & (term.costs > 0)
    return np.sort(term.pairs[kept], axis=1), term.costs[kept]


def _disjoint_cliques(pairs: IntArray, costs: IntArray) -> list[tuple[IntArray, int]]:
    """Return cliques of which no two have a pair in common, each with the least cost of its pairs."""
    cost = {(a, b): c for (a, b), c in zip(pairs.tolist(), costs.tolist(), strict=True)}
    taken: set[tuple[int, int]] = set()
    found = []
    for clique in cliques(pairs):
        inside = [(a, b) for n, a in enumerate(clique) for b in clique[n + 1 :]]
        if taken.isdisjoint(inside):
            taken.update(inside)
            found.append((np.array(clique, dtype=np.int64), min(cost[pair] for pair in inside)))
    return found
