"""Several chains: never worse than one, and repeatable."""

from __future__ import annotations

from random import Random

import numpy as np

from seating.engines.annealing import anneal
from seating.engines.local_search.construction import construct
from seating.engines.messages import Anneal, Answer, Found, SolveStatus
from seating.model import Model, Value, penalty_of
from tests.engines.drawn import random_convening, random_model
from tests.engines.every import best_of_all
from tests.engines.rooms import big_model

NEVER = Value(-1, 0)


def annealed(model: Model, work: float, enough: Value = NEVER) -> tuple[Answer, list[Found]]:
    told: list[Found] = []
    answer = anneal(model, Anneal(construct(model, 0), 4, work, 2, enough), told.append)
    return answer, told


def test_what_is_told_gets_better_and_ends_with_the_answer() -> None:
    model = big_model(120, 12)
    answer, told = annealed(model, 0.05)
    values = [penalty_of(model, found.tables) for found in told if found.tables is not None]
    assert len(values) > 1
    assert values == sorted(set(values), reverse=True)
    assert answer.tables is not None
    assert penalty_of(model, answer.tables) == values[-1] < penalty_of(model, construct(model, 0))


def test_the_same_question_has_the_same_answer_whatever_the_threads_do() -> None:
    model = big_model(60, 6)
    first, others = annealed(model, 0.02), [annealed(model, 0.02) for _ in range(3)]
    for answer, told in others:
        assert np.array_equal(answer.tables, first[0].tables)
        assert [found.tables.tolist() for found in told] == [found.tables.tolist() for found in first[1]]


def test_tiny_rooms_come_out_best() -> None:
    """Hardly any tiny room has a trap that so many tries do not lead out of."""
    missed = 0
    for n in range(160):
        rng = Random(f"tiny {n}")
        model = random_model(rng) if n % 2 else random_convening(rng)
        best = best_of_all(model)
        answer, _ = annealed(model, 0.02, best)
        value = penalty_of(model, answer.tables)
        assert value >= best
        assert (answer.status is SolveStatus.FOUND) == (value == best)
        missed += value > best
    assert missed <= 4


def test_it_ends_when_it_is_good_enough() -> None:
    model = big_model(60, 6)
    start_value = penalty_of(model, construct(model, 0))
    answer, _ = annealed(model, 10.0, start_value._replace(penalty=start_value.penalty + 1))
    assert answer.work < 0.1
