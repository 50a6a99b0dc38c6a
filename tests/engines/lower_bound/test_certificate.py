"""What duals prove is held against every solution of tiny programs."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np
import pytest

from seating.engines.lower_bound.formulation import formulate
from seating.engines.lower_bound.mathopt import Limits, Solver, message_of, relaxed_bound, solve_message
from seating.engines.lower_bound.program import NO_END, Draft, Program, certified_bound, fix_columns, value_of
from seating.model.classes import person_classes, singletons, table_classes
from tests.engines.rooms import big_model


def random_program(rng: np.random.Generator) -> Program:
    """Return a program of two people at two or three tables, three more columns, and four rows besides."""
    draft = Draft()
    n = int(rng.integers(2, 4))
    upper = rng.integers(0, 2, (2, n))
    upper[:, 0] = 1
    seats = draft.add_columns(upper, rng.integers(-3, 6, (2, n)))
    others = draft.add_columns(rng.integers(0, 4, 3), rng.integers(0, 5, 3))
    draft.add_rows(1, 1, (seats, 1))
    every = np.concatenate([seats.ravel(), others])[None, :]
    low = rng.choice([-NO_END, -4, -2, 0, 1], 4)
    high = np.where(rng.random(4) < 0.4, NO_END, np.maximum(low, -2) + rng.integers(1, 9, 4))
    draft.add_rows(low, high, (np.repeat(every, 4, axis=0), rng.integers(-2, 4, (4, every.size))))
    draft.offset = int(rng.integers(-3, 4))
    return draft.finish(seats, np.ones(2, dtype=np.int64))


def least_of_all(program: Program) -> int | None:
    values = [
        value_of(program, np.array(x, dtype=float)) for x in itertools.product(*(range(u + 1) for u in program.upper))
    ]
    return min((value for value in values if value is not None), default=None)


def test_any_duals_whatever_prove_no_more_than_is_so() -> None:
    rng = np.random.default_rng(1)
    feasible = 0
    for _ in range(40):
        program = random_program(rng)
        least = least_of_all(program)
        feasible += least is not None
        for scale in (0.0, 0.3, 2.0, 1e9, 1e300):
            found = certified_bound(program, rng.normal(size=len(program.row_low)) * scale)
            assert least is None or found <= least
    assert feasible > 15


def test_no_solution_below_a_value_uses_a_column_that_is_fixed_for_it() -> None:
    rng = np.random.default_rng(4)
    fixed = 0
    for _ in range(30):
        program = random_program(rng)
        least = least_of_all(program)
        if least is None:
            continue
        solutions = list(solutions_of(program))
        optimal = solve_message(message_of(program, False), Solver.HIGHS, Limits()).duals
        for duals in (optimal, *(rng.normal(size=len(program.row_low)) * scale for scale in (0.0, 0.3, 2.0, 1e300))):
            for value in range(least - 1, least + 5):
                left = fix_columns(program, value, duals)
                fixed += int((program.upper - left.upper).sum())
                for x, found in solutions:
                    assert found >= value or value_of(left, x) == found
    assert fixed > 300


def solutions_of(program: Program) -> Iterator[tuple[np.ndarray, int]]:
    """Yield every solution with its objective."""
    for x in itertools.product(*(range(u + 1) for u in program.upper)):
        values = np.array(x, dtype=float)
        found = value_of(program, values)
        if found is not None:
            yield values, found


def test_optimal_duals_prove_the_value_of_the_relaxation() -> None:
    rng = np.random.default_rng(2)
    solved = 0
    for _ in range(40):
        program = random_program(rng)
        solution = solve_message(message_of(program, False), Solver.HIGHS, Limits())
        if solution.is_optimal:
            assert solution.objective is not None
            assert certified_bound(program, solution.duals) == int(np.ceil(solution.objective - 1e-7))
            solved += 1
    assert solved > 15


def test_a_stopped_linear_program_proves_nearly_as_much_as_a_finished_one() -> None:
    model = big_model(60, 6, seed=3)
    program = formulate(model, singletons(model.n_tables), person_classes(model)).program()
    stopped, whole = relaxed_bound(program, 0.0, None), relaxed_bound(program, 100.0, None)
    assert stopped.work < whole.work / 2
    assert 0 < 0.9 * whole.bound <= stopped.bound <= whole.bound
    optimum = solve_message(message_of(program, False), Solver.HIGHS, Limits()).objective
    assert optimum is not None
    assert whole.bound == int(np.ceil(optimum - 1e-4))


def test_numbers_that_are_none_prove_nothing_wrong() -> None:
    program = random_program(np.random.default_rng(3))
    nothing = certified_bound(program, np.zeros(len(program.row_low)))
    assert certified_bound(program, np.full(len(program.row_low), np.nan)) == nothing
    assert certified_bound(program, np.full(len(program.row_low), np.inf)) == nothing


@pytest.mark.parametrize("solver", [Solver.PDLP, Solver.HIGHS])
def test_classes_relax_to_what_all_tables_by_themselves_do(solver: Solver) -> None:
    """Counting alike tables together loses nothing in the relaxation, where every band is constant or flat."""
    model = big_model(120, 12, seed=5)
    bounds = []
    for tables in (table_classes(model), singletons(model.n_tables)):
        program = formulate(model, tables, person_classes(model)).program()
        solution = solve_message(message_of(program, False), solver, Limits())
        bounds.append(certified_bound(program, solution.duals))
    assert bounds[0] == bounds[1]


def test_a_solution_that_breaks_a_row_is_worth_nothing() -> None:
    draft = Draft()
    seats = draft.add_columns(np.ones((1, 2)), np.array([[3, 5]]))
    draft.add_rows(1, 1, (seats, 1))
    program = draft.finish(seats, np.ones(1, dtype=np.int64))
    assert value_of(program, np.array([1.0, 0.0])) == 3
    assert value_of(program, np.array([0.0, 0.9999999])) == 5
    assert value_of(program, np.array([1.0, 1.0])) is None
    assert value_of(program, np.array([2.0, -1.0])) is None
