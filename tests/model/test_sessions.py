"""Who may go to which sessions and what that is worth, against a second reading of the docstrings."""

from __future__ import annotations

import itertools
from dataclasses import replace
from random import Random

import numpy as np
import pytest

from seating.model.session_model import FormerVisit, Level, SessionModel, SessionNeed, Visits, value_of_visits
from tests.engines.test_sessions import drawn


def random_visits(rng: Random, model: SessionModel) -> Visits:
    """Return random visits; half of them keep to where each person may go."""
    share = rng.random()
    bits = np.array([rng.random() < share for _ in range(model.allowed.size)]).reshape(model.allowed.shape)
    return bits & model.allowed if rng.random() < 0.8 else bits


def faults(model: SessionModel, visits: Visits) -> set[str]:
    """Return which of the limits are not kept, person by person and session by session."""
    n_persons, n_sessions = visits.shape
    goes = [[session for session in range(n_sessions) if visits[person, session]] for person in range(n_persons)]
    found = set()
    for person, sessions in enumerate(goes):
        may = [session for session in range(n_sessions) if model.allowed[person, session]]
        if not {*sessions} <= {*may}:
            found.add("allowed")
        if any(one in sessions and other in sessions for one, other in model.clashes.tolist()):
            found.add("clashes")
        if len(sessions) < min(model.least, len(may)):
            found.add("least")
        if len(sessions) > model.most[person]:
            found.add("most")
    if any({*goes[one]} & {*goes[other]} for one, other in model.apart.tolist()):
        found.add("apart")
    if any(sum(session in own for own in goes) > model.room[session] for session in range(n_sessions)):
        found.add("room")
    return found


def test_visits_are_possible_if_they_keep_every_limit() -> None:
    """Each limit is also the only one that some visits do not keep."""
    rng, alone, possible = Random(1), set(), 0
    for seed in range(400):
        model = drawn(seed)
        for _ in range(6):
            visits = random_visits(rng, model)
            found = faults(model, visits)
            assert model.is_possible(visits) == (not found)
            possible += not found
            alone |= found if len(found) == 1 else set()
    assert alone == {"allowed", "clashes", "least", "most", "apart", "room"}
    assert possible > 200


def test_a_value_adds_up_needs_by_level_and_costs_of_visits() -> None:
    rng, seen = Random(2), set()
    for seed in range(300):
        model = drawn(seed)
        visits = random_visits(rng, model)
        levels = {Level.MUST: 0, Level.SHOULD: 0, Level.USUAL: 0}
        for person, session in itertools.product(*map(range, visits.shape)):
            levels[Level.SHOULD] += int(model.costs[person, session]) if visits[person, session] else 0
        for need in model.needs:
            missing = need.at_least - sum(bool(visits[person, need.session]) for person in need.persons.tolist())
            short = 0 if missing <= 0 else missing if missing < need.step else need.step
            levels[need.level] += need.weight * need.people * short
            seen |= {(need.level, short)}
        loads = [int(row.sum()) for row in visits]
        spread = sum(load * load for load in loads) if model.is_even else -sum(loads)
        lost = [one for one in model.former if not any(visits[one.person, s] for s in one.sessions.tolist())]
        assert value_of_visits(model, visits) == (
            levels[Level.MUST],
            levels[Level.SHOULD],
            levels[Level.USUAL],
            len(lost),
            spread,
        )
    assert {(level, short) for level in (Level.MUST, Level.SHOULD, Level.USUAL) for short in range(4)} <= seen


@pytest.mark.parametrize(("found", "cost"), [(0, 1000), (1, 999), (999, 1), (1000, 0), (1001, 0)])
def test_a_need_without_further_numbers_costs_one_for_each_who_is_missing(found: int, cost: int) -> None:
    assert SessionNeed(0, np.arange(2000), 1000, Level.MUST).cost(found) == cost


def test_levels_are_compared_in_their_order() -> None:
    """Each outweighs everything below it: a unit of a must, a point, a usual need, a visit of before, the spread."""
    one, no_pairs = np.array([0]), np.zeros((0, 2), dtype=np.int64)
    bare = SessionModel(
        allowed=np.ones((1, 1), dtype=bool),
        costs=np.zeros((1, 1), dtype=np.int64),
        clashes=no_pairs,
        apart=no_pairs,
        least=0,
        most=one + 1,
        room=one + 1,
        needs=(),
        is_even=True,
    )
    stays, goes = np.zeros((1, 1), dtype=bool), np.ones((1, 1), dtype=bool)
    levels = (Level.MUST, Level.SHOULD, Level.USUAL)
    values = [value_of_visits(replace(bare, needs=(SessionNeed(0, one, 1, level),)), stays) for level in levels]
    values.append(value_of_visits(replace(bare, former=(FormerVisit(0, one),)), stays))
    values.append(value_of_visits(bare, goes))
    assert values == [(1, 0, 0, 0, 0), (0, 1, 0, 0, 0), (0, 0, 1, 0, 0), (0, 0, 0, 1, 0), (0, 0, 0, 0, 1)]
    assert values == sorted(values, reverse=True)
