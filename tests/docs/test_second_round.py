"""What the tutorial of the second round tells is so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.cli.running import run

ANSWERED = "airport-flats-1,Airport Flats,Renata Oyelaran,Owen Halloran,,,2026-03-04,Beatriz,yes,2026-03-09,"

VOICES = {"Organized labor", "Airport Flats", "Second-stage firms"}


def recorded(round_number: int) -> dict[str, Any]:
    return json.loads(Path(f"reports/two-rounds/round-{round_number}/result.json").read_text(encoding="utf-8"))


def states(round_number: int) -> dict[str, tuple[str, str | None]]:
    """Return the state of each voice, with its reason."""
    (told,) = recorded(round_number)["rounds"]
    return {voice["name"]: (voice["state"], voice.get("why")) for voice in told["voices"]}


def test_three_voices_are_asked_for_one_by_one(checkout) -> None:
    out = "--out reports/two-rounds --quiet"
    first = run(f"solve examples/city/stakeholders.csv {out}")
    assert first.exit_code == 0, first.output
    assert recorded(1)["penalty"] == 17
    assert {voice: states(1)[voice] for voice in VOICES} == {
        "Airport Flats": ("missing", None),
        "Organized labor": ("missing", "not_coming"),
        "Second-stage firms": ("too_few", None),
    }
    invited = recorded(1)["recruit"]
    assert {one["name"]: (one["people"], len(one["who"]), one["confirmed"]) for one in invited} == dict.fromkeys(
        VOICES, (1, 1, True)
    )
    assert recorded(1)["fewest"] == {"people": 1, "confirmed": True, "smallest": True}
    written = Path("reports/two-rounds/invitations.csv").read_text(encoding="utf-8-sig")
    answered = written.replace("airport-flats-1,Airport Flats,,,,,,,,,", ANSWERED)
    assert answered != written
    Path("reports/two-rounds/invitations.csv").write_text(answered, encoding="utf-8-sig")

    assert run(f"rounds attended examples/city/attended.csv {out}").exit_code == 0
    second = run(f"solve examples/city/second-round.csv --next-round {out}")
    assert second.exit_code == 0, second.output
    assert recorded(2)["penalty"] == 12
    assert {states(2)[voice] for voice in VOICES} == {("heard", None)}
    rows = [one for one in recorded(2)["invitations"] if one["state"] == "yes"]
    assert [(row["id"], row["answered_on"]) for row in rows] == [("airport-flats-1", "2026-03-09")]
    assert "Renata Oyelaran" in Path("reports/two-rounds/invitations.csv").read_text(encoding="utf-8-sig")
    diff = run("rounds diff 1 2 --out reports/two-rounds")
    assert "Renata Oyelaran" in diff.output
