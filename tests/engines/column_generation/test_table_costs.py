"""What one table costs: held against the model's own penalty, and the search against it."""

from __future__ import annotations

from random import Random

import numpy as np

from seating.engines.column_generation.heuristic_pricing import search
from seating.engines.column_generation.table_costs import (
    MUST,
    Table,
    cost_of,
    priceable_model,
    scale_costs,
    sized_table_classes,
    table_of,
)
from seating.model import Model, penalty_of
from seating.room.plan import IntArray
from seating.terms import PlaceTerm, SharedTerm
from tests.engines.column_generation.drawn import some_seating, suited
from tests.examples import seeded


def cost_of_seating(model: Model, tables: IntArray) -> int:
    """Return the sum of what the tables cost by themselves."""
    total = 0
    for each in sized_table_classes(model):
        for table in each.tables.tolist():
            members = np.flatnonzero(tables[: model.n_people] == table)
            if len(members) or not model.may_be_empty[table]:
                total += cost_of(table_of(model, int(each.tables[0]), len(members)), members)
    return total


@seeded(15, "case")
def test_tables_add_up_to_the_penalty_of_what_is_priced(case: int) -> None:
    """Any seating costs as much as its tables by themselves and, what no table counts, the seats of staff."""
    rng = Random(case)
    model = priceable_model(suited(rng, real=case % 2 == 0))
    for _ in range(5):
        tables = some_seating(rng, model)
        value = penalty_of(model, tables)
        assert cost_of_seating(model, tables) + staff_costs(model, tables) == value.unmet * MUST + value.penalty


def staff_costs(model: Model, tables: IntArray) -> int:
    """Return what the seats of staff cost by the priced terms: places, and pairs that staff are in."""
    total = 0
    for requirement, term in model.terms:
        price = MUST if model.musts[requirement] else int(model.weights[requirement])
        if isinstance(term, PlaceTerm):
            rows = np.flatnonzero(term.people >= model.n_people)
            total += price * int(term.costs_at_tables[rows, tables[term.people[rows]]].sum())
        elif isinstance(term, SharedTerm):
            for (a, b), cost in zip(term.pairs.tolist(), term.costs.tolist(), strict=True):
                if max(a, b) >= model.n_people and tables[a] == tables[b] and tables[a] in term.tables:
                    total += price * cost
    return total


def tables_of_some_size(model: Model) -> list[Table]:
    return [
        table_of(model, int(each.tables[0]), size)
        for each in sized_table_classes(model)
        for size in each.sizes
        if 0 < size <= model.n_people
    ]


@seeded(15, "case")
def test_the_search_knows_what_its_members_cost(case: int) -> None:
    """Each membership is worth its exact cost less the duals, rises, and is there once; cheapest first."""
    rng = Random(case)
    model = priceable_model(suited(rng, real=case % 2 == 0))
    for table in tables_of_some_size(model):
        duals = np.array([rng.randint(-3000, 6000) for _ in range(model.n_people)])
        starts = np.array([rng.sample(range(model.n_people), table.size) for _ in range(3)])
        members, worth = search(scale_costs(table, 1000), duals, starts, 12, 20, case)
        assert len(members)
        assert (np.diff(worth) >= 0).all()
        assert len({tuple(who) for who in members.tolist()}) == len(members)
        for who, value in zip(members, worth.tolist(), strict=True):
            assert (np.diff(who) > 0).all()
            assert value == 1000 * cost_of(table, who) - duals[who].sum()
        assert worth[0] <= min(1000 * cost_of(table, start) - duals[start].sum() for start in starts)
