"""A chain's running sums agree with the yardstick, whatever terms there are and wherever it goes."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest

from seating.engines.annealing.chain import Chain
from seating.engines.annealing.pair_energy import split_pair_terms
from seating.engines.annealing.state import state_of
from seating.engines.local_search.incremental import MUST_PRICE
from seating.model import Model, penalty_of
from seating.native import annealing as kernel
from seating.native import annealing as occupancy
from seating.native.arrays import Passed
from seating.room.plan import IntArray
from seating.terms import PartedTerm, SharedTerm
from tests.engines.drawn import SHAPES, random_convening, random_model
from tests.engines.rooms import big_model


def seated(rng: Random, model: Model) -> IntArray:
    return np.array([rng.randrange(model.n_tables) for _ in range(model.n_persons)], dtype=np.int64)


def energy(model: Model, tables: IntArray) -> int:
    value = penalty_of(model, tables)
    return value.unmet * MUST_PRICE + value.penalty


@pytest.mark.parametrize("temperature", [0.01, 1.0, 100.0])
def test_energies_are_those_of_the_yardstick(temperature: float) -> None:
    """After any number of swaps and moves, the seating and the best one are worth what the chain says."""
    rng = Random(int(temperature * 100))
    went = 0
    for n in range(40):
        model = random_model(rng) if n % 3 else random_convening(rng)
        state, counted = state_of(model), np.zeros(occupancy.N_STATS, dtype=np.int64)
        random = np.array([rng.getrandbits(63) | 1, rng.getrandbits(63)], dtype=np.uint64)
        tables = seated(rng, model)
        kernel.initialize(Passed(state), counted, tables, energy(model, tables))
        for _ in range(4):
            kernel.search(Passed(state), counted, random, 50, temperature, temperature, 0.5, 0.5)
            assert counted[occupancy.ENERGY] == energy(model, state.occupancy.table)
            assert counted[occupancy.BEST] == energy(model, state.occupancy.best) <= counted[occupancy.ENERGY]
        went += int(counted[occupancy.WORSE_SWAPS] > 0) + int(counted[occupancy.MOVES_MADE] > 0)
    assert went > 13


@pytest.mark.parametrize("kind", [SharedTerm, PartedTerm])
def test_energies_are_right_where_nearly_every_pair_costs_something(kind: type[SharedTerm | PartedTerm]) -> None:
    """Such pairs are kept as a square, beside whatever other terms there are; those of some tables stay in lists."""
    rng = Random(kind.__name__)
    squares = 0
    for n in range(120):
        model = random_model(rng)
        pairs = np.array([(p, q) for p in range(model.n_persons) for q in range(p)], dtype=np.int64).reshape(-1, 2)
        costs = np.array([rng.randint(0, 9) for _ in pairs], dtype=np.int64)
        at = np.arange(model.n_tables if n % 3 else 1)
        model = replace(model, terms=(*model.terms, (0, kind(pairs, costs, at))))
        chain = Chain(model, seated(rng, model), seed=1, number=0)
        for temperature in (100.0, 5.0, 0.5):
            chain.search(100, temperature)
        assert chain.best == penalty_of(model, chain.tables)
        squares += bool(split_pair_terms(model)[0])
    assert 40 < squares < 120


@pytest.mark.parametrize(("share", "is_pair_heavy"), [(0.4, True), (0.2, False)])
def test_several_terms_together_may_make_it_a_matter_of_pairs(share: float, is_pair_heavy: bool) -> None:
    """As of rounds that are planned together, each of which has a term of its own."""
    model = big_model(40, 5)
    pairs = np.array([(p, q) for p in range(model.n_people) for q in range(p)], dtype=np.int64)
    half = int(share * len(pairs))
    both = [SharedTerm(some, np.ones(half, np.int64), np.arange(5)) for some in (pairs[:half], pairs[-half:])]
    model = replace(model, terms=tuple((0, term) for term in both))
    assert Chain(model, seated(Random(1), model), seed=1, number=0).is_pair_heavy == is_pair_heavy


@pytest.mark.parametrize("shape", SHAPES)
def test_each_shape_of_term_by_itself(shape: str) -> None:
    rng = Random(shape)
    for _ in range(40):
        model = random_model(rng, (shape,))
        chain = Chain(model, seated(rng, model), seed=1, number=0)
        chain.search(300, temperature=2.0)
        assert chain.best == penalty_of(model, chain.tables)


def test_what_swaps_would_add_is_what_they_add() -> None:
    """The changes that set the temperatures are true differences."""
    rng = Random(5)
    for _ in range(60):
        model = random_model(rng)
        tables = seated(rng, model)
        possible = set()
        for p in range(model.n_people):
            for q in range(model.n_people):
                swapped = tables.copy()
                swapped[[p, q]] = tables[[q, p]]
                possible.add(energy(model, swapped) - energy(model, tables))
        assert set(Chain(model, tables, 0, 0).changes().tolist()) <= possible | {0}


def test_the_best_seating_is_no_worse_than_the_first() -> None:
    rng = Random(6)
    for _ in range(50):
        model = random_model(rng)
        tables = seated(rng, model)
        chain = Chain(model, tables, 0, 0)
        chain.search(200, temperature=1000.0)
        assert chain.best <= penalty_of(model, tables)
