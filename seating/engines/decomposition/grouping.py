"""Which tables are improved together, and what a seating costs at each of them."""

from __future__ import annotations

import numpy as np

from seating.model import Model
from seating.model.classes import table_classes
from seating.plan import IntArray
from seating.terms import CountTerm, LinkTerm, PartedTerm, PlaceTerm, PresenceTerm, SharedTerm, SpreadTerm, SumTerm

PART_PERSONS = 500
"""About how many persons a part has. Annealing a part takes a few seconds and less than 100 MB."""

MUST_COST = 1_000
"""The cost of a unit by which a must falls short, in points, where tables are compared."""

COSTLY_SHARE = 0.25
"""Share of the tables of a part that cost something, if other tables do not. The others have persons to exchange."""


def part_size(model: Model) -> int:
    """Return about how many tables a part has."""
    return max(2, round(model.n_tables * PART_PERSONS / max(1, model.n_persons)))


def group_tables(model: Model) -> list[IntArray]:
    """Return all tables in groups of the size of a part, with nearly equal numbers of tables of each class.

    The tables of each group are in ascending order.
    """
    n_groups = max(1, model.n_tables // part_size(model))
    dealt = np.argsort(table_classes(model).of, kind="stable").astype(np.int64)
    return [np.sort(dealt[first::n_groups]) for first in range(n_groups)]


def choose_parts(costs: IntArray, n_tables: int, rng: np.random.Generator) -> list[IntArray]:
    """Return disjoint parts that contain every table that costs something, drawn anew with each call.

    Parameters
    ----------
    costs : int array, shape (tables,)
        As from `costs_at_tables`.
    n_tables : int
        About how many tables a part has.
    rng : Generator

    Returns
    -------
    list of int arrays
        The tables of each part, in ascending order; [] if no table costs anything.
    """
    order = rng.permutation(len(costs))
    costly, others = order[costs[order] > 0], order[costs[order] == 0]
    if not len(costly):
        return []
    n_parts = min(len(costly), max(1, len(costs) // n_tables), -(-len(costly) // max(1, int(COSTLY_SHARE * n_tables))))
    n_others = min(len(others), max(0, n_parts * n_tables - len(costly)))
    dealt = np.concatenate([costly, others[:n_others]])
    return [np.sort(dealt[first::n_parts]) for first in range(n_parts)]


def costs_at_tables(model: Model, tables: IntArray) -> IntArray:
    """Return what a seating costs at each table, shape (tables,), in points; a cost of several tables counts at each.

    Parameters
    ----------
    model : Model
    tables : int array, shape (persons,)
    """
    heads = np.bincount(tables[: model.n_people], minlength=model.n_tables)
    waived = model.may_be_empty & (heads == 0)
    costs = np.zeros(model.n_tables, dtype=np.int64)
    prices = np.where(model.musts, MUST_COST, model.weights)
    requirements, at, over = model.small_limits.shortfalls_at(tables, waived)
    np.add.at(costs, at, prices[requirements] * over)
    for requirement, term in model.other_terms:
        price = int(prices[requirement])
        match term:
            case CountTerm() | PresenceTerm() | SumTerm():
                at, short = term.shortfalls_at(tables, waived)
                np.add.at(costs, at, price * short)
            case PlaceTerm():
                at = tables[term.people]
                np.add.at(costs, at, price * term.costs[np.arange(len(at)), term.column[at]])
            case SharedTerm() | PartedTerm():
                first, second = tables[term.pairs[:, 0]], tables[term.pairs[:, 1]]
                concerned = np.isin(first, term.tables) | np.isin(second, term.tables)
                due = concerned & ((first == second) == isinstance(term, SharedTerm))
                np.add.at(costs, first[due], price * term.costs[due])
                np.add.at(costs, second[due], price * term.costs[due])
            case SpreadTerm() | LinkTerm():
                costs[np.unique(tables[term.persons])] += price * term.shortfall_of(tables, waived)
    return costs
