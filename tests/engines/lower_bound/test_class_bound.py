"""The bound over classes is held against every seating of tiny models."""

from __future__ import annotations

import math
from dataclasses import replace
from random import Random

import numpy as np
import pytest

from seating.engines.local_search.construction import construct
from seating.engines.lower_bound import bound, class_bound
from seating.engines.lower_bound.class_bound import relax
from seating.engines.lower_bound.mathopt import Solver
from seating.engines.messages import Answer, BoundByClasses, BoundByRelaxation, Found, SolveStatus
from seating.model import Model, Value
from seating.model.classes import person_classes, table_classes
from seating.terms import CountTerm, PlaceTerm, PresenceTerm, SharedTerm, SumTerm, Term
from tests.engines.drawn import SHAPES, random_convening
from tests.engines.every import best_of_all
from tests.engines.lower_bound.alike import alike_model
from tests.engines.rooms import big_model
from tests.examples import seeded


def asked(model: Model, work: float = 20.0) -> tuple[Answer, list[int]]:
    told: list[int] = []

    def on_progress(found: Found) -> None:
        assert found.tables is None
        assert found.bound is not None
        told.append(found.bound)

    return bound(model, BoundByClasses(construct(model, 0), 0, work), on_progress), told


def hold_against_every_seating(model: Model) -> bool:
    """Whether the bound is the least penalty, after making sure that it is no more."""
    best = best_of_all(model)
    answer, told = asked(model)
    assert told == sorted(set(told))
    if answer.status is SolveStatus.NONE:
        assert best.unmet
    elif not best.unmet:
        assert answer.bound is not None
        assert max(told) == answer.bound <= best.penalty
        return answer.bound == best.penalty
    return False


@pytest.mark.parametrize("shape", SHAPES)
def test_each_shape_of_term_alone_is_never_bounded_too_high(shape: str) -> None:
    rng = Random(shape)
    assert sum([hold_against_every_seating(alike_model(rng, (shape,))) for _ in range(15)]) > 2


def test_relaxations_alone_are_never_too_high_and_rise() -> None:
    rng, exact = Random(2), 0
    for n in range(40):
        model = alike_model(rng) if n % 2 else random_convening(rng)
        told: list[int] = []
        question = BoundByRelaxation(construct(model, 0), 0, 1.0)
        answer = relax(model, question, lambda found, told=told: told.append(found.bound))
        best = best_of_all(model)
        if not best.unmet:
            assert answer.bound == max(told) <= best.penalty
            assert told == sorted(set(told))
            exact += answer.bound == best.penalty > 0
    assert exact > 3


def test_random_models_are_never_bounded_too_high_and_often_exactly() -> None:
    rng = Random(1)
    models = [alike_model(rng) if n % 2 else random_convening(rng) for n in range(60)]
    assert sum(len(table_classes(model).members) < model.n_tables for model in models) > 15
    assert sum([hold_against_every_seating(model) for model in models]) > 15


def test_of_a_room_that_is_too_large_some_requirements_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    rng, positive = Random(3), 0
    models = [alike_model(rng) if n % 2 else random_convening(rng) for n in range(60)]
    for model in models:
        whole = len(table_classes(model).members) * len(person_classes(model).members)
        monkeypatch.setattr(class_bound, "CLASS_BOUND_SIZE", whole - 1)
        answer, _ = asked(model)
        best = best_of_all(model)
        assert best.unmet or answer.bound is None or answer.bound <= best.penalty
        positive += answer.bound is not None and answer.bound > 0
    assert positive > 3


@pytest.mark.night
@seeded(100)
def test_other_random_models_are_never_bounded_too_high(seed: int) -> None:
    rng = Random(seed)
    hold_against_every_seating(alike_model(rng) if seed % 3 else random_convening(rng))


def test_a_bound_repeats_itself_within_its_work() -> None:
    model = big_model(240, 24, seed=3)
    first, second = asked(model, work=1.0), asked(model, work=1.0)
    assert first[1] == second[1]
    assert first[0].work == second[0].work
    assert first[0].bound == second[0].bound is not None


def test_without_work_there_is_at_most_what_the_first_iteration_proves() -> None:
    answer, _ = asked(big_model(240, 24, seed=3), work=0.0)
    assert answer.status is SolveStatus.UNDECIDED
    assert answer.work < 0.1
    assert answer.bound is not None
    assert answer.bound >= 0


def test_a_bound_that_a_solution_refutes_is_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """A solver that claims too much in the second step is found out by the third."""
    model = big_model(60, 6, seed=1)
    honest, _ = asked(model)
    assert honest.status is SolveStatus.PROVEN
    calls = []
    solve_message = class_bound.solve_message

    def lying(message, solver, limits):
        calls.append(solver)
        found = solve_message(message, solver, limits)
        return replace(found, bound=found.bound + 7) if len(calls) == 1 else found

    monkeypatch.setattr(class_bound, "solve_message", lying)
    monkeypatch.setattr(
        class_bound, "penalty_of", lambda model, tables: Value(1, 0)
    )  # as if the start were worth nothing
    answer, _ = asked(model)
    assert len(calls) == 2
    assert (answer.status, answer.bound) == (SolveStatus.PROVEN, honest.bound)


def test_penalties_are_tried_from_below_before_the_whole_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """So a bound above that of the relaxation takes little work, and SCIP is not asked."""
    solvers = []
    solve_message = class_bound.solve_message

    def noting(message, solver, limits):
        solvers.append(solver)
        return solve_message(message, solver, limits)

    monkeypatch.setattr(class_bound, "solve_message", noting)
    answer, told = asked(big_model(60, 10, seed=1), work=0.05)
    assert solvers == [Solver.HIGHS] * 2
    assert (answer.status, told) == (SolveStatus.PROVEN, [2, 3])


@pytest.mark.parametrize(
    ("value", "whole"), [(46.2, 47), (47.0, 47), (46.00001, 46), (46.9999999, 47), (-0.2, 0), (math.inf, None)]
)
def test_a_solvers_bound_is_rounded_up_with_care(value: float, whole: int | None) -> None:
    assert class_bound.ceil_bound(value) == whole


@pytest.mark.parametrize(
    "term",
    [
        CountTerm.constant(np.array([1]), np.array([1]), high=0),
        CountTerm.constant(np.array([1]), np.array([1]), low=3, or_none=True),
        CountTerm.constant(np.array([1]), np.array([1]), low=3),
        CountTerm(np.array([1]), np.array([1]), np.array([0, 1]), np.array([0, 1]), np.array([0])),
        SumTerm(np.array([0, 4]), np.array([0, 0]), 1, np.array([1])),
        PresenceTerm((np.array([0]),), np.array([1]), 2),
    ],
)
def test_staff_where_no_people_sit_count_for_nothing(term: Term) -> None:
    """One person has to sit at the first table, one of the staff at the second, which may stay empty."""
    places = PlaceTerm.of(np.array([0, 1]), np.array([[0, 1], [1, 0]]))
    model = Model(
        person_ids=("ana", "ben"),
        n_people=1,
        table_ids=("north", "south"),
        capacity=np.array([2, 2]),
        may_be_empty=np.array([False, True]),
        requirement_ids=("places", "term"),
        musts=np.array([True, False]),
        weights=np.array([0, 1]),
        terms=((0, places), (1, term)),
    )
    assert best_of_all(model) == Value(0, 0)
    assert asked(model)[0].bound == 0


def test_a_group_larger_than_a_table_may_sit_at_several_of_a_class() -> None:
    everyone, tables = np.arange(4, dtype=np.int64), np.arange(2, dtype=np.int64)
    model = Model(
        person_ids=tuple("abcd"),
        n_people=4,
        table_ids=("north", "south"),
        capacity=np.array([2, 2]),
        may_be_empty=np.array([False, False]),
        requirement_ids=("size", "voice"),
        musts=np.array([True, False]),
        weights=np.array([0, 1]),
        terms=(
            (0, CountTerm.constant(everyone, tables, 2, 2)),
            (1, CountTerm.constant(everyone[:3], tables, 3, or_none=True)),
        ),
    )
    assert best_of_all(model) == Value(0, 3)
    answer, _ = asked(model)
    assert answer.status is SolveStatus.PROVEN
    assert answer.bound == 0  # all three at one table would be enough, as far as classes know


def test_the_start_is_only_a_place_to_stop() -> None:
    model = big_model(60, 6, seed=1)
    bad = np.zeros(model.n_persons, dtype=np.int64)
    answer = bound(model, BoundByClasses(bad, 0, 20.0), lambda found: None)
    assert answer.bound == asked(model)[0].bound


def test_a_program_that_is_only_called_infeasible_is_not_impossible() -> None:
    """PDLP calls the relaxation of this room infeasible: its first table needs three of two people, or stays empty."""
    both = np.array([0, 1])
    model = Model(
        ("eli", "gus"),
        2,
        ("north", "south"),
        np.array([3, 4]),
        np.array([True, False]),
        ("similarity", "size"),
        np.array([False, True]),
        np.array([5, 0]),
        (
            (0, SharedTerm(np.array([[0, 1]]), np.array([1]), np.array([0, 1]))),
            (1, CountTerm.constant(both, np.array([0]), 3, 3)),
            (1, CountTerm.constant(both, np.array([1]), 0, 4)),
        ),
    )
    assert best_of_all(model) == Value(0, 5)
    assert hold_against_every_seating(model)
