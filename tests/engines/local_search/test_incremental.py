"""The counts kept up to date agree with the yardstick, person by person."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from random import Random
from types import FrameType
from typing import Any

import numpy as np
import pytest

from seating.engines.local_search.incremental import MUST_PRICE, IncrementalCosts, find_exchange, prices_of
from seating.engines.local_search.pairs import Pairs
from seating.engines.local_search.tallies import Points
from seating.model import Model, Value, penalty_of
from seating.room.plan import IntArray
from seating.terms import CountTerm, PartedTerm, SharedTerm
from tests.engines.drawn import SHAPES, random_convening, random_model, random_units
from tests.engines.every import random_seating, small_room
from tests.engines.rooms import big_model


def as_price(value: Value) -> int:
    return value.unmet * MUST_PRICE + value.penalty


def test_prices_are_the_differences_of_the_yardstick() -> None:
    rng = Random(1)
    for n in range(50):
        model = (random_model, random_convening, lambda rng: random_units(rng)[1].model)[n % 3](rng)
        tables = np.array([rng.randrange(model.n_tables) for _ in range(model.n_persons)])
        counts = IncrementalCosts.of(model, tables)
        person = rng.randrange(model.n_persons)
        here = counts.take(person)
        prices = counts.prices(person)
        counts.put(person, here)
        for table in range(model.n_tables):
            moved = tables.copy()
            moved[person] = table
            change = as_price(penalty_of(model, moved)) - as_price(penalty_of(model, tables))
            assert prices[table] - prices[here] == change


def test_seating_everybody_at_once_or_one_by_one_is_the_same() -> None:
    rng = Random(2)
    for n in range(60):
        model = random_model(rng) if n % 2 else random_units(rng)[1].model
        tables = np.array([rng.randrange(model.n_tables) for _ in range(model.n_persons)])
        one_by_one = IncrementalCosts(model)
        for person, table in enumerate(tables.tolist()):
            one_by_one.put(person, table)
        at_once = IncrementalCosts.of(model, tables)
        assert (one_by_one.costs() == at_once.costs()).all()
        assert (one_by_one.heads == at_once.heads).all()


def test_the_work_to_read_terms_that_are_alike_grows_with_their_number() -> None:
    rng = Random(7)
    models = (random_model(rng, SHAPES, must=1.0) for _ in range(100))
    model = next(model for model in models if isinstance(model.terms[0][1], CountTerm))

    def lines(number: int) -> int:
        many = replace(model, terms=model.terms[:1] * number)
        return count_lines(lambda: IncrementalCosts(many))

    assert lines(1_600) < 5 * lines(400)


def count_lines(run: Callable[[], object]) -> int:
    """Return how many lines of Python ran: a measure of work that is the same on each machine."""
    count = 0

    def trace(_frame: FrameType, event: str, _argument: object) -> Callable[[FrameType, str, object], Any]:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        run()
    finally:
        sys.settrace(before)
    return count


def test_a_seating_that_costs_nothing_costs_nothing_at_any_table() -> None:
    rng = Random(3)
    free = 0
    for _ in range(200):
        model: Model = random_model(rng, ("constant", "place", "shared", "presence"))
        tables = np.array([rng.randrange(model.n_tables) for _ in range(model.n_persons)])
        is_free = penalty_of(model, tables) == (0, 0)
        assert is_free == (not IncrementalCosts.of(model, tables).costs().any())
        free += is_free
    assert free > 5


@pytest.mark.parametrize("shape", SHAPES)
def test_after_any_walk_the_counts_are_those_of_a_new_seating(shape: str) -> None:
    """Persons are taken and put many times; every price on the way is the difference of two whole seatings."""
    rng = Random(f"walk {shape}")
    for _ in range(6):
        model = small_room(rng, (shape,))
        tables = random_seating(rng, model)
        counts = IncrementalCosts.of(model, tables)
        for _ in range(25):
            person, to = rng.randrange(model.n_persons), rng.randrange(model.n_tables)
            here = counts.take(person)
            assert here == tables[person]
            prices = counts.prices(person)
            counts.put(person, to)
            before, tables = tables, counts.tables.copy()
            change = as_price(penalty_of(model, tables)) - as_price(penalty_of(model, before))
            assert prices[to] - prices[here] == change
        anew = IncrementalCosts.of(model, tables)
        assert np.array_equal(counts.costs(), anew.costs())
        assert np.array_equal(counts.heads, np.bincount(tables[: model.n_people], minlength=model.n_tables))


def test_several_persons_without_a_seat_cost_what_they_add_one_by_one() -> None:
    """Put back in any order, they add up to the difference between the seatings with all of them."""
    rng = Random(5)
    for _ in range(60):
        model = small_room(rng)
        model.may_be_empty[:] = False  # an empty table that may stay so would cost nothing in between
        one, other = random_seating(rng, model), random_seating(rng, model)
        counts = IncrementalCosts.of(model, one)
        absent = rng.sample(range(model.n_persons), rng.randint(2, model.n_persons - 1))
        other[[p for p in range(model.n_persons) if p not in absent]] = one[
            [p for p in range(model.n_persons) if p not in absent]
        ]
        added = []
        for tables in (one, other):
            for person in absent:
                counts.take(person)
            total = 0
            for person in rng.sample(absent, len(absent)):
                total += int(counts.prices(person)[tables[person]])
                counts.put(person, int(tables[person]))
            added.append(total)
            assert np.array_equal(counts.tables, tables)
        assert added[1] - added[0] == as_price(penalty_of(model, other)) - as_price(penalty_of(model, one))


def test_costs_at_tables_add_up_to_the_value_where_no_cost_spans_tables() -> None:
    rng = Random(6)
    for _ in range(40):
        model = small_room(rng, ("constant", "band", "presence", "sum", "place"))
        tables = random_seating(rng, model)
        costs = IncrementalCosts.of(model, tables).costs()
        assert int(costs.sum()) == as_price(penalty_of(model, tables))


def naive_pair_costs(model: Model, tables: IntArray) -> list[int]:
    """Return the cost of pairs at each table; a pair at two tables counts at both, one at one table twice."""
    found = [0] * model.n_tables
    for requirement, term in model.terms:
        price = MUST_PRICE if model.musts[requirement] else int(model.weights[requirement])
        if not isinstance(term, (SharedTerm, PartedTerm)):
            continue
        for (a, b), cost in zip(term.pairs.tolist(), term.costs.tolist(), strict=True):
            at, to = int(tables[a]), int(tables[b])
            concerned = at in term.tables or to in term.tables
            if concerned and (at == to) == isinstance(term, SharedTerm):
                found[at] += price * cost
                found[to] += price * cost
    return found


def test_pairs_cost_at_each_table_what_adding_them_up_gives() -> None:
    rng, costly = Random(7), 0
    for _ in range(60):
        model = small_room(rng, ("shared", "parted"))
        tables = random_seating(rng, model)
        found = Pairs(model, prices_of(model)).costs(tables)
        assert found.tolist() == naive_pair_costs(model, tables)
        costly += bool(found.any())
    assert costly > 30


def pair_prices(pairs: Pairs, model: Model, person: int, tables: IntArray) -> IntArray:
    added = Points(model.n_tables)
    pairs.tally(person, tables, added)
    return added.found


def test_a_pair_costs_nothing_until_the_other_one_is_seated() -> None:
    rng = Random(8)
    for _ in range(30):
        model = small_room(rng, ("shared", "parted"))
        pairs = Pairs(model, prices_of(model))
        nobody = np.full(model.n_persons, -1)
        for person in range(model.n_persons):
            assert not pair_prices(pairs, model, person, nobody).any()
            others = random_seating(rng, model)
            others[person] = -1
            whole = []
            for table in range(model.n_tables):
                others[person] = table
                whole.append(sum(naive_pair_costs(model, others)) // 2)
            others[person] = -1
            prices = pair_prices(pairs, model, person, others)
            assert [int(price) - int(prices[0]) for price in prices] == [each - whole[0] for each in whole]


def test_a_must_costs_more_than_any_penalty() -> None:
    rng = Random(9)
    for _ in range(20):
        model = small_room(rng)
        prices = prices_of(model)
        assert (prices[model.musts] == MUST_PRICE).all()
        assert (prices[~model.musts] == model.weights[~model.musts]).all()
        assert max(penalty_of(model, random_seating(rng, model)).penalty for _ in range(20)) < MUST_PRICE


def test_no_exchange_is_better_than_the_one_found() -> None:
    """Every seating in which the person moves alone, or exchanges seats with somebody at the table, is tried."""
    rng = Random(7)
    swapped = 0
    for n in range(150):
        model = random_model(rng) if n % 2 else random_convening(rng)
        if model.n_tables < 2:
            continue
        tables = np.array([rng.randrange(model.n_tables) for _ in range(model.n_persons)])
        costs = IncrementalCosts.of(model, tables)
        person = rng.randrange(model.n_persons)
        table = rng.choice([t for t in range(model.n_tables) if t != tables[person]])
        found = find_exchange(costs, person, table)
        tried = []
        for other in [None, *np.flatnonzero(tables == table).tolist()]:
            changed = tables.copy()
            changed[person] = table
            if other is not None:
                changed[other] = tables[person]
            tried.append((penalty_of(model, changed), changed))
        best = min(value for value, _ in tried)
        assert penalty_of(model, found) == best
        assert (found == next(changed for value, changed in tried if value == best)).all()
        assert (costs.tables == tables).all()
        assert (costs.costs() == IncrementalCosts.of(model, tables).costs()).all()
        swapped += int((found != tables).sum()) == 2
    assert swapped > 20


def test_what_pairs_of_many_people_cost_is_added_up_at_once() -> None:
    """4,000 people of whom every two of a kind should share a table would take half a minute one pair at a time."""
    n = 400  # so each has nearly 400 pairs, and seating one runs fewer lines than that
    pairs = np.array([(a, b) for a in range(n) for b in range(a)], dtype=np.int64)
    term = PartedTerm(pairs, np.ones(len(pairs), dtype=np.int64), np.arange(50, dtype=np.int64))
    model = big_model(n, 50)
    model = replace(model, terms=((0, term),))
    counts, unit = IncrementalCosts.of(model, np.arange(n) % 50), prices_of(model)[0]

    def seat_each_again() -> None:
        for person in range(n):
            here = counts.take(person)
            assert (counts.prices(person) == unit * np.where(np.arange(50) == here, n - 8, n - 9)).all()
            counts.put(person, here)

    assert count_lines(seat_each_again) < 300 * n
