"""The measurement of pricing: every question counts once, and the limits of the gain follow from the rounds."""

from __future__ import annotations

from random import Random

import pytest

from benchmarks.families.pricing import Times, _listening
from seating.engines.column_generation import bound
from seating.engines.column_generation.pricing import PricingProblem
from seating.engines.messages import BoundByColumns
from tests.engines.column_generation.drawn import some_seating, suited


def test_a_round_takes_as_long_as_its_longest_class_or_its_share_of_all() -> None:
    times = Times(rounds=[{0: 1.0, 1: 3.0}, {0: 2.0, 1: 2.0, 2: 2.0}, {0: 5.0}])
    assert times.shortest(1) == 15.0
    assert times.shortest(2) == 3.0 + 3.0 + 5.0
    assert times.shortest(None) == 3.0 + 2.0 + 5.0


def test_every_question_is_in_one_round_and_the_methods_come_back() -> None:
    rng, times = Random(0), Times()
    model = suited(rng, real=True)
    former = PricingProblem.search_columns, PricingProblem.prove_minimum
    with _listening(times):
        bound(model, BoundByColumns(some_seating(rng, model), 0, 0.1), lambda found: None)
    assert (PricingProblem.search_columns, PricingProblem.prove_minimum) == former
    assert times.sent
    assert times.pricing > 0
    assert sum(sum(each.values()) for each in times.rounds) == pytest.approx(times.pricing)
