"""A first seating, by a greedy construction heuristic without any solver.

Persons with the fewest allowed tables are seated first, each where it costs least at that moment. Then single moves and
swaps are tried, a limited number of times.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from seating.engines.local_search.incremental import IncrementalCosts
from seating.engines.local_search.pair_costs import is_of_pairs
from seating.model import Model
from seating.plan import IntArray
from seating.terms import PartedTerm, PlaceTerm

__all__ = ["construct", "improve", "round_robin"]

TRIES_A_PERSON = 8
"""Price computations per person while improving, on average."""

MOST_TRIES = 12_000
"""The most price computations for a whole room, so that even the largest rooms take only seconds."""

BEST_TABLES = 2
"""The number of tables at which swaps are tried for a person who cannot improve by a move."""


def round_robin(model: Model) -> IntArray:
    """Return a complete seating that only respects the numbers of seats, shape (persons,)."""
    seats = np.repeat(np.arange(model.n_tables), np.minimum(model.capacity, model.n_persons))
    turn = np.concatenate([np.arange(seat) for seat in np.minimum(model.capacity, model.n_persons)])
    order = seats[np.argsort(turn, kind="stable")]
    return np.resize(order, model.n_persons).astype(np.int64)


def construct(model: Model, seed: int) -> IntArray:
    """Return a complete seating, shape (persons,); the same for the same model and seed."""
    rng = np.random.default_rng(seed)
    counts = IncrementalCosts(model)
    for person in _order(model, rng):
        counts.put(person, _cheapest(counts, counts.prices(person)))
    if not is_of_pairs(model, model.n_people**2):  # prices are slow to compute there, and annealing starts anew anyway
        improve(counts, rng, min(MOST_TRIES, TRIES_A_PERSON * model.n_persons))
    return counts.tables


def _order(model: Model, rng: np.random.Generator) -> list[int]:
    """Return all persons, those with the fewest allowed tables first; persons who must sit together are adjacent."""
    may_sit = np.ones((model.n_persons, model.n_tables), dtype=bool)
    partners: dict[int, list[int]] = {}
    for requirement, term in model.terms:
        if not model.musts[requirement]:
            continue
        if isinstance(term, PlaceTerm):
            for person, costs in zip(term.people.tolist(), term.costs, strict=True):
                may_sit[person] &= costs == 0
        elif isinstance(term, PartedTerm):
            for a, b in term.pairs.tolist():
                partners.setdefault(a, []).append(b)
                partners.setdefault(b, []).append(a)
    ties = np.array([-len(partners.get(person, ())) for person in range(model.n_persons)])
    ranked = np.lexsort((rng.permutation(model.n_persons), ties, may_sit.sum(axis=1)))
    order: dict[int, None] = {}
    for first in ranked.tolist():
        waiting = [first]
        while waiting:
            person = waiting.pop(0)
            if person not in order:
                order[person] = None
                waiting += partners.get(person, ())
    return list(order)


def _cheapest(counts: IncrementalCosts, prices: IntArray) -> int:
    """Return the table of least price; among equals the one filled least, then the first."""
    room = counts.heads / np.maximum(1, counts.model.capacity)
    return int(np.lexsort((room, prices))[0])


def improve(counts: IncrementalCosts, rng: np.random.Generator, tries: int) -> None:
    """Move and swap persons as long as that lowers the cost.

    Parameters
    ----------
    counts : IncrementalCosts
        A complete seating, which is changed in place.
    rng : numpy.random.Generator
    tries : int
        Approximate limit on price computations.
    """
    left = tries
    while left > 0:
        before = left
        helped = False
        costs = counts.costs()
        costly = _persons_at(counts, costs > 0) if costs.any() else np.arange(counts.model.n_persons)
        for person in rng.permutation(costly).tolist():
            if left <= 0:
                return
            used, better = _better_seat(counts, person)
            left -= used
            helped |= better
        if not helped or left == before:
            return


def _persons_at(counts: IncrementalCosts, at: NDArray[np.bool_]) -> IntArray:
    return np.flatnonzero(at[counts.tables])


def _better_seat(counts: IncrementalCosts, person: int) -> tuple[int, bool]:
    """Move or swap one person if that is cheaper; return the number of price computations, and whether it was."""
    here = counts.take(person)
    prices = counts.prices(person)
    best = _cheapest(counts, prices)
    if prices[best] < prices[here]:
        counts.put(person, best)
        return 1, True
    used = 1
    if prices[here] > prices.min() or prices[here] > 0:
        for table in [t for t in np.argsort(prices, kind="stable").tolist() if t != here][:BEST_TABLES]:
            counts.put(person, table)
            for other in np.flatnonzero(counts.tables == table).tolist():
                if other == person:
                    continue
                counts.take(other)
                theirs = counts.prices(other)
                used += 1
                if prices[table] - prices[here] + theirs[here] - theirs[table] < 0:
                    counts.put(other, here)
                    return used, True
                counts.put(other, table)
            counts.take(person)
    counts.put(person, here)
    return used, False
