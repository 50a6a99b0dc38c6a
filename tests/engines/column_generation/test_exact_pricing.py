"""The least cost of a table, proven: held against every membership there is."""

from __future__ import annotations

from itertools import combinations
from random import Random

import numpy as np
import pytest

from seating.engines.column_generation.exact_pricing import solve_pricing
from seating.engines.column_generation.table_costs import MUST, cost_of, priceable_model, scale_costs, table_of
from tests.engines.column_generation.drawn import suited
from tests.engines.column_generation.test_table_costs import tables_of_some_size
from tests.engines.rooms import big_model
from tests.examples import seeded


@seeded(15, "case")
def test_the_least_of_all_memberships(case: int) -> None:
    """Solved to the end, the bound is the least cost less duals of all memberships that meet the musts."""
    rng = Random(case)
    model = priceable_model(suited(rng, real=case % 2 == 0))
    for table in tables_of_some_size(model)[:3]:
        duals = np.array([rng.randint(-3000, 6000) for _ in range(model.n_people)])
        worth = {
            who: 1000 * cost_of(table, np.array(who)) - int(duals[list(who)].sum())
            for who in combinations(range(model.n_people), table.size)
            if cost_of(table, np.array(who)) < MUST
        }
        found = solve_pricing(scale_costs(table, 1000), duals, 1000, None, 10.0, None)
        assert found.bound == min(worth.values(), default=None)
        assert all(tuple(who.tolist()) in worth for who in found.members)
        if worth:
            assert worth[tuple(found.members[-1].tolist())] == found.bound


@pytest.mark.parametrize("work", [0.0, 1e-4, 1e-3])
def test_a_proof_cut_short_is_not_above_the_least(work: float) -> None:
    for case in range(20):
        rng = Random(case)
        model = priceable_model(suited(rng, real=False))
        for table in tables_of_some_size(model)[:2]:
            duals = np.array([rng.randint(-3000, 6000) for _ in range(model.n_people)])
            whole = solve_pricing(scale_costs(table, 1000), duals, 1000, None, 10.0, None).bound
            part = solve_pricing(scale_costs(table, 1000), duals, 1000, None, work, None).bound
            assert whole is None or (part is not None and part <= whole)


@pytest.mark.parametrize("shift", [-5000, 0, 5000])
def test_bounds_grow_with_the_work(shift: int) -> None:
    """On a table that takes some solving, at every limit; also where all costs less duals are above 0."""
    model = big_model(24, 4)
    table = scale_costs(table_of(priceable_model(model), 0, 6), 1000)
    duals = np.random.default_rng(0).integers(0, 4000, 24) + shift
    whole = solve_pricing(table, duals, 1000, None, 100.0, None)
    worth = cost_of(table, whole.members[-1]) - int(duals[whole.members[-1]].sum())
    assert whole.bound == worth
    parts = [solve_pricing(table, duals, 1000, None, whole.work * share / 20, None) for share in range(20)]
    assert all(part.bound is not None and part.bound <= worth for part in parts)
    assert parts[0].bound is not None
    assert parts[0].bound < worth
