"""The sample under reports/ is what the first command of the README gives."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

import seating

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "reports" / "sample"


@pytest.fixture(scope="module")
def record() -> dict:
    return json.loads((SAMPLE / "round-1" / "result.json").read_text(encoding="utf-8"))


def test_it_was_made_from_the_example_as_it_is(record: dict) -> None:
    """A changed example needs a new sample; docs/contributing.md says how."""
    for name, file in (("stakeholders", "stakeholders.csv"), ("convening", "convening.yaml")):
        content = (ROOT / "examples" / "city" / file).read_bytes()
        assert record["inputs"][name]["sha256"] == hashlib.sha256(content).hexdigest()
    assert record["seating_version"] == seating.__version__


def test_a_new_solve_is_worth_the_same_and_says_the_same(record: dict) -> None:
    """Another release of the solver may choose among equals; it may not find better or worse."""
    solved = seating.solve(ROOT / "examples" / "city" / "stakeholders.csv").to_record()
    for key in ("status", "penalty", "bound"):
        assert solved[key] == record[key]
    now, then = solved["rounds"][0], record["rounds"][0]
    assert [r["sentence"] for r in now["requirements"]] == [r["sentence"] for r in then["requirements"]]
    assert [voice["state"] for voice in now["voices"]] == [voice["state"] for voice in then["voices"]]
    assert {seat["id"] for seat in now["seats"]} == {seat["id"] for seat in then["seats"]}


def test_it_has_no_ledger() -> None:
    """A sample is read, not continued."""
    assert {path.name for path in SAMPLE.iterdir()} == {"report.html", "round-1"}
