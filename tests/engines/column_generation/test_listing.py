"""Listed columns: none is missing, each has its cost, and what they prove about small rooms is true."""

from __future__ import annotations

import itertools
from dataclasses import replace
from random import Random

import numpy as np
import pytest

from seating.engines.budget import Budget, Effort
from seating.engines.column_generation import bound, listing
from seating.engines.column_generation.listing import list_problems
from seating.engines.column_generation.pricing import SCALE
from seating.engines.column_generation.rules import number_of_sets, rules_at
from seating.engines.column_generation.set_costs import is_known_to_columns, is_listable, listable_model, parted_cost
from seating.engines.messages import BoundByColumns, Found, SolveStatus
from seating.model import Model, penalty_of
from seating.model.classes import table_classes
from seating.model.units import units_of
from seating.room.plan import IntArray
from seating.terms import PartedTerm
from tests.engines.column_generation.drawn import sized, some_seating
from tests.engines.drawn import random_model, random_units
from tests.engines.every import every
from tests.engines.rooms import big_model
from tests.examples import seeded


def plenty() -> Budget:
    """Return a budget that is never spent."""
    return Budget(Effort(work=1e6))


def listable(rng: Random) -> Model:
    """Return a small room of units, or one of pairs who would rather not part."""
    while True:
        model = sized(rng, random_model(rng, must=0.2, people=(3, 7), tables=(2, 3)))
        if rng.random() < 0.7:
            model = random_units(rng)[1].model
        if is_listable(model):
            return model


def with_dear_pairs(rng: Random, model: Model) -> Model:
    """Return the model with a wish that is dearer than any must: parted pairs."""
    pairs = np.array(list(itertools.combinations(range(model.n_people), 2)), dtype=np.int64).reshape(-1, 2)
    costs = np.array([rng.randint(0, 2**26) for _ in pairs], dtype=np.int64)
    return replace(
        model,
        requirement_ids=(*model.requirement_ids, "dear"),
        musts=np.append(model.musts, False),
        weights=np.append(model.weights, 3),
        terms=(*model.terms, (len(model.requirement_ids), PartedTerm(pairs, costs, np.arange(model.n_tables)))),
    )


def hold_against_every_seating(cases: range) -> tuple[int, int]:
    """Bound each case; return how many had a best seating, and how often it was found and proven."""
    seen = proven = 0
    for case in cases:
        rng = Random(case)
        model = listable(rng) if case % 8 else with_dear_pairs(rng, listable(rng))
        best = min(every(model).meeting.penalty.tolist(), default=None)
        for work in (1e-4, 0.01, 5.0):
            told: list[Found] = []
            question = BoundByColumns(some_seating(rng, model), case, work)
            answer = bound(model, question, told.append)
            bounds = [found.bound for found in told if found.bound is not None]
            assert bounds == sorted(set(bounds)), case
            assert answer.bound == (bounds[-1] if bounds else None), case
            if best is None:
                assert answer.status is not SolveStatus.PROVEN, case
                continue
            assert answer.status is not SolveStatus.NONE, case
            assert answer.bound is None or answer.bound <= best, (case, work)
            after = question.tables if answer.tables is None else answer.tables
            assert answer.tables is None or penalty_of(model, after) < penalty_of(model, question.tables), case
            if answer.status is SolveStatus.PROVEN:
                assert penalty_of(model, after) == (0, best), case
        seen += best is not None
        proven += best is not None and answer.status is SolveStatus.PROVEN
    return seen, proven


@pytest.mark.room
def test_nothing_is_proven_wrongly() -> None:
    seen, proven = hold_against_every_seating(range(24))
    assert seen >= 8
    assert proven >= seen // 2


@pytest.mark.parametrize("case", [29734, 40605])
def test_a_dive_ends_where_every_column_saves_something(case: int) -> None:
    """The price of leaving a person out was 0 there, and doubling it changed nothing."""
    hold_against_every_seating(range(case, case + 1))


@pytest.mark.night
@seeded(30)
def test_nothing_is_proven_wrongly_in_other_rooms(seed: int) -> None:
    hold_against_every_seating(range(seed, seed + 1))


def columns_of(seating: IntArray, model: Model, tables: IntArray) -> list[tuple[int, ...]]:
    """Return the people at each of some tables."""
    return [tuple(np.flatnonzero(seating[: model.n_people] == table).tolist()) for table in tables.tolist()]


@seeded(8, "case")
def test_each_seating_that_meets_the_musts_is_made_of_listed_columns(case: int) -> None:
    """Its penalty is the sum of their costs, and no listed column is in no such seating at a single table."""
    model = listable_model(listable(Random(case)))
    problems = list_problems(model, plenty())
    assert problems is not None
    all_of_them = every(model).meeting
    for seating, penalty in zip(all_of_them.seatings[:300], all_of_them.penalty[:300].tolist(), strict=True):
        total = parted_cost(model)
        for each, tables in zip(problems, table_classes(model).members, strict=True):
            for members in columns_of(seating, model, tables):
                column = each.column(np.array(members, dtype=np.int64))
                assert column is not None
                assert column.members.tolist() == list(members)
                total += column.cost
        assert total <= penalty  # staff may cost something too
        assert total == penalty or model.n_persons > model.n_people


@seeded(5, "case")
def test_a_look_finds_the_least_value_and_a_restricted_problem_has_the_columns_of_its_people(case: int) -> None:
    rng = Random(case)
    model = listable_model(listable(rng))
    problems = list_problems(model, plenty())
    assert problems is not None
    duals = np.array([rng.randint(-3 * SCALE, 5 * SCALE) for _ in range(model.n_people)], dtype=np.int64)
    people = np.array(sorted(rng.sample(range(model.n_people), rng.randint(1, model.n_people))), dtype=np.int64)
    for each in problems:
        found = each.search_columns(duals, [], np.random.default_rng(0), plenty())
        values = [column.cost * SCALE - int(duals[column.members].sum()) for column in found.columns]
        assert found.value == each.prove_minimum(duals, [], plenty(), 1.0).value
        values += [] if each.empty_column is None else [each.empty_column.cost * SCALE]
        assert found.value == min(values, default=None)
        fewer = each.restricted(0, 1, people)
        kept = {tuple(people[fewer.column_at(j).members].tolist()) for j in range(len(fewer.costs))}
        columns = [each.column_at(j) for j in range(len(each.costs))]
        assert kept == {tuple(c.members.tolist()) for c in columns if set(c.members.tolist()) <= set(people.tolist())}
        for column in columns:
            assert column.cost == getattr(each.column(column.members), "cost", None)


def test_too_many_columns_are_not_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    model = listable_model(listable(Random(3)))
    problems = list_problems(model, plenty())
    assert problems is not None
    number = sum(len(each.costs) for each in problems)
    monkeypatch.setattr(listing, "LISTED_COLUMNS", number - 1)
    assert list_problems(model, plenty()) is None


@seeded(5, "case")
def test_sets_are_counted_without_listing_them_where_nobody_is_kept_apart(case: int) -> None:
    model = listable_model(listable(Random(case)))
    rules = rules_at(model, 0)
    rules.apart[:] = 0
    members = range(model.n_people)
    sets = [each for k in range(1, model.n_people + 1) for each in itertools.combinations(members, k)]
    loads = [int(rules.size[list(each)].sum()) for each in sets if rules.may_sit[list(each)].all()]
    assert number_of_sets(rules) == sum(rules.low <= load <= rules.high for load in loads)


def with_parted_pairs(model: Model, must: bool = False) -> Model:
    """Return the model with a wish that prices parting a few pairs, or with a must that ties them."""
    pairs = np.arange(8, dtype=np.int64).reshape(4, 2)
    return replace(
        model,
        requirement_ids=(*model.requirement_ids, "pairs"),
        musts=np.append(model.musts, must),
        weights=np.append(model.weights, 3),
        terms=(
            *model.terms,
            (len(model.requirement_ids), PartedTerm(pairs, pairs[:, 0] + 1, np.arange(model.n_tables))),
        ),
    )


def with_pairs_only(model: Model) -> Model:
    """Return the model without its other wishes."""
    kept = tuple(
        (r, term) for r, term in model.terms if model.musts[r] or isinstance(term, PartedTerm) or model.weights[r] == 0
    )
    return replace(model, terms=kept)


def test_columns_of_single_people_are_not_found_by_a_bound_that_leaves_out_most_costs() -> None:
    """Too many to list: other engines do more with the time, as long as there are other costs than those of pairs."""
    model = with_parted_pairs(big_model(60, 6))
    assert not is_listable(model)
    assert is_listable(with_pairs_only(model))
    assert is_listable(with_parted_pairs(big_model(12, 2)))


def test_columns_of_units_that_have_other_costs_do_not_come_first() -> None:
    units = units_of(with_parted_pairs(big_model(60, 6), must=True))
    assert units is not None
    assert is_listable(units.model)
    assert not is_known_to_columns(units.model)
