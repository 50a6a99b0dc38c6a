"""The bound on groups that should use few tables, against every seating."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest

from seating.engines.local_search.construction import construct
from seating.engines.lower_bound.group_parts import bound
from seating.engines.messages import NOTHING, Answer, BoundByGroups
from seating.model import Model, penalty_of
from seating.model.seated_groups import has_groups
from seating.model.trivial_bound import value_bound
from seating.model.units import units_of
from seating.terms import CountTerm, PartedTerm, PlaceTerm, SharedTerm, SpreadTerm
from tests.engines.drawn import random_model
from tests.engines.every import best_of_all, every
from tests.engines.test_counts import wedding
from tests.examples import seeded

SHAPES = ("spread", "spread", "constant", "place", "shared", "sum")


def asked(model: Model, work: float = 5.0) -> Answer:
    told: list[int | None] = []
    answer = bound(model, BoundByGroups(construct(model, 0), 0, work), lambda found: told.append(found.bound))
    assert told == sorted(set(told), key=lambda value: value or 0)
    return answer


def drawn_wedding(rng: Random) -> Model:
    """Return a small room of families, of which each table beyond the fewest and each person alone costs something."""
    seats = [rng.randint(2, 4) for _ in range(rng.randint(2, 3))]
    sizes, people = list[int](), sum(seats) - rng.randint(0, 1)
    while people > sum(sizes):
        sizes.append(min(rng.randint(1, 5), people - sum(sizes)))
    model = wedding(sizes, seats)
    tables, families = model.terms[0][1].tables, [term for _, term in model.terms if isinstance(term, SpreadTerm)]
    everywhere = np.arange(model.n_tables, dtype=np.int64)
    high = [1 if len(one.group) <= max(seats) else 2 for one in families]
    limits = [(r, term) for r, term in model.terms if not isinstance(term, SpreadTerm)]
    spreads = [
        (1, replace(one, high=most, cost=4 if most == 1 else 1))
        for number, (one, most) in enumerate(zip(families, high, strict=True))
        if not number or most < model.n_tables  # others cannot use more tables than they should
    ]
    alone = [(1, CountTerm.constant(one.group, everywhere, 2, or_none=True)) for one in families if len(one.group) > 1]
    mins = [(0, CountTerm.constant(np.arange(model.n_people, dtype=np.int64), tables, low=2))]
    return replace(model, terms=(*limits, *spreads, *alone, *(mins if rng.random() < 0.5 else [])))


@pytest.mark.room
@seeded(20)
def test_in_a_wedding_the_bound_is_the_optimum_and_the_seating_reaches_it(seed: int) -> None:
    model = drawn_wedding(Random(f"parts {seed}"))
    best = best_of_all(model)
    begun = construct(model, 0)
    answer = asked(model)
    if best.unmet == 0:
        assert answer.bound == best.penalty
        reached = penalty_of(model, begun if answer.tables is None else answer.tables)
        assert reached == best


def restricted_wedding(rng: Random) -> Model:
    """Return a wedding in which musts keep some people apart, and some from tables."""
    model, ids = drawn_wedding(rng), ("apart", "places")
    everywhere, number = np.arange(model.n_tables, dtype=np.int64), len(model.requirement_ids)
    pairs = np.array([rng.sample(range(model.n_people), 2) for _ in range(rng.randint(1, 6))], dtype=np.int64)
    kept = np.array(sorted(rng.sample(range(model.n_people), rng.randint(0, 3))), dtype=np.int64)
    costs = np.array([[rng.random() < 0.4 for _ in everywhere] for _ in kept], dtype=np.int64)
    costs = costs.reshape(len(kept), model.n_tables)
    terms = (
        (number, SharedTerm(pairs, np.ones(len(pairs), dtype=np.int64), everywhere)),
        (number + 1, PlaceTerm.of(kept, costs)),
    )
    return replace(
        model,
        requirement_ids=(*model.requirement_ids, *ids),
        musts=np.append(model.musts, [True, True]),
        weights=np.append(model.weights, [0, 0]),
        terms=(*model.terms, *terms),
    )


@pytest.mark.room
@seeded(20)
def test_people_who_must_sit_apart_or_at_some_tables_count_in_the_bound(seed: int) -> None:
    model = restricted_wedding(Random(f"restricted {seed}"))
    best = best_of_all(model)
    answer = asked(model)
    if best.unmet == 0:
        assert answer.bound == best.penalty
        reached = penalty_of(model, construct(model, 0) if answer.tables is None else answer.tables)
        assert reached == best


@pytest.mark.room
@seeded(20)
def test_no_seating_of_a_random_room_is_below_the_bound(seed: int) -> None:
    """Also where places, pairs and sums cost something, and where musts tie people into units."""
    rng = Random(f"parts of random rooms {seed}")
    model = random_model(rng, SHAPES, 0.3, (3, 6), (2, 3))
    if rng.random() < 0.5:
        pair = np.array([[0, 1]], dtype=np.int64)
        tie = PartedTerm(pair, np.ones(1, dtype=np.int64), np.arange(model.n_tables, dtype=np.int64))
        ids, musts = (*model.requirement_ids, "tie"), np.append(model.musts, True)
        terms = (*model.terms, (len(model.requirement_ids), tie))
        model = replace(model, requirement_ids=ids, musts=musts, weights=np.append(model.weights, 0), terms=terms)
    units = units_of(model)
    best = every(model).best
    if best.unmet == 0:
        for room in [model] if units is None else [model, units.model]:
            found = asked(room).bound
            assert found is None or found <= best.penalty


def test_a_room_without_groups_is_not_answered() -> None:
    model = wedding([2] * 3, [3, 3])
    without = replace(model, terms=tuple((r, term) for r, term in model.terms if not isinstance(term, SpreadTerm)))
    assert has_groups(model)
    assert not has_groups(without)
    assert asked(without) is NOTHING


def test_a_unit_of_two_families_counts_in_one_of_them() -> None:
    """A must ties a Fox to a Hay; the family that lacks its member was left out."""
    model = wedding([3, 3, 3], [3, 3, 3])
    tie = PartedTerm(np.array([[0, 3]]), np.ones(1, dtype=np.int64), np.arange(3, dtype=np.int64))
    tied = replace(model, terms=(*model.terms, (0, tie)))
    units = units_of(tied)
    assert units is not None
    assert asked(units.model).bound == 5
    assert best_of_all(units.model).penalty == 10


def test_musts_that_no_part_meets_are_no_error() -> None:
    """At any table where the two are, a must asks for three of them."""
    model = wedding([2, 4], [3, 3])
    pair, everywhere = np.arange(2, dtype=np.int64), np.arange(2, dtype=np.int64)
    asked_for = (0, CountTerm.constant(pair, everywhere, 3, or_none=True))
    assert asked(replace(model, terms=(*model.terms, asked_for))).tables is None


def test_more_ways_to_cut_groups_than_can_be_listed_are_left_alone() -> None:
    """A few hundred people at tables without a limit; no list of their parts is made."""
    large = wedding([200] * 4, [800] * 40)
    assert not has_groups(large)
    assert asked(large) is NOTHING


@pytest.mark.room
def test_families_of_which_some_must_be_split_are_proven() -> None:
    """Six of ten families fit a table each; the other four share what is left there. Arithmetic proves nothing."""
    model = wedding([7] * 9 + [6], [7] * 8 + [6, 7])
    assert asked(model).bound == 0
    crowded = wedding([6] * 10, [10] * 6)
    assert value_bound(crowded).penalty == 0
    answer = asked(crowded, 20.0)
    assert answer.tables is not None
    assert answer.bound == penalty_of(crowded, answer.tables).penalty == 20


def test_the_answer_is_repeatable() -> None:
    model = wedding([6] * 10, [10] * 6)
    first, second = asked(model, 0.3), asked(model, 0.3)
    assert (first.bound, first.work) == (second.bound, second.work)
