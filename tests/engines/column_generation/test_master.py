"""The master program over all columns of a small room: duality, and the integer optimum by brute force."""

from __future__ import annotations

from itertools import combinations
from random import Random
from typing import Any

import numpy as np
import pytest

from seating.engines.budget import Budget, Effort
from seating.engines.column_generation.master import Column, Master, MasterSolution
from seating.engines.column_generation.pricing import SCALE, PricingProblem, reduced_cost
from seating.engines.column_generation.table_costs import MUST, cost_of, priceable_model, sized_table_classes, table_of
from seating.model import Model, penalty_of
from tests.engines.column_generation.drawn import min_penalty, suited
from tests.engines.drawn import every_seating
from tests.examples import seeded

HIGH = 10_000
"""A price of leaving a person out that is above any penalty of these rooms."""


def all_columns(model: Model) -> list[Column]:
    """Return every set of people that musts allow at a table of each class, with its cost."""
    found = []
    for number, each in enumerate(sized_table_classes(model)):
        table = int(each.tables[0])
        for size in each.sizes:
            for who in combinations(range(model.n_people), size):
                members = np.array(who, dtype=np.int64)
                waived = size == 0 and model.may_be_empty[table]
                cost = 0 if waived else cost_of(table_of(model, table, size), members)
                if cost < MUST:
                    found.append(Column(number, members, cost))
    return found


def solved(model: Model, columns: list[Column]) -> tuple[Master, MasterSolution]:
    master = Master(model.n_people, [len(each.tables) for each in sized_table_classes(model)], HIGH)
    for column in columns:
        assert master.add(column)
    solution = master.solve()
    assert solution is not None
    return master, solution


def room(case: int) -> Model:
    """Return a room without staff, of terms that columns price."""
    rng = Random(case)
    while True:
        model = priceable_model(suited(rng, real=case % 2 == 0))
        if model.n_persons == model.n_people and all(each.sizes for each in sized_table_classes(model)):
            return model


def covers_every_class(model: Model, columns: list[Column]) -> bool:
    return {column.class_number for column in columns} == set(range(len(sized_table_classes(model))))


@seeded(10, "case")
def test_with_all_columns_the_program_bounds_the_best_seating(case: int) -> None:
    """Its value is not above the integer optimum, and its duals prove it: no column has a negative reduced cost."""
    model = room(case)
    columns = all_columns(model)
    best = min_penalty(model)
    if not covers_every_class(model, columns):
        assert best is None
        return
    _, solution = solved(model, columns)
    if best is not None:
        assert solution.value <= best + 1e-6
        assert solution.is_complete
    assert all(reduced_cost(column, solution) >= -1e-6 for column in columns)
    numbers = [len(each.tables) for each in sized_table_classes(model)]
    assert solution.duals.sum() + solution.class_duals @ numbers == pytest.approx(solution.value, abs=1e-5)
    assert np.abs(solution.duals).max() <= HIGH + 1e-6


@seeded(5, "case")
def test_the_columns_of_the_best_seating_alone_cost_its_penalty(case: int) -> None:
    model = room(case)
    best = min_penalty(model)
    if best is None:
        return
    tables = next(t for t in every_seating(model) if penalty_of(model, t) == (0, best))
    columns = []
    for number, each in enumerate(sized_table_classes(model)):
        problem = PricingProblem(model, number, each)
        for table in each.tables.tolist():
            column = problem.column(np.flatnonzero(tables == table))
            assert column is not None
            columns.append(column)
    assert sum(column.cost for column in columns) == best
    distinct = {(column.class_number, column.members.tobytes()): column for column in columns}
    _, solution = solved(model, list(distinct.values()))
    assert solution.value == pytest.approx(best)
    assert solution.is_complete
    assert set(map(id, solution.used)) == set(map(id, distinct.values()))


def test_a_person_without_a_column_costs_the_price_of_being_left_out() -> None:
    master = Master(3, [1], price=7)
    assert master.add(Column(0, np.array([0, 1]), 4))
    assert not master.add(Column(0, np.array([0, 1]), 4))
    solution = master.solve()
    assert solution is not None
    assert (solution.value, solution.is_complete) == (pytest.approx(4 + 7), False)
    master.double_price()
    solution = master.solve()
    assert solution is not None
    assert (solution.value, master.price) == (pytest.approx(4 + 14), 14)
    assert master.add(Column(0, np.array([0, 1, 2]), 9))
    solution = master.solve()
    assert solution is not None
    assert (solution.value, solution.is_complete, len(solution.used)) == (pytest.approx(9), True, 1)


def test_a_person_in_two_columns_costs_the_price_too() -> None:
    master = Master(2, [2], price=5)
    master.add(Column(0, np.array([0, 1]), 1))
    master.add(Column(0, np.array([0]), 0))
    solution = master.solve()
    assert solution is not None
    assert (solution.value, solution.is_complete) == (pytest.approx(1 + 5), False)


def values_of(model: Model, problem: PricingProblem, columns: list[Column], duals: np.ndarray) -> list[int]:
    """Return cost minus duals, multiplied by the scale, of the columns of one class."""
    own = [column for column in columns if column.class_number == problem.class_number]
    return [column.cost * SCALE - int(duals[column.members].sum()) for column in own]


@seeded(10, "case")
def test_pricing_finds_the_cheapest_of_all_columns(case: int) -> None:
    """Exactly, by proof; and in so small a room the heuristic search finds it too."""
    model, rng = room(case), np.random.default_rng(case)
    columns, duals = all_columns(model), rng.integers(-2000, 5000, room(case).n_people)
    known = {(column.class_number, tuple(column.members.tolist())): column.cost for column in columns}
    for number, each in enumerate(sized_table_classes(model)):
        problem, budget = PricingProblem(model, number, each), Budget(Effort(work=100.0))
        values = values_of(model, problem, columns, duals)
        proven = problem.prove_minimum(duals, [], budget, 1.0)
        assert proven.value == min(values, default=None)
        found = problem.search_columns(duals, [], rng, budget)
        for column in [*proven.columns, *found.columns]:
            assert known[number, tuple(column.members.tolist())] == column.cost
        if values:
            assert found.value == min(values)


@seeded(5, "case")
def test_a_hint_and_used_columns_change_no_result(case: int) -> None:
    model, rng = room(case), np.random.default_rng(case)
    columns, duals = all_columns(model), rng.integers(-2000, 5000, room(case).n_people)
    for number, each in enumerate(sized_table_classes(model)):
        problem, own = PricingProblem(model, number, each), [c for c in columns if c.class_number == number]
        with_hint = problem.prove_minimum(duals, own, Budget(Effort(work=100.0)), 1.0).value
        assert with_hint == problem.prove_minimum(duals, [], Budget(Effort(work=100.0)), 1.0).value
        found = problem.search_columns(duals, own, rng, Budget(Effort(work=100.0)))
        assert found.value is None or with_hint is None or found.value >= with_hint


@seeded(8, "case")
def test_a_column_is_any_set_of_people_that_musts_allow(case: int) -> None:
    model = room(case)
    known = {(column.class_number, tuple(column.members.tolist())): column.cost for column in all_columns(model)}
    for number, each in enumerate(sized_table_classes(model)):
        problem = PricingProblem(model, number, each)
        for size in range(model.n_people + 1):
            for who in combinations(range(model.n_people), size):
                column = problem.column(np.array(who, dtype=np.int64))
                assert (None if column is None else column.cost) == known.get((number, who))


def test_a_failure_of_the_solver_is_followed_by_a_solve_from_scratch() -> None:
    class Failing:
        """Fails as GLOP does for numerical reasons."""

        def update(self, message: Any) -> None:
            pass

        def solve(self, *args: Any) -> None:
            raise RuntimeError("Unexpected GLOP termination reason: ABNORMAL [INTERNAL]")

    model = room(0)
    columns = all_columns(model)
    _, expected = solved(model, columns)
    master = Master(model.n_people, [len(each.tables) for each in sized_table_classes(model)], HIGH)
    for column in columns[::2]:
        master.add(column)
    master.solve()
    for column in columns:
        master.add(column)
    master._solver = Failing()
    again = master.solve()
    assert again is not None
    assert again.value == pytest.approx(expected.value)
