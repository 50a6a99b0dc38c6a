"""The two readings of the terms agree, so that either may be held against the engines."""

from __future__ import annotations

from random import Random

import pytest

from seating.model import penalty_of
from tests.engines.drawn import SHAPES, every_seating, random_convening, random_model
from tests.engines.every import best_of_all, every, small_room
from tests.engines.lower_bound.alike import alike_model


@pytest.mark.parametrize("shape", SHAPES)
def test_both_readings_of_a_term_give_every_seating_one_value(shape: str) -> None:
    rng = Random(shape)
    for _ in range(8):
        model = small_room(rng, (shape,))
        told = every(model)
        for number in rng.sample(range(len(told.seatings)), 40):
            assert penalty_of(model, told.seatings[number]) == (told.unmet[number], told.penalty[number])


def test_the_best_of_all_seatings_is_the_same_one_by_one_and_at_once() -> None:
    rng = Random(1)
    for make in (random_model, random_convening, alike_model):
        for _ in range(20):
            model = make(rng)
            assert best_of_all(model) == min(penalty_of(model, tables) for tables in every_seating(model))
