"""CP-SAT is held against every seating of tiny models."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from ortools.sat.python import cp_model

from seating.api.inputs import read_round
from seating.api.request import Request
from seating.engines.budget import work_for_room
from seating.engines.exact import solve
from seating.engines.exact.solver import improve, program_of
from seating.engines.exact.variables import Linear, Variables
from seating.engines.local_search.construction import construct
from seating.engines.messages import Aim, Found, Improve, Moves, Solve, SolveStatus
from seating.model import Model, build_model, penalty_of
from seating.model.trivial_bound import value_bound
from seating.terms import PlaceTerm, SpreadTerm
from tests.conftest import CONVENINGS
from tests.engines.drawn import SHAPES, every_seating, random_convening, random_model, some
from tests.engines.every import best_of_all, every, random_seating, small_room
from tests.examples import seeded


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


@pytest.mark.room
def test_random_models_are_solved_to_their_best() -> None:
    for model in models(1, 60):
        hold_against_every_seating(model)


@pytest.mark.night
@seeded(100)
def test_other_random_models_are_solved_to_their_best(seed: int) -> None:
    for model in models(seed, 2):
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


@pytest.mark.parametrize("shape", SHAPES)
def test_larger_rooms_of_each_shape_are_solved_to_their_best(shape: str) -> None:
    """Five to nine people at two to four tables, from a start that was not thought about."""
    rng = Random(f"larger {shape}")
    for _ in range(5):
        model = small_room(rng, (shape,), must=0.25)
        best = every(model).best
        answer = solve(model, Solve(Aim.BOTH, random_seating(rng, model), 0, 10.0))
        assert (answer.status, penalty_of(model, answer.tables)) == (SolveStatus.PROVEN, best)


@pytest.mark.parametrize("most", [0, 1, 2, 9])
def test_within_a_limit_on_moves_the_seating_is_the_best_of_those_in_reach(most: int) -> None:
    """A seat that does not count as a move is free; if the limit leaves no seating, there is provably none."""
    rng = Random(most)
    none = 0
    for _ in range(15):
        model = small_room(rng, must=0.25)
        tables = random_seating(rng, model)
        stays = np.array([[rng.random() < 0.1 for _ in model.table_ids] for _ in model.person_ids])
        stays[np.arange(model.n_persons), tables] = True
        whole = every(model)
        moved = (~stays[np.arange(model.n_persons), whole.seatings]).sum(axis=1)
        near = whole.of(moved <= most).meeting
        answer = solve(model, Solve(Aim.PENALTY, tables, 0, 10.0, moves=Moves((~stays).astype(np.int64), most)))
        none += not len(near.seatings)
        if len(near.seatings):
            assert penalty_of(model, answer.tables) == near.best
            assert (~stays[np.arange(model.n_persons), answer.tables]).sum() <= most
        else:
            assert answer.status is SolveStatus.NONE
    assert none < 15


def test_musts_alone_are_met_wherever_a_seating_meets_them() -> None:
    rng = Random(12)
    impossible = 0
    for _ in range(30):
        model = small_room(rng, must=0.6)
        possible = every(model).best.unmet == 0
        answer = solve(model, Solve(Aim.MUSTS, random_seating(rng, model), 0, 10.0))
        assert (answer.objective, answer.bound) == (None, None)
        assert (answer.status is SolveStatus.NONE) != possible
        if possible:
            assert penalty_of(model, answer.tables).unmet == 0
        impossible += not possible
    assert 5 < impossible < 25


def test_a_penalty_below_a_limit_is_found_if_there_is_one() -> None:
    """One point above the optimum and the optimum itself are told apart."""
    rng = Random(13)
    for _ in range(15):
        model = small_room(rng, must=0.1)
        best = every(model).best
        if best.unmet == 0:
            found = solve(model, Solve(Aim.PENALTY, random_seating(rng, model), 0, 10.0, below=best.penalty + 1))
            none = solve(model, Solve(Aim.PENALTY, found.tables, 0, 10.0, below=best.penalty))
            assert penalty_of(model, found.tables) == best
            assert none.status is SolveStatus.NONE


def test_what_is_told_on_the_way_is_complete_and_never_better_than_the_best() -> None:
    """No bound is above the optimum, and the answer is no worse than any seating before it."""
    rng = Random(14)
    seatings = bounds = 0
    for _ in range(25):
        model, told = small_room(rng, must=0.1), list[Found]()
        best = every(model).best
        answer = solve(model, Solve(Aim.PENALTY, random_seating(rng, model), 0, 10.0), told.append)
        if best.unmet:
            continue
        values = [penalty_of(model, each.tables) for each in told if each.tables is not None]
        assert all(best <= value for value in values)
        assert all(each.bound is None or each.bound <= best.penalty for each in told)
        assert penalty_of(model, answer.tables) == best
        seatings, bounds = seatings + len(values), bounds + sum(each.bound is not None for each in told)
    assert seatings > 20
    assert bounds > 5


def test_without_work_nothing_is_claimed() -> None:
    """Too little work gives no seating, or one that is not called the best unless it is."""
    rng = Random(15)
    for _ in range(15):
        model = small_room(rng)
        best = every(model).best
        answer = solve(model, Solve(Aim.PENALTY, random_seating(rng, model), 0, 0.0))
        if answer.status is SolveStatus.NONE:
            assert best.unmet > 0
        elif answer.tables is None:
            assert (answer.status, answer.objective, answer.bound) == (SolveStatus.UNDECIDED, None, None)
        else:
            assert penalty_of(model, answer.tables) >= best
            assert answer.bound is None or best.unmet or answer.bound <= best.penalty


@pytest.mark.parametrize("weight", [1, 10**3, 10**9])
def test_no_penalty_is_worth_a_must_however_heavy_its_weight(weight: int) -> None:
    rng = Random(weight)
    unmet = 0
    for _ in range(10):
        model = small_room(rng, must=0.5)
        heavy = replace(model, weights=model.weights * weight)
        best = every(heavy).best
        answer = solve(heavy, Solve(Aim.BOTH, random_seating(rng, heavy), 0, 10.0))
        assert penalty_of(heavy, answer.tables) == best
        unmet += best.unmet > 0 and best.penalty > 0
    assert unmet > 0


def test_improving_several_groups_makes_nothing_worse_and_leaves_the_other_tables() -> None:
    """Each group is seated best by itself; what two groups find is taken together only if that is no worse."""
    rng = Random(16)
    better = 0
    for _ in range(40):
        model = small_room(rng, must=0.3)
        order = rng.sample(range(model.n_tables), model.n_tables)
        groups = tuple(np.array(sorted(group), np.int64) for group in (order[:2], order[2:3]) if group)
        tables = random_seating(rng, model)
        answer = improve(model, Improve(tables, groups, 0, 1.0))
        before, after = penalty_of(model, tables), penalty_of(model, answer.tables)
        assert after <= before
        for group in groups:
            assert np.isin(answer.tables[np.isin(tables, group)], group).all()
        rest = ~np.isin(tables, np.concatenate(groups))
        assert (answer.tables[rest] == tables[rest]).all()
        better += after < before
    assert better > 15


def test_two_groups_that_help_alone_but_not_together_are_not_both_taken() -> None:
    """Two people would like to leave; the tables they would go to may not both be used by the two."""
    model = small_room(Random(1))
    pair, tables = np.array([0, 1]), np.array([1, 3])
    places = PlaceTerm.of(pair, np.array([[1, 0, 9, 9], [9, 9, 1, 0]]))
    model = replace(
        model,
        person_ids=("p0", "p1"),
        n_people=2,
        table_ids=("t0", "t1", "t2", "t3"),
        capacity=np.full(4, 2),
        may_be_empty=np.ones(4, bool),
        requirement_ids=("place", "spread"),
        musts=np.zeros(2, bool),
        weights=np.array([1, 5]),
        terms=((0, places), (1, SpreadTerm(pair, tables, 1))),
    )
    answer = improve(model, Improve(np.array([0, 2]), (np.array([0, 1]), np.array([2, 3])), 0, 1.0))
    assert penalty_of(model, answer.tables) == (0, 1)


def test_one_group_is_improved_to_the_best_that_its_tables_allow() -> None:
    rng = Random(17)
    for _ in range(15):
        model = small_room(rng, must=0.3)
        tables, group = random_seating(rng, model), some(rng, model.n_tables, 1)
        whole = every(model)
        inside = np.isin(tables, group)
        kept = (whole.seatings[:, ~inside] == tables[~inside]).all(axis=1)
        kept &= np.isin(whole.seatings[:, inside], group).all(axis=1)
        answer = improve(model, Improve(tables, (group,), 0, 5.0))
        now, best = penalty_of(model, tables), whole.of(kept).best
        # while a must is unmet both are minimized; afterwards the penalty of seatings that meet the musts
        assert penalty_of(model, answer.tables) == min(now, best)


def test_an_ordinary_room_of_sixty_people_is_proven_with_little_work() -> None:
    """With the share of the work that such a room gets before any other engine is used."""
    files = [CONVENINGS / f"ordinary-60.{ending}" for ending in ("csv", "yaml")]
    inputs = read_round(Request(*files, write=False))
    model = build_model(inputs.room, inputs.requirements)
    answer = solve(model, Solve(Aim.PENALTY, construct(model, 0), 0, 0.04 * work_for_room(model)))
    assert (answer.status, answer.objective, answer.bound) == (SolveStatus.PROVEN, 24, 24)


def test_linear_expressions_add_up() -> None:
    """Factors and the constant are scaled together; the most is that of the positive factors."""
    model = small_room(Random(1), ("constant",))
    tables = np.zeros(model.n_persons, np.int64)
    variables = Variables(model, tables, np.arange(model.n_tables), model.musts)
    one, two = variables.integer(5, 3), variables.boolean(True)
    sum_of_both = Linear(number=1).add([one], 2).add([two], -3)
    assert variables.most(sum_of_both) == 1 + 2 * 5
    doubled = Linear(number=4).add_linear(sum_of_both, 2)
    assert (doubled.number, doubled.factors) == (6, [4, -6])
    assert variables.most(doubled) == 6 + 4 * 5
    variables.at_least(doubled, 20)
    solver = cp_model.CpSolver()
    assert solver.solve(variables.program) == cp_model.OPTIMAL
    assert 4 * solver.value(one) - 6 * solver.value(two) + 6 >= 20
