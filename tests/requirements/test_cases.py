"""Named seatings for each kind, in `cases/KIND.yaml`: what they lack, found and priced alike."""

from __future__ import annotations

from typing import Any

import pytest

from seating.requirements import kinds
from tests.requirements.worked import CASES, cases_of, worked_case


def _cases() -> list[Any]:
    found = []
    for file in sorted(CASES.glob("*.yaml")):
        for name, case in cases_of(file.stem).items():
            found.append(pytest.param(file.stem, case, id=f"{file.stem}: {name}"))
    return found


@pytest.mark.parametrize(("kind", "case"), _cases())
def test_case(kind: str, case: dict[str, Any]) -> None:
    """The seating lacks what the case says; `met` and `findings` are compared where it states them."""
    requirement = {"kind": kind, **case["requirement"]}
    worked = worked_case({**case, "requirement": requirement})
    assert (worked.checked, worked.encoded) == (worked.shortfall, worked.shortfall)
    verdict = worked.requirement.judge(worked.room, worked.plan)
    assert verdict.met == case.get("met", worked.shortfall == 0)
    if "findings" in case:
        found = [[f.table, f.group, f.have, f.want, f.shortfall, *f.people] for f in verdict.findings]
        assert found == case["findings"]
    if "sentence" in case:
        assert worked.requirement.sentence(worked.room) == case["sentence"]


def test_every_kind_has_a_passing_and_a_failing_case() -> None:
    for kind in kinds():
        cases = cases_of(kind).values()
        assert any(case["shortfall"] for case in cases), f"{kind} has no failing case"
        assert any(not case["shortfall"] for case in cases), f"{kind} has no passing case"
