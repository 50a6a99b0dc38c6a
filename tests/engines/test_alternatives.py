"""Alternatives: within the limit, most different where that is proven, and the same on every run."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import numpy as np
import pytest

from seating.analysis.cases import find_distance
from seating.engines.alternatives import count_company, find_alternative, similarity
from seating.engines.in_process import InProcess
from seating.engines.local_search.construction import construct
from seating.model import Model, Value, penalty_of
from seating.plan import IntArray
from tests.engines.drawn import every_seating, random_model, random_units
from tests.engines.rooms import big_model
from tests.examples import seeded


def assert_good(model: Model, tables: IntArray, most: Value) -> None:
    """Assert that a seating keeps to the limit."""
    found = penalty_of(model, tables)
    assert found.unmet <= most.unmet
    assert found.penalty <= most.penalty


@pytest.mark.room
@seeded(13)
def test_tiny_rooms_by_brute_force(seed: int):
    """In one of four rooms, musts tie people together."""
    rng = Random(seed)
    model = random_model(rng) if seed % 4 else random_units(rng, people=(3, 5))[0]
    judged = [(tables, penalty_of(model, tables)) for tables in every_seating(model)]
    best, value = min(judged, key=lambda pair: pair[1])
    most = value._replace(penalty=value.penalty + rng.choice([0, 0, 1, 3]))
    good = [tables for tables, each in judged if each.unmet <= most.unmet and each.penalty <= most.penalty]
    earlier = [best]
    for turn in range(3):
        least = min(similarity(tables, earlier) for tables in good)
        found = find_alternative(model, earlier, most, InProcess(), turn, 1.0)
        if found is None:
            assert least == 1 or most.unmet or model.may_be_empty.any()
            return
        assert_good(model, found.tables, most)
        assert similarity(found.tables, earlier) < 1
        if found.is_proven:
            assert similarity(found.tables, earlier) == least
        else:
            assert most.unmet or model.may_be_empty.any()
        earlier.append(found.tables)


def test_the_measure_is_that_of_studies():
    rng = np.random.default_rng(3)
    for _ in range(50):
        one, other = rng.integers(0, 4, (2, 11))
        names = [{f"p{n}": f"t{t}" for n, t in enumerate(each.tolist())} for each in (one, other)]
        assert float(1 - count_company(one, other).similarity) == pytest.approx(find_distance(*names))
    alone = np.arange(4)
    assert count_company(alone, alone).similarity == Fraction(1)


@pytest.mark.room
def test_a_larger_room_keeps_to_the_limit_and_differs_more_with_more_room():
    model = big_model(48, 8)
    first = construct(model, 0)
    value, far = penalty_of(model, first), []
    for within in (0, 12):
        most = value._replace(penalty=value.penalty + within)
        found = [find_alternative(model, [first], most, InProcess(), 5, 1.0) for _ in range(2)]
        assert found[0] is not None
        assert found[1] is not None
        assert found[0].tables.tolist() == found[1].tables.tolist()
        assert not found[0].is_proven
        assert_good(model, found[0].tables, most)
        far.append(1 - similarity(found[0].tables, [first]))
    assert far[1] >= far[0] > Fraction(1, 2)


@pytest.mark.room
def test_a_little_work_is_enough_for_some_difference():
    model = big_model(60, 5)
    first = construct(model, 0)
    earlier = [first]
    for _ in range(3):
        found = find_alternative(model, earlier, penalty_of(model, first), InProcess(), 0, 0.2)
        assert found is not None
        earlier.append(found.tables)
