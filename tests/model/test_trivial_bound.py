"""Bounds by arithmetic are never above what any seating has, and tight where they should be."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest

from seating.model import Model, shortfalls
from seating.model.trivial_bound import shortfall_bounds, tallies, value_bound
from seating.terms import CountTerm, FixedTerm, PlaceTerm, PresenceTerm, SharedTerm, SpreadTerm, Term
from tests.engines.drawn import SHAPES, every_seating, random_convening, random_model
from tests.engines.every import best_of_all
from tests.engines.rooms import big_model


@pytest.mark.parametrize("shape", SHAPES)
def test_no_requirement_lacks_less_than_its_bound(shape: str) -> None:
    rng = Random(shape)
    for _ in range(40):
        model = random_model(rng, (shape,))
        least = shortfall_bounds(model)
        assert all((shortfalls(model, tables) >= least).all() for tables in every_seating(model))


def test_no_seating_is_better_than_the_bound() -> None:
    rng, tight = Random(1), 0
    for n in range(150):
        model = random_convening(rng) if n % 3 == 0 else random_model(rng)
        least, best = value_bound(model), best_of_all(model)
        assert least.unmet <= best.unmet
        assert least.penalty <= best.penalty or best.unmet
        tight += least == best
    assert tight > 10


def room(*terms: Term) -> Model:
    """Return a room of six people at three tables with one should for each term."""
    model = big_model(6, 3)
    return replace(
        model,
        requirement_ids=tuple(f"r{n}" for n in range(len(terms))),
        musts=np.zeros(len(terms), bool),
        weights=np.ones(len(terms), np.int64),
        terms=tuple(enumerate(terms)),
    )


EVERYONE, TABLES = np.arange(6), np.arange(3)
PAIRS = np.array([(a, b) for a in range(5) for b in range(a)])


@pytest.mark.parametrize(
    ("term", "least"),
    [
        (FixedTerm(3), 3),
        (CountTerm.constant(EVERYONE[:2], TABLES, low=1), 1),
        (CountTerm.constant(EVERYONE, TABLES, high=1), 3),
        (CountTerm.constant(EVERYONE[:2], TABLES, low=1, or_none=True), 0),
        (PresenceTerm((EVERYONE[:1], EVERYONE[1:2]), TABLES, 2), 4),
        (SpreadTerm(EVERYONE, TABLES, 0), 1),
        (SharedTerm(PAIRS, np.ones(len(PAIRS), np.int64), TABLES), 2),  # five people at three tables: 2, 2 and 1
        (PlaceTerm.of(EVERYONE[:2], np.array([[1, 2, 3], [0, 1, 1]])), 1),
    ],
)
def test_known_bounds_are_reached(term: Term, least: int) -> None:
    model = room(term)
    assert shortfall_bounds(model).tolist() == [least]
    assert best_of_all(model).penalty == least


def test_bands_at_one_table_are_met_by_the_same_people() -> None:
    """Of two bands at a table only one counts, in the bound as in what people are missing."""
    here = [CountTerm.constant(EVERYONE[:1], TABLES[:1], low=low) for low in (2, 3)]
    model = replace(room(*here), terms=((0, here[0]), (0, here[1])))
    assert [(tally.people, tally.asked, tally.missing) for tally in tallies(model)] == [(1, 2, 1)]
