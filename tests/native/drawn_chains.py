"""Drawn rooms for the kernels of annealing: each chain runs with the C functions and with their references.

Rooms are small and odd at times: one person, one table, no term, more staff than people, units of several people.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from copy import deepcopy
from random import Random
from typing import Any

import numpy as np

from seating.engines.annealing.state import state_of
from seating.engines.annealing.table_pairs import is_local, table_pairs_of
from seating.model import Model
from seating.native import annealing
from seating.native.annealing import N_STATS, State
from seating.native.arrays import Passed, Reals
from seating.native.library import Function
from seating.native.reference.annealing import elementary, kernel, table_pairs
from seating.room.plan import IntArray
from tests.engines.drawn import random_model, random_units
from tests.native.comparing import assert_same

exponential = Function("seating_exponential", Reals, Reals)
logarithm = Function("seating_logarithm", Reals, Reals)


class Twins:
    """One chain in C and one in plain Python, with equal arrays."""

    def __init__(self, rng: Random, model: Model) -> None:
        tables = np.array([rng.randrange(model.n_tables) for _ in range(model.n_persons)], dtype=np.int64)
        energy = rng.randrange(1000)
        random = np.array([rng.getrandbits(64) | 1, rng.getrandbits(64)], dtype=np.uint64)
        self.mine = state_of(model, tables), np.zeros(N_STATS, np.int64), random
        self.other = deepcopy(self.mine)
        state, stats, _ = self.mine
        annealing.initialize(Passed(state), stats, tables, energy)
        kernel.initialize(self.other[0], self.other[1], tables, energy)
        assert_same(self.mine, self.other)

    def sample(self, number: int) -> None:
        """Sample swaps with both."""
        changes = np.full((2, number), -1, np.int64)
        state, _, random = self.mine
        annealing.sample_swaps(Passed(state), random, changes[0])
        kernel.sample_swaps(self.other[0], self.other[2], changes[1])
        assert_same(changes[0], changes[1])
        assert_same(self.mine, self.other)

    def search(self, tries: int, *numbers: float) -> None:
        """Search with both."""
        annealing.search(Passed(self.mine[0]), *self.mine[1:], tries, *numbers)
        kernel.search(*self.other, tries, *numbers)
        assert_same(self.mine, self.other)

    def sweep(self, remembered: Any, tries: int, *numbers: float) -> None:
        """Sweep with both; `remembered` is a pair of equal `TablePairs`."""
        annealing.sweep(Passed(self.mine[0]), Passed(remembered[0]), *self.mine[1:], tries, *numbers)
        table_pairs.sweep(self.other[0], remembered[1], *self.other[1:], tries, *numbers)
        assert_same(self.mine, self.other)
        assert_same(*remembered)

    @property
    def state(self) -> State:
        """The arrays of the chain in C."""
        return self.mine[0]


def drawn_room(rng: Random) -> Model:
    """Return a room with terms of drawn kinds, at times of units, of one table, or of one person."""
    if rng.random() < 0.4:
        return random_units(rng, people=rng.choice(((1, 2), (5, 7))))[1].model
    shapes = rng.choice(((), ("constant", "place", "shared", "presence", "sum")))
    return random_model(rng, shapes) if shapes else random_model(rng)


def without_people() -> Model:
    """Return a room of one table in which nobody sits."""
    none: IntArray = np.zeros(0, np.int64)
    return Model((), 0, ("t",), np.array([2]), np.zeros(1, np.bool_), (), none == 1, none, ())


def check_search(rng: Random) -> None:
    """Seat everyone, sample swaps, and search at falling temperatures."""
    twins = Twins(rng, drawn_room(rng))
    twins.sample(rng.choice((0, 1, 20)))
    for temperature in (1e6, 20.0, 2.0, 0.1):
        must_price = rng.choice((0.0, temperature, 1e9))
        twins.search(rng.choice((0, 1, 60)), temperature, must_price, rng.choice((0.0, 0.2, 1.0)), rng.random())


def check_sweep(rng: Random) -> None:
    """Sweep at falling temperatures, after a search."""
    twins = Twins(rng, drawn_room(rng))
    if not is_local(twins.state):
        return
    remembered = table_pairs_of(twins.state), table_pairs_of(twins.state)
    twins.search(20, 5.0, 5.0, 0.2, 0.5)
    for temperature in (20.0, 2.0, 0.1):
        must_price = rng.choice((0.0, temperature, 1e9))
        twins.sweep(remembered, rng.choice((0, 1, 80)), temperature, must_price, rng.choice((0.0, 0.3)), 0.5)


def check_empty(rng: Random) -> None:
    """Seat nobody."""
    twins = Twins(rng, without_people())
    twins.sample(3)
    twins.search(3, 1.0, 1.0, 0.2, 0.5)
    remembered = table_pairs_of(twins.state), table_pairs_of(twins.state)
    twins.sweep(remembered, 3, 1.0, 1.0, 0.2, 0.5)


def check_elementary(rng: Random) -> None:
    """Compare the exponential and the logarithm with their references, and with those of Python, which are rounded."""
    below = [-rng.expovariate(1 / 9) for _ in range(50)] + [-0.0, -1e-300]
    parts = [rng.random() for _ in range(50)] + [1.0, 2.0**-54, 0.5, 1.0 - 2.0**-53]
    compare(exponential, elementary.exponential, math.exp, below, 1.5)
    compare(logarithm, elementary.logarithm, math.log, parts, 2.5)


def compare(
    mine: Function, reference: Callable[[float], float], its: Callable[[float], float], x: list[float], units: float
) -> None:
    """Compare a function of C with its reference, and with one that may differ by so many units in the last place."""
    found = np.zeros(len(x))
    mine(np.array(x), found)
    assert found.tolist() == [reference(each) for each in x]
    for one, each in zip(found.tolist(), x, strict=True):
        assert abs(one - its(each)) <= units * math.ulp(its(each)), each


CHECKS = (check_search, check_sweep, check_empty, check_elementary)
