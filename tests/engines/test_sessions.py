"""Who goes to which session: the engine against every possible assignment of small cases."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from seating.engines.exact.session_solver import assign
from seating.engines.messages import AssignSessions, SolveStatus
from seating.model.session_model import FormerVisit, Level, SessionModel, SessionNeed, Visits
from tests.examples import seeded


class SessionValue(NamedTuple):
    """The value of visits; smaller is better, and earlier numbers are compared first.

    Attributes
    ----------
    unmet : int
        Shortfall of the musts.
    penalty : int
        Weight times shortfall over the wishes, and the costs of single visits.
    missing : int
        Usual needs that are not met.
    lost : int
        Visits of before that are not kept.
    spread : int
        The sum of the squares of the numbers of sessions of each person, or minus the number of visits.
    """

    unmet: int
    penalty: int
    missing: int
    lost: int
    spread: int


def value_of_visits(model: SessionModel, visits: Visits) -> SessionValue:
    """Return the value of visits that are possible."""
    costs = [0, int((model.costs * visits).sum()), 0]
    for need in model.needs:
        found = int(visits[need.persons, need.session].sum())
        costs[need.level] += need.weight * need.people * min(need.step, max(0, need.at_least - found))
    loads = visits.sum(axis=1)
    spread = int((loads**2).sum()) if model.is_even else -int(loads.sum())
    lost = sum(not visits[one.person, one.sessions].any() for one in model.former)
    return SessionValue(costs[Level.MUST], costs[Level.SHOULD], costs[Level.USUAL], lost, spread)


def drawn(seed: int) -> SessionModel:
    """Return a random small model: at most 3 persons and 4 sessions, so at most 4,096 assignments."""
    rng = np.random.default_rng(seed)
    persons, sessions = int(rng.integers(1, 4)), int(rng.integers(1, 5))
    pairs = [pair for pair in itertools.combinations(range(sessions), 2) if rng.random() < 0.35]
    needs = [
        SessionNeed(
            session=int(rng.integers(sessions)),
            persons=np.flatnonzero(rng.random(persons) < 0.7),
            at_least=int(rng.integers(0, 4)),
            level=int(rng.choice([Level.MUST, Level.SHOULD, Level.USUAL])),
            weight=int(rng.integers(1, 4)),
            people=int(rng.integers(1, 4)),
            step=int(rng.choice([1, 2, 2**20])),
        )
        for _ in range(int(rng.integers(0, 6)))
    ]
    places = [(p, s) for p in range(persons) for s in range(sessions)]
    model = SessionModel(
        allowed=rng.random((persons, sessions)) < 0.8,
        costs=rng.integers(0, 3, (persons, sessions)) * (rng.random((persons, sessions)) < 0.3),
        clashes=np.array(pairs, dtype=np.int64).reshape(-1, 2),
        apart=np.array([[0, persons - 1]] if persons > 1 and rng.random() < 0.3 else [], dtype=np.int64).reshape(-1, 2),
        least=int(rng.integers(0, 2)),
        most=rng.integers(1, 4, persons),
        room=rng.integers(0, 4, sessions) if rng.random() < 0.3 else np.full(sessions, 10),
        needs=tuple(needs),
        is_even=bool(rng.random() < 0.6),
    )
    former = [
        FormerVisit(p, np.unique([s, int(rng.integers(sessions))]))
        for p, s in places
        if seed % 2 and rng.random() < 0.4
    ]
    together = (np.array([0, 1]),) if persons > 1 and not model.least and rng.random() < 0.5 else ()
    return replace(model, former=tuple(former), together=together)


def every_assignment(model: SessionModel) -> Iterator[Visits]:
    for bits in itertools.product([False, True], repeat=model.allowed.size):
        visits = np.array(bits, dtype=bool).reshape(model.allowed.shape)
        if model.is_possible(visits):
            yield visits


def smallest(model: SessionModel) -> SessionValue | None:
    return min((value_of_visits(model, visits) for visits in every_assignment(model)), default=None)


@seeded(10)
def test_no_assignment_is_better(seed: int):
    model = drawn(seed)
    answer = assign(None, AssignSessions(model, seed, work=10.0))
    least = smallest(model)
    if least is None:
        assert answer.tables is None
        return
    assert answer.status is SolveStatus.PROVEN
    assert answer.tables is not None
    visits = answer.tables.reshape(model.allowed.shape).astype(bool)
    assert model.is_possible(visits)
    assert value_of_visits(model, visits) == least
    assert answer.bound == least.penalty


def test_a_must_outweighs_any_penalty():
    """One person, two sessions that clash: a must at one, and a heavy should at the other."""
    one = np.array([0])
    needs = (SessionNeed(0, one, 1, Level.MUST), SessionNeed(1, one, 1, Level.SHOULD, weight=1000))
    answer = assign(None, AssignSessions(_free(1, 2, needs, clashes=[[0, 1]]), 0, work=1.0))
    assert answer.tables is not None
    assert answer.tables.tolist() == [1, 0]
    assert answer.bound == 1000


def test_the_spread_is_even():
    """Seven sessions for three people who can all go to each."""
    everybody = np.arange(3)
    needs = tuple(SessionNeed(session, everybody, 1, Level.USUAL) for session in range(7))
    answer = assign(None, AssignSessions(_free(3, 7, needs), 0, work=1.0))
    assert answer.tables is not None
    assert sorted(answer.tables.reshape(3, 7).sum(axis=1).tolist()) == [2, 2, 3]


def test_visits_of_before_are_kept_although_others_would_be_more_even():
    """Two of three sessions were one person's; the third falls to whoever has none."""
    needs = tuple(SessionNeed(session, np.arange(2), 1, Level.SHOULD) for session in range(3))
    former = tuple(FormerVisit(0, np.array([session])) for session in (0, 2))
    answer = assign(None, AssignSessions(replace(_free(2, 3, needs), former=former), 0, work=1.0))
    assert answer.tables is not None
    assert answer.tables.tolist() == [1, 0, 1, 0, 1, 0]
    assert answer.status is SolveStatus.PROVEN


def test_without_persons_nobody_goes_anywhere():
    needs = (SessionNeed(1, np.zeros(0, np.int64), 2, Level.MUST),)
    answer = assign(None, AssignSessions(_free(0, 3, needs), 0, work=1.0))
    assert answer.status is SolveStatus.PROVEN
    assert answer.tables is not None
    assert answer.tables.tolist() == []


def _free(
    persons: int, sessions: int, needs: tuple[SessionNeed, ...], clashes: list[list[int]] | None = None
) -> SessionModel:
    """Return a model in which everybody may go everywhere."""
    return SessionModel(
        allowed=np.ones((persons, sessions), dtype=bool),
        costs=np.zeros((persons, sessions), dtype=np.int64),
        clashes=np.array(clashes or [], dtype=np.int64).reshape(-1, 2),
        apart=np.zeros((0, 2), dtype=np.int64),
        least=0,
        most=np.full(persons, sessions),
        room=np.full(sessions, persons),
        needs=needs,
        is_even=True,
    )
