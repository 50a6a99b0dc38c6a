"""What a model says about its own sizes, and about parts of itself."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest

from seating.model import build_model, penalty_of, shortfalls
from seating.terms import CountTerm, Part
from tests.builders import requirement, room
from tests.engines.drawn import every_seating, random_convening, random_model
from tests.engines.rooms import big_model


def test_sizes_are_those_that_constant_musts_about_everybody_leave() -> None:
    model = big_model(12, 3)
    everyone, some = np.arange(12), np.arange(5)
    terms = [
        (0, CountTerm.constant(everyone[::-1], np.array([0, 1]), 2, 6)),
        (0, CountTerm.constant(everyone, np.array([1, 2]), 3, 9)),
        (0, CountTerm.constant(everyone, np.array([2]), 5, 5, or_none=True)),  # none of these three says a size
        (0, CountTerm.constant(some, np.array([0]), 4, 4)),
        (1, CountTerm.constant(everyone, np.array([0]), 4, 4)),
    ]
    low, high = replace(model, terms=tuple(terms)).must_sizes()
    assert (low.tolist(), high.tolist()) == ([2, 3, 3], [6, 6, 9])
    low, high = replace(model, terms=tuple(terms)).must_sizes(some)
    assert (low.tolist(), high.tolist()) == ([4, 0, 0], [4, 5, 5])


def test_no_seating_that_meets_the_musts_has_other_sizes() -> None:
    rng, bound = Random(4), 0
    for _ in range(100):
        model = random_model(rng, ("constant",), must=1.0)
        everyone = np.arange(model.n_people)
        size = CountTerm.constant(everyone, np.arange(rng.randint(1, model.n_tables)), rng.randint(0, 2), 3)
        model = replace(model, terms=(*model.terms, (0, size)))
        low, high = model.must_sizes()
        low[model.may_be_empty] = 0
        bound += bool((low > 0).any())
        for tables in every_seating(model):
            if penalty_of(model, tables).unmet == 0:
                heads = np.bincount(tables[: model.n_people], minlength=model.n_tables)
                assert ((low <= heads) & (heads <= high)).all()
    assert bound > 20


def test_a_part_of_a_model_has_the_shortfalls_of_its_requirements() -> None:
    rng = Random(5)
    for _ in range(50):
        model = random_model(rng)
        ids = {identity for identity in model.requirement_ids if rng.random() < 0.5}
        kept = [identity in ids for identity in model.requirement_ids]
        tables = np.array([rng.randrange(model.n_tables) for _ in model.person_ids])
        assert shortfalls(model.with_requirements(ids), tables).tolist() == shortfalls(model, tables)[kept].tolist()


def test_a_plan_and_its_table_numbers_say_the_same() -> None:
    rng = Random(6)
    for _ in range(50):
        model = random_model(rng)
        tables = np.array([rng.randrange(model.n_tables) for _ in model.person_ids])
        plan = model.plan(tables)
        assert [plan.seats[person] for person in model.person_ids] == [model.table_ids[t] for t in tables]
        assert model.tables_of(plan).tolist() == tables.tolist()


@pytest.mark.room
def test_seatings_of_a_part_differ_in_value_as_in_the_whole_room() -> None:
    """Real requirements; everybody outside the part keeps their seat."""
    rng, differing = Random(12), 0
    for _ in range(150):
        model = random_convening(rng)
        seats = np.array([rng.randrange(model.n_tables) for _ in model.person_ids])
        tables = np.array(sorted(rng.sample(range(model.n_tables), rng.randint(1, model.n_tables))))
        part = Part(np.flatnonzero(np.isin(seats, tables)), tables, seats, model.n_tables)
        small = model.restricted(part)
        assert (small.n_persons, small.n_tables) == (len(part.persons), len(tables))
        offsets = set()
        for _ in range(20):
            inside = np.array([rng.randrange(len(tables)) for _ in part.persons], dtype=np.int64)
            seats[part.persons] = tables[inside]
            whole, here = penalty_of(model, seats), penalty_of(small, inside)
            offsets.add((whole.unmet - here.unmet, whole.penalty - here.penalty))
            differing += here.penalty > 0
        assert len(offsets) == 1
    assert differing > 500


def test_a_table_without_a_limit_has_a_capacity_for_everybody() -> None:
    for n in range(1, 6):
        tables = [{"id": "north"}, {"id": "south", "seats": "1-2"}, {"id": "east", "open_if_needed": True}]
        model = build_model(room([f"p{i}" for i in range(n)], tables), [requirement("size")])
        assert (model.capacity[[0, 2]] >= n).all()
        assert model.capacity[1] == 2
        assert model.may_be_empty.tolist() == [False, False, True]
