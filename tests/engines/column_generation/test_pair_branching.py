"""Branching on pairs: where the linear program leaves pairs undecided, the bound still reaches the best seating."""

from __future__ import annotations

from itertools import combinations
from random import Random

import numpy as np
import pytest

from seating.engines.column_generation import bound
from seating.engines.column_generation.pair_branching import with_pair
from seating.engines.messages import BoundByColumns, BoundByPairs, Found
from seating.model import Model, penalty_of
from seating.terms import CountTerm, SharedTerm, Term
from tests.engines.column_generation.drawn import min_penalty, some_seating
from tests.engines.drawn import every_seating
from tests.examples import seeded
from tests.model.test_pair_bound import model_of

TABLES = np.arange(3)


def room_of_triangles(rng: Random) -> Model:
    """Return a room of six people at three tables of two, who would rather sit within their own half.

    Two halves of three people cannot be split into pairs, but the linear program takes half of each pair.
    """
    half = rng.sample(range(6), 3)
    pairs = np.array(list(combinations(range(6), 2)))
    within = [(one in half) == (other in half) for one, other in pairs.tolist()]
    costs = np.array([rng.choice([0, 0, 1]) if is_within else rng.choice([1, 2, 3]) for is_within in within])
    terms: list[tuple[int, Term]] = [(rng.choice([1, 2]), SharedTerm(pairs[costs > 0], costs[costs > 0], TABLES))]
    if rng.random() < 0.5:
        group = np.array(sorted(rng.sample(range(6), rng.randint(2, 4))))
        band = CountTerm.constant(group, TABLES, low=rng.randint(0, 1), high=rng.randint(1, 2))
        terms.append((rng.choice([1, 2]), band))
    return model_of(6, terms, [(2, 2)] * 3)


def hold_against_every_seating(cases: range) -> int:
    """Bound each case at several limits; return how often branching raised the bound."""
    raised = 0
    for case in cases:
        rng = Random(case)
        model = room_of_triangles(rng)
        best, begun = min_penalty(model), some_seating(rng, model)
        assert best is not None
        for work in (0.01, 0.1, 3.0):
            told: list[Found] = []
            answer = bound(model, BoundByPairs(begun, case, work), told.append)
            bounds = [found.bound for found in told if found.bound is not None]
            assert bounds == sorted(set(bounds)), case
            assert answer.bound == (bounds[-1] if bounds else None), case
            assert answer.bound is None or answer.bound <= best, case
        assert answer.bound == best, case
        without = bound(model, BoundByColumns(begun, case, 3.0), lambda found: None)
        reached = 0 if without.bound is None else without.bound  # none if it is not above the bound of the question
        assert reached <= best
        raised += reached < best
    return raised


@pytest.mark.room
def test_the_best_seating_is_proven_where_columns_alone_do_not_prove_it() -> None:
    assert hold_against_every_seating(range(10)) >= 3


@pytest.mark.night
@seeded(20)
def test_so_it_is_in_other_rooms(seed: int) -> None:
    hold_against_every_seating(range(seed, seed + 1))


def test_each_seating_is_in_exactly_one_half() -> None:
    model = room_of_triangles(Random(1))
    for pair in ((0, 1), (2, 5)):
        together, apart = (with_pair(model, pair, is_together) for is_together in (True, False))
        for tables in every_seating(model):
            value = penalty_of(model, tables)
            share = tables[pair[0]] == tables[pair[1]]
            kept, other = (together, apart) if share else (apart, together)
            assert penalty_of(kept, tables) == value
            assert penalty_of(other, tables).unmet > value.unmet


def test_the_same_each_time() -> None:
    model = room_of_triangles(Random(3))
    begun = some_seating(Random(3), model)
    asked = [BoundByPairs(begun, 3, 0.05) for _ in range(2)]
    one, two = (bound(model, question, lambda found: None) for question in asked)
    assert (one.bound, one.work) == (two.bound, two.work)
