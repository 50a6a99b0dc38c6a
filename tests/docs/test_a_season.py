"""The example of a season: 32 sessions for 520 people and eight facilitators, judged by rules written out here.

The checker reads the list, the convening and the record as they are, and uses no code of the program.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

import seating
from tests.cli.running import run
from tests.docs.blocks import ROOT

FOLDER = ROOT / "examples" / "season"
FEW = ("es-1", "shops-ferry", "micro-station", "labs-2", "es-2", "any-2")
"""Sessions of several days for one test; two of them overlap."""

Row = Mapping[str, str]


def read_list() -> list[dict[str, str]]:
    with (FOLDER / "stakeholders.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def read_convening() -> dict[str, Any]:
    convening = YAML(typ="safe", pure=True).load((FOLDER / "convening.yaml").read_text(encoding="utf-8"))
    tables = [{**table, "day": str(table["day"])} for table in convening["tables"]]
    return {**convening, "tables": tables}


def cells(row: Row, column: str) -> set[str]:
    return {part.strip() for part in row[column].split(";") if part.strip()}


def is_meant(row: Row, table: Mapping[str, Any]) -> bool:
    """Whether a session is for somebody: each column of `for` has one of its values."""
    for column, wanted in table.get("for", {}).items():
        values = wanted if isinstance(wanted, list) else [wanted]
        if not cells(row, column) & set(values):
            return False
    return True


def can_come(row: Row, table: Mapping[str, Any]) -> bool:
    own = cells(row, "can_come")
    return not own or bool(own & {table["day"], table["place"], table["id"], table["name"]})


def hours(table: Mapping[str, Any]) -> tuple[int, int]:
    """Return the beginning and the end in minutes after midnight."""
    begins, ends = (int(part[:-3]) * 60 + int(part[-2:]) for part in table["time"].split("-"))
    return begins, ends


def clash(one: Mapping[str, Any], other: Mapping[str, Any], free_days: int = 0) -> bool:
    """Whether nobody can go to both: they overlap, or there is too little time between two places."""
    days = abs((date.fromisoformat(one["day"]) - date.fromisoformat(other["day"])).days)
    is_elsewhere = one["place"] != other["place"]
    if days:
        return is_elsewhere and days <= free_days
    if is_elsewhere and free_days:
        return True
    first, second = sorted((hours(one), hours(other)))
    return second[0] - first[1] < (60 if is_elsewhere else 0)


def faults(rows: list[dict[str, str]], convening: dict[str, Any], record: dict[str, Any]) -> Iterator[str]:
    """Yield what is wrong with a plan."""
    (round_,) = record["rounds"]
    tables = {table["id"]: table for table in convening["tables"]}
    sessions: dict[str, list[str]] = {seat["name"]: [seat["table"]] for seat in round_["seats"]}
    names = {seat["id"]: seat["name"] for seat in round_["seats"]}
    for further in round_.get("further", ()):
        sessions[names[further["id"]]].append(further["table"])
    if sorted(sessions) != sorted(row["name"] for row in rows):
        yield "not everybody has one seat"
    here: dict[str, list[Row]] = {table: [] for table in tables}
    staffed: set[str] = set()
    for row in rows:
        own, is_staff = sessions[row["name"]], bool(row["duty"])
        for table in own:
            if is_staff:
                staffed.add(table)
                continue
            here[table].append(row)
            if not (is_meant(row, tables[table]) and can_come(row, tables[table])):
                yield f"{row['name']} cannot come to {table}"
            if not {"step-free", "childcare"} & cells(row, "needs") <= set(tables[table]["features"]):
                yield f"{table} lacks what {row['name']} needs"
        travel = convening["sessions"]["travel"] if is_staff else 0
        for one, other in combinations(own, 2):
            if clash(tables[one], tables[other], travel):
                yield f"{row['name']} cannot go to both {one} and {other}"
        if not is_staff and len(own) > convening["sessions"]["most"]:
            yield f"{row['name']} goes to {len(own)} sessions"
    for identity, table in tables.items():
        low, high = map(int, table["seats"].split("-"))
        if not low <= len(here[identity]) <= high:
            yield f"{identity} has {len(here[identity])} people"
        if identity not in staffed:
            yield f"{identity} has no facilitator"
        for row in here[identity]:
            spoken = cells(row, "languages") or {convening["working_language"]}
            others = [one for one in here[identity] if one is not row]
            if sum(bool(spoken & (cells(one, "languages") or {"en"})) for one in others) < 2:
                yield f"{row['name']} can talk with fewer than two at {identity}"


def test_the_list_and_the_convening_are_a_season():
    found = seating.check(FOLDER / "stakeholders.csv")
    assert (len(found.room.people), len(found.room.staff), len(found.room.tables)) == (520, 8, 32)
    assert found.clashes == ()
    (hosted,) = [note for note in found.notes if note.slug == "host-depended-on"]
    assert hosted.text.startswith("A first loan is hosted by Larkmere Loan Fund.")


def test_a_few_sessions_of_the_example_have_a_plan():
    convening = read_convening()
    convening["tables"] = [table for table in convening["tables"] if table["id"] in FEW]
    for table in convening["tables"]:
        table["seats"] = "1-20"
    rows = [row for row in read_list() if row["duty"]][:4]
    for table in convening["tables"]:
        meant = [one for one in read_list() if not (one["duty"] or one["can_come"]) and is_meant(one, table)]
        rows += [one for one in meant[:8] if one not in rows and cells(one, "needs") <= set(table["features"])]
    rows += [{**rows[-1], "name": "Ana Sable", "can_come": "2027-03-06"}]
    result = seating.solve(rows, convening)
    assert result.review.unmet == 0
    assert list(faults(rows, convening, result.to_record())) == []


@pytest.mark.room
def test_the_season_has_a_staff_plan(checkout):
    done = run("solve examples/season/stakeholders.csv --out reports/season")
    assert done.exit_code == 0, done.output
    assert "For these seats, no staff plan meets the requirements about staff better." in done.stdout
    record = json.loads(Path("reports/season/round-1/result.json").read_text(encoding="utf-8"))
    rows, convening = read_list(), read_convening()
    assert list(faults(rows, convening, record)) == []
    loads = [
        1 + sum(one["id"] == seat["id"] for one in record["rounds"][0]["further"])
        for seat in record["rounds"][0]["seats"]
        if seat.get("staff")
    ]
    assert sum(loads) == 32
    assert max(loads) - min(loads) <= 1
    again = run("review examples/season/stakeholders.csv reports/season/round-1/seating.csv --out reports/season")
    assert again.exit_code == 0, again.output


def test_the_checker_sees_what_is_wrong():
    """Each change of a good plan of two sessions is named."""
    tables = [
        {
            "id": "a",
            "name": "A",
            "for": {"type": "x"},
            "seats": "1-9",
            "day": "2027-03-02",
            "time": "18:00-19:30",
            "place": "Hall",
            "features": [],
        },
        {
            "id": "b",
            "name": "B",
            "seats": "1-9",
            "day": "2027-03-03",
            "time": "18:00-19:30",
            "place": "Mill",
            "features": ["childcare"],
        },
    ]
    convening = {"tables": tables, "sessions": {"travel": 1, "most": 1}, "working_language": "en"}
    rows = [
        {"name": f"{kind}{n}", "type": kind, "languages": "", "needs": "", "can_come": "", "duty": ""}
        for kind in "xy"
        for n in range(3)
    ]
    rows += [{**rows[0], "name": f"f{n}", "duty": "facilitator"} for n in range(2)]
    where = {"x": "a", "y": "b"}
    seats = [
        {"id": row["name"], "name": row["name"], "table": where.get(row["name"][0]) or "ab"[int(row["name"][1])]}
        for row in rows
    ]
    assert list(faults(rows, convening, {"rounds": [{"seats": seats}]})) == []

    def told(rows=rows, seats=seats, further=()):
        return list(faults(rows, convening, {"rounds": [{"seats": seats, "further": further}]}))

    assert "f0 cannot go to both a and b" in told(further=[{"id": "f0", "table": "b"}])
    assert "x0 goes to 2 sessions" in told(further=[{"id": "x0", "table": "b"}])
    assert "y0 cannot come to a" in told(further=[{"id": "y0", "table": "a"}])
    assert "a lacks what x0 needs" in told([{**rows[0], "needs": "childcare"}, *rows[1:]])
    assert "x0 cannot come to a" in told([{**rows[0], "can_come": "Mill"}, *rows[1:]])
    assert "x0 can talk with fewer than two at a" in told([{**rows[0], "languages": "vi"}, *rows[1:]])
    assert "a has no facilitator" in told(seats=[{**one, "table": "b"} if one["id"] == "f0" else one for one in seats])
    assert "a has 0 people" in told(
        seats=[{**one, "table": "b"} if one["id"].startswith("x") else one for one in seats]
    )
