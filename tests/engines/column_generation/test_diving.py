"""Dives: every person is seated once, at the cost that the terms give, in each kind of small room."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from seating.engines.budget import Budget, Effort
from seating.engines.column_generation import bound
from seating.engines.column_generation.diving import Dive, dive
from seating.engines.column_generation.pricing import PricingProblem
from seating.engines.column_generation.table_costs import (
    MUST,
    cost_of,
    priceable_model,
    restrict,
    sized_table_classes,
    table_of,
)
from seating.engines.messages import BoundByColumns, Found
from seating.model import Model, penalty_of
from tests.engines.column_generation.drawn import min_penalty, suited
from tests.engines.rooms import big_model
from tests.examples import seeded


def dived(model: Model, below: int | None = None, work: float = 20.0, seed: int = 0) -> Dive | None:
    """Dive from a few columns of each class."""
    problems = [PricingProblem(model, k, each) for k, each in enumerate(sized_table_classes(model))]
    rng, budget = np.random.default_rng(seed), Budget(Effort(work=work))
    nothing = np.zeros(model.n_people, dtype=np.int64)
    columns = []
    for each in problems:
        columns += each.search_columns(nothing, [], rng, budget).columns
        columns += [] if each.empty_column is None else [each.empty_column]
    if len({column.class_number for column in columns}) < len(problems):
        return None
    return dive(problems, columns, model.n_people, below, rng, budget)


@seeded(10, "case")
def test_a_dive_seats_everybody_once_at_the_cost_of_the_terms(case: int) -> None:
    rng = Random(case)
    model = priceable_model(suited(rng, real=case % 2 == 0))
    found = dived(model)
    if found is None:
        return
    classes = sized_table_classes(model)
    assert sorted(np.concatenate([column.members for column in found.columns]).tolist()) == list(range(model.n_people))
    used = [column.class_number for column in found.columns]
    assert [used.count(k) for k in range(len(classes))] == [len(each.tables) for each in classes]
    for column in found.columns:
        table = int(classes[column.class_number].tables[0])
        if len(column.members) or not model.may_be_empty[table]:
            assert column.cost == cost_of(table_of(model, table, len(column.members)), column.members) < MUST
    assert found.cost == sum(column.cost for column in found.columns)
    best = min_penalty(model)
    assert model.n_persons > model.n_people or (best is not None and found.cost >= best)


@pytest.mark.room
def test_dives_often_find_the_best_seating_of_a_small_room() -> None:
    seen = reached = 0
    for case in range(40):
        model = priceable_model(suited(Random(case), real=case % 2 == 0))
        best = min_penalty(model) if model.n_persons == model.n_people else None
        found = dived(model)
        seen += best is not None
        reached += best is not None and found is not None and found.cost == best
    assert seen >= 10
    assert reached >= seen // 2


def test_a_dive_repeats_itself_and_ends_at_its_limits() -> None:
    model = big_model(60, 6, seed=3)
    one, other = dived(model), dived(model)
    assert one is not None
    assert other is not None
    assert [column.members.tolist() for column in one.columns] == [column.members.tolist() for column in other.columns]
    assert dived(model, below=1) is None
    assert dived(model, work=0.01) is None


@seeded(10, "case")
def test_a_restricted_table_costs_what_the_whole_one_does(case: int) -> None:
    rng = np.random.default_rng(case)
    model = priceable_model(suited(Random(case), real=case % 2 == 0))
    for each in sized_table_classes(model):
        for size in (size for size in each.sizes if size):
            table = table_of(model, int(each.tables[0]), size)
            people = rng.permutation(model.n_people)[: max(size, model.n_people - 2)].astype(np.int64)
            members = rng.permutation(len(people))[:size].astype(np.int64)
            assert cost_of(restrict(table, people), members) == cost_of(table, people[members])


def test_a_better_seating_is_told_and_returned() -> None:
    """The seating it starts from is bad, so that the columns give a better one."""
    model = big_model(60, 6, seed=3)
    tables = np.arange(60, dtype=np.int64) % 6
    told: list[Found] = []
    answer = bound(model, BoundByColumns(tables, 0, 20.0), told.append)
    assert answer.tables is not None
    assert penalty_of(model, answer.tables) < penalty_of(model, tables)
    seatings = [found.tables for found in told if found.tables is not None]
    values = [penalty_of(model, found) for found in seatings]
    assert values == sorted(set(values), reverse=True)
    assert (seatings[-1] == answer.tables).all()
    assert answer.bound is not None
    assert answer.bound <= values[-1].penalty
