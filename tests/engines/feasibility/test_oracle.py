"""Which musts can hold together, and the conflict that comes of it, against every seating."""

from __future__ import annotations

from random import Random

import numpy as np

from seating.engines import Child, FeasibilityOracle
from seating.engines.messages import Aim, Solve, SolveByClasses, SolveStatus
from seating.explanations.conflicts import find_conflict
from seating.model import Model
from seating.model.penalty_of_terms import shortfalls
from tests.engines.drawn import every_seating, random_model
from tests.engines.rooms import big_model


def met_sets(model: Model) -> list[frozenset[str]]:
    """Return, for every seating, the requirements it meets."""
    names = np.array(model.requirement_ids)
    return [frozenset(names[shortfalls(model, tables) == 0].tolist()) for tables in every_seating(model)]


def test_conflicts_found_by_solving_are_minimal_among_all_seatings(child: Child) -> None:
    rng = Random(5)
    clashing = 0
    while clashing < 12:
        model = random_model(rng, must=1.0)
        sets = met_sets(model)
        if any(len(met) == len(model.requirement_ids) for met in sets):
            continue
        clashing += 1
        holds = FeasibilityOracle(model, child)
        found = find_conflict(model.requirement_ids, holds, holds.once_more)
        whole = frozenset(found.requirements)
        assert found.confirmed
        assert not any(whole <= met for met in sets)
        assert all(any(whole - {member} <= met for met in sets) for member in whole)


def test_what_a_must_lacks_while_the_others_hold_is_the_least(child: Child) -> None:
    rng, some, nothing = Random(6), 0, 0
    while some < 12 or nothing < 3:
        model = random_model(rng, must=1.0)
        lacks = [shortfalls(model, tables) for tables in every_seating(model)]
        if any(not lack.any() for lack in lacks):
            continue
        ids = np.array(model.requirement_ids)
        given_up = np.isin(ids, rng.sample(model.requirement_ids, rng.randint(1, len(ids))))
        least = min((int(lack[given_up].sum()) for lack in lacks if not lack[~given_up].any()), default=None)
        if least is not None or nothing < 3:
            holds = FeasibilityOracle(model, child)
            assert holds.shortfall_without(set(ids[given_up].tolist())) == least
            some, nothing = some + (least is not None), nothing + (least is None)


def test_few_that_clash_are_found_among_many(child: Child) -> None:
    """What is named cannot hold in any seating; where all can hold, nothing is named."""
    rng, named = Random(8), 0
    for _ in range(40):
        model = random_model(rng, must=1.0)
        sets = met_sets(model)
        holds = FeasibilityOracle(model, child)
        clash = holds.clash_among(holds.approach())
        assert (clash is None) == any(len(met) == len(model.requirement_ids) for met in sets)
        if clash is not None:
            named += 1
            assert not any(clash <= met for met in sets)
            assert holds(frozenset(model.requirement_ids)) is False
    assert 5 < named < 35


def test_the_child_answers_for_kinds_of_persons_and_not_seat_by_seat(child: Child) -> None:
    """Which binds what is asked about, be it a wish; the solve of seats knows only the model's own musts."""
    model = big_model(12, 3, at_most=0).with_requirements({"size", "cap"})
    start = np.zeros(12, dtype=np.int64)
    child.load(model)
    assert child.ask(SolveByClasses(Aim.MUSTS, start, 0, 1.0)).status is SolveStatus.NONE
    assert child.ask(Solve(Aim.MUSTS, start, 0, 1.0)).status is SolveStatus.PROVEN


def test_a_known_seating_answers_without_a_solve(child: Child) -> None:
    model = random_model(Random(7), must=1.0)
    tables = next(every_seating(model))
    met = frozenset(np.array(model.requirement_ids)[shortfalls(model, tables) == 0].tolist())
    silent = Child(("nothing-of-this-name",))
    assert FeasibilityOracle(model, silent, known=[tables])(met) is True
