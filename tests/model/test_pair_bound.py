"""The bound on pairs by counting partners, against every seating, and how near it comes."""

from __future__ import annotations

import itertools
from dataclasses import replace
from random import Random

import numpy as np
import pytest

from seating.engines import SILENT, Child, Effort, Status, best_plan
from seating.model import Model, penalty_of
from seating.model.pair_bound import penalty_bound, with_pairs_bounded
from seating.model.trivial_bound import value_bound
from seating.terms import CountTerm, PartedTerm, SharedTerm, Term
from tests.engines.drawn import every_seating, random_term, some
from tests.examples import seeded


def model_of(
    n_people: int, asked: list[tuple[int, Term]], sizes: list[tuple[int, int]], may_be_empty: list[bool] | None = None
) -> Model:
    """Return a model of terms with their weights, 0 for a must, and of tables of these sizes, which are a must."""
    everyone = np.arange(n_people, dtype=np.int64)
    size: list[tuple[int, Term]] = [
        (0, CountTerm.constant(everyone, np.array([t]), low, high)) for t, (low, high) in enumerate(sizes)
    ]
    weights = np.array([weight for weight, _ in size + asked], dtype=np.int64)
    n_persons = n_people
    return Model(
        person_ids=tuple(f"p{n}" for n in range(n_persons)),
        n_people=n_people,
        table_ids=tuple(f"t{n}" for n in range(len(sizes))),
        capacity=np.array([high for _, high in sizes], dtype=np.int64),
        may_be_empty=np.array(may_be_empty or [False] * len(sizes)),
        requirement_ids=tuple(f"r{n}" for n in range(len(weights))),
        musts=weights == 0,
        weights=weights,
        terms=tuple(enumerate(term for _, term in size + asked)),
    )


def random_pairs(rng: Random, n: int, n_tables: int, least: int) -> Term:
    pairs = [pair for pair in itertools.combinations(range(n), 2) if rng.random() < 0.7]
    costs = np.array([rng.randint(least, 9) for _ in pairs], dtype=np.int64)
    shape = SharedTerm if rng.random() < 0.5 else PartedTerm
    tables = np.arange(n_tables) if rng.random() < 0.8 else some(rng, n_tables, 1)
    return shape(np.array(pairs, dtype=np.int64).reshape(-1, 2), costs, tables)


def random_model_of_pairs(rng: Random) -> Model:
    n, n_tables = rng.randint(2, 5), rng.randint(1, 3)
    sizes = []
    for _ in range(n_tables):
        low = rng.randint(0, 2)
        sizes.append((low, rng.choice([low, low + 1, low + 2, n])))
    least = rng.choice([0, 0, -9])
    asked = [(rng.choice([1, 2, 5]), random_pairs(rng, n, n_tables, least)) for _ in range(rng.randint(1, 2))]
    if rng.random() < 0.5:
        asked.append((rng.choice([1, 3]), random_term(rng, "place", n, n, n_tables)))
    for shape in (SharedTerm, PartedTerm):
        if rng.random() < 0.4:
            pair = np.array([rng.sample(range(n), 2)], dtype=np.int64)
            asked.append((0, shape(pair, np.ones(1, dtype=np.int64), np.arange(n_tables))))
    return model_of(n, asked, sizes, [rng.random() < 0.2 for _ in sizes])


def hold_against_every_seating(seed: int, number: int) -> int:
    """Return in how many rooms the bound is the least penalty."""
    rng, done, tight = Random(seed), 0, 0
    while done < number:
        model = random_model_of_pairs(rng)
        values = [penalty_of(model, tables) for tables in every_seating(model)]
        meeting = [value.penalty for value in values if not value.unmet]
        if not meeting:
            continue
        done += 1
        found = penalty_bound(model)
        assert found <= min(meeting)
        assert value_bound(model).penalty <= found
        relaxed = with_pairs_bounded(model)
        for tables in itertools.islice(every_seating(model), 50):
            if not penalty_of(model, tables).unmet:
                assert penalty_of(relaxed, tables).penalty <= penalty_of(model, tables).penalty
        tight += found == min(meeting)
    return tight


def test_no_seating_that_meets_the_musts_is_below_the_bound() -> None:
    assert hold_against_every_seating(1, 40) > 6  # a bound that says nothing would pass all else


@pytest.mark.night
@seeded(20)
def test_no_seating_of_other_rooms_is_below_the_bound(seed: int) -> None:
    hold_against_every_seating(seed, 2)


def test_partners_are_counted_by_hand() -> None:
    """Four people at two tables of two: each has one partner, and the best ones weigh 5 + 5 + 4 + 3, halved."""
    pairs = np.array(list(itertools.combinations(range(4), 2)), dtype=np.int64)
    weights = np.array([5, 1, 2, 4, 3, 1], dtype=np.int64)  # 01 02 03 12 13 23
    two = [(2, 2), (2, 2)]
    high = model_of(4, [(1, PartedTerm(pairs, weights, np.arange(2)))], two)
    assert penalty_bound(high) == 16 - (5 + 5 + 4 + 3) // 2


def test_cliques_and_partners_are_counted_by_hand() -> None:
    """Two pairs of the four share a table, and one of the three without the third; 1 has a partner in what is left."""
    pairs = np.array(list(itertools.combinations(range(4), 2)), dtype=np.int64)
    weights = np.array([5, 1, 2, 4, 3, 1], dtype=np.int64)  # 01 02 03 12 13 23
    two = [(2, 2), (2, 2)]
    low = model_of(4, [(1, SharedTerm(pairs, weights, np.arange(2)))], two)
    # all four: 4 0 1 3 2 0 is left; then 0, 1 and 3: 3 0 0 3 1 0 is left; 1 pays at least 1 for a partner
    assert penalty_bound(low) == 2 * 1 + 1 * 1 + (1 + 1) // 2 == 1 + 3
    priced = model_of(4, [(3, SharedTerm(pairs, weights, np.arange(2)))], two)
    assert penalty_bound(priced) == 2 * 3 + 1 * 3 + (3 + 1) // 2


def test_musts_about_pairs_sharpen_the_bound() -> None:
    pairs = np.array(list(itertools.combinations(range(4), 2)), dtype=np.int64)
    weights = np.array([5, 1, 2, 4, 3, 1], dtype=np.int64)
    wanted = (1, PartedTerm(pairs, weights, np.arange(2)))
    apart = (0, SharedTerm(np.array([[0, 1]]), np.ones(1, dtype=np.int64), np.arange(2)))
    tied = (0, PartedTerm(np.array([[0, 3]]), np.ones(1, dtype=np.int64), np.arange(2)))
    two = [(2, 2), (2, 2)]
    assert penalty_bound(model_of(4, [wanted, apart], two)) == 16 - (2 + 4 + 4 + 3) // 2
    assert penalty_bound(model_of(4, [wanted, tied], two)) == 16 - (2 + 5 + 4 + 2) // 2


def test_without_sizes_only_what_crowding_forces_is_counted() -> None:
    """Five people at two tables: one has a partner at least, whoever that is."""
    pairs = np.array(list(itertools.combinations(range(5), 2)), dtype=np.int64)
    term = SharedTerm(pairs, np.full(10, 4), np.arange(2))
    assert 2 <= penalty_bound(model_of(5, [(1, term)], [(0, 5), (0, 5)])) <= 4 * 4


def test_numbers_that_could_overflow_are_left_alone() -> None:
    pairs = np.array([[0, 1], [0, 2], [1, 2]], dtype=np.int64)
    term = SharedTerm(pairs, np.full(3, 2**58), np.arange(1))
    model = model_of(3, [(1000, term)], [(3, 3)])
    assert with_pairs_bounded(model) is model
    assert penalty_bound(replace(model, weights=np.array([0, 1]))) <= 3 * 2**58


def test_a_search_of_pairs_ends_proven_where_counting_partners_says_so() -> None:
    """Twelve pairs who want each other alone at tables of two, and a penalty that nothing else can lessen."""
    n = 24
    rng = np.random.default_rng(1)
    pairs = np.array(list(itertools.combinations(range(n), 2)), dtype=np.int64)
    weights = rng.integers(1, 20, len(pairs))
    weights[pairs[:, 0] + 12 == pairs[:, 1]] = 30
    term = PartedTerm(pairs, weights, np.arange(12))
    model = model_of(n, [(1, term)], [(2, 2)] * 12)
    with Child() as child:
        outcome = best_plan(model, Effort(work=1.0), 0, SILENT, child)
    assert outcome.bound == outcome.penalty == int(weights.sum()) - 12 * 30
    assert outcome.status is Status.OPTIMAL
