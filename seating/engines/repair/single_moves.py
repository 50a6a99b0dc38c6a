"""Every change of one seat, and the likely exchanges of two, with what each saves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seating.engines.local_search.incremental import IncrementalCosts
from seating.model import Model, Value, penalty_of
from seating.plan import IntArray

__all__ = ["Change", "cheap_changes"]

TRIED = 20
"""Changes that are held against those before them."""

PARTNERS = 24
"""Exchanges that are tried, those first that look cheapest from both seats."""


@dataclass(frozen=True, eq=False, slots=True)
class Change:
    """One person's new seat, or two persons' exchanged seats.

    Attributes
    ----------
    persons : tuple of int
        One or two.
    tables : int array, shape (persons of the room,)
        The seating with it, and without any other change.
    saved : int
        What the penalty is less by.
    """

    persons: tuple[int, ...]
    tables: IntArray
    saved: int


def cheap_changes(model: Model, tables: IntArray, most: int) -> list[Change]:
    """Return changes that lessen the penalty and break no must, the one that saves most for a move first.

    Each saves what it says by itself, and all of them together save the sum. Nobody is in two of them.

    Parameters
    ----------
    model : Model
    tables : int array, shape (persons,)
        A complete seating that meets the musts.
    most : int
        Changes returned, at most.
    """
    prices = _single_prices(model, tables)
    value = penalty_of(model, tables)
    found = [_single(tables, prices, person, table) for person, table in _cheaper_seats(prices)]
    found += [_exchange(model, tables, value, one, other) for one, other in _pairs(prices, tables)]
    found = sorted((c for c in found if c.saved > 0), key=lambda c: (-c.saved / len(c.persons), c.persons))
    kept: list[Change] = []
    together, worth = tables.copy(), value.penalty
    for change in found[:TRIED]:
        tried = together.copy()
        tried[list(change.persons)] = change.tables[list(change.persons)]
        taken = {person for other in kept for person in other.persons}
        if len(kept) == most or taken.intersection(change.persons):
            continue
        if penalty_of(model, tried) == (0, worth - change.saved):
            together, worth = tried, worth - change.saved
            kept.append(change)
    return kept


def _single_prices(model: Model, tables: IntArray) -> IntArray:
    """Return what moving each person alone to each table adds, musts first, shape (persons, tables)."""
    counts = IncrementalCosts.of(model, tables)
    found = np.zeros((model.n_persons, model.n_tables), dtype=np.int64)
    for person in range(model.n_persons):
        here = counts.take(person)
        prices = counts.prices(person)
        found[person] = prices - prices[here]
        counts.put(person, here)
    return found


def _cheaper_seats(prices: IntArray) -> list[tuple[int, int]]:
    """Return each person with the table that is cheapest for them alone, where it is cheaper than their own."""
    best = prices.argmin(axis=1)
    cheaper = np.flatnonzero(prices[np.arange(len(best)), best] < 0)
    return [(int(person), int(best[person])) for person in cheaper]


def _pairs(prices: IntArray, tables: IntArray) -> list[tuple[int, int]]:
    """Return pairs at different tables whose exchange may be worth it, the likeliest first.

    What each would add alone is only a hint of what both add together: a seat left is a seat free.
    """
    theirs = prices[:, tables]  # what one adds at the other's table
    both = np.triu(theirs + theirs.T, 1)
    both[tables[:, None] == tables] = 0
    hopeful = np.flatnonzero(np.triu(tables[:, None] != tables, 1).ravel())
    order = hopeful[np.argsort(both.ravel()[hopeful], kind="stable")[:PARTNERS]]
    return [(int(pair // len(tables)), int(pair % len(tables))) for pair in order]


def _single(tables: IntArray, prices: IntArray, person: int, table: int) -> Change:
    """Return a change of one seat; what is cheaper where all musts hold breaks none."""
    changed = tables.copy()
    changed[person] = table
    return Change((person,), changed, -int(prices[person, table]))


def _exchange(model: Model, tables: IntArray, value: Value, one: int, other: int) -> Change:
    """Return an exchange of two seats, which saves nothing where it breaks a must."""
    changed = tables.copy()
    changed[[one, other]] = tables[[other, one]]
    then = penalty_of(model, changed)
    return Change((one, other), changed, 0 if then.unmet else value.penalty - then.penalty)
