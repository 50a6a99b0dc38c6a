"""Each family of terms of a chain, by itself: every change and every running array against a count from scratch."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import numpy as np
import pytest

from seating.engines.annealing.count_energy import count_rows_of
from seating.engines.annealing.group_energy import presence_of, spread_of
from seating.engines.annealing.pair_energy import dense_pairs_of, sparse_pairs_of
from seating.engines.annealing.sum_energy import sums_of
from seating.engines.local_search.incremental import prices_of
from seating.engines.local_search.tallies import LARGEST_COST
from seating.model import Model
from seating.native.reference.annealing.count_energy import (
    count_change,
    incoming_change,
    initialize_counts,
    outgoing_change,
    update_counts,
)
from seating.native.reference.annealing.group_energy import (
    NOWHERE,
    presence_change,
    spread_change,
    update_presence,
    update_spread,
)
from seating.native.reference.annealing.pair_energy import (
    dense_move_change,
    dense_swap_change,
    pair_costs_by_table,
    swap_correction,
    update_dense,
    update_sparse,
)
from seating.native.reference.annealing.sum_energy import sum_change, update_sums
from seating.terms import CountTerm, PartedTerm, PresenceTerm, SharedTerm, SpreadTerm, SumTerm
from tests.engines.drawn import random_model

Seats = dict[int, int]
"""The table of each person who sits at one."""


def begin_counts(rows: Any, t: int) -> int:
    return initialize_counts(rows, t)


def replace_in_counts(rows: Any, t: int, out: int, into: int) -> int:
    change = count_change(rows, t, out, into)
    update_counts(rows, t, out, into)
    return change


def swap_by_parts(rows: Any, a: int, b: int, p: int, q: int) -> int:
    return outgoing_change(rows, a, b, p) + incoming_change(rows, a, b, p, q)


def replace_in_presence(terms: Any, t: int, out: int, into: int) -> int:
    change = presence_change(terms, t, out, into)
    update_presence(terms, t, out, into)
    return change


def replace_in_sums(sums: Any, t: int, out: int, into: int) -> int:
    change = sum_change(sums, t, out, into)
    update_sums(sums, t, out, into)
    return change


def change_of_spread(spread: Any, p: int, other: int, a: int, b: int) -> int:
    return spread_change(spread, p, other, a, b)


def move_in_spread(spread: Any, p: int, a: int, b: int) -> None:
    update_spread(spread, p, a, b)


def move_in_sparse(pairs: Any, p: int, a: int, b: int) -> None:
    update_sparse(pairs, p, a, b)


def correction(pairs: Any, p: int, a: int, b: int, q: int) -> int:
    return swap_correction(pairs, p, a, b, q, b, a)


def costs_by_table(pairs: Any, table: np.ndarray, cost: np.ndarray) -> None:
    pair_costs_by_table(pairs, table, cost)


def move_in_dense(dense: Any, p: int, a: int, b: int) -> None:
    update_dense(dense, p, a, b)


def dense_changes(dense: Any, p: int, q: int, a: int, b: int, found: np.ndarray) -> None:
    found[0], found[1] = dense_move_change(dense, p, a, b), dense_swap_change(dense, p, q, a, b)


def count_cost(model: Model, t: int, members: set[int]) -> int:
    """Return the energy of count terms at a table, by the definition of a band."""
    price, cost = prices_of(model), 0
    for requirement, term in model.terms:
        if isinstance(term, CountTerm) and t in term.tables:
            count = len(members & set(term.group.tolist()))
            base = 0 if term.base is None else len(members & set(term.base.tolist()))
            entry = min(base, len(term.low) - 1)
            if count or not term.or_none:
                short = max(0, int(term.low[entry]) - count) + max(0, count - int(term.high[entry]))
                cost += int(price[requirement]) * short
    return cost


def presence_cost(model: Model, t: int, members: set[int]) -> int:
    """Return the energy of presence terms at a table: each group without a member that is needed."""
    price, cost = prices_of(model), 0
    for requirement, term in model.terms:
        if isinstance(term, PresenceTerm) and t in term.tables:
            present = sum(bool(members & set(group.tolist())) for group in term.groups)
            cost += int(price[requirement]) * max(0, term.low - present)
    return cost


def sum_cost(model: Model, t: int, members: set[int]) -> int:
    """Return the energy of sum terms at a table: each unit that is begun beyond the allowances."""
    price, cost = prices_of(model), 0
    for requirement, term in model.terms:
        if isinstance(term, SumTerm) and t in term.tables:
            over = abs(sum(int(term.values[p]) for p in members)) - sum(int(term.allowances[p]) for p in members)
            cost += int(price[requirement]) * -(-max(0, over) // term.unit)
    return cost


def spread_cost(model: Model, seats: Seats) -> int:
    price, cost = prices_of(model), 0
    for requirement, term in model.terms:
        if isinstance(term, SpreadTerm):
            used = {seats[p] for p in term.group.tolist() if p in seats} & set(term.tables.tolist())
            over = len(used) - term.high
            cost += int(price[requirement]) * (term.cost * over + term.first if over > 0 else 0)
    return cost


def pair_cost(model: Model, seats: Seats) -> int:
    """Return the energy of pairs: shared ones at a table of the term, parted ones with either at such a table."""
    price, cost = prices_of(model), 0
    for requirement, term in model.terms:
        if isinstance(term, SharedTerm | PartedTerm):
            at = set(term.tables.tolist())
            for (p, q), each in zip(term.pairs.tolist(), term.costs.tolist(), strict=True):
                a, b = seats[p], seats[q]
                shared = a == b and a in at
                parted = a != b and bool({a, b} & at)
                cost += int(price[requirement]) * each * (shared if isinstance(term, SharedTerm) else parted)
    return cost


def replacements(rng: Random, model: Model, number: int) -> list[tuple[int, int, int, list[set[int]]]]:
    """Return random replacements (table, out, into) from an empty room on, with the members of all tables then.

    The number of persons stands for nobody, on either side.
    """
    members: list[set[int]] = [set() for _ in range(model.n_tables)]
    found = []
    for _ in range(number):
        t, nobody = rng.randrange(model.n_tables), model.n_persons
        out = rng.choice([nobody, *sorted(members[t])])
        into = rng.choice([nobody, *sorted(set(range(model.n_persons)) - members[t])])
        members[t] = (members[t] - {out}) | ({into} - {nobody})
        found.append((t, out, into, [set(those) for those in members]))
    return found


FAMILIES = {
    "counts": (("constant", "band"), count_rows_of, replace_in_counts, count_cost),
    "presences": (("presence",), presence_of, replace_in_presence, presence_cost),
    "sums": (("sum",), sums_of, replace_in_sums, sum_cost),
}


@pytest.mark.parametrize("family", FAMILIES)
def test_a_replacement_changes_the_cost_of_its_table_as_counted_from_scratch(family: str) -> None:
    shapes, arrays_of, exchange, cost = FAMILIES[family]
    rng = Random(family)
    changed = 0
    for _ in range(27):
        model = random_model(rng, shapes)
        arrays = arrays_of(model, prices_of(model))
        costs = [cost(model, t, set()) for t in range(model.n_tables)]
        if family == "counts":
            assert [begin_counts(arrays, t) for t in range(model.n_tables)] == costs
        for t, out, into, members in replacements(rng, model, 15):
            costs[t] += (change := int(exchange(arrays, t, out, into)))
            assert costs == [cost(model, n, those) for n, those in enumerate(members)]
            changed += change != 0
    assert changed > 67


def test_the_prices_of_one_more_and_one_less_are_those_of_adding_and_removing() -> None:
    """For somebody in one row alone, whose seat moves no band."""
    rng = Random(3)
    checked = 0
    for _ in range(60):
        model = random_model(rng, ("constant",))
        rows = count_rows_of(model, prices_of(model))
        for t in range(model.n_tables):
            begin_counts(rows, t)
        nobody = model.n_persons
        members = replacements(rng, model, 6)[-1][-1]
        for t, those in enumerate(members):
            for p in sorted(those):
                replace_in_counts(rows, t, nobody, p)
            for p in range(nobody):
                more = sum(int(rows.more[t, row]) for row in rows.slot[p])
                less = sum(int(rows.less[t, row]) for row in rows.slot[p])
                by = (less, those - {p}) if p in those else (more, those | {p})
                assert by[0] == count_cost(model, t, by[1]) - count_cost(model, t, those)
                checked += by[0] != 0
    assert checked > 60


def test_a_swap_in_two_parts_is_the_sum_of_two_replacements() -> None:
    """Where both are in the same bases; the first part serves all partners at the other table."""
    rng = Random(4)
    checked = 0
    for _ in range(40):
        model = random_model(rng, ("constant", "constant", "band"))
        if model.n_tables < 2:
            continue
        rows = count_rows_of(model, prices_of(model))
        members = [set(range(0, model.n_persons, 2)), set(range(1, model.n_persons, 2))]
        for t in range(model.n_tables):
            begin_counts(rows, t)
        for t, those in enumerate(members):
            for p in sorted(those):
                replace_in_counts(rows, t, model.n_persons, p)
        for p in sorted(members[0]):
            for q in sorted(members[1]):
                if rows.base_class[p] == rows.base_class[q]:
                    swapped = [members[0] - {p} | {q}, members[1] - {q} | {p}]
                    change = sum(count_cost(model, t, swapped[t]) - count_cost(model, t, members[t]) for t in (0, 1))
                    assert swap_by_parts(rows, 0, 1, p, q) == change
                    checked += 1
    assert checked > 33


def test_a_huge_sum_costs_no_more_than_the_limit() -> None:
    """Otherwise the energies of several sums would exceed 64 bits."""
    term = SumTerm(np.array([2**55, 1]), np.zeros(2, np.int64), 1, np.arange(1))
    none = np.zeros(0, np.int64)
    model = Model(
        ("a", "b"), 2, ("t",), none, np.zeros(1, bool), ("r",), np.array([True]), np.zeros(1, np.int64), ((0, term),)
    )
    sums = sums_of(model, prices_of(model))
    assert LARGEST_COST // 2 < replace_in_sums(sums, 0, 2, 0) <= LARGEST_COST
    assert replace_in_sums(sums, 0, 2, 1) == 0


def test_a_group_that_goes_to_another_table_uses_it() -> None:
    """One person goes, or two swap; a group that both are in uses the same tables afterwards."""
    rng = Random(5)
    changed = 0
    for _ in range(40):
        model = random_model(rng, ("spread",))
        if model.n_tables < 2:
            continue
        spread, nobody = spread_of(model, prices_of(model)), model.n_persons
        seats = {p: rng.randrange(model.n_tables) for p in range(nobody)}
        for p, t in seats.items():
            move_in_spread(spread, p, NOWHERE, t)
        for _ in range(12):
            before = spread_cost(model, seats)
            p, q = rng.randrange(nobody), rng.randrange(nobody)
            a, b = seats[p], seats[q]
            if a == b:
                b = (a + 1) % model.n_tables
                change = change_of_spread(spread, p, nobody, a, b)
            else:
                change = change_of_spread(spread, p, q, a, b) + change_of_spread(spread, q, p, b, a)
                move_in_spread(spread, q, b, a)
                seats[q] = a
            move_in_spread(spread, p, a, b)
            seats[p] = b
            assert spread_cost(model, seats) - before == change
            changed += change != 0
    assert changed > 13


def test_lists_of_partners_price_moves_and_swaps() -> None:
    """Of pairs at some tables or at all, wanted together or apart."""
    rng = Random(6)
    changed = 0
    for _ in range(150):
        model = random_model(rng, ("shared", "parted"))
        if model.n_tables < 2 or model.n_persons < 2:
            continue
        terms = [(r, term) for r, term in model.terms if isinstance(term, SharedTerm | PartedTerm)]
        pairs = sparse_pairs_of(model, terms, prices_of(model))
        seats = {p: rng.randrange(model.n_tables) for p in range(model.n_persons)}
        for p, t in seats.items():
            move_in_sparse(pairs, p, NOWHERE, t)
        for _ in range(10):
            before = pair_cost(model, seats)
            p, q = rng.sample(range(model.n_persons), 2)
            a, b = seats[p], rng.randrange(model.n_tables)
            i, j = pairs.row[p], pairs.row[q]
            change = pairs.price[i, b] - pairs.price[i, a] if i >= 0 else 0
            if seats[q] == b != a and rng.random() < 0.7:
                change += pairs.price[j, a] - pairs.price[j, b] if j >= 0 else 0
                change += correction(pairs, p, a, b, q) if i >= 0 and j >= 0 else 0
                move_in_sparse(pairs, q, b, a)
                seats[q] = a
            move_in_sparse(pairs, p, a, b)
            seats[p] = b
            assert pair_cost(model, seats) - before == change
            changed += change != 0
    assert changed > 200


def test_pairs_cost_something_at_the_tables_where_they_sit() -> None:
    """A shared pair counts twice at its table, a parted one once at each of the two."""
    rng = Random(7)
    for _ in range(20):
        model = random_model(rng, ("shared", "parted"))
        terms = [(r, term) for r, term in model.terms if isinstance(term, SharedTerm | PartedTerm)]
        pairs = sparse_pairs_of(model, terms, prices_of(model))
        table = np.array([rng.randrange(model.n_tables) for _ in range(model.n_persons)])
        cost = np.full(model.n_tables, -1)
        costs_by_table(pairs, table, cost)
        assert cost.sum() == 2 * pair_cost(model, dict(enumerate(table.tolist())))
        for t in range(model.n_tables):
            if t not in table:
                assert cost[t] == 0


def test_the_matrix_prices_moves_and_swaps_as_the_lists_do() -> None:
    rng = Random(8)
    changed = 0
    for _ in range(100):
        model = random_model(rng, ("shared", "parted"))
        if model.n_tables < 2 or model.n_persons < 2:
            continue
        everywhere = np.arange(model.n_tables)
        terms = [(r, type(term)(term.pairs, term.costs, everywhere)) for r, term in model.terms]
        dense = dense_pairs_of(model, terms, prices_of(model))
        model = replace(model, terms=tuple(terms))
        seats = {p: rng.randrange(model.n_tables) for p in range(model.n_persons)}
        for p, t in seats.items():
            move_in_dense(dense, p, NOWHERE, t)
        for _ in range(8):
            p, q = rng.sample(range(model.n_persons), 2)
            a, b = seats[p], seats[q]
            if a == b:
                continue
            found, before = np.zeros(2, np.int64), pair_cost(model, seats)
            dense_changes(dense, p, q, a, b, found)
            assert found[0] == pair_cost(model, {**seats, p: b}) - before
            assert found[1] == pair_cost(model, {**seats, p: b, q: a}) - before
            move_in_dense(dense, p, a, b)
            move_in_dense(dense, q, b, a)
            seats[p], seats[q] = b, a
            changed += found[1] != 0
    assert changed > 60
