"""What the tutorial of an initiative tells is so."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import run

CITY = "--out reports/city-alive"


def recorded(folder: str) -> dict[str, Any]:
    return json.loads(Path(f"{folder}/result.json").read_text(encoding="utf-8"))


def tables_of(record: dict[str, Any]) -> dict[str, str]:
    return {seat["id"]: seat["table"] for seat in record["rounds"][0]["seats"]}


def chairs(record: dict[str, Any]) -> dict[str, str]:
    return {seat["name"]: seat["table"] for seat in record["rounds"][0]["seats"] if "chair" in seat["duties"]}


def text_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", Path(page).read_text(encoding="utf-8")).split())


@pytest.mark.room
def test_two_meetings_of_a_city(checkout) -> None:
    """110 people, five action tables and three governance tables; then a split, leavers and a temporary table."""
    first = run(f"solve examples/city-alive-like/stakeholders.csv {CITY} --details")
    assert first.exit_code == 0, first.output
    assert "No seating has a penalty below 89" in first.stdout
    assert "Data table: Requirements met: 4 of 4. Proven: no choice of members is better" in first.stdout
    second = run(f"solve examples/city-alive-like/second/stakeholders.csv {CITY} --next-round --details")
    assert second.exit_code == 0, second.output
    assert "No seating has a penalty below 69" in second.stdout
    assert "members in the last round:" not in second.stdout

    before, after = (recorded(f"reports/city-alive/round-{number}") for number in (1, 2))
    people = [{seat["id"] for seat in record["rounds"][0]["seats"]} for record in (before, after)]
    assert (len(people[0]), len(people[0] - people[1]), len(people[1] - people[0])) == (116, 6, 6)
    former, now = tables_of(before), tables_of(after)
    for table in {*former.values()} - {"business"}:
        members = [person for person, at in former.items() if at == table and person in now]
        assert 2 * sum(now[person] == table for person in members) >= len(members)
    split = [now[person] for person, at in former.items() if at == "business" and person in now]
    assert all(4 * split.count(half) >= len(split) for half in ("labs", "shops"))  # half of about half of them
    served, serving = chairs(before), chairs(after)
    became = {"business": {"labs", "shops"}}
    stayed = [name for name in served if name in serving]
    assert len(stayed) >= 8
    assert all(serving[name] in became.get(served[name], {served[name]}) for name in stayed)
    assert all(served[name] in {"talent", "capital", "business", "community", "culture"} for name in served)

    report = text_of("reports/city-alive/round-2/report.html")
    assert "Late: 2. Open: 2. Kept: 3." in report
    assert "Count the loans that were refused last year Capital Magnus Benally 2026-05-15 late" in report
    with Path("reports/city-alive/round-2/packet/letters.csv").open(encoding="utf-8-sig") as lines:
        letters = {row["name"]: row["promises"] for row in csv.DictReader(lines)}
    assert letters["Valentin Quintero"] == "Ask ten shops which permit took longest (2026-05-01, late)"
    assert letters["Hamza Pino"] == ""
    assert run("rounds diff 1 2 --out reports/city-alive").exit_code == 0

    assert run(f"rounds attended examples/city-alive-like/came.csv --round 1 {CITY}").exit_code == 0
    typed = "--harvest 1 examples/city-alive-like/harvest.csv"
    closed = run(f"rounds report {typed} {CITY}")
    assert closed.exit_code == 0, closed.output
    rounds = [re.split(r"\s{2,}", line.strip()) for line in closed.stdout.splitlines()]
    assert [(row[0], *row[3:5]) for row in rounds if row[0] in {"Round 1", "Round 2"}] == [
        ("Round 1", "110", "98"),
        ("Round 2", "109", "not recorded"),
    ]
    story = text_of("reports/city-alive/closing.html")
    for sentence in (
        "Second-stage firms Missing Heard with a seat: 2",
        "Business and technology → to Laboratories and new firms and Shops and growing firms",
        "Joined: 5. Left: 6.",
        "3 of 7",
        "Trust 3 3",
        "Late: 2. Open: 2. Kept: 3.",
    ):
        assert sentence in story
    shared = text_of("reports/city-alive/closing-shared.html")
    with Path("examples/city-alive-like/stakeholders.csv").open(encoding="utf-8") as lines:
        assert not [row["name"] for row in csv.DictReader(lines) if row["name"] in shared]

    rated = run(f"dashboard examples/dashboard/ratings.csv examples/dashboard/alone.csv {CITY}")
    assert rated.exit_code == 0, rated.output
    assert "Leadership behind it: 1 red, 2 yellow and 1 green; agreed: yellow" in rated.stdout
    board = text_of("reports/city-alive/dashboard.html")
    assert "Evidence from the newest seating, not a rating. 17 people from the public sector sit at" in board
    assert "5 decision-makers from the public sector sit at" in board
    assert "2 people who bring funding or capital sit at 2 of 10 tables." in board


def test_one_of_four_bodies_misses_a_counterpart(checkout) -> None:
    done = run("solve examples/corridors-like/stakeholders.csv --out reports/corridors --details")
    assert done.exit_code == 0, done.output
    assert "No seating has a penalty below 10" in done.stdout
    assert "no one here is a counterpart of Anton Bjerke" in done.stdout
    seats = {seat["name"]: seat["table"] for seat in recorded("reports/corridors/round-1")["rounds"][0]["seats"]}
    with Path("examples/corridors-like/stakeholders.csv").open(encoding="utf-8") as lines:
        works_for = {row["name"]: row["works_for"] for row in csv.DictReader(lines)}
    board = {name for name, table in seats.items() if table == "board"}
    heard = {works_for[name] for name, table in seats.items() if table == "staff-group"}
    assert board - heard == {"Anton Bjerke"}
    assert "Who is missing (2): Small businesses along the line and counterparts at Senior staff group" in done.stdout
