"""The schedule of a search: the clock, the range of temperatures, and the temperature at each moment."""

from __future__ import annotations

from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seating.engines.annealing.cooling import (
    COOLING,
    FIRST,
    MOST_TRIED,
    STEPS,
    TRIES_A_UNIT,
    USUAL_RATIO,
    Clock,
    Range,
    _Best,
    find_range,
)
from seating.engines.messages import Anneal, Found
from seating.model import Value
from tests.examples import examples

RANGES = st.builds(
    lambda cold, ratio, odd: Range(cold * ratio, cold, odd),
    st.floats(0.01, 100),
    st.floats(1, 1000),
    st.floats(1, 4),
)


def asked(work: float) -> Anneal:
    return Anneal(np.zeros(1, np.int64), 0, work, 1, Value(0, 0))


@examples(25)
@given(RANGES, st.floats(-0.5, 1.5), st.integers(1, 9), st.integers(0, 5))
def test_no_temperature_is_outside_the_range(range_: Range, progress: float, cycles: int, chain: int) -> None:
    top = range_.warm * (range_.odd if chain % 2 else 1.0)
    assert range_.cold * 0.999 <= range_.at(progress, cycles, chain) <= top * 1.001


@examples(15)
@given(RANGES, st.integers(1, 6), st.integers(0, 3))
def test_within_a_cycle_it_only_cools_and_by_equal_ratios(range_: Range, cycles: int, chain: int) -> None:
    for cycle in range(cycles):
        at = [range_.at((cycle + k / 8) / cycles + 1e-9, cycles, chain) for k in range(8)]
        ratios = [later / earlier for earlier, later in pairwise(at)]
        assert max(ratios) <= 1.0 + 1e-9
        assert ratios == pytest.approx([ratios[0]] * len(ratios), rel=1e-4)


@examples(15)
@given(RANGES, st.integers(2, 6))
def test_later_cycles_begin_half_way_but_for_odd_ones_of_odd_chains(range_: Range, cycles: int) -> None:
    middle = (range_.warm * range_.cold) ** 0.5
    for cycle in range(1, cycles):
        begins = [range_.at(cycle / cycles + 1e-12, cycles, chain) for chain in (0, 1)]
        assert begins[0] == pytest.approx(middle, rel=1e-4)
        assert begins[1] == pytest.approx(range_.warm * range_.odd if cycle % 2 else middle, rel=1e-4)


@examples(25)
@given(
    st.lists(st.integers(-50, 50), min_size=1, max_size=20),
    st.floats(1e-3, 1e4),
    st.booleans(),
    st.integers(1, 80),
)
def test_the_range_is_found_by_cooling_from_half_a_typical_change(
    changes: list[int], scale: float, is_pair_heavy: bool, enough: int
) -> None:
    """Whatever the rates: tries cool step by step, end in time, and the warm end is not below the cold one."""
    tried: list[float] = []

    def rate_at(temperature: float) -> float:
        tried.append(temperature)
        return temperature / (temperature + scale)

    found = find_range(np.array(changes), rate_at, lambda: len(tried) >= enough, is_pair_heavy)
    worse = [change for change in changes if change > 0] or [-change for change in changes if change < 0]
    if not worse:
        assert (found, tried) == (Range(1.0, 1.0), [])
        return
    assert tried[0] == np.median(worse) * FIRST
    assert tried == pytest.approx([tried[0] * COOLING**k for k in range(len(tried))])
    assert len(tried) <= min(MOST_TRIED, enough)
    assert 0 < found.cold <= found.warm <= tried[0]


def test_without_time_for_the_cold_end_it_is_a_usual_fraction_of_the_warm_one() -> None:
    found = find_range(np.array([40]), lambda temperature: 0.5, lambda: True, is_pair_heavy=False)
    assert found == Range(20.0, 20.0 / USUAL_RATIO)


def test_work_is_counted_in_tries_of_equal_steps() -> None:
    clock = Clock(asked(work=0.5))
    assert clock.tries == 0.5 * TRIES_A_UNIT // STEPS
    steps = 0
    while not clock.is_over:
        assert clock.progress == pytest.approx(steps / STEPS)
        clock.record(clock.tries)
        steps += 1
    assert (steps, clock.tried) == (STEPS, clock.all) == (STEPS, 0.5 * TRIES_A_UNIT)


def test_no_work_is_over_after_one_try() -> None:
    clock = Clock(asked(work=0.0))
    assert (clock.tries, clock.is_over) == (1, False)
    clock.record(1)
    assert clock.is_over


def test_of_equally_good_chains_the_first_counts_and_only_better_seatings_are_reported() -> None:
    def chain(penalty: int, table: int) -> SimpleNamespace:
        return SimpleNamespace(best=Value(0, penalty), tables=np.array([table]))

    found: list[Found] = []
    best = _Best(np.array([9]), Value(0, 5), found.append)
    best.update([chain(5, 1), chain(3, 2), chain(3, 3), chain(4, 4)])
    best.update([chain(3, 5)])
    assert (best.value, best.tables.tolist()) == (Value(0, 3), [2])
    assert [report.tables.tolist() for report in found if report.tables is not None] == [[2]]
