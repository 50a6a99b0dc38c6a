"""Chances agree with all days there can be: to 1e-9 where they are exact, within their error bar where drawn."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from seating.analysis.attendance import chances
from seating.analysis.attendance.chances import Chance, ChanceCalculator, compute_arrivals, estimate_chance
from seating.analysis.attendance.events import build_requirement_event, build_voice_event, combine_events
from seating.requirements import kinds
from tests.random_requirements import random_requirement

from .enumerating import by_every_day, heard, nothing_short, random_plan, uncertain_room

CASES = 30


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_a_requirement_holds_as_often_as_on_all_days(kind: str) -> None:
    unsure = 0
    for case in range(2 * CASES):
        rng = Random(f"chance {kind} {case}")
        room = uncertain_room(rng)
        asked, plan = random_requirement(rng, room, kind), random_plan(rng, room)
        found = ChanceCalculator(room, plan).chance(build_requirement_event(asked, room, plan))
        truth = by_every_day(room, nothing_short([asked], plan))
        assert found.is_exact
        assert found.value == pytest.approx(truth, abs=1e-9), f"case {case}: {asked!r}, {plan}"
        unsure += 0 < truth < 1
    assert unsure or kind in {"buddy", "similarity"}, "nothing was unsure: the cases prove little"


@pytest.mark.parametrize("kind", ["voice", "role_mix", "assets"])
def test_a_voice_is_heard_as_often_as_on_all_days(kind: str) -> None:
    unsure = 0
    for case in range(3 * CASES):
        rng = Random(f"voice {kind} {case}")
        room = uncertain_room(rng)
        asked, plan = random_requirement(rng, room, kind), random_plan(rng, room)
        for ask in asked.asks(room):
            found = ChanceCalculator(room, plan).chance(build_voice_event(asked.id, ask, room, plan))
            truth = by_every_day(room, heard(ask, plan))
            assert found.is_exact
            assert found.value == pytest.approx(truth, abs=1e-9), f"case {case}: {asked!r}, {ask}, {plan}"
            unsure += 0 < truth < 1
    assert unsure >= 5


def test_several_hold_together_as_often_as_on_all_days() -> None:
    """One person may count in all of them, so their chances are not simply multiplied."""
    dependent = 0
    for case in range(3 * CASES):
        rng = Random(f"together {case}")
        room = uncertain_room(rng)
        plan = random_plan(rng, room)
        asked = [random_requirement(rng, room, rng.choice(["count", "role_mix", "share", "wish"])) for _ in range(3)]
        events = [build_requirement_event(each, room, plan) for each in asked]
        reckoner = ChanceCalculator(room, plan)
        found = reckoner.chance(combine_events(events))
        truth = by_every_day(room, nothing_short(asked, plan))
        assert found.value == pytest.approx(truth, abs=1e-9), f"case {case}: {asked}"
        dependent += abs(truth - np.prod([reckoner.chance(event).value for event in events])) > 1e-6
    assert dependent, "nowhere did it matter that somebody counts in several"


def test_what_is_drawn_lies_within_its_error_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of error bars of 95 % some 5 % miss, and hardly more; the days are drawn alike each time."""
    monkeypatch.setattr(chances, "MOST_DAYS", 0)
    missed = unsure = 0
    for case in range(6 * CASES):
        rng = Random(f"drawn {case}")
        room = uncertain_room(rng)
        plan = random_plan(rng, room)
        asked = random_requirement(rng, room, rng.choice(["count", "balance", "variety", "together", "staff"]))
        event = build_requirement_event(asked, room, plan)
        found = ChanceCalculator(room, plan).chance(event)
        truth = by_every_day(room, nothing_short([asked], plan))
        assert found == ChanceCalculator(room, plan).chance(event)
        assert found.draws in {0, chances.DRAWS}, "nobody matters, or days are drawn"
        assert found.low <= found.value <= found.high
        if found.draws and 0 < truth < 1:
            unsure += 1
            missed += not found.low <= truth <= found.high
    assert unsure >= 10
    assert missed <= 0.15 * unsure


def test_an_exact_factor_narrows_what_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where one table is counted and another drawn, the truth still lies within the bar."""
    monkeypatch.setattr(chances, "MOST_DAYS", 3)
    mixed = missed = 0
    for case in range(12 * CASES):
        rng = Random(f"mixed {case}")
        room = uncertain_room(rng)
        plan = random_plan(rng, room)
        asked = random_requirement(rng, room, "count")
        found = ChanceCalculator(room, plan).chance(build_requirement_event(asked, room, plan))
        truth = by_every_day(room, nothing_short([asked], plan))
        if found.draws and 0 < truth < 1:
            mixed += 1
            missed += not found.low <= truth <= found.high
        elif not found.draws:
            assert found.value == pytest.approx(truth, abs=1e-9)
    assert mixed >= 10
    assert missed <= 0.15 * mixed


def test_how_many_come_is_a_sum_of_independent_draws() -> None:
    assert compute_arrivals([]).tolist() == [1.0]
    assert compute_arrivals([0.1, 0.9, 0.5]).tolist() == pytest.approx([0.045, 0.455, 0.455, 0.045])
    assert compute_arrivals([0.3] * 40).sum() == pytest.approx(1)


def test_the_error_bar_is_wilsons() -> None:
    """Against figures worked by hand: 9 of 10 is 0.596 to 0.982."""
    bar = estimate_chance(9, 10)
    assert (round(bar.low, 3), round(bar.high, 3), bar.draws) == (0.596, 0.982, 10)
    assert estimate_chance(0, 200).low == 0
    assert estimate_chance(200, 200).high == pytest.approx(1)
    assert Chance.exactly(1 + 1e-12).value == 1
