"""Every move of one person, and the most promising swaps of two, with the penalty that each saves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seating.engines.local_search.incremental import IncrementalCosts
from seating.model import Model, Value, penalty_of
from seating.model.units import units_of
from seating.room.plan import IntArray

TRIED = 20
"""How many changes are checked for independence from those chosen before."""

CLOSED = 2**61
"""The price of a table to which a person cannot move; the sum of two is still a number of 64 bits."""

PARTNERS = 24
"""How many swaps are evaluated: those whose two moves cost least when priced alone."""


@dataclass(frozen=True, eq=False, slots=True)
class Change:
    """A move of one person, or a swap of two. People who musts tie together move together.

    Attributes
    ----------
    persons : tuple of int
        All who move.
    tables : int array, shape (persons of the room,)
        The seating with this change alone.
    saved : int
        By how much the penalty falls.
    """

    persons: tuple[int, ...]
    tables: IntArray
    saved: int


def cheap_changes(model: Model, tables: IntArray, most: int, are_open: NDArray[np.bool_] | None = None) -> list[Change]:
    """Return changes that reduce the penalty and break no must, in descending order of saving per person moved.

    Each saves its amount alone, and all together save the sum. No person is in two of them.

    Parameters
    ----------
    model : Model
    tables : int array, shape (persons,)
        A complete seating that meets the musts.
    most : int
        How many changes to return at most.
    are_open : bool array, shape (persons, tables), optional
        Which tables each person can move to; by default all.
    """
    if are_open is None:
        are_open = np.ones((model.n_persons, model.n_tables), dtype=np.bool_)
    units = units_of(model)
    if units is None:
        return _cheap_changes(model, tables, np.ones(model.n_persons, dtype=np.int64), most, are_open)
    sizes = np.bincount(units.join.unit)
    of_units = np.ones((len(sizes), model.n_tables), dtype=np.bool_)
    np.logical_and.at(of_units, units.join.unit, are_open)
    found = _cheap_changes(units.model, units.seats_of_units(tables), sizes, most, of_units)
    return [
        Change(units.members_of(change.persons), units.seats_of_persons(change.tables), change.saved)
        for change in found
    ]


def _cheap_changes(
    model: Model, tables: IntArray, sizes: IntArray, most: int, are_open: NDArray[np.bool_]
) -> list[Change]:
    """Return what `cheap_changes` returns, for a room of persons or of units of these sizes."""
    prices = np.where(are_open, _single_prices(model, tables), CLOSED)
    value = penalty_of(model, tables)
    found = [_single(tables, prices, person, table) for person, table in _cheaper_seats(prices)]
    found += [_exchange(model, tables, value, one, other) for one, other in _pairs(prices, tables)]
    found = [change for change in found if change.saved > 0 and _is_open(change, are_open)]
    found.sort(key=lambda c: (-c.saved / int(sizes[list(c.persons)].sum()), c.persons))
    kept: list[Change] = []
    together, worth = tables.copy(), value.penalty
    for change in found[:TRIED]:
        taken = {person for other in kept for person in other.persons}
        if len(kept) == most or taken.intersection(change.persons):
            continue
        alone = (0, value.penalty - change.saved)
        parts = [change, *(part for part in _split(tables, change) if penalty_of(model, part.tables) == alone)]
        adding = [part for part in parts if penalty_of(model, _apply(together, part)) == (0, worth - change.saved)]
        if adding:  # the last one has the fewest people
            together, worth = _apply(together, adding[-1]), worth - change.saved
            kept.append(adding[-1])
    return kept


def _apply(tables: IntArray, change: Change) -> IntArray:
    """Return a seating with a change."""
    changed = tables.copy()
    changed[list(change.persons)] = change.tables[list(change.persons)]
    return changed


def _split(tables: IntArray, change: Change) -> list[Change]:
    """Return the moves of a swap, each as a change of its own: one alone may save as much, if a place is free."""
    if len(change.persons) == 1:
        return []
    alone = (np.where(np.arange(len(tables)) == person, change.tables, tables) for person in change.persons)
    return [Change((person,), moved, change.saved) for person, moved in zip(change.persons, alone, strict=True)]


def _is_open(change: Change, are_open: NDArray[np.bool_]) -> bool:
    return all(are_open[person, change.tables[person]] for person in change.persons)


def _single_prices(model: Model, tables: IntArray) -> IntArray:
    """Return the change in energy if one person moves to a table, shape (persons, tables)."""
    counts = IncrementalCosts.of(model, tables)
    found = np.zeros((model.n_persons, model.n_tables), dtype=np.int64)
    for person in range(model.n_persons):
        here = counts.take(person)
        prices = counts.prices(person)
        found[person] = prices - prices[here]
        counts.put(person, here)
    return found


def _cheaper_seats(prices: IntArray) -> list[tuple[int, int]]:
    """Return the persons who cost less at another table, each with the cheapest one."""
    best = prices.argmin(axis=1)
    cheaper = np.flatnonzero(prices[np.arange(len(best)), best] < 0)
    return [(int(person), int(best[person])) for person in cheaper]


def _pairs(prices: IntArray, tables: IntArray) -> list[tuple[int, int]]:
    """Return pairs at different tables to try as swaps, ordered by the summed costs of their two moves.

    The sum is only an estimate, since each of the two leaves a free place for the other.
    """
    theirs = prices[:, tables]  # the cost that one person adds at the other's table
    both = np.triu(theirs + theirs.T, 1)
    hopeful = np.flatnonzero(np.triu(tables[:, None] != tables, 1).ravel())
    order = hopeful[np.argsort(both.ravel()[hopeful], kind="stable")[:PARTNERS]]
    return [(int(pair // len(tables)), int(pair % len(tables))) for pair in order]


def _single(tables: IntArray, prices: IntArray, person: int, table: int) -> Change:
    """Return a move of one person. From a seating that meets all musts, a cheaper one cannot break a must."""
    changed = tables.copy()
    changed[person] = table
    return Change((person,), changed, -int(prices[person, table]))


def _exchange(model: Model, tables: IntArray, value: Value, one: int, other: int) -> Change:
    """Return a swap of two persons; its saving is 0 if it breaks a must."""
    changed = tables.copy()
    changed[[one, other]] = tables[[other, one]]
    then = penalty_of(model, changed)
    return Change((one, other), changed, 0 if then.unmet else value.penalty - then.penalty)
