"""Which tables are improved together, and what a seating costs at each of them."""

from __future__ import annotations

import heapq

import numpy as np

from seating.model import Model
from seating.model.classes import table_classes
from seating.model.penalty_of_terms import waived_tables
from seating.room.plan import IntArray
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


def choose_parts(costs: IntArray, links: IntArray, n_tables: int, rng: np.random.Generator) -> list[IntArray]:
    """Return disjoint parts that contain every table that costs something, drawn anew with each call.

    Parameters
    ----------
    costs : int array, shape (tables,)
        As from `costs_at_tables`.
    links : int array, shape (links, 2)
        As from `parted_tables`. Two linked tables come into one part, unless too many are linked.
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
    parts: list[list[int]] = [[] for _ in range(n_parts)]
    sizes = [(0, number) for number in range(n_parts)]  # a heap
    most = max(1, len(costly) // (2 * n_parts))
    for group in [*_join(costly, rng.permutation(links), most), *others[:n_others, None].tolist()]:
        size, number = sizes[0]
        parts[number] += group
        heapq.heapreplace(sizes, (size + len(group), number))
    return [np.sort(np.array(part, dtype=np.int64)) for part in parts]


def _join(tables: IntArray, links: IntArray, most: int) -> list[list[int]]:
    """Return the tables in groups of linked ones; a link that would join more than `most` tables is left out."""
    group_of = {table: [table] for table in tables.tolist()}
    for one, other in links[np.isin(links, tables).all(axis=1)].tolist():
        larger, smaller = sorted((group_of[one], group_of[other]), key=len, reverse=True)
        if larger is not smaller and len(larger) + len(smaller) <= most:
            larger += smaller
            group_of |= dict.fromkeys(smaller, larger)
    return list({id(group): group for group in group_of.values()}.values())


def parted_tables(model: Model, tables: IntArray) -> IntArray:
    """Return the two tables of each pair that should share one and does not, shape (pairs, 2).

    If a group sits at too many tables, each of them is linked to the next.

    In a large room the two hardly ever come into one part by chance, so no search of parts would bring them together.

    Parameters
    ----------
    model : Model
    tables : int array, shape (persons,)
    """
    found = [np.zeros((0, 2), dtype=np.int64)]
    for _, term in model.other_terms:
        if isinstance(term, PartedTerm):
            at = tables[term.pairs[term.costs > 0]]
            found.append(at[(at[:, 0] != at[:, 1]) & np.isin(at, term.tables).any(axis=1)])
        elif isinstance(term, SpreadTerm):
            used = np.intersect1d(tables[term.group], term.tables)
            if len(used) > term.high:
                found.append(np.column_stack([used[:-1], used[1:]]))
    return np.concatenate(found)


def costs_at_tables(model: Model, tables: IntArray) -> IntArray:
    """Return what a seating costs at each table, shape (tables,), in points; a cost of several tables counts at each.

    Parameters
    ----------
    model : Model
    tables : int array, shape (persons,)
    """
    waived = waived_tables(model, tables)
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
