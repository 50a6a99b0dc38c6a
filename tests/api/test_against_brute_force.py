"""Random tiny convenings of every kind, held against every seating there is, by the checkers alone."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest

from seating.api.inputs import RoundInputs
from seating.api.one_round import seat_round
from seating.api.request import Request
from seating.convening import Convening
from seating.engines import Child, Status
from seating.plan import Room
from seating.requirement import Requirement
from seating.requirements import kinds
from tests.builders import brute_force, requirement
from tests.random_requirements import random_requirement
from tests.random_rooms import random_room

REQUEST = Request(people="made up", write=False)


def random_convening(rng: Random) -> tuple[Room, tuple[Requirement, ...]]:
    """Return a room of up to five persons at up to three tables, and up to five requirements of any kinds."""
    room = random_room(rng)
    drawn = [random_requirement(rng, room, rng.choice(sorted(kinds()))) for _ in range(rng.randint(1, 5))]
    asked = [each.model_copy(update={"id": f"{each.kind}-{n}"}) for n, each in enumerate(drawn)]
    if all(each.kind != "size" for each in asked) and rng.random() < 0.7:
        asked.append(requirement("size"))
    return room, tuple(asked)


def can_hold(room: Room, requirements: tuple[Requirement, ...]) -> bool:
    """Whether some seating meets all of these, whatever binds otherwise."""
    musts = [each.model_copy(update={"must": True}) for each in requirements]
    return brute_force(room, musts)[1] > 0


def hold_against_brute_force(cases: range, child: Child) -> dict[Status, int]:
    """Solve each case and compare; return how many came out in each way."""
    seen: dict[Status, int] = {}
    for case in cases:
        room, asked = random_convening(Random(case))
        best, meeting = brute_force(room, asked)
        convening = Convening(tables=room.tables, requirements=asked, working_language=room.working_language)
        result = seat_round(RoundInputs(room.listed, convening, room, asked, ()), REQUEST, child)
        seen[result.status] = seen.get(result.status, 0) + 1
        assert (result.review.unmet, result.penalty) == best, case
        if meeting:
            assert (result.status, result.bound) == (Status.OPTIMAL, best.penalty), case
            assert result.conflict is None, case
            continue
        assert (result.status, result.bound) == (Status.IMPOSSIBLE, None), case
        assert result.conflict is not None, case
        assert result.conflict.confirmed, case
        clash = tuple(result.by_requirement[identity] for identity in result.conflict.requirements)
        assert all(each.is_must for each in clash), case
        assert not can_hold(room, clash), case
        for fewer in combinations(clash, len(clash) - 1):
            assert can_hold(room, fewer), case
        assert result.ways_out, case
    return seen


def test_best_proven_or_a_minimal_clash(child: Child) -> None:
    """The penalty is the least of all seatings; without one that meets the musts, each of a conflict is needed."""
    seen = hold_against_brute_force(range(80), child)
    assert seen[Status.OPTIMAL] >= 20
    assert seen[Status.IMPOSSIBLE] >= 10


@pytest.mark.slow
def test_best_proven_or_a_minimal_clash_a_thousand_times(child: Child) -> None:
    hold_against_brute_force(range(1000, 2000), child)
