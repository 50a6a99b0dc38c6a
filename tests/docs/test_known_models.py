"""The examples of the page about known models, solved and compared with what the models ask for."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

import seating
from tests.cli.running import run
from tests.docs.blocks import ROOT, blocks

PAGE = ROOT / "docs" / "explanation" / "known-models.md"


def examples() -> list[dict[str, Any]]:
    return [YAML(typ="safe", pure=True).load(text) for text in blocks(PAGE, "yaml")]


def people(number: int) -> list[dict[str, str]]:
    return [{"id": f"p{n}", "name": f"Person {n}"} for n in range(1, number + 1)]


def test_the_most_diverse_groups_are_those_of_least_penalty() -> None:
    diverse, _, _ = examples()
    result = seating.solve(people(9), diverse)
    distances = diverse["requirements"][0]["file"]

    def within(group: set[str]) -> int:
        return sum(distance for a, b, distance in distances if (a in group) == (b in group))

    ids = [row["id"] for row in people(9)]
    most = max(within(set(group)) for group in combinations(ids, 4))
    total = sum(distance for _, _, distance in distances)
    assert (result.review.penalty, result.bound) == (total - most, total - most)
    assert total - most > 0


@pytest.mark.room
def test_nine_players_meet_in_four_weeks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, golfers, _ = examples()
    monkeypatch.chdir(tmp_path)
    names = "".join(f"{row['id']},{row['name']}\n" for row in people(9))
    (tmp_path / "players.csv").write_text(f"id,name\n{names}", encoding="utf-8")
    with (tmp_path / "convening.yaml").open("w", encoding="utf-8") as file:
        YAML().dump(golfers, file)
    done = run("seating solve players.csv --rounds 4 --no-packet --json")
    rounds = json.loads(done.stdout)["rounds"]
    groups: dict[tuple[int, str], list[str]] = {}
    for number, one in enumerate(rounds):
        for seat in one["seats"]:
            groups.setdefault((number, seat["table"]), []).append(seat["id"])
    met = [frozenset(pair) for group in groups.values() for pair in combinations(group, 2)]
    assert len(rounds) == 4
    assert len(met) == len(set(met)) == 36  # all pairs of nine
