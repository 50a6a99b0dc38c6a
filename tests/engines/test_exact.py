"""CP-SAT is held against every seating of tiny models."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from ortools.sat.python import cp_model

from seating.engines.exact import solve
from seating.engines.exact.solver import program_of
from seating.engines.local_search.construction import construct
from seating.engines.messages import Aim, Solve, SolveStatus
from seating.model import Model, penalty_of
from seating.model.trivial_bound import value_bound
from tests.engines.drawn import SHAPES, best_of_all, every_seating, random_convening, random_model, some


def models(seed: int, number: int) -> list[Model]:
    rng = Random(seed)
    return [random_model(rng) if n % 2 else random_convening(rng) for n in range(number)]


def hold_against_every_seating(model: Model) -> None:
    best = best_of_all(model)
    begun = construct(model, 0)
    answer = solve(model, Solve(Aim.PENALTY, begun, 0, 10.0))
    if best.unmet:
        assert answer.status is SolveStatus.NONE
        closest = solve(model, Solve(Aim.BOTH, begun, 0, 10.0))
        assert (closest.status, penalty_of(model, closest.tables)) == (SolveStatus.PROVEN, best)
    else:
        assert (answer.status, answer.objective, answer.bound) == (SolveStatus.PROVEN, best.penalty, best.penalty)
        assert penalty_of(model, answer.tables) == best
    least_proven = value_bound(model)
    assert least_proven.unmet <= best.unmet
    assert best.unmet or least_proven.penalty <= best.penalty


@pytest.mark.parametrize("shape", SHAPES)
def test_each_shape_of_term_alone_is_solved_to_its_best(shape: str) -> None:
    rng = Random(shape)
    for _ in range(12):
        hold_against_every_seating(random_model(rng, (shape,)))


def test_random_models_are_solved_to_their_best() -> None:
    for model in models(1, 60):
        hold_against_every_seating(model)


@pytest.mark.slow
def test_a_thousand_random_models_are_solved_to_their_best() -> None:
    for model in models(2, 1000):
        hold_against_every_seating(model)


def test_both_sums_in_one_go_are_the_least_value() -> None:
    for model in models(3, 30):
        answer = solve(model, Solve(Aim.BOTH, construct(model, 0), 0, 10.0))
        assert penalty_of(model, answer.tables) == best_of_all(model)


def test_the_other_way_of_solving_comes_to_the_same() -> None:
    for model in models(4, 30):
        best = best_of_all(model)
        answer = solve(model, Solve(Aim.PENALTY, construct(model, 0), 1, 10.0, without_presolve=True))
        assert answer.status is (SolveStatus.NONE if best.unmet else SolveStatus.PROVEN)
        assert best.unmet or answer.objective == best.penalty


def test_below_the_best_there_is_nothing() -> None:
    for model in models(5, 20):
        best = best_of_all(model)
        if not best.unmet:
            below = solve(model, Solve(Aim.PENALTY, construct(model, 0), 0, 10.0, below=best.penalty))
            assert below.status is SolveStatus.NONE


def test_some_tables_set_free_are_seated_best_while_the_rest_stays() -> None:
    rng = Random(6)
    for model in models(6, 60):
        begun = np.array([rng.randrange(model.n_tables) for _ in range(model.n_persons)], dtype=np.int64)
        free = some(rng, model.n_tables, 1)
        fixed = ~np.isin(begun, free)
        reachable = [
            penalty_of(model, tables)
            for tables in every_seating(model)
            if (tables[fixed] == begun[fixed]).all() and np.isin(tables[~fixed], free).all()
        ]
        answer = solve(model, Solve(Aim.BOTH, begun, 0, 10.0, free=free))
        assert penalty_of(model, answer.tables) == min(reachable)
        assert (answer.tables[fixed] == begun[fixed]).all()


def test_a_start_that_meets_the_musts_is_a_complete_and_feasible_hint_worth_its_penalty() -> None:
    checked = 0
    for model in models(7, 60):
        tables = next((t for t in every_seating(model) if penalty_of(model, t).unmet == 0), None)
        if tables is None:
            continue
        variables, _ = program_of(model, Solve(Aim.PENALTY, tables, 0, 1.0))
        program = variables.program
        assert len(program.proto.solution_hint.vars) == len(program.proto.variables)
        solver = cp_model.CpSolver()
        solver.parameters.fix_variables_to_their_hinted_value = True
        assert solver.solve(program) == cp_model.OPTIMAL
        assert solver.objective_value == penalty_of(model, tables).penalty
        checked += 1
    assert checked > 20
