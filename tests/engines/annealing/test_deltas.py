"""Every change of energy that the compiled search computes equals the difference of two evaluations from scratch."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seating.engines.annealing.cooling import Range, find_range
from seating.engines.annealing.group_energy import group_slots
from seating.engines.annealing.state import state_of
from seating.engines.annealing.table_pairs import is_local, table_pairs_of
from seating.engines.local_search.incremental import MUST_PRICE
from seating.model import Model, penalty_of
from seating.native import annealing as kernel
from seating.native import annealing as occupancy
from seating.native.annealing import State, sweep
from seating.native.arrays import Passed
from seating.native.reference.annealing.acceptance import is_accepted, random_below, random_fraction
from seating.native.reference.annealing.count_energy import outgoing_change
from seating.native.reference.annealing.exchanges import try_exchange
from seating.native.reference.annealing.neighborhood import make_move, make_swap, move_change, swap_change, table_change
from seating.native.reference.annealing.state import with_waivers
from seating.room.plan import IntArray
from tests.engines.drawn import SHAPES, random_model, random_units
from tests.examples import examples

ROOMS = st.integers(0, 2**32).map(Random)


def priced_swap(state: State, p: int, q: int) -> int:
    a, b = state.occupancy.table[p], state.occupancy.table[q]
    return swap_change(state, p, q, a, b, outgoing_change(state.rows, a, b, p))


def made_swap(state: State, counters: np.ndarray, p: int, q: int) -> None:
    make_swap(state, counters, p, q)


def moved(state: State, counters: np.ndarray, p: int, b: int) -> int:
    """Move a person and return the change of energy that was computed before."""
    a, nobody = state.occupancy.table[p], len(state.occupancy.table)
    leave, enter = table_change(state, a, p, nobody), table_change(state, b, nobody, p)
    change = with_waivers(state.occupancy, p, a, b, leave, enter) + move_change(state, p, a, b)
    make_move(state, counters, p, b, leave, enter)
    return change


def accepted(random: np.ndarray, change: int, temperature: float, must_price: float) -> bool:
    return is_accepted(random, change, temperature, must_price)


def drawn(random: np.ndarray, n: int, whole: np.ndarray, fractions: np.ndarray) -> None:
    for i in range(len(whole)):
        whole[i] = random_below(random, n)
        fractions[i] = random_fraction(random)


def energy(model: Model, tables: IntArray) -> int:
    value = penalty_of(model, tables)
    return value.unmet * MUST_PRICE + value.penalty


def seated(rng: Random, model: Model) -> tuple[State, np.ndarray]:
    tables = np.array([rng.randrange(model.n_tables) for _ in range(model.n_persons)], dtype=np.int64)
    state, counters = state_of(model), np.zeros(occupancy.N_STATS, dtype=np.int64)
    kernel.initialize(Passed(state), counters, tables, energy(model, tables))
    return state, counters


def check_arrays(model: Model, state: State) -> None:
    """Compare the running arrays of a state with those of a new one for the same seating."""
    tables = state.occupancy.table
    anew, counters = state_of(model), np.zeros(occupancy.N_STATS, dtype=np.int64)
    kernel.initialize(Passed(anew), counters, tables.copy(), 0)
    for family in ("rows", "presence", "sums", "spread", "links", "dense"):
        for name in getattr(state, family)._fields:
            if name != "outgoing":
                here, there = getattr(getattr(state, family), name), getattr(getattr(anew, family), name)
                assert np.array_equal(here, there), (family, name)
    for name in ("heads", "cost", "seat_excess"):
        assert np.array_equal(getattr(state.occupancy, name), getattr(anew.occupancy, name)), name
    shift = state.pairs.price - anew.pairs.price  # prices of pairs mean something only up to a constant for each person
    assert (shift == shift[:, :1]).all()
    for t, heads in enumerate(state.occupancy.heads.tolist()):
        members = state.occupancy.member[t, :heads].tolist()
        assert sorted(members) == np.flatnonzero(tables[: model.n_people] == t).tolist()
        assert [state.occupancy.position[p] for p in members] == list(range(heads))


@pytest.mark.parametrize("shape", SHAPES)
@examples(10)
@given(ROOMS)
def test_swaps_and_moves_change_the_energy_by_what_they_say(shape: str, rng: Random) -> None:
    model = random_model(rng, (shape,))
    check_walk(rng, model)


@examples(25)
@given(ROOMS)
def test_so_they_do_with_all_shapes_together(rng: Random) -> None:
    check_walk(rng, random_model(rng))


@pytest.mark.parametrize("shape", SHAPES)
def test_so_they_do_where_persons_are_units(shape: str) -> None:
    rng = Random(f"units {shape}")
    for _ in range(10):
        check_walk(rng, random_units(rng, (shape,))[1].model)


def exchanged(state: State, counters: np.ndarray, random: np.ndarray, p: int, b: int, temperature: float) -> None:
    try_exchange(state, counters, random, p, b, temperature, float(MUST_PRICE))


@pytest.mark.room
@pytest.mark.parametrize("temperature", [1e-9, 1e6])
def test_an_exchange_of_units_is_made_or_taken_back_as_a_whole(temperature: float) -> None:
    """Cold, only those are made that are no worse; hot, nearly all. The energy is always that of the seating."""
    rng, made, kept = Random(f"exchange {temperature}"), 0, 0
    for n in range(60):
        model = random_units(rng, people=(5, 7))[1].model
        state, counters = seated(rng, model)
        random = np.array([n + 1, 2 * n + 1], dtype=np.uint64)
        for p in np.repeat(state.occupancy.large, 6).tolist():
            before, value = state.occupancy.table.copy(), energy(model, state.occupancy.table)
            exchanged(state, counters, random, p, rng.randrange(model.n_tables), temperature)
            moved = np.flatnonzero(state.occupancy.table != before)
            made, kept = made + (len(moved) > 0), kept + (len(moved) == 0)
            if len(moved):
                assert p in moved
                assert len(moved) > 2
                others = int(model.members[moved[moved != p]].sum())
                assert others <= model.members[p] + 1
            assert counters[occupancy.ENERGY] == energy(model, state.occupancy.table)
            assert temperature > 1 or counters[occupancy.ENERGY] <= value
        check_arrays(model, state)
    assert made > 3
    assert kept > 3


@pytest.mark.parametrize("is_sweeping", [False, True])
def test_a_search_over_units_keeps_every_array(is_sweeping: bool) -> None:
    rng, swept = Random(f"search units {is_sweeping}"), 0
    for n in range(25):
        model = random_units(rng, ("constant", "place", "shared", "presence", "sum"), people=(5, 7))[1].model
        state, counters = seated(rng, model)
        random = np.array([n + 1, 2 * n + 1], dtype=np.uint64)
        if is_sweeping and is_local(state):
            swept += 1
            sweep(Passed(state), Passed(table_pairs_of(state)), counters, random, 300, 2.0, 2.0, 0.1, 0.5)
        else:
            kernel.search(Passed(state), counters, random, 300, 2.0, 2.0, 0.2, 0.5)
        assert counters[occupancy.ENERGY] == energy(model, state.occupancy.table)
        assert counters[occupancy.BEST] == energy(model, state.occupancy.best)
        check_arrays(model, state)
    assert swept > 5 or not is_sweeping


def check_walk(rng: Random, model: Model) -> None:
    """Make random swaps and moves; check each change of energy, and all arrays at the end."""
    state, counters = seated(rng, model)
    tables = state.occupancy.table
    for _ in range(12):
        before = energy(model, tables)
        p, q = rng.randrange(model.n_persons), rng.randrange(model.n_people)
        if p < model.n_people and tables[p] != tables[q] and rng.random() < 0.6:
            change = int(priced_swap(state, p, q))
            made_swap(state, counters, p, q)
        else:
            table = rng.randrange(model.n_tables)
            if table == tables[p]:
                continue
            change = int(moved(state, counters, p, table))
        assert energy(model, tables) - before == change
    check_arrays(model, state)


def test_random_numbers_stay_in_their_range_and_are_spread_evenly() -> None:
    whole, fractions = np.zeros(20_000, np.int64), np.zeros(20_000)
    drawn(np.array([1, 2], dtype=np.uint64), 7, whole, fractions)
    assert set(whole.tolist()) == set(range(7))
    assert np.abs(np.bincount(whole) / len(whole) - 1 / 7).max() < 0.01
    assert 0.0 < fractions.min() < fractions.max() < 1.0
    assert abs(fractions.mean() - 0.5) < 0.01


def test_changes_are_accepted_as_often_as_metropolis_says() -> None:
    random = np.array([3, 4], dtype=np.uint64)
    for change, rate in ((5, np.exp(-0.5)), (30, np.exp(-3.0)), (140, 0.0)):
        taken = sum(bool(accepted(random, change, 10.0, 1.0)) for _ in range(5_000))
        assert abs(taken / 5_000 - rate) < 0.02


def test_an_unmet_must_counts_its_price_when_it_is_weighed() -> None:
    random = np.array([3, 4], dtype=np.uint64)
    assert accepted(random, MUST_PRICE - 7, 10.0, 7.0)  # one must broken at a price of 7, for 7 points of penalty
    assert not accepted(random, MUST_PRICE, 10.0, 1_000.0)
    assert not any(accepted(random, 2 * MUST_PRICE + 5, 1.0, 9.0) for _ in range(100))


@examples(25)
@given(ROOMS)
def test_slots_hold_every_group_of_everybody(rng: Random) -> None:
    n = rng.randint(1, 8)
    groups = [np.zeros(0, np.int64)]
    groups += [np.array(sorted(rng.sample(range(n), rng.randint(1, n))), np.int64) for _ in range(rng.randint(0, 6))]
    slots, slot_of = group_slots(groups, n)
    for person in range(n):
        assert {int(g) for g in slots[person] if g} == {g for g, members in enumerate(groups) if person in members}
    for number, members in enumerate(groups):
        assert (slots[members, slot_of[number]] == number).all() if number else True
    assert not slots[-1].any()


def test_temperatures_are_found_where_few_changes_are_accepted_still() -> None:
    """With a rate that falls with the temperature the range lies where the rates say, within one step."""
    tried = []

    def rate_at(temperature: float) -> float:
        tried.append(temperature)
        return temperature / 1_000

    found = find_range(np.array([10, -3, 10, 10]), rate_at, lambda: False, is_pair_heavy=False)
    assert tried == sorted(tried, reverse=True)
    assert found.warm == 5.0  # already the first one is accepted as seldom as the warm end should be
    assert 0.05 * 0.75 <= found.cold <= 0.05
    assert find_range(np.array([], np.int64), rate_at, lambda: False, is_pair_heavy=False) == Range(1.0, 1.0)


def test_each_cycle_cools_and_odd_chains_begin_every_other_cycle_warm() -> None:
    range_ = Range(8.0, 2.0, odd=3.0)
    assert [range_.at(p, 2, 0) for p in (0.0, 0.5)] == [8.0, 4.0]
    assert [range_.at(p, 2, 1) for p in (0.0, 0.5)] == [24.0, 24.0]
    for chain in (0, 1):
        cooling = [range_.at(p / 100, 2, chain) for p in range(50)]
        assert cooling == sorted(cooling, reverse=True)
        assert 2.0 < cooling[-1] < 2.2
