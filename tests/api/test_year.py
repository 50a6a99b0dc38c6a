"""A year of monthly rounds: members come, go and stay away, tables split and merge, chairs take turns."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from random import Random

import pytest

from seating.api.request import Request
from seating.api.result import Solved
from seating.api.rounds import record_attended, undo_last
from seating.api.solve import solve_request
from seating.judge import review
from seating.ledger import Ledger

OUT = Path("out")
MONTHS = 12
TABLES = {"food": "{id: food, seats: 5-12}", "jobs": "{id: jobs, seats: 5-12}", "homes": "{id: homes, seats: 5-12}"}
SPLIT = {
    **{table: written for table, written in TABLES.items() if table != "jobs"},
    "crafts": "{id: crafts, was: [jobs], seats: 5-12}",
    "trade": "{id: trade, was: [jobs], seats: 5-12}",
}
MERGED = {
    "food": TABLES["food"],
    "work": "{id: work, was: [crafts, trade, jobs], seats: 5-16}",
    "homes": TABLES["homes"],
}
REQUIREMENTS = """
requirements:
  - {kind: variety, of: sector, at_least: 3, must: true}
  - {kind: new_company, within: 3}
  - {kind: continuity, at_least: 1/3, weight: 4}
  - {kind: buddy, weight: 2}
  - {kind: duty, name: chair, who: {can_chair: "yes"}, rotate: true, weight: 5}
  - {kind: voice, name: Tenants, who: {tenant: "yes"}, at_least: 1, carry: true}
"""


def tables_of(month: int) -> Mapping[str, str]:
    return TABLES if month < 5 else SPLIT if month < 9 else MERGED


def write_convening(month: int) -> None:
    written = ", ".join(tables_of(month).values())
    Path("convening.yaml").write_text(f"title: A year\ntables: [{written}]\n{REQUIREMENTS}")


@dataclass
class Script:
    """What happens to the list, month by month, and what was really so: kept apart from the ledger."""

    random: Random
    people: dict[str, dict[str, str]] = field(default_factory=dict)
    away: dict[str, set[int]] = field(default_factory=dict)
    joined: int = 0
    were: list[dict[str, str]] = field(default_factory=list)
    chairs: list[dict[str, str]] = field(default_factory=list)
    members: dict[str, str] = field(default_factory=dict)

    def join(self, number: int) -> None:
        for n in range(self.joined, self.joined + number):
            self.people[f"m{n:02d}"] = {
                "name": f"Member {n}",
                "sector": ("labor", "business", "education", "community")[n % 4],
                "can_chair": "yes" if n % 3 else "no",
                "tenant": "yes" if n % 5 == 0 else "no",
            }
            self.away[f"m{n:02d}"] = set()
        self.joined += number

    def before(self, month: int) -> None:
        """Make some stay away this time, one or two join, and now and then somebody leave for good."""
        if month == 1:
            self.join(26)
        if month in {3, 4, 7, 10}:
            self.join(2)
        if month in {6, 8}:
            del self.people[self.random.choice(sorted(self.people))]
        for person in self.random.sample(sorted(self.people), 3):
            self.away[person].add(month)
        self.write()

    def after(self, month: int, result: Solved) -> None:
        """Have two stay away who were expected: it is recorded, or marked on the list."""
        missing = frozenset(self.random.sample(sorted(result.plan.seats), 2))
        there = {person: table for person, table in result.plan.seats.items() if person not in missing}
        if month % 2:
            Path("came.csv").write_text("\n".join(["id", *there]))
            record_attended(OUT, Path("came.csv"))
        for person in missing:
            self.away[person].add(month)
        self.write()
        self.were.append(there)
        self.members.update(there)
        self.chairs.append({person: there[person] for person in there if "chair" in result.duties.get(person, ())})

    def write(self) -> None:
        columns = ("id", "name", "sector", "can_chair", "tenant", "attending")
        with Path("people.csv").open("w", newline="") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            for person, cells in self.people.items():
                away = self.away[person]
                comes = [f"round {month}" for month in range(1, MONTHS + 1) if month not in away] if away else []
                writer.writerow({"id": person, **cells, "attending": "; ".join(comes)})


def company(seats: Mapping[str, str]) -> set[tuple[str, str]]:
    return {pair for pair in combinations(sorted(seats), 2) if seats[pair[0]] == seats[pair[1]]}


def judge_by_hand(script: Script, result: Solved) -> None:
    """Hold the checker's figures against what really happened, counted without the ledger."""
    seats = result.plan.seats
    lately = set().union(*(company(were) for were in script.were[-3:]))
    assert result.review.verdicts["new_company-1"].shortfall == len(company(seats) & lately)
    known = {person for were in script.were for person in were}
    newcomers = [person for person in seats if person not in known]
    lonely = [p for p in newcomers if not any(seats[other] == seats[p] for other in known & seats.keys())]
    assert result.review.verdicts["buddy-1"].shortfall == (len(lonely) if known else 0)
    chaired = {person for chairs in script.chairs for person in chairs}
    for person in chaired:
        if "chair" in result.duties.get(person, ()):
            could = [p for p in seats if seats[p] == seats[person] and script.people[p]["can_chair"] == "yes"]
            assert chaired.issuperset(could)


@pytest.mark.room
@pytest.mark.parametrize("seed", [1, 2])
def test_a_year_is_remembered_as_it_was(tmp_path, monkeypatch, seed) -> None:
    monkeypatch.chdir(tmp_path)
    script, results = Script(Random(seed)), []
    for month in range(1, MONTHS + 1):
        write_convening(month)
        script.before(month)
        asked = Request(people="people.csv", out=OUT, packet=False, next_round=month > 1, work=1.0, seed=seed)
        result = solve_request(asked)
        assert result.room.round_number == month
        assert result.review.unmet == 0
        assert review(result.room, result.requirements, result.plan) == result.review
        past = result.room.history.rounds
        assert [each.seats for each in past] == script.were
        assert [
            {p: each.seats[p] for p, held in each.duties.items() if "chair" in held} for each in past
        ] == script.chairs
        assert not past or past[-1].members == script.members
        judge_by_hand(script, result)
        script.after(month, result)
        results.append(result)
    ledger = Ledger.open(OUT).sound
    for month, result in enumerate(results, start=1):
        record = json.loads((OUT / f"round-{month}/result.json").read_bytes())
        assert ledger.rounds[month].seats == result.plan.seats
        assert [ledger.rounds[month].record.plain()] == record["rounds"]
    assert [past.seats for past in ledger.history(MONTHS + 1).rounds][:-1] == script.were[:-1]
    while ledger.open_round > 9:
        ledger = undo_last(OUT).ledger
    assert Ledger.open(OUT).sound.last.seats == results[8].plan.seats
    assert [past.seats for past in ledger.history().rounds] == script.were[:8]
