"""Columns found by branch and bound: the least is found or bounded, and what they prove about small rooms is true."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from seating.engines.column_generation import branched, listing, run
from seating.engines.column_generation.branched import BranchedProblem, branch_problems
from seating.engines.column_generation.listing import ListedProblem, list_problems
from seating.engines.column_generation.master import Column
from seating.engines.column_generation.pricing import SCALE
from seating.engines.column_generation.set_costs import listable_model
from seating.model import Model
from seating.room.plan import IntArray
from seating.terms import CountTerm, PartedTerm, PlaceTerm, SharedTerm
from tests.engines.column_generation.test_listing import hold_against_every_seating, listable, plenty
from tests.examples import seeded

ENDLESS = 2**50


def problems(rng: Random) -> tuple[Model, list[BranchedProblem], list[ListedProblem]]:
    """Return a model with its columns found by branch and bound, and listed."""
    model = listable_model(listable(rng))
    found, listed = branch_problems(model), list_problems(model, plenty())
    assert found is not None
    assert listed is not None
    return model, found, listed


def is_exact(model: Model) -> bool:
    """Whether the search knows all that a table costs: seats and pairs, and musts about the number of all people."""
    kinds = {type(term) for requirement, term in model.terms if not model.musts[requirement]}
    musts = [term for requirement, term in model.terms if model.musts[requirement]]
    return kinds <= {PlaceTerm, SharedTerm, PartedTerm} and all(
        counts_everybody(model, must) if isinstance(must, CountTerm) else isinstance(must, PlaceTerm | SharedTerm)
        for must in musts
    )


def counts_everybody(model: Model, term: CountTerm) -> bool:
    """Whether the term asks for the same numbers of people, each counted once, whoever they are."""
    size = np.ones(model.n_people, dtype=np.int64) if model.members is None else model.members[: model.n_people]
    return term.is_constant and np.array_equal(np.bincount(term.group, minlength=model.n_people), size)


def drawn_duals(rng: Random, model: Model) -> IntArray:
    """Return duals as they come, some of them negative."""
    return np.array([rng.randint(-3 * SCALE, 5 * SCALE) for _ in range(model.n_people)], dtype=np.int64)


def value_of(column: Column, duals: IntArray) -> int:
    """Return the cost of a column minus its duals."""
    return column.cost * SCALE - int(duals[column.members].sum())


def named(columns: list[Column]) -> set[tuple[tuple[int, ...], int]]:
    """Return the members and the cost of each column."""
    return {(tuple(column.members.tolist()), column.cost) for column in columns}


def hold_unlisted(cases: range, **steps: int) -> tuple[int, int]:
    """Bound each case as if all columns were too many to list, with other limits on steps where some are given."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(listing, "LISTED_COLUMNS", 0)
        patch.setattr(run, "BRANCHED_WORK", 0.0)
        for name, most in steps.items():
            patch.setattr(branched, name, most)
        return hold_against_every_seating(cases)


def test_nothing_is_proven_wrongly() -> None:
    seen, proven = hold_unlisted(range(10))
    assert seen >= 3
    assert proven >= 1


@pytest.mark.night
@seeded(30)
def test_nothing_is_proven_wrongly_in_other_rooms(seed: int) -> None:
    hold_unlisted(range(seed, seed + 1))


@seeded(5)
def test_nor_where_searches_are_cut_off(seed: int) -> None:
    hold_unlisted(range(seed, seed + 1), PROOF_STEPS=60, SEARCH_STEPS=30)


@seeded(8, "case")
def test_a_proof_is_the_least_value_of_the_listed_columns_or_below(case: int) -> None:
    rng = Random(case)
    model, found, listed = problems(rng)
    duals = drawn_duals(rng, model)
    for one, other in zip(found, listed, strict=True):
        proven, least = one.prove_minimum(duals, [], plenty(), 1.0), other.prove_minimum(duals, [], plenty(), 1.0)
        if least.value is not None:
            assert proven.value is not None
            assert proven.value <= least.value
            assert proven.value == least.value or not is_exact(model)
        for column in [*proven.columns, *one.search_columns(duals, [], np.random.default_rng(0), plenty()).columns]:
            assert named([column]) <= named([other.column_at(j) for j in range(len(other.costs))])


@seeded(8, "case")
def test_all_columns_below_a_limit_are_listed_in_order(case: int) -> None:
    rng = Random(case)
    model, found, listed = problems(rng)
    duals = drawn_duals(rng, model)
    limit = rng.choice([-4, 0, 4, 50]) * SCALE
    for one, other in zip(found, listed, strict=True):
        kept = one.listed(duals, limit, 5_000, plenty())
        assert kept is not None
        columns = [other.column_at(j) for j in range(len(other.costs))]
        expected = [column for column in columns if value_of(column, duals) < limit]
        seen = [kept.column_at(j) for j in range(len(kept.costs))]
        assert [c.members.tolist() for c in seen] == [c.members.tolist() for c in expected]
        assert named(seen) == named(expected)
        assert len(expected) < 2 or one.listed(duals, limit, 1, plenty()) is None


@seeded(5, "case")
def test_a_restricted_problem_has_the_columns_of_its_people(case: int) -> None:
    rng = Random(case)
    model, found, listed = problems(rng)
    people = np.array(sorted(rng.sample(range(model.n_people), rng.randint(1, model.n_people))), dtype=np.int64)
    duals = drawn_duals(rng, model)
    for one, other in zip(found, listed, strict=True):
        fewer, expected = one.restricted(0, 1, people), other.restricted(0, 1, people)
        kept = fewer.listed(duals[people], ENDLESS, 5_000, plenty())
        assert kept is not None
        columns = [expected.column_at(j) for j in range(len(expected.costs))]
        assert named([kept.column_at(j) for j in range(len(kept.costs))]) == named(columns)
        for column in columns:
            again = fewer.column(column.members)
            assert again is not None
            assert named([again]) == named([column])
        every = set(map(tuple, (column.members.tolist() for column in columns)))
        for members in ([p] for p in range(len(people))):
            assert (fewer.column(np.array(members, dtype=np.int64)) is not None) == (tuple(members) in every)


def test_a_search_that_is_cut_off_bounds_what_it_left_out() -> None:
    rng, cut = Random(1), 0
    while cut < 5:
        model, found, listed = problems(rng)
        duals = drawn_duals(rng, model)
        for one, other in zip(found, listed, strict=True):
            sets = one._seek(duals, ENDLESS, 1, rng.randint(1, 60), plenty())
            values = [value_of(other.column_at(j), duals) for j in range(len(other.costs))]
            assert min(values, default=ENDLESS) >= sets.least
            cut += sets.unvisited < ENDLESS
