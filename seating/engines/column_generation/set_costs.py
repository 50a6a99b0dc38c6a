"""The cost of one table for many sets of members at once, where persons may be units and pairs may save a cost.

A pair that costs w wherever it is parted costs w in all, less w at the table that the two share. So such pairs have a
negative cost at a table, and the room has the constant cost `parted_cost`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from seating.engines.column_generation.rules import number_of_sets, rules_at
from seating.engines.column_generation.set_search import add_amounts, add_pairs
from seating.engines.column_generation.table_costs import counts_people_only, is_priced, is_small
from seating.engines.limits import COLUMN_PEOPLE, LISTED_COLUMNS
from seating.model import Model
from seating.model.classes import table_classes
from seating.room.plan import IntArray
from seating.terms import CountTerm, PartedTerm, PlaceTerm, PresenceTerm, SharedTerm, SumTerm, Term

BLOCK = 100_000
"""Number of sets that are priced at once, which limits the memory."""


def is_listable(model: Model) -> bool:
    """Whether columns are listed if they are few: people are units, or there is a price for parting pairs.

    Single people with other costs as well are left to other engines, unless all columns can be listed.
    """
    if not 0 < model.n_people <= COLUMN_PEOPLE or model.n_tables < 2:
        return False
    if model.members is None:
        return any(_saves(model, r, term) for r, term in model.terms) and is_known_to_columns(model)
    return any(model.weights[r] > 0 for r, _ in listable_model(model).terms)


def is_known_to_columns(model: Model) -> bool:
    """Whether listed columns prove much: all can be listed, or all costs are those of pairs and seats.

    Columns that are too many to list are found by branch and bound, and its bound leaves out all other costs.
    """
    priced = [term for r, term in listable_model(model).terms if model.weights[r] > 0]
    if all(isinstance(term, PlaceTerm | SharedTerm | PartedTerm) for term in priced):
        return True
    sets = 0
    for tables in table_classes(model).members:
        sets += number_of_sets(rules_at(model, int(tables[0])))
        if sets > LISTED_COLUMNS:
            return False
    return True


def listable_model(model: Model) -> Model:
    """Return the model with only the terms that `set_costs` and `parted_cost` price.

    A lower bound for that model is valid for the whole model, as it is for `table_costs.priceable_model`.
    """
    return replace(model, terms=tuple((r, term) for r, term in model.terms if _is_priced(model, r, term)))


def _is_priced(model: Model, requirement: int, term: Term) -> bool:
    match term:
        case CountTerm():
            return counts_people_only(model, term)  # a person may count several times
        case SharedTerm():
            return is_small(term.costs)
        case PartedTerm():
            return _saves(model, requirement, term)
        case _:
            return is_priced(model, term)


def _saves(model: Model, requirement: int, term: Term) -> bool:
    """Whether a term is a wish about pairs who are parted, at all tables."""
    if not isinstance(term, PartedTerm) or model.musts[requirement] or model.weights[requirement] == 0:
        return False
    return term.covers(model.n_tables) and is_small(term.costs)


def parted_cost(model: Model) -> int:
    """Return the penalty of a listable model if all pairs who would rather sit together were parted."""
    parted = [(model.weights[r], _among_people(model, term)) for r, term in model.terms if isinstance(term, PartedTerm)]
    return sum(int(weight) * int(costs.sum()) for weight, (_, costs) in parted)


class SetCosts:
    """The cost of one table for any sets of members.

    Parameters
    ----------
    model : Model
        A listable model.
    table : int

    Attributes
    ----------
    pairs : int array, shape (people + 1, people + 1)
        The penalty of each pair at the table; symmetric. The diagonal has that of each person, its last row is 0.
    seats : int array, shape (people,)
        The penalty of each person's seat.
    """

    def __init__(self, model: Model, table: int) -> None:
        self._parts = list(_parts_at(model, table))
        self.pairs = _pairs_at(model, table)
        self.seats = np.zeros(model.n_people, dtype=np.int64)
        for price, term, amounts in self._parts:
            self.seats += price * amounts[0][:-1] if isinstance(term, PlaceTerm) else 0

    def of(self, members: NDArray[np.int16]) -> tuple[IntArray, IntArray]:
        """Return the penalty of the table for each set, and by how much it misses musts, each of shape (sets,).

        Parameters
        ----------
        members : int array, shape (width, sets)
            Each set is filled up with the number of people. No set has a pair that must not share the table.
        """
        blocks = [np.ascontiguousarray(members[:, i : i + BLOCK]) for i in range(0, members.shape[1], BLOCK)]
        nothing = np.zeros((2, 0), dtype=np.int64)
        found = [nothing, *(_block_costs(block, self._parts, self.pairs) for block in blocks)]
        penalty, unmet = np.concatenate(found, axis=1)
        return penalty, unmet


_Part = tuple[int, CountTerm | PresenceTerm | SumTerm | PlaceTerm, tuple[IntArray, ...]]
"""A weight, or 0 for a must; a term; and each number that the term adds up, as an array of all people and a 0."""


def _parts_at(model: Model, table: int) -> Iterator[_Part]:
    """Yield what the terms add up at a table, those about pairs aside."""
    n = model.n_people
    for requirement, term in model.terms:
        price = int(model.weights[requirement])
        if price == 0 and not model.musts[requirement]:
            continue
        match term:
            case PlaceTerm():
                costs = np.zeros(n + 1, dtype=np.int64)
                among_people = term.people < n
                np.add.at(costs, term.people[among_people], term.costs[among_people, term.column[table]])
                yield price, term, (costs,)
            case CountTerm() if table in term.tables:
                counted = (term.group,) if term.base is None else (term.group, term.base)
                yield price, term, tuple(np.bincount(group, minlength=n + 1) for group in counted)
            case PresenceTerm() if table in term.tables:
                yield price, term, tuple(np.bincount(group, minlength=n + 1) for group in term.groups)
            case SumTerm() if table in term.tables:
                yield price, term, (np.append(term.values[:n], 0), np.append(term.allowances[:n], 0))
            case _:
                pass


def _pairs_at(model: Model, table: int) -> IntArray:
    """Return the penalty of each pair at a table, see `SetCosts`."""
    found = np.zeros((model.n_people + 1, model.n_people + 1), dtype=np.int64)
    for requirement, term in model.terms:
        if isinstance(term, SharedTerm | PartedTerm) and table in term.tables:
            price = int(model.weights[requirement])
            (one, other), costs = _among_people(model, term)
            signed = price * (costs if isinstance(term, SharedTerm) else -costs)
            np.add.at(found, (one, other), signed)
            np.add.at(found, (other, one), np.where(one == other, 0, signed))
    return found


def _among_people(model: Model, term: SharedTerm | PartedTerm) -> tuple[IntArray, IntArray]:
    """Return the pairs of people, shape (2, pairs), and their costs; one person is never parted from themselves."""
    kept = (term.pairs < model.n_people).all(axis=1)
    if isinstance(term, PartedTerm):
        kept &= term.pairs[:, 0] != term.pairs[:, 1]
    return term.pairs[kept].T, term.costs[kept]


def _block_costs(members: NDArray[np.int16], parts: list[_Part], pairs: IntArray) -> IntArray:
    """Return the penalties and the unmet musts, shape (2, sets)."""
    found = np.zeros((2, members.shape[1]), dtype=np.int64)
    for price, term, amounts in parts:
        totals = [np.zeros(members.shape[1], dtype=np.int64) for _ in amounts]
        for each, total in zip(amounts, totals, strict=True):
            add_amounts(members, each.astype(np.int64), total)
        found[0 if price else 1] += (price or 1) * _lacking(term, totals)
    add_pairs(members, pairs, found[0])
    return found


def _lacking(term: CountTerm | PresenceTerm | SumTerm | PlaceTerm, totals: list[IntArray]) -> IntArray:
    """Return the shortfall of a term at tables with these totals."""
    match term:
        case PlaceTerm():
            return totals[0]
        case CountTerm():
            return term.shortfall_with(*totals)
        case PresenceTerm():
            return np.maximum(0, term.low - sum((total > 0).astype(np.int64) for total in totals))
        case SumTerm():
            return -(-np.maximum(0, np.abs(totals[0]) - totals[1]) // term.unit)
