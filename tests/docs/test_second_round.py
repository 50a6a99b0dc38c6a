"""What the tutorial of the second round tells is so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.cli.running import run

VOICES = {"Organized labor", "Airport Flats", "Second-stage firms"}


def recorded(round_number: int) -> dict[str, Any]:
    return json.loads(Path(f"reports/two-rounds/round-{round_number}/result.json").read_text(encoding="utf-8"))


def states(round_number: int) -> dict[str, str]:
    record = recorded(round_number)
    (told,) = record["rounds"]
    return {"penalty": record["penalty"], **{voice["name"]: voice["state"] for voice in told["voices"]}}


def test_one_call_cures_three_lacks(checkout) -> None:
    out = "--out reports/two-rounds --quiet"
    first = run(f"solve examples/city/stakeholders.csv {out}")
    assert first.exit_code == 0, first.output
    assert states(1)["penalty"] == 17
    assert {states(1)[voice] for voice in VOICES} == {"missing", "absent", "too_few"}
    (invited,) = recorded(1)["recruit"]
    assert (invited["people"], invited["confirmed"], invited["smallest"]) == (1, True, True)

    assert run(f"rounds attended examples/city/attended.csv {out}").exit_code == 0
    second = run(f"solve examples/city/second-round.csv --next-round {out}")
    assert second.exit_code == 0, second.output
    assert states(2)["penalty"] == 12
    assert {states(2)[voice] for voice in VOICES} == {"heard"}
    diff = run("rounds diff 1 2 --out reports/two-rounds")
    assert "Renata Oyelaran" in diff.output
