"""Whether requirements can hold, asked of how many of each kind of persons sit where, against every seating."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest

from seating.engines.feasibility.person_classes import decide
from seating.engines.messages import Aim, SolveByClasses, SolveStatus
from seating.model import Model
from seating.model.classes import feasibility_classes
from seating.model.penalty_of_terms import shortfalls
from seating.room.plan import IntArray
from seating.terms import CountTerm, PlaceTerm
from tests.engines.drawn import SHAPES, every_seating, random_convening, random_model
from tests.engines.rooms import big_model


def agrees_with_every_seating(model: Model, without_presolve: bool) -> bool:
    """Hold the answer to every seating; return it."""
    start = np.zeros(model.n_persons, dtype=np.int64)
    answer = decide(model, SolveByClasses(Aim.MUSTS, start, 0, 5.0, without_presolve=without_presolve))
    can_hold = any(not shortfalls(model, tables).any() for tables in every_seating(model))
    assert answer.status is (SolveStatus.PROVEN if can_hold else SolveStatus.NONE)
    if answer.tables is not None:
        assert not shortfalls(model, answer.tables).any()
    return can_hold


@pytest.mark.parametrize("shape", SHAPES)
def test_each_shape_of_term_is_held_to(shape: str) -> None:
    rng = Random(shape)
    answers = [
        agrees_with_every_seating(random_model(rng, (shape, "constant")), without_presolve=bool(n % 2))
        for n in range(25)
    ]
    assert len(set(answers)) == 2


def accepted(model: Model, tables: IntArray, without_presolve: bool) -> bool:
    """Whether a seating is accepted where every person has one table that costs nothing."""
    elsewhere = (np.arange(model.n_tables) != tables[:, None]).astype(np.int64)
    pinned = replace(model, terms=(*model.terms, (0, PlaceTerm.of(np.arange(model.n_persons), elsewhere))))
    answer = decide(pinned, SolveByClasses(Aim.MUSTS, np.zeros_like(tables), 0, 5.0, without_presolve=without_presolve))
    assert answer.status in {SolveStatus.PROVEN, SolveStatus.NONE}
    assert answer.tables is None or answer.tables.tolist() == tables.tolist()
    return answer.status is SolveStatus.PROVEN


@pytest.mark.parametrize("shape", SHAPES)
def test_each_seating_is_accepted_if_it_meets_the_requirements(shape: str) -> None:
    rng, answers = Random(f"seating {shape}"), set()
    for case in range(40):
        model = random_model(rng, (shape,), must=1.0)
        tables = np.array([rng.randrange(model.n_tables) for _ in model.person_ids], dtype=np.int64)
        meets = not shortfalls(model, tables).any()
        assert accepted(model, tables, without_presolve=bool(case % 2)) == meets
        answers.add(meets)
    assert len(answers) == 2


@pytest.mark.parametrize("step", [1, 2, 3, 4])
def test_a_band_that_rises_with_every_few_people_is_met_by_the_right_seatings(step: int) -> None:
    """Of six people, three are counted; with each `step` people at a table, one more of them has to be there."""
    low = np.arange(7) // step
    term = CountTerm(np.arange(3), np.arange(2), low, low + 1, np.arange(6))
    model = replace(big_model(6, 2), requirement_ids=("band",), terms=((0, term),))
    for tables in every_seating(model):
        assert accepted(model, tables, without_presolve=True) == (not shortfalls(model, tables).any())


def test_terms_of_all_shapes_together_are_held_to() -> None:
    rng = Random(11)
    answers = [agrees_with_every_seating(random_model(rng), without_presolve=bool(n % 2)) for n in range(20)]
    assert len(set(answers)) == 2


def test_requirements_of_real_kinds_are_held_to() -> None:
    rng = Random(12)
    answers = [agrees_with_every_seating(random_convening(rng), without_presolve=bool(n % 2)) for n in range(20)]
    assert len(set(answers)) == 2


def test_exchanging_persons_who_are_alike_changes_nothing_that_holds() -> None:
    rng, exchanged = Random(13), 0
    for _ in range(300):
        model = random_model(rng)
        kinds = feasibility_classes(model).of
        a, b = rng.randrange(model.n_persons), rng.randrange(model.n_persons)
        if a == b or kinds[a] != kinds[b]:
            continue
        exchanged += 1
        tables = np.array([rng.randrange(model.n_tables) for _ in range(model.n_persons)])
        other = tables.copy()
        other[[a, b]] = tables[[b, a]]
        assert np.array_equal(shortfalls(model, tables) == 0, shortfalls(model, other) == 0)
    assert exchanged > 20


def test_a_large_room_has_few_kinds_where_few_requirements_are_asked_about() -> None:
    model = big_model(300, 30)
    assert feasibility_classes(model.with_requirements({"size"})).of.max() == 0
    assert feasibility_classes(model.with_requirements({"size", "voice"})).of.max() == 1
    assert feasibility_classes(model).of.max() > 100
