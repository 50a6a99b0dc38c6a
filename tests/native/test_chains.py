"""The kernels of annealing do exactly what their references do."""

from __future__ import annotations

from random import Random

from tests.examples import seeded
from tests.native import drawn_chains


@seeded(25)
def test_searches(seed: int) -> None:
    drawn_chains.check_search(Random(seed))


@seeded(25)
def test_sweeps(seed: int) -> None:
    drawn_chains.check_sweep(Random(seed))


@seeded(1)
def test_a_room_without_people(seed: int) -> None:
    drawn_chains.check_empty(Random(seed))


@seeded(40)
def test_the_exponential_and_the_logarithm(seed: int) -> None:
    drawn_chains.check_elementary(Random(seed))
