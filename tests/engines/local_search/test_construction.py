"""The start is complete, quick, and the same for the same seed."""

from __future__ import annotations

from random import Random

import numpy as np

from seating.engines.local_search.construction import construct, round_robin
from seating.model import penalty_of
from tests.engines.drawn import best_of_all, random_convening, random_model
from tests.engines.rooms import big_model


def test_everybody_has_a_table_in_every_start() -> None:
    rng = Random(1)
    for n in range(80):
        model = random_model(rng) if n % 2 else random_convening(rng)
        for tables in (round_robin(model), construct(model, n)):
            assert tables.shape == (model.n_persons,)
            assert ((tables >= 0) & (tables < model.n_tables)).all()


def test_without_thought_no_table_is_overfull_while_there_are_seats() -> None:
    model = big_model(60, 6)
    assert (np.bincount(round_robin(model)) == 10).all()


def test_a_start_is_often_as_good_as_can_be_in_a_tiny_room() -> None:
    rng = Random(2)
    models = [random_model(rng) for _ in range(60)]
    best = sum(penalty_of(model, construct(model, 0)) == best_of_all(model) for model in models)
    assert best >= 40


def test_a_start_meets_the_sizes_and_is_far_better_than_no_thought() -> None:
    model = big_model(200, 20)
    begun = penalty_of(model, construct(model, 0))
    assert begun.unmet == 0
    assert begun.penalty * 3 < penalty_of(model, round_robin(model)).penalty


def test_the_same_seed_gives_the_same_start() -> None:
    model = big_model(100, 10)
    assert (construct(model, 3) == construct(model, 3)).all()
    assert (construct(model, 3) != construct(model, 4)).any()
