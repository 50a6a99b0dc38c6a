"""The whole room as one program is held against every seating of tiny models."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from seating.engines.local_search.construction import construct
from seating.engines.lower_bound import can_solve, solve_mip
from seating.engines.messages import Aim, Answer, Solve, SolveStatus
from seating.model import Model, Value, penalty_of
from seating.terms import CountTerm
from tests.engines.drawn import SHAPES, random_convening, random_model
from tests.engines.every import best_of_all
from tests.engines.lower_bound.alike import alike_model
from tests.engines.rooms import big_model
from tests.examples import seeded


def solved(model: Model, without_presolve: bool = False, below: int | None = None, work: float = 30.0) -> Answer:
    question = Solve(Aim.PENALTY, construct(model, 0), 0, work, below=below, without_presolve=without_presolve)
    return solve_mip(model, question, lambda found: None)


def hold_against_every_seating(model: Model) -> bool:
    """Whether the model can be solved, after making sure that it is solved to its best."""
    if not can_solve(model):
        return False
    best = best_of_all(model)
    answer = solved(model)
    if best.unmet:
        assert (answer.status, answer.tables) == (SolveStatus.NONE, None)
    else:
        assert (answer.status, answer.objective, answer.bound) == (SolveStatus.PROVEN, best.penalty, best.penalty)
        assert penalty_of(model, answer.tables) == best
        assert solved(model, below=best.penalty).status is SolveStatus.NONE
        below = solved(model, below=best.penalty + 1, without_presolve=True)
        assert (below.status, below.objective) == (SolveStatus.PROVEN, best.penalty)
    return True


@pytest.mark.parametrize("shape", SHAPES)
def test_each_shape_of_term_alone_is_solved_to_its_best(shape: str) -> None:
    rng = Random(shape)
    assert sum([hold_against_every_seating(random_model(rng, (shape,))) for _ in range(12)]) > 6


@pytest.mark.room
def test_random_models_are_solved_to_their_best() -> None:
    rng = Random(1)
    models = [(random_model, random_convening, alike_model)[n % 3](rng) for n in range(45)]
    assert sum([hold_against_every_seating(model) for model in models]) > 30


@pytest.mark.night
@seeded(100)
def test_other_random_models_are_solved_to_their_best(seed: int) -> None:
    hold_against_every_seating((random_model, random_convening, alike_model)[seed % 3](Random(seed)))


def test_a_best_start_is_proven_as_it_is() -> None:
    model = random_model(Random(3), ("place", "constant"), must=0.0)
    best = best_of_all(model)
    tables = solved(model).tables
    again = solve_mip(model, Solve(Aim.PENALTY, tables, 0, 30.0), lambda found: None)
    assert again.status is SolveStatus.PROVEN
    assert again.objective == best.penalty
    assert (again.tables == tables).all()


def test_a_table_that_may_stay_empty_has_nobody_or_enough() -> None:
    """Five people, three at each table that is used: all sit at one, whatever a band says of those there."""
    everyone = np.arange(5, dtype=np.int64)
    tables = np.arange(2, dtype=np.int64)
    stair = CountTerm(everyone[:2], tables, np.array([0, 0, 0, 0, 3, 3]), np.full(6, 5), everyone)
    model = Model(
        person_ids=tuple("abcde"),
        n_people=5,
        table_ids=("north", "south"),
        capacity=np.array([5, 5]),
        may_be_empty=np.array([True, True]),
        requirement_ids=("size", "stair"),
        musts=np.array([True, False]),
        weights=np.array([0, 1]),
        terms=((0, CountTerm.constant(everyone, tables, 3, 5)), (1, stair)),
    )
    assert best_of_all(model) == Value(0, 1)
    assert hold_against_every_seating(model)


def test_without_work_the_start_is_all_there_is() -> None:
    model = big_model(60, 6)
    answer = solved(model, work=0.0)
    assert answer.status is SolveStatus.UNDECIDED
    assert answer.bound is None
    assert answer.work == 0


def test_rooms_out_of_reach_are_not_tried() -> None:
    assert can_solve(big_model(60, 6))
    assert not can_solve(big_model(1000, 100))


@pytest.mark.parametrize("keys", [{"aim": Aim.BOTH}, {"aim": Aim.PENALTY, "free": np.array([0])}])
def test_other_questions_are_refused(keys: dict) -> None:
    model = big_model(60, 6)
    with pytest.raises(ValueError, match="whole room"):
        solve_mip(model, Solve(tables=construct(model, 0), seed=0, work=1.0, **keys), lambda found: None)
