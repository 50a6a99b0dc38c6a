"""Drawn inputs of the kernels of several rounds: each is given to the C function and to its reference.

Some rounds have no people or one, a single table, or people who come to this round only.
"""

from __future__ import annotations

from copy import deepcopy
from random import Random

import numpy as np

from seating.engines.annealing.state import state_of
from seating.engines.local_search.incremental import MUST_PRICE
from seating.engines.multi_round.joined_rounds import Rounds, rounds_of, value_of_rounds
from seating.engines.multi_round.round_company import company_of
from seating.native import annealing, rounds
from seating.native.arrays import Passed
from seating.native.reference import rounds as rounds_in_python
from seating.room.plan import IntArray
from seating.terms import CompanyTerm
from tests.engines.drawn import SHAPES, random_model
from tests.engines.every import random_seating
from tests.native.comparing import assert_same, drawn


def drawn_rounds(rng: Random) -> tuple[Rounds, IntArray]:
    """Return one to three tiny rounds in which any meeting may cost something, at times as a must, and a seating."""
    number = rng.randint(1, 3)
    people = rng.choice(((0, 1), (1, 2), (2, 6), (4, 8)))
    models = [random_model(rng, SHAPES, 0.2, people, (1, 3)) for _ in range(number)]
    ids = sorted({identity for model in models for identity in model.person_ids})
    kinds = {(one, other): 1 for one in ids for other in ids if one < other and rng.random() < 0.3}
    price = rng.choice((1, 3, MUST_PRICE))
    found = rounds_of(models, [(price, CompanyTerm(kinds, drawn(rng, 0, 4, 2, 2**number)))])
    return found, found.stack.joined([random_seating(rng, model) for model in models])


def energy_of(several: Rounds, tables: IntArray) -> int:
    """Return the energy of a seating, computed from scratch."""
    value = value_of_rounds(several, tables)
    return value.unmet * MUST_PRICE + value.penalty


def check_rounds(rng: Random) -> None:
    """Sample swaps, and search at some temperatures; the energy is that of an evaluation from scratch."""
    several, tables = drawn_rounds(rng)
    state, stats = state_of(several.stack.model, tables), np.zeros(annealing.N_STATS, dtype=np.int64)
    annealing.initialize(Passed(state), stats, tables, energy_of(several, tables))
    random = np.array([rng.getrandbits(63) | 1, rng.getrandbits(63)], dtype=np.uint64)
    given = (state, company_of(several, tables), stats, random, np.zeros(rng.choice((0, 9)), dtype=np.int64))
    expected = deepcopy(given)
    state, company, stats, random, changes = given
    passed = Passed(state), Passed(company)
    for _ in range(rng.randint(1, 3)):
        numbers = (
            rng.choice((0, 1, 60)),
            rng.choice((0.1, 1.0, 30.0)),
            rng.choice((1.0, 50.0)),
            rng.random(),
            rng.random(),
        )
        rounds.sample_swaps(*passed, random, changes)
        rounds.search(*passed, stats, random, *numbers)
        with np.errstate(over="ignore"):  # the random numbers of C wrap around
            rounds_in_python.sample_swaps(*expected[:2], expected[3], expected[4])
            rounds_in_python.search(*expected[:4], *numbers)
        assert_same(given, expected)
        assert stats[annealing.ENERGY] == energy_of(several, state.occupancy.table)
        assert stats[annealing.BEST] == energy_of(several, state.occupancy.best)
        assert_same(company, company_of(several, state.occupancy.table))


CHECKS = (check_rounds,)
