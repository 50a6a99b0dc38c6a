"""Units in several rounds: rounds of units are worth what the rounds of their members are worth."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from seating.engines.messages import SolveStatus
from seating.engines.multi_round.chains import anneal_rounds
from seating.engines.multi_round.joined_rounds import AnnealRounds, rounds_of, value_of_rounds
from seating.engines.multi_round.round_units import over_units
from seating.model import Model, Value
from seating.terms import CompanyTerm
from tests.engines.drawn import with_ties
from tests.engines.multi_round.test_joined_rounds import drawn_rounds, seated, worth_one_by_one


def tied_rounds(rng: Random) -> tuple[list[Model], list[tuple[int, CompanyTerm]]]:
    """Return random rounds of which most have the same ties, and every third has musts of other kinds."""
    models, terms = drawn_rounds(rng, people=(5, 6))
    ties = rng.randrange(2**32)
    found = []
    for model in models:
        wishes = [identity for identity, must in zip(model.requirement_ids, model.musts, strict=True) if not must]
        free = model if rng.random() < 0.3 else model.with_requirements(wishes)
        found.append(with_ties(Random(ties if rng.random() < 0.8 else rng.randrange(100)), free))
    return found, terms


def test_rounds_of_units_are_worth_what_they_are_worth_person_by_person() -> None:
    rng = Random(1)
    joined = 0
    for _ in range(80):
        models, terms = tied_rounds(rng)
        persons = rounds_of(models, terms)
        rounds = over_units(persons, models)
        if rounds is persons:
            continue
        tables = rounds.stack.parted(rounds.stack.joined(seated(rng, models)))  # no unit is parted
        worth = worth_one_by_one(models, terms, list(tables))
        assert value_of_rounds(rounds, rounds.stack.joined(tables)) == worth
        joined += 1
    assert joined > 15


@pytest.mark.room
def test_a_chain_counts_units_as_their_members() -> None:
    """What a search over units finds is worth what it is told to be worth, person by person."""
    rng = Random(2)
    seen = 0
    for number in range(12):
        models, terms = tied_rounds(rng)
        rounds = over_units(rounds_of(models, terms), models)
        start = rounds.stack.joined(seated(rng, models))
        found = anneal_rounds(
            rounds.stack.model, AnnealRounds(start, number, 0.002, 2, Value(0, 0), rounds=rounds), lambda found: None
        )
        assert found.tables is not None
        worth = worth_one_by_one(models, terms, list(rounds.stack.parted(found.tables)))
        assert worth == value_of_rounds(rounds, found.tables) <= value_of_rounds(rounds, start)
        assert (found.status is SolveStatus.FOUND) == (worth == (0, 0))
        seen += bool(rounds.stack.units) and not np.array_equal(start, found.tables)
    assert seen > 3


def test_rounds_without_ties_are_the_same_rounds() -> None:
    rng = Random(3)
    for _ in range(20):
        models, terms = drawn_rounds(rng)
        models = [model.with_requirements(()) for model in models]
        rounds = rounds_of(models, terms)
        assert over_units(rounds, models) is rounds
