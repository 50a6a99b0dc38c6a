"""The random numbers and the rule of acceptance, against their definitions in plain Python."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from seating.engines.local_search import incremental
from seating.native.reference.annealing.acceptance import (
    CUTOFF,
    MUST_PRICE,
    is_accepted,
    random_below,
    random_bits,
    random_fraction,
)
from tests.examples import examples

BITS = 2**64 - 1


def draw(random: Any, n: int, bits: np.ndarray, below: np.ndarray, fractions: np.ndarray) -> None:
    for i in range(len(bits)):
        bits[i] = random_bits(random)
        below[i] = random_below(random, n)
        fractions[i] = random_fraction(random)


def accept(random: Any, change: int, temperature: float, must_price: float) -> bool:
    return is_accepted(random, change, temperature, must_price)


class Xoroshiro:
    """The generator as its authors define it: xoroshiro128+ with the shifts 24, 16 and 37."""

    def __init__(self, first: int, second: int) -> None:
        self.state = [first, second]

    def next(self) -> int:
        first, second = self.state
        found = (first + second) & BITS
        second ^= first
        self.state = [self.rotated(first, 24) ^ second ^ (second << 16 & BITS), self.rotated(second, 37)]
        return found

    @staticmethod
    def rotated(number: int, by: int) -> int:
        return (number << by | number >> (64 - by)) & BITS


def random_state(seed: int) -> np.ndarray:
    return np.random.default_rng(seed).integers(1, 2**63, size=2, dtype=np.uint64)


@examples(12)
@given(st.integers(1, BITS), st.integers(0, BITS), st.integers(1, 2**31))
def test_the_numbers_are_those_of_the_published_generator(first: int, second: int, n: int) -> None:
    bits, below, fractions = np.zeros(20, np.uint64), np.zeros(20, np.int64), np.zeros(20)
    draw(np.array([first, second], dtype=np.uint64), n, bits, below, fractions)
    twin = Xoroshiro(first, second)
    for i in range(20):
        assert int(bits[i]) == twin.next()
        assert below[i] == (twin.next() >> 32) * n >> 32
        assert fractions[i] == ((twin.next() >> 11) + 0.5) / 2**53


def test_a_must_has_one_price_in_both_engines() -> None:
    assert MUST_PRICE == incremental.MUST_PRICE


@examples(50)
@given(
    st.integers(0, 3), st.integers(-(10**6), 10**6), st.floats(0.01, 1000), st.floats(0.0, 1e6), st.integers(0, 2**32)
)
def test_a_change_is_accepted_as_the_rule_says(
    unmet: int, worse: int, temperature: float, must_price: float, seed: int
) -> None:
    """With a price for each unit of unmet must, and a cutoff above which nothing is accepted."""
    random = random_state(seed)
    fraction = ((sum_of_twins(random) >> 11) + 0.5) / 2**53
    cost = worse + must_price * unmet
    taken = bool(accept(random, unmet * MUST_PRICE + worse, temperature, must_price))
    if cost <= 0:
        assert taken
    elif cost >= CUTOFF * temperature:
        assert not taken
    else:
        assert taken == (fraction < math.exp(-cost / temperature))


def sum_of_twins(random: np.ndarray) -> int:
    return Xoroshiro(*(int(word) for word in random)).next()


@examples(25)
@given(st.integers(1, 10**6), st.floats(0.01, 1000), st.floats(1.0, 10), st.integers(0, 2**32))
def test_what_is_accepted_cold_is_accepted_warm(change: int, temperature: float, warmer: float, seed: int) -> None:
    """With the same random number; and a smaller change for the worse is accepted where a larger one is."""
    cold = bool(accept(random_state(seed), change, temperature, 1.0))
    warm = bool(accept(random_state(seed), change, temperature * warmer, 1.0))
    smaller = bool(accept(random_state(seed), (change + 1) // 2, temperature, 1.0))
    assert warm >= cold
    assert smaller >= cold
