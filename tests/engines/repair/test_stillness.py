"""Tables that can be exchanged keep their people, and nobody moves who need not."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from random import Random

import numpy as np
import pytest

from seating.engines.repair import Baseline, hold_still, move_fewer
from seating.engines.repair.stillness import keep_numbers
from seating.model import Model, penalty_of
from seating.model.classes import table_classes
from seating.room.plan import IntArray
from tests.engines.drawn import random_model
from tests.engines.every import every, small_room
from tests.examples import seeded


def earlier_of(rng: Random, model: Model) -> Baseline:
    """Return a random earlier seating, in which some people have no table."""
    tables = np.array([rng.randrange(-1, model.n_tables) for _ in range(model.n_persons)], dtype=np.int64)
    counted = (np.arange(model.n_tables)[None, :] != tables[:, None]).astype(np.int64)
    counted[tables < 0] = 0
    return Baseline(tables, counted)


def alike_room(rng: Random) -> Model:
    """Return a random model in which some tables can be exchanged, because most terms are about every table."""
    model = random_model(rng, ("constant", "presence", "spread", "sum", "shared", "parted"), 0.3, (3, 7), (2, 4))
    everywhere = np.arange(model.n_tables, dtype=np.int64)
    terms = [(r, replace(term, tables=everywhere) if rng.random() < 0.9 else term) for r, term in model.terms]
    return replace(model, terms=tuple(terms), may_be_empty=np.zeros(model.n_tables, dtype=bool))


def seating_of(rng: Random, model: Model) -> IntArray:
    return np.array([rng.randrange(model.n_tables) for _ in range(model.n_persons)], dtype=np.int64)


@seeded(60)
def test_exchanged_tables_change_no_value_and_lower_no_overlap(seed: int) -> None:
    """And no other way to exchange tables of one class keeps more people."""
    rng = Random(f"numbers {seed}")
    model = alike_room(rng)
    baseline, tables = earlier_of(rng, model), seating_of(rng, model)
    found = keep_numbers(model, baseline, tables)
    assert penalty_of(model, found) == penalty_of(model, tables)
    classes = table_classes(model).of
    ways = (np.array(way) for way in permutations(range(model.n_tables)))
    fewest = min(baseline.moves(way[tables]) for way in ways if (classes[way] == classes).all())
    assert baseline.moves(found) == fewest <= baseline.moves(tables)


def test_tables_keep_their_numbers_among_equals() -> None:
    exchanged = 0
    for seed in range(40):
        rng = Random(f"equals {seed}")
        model = alike_room(rng)
        baseline, tables = earlier_of(rng, model), seating_of(rng, model)
        found = keep_numbers(model, baseline, tables)
        if baseline.moves(found) == baseline.moves(tables):
            assert (found == tables).all(), seed
        exchanged += bool((found != tables).any())
    assert exchanged > 10


@seeded(40)
def test_holding_still_makes_no_seating_worse(seed: int) -> None:
    rng = Random(f"still {seed}")
    model = alike_room(rng)
    baseline, tables = earlier_of(rng, model), seating_of(rng, model)
    found = hold_still(model, baseline, tables)
    before, after = penalty_of(model, tables), penalty_of(model, found)
    assert (after, baseline.moves(found)) <= (before, baseline.moves(tables))


@pytest.mark.room
@seeded(25)
def test_with_a_perfect_search_nobody_moves_who_need_not(seed: int) -> None:
    """Of all seatings that are worth as much, the one with the fewest moves, by brute force."""
    rng = Random(f"fewest {seed}")
    model = small_room(rng)
    grid = every(model)
    best = min(zip(grid.unmet.tolist(), grid.penalty.tolist(), range(len(grid.seatings)), strict=True))
    baseline, tables = earlier_of(rng, model), grid.seatings[best[2]]

    def search(priced: Model, begun: IntArray) -> IntArray:
        prices = every(priced)
        order = np.lexsort((prices.penalty, prices.unmet))
        return prices.seatings[order[0]]

    found = move_fewer(model, baseline, tables, search)
    alike = grid.of((grid.unmet == best[0]) & (grid.penalty == best[1])).seatings
    assert penalty_of(model, found) == best[:2]
    assert baseline.moves(found) == min(baseline.moves(one) for one in alike)
