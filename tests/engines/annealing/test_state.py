"""Who sits where in a chain: members, costs of seats, the tables that cost something, and waived tables."""

from __future__ import annotations

from random import Random
from typing import Any

import numpy as np
import pytest

from seating.engines.annealing.chain import MOVES_WEIGH, Chain
from seating.engines.annealing.state import cell_count, state_of
from seating.engines.local_search.incremental import prices_of
from seating.model import Model, penalty_of
from seating.native import annealing as kernel
from seating.native.annealing import (
    BEST,
    ENERGY,
    MOVES_MADE,
    MOVES_TRIED,
    N_COSTLY,
    N_STATS,
    SWAPS_TRIED,
    WORSE_MOVES,
    WORSE_SWAPS,
    State,
)
from seating.native.arrays import Passed
from seating.native.reference.annealing.acceptance import MUST_PRICE
from seating.native.reference.annealing.kernel import pick_person
from seating.native.reference.annealing.neighborhood import table_change
from seating.native.reference.annealing.state import with_waivers
from seating.room.plan import IntArray
from seating.terms import CountTerm, PlaceTerm
from tests.engines.annealing.test_terms import count_cost, presence_cost, sum_cost
from tests.engines.drawn import random_model
from tests.engines.rooms import big_model


def pick(state: Any, stats: np.ndarray, random: np.ndarray, focus: float, found: np.ndarray) -> None:
    for i in range(len(found)):
        found[i] = pick_person(state.occupancy, stats, random, focus)


def change_of_tables(state: Any, p: int, b: int) -> int:
    """Return the change of a move in the terms that are sums over tables."""
    a, nobody = state.occupancy.table[p], len(state.occupancy.table)
    leave, enter = table_change(state, a, p, nobody), table_change(state, b, nobody, p)
    return with_waivers(state.occupancy, p, a, b, leave, enter)


def energy(model: Model, tables: IntArray) -> int:
    value = penalty_of(model, tables)
    return value.unmet * MUST_PRICE + value.penalty


def random_state(seed: int) -> np.ndarray:
    return np.random.default_rng(seed).integers(1, 2**63, size=2, dtype=np.uint64)


def seated(rng: Random, model: Model) -> tuple[State, np.ndarray]:
    tables = np.array([rng.randrange(model.n_tables) for _ in range(model.n_persons)], dtype=np.int64)
    state, stats = state_of(model), np.zeros(N_STATS, dtype=np.int64)
    kernel.initialize(Passed(state), stats, tables, energy(model, tables))
    return state, stats


def seat_costs(model: Model) -> IntArray:
    """Return the energy of each person's seat at each table, shape (persons, tables), term by term."""
    found, price = np.zeros((model.n_persons, model.n_tables), np.int64), prices_of(model)
    for requirement, term in model.terms:
        if isinstance(term, PlaceTerm):
            for person, costs in zip(term.people.tolist(), term.costs_at_tables, strict=True):
                found[person] += costs * price[requirement]
    return found


@pytest.mark.parametrize("temperature", [0.1, 20.0])
def test_after_a_search_all_arrays_are_those_of_its_seating(temperature: float) -> None:
    rng = Random(int(temperature))
    costly = 0
    for n in range(80):
        model = random_model(rng)
        state, stats = seated(rng, model)
        kernel.search(Passed(state), stats, random_state(n), 60, temperature, temperature, 0.4, 0.7)
        occupancy, tables = state.occupancy, state.occupancy.table
        costs = seat_costs(model)
        for t in range(model.n_tables):
            there = {p for p in range(model.n_persons) if tables[p] == t}
            people = [p for p in sorted(there) if p < model.n_people]
            assert sorted(occupancy.member[t, : occupancy.heads[t]].tolist()) == people
            of_terms = (cost(model, t, there) for cost in (count_cost, presence_cost, sum_cost))
            assert occupancy.cost[t] == sum(of_terms)
            assert occupancy.seat_excess[t] == sum(int(costs[p, t] - costs[p].min()) for p in there)
        expected = set(np.flatnonzero(occupancy.cost + occupancy.seat_excess + occupancy.pair_cost > 0).tolist())
        listed = occupancy.costly[: stats[N_COSTLY]].tolist()
        assert set(listed) == expected
        assert len(listed) == len(expected)
        for t in range(model.n_tables):
            assert occupancy.costly_index[t] == (listed.index(t) if t in listed else -1)
        costly += len(listed)
    assert costly > 40


def test_counters_count_what_was_tried_and_accepted() -> None:
    """At a high temperature nearly everything is accepted, at a low one only what is no worse."""
    model = big_model(24, 4)
    for temperature, is_hot in ((1e9, True), (1e-9, False)):
        state, stats = seated(Random(1), model)
        kernel.search(Passed(state), stats, random_state(1), 2_000, temperature, 0.0 if is_hot else 1e12, 0.3, 0.0)
        assert 0 < stats[MOVES_TRIED] <= 2_000
        assert stats[SWAPS_TRIED] + stats[MOVES_TRIED] <= 2_000 + 12
        assert stats[WORSE_MOVES] <= stats[MOVES_MADE] <= stats[MOVES_TRIED]
        assert stats[WORSE_SWAPS] <= stats[SWAPS_TRIED]
        assert stats[BEST] <= stats[ENERGY]
        if is_hot:
            assert stats[MOVES_MADE] == stats[MOVES_TRIED]
            assert stats[WORSE_SWAPS] > 100
        else:
            assert stats[WORSE_SWAPS] == stats[WORSE_MOVES] == 0
            assert stats[BEST] == stats[ENERGY]


@pytest.mark.room
def test_with_focus_only_people_of_costly_tables_are_picked() -> None:
    rng = Random(2)
    seen = 0
    for n in range(60):
        model = random_model(rng)
        state, stats = seated(rng, model)
        kernel.search(Passed(state), stats, random_state(n), 1, 1e-9, 1.0, 0.5, 0.0)  # which lists the costly tables
        costly = state.occupancy.costly[: stats[N_COSTLY]].tolist()
        found = np.zeros(300, np.int64)
        pick(state, stats, random_state(n), 1.0, found)
        picked = set(found.tolist())
        people = {p for p in range(model.n_people) if state.occupancy.table[p] in costly}
        if costly and all(state.occupancy.heads[t] for t in costly):
            assert picked == people
            seen += len(people) < model.n_people
        pick(state, stats, random_state(n), 0.0, found)
        assert set(found.tolist()) == set(range(model.n_persons))
    assert seen > 4


@pytest.mark.room
def test_a_table_that_may_stay_empty_costs_nothing_while_it_is() -> None:
    """Moves of people and of staff, to and from tables with and without people."""
    rng = Random(3)
    waived = 0
    for _ in range(120):
        model = random_model(rng, ("constant", "presence", "sum"))
        state, _ = seated(rng, model)
        tables = state.occupancy.table
        for p in range(model.n_persons):
            for b in range(model.n_tables):
                if b != tables[p]:
                    moved = tables.copy()
                    moved[p] = b
                    assert change_of_tables(state, p, b) == energy(model, moved) - energy(model, tables)
                    waived += bool(model.may_be_empty[b] and state.occupancy.heads[b] == 0)
    assert waived > 30


def test_tables_where_every_seat_costs_the_same_share_a_column() -> None:
    rng = Random(4)
    for _ in range(60):
        model = random_model(rng, ("place",))
        occupancy, costs = state_of(model).occupancy, seat_costs(model)
        assert np.array_equal(occupancy.seat_cost[:-1][:, occupancy.column], costs)
        assert not occupancy.seat_cost[-1].any()
        assert occupancy.seat_cost.shape[1] == len(np.unique(costs, axis=1).T)
        assert np.array_equal(occupancy.cheapest[:-1], costs.min(axis=1))


def test_the_size_of_a_state_is_estimated_by_groups_and_persons() -> None:
    everyone, half = np.arange(20), np.arange(10)
    model = big_model(20, 4)
    terms = [(0, CountTerm.constant(group, np.arange(4), 0, 9)) for group in (everyone, everyone, half)]
    narrowed = Model(
        **{**{field: getattr(model, field) for field in model.__dataclass_fields__}, "terms": tuple(terms)}
    )
    assert cell_count(narrowed) == 4 * (2 + 20)


def test_a_chain_repeats_itself_and_chains_of_other_numbers_differ() -> None:
    model = big_model(24, 4)
    tables = np.arange(24) % 4

    def searched(seed: int, number: int) -> list[int]:
        chain = Chain(model, tables, seed, number)
        chain.search(500, 5.0)
        return chain._state.occupancy.table.tolist()

    assert searched(1, 0) == searched(1, 0)
    assert len({tuple(searched(*key)) for key in ((1, 0), (1, 1), (2, 0))}) == 3


def test_the_acceptance_rate_rises_with_the_temperature() -> None:
    model = big_model(40, 5)
    chain = Chain(model, np.arange(40) % 5, 1, 0)
    rates = [chain.rate_at(temperature, 4_000) for temperature in (1e-6, 1.0, 1e6)]
    assert rates[0] == 0.0 < rates[1] < rates[2] <= MOVES_WEIGH


def test_moves_are_given_up_where_sizes_are_fixed_and_every_move_breaks_a_must() -> None:
    fixed, free = big_model(40, 5), big_model(40, 5).with_requirements(["focus", "balance-1", "cap", "voice"])
    for model, has_moves in ((fixed, False), (free, True)):
        chain = Chain(model, np.arange(40) % 5, 1, 0)
        assert chain.has_moves
        for _ in range(80):
            chain.search(5_000, 0.05)
        assert chain.has_moves == has_moves
        assert (chain.n_persons, chain.n_pairs) == (40, 1_600)
