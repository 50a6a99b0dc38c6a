"""Which tables to set free next, by name of the rule."""

from __future__ import annotations

from enum import StrEnum

import numpy as np

from seating.engines.counts import Counts
from seating.plan import IntArray

__all__ = ["Rule", "choose"]


class Rule(StrEnum):
    """How the tables of a neighbourhood are picked."""

    WORST = "worst"
    """A costly table, and others at random."""
    RELATED = "related"
    """A costly table, and those where somebody at it would like to be."""
    RANDOM = "random"
    """Any tables."""


def choose(rule: Rule, counts: Counts, size: int, groups: int, rng: np.random.Generator) -> tuple[IntArray, ...]:
    """Return disjoint groups of tables, each of `size`, as many as there are tables for.

    Parameters
    ----------
    rule : Rule
    counts : Counts
        Of the complete seating that is to be improved.
    size, groups : int
    rng : numpy.random.Generator
        The same state gives the same groups.
    """
    n_tables = counts.model.n_tables
    size = min(size, n_tables)
    left = np.ones(n_tables, dtype=bool)
    costs = counts.costs().astype(np.float64)
    found = []
    for _ in range(max(1, min(groups, n_tables // max(1, size)))):
        first = int(rng.choice(n_tables, p=_chances(costs, left, rule)))
        left[first] = False
        others = _related(counts, first, left, size - 1, rng) if rule is Rule.RELATED else []
        rest = rng.permutation(np.setdiff1d(np.flatnonzero(left), others))[: size - 1 - len(others)]
        group = np.sort(np.concatenate([[first], others, rest]).astype(np.int64))
        left[group] = False
        found.append(group)
    return tuple(found)


def _chances(costs: np.ndarray, left: np.ndarray, rule: Rule) -> np.ndarray:
    """Return how likely each table is to come first: by cost, and every one a little."""
    weights = np.ones_like(costs)
    if rule is not Rule.RANDOM and costs[left].max(initial=0.0) > 0:
        # musts cost so much that only tables that lack one are picked while there are any
        weights = costs / costs.max() + 0.02
    weights = np.where(left, weights, 0.0)
    chances: np.ndarray = weights / weights.sum()
    return chances


def _related(counts: Counts, first: int, left: np.ndarray, wanted: int, rng: np.random.Generator) -> list[int]:
    """Return tables where people of the first one would sit for less, or as well."""
    members = rng.permutation(np.flatnonzero(counts.tables == first))
    found: list[int] = []
    for person in members.tolist():
        prices = counts.seat_prices(person)
        liked = np.flatnonzero(left & (prices <= prices[first]))
        for table in rng.permutation(liked)[:1].tolist():
            if len(found) < wanted and table not in found:
                found.append(table)
    return found
