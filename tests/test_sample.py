"""The sample under reports/ is what the first command of the README gives."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

import seating
from seating.api.result import Solved
from seating.present.settings import ALL_PAGES, Settings
from seating.report.pages import render_packet, render_report
from seating.report.spreadsheets import seating_csv
from tests.report.test_golden import difference, scrubbed

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "reports" / "sample"


@pytest.fixture(scope="module")
def record() -> dict:
    return json.loads((SAMPLE / "round-1" / "result.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def solved() -> Solved:
    return seating.solve(ROOT / "examples" / "city" / "stakeholders.csv")


def test_it_was_made_from_the_example_as_it_is(record: dict) -> None:
    """A changed example needs a new sample; docs/contributing.md says how."""
    for name, file in (("stakeholders", "stakeholders.csv"), ("convening", "convening.yaml")):
        content = (ROOT / "examples" / "city" / file).read_bytes()
        assert record["inputs"][name]["sha256"] == hashlib.sha256(content).hexdigest()
    assert record["seating_version"] == seating.__version__


def test_a_new_solve_is_worth_the_same_and_says_the_same(record: dict, solved: Solved) -> None:
    """Another release of the solver may choose among equals; it may not find better or worse."""
    made = solved.to_record()
    for key in ("status", "penalty", "bound"):
        assert made[key] == record[key]
    now, then = made["rounds"][0], record["rounds"][0]
    assert [r["sentence"] for r in now["requirements"]] == [r["sentence"] for r in then["requirements"]]
    assert [voice["state"] for voice in now["voices"]] == [voice["state"] for voice in then["voices"]]
    assert {seat["id"] for seat in now["seats"]} == {seat["id"] for seat in then["seats"]}


def test_its_pages_are_those_that_are_made_now(record: dict, solved: Solved) -> None:
    """The pages of a convening are stored only here; docs/contributing.md says how to store them again."""
    if solved.plan.seats != {seat["id"]: seat["table"] for seat in record["rounds"][0]["seats"]}:
        pytest.skip("this release of the solver chose another seating of the same penalty")
    packet = render_packet(solved, Settings(pages=(ALL_PAGES,)))
    made = {"report.html": render_report(solved), **{f"packet/{path}": page for path, page in packet.items()}}
    folder = SAMPLE / "round-1"
    stored = {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*.html")}
    assert made.keys() == stored.keys()
    shown = "".join(difference(name, *map(_without_time, (stored[name], made[name]))) for name in made)
    assert not shown, shown
    assert (folder / "seating.csv").read_bytes() == seating_csv(solved)


def _without_time(page: str) -> str:
    return re.sub(r"Seconds: [0-9.]+", "Seconds: S", scrubbed(page))


def test_it_has_no_ledger() -> None:
    """A sample is read, not continued."""
    assert {path.name for path in SAMPLE.iterdir()} == {"report.html", "round-1"}
