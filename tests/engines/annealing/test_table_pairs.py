"""Sweeps over pairs of tables: energies and remembered probabilities agree with evaluations from scratch."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from seating.engines.annealing.chain import Chain
from seating.engines.annealing.state import state_of
from seating.engines.annealing.table_pairs import forget, is_local, table_pairs_of
from seating.engines.local_search.incremental import MUST_PRICE
from seating.model import Model, penalty_of
from seating.native import annealing as kernel
from seating.native import annealing as occupancy
from seating.native.annealing import State, TablePairs, sweep
from seating.native.arrays import Passed
from seating.native.reference.annealing.acceptance import CUTOFF
from seating.native.reference.annealing.table_pairs import pair_key
from seating.room.plan import IntArray
from tests.engines.drawn import random_convening, random_model
from tests.engines.rooms import big_model

Arrays = tuple[State, TablePairs, np.ndarray, np.ndarray]


def energy(model: Model, tables: IntArray) -> int:
    value = penalty_of(model, tables)
    return value.unmet * MUST_PRICE + value.penalty


def begun(rng: Random, model: Model) -> Arrays:
    tables = np.array([rng.randrange(model.n_tables) for _ in range(model.n_persons)], dtype=np.int64)
    state, stats = state_of(model), np.zeros(occupancy.N_STATS, dtype=np.int64)
    kernel.initialize(Passed(state), stats, tables, energy(model, tables))
    random = np.array([rng.getrandbits(63) | 1, rng.getrandbits(63)], dtype=np.uint64)
    return state, table_pairs_of(state), stats, random


def passed(arrays: Arrays) -> tuple[Passed, Passed, np.ndarray, np.ndarray]:
    return Passed(arrays[0]), Passed(arrays[1]), *arrays[2:]


@pytest.mark.parametrize("temperature", [0.1, 1.0, 100.0])
def test_energies_are_those_of_an_evaluation_from_scratch(temperature: float) -> None:
    rng = Random(int(temperature * 100))
    swapped = 0
    for n in range(50):
        model = random_model(rng) if n % 3 else random_convening(rng)
        arrays = state, _, stats, _ = begun(rng, model)
        if not is_local(state):
            continue
        for _ in range(4):
            sweep(*passed(arrays), 60, temperature, temperature, 0.3, 0.5)
            assert stats[occupancy.ENERGY] == energy(model, state.occupancy.table)
            assert stats[occupancy.BEST] == energy(model, state.occupancy.best) <= stats[occupancy.ENERGY]
        swapped += int(stats[occupancy.WORSE_SWAPS])
    assert swapped > 16


@pytest.mark.parametrize("cases", [150, pytest.param(600, marks=pytest.mark.night)])
def test_remembered_sums_are_those_of_all_swaps(cases: int) -> None:
    """Compare every remembered sum that is about the present seating with the Metropolis rule on whole evaluations."""
    rng, checked = Random(5), 0
    for n in range(cases):
        model = random_model(rng) if n % 3 else random_convening(rng)
        arrays = state, table_pairs, _, _ = begun(rng, model)
        if not is_local(state):
            continue
        temperature, must_price = rng.choice((0.3, 2.0)), 3.0
        sweep(*passed(arrays), 300, temperature, must_price, 0.1, 0.5)
        for a in range(model.n_tables):
            for b in range(a + 1, model.n_tables):
                key = pair_key(table_pairs.content, a, b)
                at = int(key) % table_pairs.key.shape[2]
                if table_pairs.key[a, b, at] == key:
                    expected = rate_of_swaps(model, state.occupancy.table, a, b, temperature, must_price)
                    assert table_pairs.rate[a, b, at] == pytest.approx(expected)
                    checked += 1
    assert checked > 3 * cases // 8


def rate_of_swaps(model: Model, tables: IntArray, a: int, b: int, temperature: float, must_price: float) -> float:
    """Return the sum of the acceptance probabilities of all swaps of people at tables a and b."""
    now, total = penalty_of(model, tables), 0.0
    people = np.arange(model.n_people)
    for p in people[tables[: model.n_people] == a].tolist():
        for q in people[tables[: model.n_people] == b].tolist():
            swapped = tables.copy()
            swapped[p], swapped[q] = b, a
            then = penalty_of(model, swapped)
            worse = then.penalty - now.penalty + must_price * (then.unmet - now.unmet)
            if then <= now or worse <= 0:
                total += 1.0
            elif worse < CUTOFF * temperature:
                total += float(np.exp(-worse / temperature))
    return total


def test_a_chain_forgets_when_it_gets_warmer() -> None:
    model = big_model(60, 6)
    chain = Chain(model, np.repeat(np.arange(6), 10), seed=1, number=0)
    chain.is_sweeping = True
    chain.search(20_000, 0.5)
    table_pairs = chain._table_pairs
    assert table_pairs is not None
    assert table_pairs.key.any()
    forget(table_pairs)
    assert not table_pairs.key.any()
    chain.is_sweeping = True
    chain.search(20_000, 5.0)
    assert chain.best == penalty_of(model, chain.tables)


def test_a_chain_sweeps_only_where_swaps_are_rare() -> None:
    model = big_model(60, 6)
    chain = Chain(model, np.repeat(np.arange(6), 10), seed=1, number=0)
    chain.search(20_000, 1_000.0)
    assert not chain.is_sweeping
    chain.is_sweeping = True
    chain.search(20_000, 1_000.0)
    assert not chain.is_sweeping
