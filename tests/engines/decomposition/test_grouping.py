"""Groups of tables, shares of persons, and the tables that are improved together."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest

from seating.engines.decomposition import grouping
from seating.engines.decomposition.distribution import distribute
from seating.engines.decomposition.grouping import (
    choose_parts,
    costs_at_tables,
    group_tables,
    parted_tables,
)
from seating.model import penalty_of
from seating.model.classes import table_classes
from seating.terms import PartedTerm, PlaceTerm, SpreadTerm
from tests.engines.drawn import random_convening, random_model
from tests.engines.rooms import big_model

NO_LINKS = np.zeros((0, 2), dtype=np.int64)


@pytest.fixture(autouse=True)
def small_parts(monkeypatch):
    monkeypatch.setattr(grouping, "PART_PERSONS", 24)


def test_every_table_is_in_one_group_and_each_group_has_tables_of_every_class() -> None:
    model = big_model(240, 40)
    groups = group_tables(model)
    assert len(groups) == 10
    assert sorted(np.concatenate(groups).tolist()) == list(range(40))
    classes = table_classes(model)
    for members in classes.members:
        counts = [int(np.isin(group, members).sum()) for group in groups]
        assert max(counts) - min(counts) <= 1


def test_each_group_has_its_share_of_everybody_who_is_alike() -> None:
    model = big_model(240, 40)
    groups = group_tables(model)
    tables = distribute(model, groups)
    assert np.bincount(tables, minlength=40).tolist() == model.capacity.tolist()
    costs = {}
    for _, term in model.terms:
        for group in term.counted_groups:
            counts = [int(np.isin(tables[group], tables_).sum()) for tables_ in groups]
            costs[group.tobytes()] = (max(counts) - min(counts), len(group))
    largest = max(spread for spread, size in costs.values() if size > 100)
    assert largest <= 4, costs  # in a random seating of this room it is about ten


def test_somebody_whose_seat_costs_less_in_one_group_is_dealt_to_it() -> None:
    model = big_model(48, 8)
    everywhere = np.full((2, 8), 5, dtype=np.int64)
    everywhere[0, 3] = everywhere[1, 6] = 0
    model = replace(model, terms=(*model.terms, (0, PlaceTerm.of(np.array([7, 20]), everywhere))))
    groups = group_tables(model)
    tables = distribute(model, groups)
    for person, table in ((7, 3), (20, 6)):
        mine = next(group for group in groups if table in group)
        assert tables[person] in mine


def test_persons_who_must_share_a_table_are_dealt_to_one_group() -> None:
    model = big_model(48, 8)
    pairs = np.array([[1, 9], [9, 30], [4, 40]])
    model = replace(model, terms=(*model.terms, (0, PartedTerm(pairs, np.ones(3, np.int64), np.arange(8)))))
    groups = group_tables(model)
    tables = distribute(model, groups)
    for together in ([1, 9, 30], [4, 40]):
        assert any(np.isin(tables[together], group).all() for group in groups)


def test_everybody_gets_a_table_in_random_rooms() -> None:
    rng = Random(3)
    for n in range(60):
        model = random_model(rng) if n % 2 else random_convening(rng)
        tables = distribute(model, group_tables(model))
        assert len(tables) == model.n_persons
        assert ((tables >= 0) & (tables < model.n_tables)).all()


def test_parts_are_disjoint_and_contain_every_table_that_costs_something() -> None:
    rng, drawn = np.random.default_rng(1), Random(1)
    for _ in range(200):
        costs = np.array([drawn.choice([0, 0, 0, 7]) for _ in range(drawn.randint(1, 60))])
        links = rng.integers(0, len(costs), (drawn.randint(0, 30), 2))
        parts = choose_parts(costs, links, drawn.randint(2, 12), rng)
        together = np.concatenate(parts) if parts else np.array([], dtype=int)
        assert len(np.unique(together)) == len(together)
        assert set(np.flatnonzero(costs).tolist()) <= set(together.tolist())
        assert bool(parts) == bool(costs.any())


def test_few_costly_tables_are_joined_by_others() -> None:
    costs = np.zeros(100, dtype=np.int64)
    costs[:3] = 1
    (part,) = choose_parts(costs, NO_LINKS, 12, np.random.default_rng(0))
    assert len(part) == 12


def test_linked_tables_come_into_one_part_and_parts_stay_alike() -> None:
    costs, rng = np.ones(1000, dtype=np.int64), np.random.default_rng(2)
    links = rng.permutation(1000).reshape(-1, 2)[:300]
    parts = choose_parts(costs, links, 50, rng)
    part_of = {table: number for number, part in enumerate(parts) for table in part.tolist()}
    assert all(part_of[one] == part_of[other] for one, other in links.tolist())
    assert {len(part) for part in parts} <= {49, 50, 51}


def test_a_part_does_not_grow_by_links() -> None:
    costs, rng = np.ones(1000, dtype=np.int64), np.random.default_rng(3)
    chain = np.column_stack([np.arange(999), np.arange(1, 1000)])
    parts = choose_parts(costs, chain, 50, rng)
    assert max(len(part) for part in parts) <= 75
    assert sum(len(set(part.tolist()) & {t + 1 for t in part.tolist()}) for part in parts) > 500


def test_the_tables_of_each_pair_that_is_parted_are_linked() -> None:
    rng, found = Random(9), 0
    for _ in range(40):
        model = random_model(rng, ("parted",), must=0.3)
        tables = np.array([rng.randrange(model.n_tables) for _ in model.person_ids])
        links = parted_tables(model, tables)
        assert bool(len(links)) == bool(costs_at_tables(model, tables).any())
        assert (links[:, 0] != links[:, 1]).all()
        found += len(links)
    assert found > 40


def test_costs_of_terms_about_single_tables_add_up_to_the_penalty() -> None:
    rng, costly = Random(8), 0
    for _ in range(80):
        model = random_model(rng, ("constant", "band", "presence", "sum", "place"), must=0.3)
        tables = np.array([rng.randrange(model.n_tables) for _ in model.person_ids])
        value = penalty_of(model, tables)
        costs = costs_at_tables(model, tables)
        assert costs.sum() == value.penalty + grouping.MUST_COST * value.unmet
        costly += value.penalty > 0
    assert costly > 20


def test_a_room_in_which_no_table_costs_anything_has_no_penalty() -> None:
    rng, free = Random(9), 0
    for _ in range(150):
        model = random_model(rng, ("shared", "parted", "spread", "constant"))
        tables = np.array([rng.randrange(model.n_tables) for _ in model.person_ids])
        is_free = not costs_at_tables(model, tables).any()
        assert is_free == (penalty_of(model, tables) == (0, 0))
        free += is_free
    assert free > 5


def test_the_tables_of_a_group_at_too_many_are_linked() -> None:
    model = big_model(48, 8)
    spread = SpreadTerm(np.array([1, 2, 3, 4]), np.arange(8), 2)
    model = replace(model, terms=((0, spread),))
    tables = np.zeros(48, dtype=np.int64)
    tables[[2, 3]] = 5
    assert not len(parted_tables(model, tables))
    tables[4] = 7
    assert parted_tables(model, tables).tolist() == [[0, 5], [5, 7]]
