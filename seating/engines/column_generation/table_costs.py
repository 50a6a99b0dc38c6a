"""The cost of one table as a function of its members: the terms of one table and size, flattened into arrays."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from seating.engines.limits import COLUMN_PAIRS, COLUMN_PEOPLE, COLUMN_SIZES, COLUMN_TABLE_SIZE
from seating.model import Model
from seating.model.classes import table_classes
from seating.native.arrays import Ints, Ints2, Ints3
from seating.room.plan import IntArray
from seating.terms import (
    CountTerm,
    FixedTerm,
    LinkTerm,
    PartedTerm,
    PlaceTerm,
    PresenceTerm,
    SharedTerm,
    SpreadTerm,
    SumTerm,
    Term,
)

MUST = 2**24
"""Price of an unmet unit of a must; higher than any penalty that matters."""

IN_GROUP, IN_BASE, IN_BOTH = 0, 1, 2
"""How a person counts in a band: in its group only, in its base only, or in both."""


class Table(NamedTuple):
    """The cost of one table with a given number of people.

    Attributes
    ----------
    size : int
        How many people sit there.
    seat_cost : int array, shape (people,)
        The cost of each person's own seat.
    bands : int array, shape (bands, size + 2, size + 2)
        Cost by the number of members in the base (first index) and in the group (second index). The last entry of each
        axis repeats the one before.
    band_start, band_items : int arrays, shapes (people + 1,) and (items,)
        The bands in which each person counts. An entry is three times the band's number plus `IN_GROUP`, `IN_BASE` or
        `IN_BOTH`. Person p has the entries from ``band_start[p]`` up to ``band_start[p + 1]``.
    presence : int array, shape (presences, groups + 1)
        Cost by the number of its groups with at least one member.
    presence_start, presence_term, presence_group : int arrays, shapes (people + 1,), (entries,), (entries,)
        The presence and the group of each entry; person p has the entries from ``presence_start[p]`` on.
    n_groups : int
        Total number of groups in all presences.
    values, allowances : int arrays, shape (sums, people)
        See `SumTerm`.
    units, prices : int arrays, shape (sums,)
        The unit of each sum, and the price of one unit of its shortfall.
    pairs : int array, shape (people, people) or (0, 0)
        Cost of two people who share the table; symmetric.
    """

    size: int
    seat_cost: Ints
    bands: Ints3
    band_start: Ints
    band_items: Ints
    presence: Ints2
    presence_start: Ints
    presence_term: Ints
    presence_group: Ints
    n_groups: int
    values: Ints2
    allowances: Ints2
    units: Ints
    prices: Ints
    pairs: Ints2


def table_of(model: Model, table: int, size: int) -> Table:
    """Return the cost of a table at which `size` people sit.

    Parameters
    ----------
    model : Model
        A model with priced terms only, see `priceable_model`.
    table : int
    size : int
    """
    seat_cost = np.zeros(model.n_people, dtype=np.int64)
    counts: list[tuple[int, CountTerm]] = []
    presences: list[tuple[int, PresenceTerm]] = []
    sums: list[tuple[int, SumTerm]] = []
    pairs = np.zeros((0, 0), dtype=np.int64)
    for requirement, term in model.terms:
        price = MUST if model.musts[requirement] else int(model.weights[requirement])
        if price == 0:
            continue
        match term:
            case PlaceTerm():
                among_people = term.people < model.n_people
                np.add.at(seat_cost, term.people[among_people], price * term.costs[among_people, term.column[table]])
            case CountTerm() if table in term.tables:
                counts.append((price, term))
            case PresenceTerm() if table in term.tables:
                presences.append((price, term))
            case SumTerm() if table in term.tables:
                sums.append((price, term))
            case SharedTerm() if table in term.tables:
                pairs = _with_pairs(model, pairs, seat_cost, price, term)
            case _:
                pass
    return Table(
        size,
        seat_cost,
        *_bands(model, counts, size),
        *_presences(model, presences),
        sum(len(term.groups) for _, term in presences),
        np.array([t.values[: model.n_people] for _, t in sums], np.int64).reshape(len(sums), model.n_people),
        np.array([t.allowances[: model.n_people] for _, t in sums], np.int64).reshape(len(sums), model.n_people),
        np.array([t.unit for _, t in sums], dtype=np.int64),
        np.array([price for price, _ in sums], dtype=np.int64),
        pairs,
    )


def _with_pairs(model: Model, pairs: IntArray, seat_cost: IntArray, price: int, term: SharedTerm) -> IntArray:
    """Add the costs of a pair term; for a person paired with themselves, the cost is added to their seat's cost."""
    if not len(pairs):
        pairs = np.zeros((model.n_people, model.n_people), dtype=np.int64)
    first, second = term.pairs.T
    among_people = (first < model.n_people) & (second < model.n_people)
    alone, two = among_people & (first == second), among_people & (first != second)
    np.add.at(seat_cost, first[alone], price * term.costs[alone])
    np.add.at(pairs, (first[two], second[two]), price * term.costs[two])
    np.add.at(pairs, (second[two], first[two]), price * term.costs[two])
    return pairs


def _bands(model: Model, counts: list[tuple[int, CountTerm]], size: int) -> tuple[IntArray, IntArray, IntArray]:
    """Return the bands and who counts in which; bands with the same group and base are added up."""
    added: dict[tuple[bytes, bytes], IntArray] = {}
    everyone = np.arange(model.n_people, dtype=np.int64)
    for price, term in counts:
        group = np.sort(term.group)
        base = np.zeros(0, np.int64) if term.base is None or len(term.low) == 1 else np.sort(term.base)
        sizes = np.minimum(np.arange(size + 2), size)
        costs = term.shortfall_with(sizes[None, :], sizes[:, None])
        if np.array_equal(base, everyone):  # the base count is the table size
            base, costs = base[:0], np.broadcast_to(costs[size], costs.shape)
        if len(base) == 0:
            costs = np.broadcast_to(costs[0], costs.shape)
        key = (group.tobytes(), base.tobytes())
        added[key] = added.get(key, 0) + price * costs
    kept = {key: costs for key, costs in added.items() if _matters(key, costs, size)}
    in_group, in_base = (np.zeros((len(kept), model.n_people), dtype=bool) for _ in range(2))
    for number, (who, of) in enumerate(kept):
        in_group[number, np.frombuffer(who, np.int64)] = True
        in_base[number, np.frombuffer(of, np.int64)] = True
    person, band = np.nonzero((in_group | in_base).T)
    how = np.where(in_group[band, person], np.where(in_base[band, person], IN_BOTH, IN_GROUP), IN_BASE)
    start = np.searchsorted(person, np.arange(model.n_people + 1)).astype(np.int64)
    bands = np.array(list(kept.values()), dtype=np.int64).reshape(len(kept), size + 2, size + 2)
    return bands, start, (3 * band + how).astype(np.int64)


def _matters(key: tuple[bytes, bytes], costs: IntArray, size: int) -> bool:
    """Whether any reachable count has a nonzero cost."""
    group, base = (len(part) // 8 for part in key)
    return bool(costs[: min(base, size) + 1, : min(group, size) + 1].any())


def _presences(model: Model, terms: list[tuple[int, PresenceTerm]]) -> tuple[IntArray, IntArray, IntArray, IntArray]:
    """Return `presence`, `presence_start`, `presence_term` and `presence_group` of a `Table`."""
    most = max((len(term.groups) for _, term in terms), default=0)
    costs = np.zeros((len(terms), most + 1), dtype=np.int64)
    rows: list[tuple[int, int, int]] = []
    n_groups = 0
    for number, (price, term) in enumerate(terms):
        costs[number] = price * np.maximum(0, term.low - np.arange(most + 1))
        for group in term.groups:
            rows += [(person, number, n_groups) for person in np.unique(group).tolist()]
            n_groups += 1
    ordered = np.array(sorted(rows), dtype=np.int64).reshape(-1, 3)
    start = np.searchsorted(ordered[:, 0], np.arange(model.n_people + 1)).astype(np.int64)
    return costs, start, ordered[:, 1].copy(), ordered[:, 2].copy()


def cost_of(table: Table, members: IntArray) -> int:
    """Return the cost of a table with these members, computed from scratch; at least `MUST` if a must is unmet."""
    there = np.zeros(len(table.seat_cost), dtype=bool)
    there[members] = True
    cost = int(table.seat_cost[there].sum())
    in_group, in_base = band_members(table)
    group, base = in_group[:, there].sum(axis=1), in_base[:, there].sum(axis=1)
    cost += int(table.bands[np.arange(len(table.bands)), base, group].sum())
    entry_person = np.repeat(np.arange(len(there)), np.diff(table.presence_start))
    present = there[entry_person]
    pairs = np.unique(np.stack([table.presence_term[present], table.presence_group[present]]), axis=1)
    number = np.bincount(pairs[0], minlength=len(table.presence))
    cost += int(table.presence[np.arange(len(table.presence)), number].sum())
    off = np.abs(table.values[:, there].sum(axis=1)) - table.allowances[:, there].sum(axis=1)
    cost += int((table.prices * -(-np.maximum(0, off) // table.units)).sum())
    if len(table.pairs):
        cost += int(table.pairs[np.ix_(there, there)].sum()) // 2
    return cost


def band_members(table: Table) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return who is in each band's group, and who is in its base, each of shape (bands, people)."""
    person = np.repeat(np.arange(len(table.seat_cost)), np.diff(table.band_start))
    band, how = np.divmod(table.band_items, 3)
    found = np.zeros((2, len(table.bands), len(table.seat_cost)), dtype=bool)
    found[0, band[how != IN_BASE], person[how != IN_BASE]] = True
    found[1, band[how != IN_GROUP], person[how != IN_GROUP]] = True
    return found[0], found[1]


def scale_costs(table: Table, by: int) -> Table:
    """Return the table with every cost multiplied by `by`."""
    return table._replace(
        seat_cost=table.seat_cost * by,
        bands=table.bands * by,
        presence=table.presence * by,
        prices=table.prices * by,
        pairs=table.pairs * by,
    )


def restrict(table: Table, people: IntArray) -> Table:
    """Return the table for some of the people only, in the order given; they are renumbered from 0."""
    band_start, band_items = _of_people(table.band_start, people)
    presence_start, entries = _of_people(table.presence_start, people)
    return table._replace(
        seat_cost=table.seat_cost[people],
        band_start=band_start,
        band_items=table.band_items[band_items],
        presence_start=presence_start,
        presence_term=table.presence_term[entries],
        presence_group=table.presence_group[entries],
        values=np.ascontiguousarray(table.values[:, people]),
        allowances=np.ascontiguousarray(table.allowances[:, people]),
        pairs=np.ascontiguousarray(table.pairs[np.ix_(people, people)]) if len(table.pairs) else table.pairs,
    )


def _of_people(start: IntArray, people: IntArray) -> tuple[IntArray, IntArray]:
    """Return the new starts and the positions of the entries of some people."""
    counts = np.diff(start)[people]
    new_start = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    shift = np.repeat(start[:-1][people] - new_start[:-1], counts)
    return new_start, np.arange(len(shift), dtype=np.int64) + shift


LARGEST = 2**40
"""The largest sum of one term's numbers for which no computation overflows 64 bits."""


@dataclass(frozen=True, eq=False, slots=True)
class TableClass:
    """A class of interchangeable tables.

    Attributes
    ----------
    tables : int array
    sizes : tuple of int
        The numbers of people that one of them may have, in ascending order.
    """

    tables: IntArray
    sizes: tuple[int, ...]


def is_searchable(model: Model) -> bool:
    """Whether columns can be searched: each table has few sizes, all small, and the terms of some should are priced."""
    if not 0 < model.n_people <= COLUMN_PEOPLE or model.n_tables < 2:
        return False
    counts = priceable_model(model)
    if all(model.musts[requirement] or model.weights[requirement] == 0 for requirement, _ in counts.terms):
        return False
    return all(
        0 < len(each.sizes) <= COLUMN_SIZES and each.sizes[-1] <= COLUMN_TABLE_SIZE
        for each in sized_table_classes(counts)
    )


def sized_table_classes(model: Model) -> tuple[TableClass, ...]:
    """Return the table classes of a model with priced terms only, in the order of their first tables."""
    low, high = model.must_sizes()
    found = []
    for tables in table_classes(model).members:
        fewest, most = int(low[tables[0]]), int(high[tables[0]])
        empty = (0,) if fewest > 0 and model.may_be_empty[tables[0]] else ()
        found.append(TableClass(tables, (*empty, *range(fewest, most + 1))))
    return tuple(found)


def priceable_model(model: Model) -> Model:
    """Return the model with only the terms whose shortfall can be computed table by table and added up.

    A lower bound for that model is valid for the whole model: no shortfall is negative, and leaving out a must only
    allows more seatings.
    """
    return replace(model, terms=tuple((r, term) for r, term in model.terms if is_priced(model, term)))


def is_priced(model: Model, term: Term) -> bool:
    """Whether `table_of` prices a term."""
    match term:
        case CountTerm():
            return (
                counts_people_only(model, term)
                and _is_distinct(term.group)
                and (term.base is None or _is_distinct(term.base))
            )
        case PresenceTerm():
            return counts_people_only(model, term)
        case SumTerm():
            return (
                counts_people_only(model, term)
                and int(np.abs(term.values).sum() + np.abs(term.allowances).sum()) < LARGEST
            )
        case SharedTerm():
            return len(term.pairs) <= COLUMN_PAIRS and is_small(term.costs)
        case PlaceTerm():
            return is_small(term.costs)
        case SpreadTerm() | PartedTerm() | LinkTerm() | FixedTerm():
            return False


def counts_people_only(model: Model, term: Term) -> bool:
    """Whether no member of staff matters to a term."""
    return bool((term.persons < model.n_people).all())


def _is_distinct(group: IntArray) -> bool:
    return len(np.unique(group)) == len(group)


def is_small(costs: IntArray) -> bool:
    """Whether no cost is negative, and their sum is small enough for all computations."""
    return bool((costs >= 0).all()) and int(costs.sum()) < LARGEST
