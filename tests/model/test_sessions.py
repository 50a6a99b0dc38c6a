"""Who may go to which sessions, against a second reading of the docstrings."""

from __future__ import annotations

from random import Random

import numpy as np

from seating.model.session_model import SessionModel, Visits
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
    if any({*goes[row[0]]} != {*goes[one]} for row in model.together for one in row.tolist()):
        found.add("together")
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
    assert alone == {"allowed", "clashes", "least", "most", "apart", "room", "together"}
    assert possible > 200
