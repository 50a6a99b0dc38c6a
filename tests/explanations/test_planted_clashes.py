"""Clashes planted in convenings of 30 to 300 people: what is named clashes, is minimal, and the ways out are ways out.

A second program that shares nothing with the engine decides what can hold; the judge looks at its seatings.
"""

from __future__ import annotations

import time
from collections.abc import Collection
from pathlib import Path

import pytest

import seating
from benchmarks.planted import write_planted
from seating.analysis.newcomers import add_newcomers, add_seats
from seating.api.inputs import read_round
from seating.api.request import Request
from seating.api.result import Solved, build_result
from seating.api.searches.conflict_search import explain_conflicts
from seating.engines import Child, FeasibilityOracle
from seating.engines.budget import Effort
from seating.engines.in_process import InProcess
from seating.engines.local_search.construction import construct
from seating.engines.messages import SILENT
from seating.engines.outcome import Status
from seating.engines.strategy import best_plan
from seating.judge import review
from seating.model import build_model
from seating.room.plan import Room
from tests.explanations.naive import seating_for
from tests.explanations.planted import CLASHES, Planted, planted

EVERY_DAY = [(clash, 12) for clash in list(CLASHES)[:10]]

SIZES = (30, 45, 60, 80, 100, 120, 150, 180, 200, 220, 250, 270, 290, 300)

SAMPLE = [
    pytest.param(*case, marks=pytest.mark.night if number % 2 else pytest.mark.room)
    for number, case in enumerate([(clash, size) for clash in CLASHES for size in SIZES][:200][::5])
]
"""Every fifth of two hundred cases, half of them only at night."""


@pytest.mark.room
@pytest.mark.parametrize(("clash", "n_people"), EVERY_DAY)
def test_a_clash_planted_in_a_small_room_is_named(child: Child, clash: str, n_people: int) -> None:
    case = planted(1, clash, n_people)
    check(explained(case, child))
    check(seating.solve(case.people, case.convening))


@pytest.mark.room
@pytest.mark.parametrize(("clash", "n_people"), SAMPLE)
def test_a_clash_planted_in_a_room_of_any_size_is_named(child: Child, clash: str, n_people: int) -> None:
    check(explained(planted(2, clash, n_people), child))


@pytest.mark.parametrize("clash", ["shortage", "crowd", "pins", "nowhere"])
def test_a_clash_that_counting_shows_is_named_if_no_time_is_left(tmp_path: Path, clash: str) -> None:
    case, worker = write_planted(clash, 120, 0, tmp_path), InProcess()
    request = Request(case.people, case.convening, write=False)
    opened = read_round(request)
    model = build_model(opened.room, opened.requirements)
    found = best_plan(model, Effort(work=0.0), 0, SILENT, worker)
    assert (found.status, found.clash) == (Status.IMPOSSIBLE, case.clash)
    plan = model.plan(found.tables)
    result = build_result(request, opened, plan, review(opened.room, opened.requirements, plan), found.status, ())
    late = explain_conflicts(result, model, found.tables, worker, found.clash, time.monotonic())
    assert [set(conflict.requirements) for conflict in late.conflicts] == [case.clash]


def explained(case: Planted, child: Child) -> Solved:
    """Return what a solve comes to, but that the closest seating is the one from which the clash is proven."""
    request = Request(case.people, case.convening, write=False)
    opened = read_round(request)
    model = build_model(opened.room, opened.requirements)
    holds = FeasibilityOracle(model, child, [construct(model, 0)])
    clash = holds.clash_among(holds.approach())
    assert clash is not None
    assert holds.once_more(clash) is False
    plan = model.plan(holds.nearest)
    judged = review(opened.room, opened.requirements, plan)
    result = build_result(request, opened, plan, judged, Status.IMPOSSIBLE, ())
    return explain_conflicts(result, model, holds.nearest, child, clash)


def check(result: Solved) -> None:
    assert result.status is Status.IMPOSSIBLE
    musts = [requirement.id for requirement in result.requirements if requirement.is_must]
    for conflict in result.conflicts[:1]:  # the others are found in the same way
        assert conflict.confirmed
        assert not can_hold(result, result.room, conflict.requirements)
        for member in conflict.requirements:
            assert can_hold(result, result.room, set(conflict.requirements) - {member}), f"{member} is not needed"
    ways = [way for way in result.ways_out if way.confirmed]
    assert ways
    for way in ways[:4]:
        if way.kind == "drop":
            assert can_hold(result, result.room, set(musts) - set(way.requirements)), way.sentence
        elif way.kind in {"relax", "seat"}:
            assert way.cost == result.review.unmet
    for recruit in result.recruit:
        if recruit.confirmed and sum(way.kind == "recruit" for way in ways) == 1:
            assert can_hold(result, with_recruits(result), musts), recruit.sentence


def can_hold(result: Solved, room: Room, ids: Collection[str]) -> bool:
    """Whether some seating meets these, as the plain program finds and the judge confirms."""
    asked = [requirement for requirement in result.requirements if requirement.id in ids]
    plan = seating_for(room, asked)
    if plan is None:
        return False
    judged = review(room, asked, plan)
    assert not any(verdict.shortfall for verdict in judged.verdicts.values()), "the plain program and the judge differ"
    return True


def with_recruits(result: Solved) -> Room:
    """Return the room with everybody invited, and the seats that the way out adds for them."""
    room = result.room
    for recruit in result.recruit:
        room = add_newcomers(room, recruit.who, recruit.people)
    (way,) = (way for way in result.ways_out if way.kind == "recruit")
    return add_seats(room, way.cost - sum(recruit.people for recruit in result.recruit))
