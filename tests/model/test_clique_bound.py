"""The bound on pairs by counting cliques, against every seating."""

from __future__ import annotations

import itertools
from random import Random

import numpy as np
import pytest

from seating.model import penalty_of
from seating.model.clique_bound import count_cliques, fewest_pairs
from seating.model.pair_bound import penalty_bound
from seating.room.plan import IntArray
from seating.terms import SharedTerm
from tests.engines.drawn import every_seating
from tests.examples import seeded
from tests.model.test_pair_bound import model_of


def met(n_people: int, *rounds: list[list[int]]) -> IntArray:
    """Return how often each pair has shared a table in some rounds."""
    times = np.zeros((n_people, n_people), dtype=np.int64)
    for groups in rounds:
        for group in groups:
            times[np.ix_(group, group)] += 1
    np.fill_diagonal(times, 0)
    return times


def in_groups(people: list[int], n_groups: int) -> list[list[int]]:
    return [people[number::n_groups] for number in range(n_groups)]


def bound_of(costs: IntArray, n_tables: int, low: int, high: int) -> int:
    return count_cliques(costs, np.full(n_tables, low), np.full(n_tables, high)).bound


def test_every_old_table_that_is_spread_over_fewer_tables_counts() -> None:
    """Six people at four tables have at least two pairs, and there are four such groups; a pair may cost three."""
    people = list(range(24))
    once = met(24, in_groups(people, 4))
    assert bound_of(once, 4, 6, 6) == 8
    assert bound_of(3 * once, 4, 6, 6) == 24
    assert bound_of(once, 6, 4, 4) == 0
    assert bound_of(once, 3, 8, 8) == 4 * 3


def test_cliques_of_several_rounds_are_added_up() -> None:
    """Two tables of four where each pair met at most once: each of four groups of four has at least two pairs."""
    costs = met(16, in_groups(list(range(16)), 4), [list(range(4 * k, 4 * k + 4)) for k in range(4)])
    assert int(costs.max()) == 1
    assert bound_of(costs, 2, 8, 8) == 8 * 2


def test_sizes_of_tables_force_pairs() -> None:
    """Four of six people who all know each other: a table of one holds one of them, the other table three or more."""
    costs = met(6, [[0, 1, 2, 3]])
    assert bound_of(costs, 2, 0, 6) == 2
    assert count_cliques(costs, np.array([0, 5]), np.array([1, 6])).bound == 3


def test_the_fewest_pairs_are_those_of_the_best_of_all_counts() -> None:
    rng = Random(3)
    for _ in range(60):
        size, n_tables = rng.randint(0, 6), rng.randint(1, 3)
        low = np.array([rng.randint(-1, 2) for _ in range(n_tables)])
        high = np.array([rng.randint(0, 5) for _ in range(n_tables)])
        ranges = [range(max(0, a), b + 1) for a, b in zip(low.tolist(), high.tolist(), strict=True)]
        counts = [each for each in itertools.product(*ranges) if sum(each) == size]
        least = min((sum(k * (k - 1) // 2 for k in each) for each in counts), default=0)
        assert fewest_pairs(size, low, high) == least


def hold_against_every_seating(seed: int, number: int) -> int:
    """Return in how many rooms the bound is the least penalty."""
    rng, done, tight = Random(seed), 0, 0
    while done < number:
        n, n_tables = rng.randint(4, 7), rng.randint(2, 3)
        rounds = [in_groups(rng.sample(range(n), n), rng.randint(1, 3)) for _ in range(rng.randint(1, 3))]
        costs = met(n, *rounds) * np.array(rng.choice([1, 2]))
        if rng.random() < 0.3:
            costs = np.minimum(costs, 1)
        sizes = [(rng.randint(0, 2), rng.choice([3, 4, n])) for _ in range(n_tables)]
        pairs = np.argwhere(np.triu(costs))
        term = SharedTerm(pairs, costs[pairs[:, 0], pairs[:, 1]], np.arange(n_tables))
        model = model_of(n, [(rng.choice([1, 3]), term)], sizes, [rng.random() < 0.2 for _ in sizes])
        meeting = [value.penalty for tables in every_seating(model) if not (value := penalty_of(model, tables)).unmet]
        if not meeting:
            continue
        done += 1
        assert penalty_bound(model) <= min(meeting)
        tight += penalty_bound(model) == min(meeting) > 0
    return tight


def test_no_seating_that_meets_the_musts_is_below_the_bound() -> None:
    assert hold_against_every_seating(1, 6) > 2  # a bound that says nothing would pass all else


@pytest.mark.night
@seeded(20)
def test_no_seating_of_other_rooms_is_below_the_bound(seed: int) -> None:
    hold_against_every_seating(seed, 2)


def test_what_is_left_has_no_more_than_what_was_there() -> None:
    costs = met(9, in_groups(list(range(9)), 2), in_groups(list(range(9)), 3))
    counted = count_cliques(costs, np.full(3, 3), np.full(3, 3))
    assert ((counted.rest >= 0) & (counted.rest <= costs)).all()
    assert (counted.rest == counted.rest.T).all()
