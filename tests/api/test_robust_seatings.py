"""Seatings that are asked to survive any one absence do; what that costs is what brute force says."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

import seating
from seating.engines.outcome import Status
from tests.builders import brute_force

ROLES = ("designee", "doer", "decision-maker", "")
TABLES = [{"id": "north", "seats": "2-6"}, {"id": "south", "seats": "2-6"}]


def people(rng: Random) -> list[dict[str, str]]:
    """Return eight people, two of them sure to be doers."""
    return [
        {
            "id": f"p{n}",
            "name": f"Person {n}",
            "representative_type": "doer" if n < 4 else rng.choice(ROLES),
            "sector": rng.choice(["labor", "business"]),
            "assets": "skill: bookkeeping" if rng.random() < 0.6 else "",
            "wishes": f"p{(n + 3) % 8}",
        }
        for n in range(8)
    ]


def asked(robust: int) -> list[dict[str, object]]:
    """Return what is asked, each but the last to hold after any one absence or not."""
    return [
        {"kind": "role_mix", "at_least": {"doer": 1}, "must": True, "robust": robust},
        {"kind": "count", "who": {"sector": "labor"}, "at_least": 1, "robust": robust, "weight": 3},
        {"kind": "share", "who": {"sector": "business"}, "at_most": "1/2", "robust": robust, "weight": 2},
        {"kind": "wish"},
    ]


@pytest.mark.parametrize("case", range(3))
def test_a_robust_seating_survives_every_single_absence_at_the_least_price(case: int) -> None:
    rows = people(Random(f"robust seating {case}"))
    found = {
        robust: seating.solve(rows, {"tables": TABLES, "requirements": asked(robust)}, seed=case) for robust in (0, 1)
    }
    for robust, solved in found.items():
        value, _ = brute_force(solved.room, solved.requirements)
        assert (solved.status, solved.penalty) == (Status.OPTIMAL, value.penalty), f"robust {robust}"
    assert found[1].penalty >= found[0].penalty, "robustness has a price, never a gain"
    solved = found[1]
    plain = [r.model_copy(update={"robust": 0}) for r in solved.requirements if r.robust and solved.verdict(r).met]
    assert any(requirement.is_must for requirement in plain)
    for away in solved.room.persons:
        room = replace(solved.room, people=tuple(p for p in solved.room.people if p is not away))
        for requirement in plain:
            assert not requirement.judge(room, solved.plan).shortfall, f"{requirement.id} without {away.id}"


def test_a_robust_must_that_cannot_hold_is_told_as_impossible() -> None:
    """Three doers are too few for two tables of one each and one to spare at both."""
    rows = [{"id": f"p{n}", "name": f"Person {n}", "representative_type": "doer" if n < 3 else ""} for n in range(8)]
    solved = seating.solve(rows, {"tables": TABLES, "requirements": asked(1)[:1]})
    assert solved.status is Status.IMPOSSIBLE
    assert solved.conflict is not None
    assert "role_mix-1" in solved.conflict.requirements
