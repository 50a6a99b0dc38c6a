"""Named seatings for each kind, in `cases/KIND.yaml`: what they lack, found and priced alike."""

from __future__ import annotations

from typing import Any

import pytest

from seating.requirements import kinds
from tests.requirements.worked import CASES, cases_of, worked_case


@pytest.mark.parametrize("kind", sorted(file.stem for file in CASES.glob("*.yaml")))
def test_cases_of_a_kind(kind: str) -> None:
    wrong = {name: lacks for name, case in cases_of(kind).items() if (lacks := differences(kind, case))}
    assert wrong == {}


def differences(kind: str, case: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Return what is found and what the case states, where the two differ; the case has to state the shortfall."""
    requirement = {"kind": kind, **case["requirement"]}
    worked = worked_case({**case, "requirement": requirement})
    verdict = worked.requirement.judge(worked.room, worked.plan)
    found = {
        "shortfall": worked.checked,
        "encoded": worked.encoded,
        "met": verdict.met,
        "findings": [[f.table, f.group, f.have, f.want, f.shortfall, *f.people] for f in verdict.findings],
        "sentence": worked.requirement.sentence(worked.room),
    }
    stated = {"encoded": worked.shortfall, "met": worked.shortfall == 0, **case}
    return {key: (value, stated[key]) for key, value in found.items() if key in stated and value != stated[key]}


def test_every_kind_has_a_passing_and_a_failing_case() -> None:
    for kind in kinds():
        cases = cases_of(kind).values()
        assert any(case["shortfall"] for case in cases), f"{kind} has no failing case"
        assert any(not case["shortfall"] for case in cases), f"{kind} has no passing case"
