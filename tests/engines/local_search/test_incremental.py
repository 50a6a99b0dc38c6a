"""The counts kept up to date agree with the yardstick, person by person."""

from __future__ import annotations

from random import Random

import numpy as np

from seating.engines.local_search.incremental import MUST_PRICE, IncrementalCosts
from seating.model import Model, Value, penalty_of
from tests.engines.drawn import random_convening, random_model


def as_price(value: Value) -> int:
    return value.unmet * MUST_PRICE + value.penalty


def test_prices_are_the_differences_of_the_yardstick() -> None:
    rng = Random(1)
    for n in range(150):
        model = random_model(rng) if n % 2 else random_convening(rng)
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
    for _ in range(50):
        model = random_model(rng)
        tables = np.array([rng.randrange(model.n_tables) for _ in range(model.n_persons)])
        one_by_one = IncrementalCosts(model)
        for person, table in enumerate(tables.tolist()):
            one_by_one.put(person, table)
        at_once = IncrementalCosts.of(model, tables)
        assert (one_by_one.costs() == at_once.costs()).all()
        assert (one_by_one.heads == at_once.heads).all()


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
