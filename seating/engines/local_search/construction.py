"""Seating without any solver: a first seating by a greedy construction heuristic, and staff spread out at the end.

Persons with the fewest allowed tables are seated first, each where it costs least at that moment. Then single moves and
swaps are tried, a limited number of times. After the search, staff who may sit anywhere are spread evenly over the
tables.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from seating.engines.local_search.incremental import IncrementalCosts, is_pair_heavy
from seating.model import Model, penalty_of
from seating.plan import IntArray
from seating.terms import PartedTerm, PlaceTerm

__all__ = ["construct", "improve", "round_robin", "spread_staff"]

TRIES_A_PERSON = 8
"""Price computations per person while improving, on average."""

MOST_TRIES = 12_000
"""Maximum number of price computations for a whole room, so that even the largest rooms take only seconds."""

BEST_TABLES = 2
"""The number of tables at which swaps are tried for a person who cannot improve by a move."""

TABLES_TRIED = 8
"""Maximum number of tables tried for one member of staff; it limits the work in large rooms."""


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
    if not is_pair_heavy(
        model, model.n_people**2
    ):  # prices are slow to compute there, and annealing starts anew anyway
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
    """Return the cheapest table; among equals the one with the smallest share of taken seats, then the first."""
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


def spread_staff(model: Model, tables: IntArray) -> IntArray:
    """Return the seating with staff moved to tables with people and with fewer staff.

    No move makes the value worse, so a proven optimum stays optimal. Staff move only to tables with people.
    `tables` and the result have the shape (persons,).
    """
    staff = np.arange(model.n_people, model.n_persons)
    if not len(staff):
        return tables
    spread = tables.copy()
    concerned = _about_staff(model)
    people = np.bincount(spread[: model.n_people], minlength=model.n_tables)
    for person in staff.tolist():
        load = np.bincount(spread[staff], minlength=model.n_tables)
        here = spread[person]
        value = penalty_of(concerned, spread)
        bare = [t for t in np.lexsort((load, people == 0)).tolist() if _is_better(people, load, t, here)]
        for table in bare[:TABLES_TRIED]:
            spread[person] = table
            if penalty_of(concerned, spread) <= value:
                break
            spread[person] = here
    return spread


def _is_better(people: IntArray, load: IntArray, table: int, here: int) -> bool:
    """Whether `table` is better for a member of staff than `here`: it has people, and fewer staff."""
    if people[table] == 0:
        return False
    return bool(people[here] == 0 or load[table] + 1 < load[here])


def _about_staff(model: Model) -> Model:
    """Return the model with only the requirements whose shortfall depends on staff."""
    concerned = {i for i, term in model.terms if (term.persons >= model.n_people).any()}
    return model.with_requirements({model.requirement_ids[i] for i in concerned})
